//! Facts in words.

use crate::deal::table::FieldTable;
use crate::expr::{Slot, Value};
use crate::logic::Witness;

/// Most facts that are named.
const NAMED: usize = 4;

/// Puts facts in words.
pub(super) struct Wording<'a>(pub(super) &'a FieldTable);

impl Wording<'_> {
    /// `` `amount` ``.
    pub(super) fn name(&self, slot: Slot) -> String {
        format!("`{}`", self.0.field(slot).map_or("", |field| &field.id))
    }

    /// `` `amount`, `close_date` ``.
    pub(super) fn names(&self, slots: &[Slot]) -> String {
        let names: Vec<String> = slots.iter().map(|slot| self.name(*slot)).collect();
        names.join(", ")
    }

    /// `` `amount` is 0, `segment` is not set ``.
    pub(super) fn facts(&self, witness: &Witness) -> String {
        let mut told: Vec<String> = witness
            .facts
            .iter()
            .take(NAMED)
            .map(|(slot, value)| {
                let value = value.as_ref().map_or_else(|| "not set".to_owned(), written);
                format!("{} is {value}", self.name(*slot))
            })
            .collect();
        if witness.facts.len() > NAMED {
            told.push("…".to_owned());
        }
        told.join(", ")
    }
}

/// A value as a condition writes it.
pub(super) fn written(value: &Value) -> String {
    match value {
        Value::String(text) => format!("'{text}'"),
        Value::Bool(truth) => truth.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Uint(number) => number.to_string(),
        Value::Double(number) => number.to_string(),
        Value::Timestamp(at) if at.is_midnight() => at.date(),
        Value::Timestamp(at) => at.to_string(),
        Value::Duration(length) => length.to_string(),
        Value::List(items) if items.is_empty() => "empty".to_owned(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().take(NAMED).map(written).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Record(record) => {
            let fields = record.iter().map(|(name, value)| format!("{name}: {}", written(value)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
        }
        Value::Null | Value::Bytes(_) | Value::Map(_) => "…".to_owned(),
    }
}
