//! DG0308: conditions that are not looked into far enough. DG0902: what was not decided within the
//! limit.

use super::{Proofs, Stated, idle_pattern};
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::logic::{Answer, LIMIT, Undecided};

pub(super) fn findings(proofs: &Proofs<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = proofs.stated.iter().filter_map(of_condition).collect();
    let incomplete: Vec<&str> = proofs.too_large.borrow().iter().copied().collect();
    if !incomplete.is_empty() {
        let source = &proofs.own.rules.source;
        let message = format!(
            "too large to decide all: findings about {} may be incomplete",
            incomplete.join(", and about ")
        );
        found.push(
            Diagnostic::new(Code::TooLargeToDecide, message)
                .at(source, proofs.own.header, "more cases than are looked at")
                .help("what is found is true; smaller gates can be decided in full"),
        );
    }
    found
}

fn of_condition(stated: &Stated<'_>) -> Option<Diagnostic> {
    if !stated.is_too_large() {
        return inexact(stated);
    }
    let message = "this condition is too large to decide: findings about it may be incomplete";
    let diagnostic = Diagnostic::new(Code::TooLargeToDecide, message)
        .help("say it in several criteria, each of which can be decided in full");
    Some(stated.at(diagnostic, format!("more than {LIMIT} branches of a decision diagram")))
}

/// A condition of which it is not known whether it can hold, or whether it can fail. One with a
/// pattern that cannot be meant has its finding already.
fn inexact(stated: &Stated<'_>) -> Option<Diagnostic> {
    if idle_pattern::stands_in(stated.condition.expr()) {
        return None;
    }
    let open =
        [&stated.alone.can_hold, &stated.alone.can_fail].into_iter().find_map(
            |answer| match answer {
                Answer::Undecided(Undecided::Opaque(parts)) => Some(parts),
                _ => None,
            },
        )?;
    let parts: Vec<String> = open.iter().take(3).map(|part| format!("`{part}`")).collect();
    let message = format!("whether this can hold hangs on {}", parts.join(", "));
    let diagnostic = Diagnostic::new(Code::Inexact, message)
        .help("findings about this condition may be incomplete; those that are shown are true");
    Some(stated.at(diagnostic, "outside what is decided exactly"))
}
