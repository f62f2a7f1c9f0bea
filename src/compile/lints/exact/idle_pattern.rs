//! DG0311: regular expressions that match every text, or none.

use super::{Proofs, Stated};
use crate::base::code::Code;
use crate::base::diagnostic::{Diagnostic, Severity};
use crate::base::source::Span;
use crate::expr::pattern::{Reach, reach};
use crate::expr::syntax::{Expr, ExprKind, Literal};

pub(super) fn of_texts(proofs: &Proofs<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for stated in &proofs.stated {
        look(stated, stated.condition.expr(), &mut found);
    }
    found
}

fn look(stated: &Stated<'_>, expr: &Expr, found: &mut Vec<Diagnostic>) {
    if let Some((pattern, span)) = pattern(expr) {
        let (what, help) = match reach(pattern) {
            Reach::Every => ("every text", "remove it, or say what the text has to look like"),
            Reach::None => ("no text", "`^` stands at the start of a pattern, `$` at its end"),
            Reach::Some => ("", ""),
        };
        if !what.is_empty() {
            let message = format!("this regular expression matches {what}");
            let mut diagnostic = Diagnostic::new(Code::BadPattern, message).help(help);
            diagnostic.severity = Severity::Warning;
            found.push(stated.at_part(diagnostic, span, ""));
        }
    }
    expr.parts().for_each(|part| look(stated, part, found));
}

/// Whether some pattern in a condition matches every text, or none.
pub(super) fn stands_in(expr: &Expr) -> bool {
    pattern(expr).is_some_and(|(pattern, _)| reach(pattern) != Reach::Some)
        || expr.parts().any(stands_in)
}

fn pattern(expr: &Expr) -> Option<(&str, Span)> {
    let ExprKind::Call { function, arguments, .. } = &expr.kind else { return None };
    let last = arguments.last().filter(|_| &**function == "matches")?;
    match &last.kind {
        ExprKind::Literal(Literal::String(pattern)) => Some((pattern, last.span)),
        _ => None,
    }
}
