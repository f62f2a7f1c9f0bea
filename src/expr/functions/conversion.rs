//! Conversions between types.

use std::sync::Arc;

use super::super::fault::Fault;
use super::super::limits;
use super::super::value::Value;
use super::{Function, word};
use crate::base::time::{Duration, TimeError, Timestamp};

pub(super) fn convert(function: Function, value: &Value) -> Result<Value, Fault> {
    match function {
        Function::Int => int(value).map(Value::Int),
        Function::Uint => uint(value).map(Value::Uint),
        Function::Double => double(value).map(Value::Double),
        Function::String => string(value).map(Value::String),
        Function::Bytes => bytes(value).map(Value::Bytes),
        Function::Bool => boolean(value).map(Value::Bool),
        Function::Timestamp => timestamp(value).map(Value::Timestamp),
        _ => duration(value).map(Value::Duration),
    }
}

const OUT_OF_RANGE: Fault = Fault::OutOfRange("the number");

fn int(value: &Value) -> Result<i64, Fault> {
    match value {
        Value::Int(number) => Ok(*number),
        Value::Uint(number) => i64::try_from(*number).map_err(|_| OUT_OF_RANGE),
        // The limits themselves are left out, as the conformance suite asks: they cannot be told
        // from their neighbours. The cast cuts off the fraction.
        Value::Double(number) if number.abs() < 9_223_372_036_854_775_808.0 => Ok(*number as i64),
        Value::Double(_) => Err(OUT_OF_RANGE),
        Value::String(text) => text.parse().map_err(|_| unreadable(text, "a whole number")),
        Value::Timestamp(at) => Ok(at.unix_seconds()),
        other => Err(Fault::NoOverload("int", word(other))),
    }
}

fn uint(value: &Value) -> Result<u64, Fault> {
    match value {
        Value::Uint(number) => Ok(*number),
        Value::Int(number) => u64::try_from(*number).map_err(|_| OUT_OF_RANGE),
        Value::Double(number) if (0.0..18_446_744_073_709_551_616.0).contains(number) => {
            Ok(*number as u64)
        }
        Value::Double(_) => Err(OUT_OF_RANGE),
        Value::String(text) if text.starts_with(|c: char| c.is_ascii_digit()) => {
            text.parse().map_err(|_| unreadable(text, "a whole number without a sign"))
        }
        Value::String(text) => Err(unreadable(text, "a whole number without a sign")),
        other => Err(Fault::NoOverload("uint", word(other))),
    }
}

fn double(value: &Value) -> Result<f64, Fault> {
    match value {
        Value::Double(number) => Ok(*number),
        Value::Int(number) => Ok(*number as f64),
        Value::Uint(number) => Ok(*number as f64),
        Value::String(text) => text.parse().map_err(|_| unreadable(text, "a number")),
        other => Err(Fault::NoOverload("double", word(other))),
    }
}

fn string(value: &Value) -> Result<Arc<str>, Fault> {
    Ok(match value {
        Value::String(text) => Arc::clone(text),
        Value::Int(number) => number.to_string().into(),
        Value::Uint(number) => number.to_string().into(),
        Value::Double(number) => shortest(*number).into(),
        Value::Bool(value) => value.to_string().into(),
        Value::Timestamp(at) => at.to_string().into(),
        Value::Duration(length) => length.to_string().into(),
        Value::Bytes(bytes) if bytes.len() > limits::TEXT_BYTES => return Err(Fault::TooLarge),
        Value::Bytes(bytes) => {
            let text = std::str::from_utf8(bytes);
            text.map_err(|_| Fault::Conversion("the bytes".to_owned(), "text in UTF-8"))?.into()
        }
        other => return Err(Fault::NoOverload("string", word(other))),
    })
}

/// A double in its shortest form: plain where that is short, else with an exponent.
pub(crate) fn shortest(number: f64) -> String {
    let size = number.abs();
    if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 { "+Inf" } else { "-Inf" }.to_owned()
    } else if size != 0.0 && !(1e-4..1e21).contains(&size) {
        with_exponent(number)
    } else {
        number.to_string()
    }
}

fn with_exponent(number: f64) -> String {
    let text = format!("{number:e}");
    let Some((digits, exponent)) = text.split_once('e') else { return text };
    match exponent.strip_prefix('-') {
        Some(exponent) => format!("{digits}e-{exponent:0>2}"),
        None => format!("{digits}e+{exponent:0>2}"),
    }
}

fn bytes(value: &Value) -> Result<Arc<[u8]>, Fault> {
    match value {
        Value::Bytes(bytes) => Ok(Arc::clone(bytes)),
        Value::String(text) => Ok(text.as_bytes().into()),
        other => Err(Fault::NoOverload("bytes", word(other))),
    }
}

fn boolean(value: &Value) -> Result<bool, Fault> {
    match value {
        Value::Bool(value) => Ok(*value),
        Value::String(text) => match &**text {
            "1" | "t" | "true" | "TRUE" | "True" => Ok(true),
            "0" | "f" | "false" | "FALSE" | "False" => Ok(false),
            _ => Err(unreadable(text, "`true` or `false`")),
        },
        other => Err(Fault::NoOverload("bool", word(other))),
    }
}

fn timestamp(value: &Value) -> Result<Timestamp, Fault> {
    match value {
        Value::Timestamp(at) => Ok(*at),
        Value::Int(seconds) => {
            Timestamp::from_unix_seconds(*seconds).ok_or(Fault::OutOfRange("the date"))
        }
        Value::String(text) => text.parse().map_err(|error| match error {
            TimeError::Range => Fault::OutOfRange("the date"),
            TimeError::Form => unreadable(text, "a date such as 2026-11-23T08:00:00Z"),
        }),
        other => Err(Fault::NoOverload("timestamp", word(other))),
    }
}

fn duration(value: &Value) -> Result<Duration, Fault> {
    match value {
        Value::Duration(length) => Ok(*length),
        Value::String(text) => Duration::parse(text).map_err(|error| match error {
            TimeError::Range => Fault::OutOfRange("the length of time"),
            TimeError::Form => unreadable(text, "a length of time such as 72h"),
        }),
        other => Err(Fault::NoOverload("duration", word(other))),
    }
}

fn unreadable(text: &str, expected: &'static str) -> Fault {
    let short: String = text.chars().take(40).collect();
    Fault::Conversion(format!("`{short}`"), expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_are_written_in_their_shortest_form() {
        for (number, text) in [
            (3.0, "3"),
            (-0.0045, "-0.0045"),
            (120_000.0, "120000"),
            (6.02214e23, "6.02214e+23"),
            (1.5e-7, "1.5e-07"),
            (0.0, "0"),
        ] {
            assert_eq!(shortest(number), text);
        }
    }
}
