//! Function calls.

use super::super::functions::{Function, Kind, Second, Signature, text};
use super::super::names::Type;
use super::super::problem::{Problem, ProblemKind};
use super::super::program::{Failure, Node, NodeId};
use super::super::syntax::{Expr, ExprKind};
use super::super::value::Value;
use super::words::{a_kind, a_type};
use super::{Compiler, Typed};
use crate::base::nearest::nearest;
use crate::base::source::Span;

/// What functions are called elsewhere, and here.
const ELSEWHERE: &[(&str, &str)] = &[
    ("len", "size"),
    ("length", "size"),
    ("count", "size"),
    ("date", "timestamp"),
    ("datetime", "timestamp"),
    ("float", "double"),
    ("number", "double"),
    ("integer", "int"),
    ("text", "string"),
    ("str", "string"),
    ("includes", "contains"),
    ("like", "matches"),
    ("regex", "matches"),
    ("year", "getFullYear"),
    ("month", "getMonth"),
    ("any", "exists"),
    ("some", "exists"),
    ("every", "all"),
];

const MACROS: &[(&str, &str)] = &[
    ("exists", "contacts.exists(c, c.met)"),
    ("exists_one", "contacts.exists_one(c, c.met)"),
    ("all", "contacts.all(c, c.met)"),
    ("filter", "contacts.filter(c, c.met)"),
    ("map", "contacts.map(c, c.name)"),
    ("has", "has(amount)"),
];

