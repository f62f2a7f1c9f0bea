//! Operators: `! && || ?:`, comparisons, `in`, arithmetic, `[ ]`, lists and maps.

use super::super::functions::arithmetic::symbol;
use super::super::names::{Domain, Type};
use super::super::problem::{Problem, ProblemKind};
use super::super::program::{Node, NodeId};
use super::super::syntax::{Expr, ExprKind, Literal, Operator};
use super::words::{a_type, done_by};
use super::{Compiler, Typed};
use crate::base::source::Span;
use crate::base::time::{Duration, Timestamp};

impl Compiler<'_> {
    /// Reports a part that has to be yes or no and is not.
    pub(super) fn expect_bool(&mut self, expr: &Expr, typed: &Typed) {
        if matches!(typed.ty, Type::Bool | Type::Dyn) {
            return;
        }
        let found = a_type(&typed.ty);
        let text = self.slice(expr.span);
        let help = match &typed.ty {
            Type::Int | Type::Uint | Type::Double => format!("compare it: `{text} > 0`"),
            Type::String => format!("compare it: `{text} == '…'`"),
            Type::Timestamp => format!("compare it: `{text} < now`"),
            Type::Duration => format!("compare it: `{text} < duration('72h')`"),
            Type::List(_) => format!("ask about its items: `{text}.exists(x, …)`"),
            _ => "a condition is a comparison or a yes-or-no fact".to_owned(),
        };
        let message = format!("expected yes or no, found {found}");
        self.report(Problem::new(ProblemKind::Type, expr.span, message).help(help));
    }

    fn truth(&mut self, expr: &Expr) -> NodeId {
        let typed = self.expr(expr);
        self.expect_bool(expr, &typed);
        typed.node
    }

    pub(super) fn not(&mut self, operand: &Expr, span: Span) -> Typed {
        let operand = self.truth(operand);
        Typed::new(self.program.push(Node::Not(operand), span), Type::Bool)
    }

    pub(super) fn chain(&mut self, parts: &[Expr], span: Span, or: bool) -> Typed {
        let nodes: Vec<NodeId> = parts.iter().map(|part| self.truth(part)).collect();
        let nodes = self.program.push_children(&nodes);
        let node = if or { Node::Or(nodes) } else { Node::And(nodes) };
        Typed::new(self.program.push(node, span), Type::Bool)
    }

    pub(super) fn conditional(
        &mut self,
        (condition, yes, no): (&Expr, &Expr, &Expr),
        span: Span,
        among: &Domain,
    ) -> Typed {
        let condition = self.truth(condition);
        let (yes, no) = (self.expr_among(yes, among), self.expr_among(no, among));
        let node = Node::Conditional { condition, yes: yes.node, no: no.node };
        let ty = common(&yes.ty, &no.ty);
        if self.is_thorough() && !comparable(&yes.ty, &no.ty) {
            let (yes, no) = (a_type(&yes.ty), a_type(&no.ty));
            self.report_type(
                span,
                format!("`?:` gives {yes} or {no}; both have to be of one type"),
            );
        }
        let domain = if yes.domain == no.domain { yes.domain } else { Domain::Any };
        Typed { node: self.program.push(node, span), ty, domain }
    }

    pub(super) fn negate(&mut self, operand: &Expr, span: Span) -> Typed {
        let typed = self.expr(operand);
        if !matches!(typed.ty, Type::Int | Type::Double | Type::Dyn) {
            let found = a_type(&typed.ty);
            self.report_type(span, format!("`-` needs a number, found {found}"));
        }
        let node = self.program.push(Node::Negate(typed.node), span);
        Typed::new(self.folded(node), typed.ty)
    }

    pub(super) fn list(&mut self, items: &[Expr], span: Span, among: &Domain) -> Typed {
        let items: Vec<Typed> = items.iter().map(|item| self.expr_among(item, among)).collect();
        let element =
            items.iter().map(|item| item.ty.clone()).reduce(|one, other| common(&one, &other));
        let nodes: Vec<NodeId> = items.iter().map(|item| item.node).collect();
        let children = self.program.push_children(&nodes);
        let node = self.program.push(Node::List(children), span);
        Typed::new(self.folded(node), Type::list(element.unwrap_or(Type::Dyn)))
    }

    pub(super) fn map(&mut self, entries: &[(Expr, Expr)], span: Span) -> Typed {
        let mut nodes = Vec::new();
        let mut types: Option<(Type, Type)> = None;
        for (key, value) in entries {
            let (key_typed, value) = (self.expr(key), self.expr(value));
            self.expect_key(key, &key_typed.ty);
            nodes.extend([key_typed.node, value.node]);
            types = Some(match types {
                Some((keys, values)) => (common(&keys, &key_typed.ty), common(&values, &value.ty)),
                None => (key_typed.ty, value.ty),
            });
        }
        let children = self.program.push_children(&nodes);
        let (keys, values) = types.unwrap_or((Type::Dyn, Type::Dyn));
        Typed::new(self.program.push(Node::Map(children), span), Type::map(keys, values))
    }

    fn expect_key(&mut self, key: &Expr, ty: &Type) {
        if !matches!(ty, Type::Bool | Type::Int | Type::Uint | Type::String | Type::Dyn) {
            let found = a_type(ty);
            let message =
                format!("the key of a map is a whole number, a text or yes or no, not {found}");
            self.report_type(key.span, message);
        }
    }

    pub(super) fn index(&mut self, operand: &Expr, index: &Expr, span: Span) -> Typed {
        let (whole, place) = (self.expr(operand), self.expr(index));
        let node = Node::Index { operand: whole.node, index: place.node };
        let node = self.program.push(node, span);
        let fits = match &whole.ty {
            Type::Dyn => true,
            Type::List(_) => matches!(place.ty, Type::Int | Type::Dyn),
            Type::Map(key, _) => comparable(key, &place.ty),
            Type::Record(_) => matches!(place.ty, Type::String | Type::Dyn),
            other => {
                let message =
                    format!("`[ ]` reaches into a list or map, not into {}", a_type(other));
                self.report_type(operand.span, message);
                true
            }
        };
        if !fits {
            let (whole, place) = (a_type(&whole.ty), a_type(&place.ty));
            self.report_type(index.span, format!("{place} is no place in {whole}"));
        }
        match whole.ty {
            Type::List(element) => Typed { node, ty: *element, domain: whole.domain },
            Type::Map(_, value) => Typed::new(node, *value),
            _ => Typed::new(node, Type::Dyn),
        }
    }

    pub(super) fn binary(
        &mut self,
        operator: Operator,
        left: &Expr,
        right: &Expr,
        whole: &Expr,
    ) -> Typed {
        let (left_typed, right_typed) = self.operands(left, right);
        let ty = match operator {
            Operator::Equal | Operator::NotEqual => {
                self.check_equality((left, &left_typed), (right, &right_typed), operator, whole);
                Type::Bool
            }
            Operator::Less | Operator::LessEqual | Operator::Greater | Operator::GreaterEqual => {
                self.check_order((left, &left_typed), (right, &right_typed), operator, whole);
                Type::Bool
            }
            Operator::In => {
                self.check_in((left, &left_typed), (right, &right_typed), whole);
                Type::Bool
            }
            _ => self.check_arithmetic((left, &left_typed), (right, &right_typed), operator, whole),
        };
        let node = Node::Binary { operator, left: left_typed.node, right: right_typed.node };
        let node = self.program.push(node, whole.span);
        let is_arithmetic = ty != Type::Bool;
        Typed::new(if is_arithmetic { self.folded(node) } else { node }, ty)
    }

    /// Both sides; one that is an unknown word is held against the values of the other.
    fn operands(&mut self, left: &Expr, right: &Expr) -> (Typed, Typed) {
        if self.unknown_word(left).is_some() {
            let right = self.expr(right);
            (self.expr_among(left, &right.domain), right)
        } else {
            let left = self.expr(left);
            let right = self.expr_among(right, &left.domain);
            (left, right)
        }
    }

    fn check_equality(
        &mut self,
        (left, left_typed): (&Expr, &Typed),
        (right, right_typed): (&Expr, &Typed),
        operator: Operator,
        whole: &Expr,
    ) {
        if self.compares_with_null((left, left_typed), (right, right_typed), operator, whole) {
            return;
        }
        if !comparable(&left_typed.ty, &right_typed.ty) {
            self.mismatch((left, left_typed), (right, right_typed), operator, whole);
        } else {
            self.check_values(&left_typed.domain, left.span, right);
            self.check_values(&right_typed.domain, right.span, left);
        }
    }

    /// `amount == null`: a fact is never null, it is unset.
    fn compares_with_null(
        &mut self,
        (left, left_typed): (&Expr, &Typed),
        (right, right_typed): (&Expr, &Typed),
        operator: Operator,
        whole: &Expr,
    ) -> bool {
        let other = match (&left_typed.ty, &right_typed.ty) {
            (Type::Null, _) => right,
            (_, Type::Null) => left,
            _ => return false,
        };
        let is_name = matches!(other.kind, ExprKind::Name { .. } | ExprKind::Select { .. });
        if self.is_thorough() && is_name {
            let name = self.slice(other.span).to_owned();
            let not = if operator == Operator::Equal { "!" } else { "" };
            let message = format!("`{name}` is never null: a fact is set or unset");
            let fix = format!("{not}has({name})");
            let problem = Problem::new(ProblemKind::Type, whole.span, message);
            self.report(problem.help(format!("write `{fix}`")).fix(whole.span, fix));
        }
        true
    }

    fn check_order(
        &mut self,
        (left, left_typed): (&Expr, &Typed),
        (right, right_typed): (&Expr, &Typed),
        operator: Operator,
        whole: &Expr,
    ) {
        if !comparable(&left_typed.ty, &right_typed.ty) {
            return self.mismatch((left, left_typed), (right, right_typed), operator, whole);
        }
        match [&left_typed.ty, &right_typed.ty].into_iter().find(|ty| !has_order(ty)) {
            Some(ty) => {
                let message = format!("`{}` does not work on {}", symbol(operator), a_type(ty));
                self.report_type(whole.span, message);
            }
            None => {
                self.check_values(&left_typed.domain, left.span, right);
                self.check_values(&right_typed.domain, right.span, left);
            }
        }
    }

    fn check_in(
        &mut self,
        (left, left_typed): (&Expr, &Typed),
        (right, right_typed): (&Expr, &Typed),
        whole: &Expr,
    ) {
        let element = match &right_typed.ty {
            Type::List(element) | Type::Map(element, _) => &**element,
            Type::Dyn => return,
            other => {
                let message = format!("`in` looks in a list, not in {}", a_type(other));
                let mut problem = Problem::new(ProblemKind::Type, right.span, message);
                if *other == Type::String {
                    let (part, text) = (self.slice(left.span), self.slice(right.span));
                    let fix = match left_typed.ty {
                        Type::String
                            if left_typed.domain == Domain::Any
                                && matches!(left.kind, ExprKind::Literal(_)) =>
                        {
                            format!("{text}.contains({part})")
                        }
                        _ => format!("{part} == {text}"),
                    };
                    problem = problem.help(format!("write `{fix}`")).fix(whole.span, fix);
                }
                return self.report(problem);
            }
        };
        if !comparable(&left_typed.ty, element) {
            let (left, right) = (a_type(&left_typed.ty), a_type(&right_typed.ty));
            return self.report_type(whole.span, format!("{left} is never in {right}"));
        }
        self.check_values(&right_typed.domain, right.span, left);
        self.check_values(&left_typed.domain, left.span, right);
    }

    fn mismatch(
        &mut self,
        (left, left_typed): (&Expr, &Typed),
        (right, right_typed): (&Expr, &Typed),
        operator: Operator,
        whole: &Expr,
    ) {
        let (one, other) = (a_type(&left_typed.ty), a_type(&right_typed.ty));
        let message = format!("{one} cannot be {} {other}", done_by(operator));
        let problem = Problem::new(ProblemKind::Type, whole.span, message);
        let help = advice(&left_typed.ty, right)
            .map(|text| (right.span, text))
            .or_else(|| advice(&right_typed.ty, left).map(|text| (left.span, text)))
            .or_else(|| self.membership((left, left_typed), (right, right_typed), operator, whole));
        self.report(match help {
            Some((span, text)) => problem.help(format!("write `{text}`")).fix(span, text),
            None => problem,
        });
    }

    /// `roles == 'champion'`, where `'champion' in roles` is meant.
    fn membership(
        &self,
        (left, left_typed): (&Expr, &Typed),
        (right, right_typed): (&Expr, &Typed),
        operator: Operator,
        whole: &Expr,
    ) -> Option<(Span, String)> {
        let (item, list) = match (&left_typed.ty, &right_typed.ty) {
            (Type::List(element), other) if comparable(element, other) => (right, left),
            (other, Type::List(element)) if comparable(element, other) => (left, right),
            _ => return None,
        };
        let (item, list) = (self.slice(item.span), self.slice(list.span));
        match operator {
            Operator::Equal => Some((whole.span, format!("{item} in {list}"))),
            Operator::NotEqual => Some((whole.span, format!("!({item} in {list})"))),
            _ => None,
        }
    }

    fn check_arithmetic(
        &mut self,
        (left, left_typed): (&Expr, &Typed),
        (right, right_typed): (&Expr, &Typed),
        operator: Operator,
        whole: &Expr,
    ) -> Type {
        if let Some(ty) = arithmetic_type(operator, &left_typed.ty, &right_typed.ty) {
            return ty;
        }
        let (one, other) = (a_type(&left_typed.ty), a_type(&right_typed.ty));
        let swapped = matches!(operator, Operator::Add | Operator::Subtract);
        let (one, other) = if swapped { (other, one) } else { (one, other) };
        let message = format!("{one} cannot be {} {other}", done_by(operator));
        let problem = Problem::new(ProblemKind::Type, whole.span, message);
        let advice = arithmetic_advice(&left_typed.ty, right)
            .map(|text| (right.span, text))
            .or_else(|| arithmetic_advice(&right_typed.ty, left).map(|text| (left.span, text)))
            .or_else(|| self.as_decimal((left, left_typed), (right, right_typed)));
        self.report(match advice {
            Some((span, text)) => problem.help(format!("write `{text}`")).fix(span, text),
            None => problem,
        });
        Type::Dyn
    }

    /// `days * 1.5`: a whole number has to be made a decimal one.
    fn as_decimal(
        &self,
        (left, left_typed): (&Expr, &Typed),
        (right, right_typed): (&Expr, &Typed),
    ) -> Option<(Span, String)> {
        let whole = match (&left_typed.ty, &right_typed.ty) {
            (Type::Double, Type::Int | Type::Uint) => right,
            (Type::Int | Type::Uint, Type::Double) => left,
            _ => return None,
        };
        Some((whole.span, format!("double({})", self.slice(whole.span))))
    }
}

