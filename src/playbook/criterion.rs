//! One thing that has to be true at a gate.

use std::sync::Arc;

use serde::Serialize;

use super::content::Words;
use crate::base::length::Length;
use crate::deal::evidence::Evidence;
use crate::expr::Condition;

/// The place of a criterion in its playbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CriterionIx(pub(crate) usize);

/// Whether an unmet criterion blocks a move or is only reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Strictness {
    /// Reported, and blocks nothing.
    Warn,
    /// Blocks the move.
    Block,
}

/// One thing that has to be true at a gate.
#[derive(Debug, Clone)]
pub struct Criterion {
    pub(crate) id: Arc<str>,
    pub(crate) condition: Condition,
    pub(crate) sentence: Arc<str>,
    pub(crate) evidence: Option<Evidence>,
    pub(crate) fresh: Option<Length>,
    pub(crate) owner: Option<Arc<str>>,
    pub(crate) strictness: Strictness,
    pub(crate) otherwise: Option<Words>,
    pub(crate) overridable_by: Vec<Arc<str>>,
}

impl Criterion {
    /// Its id, with its rule set in front: `spin.explicit_need_voiced`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The condition that has to be true.
    #[must_use]
    pub fn condition(&self) -> &Condition {
        &self.condition
    }

    /// The condition in plain words.
    #[must_use]
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    /// How well the facts behind it must be evidenced.
    #[must_use]
    pub fn evidence(&self) -> Option<Evidence> {
        self.evidence
    }

    /// How recently the facts behind it must have been evidenced.
    #[must_use]
    pub fn fresh(&self) -> Option<Length> {
        self.fresh
    }

    /// The role that sees to it.
    #[must_use]
    pub fn owner(&self) -> Option<&str> {
        self.owner.as_deref()
    }

    /// Whether it blocks a move or is only reported.
    #[must_use]
    pub fn strictness(&self) -> Strictness {
        self.strictness
    }

    /// The roles that may move a deal past it all the same.
    pub fn overridable_by(&self) -> impl Iterator<Item = &str> {
        self.overridable_by.iter().map(|role| &**role)
    }
}