impl Compiler<'_> {
    pub(super) fn call(&mut self, expr: &Expr) -> Typed {
        let ExprKind::Call { function, function_span, target, arguments } = &expr.kind else {
            return self.failure(Failure::NoFunction, "", expr.span);
        };
        let given: Vec<&Expr> = target.as_deref().into_iter().chain(arguments).collect();
        let Some(signature) = Signature::find(function) else {
            self.unknown_function(function, *function_span, target.is_some());
            self.arguments_of_unknown(&given);
            return self.failure(Failure::NoFunction, function, expr.span);
        };
        let typed: Vec<Typed> = given.iter().map(|argument| self.expr(argument)).collect();
        if !self.is_written_rightly(signature, expr, target.is_some(), given.len()) {
            return self.failure(Failure::NoFunction, function, expr.span);
        }
        self.check_arguments(signature, &given, &typed);
        let nodes: Vec<NodeId> = typed.iter().map(|argument| argument.node).collect();
        let node = self.call_node(signature, &nodes, &given, expr.span);
        Typed::new(node, signature.result.result())
    }

    /// The arguments of a function that there is not may have problems of their own; but the
    /// variables of what was meant as a macro are none.
    fn arguments_of_unknown(&mut self, given: &[&Expr]) {
        let kept = self.problems.len();
        for argument in given {
            self.expr(argument);
        }
        if given.len() > 2 {
            self.problems.truncate(kept);
        }
    }

    fn call_node(
        &mut self,
        signature: &Signature,
        nodes: &[NodeId],
        given: &[&Expr],
        span: Span,
    ) -> NodeId {
        if let (Function::Matches, [text, pattern]) = (signature.function, nodes)
            && let Some(pattern) = self.pattern(*pattern, given)
        {
            return self.program.push(Node::Matches { text: *text, pattern }, span);
        }
        let arguments = self.program.push_children(nodes);
        let node = self.program.push(Node::Call { function: signature.function, arguments }, span);
        self.folded_call(node, signature, given)
    }

    /// Compiles a pattern that is known; one that does not compile fails when it is evaluated.
    fn pattern(&mut self, node: NodeId, given: &[&Expr]) -> Option<u32> {
        let Some(Value::String(pattern)) = self.program.as_constant(node) else { return None };
        match text::compile(pattern) {
            Ok(compiled) => Some(self.program.push_pattern(compiled)),
            Err(reason) => {
                let span = given.last().map_or_else(Span::default, |pattern| pattern.span);
                if self.is_thorough() {
                    let message =
                        format!("{} is no regular expression: {reason}", self.quoted(span));
                    let problem = Problem::new(ProblemKind::Pattern, span, message);
                    let help = "to look for a text as it stands, use `contains`";
                    self.report(problem.help(help));
                }
                None
            }
        }
    }

    fn unknown_function(&mut self, name: &str, span: Span, is_method: bool) {
        let problem =
            Problem::new(ProblemKind::Name, span, format!("there is no function `{name}`"));
        let known = Signature::all().iter().map(|signature| signature.name);
        let macros = MACROS.iter().map(|(name, _)| *name);
        let elsewhere = ELSEWHERE.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        let meant = elsewhere.map(|(_, here)| *here).or_else(|| nearest(name, known.chain(macros)));
        let Some(meant) = meant else { return self.report(problem) };
        let problem = problem.help(format!("did you mean `{meant}`, as in `{}`?", usage(meant)));
        let fits = match Signature::find(meant) {
            Some(signature) if is_method => signature.method,
            Some(signature) => signature.plain,
            None => is_method,
        };
        self.report(if fits { problem.fix(span, meant) } else { problem });
    }

    fn is_written_rightly(
        &mut self,
        signature: &Signature,
        expr: &Expr,
        is_method: bool,
        given: usize,
    ) -> bool {
        let style_fits = if is_method { signature.method } else { signature.plain };
        if style_fits && signature.takes(given) {
            return true;
        }
        let name = signature.name;
        let message = match (style_fits, is_method) {
            (true, _) => format!("`{name}` is given {given} values, which is not what it takes"),
            (false, true) => format!("`{name}` is not written behind a dot"),
            (false, false) => format!("`{name}` is written behind a value and a dot"),
        };
        let problem = Problem::new(ProblemKind::Type, expr.span, message);
        let problem = problem.help(format!("it is used like this: `{}`", signature.usage));
        let fix = self.other_style(signature, expr, style_fits);
        self.report(match fix {
            Some(fix) => problem.fix(expr.span, fix),
            None => problem,
        });
        false
    }

    /// `contains(a, b)` as `a.contains(b)`, and the other way round.
    fn other_style(&self, signature: &Signature, expr: &Expr, style_fits: bool) -> Option<String> {
        let ExprKind::Call { target, arguments, .. } = &expr.kind else { return None };
        let given: Vec<&Expr> = target.as_deref().into_iter().chain(arguments).collect();
        let (first, rest) = given.split_first()?;
        if style_fits || !signature.takes(given.len()) || !is_simple(first) {
            return None;
        }
        let rest: Vec<&str> = rest.iter().map(|argument| self.slice(argument.span)).collect();
        let (name, first) = (signature.name, self.slice(first.span));
        Some(if signature.method {
            format!("{first}.{name}({})", rest.join(", "))
        } else {
            format!("{name}({first})")
        })
    }

    fn check_arguments(&mut self, signature: &Signature, given: &[&Expr], typed: &[Typed]) {
        let wanted = [signature.first, &[Kind::String]];
        for ((argument, typed), kinds) in given.iter().zip(typed).zip(wanted) {
            if !kinds.iter().any(|kind| kind.admits(&typed.ty)) {
                self.wrong_argument(signature, argument, &typed.ty, kinds);
                return;
            }
        }
        if let ([length, _], [_, zone]) = (typed, given)
            && signature.second == Second::Zone
            && length.ty == Type::Duration
        {
            self.report_type(zone.span, "a length of time has no time zone");
        }
    }

    fn wrong_argument(
        &mut self,
        signature: &Signature,
        argument: &Expr,
        found: &Type,
        kinds: &[Kind],
    ) {
        let (name, found) = (signature.name, a_type(found));
        let message = format!("`{name}` needs {}, found {found}", a_kind(kinds));
        let problem = Problem::new(ProblemKind::Type, argument.span, message);
        self.report(problem.help(format!("it is used like this: `{}`", signature.usage)));
    }
}

fn usage(name: &str) -> &'static str {
    let of_macro = MACROS.iter().find(|(known, _)| *known == name).map(|(_, usage)| *usage);
    of_macro.or_else(|| Signature::find(name).map(|found| found.usage)).unwrap_or_default()
}

/// Whether a part can have a dot put behind it as it stands.
fn is_simple(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Name { .. }
            | ExprKind::Select { .. }
            | ExprKind::Call { .. }
            | ExprKind::Index { .. }
    )
}
