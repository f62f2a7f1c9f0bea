//! DG0418: overrides of gates that cannot be shut.

use super::{Proofs, What};
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::playbook::criterion::Strictness;

pub(super) fn overrides(proofs: &Proofs<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for stated in &proofs.stated {
        let What::Criterion(_, criterion) = stated.what else { continue };
        if criterion.overridable_by().next().is_none() {
            continue;
        }
        let why = match criterion.strictness() {
            _ if stated.alone.can_fail.is_no() => "it always holds",
            Strictness::Warn => "it only warns",
            Strictness::Block => continue,
        };
        let message = format!("nobody needs to override this: {why}");
        let diagnostic = Diagnostic::new(Code::IdleOverride, message)
            .help("remove `override`, or let the criterion block");
        found.push(stated.at(diagnostic, "never keeps a deal"));
    }
    found
}
