//! A deal as the CRM knows it.

use serde::{Deserialize, Serialize};

use super::contact::Contact;
use super::fact::{Fact, Facts};
use super::raw::RawValue;
use crate::base::time::Timestamp;

/// A deal as the CRM knows it. It is read without a playbook; whether its stage and its facts make
/// sense is found out when it is held against one.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Deal {
    /// The CRM's own id of it.
    pub id: String,
    /// What people call it; its id where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The playbook it goes by: an id, or a path relative to the deal's file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub playbook: Option<String>,
    /// The stage it is in; `None` for a deal that is about to be created.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// When it was created.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// When it entered its stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered_stage_at: Option<Timestamp>,
    /// When anything last happened in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_activity_at: Option<Timestamp>,
    /// What is known about it.
    #[serde(default)]
    pub facts: Facts,
    /// The people on the buyer's side; `None` when nobody has listed them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contacts: Option<Vec<Contact>>,
    /// What became of it so far, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<HistoryEntry>,
    /// Signals that somebody has silenced for a time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub snoozed: Vec<Snooze>,
}

impl Deal {
    /// A deal in a stage, without facts.
    #[must_use]
    pub fn new(id: impl Into<String>, stage: impl Into<String>) -> Self {
        Self { id: id.into(), stage: Some(stage.into()), ..Self::default() }
    }

    /// What people call it.
    #[must_use]
    pub fn title(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }

    /// A copy of the deal in which a fact is otherwise, to ask what that would change. The deal itself
    /// stays as it is. A fact whose value is [`RawValue::Null`] is unset in the copy.
    ///
    /// # Example
    /// ```
    /// use dealgraph::{Deal, Evidence, Fact, Library, RawValue, Timestamp};
    ///
    /// let playbook = Library::builtin().compile("four_step")?;
    /// let deal = Deal::new("D-1", "closing");
    /// let now = Timestamp::parse("2026-11-23T09:00:00Z").unwrap();
    /// let signed = Fact::bare(RawValue::Bool(true)).with_evidence(Evidence::Acted);
    /// let supposed = deal.supposing("contract_signed", signed);
    /// let work = |deal| Ok(playbook.plan(deal, "won", now)?.route().unwrap().effort_minutes);
    /// assert!(work(&supposed)? < work(&deal)?);
    /// # Ok::<(), dealgraph::Error>(())
    /// ```
    #[must_use]
    pub fn supposing(&self, field: &str, fact: Fact) -> Self {
        let mut supposed = self.clone();
        match fact.value {
            RawValue::Null => supposed.facts.unset(field),
            _ => supposed.facts.set(field, fact),
        };
        supposed
    }
}

/// Something that happened to a deal: a move, facts that were set, or both.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct HistoryEntry {
    /// The stage it moved to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// When.
    pub at: Timestamp,
    /// The role of who moved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// The reason that was stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The role that let it pass a shut gate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overridden_by: Option<String>,
    /// Facts that were set then, by the id of their field.
    #[serde(default, skip_serializing_if = "no_facts")]
    pub set: Facts,
}

fn no_facts(facts: &Facts) -> bool {
    facts.iter().next().is_none()
}

impl HistoryEntry {
    /// A move to a stage.
    #[must_use]
    pub fn moved(to: impl Into<String>, at: Timestamp) -> Self {
        Self {
            to: Some(to.into()),
            at,
            actor: None,
            reason: None,
            overridden_by: None,
            set: Facts::new(),
        }
    }
}

/// A signal that somebody has silenced for a time, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Snooze {
    /// The signal's id, with or without its rule set in front.
    pub signal: String,
    /// Until when.
    pub until: Timestamp,
    /// Why.
    pub reason: String,
}
