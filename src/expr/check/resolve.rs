//! Names and fields.

use std::borrow::Cow;

use super::super::names::{Domain, Type};
use super::super::problem::{Problem, ProblemKind};
use super::super::program::{Failure, Field, Node, NodeId};
use super::super::syntax::{Expr, ExprKind};
use super::words::a_type;
use super::{Compiler, Level, Typed};
use crate::base::nearest::nearest;
use crate::base::source::Span;

/// A name and the fields behind it, innermost first: `a.b.c` with the part up to each.
struct Path<'e> {
    rooted: bool,
    segments: Vec<(&'e str, Span)>,
}

impl<'e> Path<'e> {
    fn dotted(&self, segments: usize) -> Cow<'e, str> {
        match self.segments.get(..segments).unwrap_or_default() {
            [(name, _)] => Cow::Borrowed(name),
            several => {
                let names: Vec<&str> = several.iter().map(|(name, _)| *name).collect();
                Cow::Owned(names.join("."))
            }
        }
    }
}

fn path_of(expr: &Expr) -> Option<Path<'_>> {
    match &expr.kind {
        ExprKind::Name { name, rooted } => {
            Some(Path { rooted: *rooted, segments: vec![(name, expr.span)] })
        }
        ExprKind::Select { operand, field } => {
            let mut path = path_of(operand)?;
            path.segments.push((field, expr.span));
            Some(path)
        }
        _ => None,
    }
}

/// Whether a part is a name with nothing but fields behind it.
pub(super) fn is_path(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Name { .. } => true,
        ExprKind::Select { operand, .. } => is_path(operand),
        _ => false,
    }
}

/// What a dotted name turned out to be, and how many of its segments that took.
enum Found {
    Variable(u32, Type, Domain),
    Fact(usize, Typed),
}