/// How a constant has to be written to be compared with a value of type `ty`.
fn advice(ty: &Type, constant: &Expr) -> Option<String> {
    let ExprKind::Literal(literal) = &constant.kind else { return None };
    match (ty, literal) {
        (Type::Int | Type::Uint | Type::Double, Literal::String(text)) => {
            text.parse::<f64>().ok().filter(|number| number.is_finite()).map(|_| text.to_string())
        }
        (Type::String, Literal::Int(number)) => Some(format!("'{number}'")),
        (Type::Bool, Literal::String(text)) => match text.to_lowercase().as_str() {
            "true" | "yes" => Some("true".to_owned()),
            "false" | "no" => Some("false".to_owned()),
            _ => None,
        },
        (Type::Bool, Literal::Int(0)) => Some("false".to_owned()),
        (Type::Bool, Literal::Int(1)) => Some("true".to_owned()),
        (Type::Timestamp, Literal::String(text)) => {
            let at: Timestamp = text.parse().ok()?;
            Some(format!(
                "timestamp('{}')",
                if at.is_midnight() { at.date() } else { at.to_string() }
            ))
        }
        (Type::Duration, Literal::String(text)) => {
            let length = Duration::parse_length(text).or_else(|_| Duration::parse(text)).ok()?;
            Some(in_hours(length))
        }
        (Type::Duration, Literal::Int(days)) => days_long(*days),
        _ => None,
    }
}

