//! What is compared with what, and what is looked for in what.

use super::super::names::{Domain, Type};
use super::super::problem::{Problem, ProblemKind};
use super::super::syntax::{Expr, ExprKind, Operator};
use super::advice::advice;
use super::operators::comparable;
use super::words::{a_type, done_by};
use super::{Compiler, Typed};
use crate::base::source::Span;

impl Compiler<'_> {
    pub(super) fn check_equality(
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

    pub(super) fn check_order(
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
                let message = format!("`{}` does not work on {}", operator.symbol(), a_type(ty));
                self.report_type(whole.span, message);
            }
            None => {
                self.check_values(&left_typed.domain, left.span, right);
                self.check_values(&right_typed.domain, right.span, left);
            }
        }
    }

    pub(super) fn check_in(
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
            None => problem.help("both sides have to be of the same type"),
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
}

fn has_order(ty: &Type) -> bool {
    !matches!(ty, Type::Null | Type::List(_) | Type::Map(..) | Type::Record(_))
}
