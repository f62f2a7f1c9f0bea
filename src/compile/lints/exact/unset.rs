//! DG0307: gates that open only while a fact is unset.

use super::{Proofs, What};
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;

pub(super) fn only(proofs: &Proofs<'_>) -> Vec<Diagnostic> {
    let criteria = proofs.stated.iter().filter(|s| matches!(s.what, What::Criterion(..)));
    criteria
        .filter(|stated| !stated.alone.can_hold.is_no())
        .filter_map(|stated| {
            let slots = &stated.alone.only_while_unset;
            let names = proofs.wording().names(slots);
            let message = format!("this holds only while {names} is not set");
            let diagnostic = Diagnostic::new(Code::WhileUnset, message)
                .help("whoever sets the fact shuts the gate: ask for a value instead");
            (!slots.is_empty()).then(|| stated.at(diagnostic, "shut by knowing more"))
        })
        .collect()
}
