//! A value as JSON has it, before anybody says which type it should be.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

/// A value as JSON has it. Reading one refuses an object that names a key twice: which of the two
/// was meant, nobody can know.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum RawValue {
    /// `null`: not set.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A whole number within 64 bits.
    Integer(i64),
    /// Any other number.
    Number(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// An object.
    Record(BTreeMap<String, Self>),
}

impl RawValue {
    /// What it is, in the words of an error message.
    pub(crate) fn described(&self) -> String {
        match self {
            Self::Null => "nothing".to_owned(),
            Self::Bool(truth) => format!("`{truth}`"),
            Self::Integer(number) => format!("the number {number}"),
            Self::Number(number) => format!("the number {number}"),
            Self::Text(text) => format!("the text {:?}", shortened(text)),
            Self::List(items) => format!("a list of {}", items.len()),
            Self::Record(_) => "an object".to_owned(),
        }
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

impl Serialize for RawValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(truth) => serializer.serialize_bool(*truth),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => items.serialize(serializer),
            Self::Record(entries) => entries.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for RawValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = RawValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<RawValue, E> {
        Ok(RawValue::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<RawValue, E> {
        Ok(RawValue::Bool(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<RawValue, E> {
        Ok(RawValue::Integer(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<RawValue, E> {
        #[expect(clippy::cast_precision_loss, reason = "beyond 64 bits only a double can hold it")]
        let beyond = number as f64;
        Ok(i64::try_from(number).map_or(RawValue::Number(beyond), RawValue::Integer))
    }

    fn visit_f64<E>(self, number: f64) -> Result<RawValue, E> {
        Ok(RawValue::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<RawValue, E> {
        Ok(RawValue::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<RawValue, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(RawValue::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<RawValue, A::Error> {
        unique_entries(entries).map(RawValue::Record)
    }
}

/// Reads an object's entries and refuses a key that stands there twice.
pub(crate) fn unique_entries<'de, A, V>(mut entries: A) -> Result<BTreeMap<String, V>, A::Error>
where
    A: MapAccess<'de>,
    V: Deserialize<'de>,
{
    let mut map = BTreeMap::new();
    while let Some(key) = entries.next_key::<String>()? {
        if map.contains_key(&key) {
            return Err(de::Error::custom(format_args!("the key `{key}` stands there twice")));
        }
        let value = entries.next_value()?;
        map.insert(key, value);
    }
    Ok(map)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_stands_twice_is_refused() {
        let twice = serde_json::from_str::<RawValue>(r#"{"a": {"b": 1, "b": 2}}"#).unwrap_err();
        assert!(twice.to_string().contains("`b` stands there twice"), "{twice}");
    }

    #[test]
    fn whole_numbers_beyond_64_bits_are_numbers() {
        let value: RawValue = serde_json::from_str("[1, 9223372036854775808, 1.5]").unwrap();
        let RawValue::List(items) = value else { panic!("a list") };
        assert_eq!(items[0], RawValue::Integer(1));
        assert_eq!(items[1], RawValue::Number(9_223_372_036_854_775_808.0));
    }
}
