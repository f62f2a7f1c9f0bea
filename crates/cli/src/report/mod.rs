//! Results laid out for a person at a terminal: one file a thing shown.

mod actions;
pub(crate) mod assessment;
mod blockers;
pub(crate) mod choice;
pub(crate) mod diagnostics;
pub(crate) mod difference;
pub(crate) mod excerpt;
pub(crate) mod explanation;
pub(crate) mod guides;
mod moves;
pub(crate) mod page;
pub(crate) mod plan;
pub(crate) mod rule_set;
pub(crate) mod rule_sets;
mod scorecards;
mod signals;
mod standing;
pub(crate) mod supposed;
pub(crate) mod verdict;
pub(crate) mod words;

/// How much a report tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// What matters first.
    First,
    /// Everything.
    All,
}

impl Detail {
    /// How many of something are told, where the first so many matter most.
    const fn most(self, first: usize) -> usize {
        match self {
            Self::First => first,
            Self::All => usize::MAX,
        }
    }
}
