//! Operators: `! && || ?:`, those between two parts, `[ ]`, lists and maps.

use super::super::names::{Domain, Type};
use super::super::problem::{Problem, ProblemKind};
use super::super::program::{Node, NodeId};
use super::super::syntax::{Expr, Operator};
use super::words::a_type;
use super::{Compiler, Typed};
use crate::base::source::Span;

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
