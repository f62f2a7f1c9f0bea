//! A criterion that keeps a gate shut, and what would open it.

use serde::Serialize;

use crate::base::id::Id;
use crate::deal::evidence::Evidence;

/// Why a criterion is not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum UnmetState {
    /// What is known says no.
    False,
    /// Too little is known to say.
    Unknown,
    /// True, but on weaker evidence than is asked for.
    Unverified,
    /// True, but the evidence is older than is asked for.
    Stale,
}

/// A criterion that is not met: why, and what would help.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Unmet {
    /// The criterion, with its rule set in front: `spin.explicit_need_voiced`. What the stage graph
    /// itself refuses has the rule set `move`: `move.no_way`, `move.actor`, `move.reason`…
    pub criterion: String,
    /// Why it is not met.
    pub state: UnmetState,
    /// What is not yet the case, in a sentence.
    pub otherwise: String,
    /// The fields whose absence leaves it open.
    pub missing: Vec<String>,
    /// The fields that it rests on, with what was found.
    pub found: Vec<Found>,
    /// The grade of evidence that it asks for, where a fact falls short of it.
    pub needs_evidence: Option<Evidence>,
    /// The plays and questions that give what it waits for, the best first.
    pub fixes: Vec<Fix>,
    /// Where it stands.
    pub at: At,
    /// The role that sees to it.
    pub owner: Option<String>,
    /// The roles that may move the deal all the same.
    pub overridable_by: Vec<String>,
}

/// A fact as it was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Found {
    /// The field.
    pub field: String,
    /// What people call it.
    pub label: String,
    /// The value as a person reads it; `None` when unset.
    pub value: Option<String>,
    /// How well it is evidenced, where evidence can be asked of it.
    pub evidence: Option<Evidence>,
}

/// Something that gives a fact which a gate waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Fix {
    /// Whether it is a play, a question or a fact to look up.
    pub kind: FixKind,
    /// Its id: `spin.develop_implications`, or `fact.amount`.
    pub id: String,
    /// What to do or to ask.
    pub text: String,
}

/// What kind of thing gives a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FixKind {
    /// A play of a rule set.
    Play,
    /// A question of a rule set.
    Question,
    /// Nothing in the rule sets gives it: somebody has to find it out.
    Fact,
}

/// Where a criterion stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum At {
    /// On leaving a stage.
    Exit(Id),
    /// On the way between two stages.
    Guard(Id, Id),
    /// On entering a stage.
    Entry(Id),
    /// While being in a stage.
    Stay(Id),
    /// In the stage graph itself.
    Graph,
}
