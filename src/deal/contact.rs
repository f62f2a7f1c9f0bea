//! The people on the buyer's side.

use serde::{Deserialize, Serialize};

use super::evidence::Evidence;
use super::words;
use crate::base::language::Language;
use crate::base::time::Timestamp;

/// One person on the buyer's side. What is not set is not known.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Contact {
    /// The person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The roles they have in this decision, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roles: Option<Vec<String>>,
    /// Where they stand towards us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stance: Option<Stance>,
    /// Whether we have met them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<bool>,
    /// When we last were in touch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_contact_at: Option<Timestamp>,
    /// How well all this is evidenced; `recorded` when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
    /// Who said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// Anything else about them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Where a person stands towards us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// Has influence and sells for us when we are not there.
    Champion,
    /// Wants us to win.
    Supporter,
    /// Has not taken sides.
    Neutral,
    /// Doubts us.
    Sceptic,
    /// Works against us.
    Opponent,
    /// Nobody knows.
    Unknown,
}

impl Stance {
    /// All of them, the friendliest first.
    pub(crate) const ALL: [Self; 6] = [
        Self::Champion,
        Self::Supporter,
        Self::Neutral,
        Self::Sceptic,
        Self::Opponent,
        Self::Unknown,
    ];

    /// What people call it.
    pub(crate) fn name(self, language: Language) -> String {
        match self {
            Self::Champion => words::champion(language),
            Self::Supporter => words::supporter(language),
            Self::Neutral => words::neutral(language),
            Self::Sceptic => words::sceptic(language),
            Self::Opponent => words::opponent(language),
            Self::Unknown => words::unknown(language),
        }
    }

    /// The word that files write for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Champion => "champion",
            Self::Supporter => "supporter",
            Self::Neutral => "neutral",
            Self::Sceptic => "sceptic",
            Self::Opponent => "opponent",
            Self::Unknown => "unknown",
        }
    }
}
