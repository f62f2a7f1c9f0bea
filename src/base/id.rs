//! Identifiers of rule sets, stages, fields and the rest.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// An identifier: a lower-case letter, then lower-case letters, digits and `_`.
/// Cheap to clone and to compare.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// Reads an identifier; `None` when the text does not have the form.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let mut letters = text.bytes();
        let starts = letters.next().is_some_and(|first| first.is_ascii_lowercase());
        let rest = letters.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        (starts && rest && text.len() <= MAX_LENGTH).then(|| Self(text.into()))
    }

    /// Stands in for an identifier that is missing or beyond guessing.
    pub(crate) fn unnamed() -> Self {
        Self("unnamed".into())
    }

    /// An identifier that the program itself gives.
    pub(crate) fn known(text: &'static str) -> Self {
        debug_assert!(Self::new(text).is_some());
        Self(text.into())
    }

    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Longest identifier, in bytes: long enough for a sentence, short enough for a message.
pub(crate) const MAX_LENGTH: usize = 100;

/// An identifier near to what was written: lower case, everything else `_`.
pub(crate) fn suggestion(text: &str) -> Option<String> {
    let lowered: String = text
        .trim()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' })
        .collect();
    let trimmed = lowered.trim_matches(|c: char| c == '_' || c.is_ascii_digit());
    Id::new(trimmed).map(|id| id.as_str().to_owned())
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_snake_case() {
        assert!(Id::new("a").is_some());
        assert!(Id::new("won_2").is_some());
        for bad in ["", "2a", "_a", "A", "a-b", "a b", "é"] {
            assert!(Id::new(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_suggestion_is_an_identifier() {
        assert_eq!(suggestion("Closed Won").as_deref(), Some("closed_won"));
        assert_eq!(suggestion("7-step!").as_deref(), Some("step"));
        assert_eq!(suggestion("***"), None);
    }
}