/// How a constant has to be written to be added to a value of type `ty`, or the like.
fn arithmetic_advice(ty: &Type, constant: &Expr) -> Option<String> {
    let ExprKind::Literal(literal) = &constant.kind else { return None };
    match (ty, literal) {
        (Type::Double, Literal::Int(number)) => Some(format!("{number}.0")),
        (Type::Timestamp, Literal::Int(days)) => days_long(*days),
        (Type::Timestamp, Literal::String(_)) => {
            advice(&Type::Duration, constant).or_else(|| advice(ty, constant))
        }
        (Type::String, Literal::Int(number)) => Some(format!("'{number}'")),
        (Type::Double | Type::Int | Type::Uint | Type::Duration, _) => advice(ty, constant),
        _ => None,
    }
}

fn days_long(days: i64) -> Option<String> {
    days.checked_mul(86_400).and_then(Duration::from_seconds).map(in_hours)
}

fn in_hours(length: Duration) -> String {
    match length.seconds() {
        seconds if seconds % 3_600 == 0 => format!("duration('{}h')", seconds / 3_600),
        _ => format!("duration('{length}')"),
    }
}

/// Whether values of two types can be equal.
pub(super) fn comparable(one: &Type, other: &Type) -> bool {
    match (one, other) {
        (Type::Dyn, _) | (_, Type::Dyn) => true,
        (Type::List(one), Type::List(other)) => comparable(one, other),
        (Type::Map(key, value), Type::Map(other_key, other_value)) => {
            comparable(key, other_key) && comparable(value, other_value)
        }
        _ => one == other || (one.is_number() && other.is_number()),
    }
}

