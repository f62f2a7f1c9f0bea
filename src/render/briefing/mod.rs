//! What a coaching prompt says, as data.

mod aim;
pub(super) mod assistant;
mod claims;
pub(super) mod manager;
pub(super) mod names;
pub(super) mod rep;
mod script;

use serde::Serialize;

use crate::base::id::Id;
use crate::base::time::Timestamp;
use crate::deal::contact::Contact;
use crate::deal::evidence::Evidence;
use crate::engine::assessment::{DealName, Signal};
use crate::engine::unmet::Unmet;
use crate::playbook::stage::Forecast;

/// What a coaching prompt says, as data for programs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Briefing {
    /// For the rep.
    Rep(Box<RepBriefing>),
    /// For the manager.
    Manager(Box<ManagerBriefing>),
    /// For a language model.
    Assistant(Box<AssistantBriefing>),
}

/// What a rep is told.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RepBriefing {
    /// Where the deal stands, in a sentence or two.
    pub standing: String,
    /// The one thing to get next; `None` when nothing is in the way.
    pub aim: Option<Aim>,
    /// How to get it, or what to do where nothing is in the way.
    pub how: Option<How>,
    /// The questions that get it.
    pub asks: Vec<Asking>,
    /// What it is too early for.
    pub not_yet: Option<NotYet>,
    /// What comes after, the best first.
    pub then: Vec<String>,
    /// The most serious warning signs.
    pub signals: Vec<Signal>,
    /// What to send or say, with nothing left open that the deal should fill.
    pub script: Option<FilledScript>,
}

/// The one thing to get next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Aim {
    /// What it is, in a sentence.
    pub text: String,
    /// Whether it has to come from the buyer.
    pub from_buyer: bool,
    /// How well it has to be evidenced, where the gate asks for it.
    pub evidence: Option<Evidence>,
    /// The fields that are to be set.
    pub fields: Vec<String>,
    /// The criterion that waits for it.
    pub criterion: String,
    /// What is not yet the case, in a sentence.
    pub missing: String,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct How {
    /// What to do.
    pub text: String,
    /// Why, in the rule set's words.
    pub why: Option<String>,
}

/// A question to the buyer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Asking {
    /// The question.
    pub ask: String,
    /// What to listen for in the answer.
    pub listen_for: Option<String>,
}

/// A stage that the deal is not ready for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct NotYet {
    /// The stage.
    pub stage: Id,
    /// What people call it.
    pub stage_name: String,
    /// What it is for.
    pub goal: Option<String>,
    /// Why not yet.
    pub unmet: Vec<Unmet>,
}

/// A script with the deal's facts in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FilledScript {
    /// Its id, with its rule set in front.
    pub id: String,
    /// `call`, `email`, `meeting` or `message`.
    pub channel: String,
    /// What to say or send.
    pub text: String,
}

/// What a manager is told.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ManagerBriefing {
    /// Where the deal stands, in a sentence or two.
    pub standing: String,
    /// Up to three questions for the one-to-one.
    pub questions: Vec<String>,
    /// The forecast held against the evidence; `None` when the deal is not open.
    pub forecast: Option<ForecastCheck>,
    /// What the record claims of what gates ask for, the weakest evidence first.
    pub claims: Vec<Claim>,
    /// The warning signs that nobody has silenced.
    pub risks: Vec<Signal>,
    /// What is missing for the next stage.
    pub not_yet: Option<NotYet>,
}

/// A forecast held against the evidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ForecastCheck {
    /// All of it, in sentences.
    pub text: String,
    /// How the deal's stage counts.
    pub category: Option<Forecast>,
    /// How likely a deal in its stage is won, 0 to 1.
    pub probability: Option<f64>,
    /// How many facts are on record for which a gate wants a buyer's word.
    pub facts: usize,
    /// How many of these are the seller's own word.
    pub own_word: usize,
    /// How many criteria the gates that the deal has passed asked for.
    pub passed: usize,
    /// Those of them that its facts do not meet now.
    pub not_backed: Vec<Unmet>,
    /// The stage up to which the facts carry it, where that is not its own.
    pub carried_to: Option<Id>,
    /// The close date on record.
    pub close_date: Option<Timestamp>,
    /// When it would be won if each stage took as long as expected; `None` without a close date, or when
    /// no stage says how long it takes.
    pub usual_date: Option<Timestamp>,
}

/// A fact on record, and whose word it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Claim {
    /// The field.
    pub field: String,
    /// What people call it.
    pub label: String,
    /// The value as a person reads it.
    pub value: String,
    /// How well it is evidenced.
    pub evidence: Evidence,
    /// Who said, wrote or did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// On which day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Anything else about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What a language model is shown of a deal: all of it is data.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AssistantBriefing {
    /// The deal.
    pub deal: DealName,
    /// The day.
    pub today: String,
    /// Where it stands, in a sentence or two.
    pub standing: String,
    /// The one thing to get next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub get_next: Option<Aim>,
    /// What is on record.
    pub facts: Vec<Claim>,
    /// The people on the buyer's side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contacts: Option<Vec<Contact>>,
    /// The stage that the deal is not ready for, and why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_yet: Option<GapsTo>,
    /// What the rule sets suggest, the best first.
    pub suggested: Vec<Suggestion>,
    /// The warning signs that nobody has silenced.
    pub warning_signs: Vec<String>,
}

/// What is missing for a stage, as a language model is shown it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct GapsTo {
    /// What people call the stage.
    pub stage: String,
    /// What the stage is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal: Option<String>,
    /// What blocks the move.
    pub because: Vec<Gap>,
    /// What blocks nothing but is not as it should be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub worth_minding: Vec<Gap>,
}

/// A criterion that is not met, as a language model is shown it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Gap {
    /// What is not yet the case.
    pub what: String,
    /// Why it is not met.
    pub state: crate::engine::unmet::UnmetState,
    /// How well it has to be evidenced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs_evidence: Option<Evidence>,
    /// The plays and questions that help.
    pub what_helps: Vec<String>,
}

/// Something that the rule sets suggest, as a language model is shown it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Suggestion {
    /// What to do, or to ask.
    #[serde(rename = "do")]
    pub action: String,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The questions for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ask: Vec<String>,
}
