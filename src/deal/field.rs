//! What a fact may be.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::base::id::Id;
pub(crate) use crate::expr::ValueNames;
use crate::expr::{Declaration, Domain, RecordType, Type};

/// The type of a field, with what narrows it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum FieldType {
    /// Yes or no.
    Bool,
    /// A whole number.
    Integer {
        /// The least it may be.
        min: Option<i64>,
        /// The most it may be.
        max: Option<i64>,
    },
    /// Any number.
    Number {
        /// The least it may be.
        min: Option<f64>,
        /// The most it may be.
        max: Option<f64>,
    },
    /// An amount of money, never negative.
    Money,
    /// A share, 0 to 100.
    Percent,
    /// A text.
    Text,
    /// One of these values.
    Choice(Arc<[Arc<str>]>),
    /// Any of these values.
    Choices(Arc<[Arc<str>]>),
    /// A list of texts.
    Texts,
    /// A day; in conditions its midnight, UTC.
    Date,
    /// A moment.
    DateTime,
    /// A length of time.
    Duration,
    /// A list of records, each with fields of its own.
    Records(Arc<[SubField]>),
}

impl FieldType {
    /// The word that rule sets write for it.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Integer { .. } => "integer",
            Self::Number { .. } => "number",
            Self::Money => "money",
            Self::Percent => "percent",
            Self::Text => "text",
            Self::Choice(_) => "choice",
            Self::Choices(_) => "choices",
            Self::Texts => "texts",
            Self::Date => "date",
            Self::DateTime => "datetime",
            Self::Duration => "duration",
            Self::Records(_) => "records",
        }
    }

    /// Its type and range as conditions see them.
    fn in_conditions(&self) -> (Type, Domain) {
        let any = |ty| (ty, Domain::Any);
        match self {
            Self::Bool => any(Type::Bool),
            Self::Integer { min, max } => (Type::Int, range(min.map(double), max.map(double))),
            Self::Number { min, max } => (Type::Double, range(*min, *max)),
            Self::Money => (Type::Double, range(Some(0.0), None)),
            Self::Percent => (Type::Double, range(Some(0.0), Some(100.0))),
            Self::Text => any(Type::String),
            Self::Choice(values) => (Type::String, Domain::OneOf(values.clone())),
            Self::Choices(values) => {
                (Type::List(Box::new(Type::String)), Domain::OneOf(values.clone()))
            }
            Self::Texts => any(Type::List(Box::new(Type::String))),
            Self::Date | Self::DateTime => any(Type::Timestamp),
            Self::Duration => any(Type::Duration),
            Self::Records(fields) => {
                let fields = fields.iter().map(|f| (f.name.clone(), f.declaration())).collect();
                any(Type::List(Box::new(Type::Record(Arc::new(RecordType { fields })))))
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a bound is compared with numbers of both kinds")]
fn double(number: i64) -> f64 {
    number as f64
}

fn range(min: Option<f64>, max: Option<f64>) -> Domain {
    match (min, max) {
        (None, None) => Domain::Any,
        _ => Domain::Range { min, max },
    }
}

impl Serialize for FieldType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// A field of the records in a `records` field.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct SubField {
    /// Its name.
    pub name: Arc<str>,
    /// What people call it.
    pub label: Arc<str>,
    /// What it may be.
    pub kind: FieldType,
    /// What people call the values of a choice, where their ids do not say it well.
    pub value_names: ValueNames,
}

impl SubField {
    pub(crate) fn new(name: &str, label: &str, kind: FieldType) -> Self {
        let value_names = ValueNames::default();
        Self { name: name.into(), label: label.into(), kind, value_names }
    }

    fn declaration(&self) -> Declaration {
        let (ty, domain) = self.kind.in_conditions();
        let value_names = self.value_names.clone();
        Declaration {
            ty,
            domain,
            label: self.label.clone(),
            unit: None,
            value_names,
            always_set: false,
        }
    }
}

/// How a fact may change over a deal's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Changes {
    /// In any way.
    #[default]
    Free,
    /// Set once and never changed.
    Once,
    /// A number that never falls, a yes that never turns into a no.
    Grows,
}

/// Where a field comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldOrigin {
    /// A rule set declares it.
    Declared,
    /// Every deal may carry it, declared or not.
    Given,
    /// It is worked out from the deal and the moment.
    Derived,
    /// It is a scorecard's score.
    Score,
}

/// A fact that a deal may carry.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Field {
    /// Its id; dotted for scores.
    pub id: Arc<str>,
    /// What people call it.
    pub label: Arc<str>,
    /// What it means.
    pub help: Option<Arc<str>>,
    /// What it is counted in.
    pub unit: Option<Arc<str>>,
    /// What it may be.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// What people call the values of a choice, where their ids do not say it well.
    pub value_names: ValueNames,
    /// Whether every deal has it.
    pub required: bool,
    /// How it may change.
    pub changes: Changes,
    /// Whether it is a circumstance, which nobody brings about: plans do not count on it.
    pub circumstance: bool,
    /// The stages where it may be set; empty: anywhere.
    pub set_in: Vec<Id>,
    /// Where it comes from.
    pub origin: FieldOrigin,
}

impl Field {
    pub(crate) fn new(id: &str, label: &str, kind: FieldType, origin: FieldOrigin) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            help: None,
            unit: None,
            kind,
            value_names: ValueNames::default(),
            required: false,
            changes: Changes::Free,
            circumstance: false,
            set_in: Vec::new(),
            origin,
        }
    }

    /// Whether evidence can be asked of it: what is worked out needs none.
    #[must_use]
    pub fn carries_evidence(&self) -> bool {
        matches!(self.origin, FieldOrigin::Declared | FieldOrigin::Given)
    }

    pub(crate) fn declaration(&self) -> Declaration {
        let (ty, domain) = self.kind.in_conditions();
        let always = self.required || self.origin == FieldOrigin::Score || &*self.id == "now";
        Declaration {
            ty,
            domain,
            label: self.label.clone(),
            unit: self.unit.clone(),
            value_names: self.value_names.clone(),
            always_set: always,
        }
    }
}
