//! A defect of a rule set, as data.

use serde::Serialize;

use super::code::Code;
use super::source::{Location, Source, Span};

/// How bad a defect is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Works, but probably not as meant.
    Warning,
    /// No playbook can be made.
    Error,
}

impl Severity {
    /// The word for it, as messages write it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place that a diagnostic points at, with what is to be seen there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Label {
    /// The place.
    #[serde(flatten)]
    pub location: Location,
    /// What is to be seen there; may be empty.
    pub message: String,
}

/// A change of the text that mends a defect, which a tool can apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// The place to replace.
    #[serde(flatten)]
    pub location: Location,
    /// What to put there.
    pub replacement: String,
}

/// One defect of a rule set: what it is, where, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one line, lower case, without a full stop.
    pub message: String,
    /// Where; `None` when the defect is something that is nowhere (a missing file, say).
    pub primary: Option<Label>,
    /// Other places that have to do with it.
    pub related: Vec<Label>,
    /// How to mend it, for a person.
    pub help: Option<String>,
    /// How to mend it, for a tool.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A defect with the code's own severity and no place yet.
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            primary: None,
            related: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// Says where it is, and what is to be seen there (may be empty).
    pub(crate) fn at(mut self, source: &Source, span: Span, label: impl Into<String>) -> Self {
        let location = Location::new(source, span);
        self.primary = Some(Label { location, message: label.into() });
        self
    }

    /// Points at another place as well.
    pub(crate) fn related(mut self, source: &Source, span: Span, label: impl Into<String>) -> Self {
        let location = Location::new(source, span);
        self.related.push(Label { location, message: label.into() });
        self
    }

    /// Says how to mend it.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Offers a replacement of a place.
    pub(crate) fn fix(
        mut self,
        source: &Source,
        span: Span,
        replacement: impl Into<String>,
    ) -> Self {
        let location = Location::new(source, span);
        self.fix = Some(Fix { location, replacement: replacement.into() });
        self
    }

    /// Names the nearest known name as help and as a fix of `span`, if there is one.
    pub(crate) fn did_you_mean(self, source: &Source, span: Span, nearest: Option<&str>) -> Self {
        match nearest {
            Some(name) => self.help(format!("did you mean `{name}`?")).fix(source, span, name),
            None => self,
        }
    }

    /// The same defect at the one place from which what it was found in was taken.
    pub(crate) fn moved_to(self, source: &Source, span: Span) -> Self {
        Self { related: Vec::new(), fix: None, ..self }.at(source, span, "")
    }

    /// Whether it keeps a playbook from being made.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(Label { location, .. }) = &self.primary {
            let start = location.start();
            write!(f, "{}:{}:{}: ", location.source.name(), start.line, start.column)?;
        }
        write!(f, "{}[{}]: {}", self.severity.word(), self.code, self.message)
    }
}
