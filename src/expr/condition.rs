//! A condition, ready to be asked.

use std::sync::Arc;

use super::budget::Budget;
use super::check::{Level, compile};
use super::eval::{Evaluator, Stop};
use super::explain::{Explanation, Grounds, explain, grounds, missing};
use super::names::{Declaration, Facts, Names, Slot, Trust};
use super::parse::parse;
use super::problem::{Problem, ProblemKind};
use super::program::Program;
use super::syntax::Expr;
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

impl From<bool> for Truth {
    fn from(truth: bool) -> Self {
        if truth { Self::True } else { Self::False }
    }
}

/// A condition, parsed, checked and compiled once. Immutable and cheap to clone.
#[derive(Debug, Clone)]
pub struct Condition(Arc<Compiled>);

#[derive(Debug)]
struct Compiled {
    text: Arc<str>,
    expr: Expr,
    program: Program,
    reads: Vec<Slot>,
    uses_has: bool,
}

impl Condition {
    /// Parses, checks and compiles a condition.
    ///
    /// # Errors
    /// Every problem of the text, in its order.
    pub fn compile(text: &str, names: &dyn Names) -> Result<Self, Vec<Problem>> {
        match Self::read(text, names) {
            (Some(condition), problems) if problems.is_empty() => Ok(condition),
            (_, problems) => Err(problems),
        }
    }

    /// The same, but a condition is given as well when its only problems are constants outside the
    /// values that a name can have: such a condition is surely not what was meant, but what it means
    /// is clear.
    #[must_use]
    pub fn read(text: &str, names: &dyn Names) -> (Option<Self>, Vec<Problem>) {
        let (expr, mistakes) = parse(text);
        let mut problems: Vec<Problem> = mistakes.into_iter().map(Problem::from).collect();
        let Some(expr) = expr else {
            if problems.is_empty() {
                let span = Span::new(0, text.len());
                problems.push(Problem::new(ProblemKind::Syntax, span, "there is no condition"));
            }
            return (None, problems);
        };
        let (condition, found) = Self::of_expr(text, expr, names);
        let was_understood = problems.is_empty();
        problems.extend(found);
        problems.sort_by_key(|problem| problem.span);
        (condition.filter(|_| was_understood), problems)
    }

    /// The condition that a tree is which `text` was parsed to, and what its names, types and values
    /// have against it.
    fn of_expr(text: &str, expr: Expr, names: &dyn Names) -> (Option<Self>, Vec<Problem>) {
        let compiled = compile(&expr, text, names, Level::Everything);
        let has_meaning = |problem: &Problem| problem.kind == ProblemKind::OutsideValues;
        let condition = compiled.problems.iter().all(has_meaning).then(|| {
            let program = compiled.program;
            Self(Arc::new(Compiled {
                text: text.into(),
                expr,
                reads: program.reads().iter().map(|read| read.slot).collect(),
                uses_has: program.asks_what_is_set(),
                program,
            }))
        });
        (condition, compiled.problems)
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

    /// The texts among its constants.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &Arc<str>> {
        self.0.program.constant_texts()
    }

    /// The compiled form.
    pub(crate) fn program(&self) -> &Program {
        &self.0.program
    }

    /// The facts that it reads, sorted, each once.
    #[must_use]
    pub fn reads(&self) -> &[Slot] {
        &self.0.reads
    }

    /// The name of a fact that it reads, as it is written, such as `score.needs`, and what was known
    /// of it.
    #[must_use]
    pub fn read_of(&self, slot: Slot) -> Option<(&str, &Declaration)> {
        let read = self.0.program.read(slot)?;
        Some((&read.name, &read.declaration))
    }

    /// Whether it asks whether something is set. Without that, setting a fact never changes an
    /// answer that is true or false.
    #[must_use]
    pub fn uses_has(&self) -> bool {
        self.0.uses_has
    }

    /// The same condition over other slots, with what is known of each.
    pub(crate) fn in_slots(&self, to: &dyn Fn(Slot) -> (Slot, Declaration)) -> Self {
        let program = self.0.program.in_slots(to);
        Self(Arc::new(Compiled {
            text: self.0.text.clone(),
            expr: self.0.expr.clone(),
            reads: program.reads().iter().map(|read| read.slot).collect(),
            uses_has: self.0.uses_has,
            program,
        }))
    }

    /// The same condition where it is unknown even whether some facts are set.
    pub(crate) fn doubting(&self, slots: &[Slot]) -> Self {
        let program = self.0.program.doubting(slots);
        Self(Arc::new(Compiled {
            text: self.0.text.clone(),
            expr: self.0.expr.clone(),
            reads: self.0.reads.clone(),
            uses_has: self.0.uses_has,
            program,
        }))
    }

    /// Answers it, fast: an evaluation that fails counts as unknown.
    #[must_use]
    pub fn decide(&self, facts: &dyn Facts) -> Truth {
        let budget = Budget::default();
        let evaluator = Evaluator::new(&self.0.program, facts, &budget);
        match self.0.program.root().map(|root| evaluator.truth::<()>(root, None)) {
            Some(Ok(truth)) => truth.into(),
            _ => Truth::Unknown,
        }
    }

    /// Why it cannot be worked out for some facts, if the cause is arithmetic: a division by zero, a
    /// result that is too large.
    pub(crate) fn arithmetic_failure(&self, facts: &dyn Facts) -> Option<String> {
        let budget = Budget::default();
        let evaluator = Evaluator::new(&self.0.program, facts, &budget);
        match evaluator.truth::<()>(self.0.program.root()?, None) {
            Err(Stop::Fault(fault)) if fault.is_arithmetic() => Some(fault.to_string()),
            _ => None,
        }
    }

    /// The facts behind its answer, which is `truth`: [`Condition::explain`] without the parts.
    pub(crate) fn grounds(&self, facts: &dyn Facts, trust: &dyn Trust, truth: Truth) -> Grounds {
        grounds(self, facts, trust, truth)
    }

    /// The facts whose setting could still help to make it true, where its answer is `truth`:
    /// [`Explanation::missing`] alone.
    pub(crate) fn missing(&self, facts: &dyn Facts, truth: Truth) -> Vec<Slot> {
        if truth == Truth::True { Vec::new() } else { missing(self, facts) }
    }

    /// Answers it and says why.
    #[must_use]
    pub fn explain(&self, facts: &dyn Facts, trust: &dyn Trust) -> Explanation {
        explain(self, facts, trust)
    }
}
