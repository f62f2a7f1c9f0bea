//! The answer to a move that somebody wants to make.

use serde::Serialize;

use super::unmet::Unmet;
use crate::base::id::Id;

/// Whether a move may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It may.
    Allowed,
    /// It may not.
    Blocked,
    /// It may, once somebody with the right role overrides what is unmet.
    NeedsOverride,
    /// It may, because somebody with the right role overrides what is unmet.
    Overridden,
}

/// What kind of move it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MoveKind {
    /// A new deal.
    Create,
    /// Along a declared transition to a later stage, or to a won one.
    Forward,
    /// Ahead, over stages in between.
    Skip,
    /// To an earlier open stage.
    Back,
    /// To a lost stage.
    Lose,
    /// To a parked stage.
    Park,
    /// From a parked stage back to an open one.
    Resume,
    /// From a closed stage back to an open one.
    Reopen,
    /// Nowhere: the deal is there already.
    Stay,
}

/// The answer to a move: whether it may be made, and everything that speaks against it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Verdict {
    /// The answer.
    pub outcome: Outcome,
    /// What kind of move it is.
    pub kind: MoveKind,
    /// The stage it starts from; `None` for a new deal.
    pub from: Option<Id>,
    /// The stage it goes to.
    pub to: Id,
    /// The stages it passes in between, in order.
    pub through: Vec<Id>,
    /// Everything that blocks it, or that had to be overridden.
    pub unmet: Vec<Unmet>,
    /// What is not as it should be, but blocks nothing.
    pub warnings: Vec<Unmet>,
}

impl Verdict {
    /// Whether the move may be made now: it is allowed, or overridden by somebody who may.
    #[must_use]
    pub fn is_allowed(&self) -> bool {
        matches!(self.outcome, Outcome::Allowed | Outcome::Overridden)
    }
}
