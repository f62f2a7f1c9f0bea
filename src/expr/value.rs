//! Values of facts and of parts of conditions.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::names::{RecordType, Type};
use crate::base::time::{Duration, Timestamp};

/// A value. Cheap to clone.
///
/// `==` here is Rust's: it compares types as well. CEL's `==`, for which `1` equals `1.0`, is what
/// conditions use.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// CEL's `null`. A fact that is unset has no value at all.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A whole number that is never negative.
    Uint(u64),
    /// A number with a decimal point.
    Double(f64),
    /// Text.
    String(Arc<str>),
    /// Raw bytes.
    Bytes(Arc<[u8]>),
    /// A point in time.
    Timestamp(Timestamp),
    /// A length of time.
    Duration(Duration),
    /// A list.
    List(Arc<[Self]>),
    /// A map.
    Map(Arc<Map>),
    /// A record with declared fields.
    Record(Arc<Record>),
}

impl Value {
    /// A list of values.
    pub fn list(items: impl IntoIterator<Item = Self>) -> Self {
        Self::List(items.into_iter().collect())
    }

    /// The type of the value; `Dyn` for the elements of a list or map that are not all alike, and
    /// for the elements of an empty one.
    #[must_use]
    pub fn type_of(&self) -> Type {
        match self {
            Self::Null => Type::Null,
            Self::Bool(_) => Type::Bool,
            Self::Int(_) => Type::Int,
            Self::Uint(_) => Type::Uint,
            Self::Double(_) => Type::Double,
            Self::String(_) => Type::String,
            Self::Bytes(_) => Type::Bytes,
            Self::Timestamp(_) => Type::Timestamp,
            Self::Duration(_) => Type::Duration,
            Self::List(items) => Type::list(common_type(items.iter().map(Self::type_of))),
            Self::Map(map) => Type::map(
                common_type(map.keys().map(|key| key.to_value().type_of())),
                common_type(map.iter().map(|(_, value)| value.type_of())),
            ),
            Self::Record(record) => Type::Record(Arc::clone(record.ty())),
        }
    }
}

fn common_type(mut types: impl Iterator<Item = Type>) -> Type {
    let Some(first) = types.next() else { return Type::Dyn };
    if first != Type::Null && types.all(|ty| ty == first) { first } else { Type::Dyn }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<u64> for Value {
    fn from(value: u64) -> Self {
        Self::Uint(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Double(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::String(value.into())
    }
}

impl From<Timestamp> for Value {
    fn from(value: Timestamp) -> Self {
        Self::Timestamp(value)
    }
}

impl From<Duration> for Value {
    fn from(value: Duration) -> Self {
        Self::Duration(value)
    }
}

/// A key of a map. An `Int` and a `Uint` of the same number are the same key.
#[derive(Debug, Clone)]
pub enum Key {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A whole number that is never negative.
    Uint(u64),
    /// Text.
    String(Arc<str>),
}

impl Key {
    /// The key that a value is or, for a double that is a whole number, equals; `None` for what is
    /// no key.
    #[must_use]
    pub fn matching(value: &Value) -> Option<Self> {
        match value {
            Value::Double(number) => whole(*number),
            other => Self::new(other),
        }
    }

    /// The value as a key; `None` for what may not be one, doubles among them.
    #[must_use]
    pub fn new(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(value) => Some(Self::Bool(*value)),
            Value::Int(value) => Some(Self::Int(*value)),
            Value::Uint(value) => Some(Self::Uint(*value)),
            Value::String(value) => Some(Self::String(Arc::clone(value))),
            _ => None,
        }
    }

    /// The key as a value.
    #[must_use]
    pub fn to_value(&self) -> Value {
        match self {
            Self::Bool(value) => Value::Bool(*value),
            Self::Int(value) => Value::Int(*value),
            Self::Uint(value) => Value::Uint(*value),
            Self::String(value) => Value::String(Arc::clone(value)),
        }
    }

    fn rank(&self) -> (u8, i128, &str) {
        match self {
            Self::Bool(value) => (0, i128::from(*value), ""),
            Self::Int(value) => (1, i128::from(*value), ""),
            Self::Uint(value) => (1, i128::from(*value), ""),
            Self::String(value) => (2, 0, value),
        }
    }
}

fn whole(number: f64) -> Option<Key> {
    let in_i128 = number.fract() == 0.0 && number.abs() < 1e20;
    // The cast is exact: a whole number far below the limits of i128.
    let number = in_i128.then_some(number as i128)?;
    let key = i64::try_from(number).ok().map(Key::Int);
    key.or_else(|| u64::try_from(number).ok().map(Key::Uint))
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.rank() == other.rank()
    }
}

impl Eq for Key {}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank().cmp(&other.rank())
    }
}

