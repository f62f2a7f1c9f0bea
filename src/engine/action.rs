//! A next action with its score and its reasons.

use serde::Serialize;

use crate::base::id::Id;

/// What kind of thing a next action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// A play whose condition is true.
    Play,
    /// A question that gives a fact which a gate waits for.
    Question,
    /// A move that the deal is ready for, or that its signals call for.
    Move,
}

/// A next action: what to do, why, and how it came by its place.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Action {
    /// What kind of thing it is.
    pub kind: ActionKind,
    /// Its id: `spin.plan_an_advance`, `fact.amount`, `move.propose`.
    pub id: String,
    /// What to do, or to ask.
    pub text: String,
    /// Why, in the rule set's words.
    pub why: Option<String>,
    /// 0 to 100; the parts of `because` add up to it.
    pub score: u8,
    /// What the score is made of.
    pub because: Vec<ScorePart>,
    /// The unmet criteria on the way to the next stage that it helps to meet.
    pub opens: Vec<String>,
    /// The facts that it gives.
    pub fills: Vec<String>,
    /// Questions that help with it.
    pub asks: Vec<String>,
    /// What to listen for in the answer.
    pub listen_for: Option<String>,
    /// How long it takes, such as `30m`.
    pub effort: Option<String>,
    /// The stage that a move goes to.
    pub to: Option<Id>,
}

/// A part of a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ScorePart {
    /// What it is for, in a few words.
    pub reason: String,
    /// How many points.
    pub points: u8,
}
