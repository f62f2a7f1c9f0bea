//! A market's traits, and what speaks for and against each methodology there.

use std::sync::Arc;

use serde::Serialize;

use crate::expr::{Condition, Slot};

/// The traits of a market, and the methodologies that are chosen by them.
///
/// The traits are the fields of the rule set `market`, the reasons are the `[[fit]]` of the
/// methodologies. Weights are expert judgement, not measurement: an answer is advice with reasons.
#[derive(Debug, Clone)]
pub struct Market {
    pub(crate) traits: Vec<Trait>,
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) advice: Vec<Advice>,
}

/// A trait of a market, such as the number of people who decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Trait {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// What it means.
    pub help: Option<String>,
    /// The question that finds it out.
    pub ask: Option<String>,
    /// What it may be.
    pub values: Vec<TraitValue>,
}

/// What a trait may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TraitValue {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// A methodology that may be chosen.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) id: Arc<str>,
    pub(crate) name: Arc<str>,
    pub(crate) summary: Option<Arc<str>>,
    /// Whether it is best laid beside another one.
    pub(crate) support: bool,
    /// The methodologies that it goes well with.
    pub(crate) pairs: Vec<Arc<str>>,
    pub(crate) fits: Vec<Fit>,
}

/// What speaks for or against a methodology.
#[derive(Debug, Clone)]
pub(crate) struct Fit {
    pub(crate) when: Condition,
    pub(crate) sentence: Arc<str>,
    pub(crate) effect: Effect,
    pub(crate) because: Option<Arc<str>>,
}

/// What a reason does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Effect {
    /// It counts so many points, below 0 against.
    Points(f64),
    /// It rules the methodology out.
    Veto,
}

/// Advice about a market that is no choice between methodologies.
#[derive(Debug, Clone)]
pub(crate) struct Advice {
    pub(crate) when: Option<Condition>,
    pub(crate) text: Arc<str>,
    pub(crate) because: Option<Arc<str>>,
}

impl Market {
    /// The traits, in the order in which they are asked for.
    #[must_use]
    pub fn traits(&self) -> &[Trait] {
        &self.traits
    }

    /// What speaks for and against a methodology.
    pub(crate) fn candidate(&self, id: &str) -> Option<&Candidate> {
        self.candidates.iter().find(|candidate| *candidate.id == *id)
    }

    /// The slot of a trait is its place.
    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        self.traits.iter().position(|known| known.id == id)
    }

    pub(crate) fn trait_in(&self, slot: Slot) -> Option<&Trait> {
        self.traits.get(slot.0 as usize)
    }
}
