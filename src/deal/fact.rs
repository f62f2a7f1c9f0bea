//! Facts with their evidence.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use super::evidence::Evidence;
use super::raw::{RawValue, unique_entries};
use crate::base::time::Timestamp;

/// A value, and how we know it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Fact {
    /// The value; [`RawValue::Null`] is unset.
    pub value: RawValue,
    /// How well it is evidenced.
    pub evidence: Evidence,
    /// Who said, wrote or did it.
    pub by: Option<String>,
    /// When.
    pub at: Option<Timestamp>,
    /// Anything else about it.
    pub note: Option<String>,
}

impl Fact {
    /// A bare value: recorded by the seller, without a date.
    #[must_use]
    pub fn bare(value: RawValue) -> Self {
        Self { value, evidence: Evidence::default(), by: None, at: None, note: None }
    }

    /// The same fact with another grade of evidence.
    #[must_use]
    pub fn with_evidence(mut self, evidence: Evidence) -> Self {
        self.evidence = evidence;
        self
    }

    /// The same fact with a date.
    #[must_use]
    pub fn with_date(mut self, at: Timestamp) -> Self {
        self.at = Some(at);
        self
    }

    fn is_bare(&self) -> bool {
        self.evidence == Evidence::default()
            && self.by.is_none()
            && self.at.is_none()
            && self.note.is_none()
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Evidenced {
    value: RawValue,
    #[serde(default)]
    evidence: Evidence,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

impl Serialize for Fact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_bare() {
            return self.value.serialize(serializer);
        }
        Evidenced {
            value: self.value.clone(),
            evidence: self.evidence,
            by: self.by.clone(),
            at: self.at,
            note: self.note.clone(),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Fact {
    /// A bare value, or an object with the key `value` and the evidence beside it.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match RawValue::deserialize(deserializer)? {
            RawValue::Record(entries) => evidenced(entries).map_err(de::Error::custom),
            value => Ok(Self::bare(value)),
        }
    }
}

fn moment(at: &str) -> Result<Timestamp, String> {
    Timestamp::parse(at).map_err(|_| {
        format!(
            "`at` should be a moment that exists, such as \"2026-11-23T09:00:00Z\", found {at:?}"
        )
    })
}

fn evidenced(mut entries: BTreeMap<String, RawValue>) -> Result<Fact, String> {
    let value = entries
        .remove("value")
        .ok_or("a fact is a value, or an object with the key `value` and its evidence")?;
    let mut fact = Fact::bare(value);
    for (key, entry) in entries {
        match (key.as_str(), entry) {
            ("evidence" | "by" | "at" | "note", RawValue::Null) => {}
            ("evidence", RawValue::Text(word)) => fact.evidence = grade(&word)?,
            ("by", RawValue::Text(by)) => fact.by = Some(by),
            ("at", RawValue::Text(at)) => fact.at = Some(moment(&at)?),
            ("note", RawValue::Text(note)) => fact.note = Some(note),
            ("evidence" | "by" | "at" | "note", other) => {
                return Err(format!("`{key}` of a fact is a text, found {}", other.described()));
            }
            _ => {
                return Err(format!(
                    "a fact has no key `{key}`; it has value, evidence, by, at and note"
                ));
            }
        }
    }
    Ok(fact)
}

/// The grade that a word of a deal's JSON names.
pub(crate) fn grade(word: &str) -> Result<Evidence, String> {
    Evidence::from_word(word).ok_or_else(|| {
        let words = Evidence::ALL.map(Evidence::word).join(", ");
        format!("no grade of evidence is called `{word}`; there are {words}")
    })
}

/// The facts of a deal by the id of their field. The order in which they were written does not
/// matter.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(transparent)]
pub struct Facts(BTreeMap<String, Fact>);

impl Facts {
    /// No facts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The fact of a field; `None` when it is not there. One that is `null` is there, unset.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&Fact> {
        self.0.get(field)
    }

    /// Sets the fact of a field and returns what was there before.
    pub fn set(&mut self, field: impl Into<String>, fact: Fact) -> Option<Fact> {
        self.0.insert(field.into(), fact)
    }

    /// Removes the fact of a field.
    pub fn unset(&mut self, field: &str) -> Option<Fact> {
        self.0.remove(field)
    }

    /// All facts in the order of their fields' ids.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Fact)> {
        self.0.iter().map(|(field, fact)| (field.as_str(), fact))
    }
}

impl<'de> Deserialize<'de> for Facts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FactsVisitor;
        impl<'de> Visitor<'de> for FactsVisitor {
            type Value = Facts;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of facts")
            }

            fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Facts, A::Error> {
                unique_entries(entries).map(Facts)
            }
        }
        deserializer.deserialize_map(FactsVisitor)
    }
}