impl Compiler<'_> {
    /// `name`, `name.field`, `dotted.name.field`, `anything.field`.
    pub(super) fn path(&mut self, expr: &Expr, among: &Domain) -> Typed {
        let Some(path) = path_of(expr) else {
            return self.failure(Failure::Unbound, "", expr.span);
        };
        let (used, mut typed) = match self.find(&path) {
            Some(Found::Variable(further_out, ty, domain)) => {
                let span = path.segments.first().map_or(expr.span, |(_, span)| *span);
                let node = self.program.push(Node::Variable(further_out), span);
                (1, Typed { node, ty, domain })
            }
            Some(Found::Fact(used, typed)) => (used, typed),
            None => return self.unknown_name(&path, expr.span, among),
        };
        for (name, span) in path.segments.iter().skip(used) {
            typed = self.select(&typed, name, *span);
        }
        typed
    }

    fn find(&mut self, path: &Path<'_>) -> Option<Found> {
        let (first, _) = path.segments.first()?;
        if !path.rooted
            && let Some((further_out, local)) =
                self.scope.iter().rev().enumerate().find(|(_, local)| &*local.name == *first)
        {
            let further_out = u32::try_from(further_out).ok()?;
            return Some(Found::Variable(further_out, local.ty.clone(), local.domain.clone()));
        }
        (1..=path.segments.len()).rev().find_map(|used| self.fact(path, used))
    }

    fn fact(&mut self, path: &Path<'_>, used: usize) -> Option<Found> {
        let dotted = path.dotted(used);
        let (slot, declaration) = self.names.find(&dotted)?;
        let span = path.segments.get(used.checked_sub(1)?)?.1;
        self.program.note_read(slot, &dotted, declaration);
        let node = self.program.push(Node::Fact(slot), span);
        Some(Found::Fact(used, Typed::declared(node, declaration)))
    }

    /// The word that a part is, when nothing has that name.
    pub(super) fn unknown_word<'e>(&self, expr: &'e Expr) -> Option<&'e str> {
        match &expr.kind {
            ExprKind::Name { name, rooted: false } => {
                let is_local = self.scope.iter().any(|local| local.name == *name);
                (!is_local && self.names.find(name).is_none()).then_some(&**name)
            }
            _ => None,
        }
    }

    fn unknown_name(&mut self, path: &Path<'_>, span: Span, among: &Domain) -> Typed {
        let word = path.dotted(path.segments.len());
        let problem = self.unknown_name_problem(path, &word, span, among);
        self.report(problem);
        let first = path.segments.first().map_or("", |(name, _)| *name);
        self.failure(Failure::Unbound, first, span)
    }

    fn unknown_name_problem(
        &self,
        path: &Path<'_>,
        word: &str,
        span: Span,
        among: &Domain,
    ) -> Problem {
        let problem = Problem::new(ProblemKind::Name, span, format!("nothing is called `{word}`"));
        let values: Vec<&str> = match among {
            Domain::OneOf(values) => values.iter().map(|value| &**value).collect(),
            _ => Vec::new(),
        };
        if values.contains(&word) {
            return problem.help("a value is written in quotes").fix(span, format!("'{word}'"));
        }
        if let Some((name, span)) = self.nearest_name(path) {
            return problem.help(format!("did you mean `{name}`?")).fix(span, name);
        }
        match nearest(word, values.iter().copied()) {
            Some(value) => {
                problem.help(format!("did you mean '{value}'?")).fix(span, format!("'{value}'"))
            }
            None => problem,
        }
    }

    /// The known name nearest to the start of a path, and the place it would stand in.
    fn nearest_name(&self, path: &Path<'_>) -> Option<(String, Span)> {
        let known = self.names.known();
        let locals = self.scope.iter().map(|local| &*local.name);
        let known: Vec<&str> = known.into_iter().chain(locals).collect();
        let start = path.segments.first()?.1.start;
        (1..=path.segments.len()).rev().find_map(|used| {
            let end = path.segments.get(used.checked_sub(1)?)?.1.end;
            let name = nearest(&path.dotted(used), known.iter().copied())?;
            Some((name.to_owned(), Span::new(start, end)))
        })
    }

    pub(super) fn failure(&mut self, failure: Failure, name: &str, span: Span) -> Typed {
        let name = self.program.push_text(name);
        Typed::new(self.program.push(Node::Failure(failure, name), span), Type::Dyn)
    }

    pub(super) fn select(&mut self, operand: &Typed, name: &str, span: Span) -> Typed {
        let found = self.field(operand, name, span);
        let (place, ty, domain) = found.unwrap_or((0, Type::Dyn, Domain::Any));
        let field = self.field_at(name, place);
        let node = self.program.push(Node::Select { operand: operand.node, field }, span);
        Typed { node, ty, domain }
    }

    fn field_at(&mut self, name: &str, place: usize) -> Field {
        let name = self.program.push_text(name);
        Field { name, place: u32::try_from(place).unwrap_or(u32::MAX) }
    }

    /// The place of a field, its type and its values; reports when there can be none.
    fn field(&mut self, operand: &Typed, name: &str, span: Span) -> Option<(usize, Type, Domain)> {
        match &operand.ty {
            Type::Dyn => None,
            Type::Record(ty) => match ty.find(name) {
                Some((place, field)) => Some((place, field.ty.clone(), field.domain.clone())),
                None => {
                    let known: Vec<&str> = ty.fields.iter().map(|(field, _)| &**field).collect();
                    self.unknown_field(operand.node, name, span, &known);
                    None
                }
            },
            Type::Map(key, value) if matches!(**key, Type::String | Type::Dyn) => {
                Some((0, (**value).clone(), Domain::Any))
            }
            other => {
                let whole = self.quoted(self.program.span(operand.node));
                let problem = format!("{whole} is {}, it has no field `{name}`", a_type(other));
                let mut problem = Problem::new(ProblemKind::Type, span, problem);
                if let Type::List(element) = other
                    && matches!(**element, Type::Record(_))
                {
                    let list = self.slice(self.program.span(operand.node));
                    problem = problem
                        .help(format!("ask about its records: `{list}.exists(x, x.{name} …)`"));
                }
                self.report(problem);
                None
            }
        }
    }

    fn unknown_field(&mut self, operand: NodeId, name: &str, span: Span, known: &[&str]) {
        let whole = self.quoted(self.program.span(operand));
        let message = format!("{whole} has no field `{name}`");
        let place = Span::new(span.end.saturating_sub(name.len()), span.end);
        let place = if self.slice(place) == name { place } else { span };
        let problem = Problem::new(ProblemKind::Name, place, message);
        let problem = match nearest(name, known.iter().copied()) {
            Some(near) => problem.help(format!("did you mean `{near}`?")).fix(place, near),
            None => problem.help(format!("it has {}", known.join(", "))),
        };
        self.report(problem);
    }

    /// `has(name)`, `has(operand.field)`.
    pub(super) fn has(&mut self, operand: Option<&Expr>, field: &str, span: Span) -> Typed {
        let node = match operand {
            Some(operand) => self.has_field(operand, field, span),
            None => self.has_fact(field, span),
        };
        Typed::new(node, Type::Bool)
    }

    fn has_fact(&mut self, name: &str, span: Span) -> NodeId {
        let place = self.find_in(span, name);
        let path = Path { rooted: false, segments: vec![(name, place)] };
        match self.find(&path) {
            Some(Found::Fact(_, typed)) => self.has_node(&typed, span),
            Some(Found::Variable(..)) => {
                let message = format!("`{name}` stands for an item, which is always there");
                let problem = Problem::new(ProblemKind::Type, span, message);
                self.report(problem.help(format!("ask for one of its fields: `has({name}.…)`")));
                self.program.push_constant(true.into(), span)
            }
            // Without declarations, what nothing is called is simply not there.
            None if self.level == Level::Nothing => self.program.push_constant(false.into(), span),
            None => self.unknown_name(&path, place, &Domain::Any).node,
        }
    }

    fn has_node(&mut self, fact: &Typed, span: Span) -> NodeId {
        match self.program.node(fact.node) {
            Some(Node::Fact(slot)) => self.program.push(Node::HasFact(slot), span),
            _ => fact.node,
        }
    }

    fn has_field(&mut self, operand: &Expr, field: &str, span: Span) -> NodeId {
        if let Some(mut path) = path_of(operand) {
            let whole = self.find_in(span, field);
            path.segments.push((field, operand.span.to(whole)));
            if let Some(Found::Fact(used, typed)) = self.find(&path)
                && used == path.segments.len()
            {
                return self.has_node(&typed, span);
            }
        }
        let whole = self.expr(operand);
        let place = operand.span.to(self.find_in(span, field));
        let place = self.field(&whole, field, place).map_or(0, |(place, ..)| place);
        let field = self.field_at(field, place);
        self.program.push(Node::HasField { operand: whole.node, field }, span)
    }

    /// Where a name stands in a `has(…)`: the last time it is written there, which nearly always is
    /// right before the `)`.
    fn find_in(&self, span: Span, name: &str) -> Span {
        let text = self.slice(span);
        let before = text.trim_end_matches([')', ' ']).strip_suffix(name);
        match before.map(str::len).or_else(|| text.rfind(name)) {
            Some(at) => Span::new(span.start + at, span.start + at + name.len()),
            None => span,
        }
    }
}
