//! What a condition may talk about: names with their types, and the slots that hold their values.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::value::Value;

/// The place of a fact in a deal's row of facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub u32);

/// The type of a name or of a part of a condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Type {
    /// Known only when evaluated.
    Dyn,
    /// CEL's `null`.
    Null,
    /// Yes or no.
    Bool,
    /// A whole number.
    Int,
    /// A whole number that is never negative, as CEL's `3u`.
    Uint,
    /// A number with a decimal point.
    Double,
    /// Text.
    String,
    /// Raw bytes.
    Bytes,
    /// A point in time; a day is its midnight, UTC.
    Timestamp,
    /// A length of time.
    Duration,
    /// A list of elements of one type.
    List(Box<Self>),
    /// A map from keys of one type to values of another.
    Map(Box<Self>, Box<Self>),
    /// A record with declared fields.
    Record(Arc<RecordType>),
}

impl Type {
    /// A list of `element`.
    #[must_use]
    pub fn list(element: Self) -> Self {
        Self::List(Box::new(element))
    }

    /// A map from `key` to `value`.
    #[must_use]
    pub fn map(key: Self, value: Self) -> Self {
        Self::Map(Box::new(key), Box::new(value))
    }

    /// Whether it is one of the three types of number.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Int | Self::Uint | Self::Double)
    }
}

/// Which of a type's values a name can have.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Domain {
    /// All of them.
    #[default]
    Any,
    /// These texts; for a list of texts, these elements.
    OneOf(Arc<[Arc<str>]>),
    /// Numbers in this range, bounds included; for a list of numbers, its elements.
    Range {
        /// The least, if there is one.
        min: Option<f64>,
        /// The greatest, if there is one.
        max: Option<f64>,
    },
}

impl Domain {
    /// Whether a text can be a value, or an element of one.
    pub(crate) fn admits(&self, text: &str) -> bool {
        match self {
            Self::OneOf(values) => values.iter().any(|value| &**value == text),
            Self::Any | Self::Range { .. } => true,
        }
    }
}

/// What is known of a name before any deal is seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Declaration {
    /// Its type.
    pub ty: Type,
    /// Which values of the type it can have.
    pub domain: Domain,
    /// What people call it.
    pub label: Arc<str>,
    /// The unit of a number, such as `EUR` or `%`.
    pub unit: Option<Arc<str>>,
    /// What people call the values of a choice, where their ids do not say it well.
    pub value_names: ValueNames,
    /// Whether every deal has it: required fields, scores, the clock.
    pub always_set: bool,
}

/// What people call the values of a choice.
pub type ValueNames = Arc<BTreeMap<Arc<str>, Arc<str>>>;

impl Declaration {
    /// A name of this type with any value, that may be unset.
    #[must_use]
    pub fn new(ty: Type, label: impl Into<Arc<str>>) -> Self {
        Self {
            ty,
            domain: Domain::Any,
            label: label.into(),
            unit: None,
            value_names: ValueNames::default(),
            always_set: false,
        }
    }

    /// The same with only the values of `domain`.
    #[must_use]
    pub fn within(mut self, domain: Domain) -> Self {
        self.domain = domain;
        self
    }

    /// The same in a unit.
    #[must_use]
    pub fn in_unit(mut self, unit: impl Into<Arc<str>>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    /// The same, never unset.
    #[must_use]
    pub fn always_set(mut self) -> Self {
        self.always_set = true;
        self
    }
}

/// The fields that a record can have; every one may be unset.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RecordType {
    /// The names and what is known of them, in the order in which a [`super::value::Record`] holds
    /// their values.
    pub fields: Vec<(Arc<str>, Declaration)>,
}

impl RecordType {
    /// A field and its place.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<(usize, &Declaration)> {
        let place = self.fields.iter().position(|(field, _)| &**field == name)?;
        self.fields.get(place).map(|(_, declaration)| (place, declaration))
    }
}

/// The names that a condition may use.
pub trait Names {
    /// The name with its dots, such as `amount` or `score.needs`. Of `a.b.c` the whole is tried
    /// first, then `a.b`, then `a`.
    fn find(&self, dotted: &str) -> Option<(Slot, &Declaration)>;

    /// Every name, for «did you mean».
    fn known(&self) -> Vec<&str>;
}

/// The values of one deal's facts.
pub trait Facts {
    /// The value in a slot; `None` when the fact is unset.
    fn get(&self, slot: Slot) -> Option<&Value>;
}

/// Whether facts are evidenced well enough for what is asked.
pub trait Trust {
    /// Whether the fact, or one item of a fact that is a list of records, can be relied on. Without
    /// an item it asks for the fact as a whole, such as the number of its items.
    fn accepts(&self, slot: Slot, item: Option<usize>) -> bool;
}

/// Relies on every fact.
#[derive(Debug, Clone, Copy, Default)]
pub struct TrustAll;

impl Trust for TrustAll {
    fn accepts(&self, _: Slot, _: Option<usize>) -> bool {
        true
    }
}
