//! What can be wrong with a condition.

use super::mistake::{Mistake, TextFix};
use crate::base::source::Span;

/// What kind of problem it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// It does not parse.
    Syntax,
    /// Nothing has this name.
    Name,
    /// Types or arguments do not fit.
    Type,
    /// A text outside a choice's values, or a number outside a field's range.
    OutsideValues,
    /// A regular expression that does not compile.
    Pattern,
}

/// One thing wrong with a condition: what, where, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What kind it is.
    pub kind: ProblemKind,
    /// What is wrong, in one line, lower case, without a full stop.
    pub message: String,
    /// Where, in the condition's text.
    pub span: Span,
    /// How to mend it, for a person.
    pub help: Option<String>,
    /// How to mend it, for a tool.
    pub fix: Option<TextFix>,
}

impl Problem {
    /// A problem without help yet.
    pub(crate) fn new(kind: ProblemKind, span: Span, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), span, help: None, fix: None }
    }

    /// Says how to mend it.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Offers a replacement of a place.
    pub(crate) fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(TextFix { span, replacement: replacement.into() });
        self
    }
}

impl From<Mistake> for Problem {
    fn from(mistake: Mistake) -> Self {
        let Mistake { message, span, help, fix } = mistake;
        Self { kind: ProblemKind::Syntax, message, span, help, fix }
    }
}
