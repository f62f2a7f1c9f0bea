//! Values as JSON and back, with nothing lost: numbers, times and bytes carry a tag.
//!
//! | value | JSON |
//! | --- | --- |
//! | null, bool, text, list | as JSON has them |
//! | int, uint, double | `{"$int": "3"}`, `{"$uint": "3"}`, `{"$double": "2.5"}` |
//! | bytes | `{"$bytes": "<base 64>"}` |
//! | date, length of time | `{"$timestamp": "2026-11-23T00:00:00Z"}`, `{"$duration": "3600s"}` |
//! | map | an object; with keys that are not text, or that begin with `$`: `{"$map": [[key, value], …]}` |
//! | record | an object of the fields that are set |
//!
//! Plain numbers are read too: an int where there is no fraction, else a double.

use serde_json::{Map as Object, Value as Json, json};

use super::base64;
use super::fault::Fault;
use super::functions::word;
use super::limits;
use super::value::{Key, Map, Value};
use crate::base::time::{Duration, Timestamp};

/// Reads a value.
///
/// # Errors
/// A sentence that says what does not fit.
pub fn from_json(json: &Json) -> Result<Value, String> {
    Ok(match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::String(text) => Value::from(text.as_str()),
        Json::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => Value::Int(number),
            (None, Some(number)) => Value::Uint(number),
            _ => Value::Double(number.as_f64().ok_or("a number is too large")?),
        },
        Json::Array(items) => {
            Value::List(items.iter().map(from_json).collect::<Result<Vec<_>, _>>()?.into())
        }
        Json::Object(object) => match tagged(object) {
            Some(value) => value?,
            None => Value::Map(from_object(object)?.into()),
        },
    })
}

fn from_object(object: &Object<String, Json>) -> Result<Map, String> {
    let entry = |(key, value): (&String, &Json)| {
        Ok::<_, String>((Key::String(key.as_str().into()), from_json(value)?))
    };
    Ok(Map::new(object.iter().map(entry).collect::<Result<Vec<_>, _>>()?))
}

fn tagged(object: &Object<String, Json>) -> Option<Result<Value, String>> {
    let (tag, content) = object.iter().next().filter(|_| object.len() == 1)?;
    if tag == "$map" {
        return Some(map_of_pairs(content));
    }
    let text = match content {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    let value = match tag.as_str() {
        "$int" => text.parse().ok().map(Value::Int),
        "$uint" => text.parse().ok().map(Value::Uint),
        "$double" => text.parse().ok().map(Value::Double),
        "$bytes" => base64::decode(&text).map(|bytes| Value::Bytes(bytes.into())),
        "$timestamp" => text.parse::<Timestamp>().ok().map(Value::Timestamp),
        "$duration" => Duration::parse(&text).ok().map(Value::Duration),
        _ => return None,
    };
    Some(value.ok_or_else(|| format!("`{text}` does not fit `{tag}`")))
}

fn map_of_pairs(content: &Json) -> Result<Value, String> {
    let mut map = Map::default();
    for pair in content.as_array().ok_or("`$map` needs a list of pairs")? {
        let pair: &[Json] = pair.as_array().map_or(&[], Vec::as_slice);
        let [key, value] = pair else { return Err("`$map` needs a list of pairs".to_owned()) };
        let key = from_json(key)?;
        let key = Key::new(&key).ok_or_else(|| format!("{} is no key of a map", word(&key)))?;
        if !map.insert(key, from_json(value)?) {
            return Err("`$map` has the same key twice".to_owned());
        }
    }
    Ok(Value::Map(map.into()))
}

/// Writes a value.
///
/// # Errors
/// When it holds more than [`limits::JSON_VALUES`] values, as a sentence.
pub fn to_json(value: &Value) -> Result<Json, String> {
    write(value, &mut limits::JSON_VALUES.clone()).map_err(|fault| fault.to_string())
}

fn write(value: &Value, left: &mut usize) -> Result<Json, Fault> {
    *left = left.checked_sub(1).ok_or(Fault::TooLarge)?;
    Ok(match value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::String(text) => Json::String(text.to_string()),
        Value::Int(number) => json!({ "$int": number.to_string() }),
        Value::Uint(number) => json!({ "$uint": number.to_string() }),
        Value::Double(number) => json!({ "$double": double_text(*number) }),
        Value::Bytes(bytes) => json!({ "$bytes": base64::encode(bytes) }),
        Value::Timestamp(at) => json!({ "$timestamp": at.to_string() }),
        Value::Duration(length) => json!({ "$duration": length.to_string() }),
        Value::List(items) => {
            Json::Array(items.iter().map(|item| write(item, left)).collect::<Result<_, _>>()?)
        }
        Value::Map(map) => write_map(map, left)?,
        Value::Record(record) => {
            let field = |(name, value): (&str, &Value)| Ok((name.to_owned(), write(value, left)?));
            Json::Object(record.iter().map(field).collect::<Result<_, Fault>>()?)
        }
    })
}

fn write_map(map: &Map, left: &mut usize) -> Result<Json, Fault> {
    let is_plain = |key: &Key| matches!(key, Key::String(name) if !name.starts_with('$'));
    if map.keys().all(is_plain) {
        let entry = |(key, value): (&Key, &Value)| {
            let name = if let Key::String(name) = key { name.to_string() } else { String::new() };
            Ok((name, write(value, left)?))
        };
        return Ok(Json::Object(map.iter().map(entry).collect::<Result<_, Fault>>()?));
    }
    let mut pairs = Vec::new();
    for (key, value) in map.iter() {
        pairs.push(json!([write(&key.to_value(), left)?, write(value, left)?]));
    }
    Ok(json!({ "$map": pairs }))
}

fn double_text(number: f64) -> String {
    match number {
        number if number.is_nan() => "NaN".to_owned(),
        f64::INFINITY => "Infinity".to_owned(),
        f64::NEG_INFINITY => "-Infinity".to_owned(),
        number => format!("{number:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for text in [
            "null",
            "true",
            r#""a""#,
            r#"{"$int":"-3"}"#,
            r#"{"$uint":"3"}"#,
            r#"{"$double":"2.5"}"#,
            r#"{"$double":"-Infinity"}"#,
            r#"{"$bytes":"AP8="}"#,
            r#"{"$timestamp":"2026-11-23T08:00:00Z"}"#,
            r#"{"$duration":"1.5s"}"#,
            r#"[{"$int":"1"},[],{}]"#,
            r#"{"a":{"b":null}}"#,
            r#"{"$map":[[{"$int":"1"},"x"]]}"#,
            r#"{"$map":[["$int","x"]]}"#,
        ] {
            let json: Json = serde_json::from_str(text).unwrap();
            let value = from_json(&json).unwrap();
            assert_eq!(to_json(&value).unwrap().to_string(), text);
        }
    }

    #[test]
    fn plain_numbers_and_single_keys_are_read() {
        let read = |text: &str| from_json(&serde_json::from_str(text).unwrap());
        assert_eq!(read("3"), Ok(Value::Int(3)));
        assert_eq!(read("3.0"), Ok(Value::Double(3.0)));
        assert_eq!(read("18446744073709551615"), Ok(Value::Uint(u64::MAX)));
        assert!(matches!(read(r#"{"$other": 1}"#), Ok(Value::Map(_))));
        assert!(read(r#"{"$int": "x"}"#).is_err());
        assert!(read(r#"{"$map": [[1]]}"#).is_err());
    }
}
