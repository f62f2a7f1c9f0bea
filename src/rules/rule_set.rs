//! A rule set as written.

use std::sync::Arc;

use semver::Version;

use crate::base::id::Id;
use crate::base::source::{Source, Span};

use super::document::Document;
use super::header::Header;

/// A rule set exactly as it is written, with the places of everything in its text.
///
/// It is not checked beyond its form: whether its names and conditions mean something is decided
/// when it is compiled.
#[derive(Debug, Clone)]
pub struct RuleSet {
    pub(crate) source: Source,
    pub(crate) id: Id,
    pub(crate) name: Arc<str>,
    pub(crate) version: Version,
    pub(crate) role: RuleSetRole,
    /// Everything that was written and could be read.
    pub(crate) document: Document,
    /// What is in the text but not, or not by its written name, in `document`. All of it has been
    /// reported: whatever follows from its absence is to stay silent.
    pub(crate) unread: Vec<Unread>,
    /// The places of all headers, in the order of the text.
    pub(crate) headers: Vec<Span>,
    /// Whether its form has an error, so that something in it may be missing from the model.
    pub(crate) flawed: bool,
    /// Whether a syntax error may have swallowed anything: then nothing can be said to be missing.
    pub(crate) partial: bool,
}

/// What a rule set is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleSetRole {
    /// The stages that a company walks a deal through.
    Process,
    /// Why and how to sell, for many companies.
    Methodology,
}

/// A definition that could not be read, or not under the name that it has in the text.
#[derive(Debug, Clone)]
pub(crate) struct Unread {
    /// The key of its section, such as `stage` or `exit`.
    pub(crate) section: Arc<str>,
    /// Its name as written, if it has one.
    pub(crate) name: Option<Arc<str>>,
    /// Where it stands.
    pub(crate) at: Span,
}

impl RuleSet {
    /// The id of the rule set.
    #[must_use]
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// Its name, for people.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its semantic version.
    #[must_use]
    pub fn version(&self) -> &Version {
        &self.version
    }

    /// Whether it is a process or a methodology.
    #[must_use]
    pub fn role(&self) -> RuleSetRole {
        self.role
    }

    /// The text that it was read from.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Its header; `None` when there is none, which has been reported.
    pub(crate) fn header(&self) -> Option<Header<'_>> {
        let process = self.document.process.as_ref().map(Header::Process);
        process.or_else(|| self.document.methodology.as_ref().map(Header::Methodology))
    }

    /// Whether something of this section (`stage`, `field`…) is in the text but not in the model,
    /// so that a finding about what is missing there would only repeat what has been reported.
    pub(crate) fn lacks(&self, section: &str) -> bool {
        self.partial || self.unread.iter().any(|unread| &*unread.section == section)
    }

    /// Whether the text has a stage, or what a stage is, that is not in the model.
    pub(crate) fn lacks_stages(&self) -> bool {
        self.lacks("stage") || self.lacks("StageType")
    }

    /// Whether the text defines this name in a way that could not be read, so that an unknown name
    /// would only repeat what has been reported.
    pub(crate) fn has_unread(&self, name: &str) -> bool {
        self.partial || self.unread.iter().any(|unread| unread.name.as_deref() == Some(name))
    }
}
