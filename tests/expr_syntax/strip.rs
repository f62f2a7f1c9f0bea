//! Trees without places, so that two texts can be compared by what they mean.

use dealgraph::Span;
use dealgraph::expr::Expr;
use dealgraph::expr::syntax::ExprKind;

/// The same tree with every place empty.
pub(crate) fn stripped(mut expr: Expr) -> Expr {
    strip(&mut expr);
    expr
}

fn strip(expr: &mut Expr) {
    expr.span = Span::default();
    match &mut expr.kind {
        ExprKind::Literal(_) | ExprKind::Name { .. } => {}
        ExprKind::Select { operand, .. } => strip(operand),
        ExprKind::Has { operand, .. } => operand.iter_mut().for_each(|operand| strip(operand)),
        ExprKind::Index { operand, index } => [operand, index].into_iter().for_each(|e| strip(e)),
        ExprKind::Call { function_span, target, arguments, .. } => {
            *function_span = Span::default();
            target.iter_mut().for_each(|target| strip(target));
            arguments.iter_mut().for_each(strip);
        }
        ExprKind::Not(operand) | ExprKind::Negate(operand) => strip(operand),
        ExprKind::And(parts) | ExprKind::Or(parts) | ExprKind::List(parts) => {
            parts.iter_mut().for_each(strip);
        }
        ExprKind::Binary { operator_span, left, right, .. } => {
            *operator_span = Span::default();
            [left, right].into_iter().for_each(|part| strip(part));
        }
        ExprKind::Conditional { condition, yes, no } => {
            [condition, yes, no].into_iter().for_each(|part| strip(part));
        }
        ExprKind::Map(entries) => entries.iter_mut().for_each(|(key, value)| {
            strip(key);
            strip(value);
        }),
        ExprKind::Comprehension { range, variable_span, filter, body, .. } => {
            *variable_span = Span::default();
            filter.iter_mut().for_each(|filter| strip(filter));
            [range, body].into_iter().for_each(|part| strip(part));
        }
    }
}
