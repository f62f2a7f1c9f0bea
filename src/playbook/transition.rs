//! A declared way from one stage to another.

use std::sync::Arc;

use super::criterion::CriterionIx;

/// A declared way from one stage to another.
#[derive(Debug, Clone)]
pub struct Transition {
    pub(crate) actors: Vec<Arc<str>>,
    pub(crate) reasons: Vec<Arc<str>>,
    pub(crate) guards: Vec<CriterionIx>,
    pub(crate) order: usize,
}

impl Transition {
    /// The roles that may make the move; empty: anyone.
    pub fn actors(&self) -> impl Iterator<Item = &str> {
        self.actors.iter().map(|role| &**role)
    }

    /// The reasons of which the move must state one; empty: none needed.
    pub fn reasons(&self) -> impl Iterator<Item = &str> {
        self.reasons.iter().map(|reason| &**reason)
    }

    /// Its place in the document, counted from 0.
    #[must_use]
    pub fn order(&self) -> usize {
        self.order
    }
}
