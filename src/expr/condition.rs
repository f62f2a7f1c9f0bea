//! A condition, ready to be asked.

use std::sync::Arc;

use super::names::{Facts, Names, Slot, Trust};
use super::problem::{Problem, ProblemKind};
use super::syntax::Expr;
use super::value::Value;
use crate::base::source::Span;

/// The answer of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    /// It does not hold.
    False,
    /// It cannot be told: a fact is unset, or evaluating it failed.
    Unknown,
    /// It holds.
    True,
}

/// A condition, parsed, checked and compiled once. Immutable and cheap to clone.
#[derive(Debug, Clone)]
pub struct Condition(Arc<Compiled>);

#[derive(Debug)]
struct Compiled {
    text: Arc<str>,
    expr: Expr,
    reads: Vec<Slot>,
    uses_has: bool,
}

/// Why a condition has its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The answer, the same as [`Condition::decide`] gives.
    pub truth: Truth,
    /// The unset facts whose setting could still help to make it true, sorted; no others.
    pub missing: Vec<Slot>,
    /// The facts that decided it, sorted: when true, those of its justification; when false, those
    /// of the parts responsible.
    pub reads_decisive: Vec<Slot>,
    /// When true: the facts of the best justification that are not trusted, sorted. Empty when some
    /// justification is trusted altogether.
    pub untrusted: Vec<Slot>,
    /// When not true: the smallest parts responsible, in the order of the text.
    pub parts: Vec<Part>,
    /// A failure such as a division by zero that made it unknown.
    pub error: Option<String>,
}

/// A part of a condition that is responsible for its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Where it stands in the condition's text.
    pub span: Span,
    /// The part as text.
    pub text: String,
    /// The names that it reads, in the order of the text, each once.
    pub reads: Vec<Reading>,
}

/// A name that was read, and what was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The fact's place.
    pub slot: Slot,
    /// The name as it is written, such as `amount` or `score.needs`.
    pub name: Arc<str>,
    /// The value; `None` when the fact is unset.
    pub value: Option<Value>,
}

impl Condition {
    /// Parses, checks and compiles a condition.
    ///
    /// # Errors
    /// Every problem of the text, in its order.
    pub fn compile(text: &str, names: &dyn Names) -> Result<Self, Vec<Problem>> {
        let _ = names.known();
        Err(vec![Problem {
            kind: ProblemKind::Syntax,
            message: "conditions cannot be read yet".to_owned(),
            span: Span::new(0, text.len()),
            help: None,
            fix: None,
        }])
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The syntax tree.
    #[must_use]
    pub fn expr(&self) -> &Expr {
        &self.0.expr
    }

    /// The facts that it reads, sorted, each once.
    #[must_use]
    pub fn reads(&self) -> &[Slot] {
        &self.0.reads
    }

    /// Whether it asks whether something is set.
    #[must_use]
    pub fn uses_has(&self) -> bool {
        self.0.uses_has
    }

    /// Answers it, fast.
    #[must_use]
    pub fn decide(&self, facts: &dyn Facts) -> Truth {
        let _ = facts;
        Truth::Unknown
    }

    /// Answers it and says why.
    #[must_use]
    pub fn explain(&self, facts: &dyn Facts, trust: &dyn Trust) -> Explanation {
        let _ = trust;
        Explanation {
            truth: self.decide(facts),
            missing: Vec::new(),
            reads_decisive: Vec::new(),
            untrusted: Vec::new(),
            parts: Vec::new(),
            error: None,
        }
    }
}
