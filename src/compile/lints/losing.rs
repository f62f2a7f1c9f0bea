//! DG0405: no lost stage, or an open stage from which a deal cannot be lost.

use super::Surveyed;
use super::ways_out::trapped;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::playbook::stage::StageKind;

pub(super) fn impossible(surveyed: &Surveyed<'_>) -> Vec<Diagnostic> {
    let graph = surveyed.graph;
    let is_lost = |ix| graph.stage(ix).is_some_and(|stage| stage.kind() == StageKind::Lost);
    if !graph.stages().any(|(ix, _)| is_lost(ix)) {
        return vec![
            Diagnostic::new(Code::CannotLose, "there is no lost stage")
                .at(surveyed.source, surveyed.header, "dead deals have nowhere to go")
                .help("add a stage with `type = \"lost\"`"),
        ];
    }
    let trapped = trapped(surveyed);
    let open = graph.stages().filter(|(ix, stage)| stage.is_open() && !trapped.contains(ix));
    open.filter(|(ix, _)| !surveyed.next(*ix).into_iter().any(is_lost))
        .map(|(ix, stage)| {
            let message = format!("a deal in `{}` cannot be lost", stage.id());
            Diagnostic::new(Code::CannotLose, message)
                .at(surveyed.source, surveyed.span(ix), "no transition leads to a lost stage")
                .help("add a `[[transition]]` with `from = \"*\"` to the lost stage")
        })
        .collect()
}
