//! Floor 6: a deal against a playbook, as pure functions.

pub(crate) mod action;
mod actions;
mod assess;
pub(crate) mod assessment;
mod candidates;
pub(crate) mod carried;
pub(crate) mod choose;
pub(crate) mod diff;
mod fixes;
mod gates;
mod history;
pub(crate) mod judge;
mod judgement;
mod moves;
mod onward;
pub(crate) mod outline;
pub(crate) mod plan;
mod refusals;
mod routes;
mod scorecards;
mod signals;
pub(crate) mod situation;
pub(crate) mod unmet;
pub(crate) mod verdict;
pub(crate) mod wording;
pub(crate) mod words;
