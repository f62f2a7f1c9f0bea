//! What a methodology has to say in each stage: plays, questions, signals, scorecards, scripts.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::length::Length;
use crate::expr::{Condition, Slot};
use crate::template::Text;

/// A text with the names in it still to be filled, and as it was written.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    pub(crate) text: Text,
    pub(crate) written: Arc<str>,
}

/// The stages of the playbook in which something is to be shown, by position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StageSet(pub(crate) Vec<bool>);

impl StageSet {
    pub(crate) fn contains(&self, position: usize) -> bool {
        self.0.get(position).copied().unwrap_or(false)
    }
}

/// What kind of thing a play is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlayKind {
    /// A next step in this deal.
    #[default]
    Tactic,
    /// A choice of how to go about the deal.
    Strategy,
    /// Keeping in touch until the time is right.
    Nurture,
    /// Giving the deal up.
    Disqualify,
}

/// A next action that a rule set suggests when its condition holds.
#[derive(Debug, Clone)]
pub struct Play {
    pub(crate) id: Arc<str>,
    pub(crate) stages: StageSet,
    pub(crate) when: Option<Condition>,
    pub(crate) priority: u8,
    pub(crate) effort: Option<Length>,
    pub(crate) kind: PlayKind,
    pub(crate) action: Words,
    pub(crate) because: Option<Words>,
    pub(crate) asks: Vec<usize>,
    pub(crate) fills: Vec<Slot>,
    /// The facts that it gives, those of its questions included, sorted.
    pub(crate) gives: Vec<Slot>,
}

/// A question to ask the buyer.
#[derive(Debug, Clone)]
pub struct Question {
    pub(crate) id: Arc<str>,
    pub(crate) kind: Option<usize>,
    pub(crate) stages: StageSet,
    pub(crate) ask: Words,
    pub(crate) fills: Vec<Slot>,
    pub(crate) listen_for: Option<Words>,
}

/// A kind of question that a methodology teaches.
#[derive(Debug, Clone)]
pub struct QuestionKind {
    pub(crate) name: Arc<str>,
    pub(crate) purpose: Option<Arc<str>>,
}

/// How serious a warning sign is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignalSeverity {
    /// Worth knowing.
    Info,
    /// Needs attention.
    Warning,
    /// Needs attention now.
    Critical,
}

/// A warning sign that a rule set looks for.
#[derive(Debug, Clone)]
pub struct SignalRule {
    pub(crate) id: Arc<str>,
    pub(crate) stages: StageSet,
    pub(crate) when: Condition,
    pub(crate) severity: SignalSeverity,
    pub(crate) say: Words,
    pub(crate) plays: Vec<usize>,
}

/// How the items of a scorecard make its score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Combine {
    /// The points are added up.
    #[default]
    Sum,
    /// The items' shares are multiplied: one zero makes all zero.
    Product,
    /// The weakest item counts.
    Min,
}

/// A scorecard.
#[derive(Debug, Clone)]
pub struct ScorecardRule {
    pub(crate) id: Arc<str>,
    pub(crate) name: Arc<str>,
    pub(crate) combine: Combine,
    pub(crate) items: Vec<ScoreItem>,
    pub(crate) slot: Slot,
}

/// One item of a scorecard.
#[derive(Debug, Clone)]
pub struct ScoreItem {
    pub(crate) id: Arc<str>,
    pub(crate) when: Condition,
    pub(crate) points: f64,
    pub(crate) otherwise: Option<Words>,
    pub(crate) sentence: Arc<str>,
}

/// What a rep says or sends.
#[derive(Debug, Clone)]
pub struct Script {
    pub(crate) id: Arc<str>,
    pub(crate) channel: Arc<str>,
    pub(crate) stages: StageSet,
    pub(crate) text: Words,
}

/// A way of going about it: how a methodology prospects, builds relationships, closes.
#[derive(Debug, Clone)]
pub struct Strategy {
    pub(crate) id: Arc<str>,
    pub(crate) text: Arc<str>,
}

/// A model that a methodology thinks in.
#[derive(Debug, Clone)]
pub struct ThinkingModel {
    pub(crate) id: Arc<str>,
    pub(crate) kind: Arc<str>,
    pub(crate) states: Vec<Arc<str>>,
    /// What people call them, where their ids do not say it well.
    pub(crate) names: BTreeMap<Arc<str>, Arc<str>>,
}

/// A role that a person may have in a buying decision.
#[derive(Debug, Clone)]
pub struct Role {
    pub(crate) id: Arc<str>,
    pub(crate) name: Arc<str>,
    pub(crate) duty: Option<Arc<str>>,
}
