//! What is added to what, and the like.

use super::super::names::Type;
use super::super::problem::{Problem, ProblemKind};
use super::super::syntax::{Expr, Operator};
use super::advice::arithmetic_advice;
use super::operators::common;
use super::words::{a_type, done_by};
use super::{Compiler, Typed};
use crate::base::source::Span;

impl Compiler<'_> {
    pub(super) fn check_arithmetic(
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
