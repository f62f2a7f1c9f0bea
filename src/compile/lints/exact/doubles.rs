//! DG0310: decimal numbers that have to be exactly equal.

use super::{Proofs, Stated};
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::expr::syntax::{Expr, ExprKind, Literal, Operator};
use crate::expr::{Names, Type};

pub(super) fn compared(proofs: &Proofs<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for stated in &proofs.stated {
        look(proofs, stated, stated.condition.expr(), &mut found);
    }
    found
}

fn look(proofs: &Proofs<'_>, stated: &Stated<'_>, expr: &Expr, found: &mut Vec<Diagnostic>) {
    if let ExprKind::Binary { operator: Operator::Equal | Operator::NotEqual, left, right, .. } =
        &expr.kind
        && (is_decimal(proofs, left) || is_decimal(proofs, right))
        && !is_zero(left)
        && !is_zero(right)
    {
        let message = "decimal numbers are seldom exactly equal";
        let diagnostic = Diagnostic::new(Code::ExactDouble, message)
            .help("ask for a range with `>=` and `<=`, or for a whole number");
        found.push(stated.at_part(diagnostic, expr.span, "a rounding error decides this"));
    }
    expr.parts().for_each(|part| look(proofs, stated, part, found));
}

/// Whether a part is a decimal number: a fact, or arithmetic with one.
fn is_decimal(proofs: &Proofs<'_>, expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Name { .. } | ExprKind::Select { .. } => {
            let found = proofs.fields().find(&expr.to_string());
            found.is_some_and(|(_, known)| known.ty == Type::Double)
        }
        ExprKind::Negate(inner) => is_decimal(proofs, inner),
        ExprKind::Binary { left, right, .. } => {
            is_decimal(proofs, left) || is_decimal(proofs, right)
        }
        _ => false,
    }
}

/// Nothing is exact: no discount, no amount.
fn is_zero(expr: &Expr) -> bool {
    match expr.kind {
        ExprKind::Literal(Literal::Int(number)) => number == 0,
        ExprKind::Literal(Literal::Double(number)) => number == 0.0,
        _ => false,
    }
}
