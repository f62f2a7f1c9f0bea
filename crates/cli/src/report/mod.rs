//! Results laid out for a person at a terminal: one file a thing shown.

mod actions;
pub(crate) mod assessment;
mod blockers;
pub(crate) mod diagnostics;
pub(crate) mod excerpt;
pub(crate) mod explanation;
mod moves;
pub(crate) mod page;
pub(crate) mod rule_set;
pub(crate) mod rule_sets;
mod scorecards;
mod signals;
mod standing;
pub(crate) mod verdict;
pub(crate) mod words;
