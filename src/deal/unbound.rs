//! A value as a deal's JSON writes it.

use std::collections::BTreeMap;

use super::field::FieldType;
use super::raw::RawValue;
use crate::expr::Value;

/// A value of a field's type as a deal's JSON writes it: what reading would give it back.
pub(crate) fn written(kind: &FieldType, value: &Value) -> RawValue {
    match (kind, value) {
        (_, Value::Bool(truth)) => RawValue::Bool(*truth),
        (_, Value::Int(number)) => RawValue::Integer(*number),
        (_, Value::Double(number)) => RawValue::Number(*number),
        (_, Value::String(text)) => RawValue::Text(text.to_string()),
        (FieldType::Date, Value::Timestamp(at)) => RawValue::Text(at.date()),
        (_, Value::Timestamp(at)) => RawValue::Text(at.to_string()),
        (_, Value::Duration(length)) => RawValue::Text(length.to_string()),
        (FieldType::Records(fields), Value::List(items)) => {
            let kind = |name: &str| fields.iter().find(|field| &*field.name == name);
            let record = |item: &Value| match item {
                Value::Record(record) => {
                    let names = record.ty().fields.iter().map(|(name, _)| name);
                    let entries = names.enumerate().filter_map(|(place, name)| {
                        let (kind, value) = (&kind(name)?.kind, record.at(place)?);
                        Some((name.to_string(), written(kind, value)))
                    });
                    RawValue::Record(entries.collect::<BTreeMap<_, _>>())
                }
                _ => RawValue::Null,
            };
            RawValue::List(items.iter().map(record).collect())
        }
        (_, Value::List(items)) => {
            RawValue::List(items.iter().map(|item| written(&FieldType::Text, item)).collect())
        }
        _ => RawValue::Null,
    }
}
