//! DG0606: plays and signals that can never show.

use super::{Proofs, What};
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::deal::table::given;
use crate::expr::{Condition, Value};
use crate::logic::ByItself;
use crate::playbook::content::StageSet;
use crate::playbook::graph::StageGraph;

pub(super) fn never(proofs: &Proofs<'_>) -> Vec<Diagnostic> {
    if proofs.stated.iter().any(|stated| stated.is_never_shown.is_none()) {
        proofs.leave_open("plays and signals that can never show");
    }
    let never_shown = proofs.stated.iter().filter(|stated| stated.is_never_shown == Some(true));
    never_shown
        .filter_map(|stated| {
            let what = match stated.what {
                What::Play(_) => "play",
                What::Signal(_) => "signal",
                _ => return None,
            };
            let message =
                format!("this {what} can never show: its condition holds only in other stages");
            let diagnostic = Diagnostic::new(Code::PlayOrSignal, message)
                .help("let `stages` and the condition speak of the same stages");
            Some(stated.at(diagnostic, "never holds where it is shown"))
        })
        .collect()
}

/// Whether a condition can hold, but in none of some stages; `None` when nobody knows.
pub(super) fn is_elsewhere(
    graph: &StageGraph,
    condition: &Condition,
    stages: &StageSet,
    by_itself: &mut ByItself<'_>,
) -> Option<bool> {
    if !condition.reads().contains(&given::STAGE) {
        return Some(false);
    }
    let shown = graph.stages().filter(|(ix, _)| stages.contains(ix.position()));
    let ids: Vec<Value> = shown.map(|(_, stage)| stage.id().as_str().into()).collect();
    by_itself.is_never_among(given::STAGE, &ids)
}
