//! DG0606: plays and signals that can never show.

use std::sync::Arc;

use super::{Proofs, Stated, What};
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::deal::table::given;
use crate::expr::Condition;
use crate::logic::{Conditions, Wanted};
use crate::playbook::content::StageSet;

pub(super) fn never(proofs: &Proofs<'_>) -> Vec<Diagnostic> {
    let open = proofs.stated.iter().filter(|stated| !stated.alone.can_hold.is_no());
    open.filter_map(|stated| {
        let (what, stages) = match stated.what {
            What::Play(play) => ("play", &play.stages),
            What::Signal(signal) => ("signal", &signal.stages),
            _ => return None,
        };
        if !is_elsewhere(proofs, stated, stages) {
            return None;
        }
        let message =
            format!("this {what} can never show: its condition holds only in other stages");
        let diagnostic = Diagnostic::new(Code::PlayOrSignal, message)
            .help("let `stages` and the condition speak of the same stages");
        Some(stated.at(diagnostic, "never holds where it is shown"))
    })
    .collect()
}

/// Whether a condition cannot hold in any of some stages.
fn is_elsewhere(proofs: &Proofs<'_>, stated: &Stated<'_>, stages: &StageSet) -> bool {
    if !stated.condition.reads().contains(&given::STAGE) {
        return false;
    }
    let shown = proofs.own.graph.stages().filter(|(ix, _)| stages.contains(ix.position()));
    let ids: Vec<Arc<str>> = shown.map(|(_, stage)| format!("'{}'", stage.id()).into()).collect();
    let text = format!("stage in [{}]", ids.join(", "));
    let Ok(there) = Condition::compile(&text, proofs.fields()) else { return false };
    let mut conditions = Conditions::default();
    let wanted = [stated.condition, &there].map(|one| (conditions.add(one), Wanted::True));
    proofs.noted(conditions.find(&wanted), "plays and signals that can never show").is_no()
}
