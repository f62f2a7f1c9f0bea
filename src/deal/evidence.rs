//! How well a fact is evidenced.

use serde::{Deserialize, Serialize};

/// The grade of the evidence behind a fact. Each grade includes those before it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// The seller believes it.
    Assumed,
    /// The seller logged it. The grade of a bare value.
    #[default]
    Recorded,
    /// A named buyer said it.
    Stated,
    /// A buyer wrote, edited or approved it.
    Confirmed,
    /// A buyer spent time, money or reputation on it.
    Acted,
}

impl Evidence {
    /// Every grade, the weakest first.
    pub const ALL: [Self; 5] =
        [Self::Assumed, Self::Recorded, Self::Stated, Self::Confirmed, Self::Acted];

    /// The word that files write for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Assumed => "assumed",
            Self::Recorded => "recorded",
            Self::Stated => "stated",
            Self::Confirmed => "confirmed",
            Self::Acted => "acted",
        }
    }

    /// The grade that a word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.word() == word)
    }
}
