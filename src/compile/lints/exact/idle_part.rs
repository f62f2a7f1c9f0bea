//! DG0306: parts of conditions that can never matter.

use super::Proofs;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;

pub(super) fn of_conditions(proofs: &Proofs<'_>) -> Vec<Diagnostic> {
    let open = proofs.stated.iter().filter(|stated| stated.is_open());
    open.filter_map(|stated| {
        let part = proofs.conditions.idle_part(stated.ix)?;
        let message = format!("`{}` can never matter here", stated.text(part));
        let diagnostic = Diagnostic::new(Code::IdlePart, message)
            .help("remove it: the rest says the same of every deal");
        Some(stated.at_part(diagnostic, part, "the rest decides without it"))
    })
    .collect()
}
