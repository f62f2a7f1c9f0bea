//! DG0305: conditions that always hold, or hold whenever their facts are set.

use super::{Proofs, Stated, What};
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::playbook::content::ScoreItem;

pub(super) fn holding(proofs: &Proofs<'_>) -> Vec<Diagnostic> {
    proofs.stated.iter().filter_map(|stated| finding(proofs, stated)).collect()
}

fn finding(proofs: &Proofs<'_>, stated: &Stated<'_>) -> Option<Diagnostic> {
    if stated.alone.can_hold.is_no() || stated.is_too_large() || is_of_full_card(proofs, stated) {
        return None;
    }
    let label = "holds whatever the facts are";
    if stated.alone.can_fail.is_no() {
        let diagnostic = Diagnostic::new(Code::AlwaysHolds, "this always holds")
            .help("remove it, or say what was meant");
        return (!is_overridable(stated)).then(|| stated.at(diagnostic, label));
    }
    let slots = &stated.alone.only_while_set;
    if !stated.alone.is_never_false || slots.is_empty() {
        return None;
    }
    let names = proofs.wording().names(slots);
    let message = format!("this holds for every value of {names}");
    let has = slots.first().map(|slot| proofs.wording().name(*slot)).unwrap_or_default();
    let help = format!("to ask whether it is known, write `has({})`", has.trim_matches('`'));
    Some(stated.at(Diagnostic::new(Code::AlwaysHolds, message).help(help), "never false"))
}

/// A gate that may be overridden and is never shut is told as that.
fn is_overridable(stated: &Stated<'_>) -> bool {
    matches!(stated.what, What::Criterion(_, it) if it.overridable_by().next().is_some())
}

/// A scorecard whose items all hold always is told as that.
fn is_of_full_card(proofs: &Proofs<'_>, stated: &Stated<'_>) -> bool {
    let What::Item(item) = stated.what else { return false };
    let mut cards = proofs.compiler.scorecards.iter();
    let card = cards.find(|card| card.items.iter().any(|own| std::ptr::eq(own, item)));
    let always = |item: &ScoreItem| {
        let of_item =
            |known: &&Stated<'_>| matches!(known.what, What::Item(own) if std::ptr::eq(own, item));
        proofs.stated.iter().find(of_item).is_some_and(|known| known.alone.can_fail.is_no())
    };
    card.is_some_and(|card| card.items.iter().all(always))
}