/// A map, in the order of its keys: `false`, `true`, numbers, texts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Map(BTreeMap<Key, Value>);

impl Map {
    /// A map of these entries; of two with the same key the last one counts.
    pub fn new(entries: impl IntoIterator<Item = (Key, Value)>) -> Self {
        Self(entries.into_iter().collect())
    }

    /// Adds an entry; `false`, changing nothing, when the key is there already.
    #[must_use]
    pub fn insert(&mut self, key: Key, value: Value) -> bool {
        let is_new = !self.0.contains_key(&key);
        if is_new {
            self.0.insert(key, value);
        }
        is_new
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<&Value> {
        self.0.get(key)
    }

    /// The number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.0.keys()
    }

    /// The entries in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Value)> {
        self.0.iter()
    }
}

/// A record: a value, or none, for each field of its type.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    ty: Arc<RecordType>,
    values: Box<[Option<Value>]>,
}

impl Record {
    /// A record of `ty` with the values of its fields in the type's order; `None` is unset. Values
    /// beyond the type's fields are dropped, and fields without one are unset.
    #[must_use]
    pub fn new(ty: Arc<RecordType>, mut values: Vec<Option<Value>>) -> Self {
        values.resize(ty.fields.len(), None);
        Self { ty, values: values.into() }
    }

    /// Its type.
    #[must_use]
    pub fn ty(&self) -> &Arc<RecordType> {
        &self.ty
    }

    /// The value of the field at a place of the type; `None` when it is unset.
    #[must_use]
    pub fn at(&self, place: usize) -> Option<&Value> {
        self.values.get(place)?.as_ref()
    }

    /// The place of a field by name; `likely` is looked at first.
    pub(crate) fn place(&self, name: &str, likely: usize) -> Option<usize> {
        let is_there = self.ty.fields.get(likely).is_some_and(|(field, _)| &**field == name);
        if is_there { Some(likely) } else { self.ty.find(name).map(|(place, _)| place) }
    }

    /// The value of a field by name: `None` when the type has no such field, `Some(None)` when it is
    /// unset.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Option<&Value>> {
        self.ty.find(name).map(|(place, _)| self.at(place))
    }

    /// The values in the type's order.
    pub fn values(&self) -> impl ExactSizeIterator<Item = Option<&Value>> {
        self.values.iter().map(Option::as_ref)
    }

    /// The fields that are set, by name, in the type's order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        let names = self.ty.fields.iter().map(|(name, _)| &**name);
        names.zip(self.values()).filter_map(|(name, value)| value.map(|value| (name, value)))
    }
}

/// As JSON a person would write: numbers as numbers, times and bytes as text. What it was cannot
/// always be told from that; [`super::json`] writes values so that it can.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Int(value) => serializer.serialize_i64(*value),
            Self::Uint(value) => serializer.serialize_u64(*value),
            Self::Double(value) => serializer.serialize_f64(*value),
            Self::String(value) => serializer.serialize_str(value),
            Self::Bytes(value) => serializer.collect_str(&value.escape_ascii()),
            Self::Timestamp(value) => value.serialize(serializer),
            Self::Duration(value) => value.serialize(serializer),
            Self::List(items) => serializer.collect_seq(items.iter()),
            Self::Map(map) => serialize_map(map, serializer),
            Self::Record(record) => serializer.collect_map(record.iter()),
        }
    }
}

fn serialize_map<S: Serializer>(map: &Map, serializer: S) -> Result<S::Ok, S::Error> {
    let mut entries = serializer.serialize_map(Some(map.len()))?;
    for (key, value) in map.iter() {
        match key {
            Key::Bool(key) => entries.serialize_entry(key, value)?,
            Key::Int(key) => entries.serialize_entry(key, value)?,
            Key::Uint(key) => entries.serialize_entry(key, value)?,
            Key::String(key) => entries.serialize_entry(&**key, value)?,
        }
    }
    entries.end()
}
