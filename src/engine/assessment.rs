//! Everything about a deal at one moment.

use serde::Serialize;

use super::action::Action;
use super::verdict::Verdict;
use crate::base::id::Id;
use crate::base::time::Timestamp;
use crate::playbook::content::SignalSeverity;
use crate::playbook::playbook::RuleSetName;
use crate::playbook::stage::{Forecast, StageKind};

/// Everything about a deal at one moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Assessment {
    /// The deal.
    pub deal: DealName,
    /// The playbook it was held against.
    pub playbook: RuleSetName,
    /// The methodologies laid over it.
    pub laid_over: Vec<RuleSetName>,
    /// The moment it is about.
    pub now: Timestamp,
    /// Where the deal stands; `None` before it is created.
    pub progress: Option<Progress>,
    /// What to do next, the best first.
    pub actions: Vec<Action>,
    /// Warning signs, the most serious first.
    pub signals: Vec<Signal>,
    /// The verdict on every move there is from here, in document order of the stages.
    pub moves: Vec<Verdict>,
    /// The scorecards, in document order.
    pub scorecards: Vec<Scorecard>,
}

impl Assessment {
    /// The actions without the questions that a better action asks already: what to show to people.
    pub fn distinct_actions(&self) -> impl Iterator<Item = &Action> {
        self.actions.iter().enumerate().filter_map(|(place, action)| {
            let mut better = self.actions.iter().take(place);
            (!better.any(|better| better.asks.contains(&action.text))).then_some(action)
        })
    }
}

/// Which deal it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DealName {
    /// The CRM's id of it.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// Where a deal stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Progress {
    /// The stage.
    pub stage: Id,
    /// What people call the stage.
    pub stage_name: String,
    /// What the stage is for.
    pub goal: Option<String>,
    /// What being in it means.
    pub kind: StageKind,
    /// Its number among the open stages, counted from 1; `None` when it is not open.
    pub number: Option<usize>,
    /// How many open stages there are.
    pub of: usize,
    /// How likely a deal here is won, 0 to 1.
    pub probability: Option<f64>,
    /// How it counts in a forecast.
    pub forecast: Option<Forecast>,
    /// Whole days in this stage.
    pub days_in_stage: Option<i64>,
    /// Days that a healthy deal spends here.
    pub expected_days: Option<f64>,
    /// The natural next stage, if there is one.
    pub next: Option<Next>,
}

/// The natural next stage and how much of its gate is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Next {
    /// The stage.
    pub stage: Id,
    /// What people call it.
    pub stage_name: String,
    /// Blocking criteria that are met.
    pub met: usize,
    /// Blocking criteria in all.
    pub of: usize,
}

/// A warning sign that a deal shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Signal {
    /// Its id: `spin.continuation`, or `stalled`, `slow`, `idle`, `close_date_passed`, `stay.…`,
    /// `history.…` for those that every deal can show.
    pub id: String,
    /// How serious it is.
    pub severity: SignalSeverity,
    /// What is wrong, in a sentence.
    pub text: String,
    /// The plays that answer it.
    pub plays: Vec<String>,
    /// Until when somebody has silenced it, and why; `None` when it is not silenced.
    pub snoozed: Option<Snoozed>,
}

/// That a signal is silenced.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Snoozed {
    /// Until when.
    pub until: Timestamp,
    /// Why.
    pub reason: String,
}

/// A scorecard, filled in.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Scorecard {
    /// Its id, with its rule set in front.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The score in percent of what can be reached, 0 to 100.
    pub score: f64,
    /// Every item, in document order.
    pub items: Vec<ScoredItem>,
}

impl Scorecard {
    /// The items that score nothing because too little is known.
    pub fn gaps(&self) -> impl Iterator<Item = &ScoredItem> {
        self.items.iter().filter(|item| item.met.is_none())
    }
}

/// An item of a scorecard, filled in.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ScoredItem {
    /// Its id.
    pub id: String,
    /// Whether it holds; `None` when too little is known.
    pub met: Option<bool>,
    /// What it scored.
    pub points: f64,
    /// What it could score.
    pub of: f64,
    /// What is missing, in a sentence; `None` when it holds.
    pub otherwise: Option<String>,
    /// The fields whose absence leaves it open.
    pub missing: Vec<String>,
}
