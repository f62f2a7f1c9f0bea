//! Compiles a syntax tree: resolves names, checks types and values, and emits the program. All
//! problems come in one run, and one cause gives one problem.

mod advice;
mod arithmetic;
mod calls;
mod comparisons;
mod constants;
mod domains;
mod macros;
mod operators;
mod resolve;
mod words;

use std::sync::Arc;

use super::names::{Declaration, Domain, Names, Type};
use super::problem::{Problem, ProblemKind};
use super::program::{NodeId, Program};
use super::syntax::{Expr, ExprKind, Literal};
use super::value::Value;
use crate::base::source::Span;

/// How much is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// Nothing: what is wrong fails when it is evaluated.
    Nothing,
    /// Types, as CEL's own checker does.
    Types,
    /// Types, values and patterns, for people who do not program.
    Everything,
}

/// What compiling gives.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) program: Program,
    pub(crate) problems: Vec<Problem>,
}

/// Compiles a tree that was parsed from `text`. At [`Level::Everything`] it has to be a condition:
/// yes or no.
pub(crate) fn compile(expr: &Expr, text: &str, names: &dyn Names, level: Level) -> Compiled {
    let mut compiler = Compiler {
        names,
        level,
        text,
        scope: Vec::new(),
        program: Program::default(),
        problems: Vec::new(),
    };
    let whole = compiler.expr(expr);
    if level == Level::Everything {
        compiler.expect_bool(expr, &whole);
    }
    compiler.program.finish(whole.node);
    let Compiler { program, mut problems, .. } = compiler;
    problems.sort_by_key(|problem| problem.span);
    Compiled { program, problems }
}

struct Compiler<'c> {
    names: &'c dyn Names,
    level: Level,
    text: &'c str,
    scope: Vec<Local>,
    program: Program,
    problems: Vec<Problem>,
}

/// The variable of a macro.
struct Local {
    name: Arc<str>,
    ty: Type,
    domain: Domain,
}

/// A compiled part and what is known of its values. After a problem its type is `Dyn`, which
/// silences what follows.
#[derive(Debug, Clone)]
struct Typed {
    node: NodeId,
    ty: Type,
    domain: Domain,
}

impl Typed {
    fn new(node: NodeId, ty: Type) -> Self {
        Self { node, ty, domain: Domain::Any }
    }

    fn declared(node: NodeId, declaration: &Declaration) -> Self {
        Self { node, ty: declaration.ty.clone(), domain: declaration.domain.clone() }
    }
}

impl Compiler<'_> {
    fn expr(&mut self, expr: &Expr) -> Typed {
        self.expr_among(expr, &Domain::Any)
    }

    /// Compiles a part that is held against values of `domain`, so that a bare word among them can
    /// be recognised.
    fn expr_among(&mut self, expr: &Expr, domain: &Domain) -> Typed {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Literal(literal) => self.literal(literal, span),
            ExprKind::Select { operand, field } if !resolve::is_path(expr) => {
                let operand = self.expr(operand);
                self.select(&operand, field, span)
            }
            ExprKind::Name { .. } | ExprKind::Select { .. } => self.path(expr, domain),
            ExprKind::Has { operand, field } => self.has(operand.as_deref(), field, span),
            ExprKind::Index { operand, index } => self.index(operand, index, span),
            ExprKind::Call { .. } => self.call(expr),
            ExprKind::Not(operand) => self.not(operand, span),
            ExprKind::Negate(operand) => self.negate(operand, span),
            ExprKind::And(parts) => self.chain(parts, span, false),
            ExprKind::Or(parts) => self.chain(parts, span, true),
            ExprKind::Binary { operator, left, right, .. } => {
                self.binary(*operator, left, right, expr)
            }
            ExprKind::Conditional { condition, yes, no } => {
                self.conditional((condition, yes, no), span, domain)
            }
            ExprKind::List(items) => self.list(items, span, domain),
            ExprKind::Map(entries) => self.map(entries, span),
            ExprKind::Comprehension { .. } => self.comprehension(expr),
        }
    }

    fn literal(&mut self, literal: &Literal, span: Span) -> Typed {
        let value = match literal {
            Literal::Null => Value::Null,
            Literal::Bool(value) => Value::Bool(*value),
            Literal::Int(value) => Value::Int(*value),
            Literal::Uint(value) => Value::Uint(*value),
            Literal::Double(value) => Value::Double(*value),
            Literal::String(value) => Value::String(Arc::clone(value)),
            Literal::Bytes(value) => Value::Bytes(Arc::clone(value)),
        };
        let ty = value.type_of();
        Typed::new(self.program.push_constant(value, span), ty)
    }

    fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// A part as a message quotes it: on one line and not too long.
    fn quoted(&self, span: Span) -> String {
        let words: Vec<&str> = self.slice(span).split_whitespace().collect();
        let text = words.join(" ");
        match text.char_indices().nth(60) {
            Some((at, _)) => format!("`{}…`", text.get(..at).unwrap_or_default()),
            None => format!("`{text}`"),
        }
    }

    fn report(&mut self, problem: Problem) {
        if self.level > Level::Nothing && !self.is_known(&problem) {
            self.problems.push(problem);
        }
    }

    /// Whether it is about a name that has been reported already.
    fn is_known(&self, problem: &Problem) -> bool {
        let same = |known: &Problem| known.kind == problem.kind && known.message == problem.message;
        problem.kind == ProblemKind::Name && self.problems.iter().any(same)
    }

    fn report_type(&mut self, span: Span, message: impl Into<String>) {
        self.report(Problem::new(ProblemKind::Type, span, message));
    }

    /// Whether values, patterns and the like are checked as well.
    fn is_thorough(&self) -> bool {
        self.level == Level::Everything
    }
}