fn has_order(ty: &Type) -> bool {
    !matches!(ty, Type::Null | Type::List(_) | Type::Map(..) | Type::Record(_))
}

/// The type of values of two types together.
pub(super) fn common(one: &Type, other: &Type) -> Type {
    match (one, other) {
        (Type::List(one), Type::List(other)) => Type::list(common(one, other)),
        (Type::Map(key, value), Type::Map(other_key, other_value)) => {
            Type::map(common(key, other_key), common(value, other_value))
        }
        _ if one == other => one.clone(),
        _ => Type::Dyn,
    }
}

fn arithmetic_type(operator: Operator, left: &Type, right: &Type) -> Option<Type> {
    use Operator::{Add, Remainder, Subtract};
    use Type::{Bytes, Double, Duration, Dyn, List, String, Timestamp};
    match (operator, left, right) {
        (_, Dyn, _) | (_, _, Dyn) => Some(Dyn),
        (Remainder, Double, Double) => None,
        (_, one, other) if one.is_number() && one == other => Some(one.clone()),
        (Add, String, String) => Some(String),
        (Add, Bytes, Bytes) => Some(Bytes),
        (Add, List(one), List(other)) => Some(Type::list(common(one, other))),
        (Add, Timestamp, Duration) | (Add, Duration, Timestamp) => Some(Timestamp),
        (Add | Subtract, Duration, Duration) => Some(Duration),
        (Subtract, Timestamp, Duration) => Some(Timestamp),
        (Subtract, Timestamp, Timestamp) => Some(Duration),
        _ => None,
    }
}
