//! A cell as a deal's JSON would have it: the slow reading, which every other one has to equal.

use std::collections::BTreeMap;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use dealgraph::{FieldType, RawValue, Timestamp};

use super::moments::{Count, moment_in};
use super::numbers::{number_at, number_in};
use super::texts::text_at;
use super::types::sub_field;

/// What stands between the items of a list that is written as one text.
const BETWEEN_ITEMS: char = ';';

/// What a cell says of a field; [`RawValue::Null`] where it says nothing.
pub(crate) fn raw(kind: &FieldType, column: &dyn Array, row: usize) -> RawValue {
    if column.is_null(row) {
        return RawValue::Null;
    }
    if let Some(text) = text_at(column, row) {
        return in_text(kind, text);
    }
    let said = match column.data_type() {
        DataType::Boolean => {
            column.as_boolean_opt().map(|truths| RawValue::Bool(truths.value(row)))
        }
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => Count::at(column, row)
            .map(|count| match count.moment() {
                Some(at) => moment(kind, at),
                None => count.raw(),
            }),
        DataType::Duration(_) => Count::at(column, row).map(|count| match count.length() {
            Some(length) => RawValue::Text(length.to_string()),
            None => count.raw(),
        }),
        DataType::List(_) | DataType::LargeList(_) | DataType::FixedSizeList(..) => {
            items(column, row).map(|items| list(kind, &items))
        }
        _ => number_at(column, row),
    };
    said.unwrap_or(RawValue::Null)
}

fn moment(kind: &FieldType, at: Timestamp) -> RawValue {
    match kind {
        FieldType::Date if at.is_midnight() => RawValue::Text(at.date()),
        _ => RawValue::Text(at.to_string()),
    }
}

/// What a text says of a field, as it is written in CSV.
fn in_text(kind: &FieldType, text: &str) -> RawValue {
    if matches!(kind, FieldType::Text) {
        return RawValue::Text(text.to_owned());
    }
    let text = text.trim();
    if text.is_empty() {
        return RawValue::Null;
    }
    match kind {
        FieldType::Bool if text.eq_ignore_ascii_case("true") => RawValue::Bool(true),
        FieldType::Bool if text.eq_ignore_ascii_case("false") => RawValue::Bool(false),
        FieldType::Integer { .. }
        | FieldType::Number { .. }
        | FieldType::Money
        | FieldType::Percent => number_in(text),
        FieldType::Date | FieldType::DateTime => match moment_in(text) {
            Some(at) => moment(kind, at),
            None => RawValue::Text(text.to_owned()),
        },
        FieldType::Choices(_) | FieldType::Texts if !text.starts_with('[') => {
            let items = text.split(BETWEEN_ITEMS).map(str::trim).filter(|item| !item.is_empty());
            RawValue::List(items.map(|item| RawValue::Text(item.to_owned())).collect())
        }
        FieldType::Choices(_) | FieldType::Texts | FieldType::Records(_) => {
            serde_json::from_str(text).unwrap_or_else(|_| RawValue::Text(text.to_owned()))
        }
        _ => RawValue::Text(text.to_owned()),
    }
}

/// The items of a cell that holds a list.
fn items(column: &dyn Array, row: usize) -> Option<ArrayRef> {
    match column.data_type() {
        DataType::List(_) => column.as_list_opt::<i32>().map(|lists| lists.value(row)),
        DataType::LargeList(_) => column.as_list_opt::<i64>().map(|lists| lists.value(row)),
        DataType::FixedSizeList(..) => {
            column.as_fixed_size_list_opt().map(|lists| lists.value(row))
        }
        _ => None,
    }
}

fn list(kind: &FieldType, items: &ArrayRef) -> RawValue {
    let item = |place| match kind {
        FieldType::Records(_) => record(kind, items, place),
        _ => text_at(items, place).map_or(RawValue::Null, |text| RawValue::Text(text.to_owned())),
    };
    RawValue::List((0..items.len()).map(item).collect())
}

/// A record; entries that its field does not know are passed over.
fn record(kind: &FieldType, records: &ArrayRef, place: usize) -> RawValue {
    let Some(records) = records.as_struct_opt().filter(|records| records.is_valid(place)) else {
        return RawValue::Null;
    };
    let entries = records.fields().iter().zip(records.columns()).filter_map(|(entry, column)| {
        let own = match entry.name().as_str() {
            "evidence" | "by" | "note" => &FieldType::Text,
            "at" => &FieldType::DateTime,
            _ => sub_field(kind, entry.name())?,
        };
        let own = sub_field(kind, entry.name()).unwrap_or(own);
        match raw(own, column, place) {
            RawValue::Null => None,
            value => Some((entry.name().clone(), value)),
        }
    });
    RawValue::Record(entries.collect::<BTreeMap<_, _>>())
}
