//! What can be wrong with a condition.

use crate::base::source::Span;

/// A change of a condition's text that mends a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFix {
    /// The place in the condition.
    pub span: Span,
    /// What to put there.
    pub replacement: String,
}

/// What kind of problem it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// It does not parse.
    Syntax,
    /// A name that nothing has; the span covers just the name.
    UnknownName,
    /// A function or type does not fit.
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
