//! DG0312: gates that depend on the clock alone.

use super::{Proofs, What};
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::deal::table::given;

pub(super) fn alone(proofs: &Proofs<'_>) -> Vec<Diagnostic> {
    let clock = [given::NOW, given::DAYS_IN_STAGE, given::DAYS_SINCE_ACTIVITY, given::AGE_DAYS];
    let gates = proofs.gates();
    let asked = proofs
        .stated
        .iter()
        .filter(|stated| matches!(stated.what, What::Criterion(ix, _) if gates.contains(&ix)));
    asked
        .filter(|stated| stated.alone.is_open())
        .filter(|stated| stated.condition.reads().iter().all(|slot| clock.contains(slot)))
        .map(|stated| {
            let message = "this gate opens or shuts with the clock alone";
            let diagnostic = Diagnostic::new(Code::ClockAlone, message)
                .help("ask for a fact of the deal as well: waiting moves no buyer");
            stated.at(diagnostic, "no fact of the deal has a say")
        })
        .collect()
}
