//! The functions and operators of conditions.

pub(crate) mod arithmetic;
pub(crate) mod comparison;
mod conversion;
pub(crate) mod membership;
mod table;
pub(crate) mod text;
mod time;

pub(crate) use table::{Function, Kind, Second, Signature};

use super::budget::Budget;
use super::fault::Fault;
use super::value::Value;

/// What a function gives for its arguments; a method's target is the first of them.
pub(crate) fn call(
    function: Function,
    arguments: (&Value, Option<&Value>),
    budget: &Budget,
) -> Result<Value, Fault> {
    let (first, second) = arguments;
    match (function, second) {
        (Function::Dyn, _) => Ok(first.clone()),
        (Function::Size, _) => size(first, budget),
        (Function::Contains | Function::StartsWith | Function::EndsWith, Some(part)) => {
            text::search(function, first, part, budget)
        }
        (Function::Matches, Some(pattern)) => text::matches(first, pattern, budget),
        (
            Function::Int
            | Function::Uint
            | Function::Double
            | Function::String
            | Function::Bytes
            | Function::Bool
            | Function::Timestamp
            | Function::Duration,
            _,
        ) => conversion::convert(function, first),
        _ => time::part(function, first, second),
    }
}

fn size(value: &Value, budget: &Budget) -> Result<Value, Fault> {
    let size = match value {
        Value::String(text) => {
            budget.spend_bytes(text.len())?;
            text.chars().count()
        }
        Value::Bytes(bytes) => bytes.len(),
        Value::List(items) => items.len(),
        Value::Map(map) => map.len(),
        Value::Record(record) => record.iter().count(),
        other => return Err(Fault::NoOverload("size", word(other))),
    };
    Ok(Value::Int(i64::try_from(size).unwrap_or(i64::MAX)))
}

/// What a value is, for a message.
pub(crate) fn word(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "yes or no",
        Value::Int(_) => "a whole number",
        Value::Uint(_) => "an unsigned whole number",
        Value::Double(_) => "a decimal number",
        Value::String(_) => "a text",
        Value::Bytes(_) => "bytes",
        Value::Timestamp(_) => "a date",
        Value::Duration(_) => "a length of time",
        Value::List(_) => "a list",
        Value::Map(_) => "a map",
        Value::Record(_) => "a record",
    }
}
