//! DG0203: gates that no move ever passes.

use super::content::Content;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::playbook::graph::StageIx;
use crate::playbook::stage::StageKind;
use crate::rules::CriterionDef;

/// A lost or parked stage is entered over the guards of its transitions alone, and left over those
/// of the way back; what a won stage asks before it is left counts only where a later won stage
/// follows.
pub(super) fn never_asked(content: &Content<'_>) -> Vec<Diagnostic> {
    let graph = &content.own.graph;
    let stages = content.own.rules.document.stages.iter().zip(graph.stages());
    stages
        .flat_map(|(def, (ix, stage))| {
            let is_rest = matches!(stage.kind(), StageKind::Lost | StageKind::Parked);
            let leads_on = stage.is_open() || !graph.forward_from(ix).is_empty();
            let entry = def.entry.iter().filter(move |_| is_rest).map(|def| (def, "entry"));
            let exit = def.exit.iter().filter(move |_| !leads_on).map(|def| (def, "exit"));
            entry.chain(exit).map(move |(def, gate)| dead(content, ix, def, gate))
        })
        .collect()
}

fn dead(content: &Content<'_>, ix: StageIx, def: &CriterionDef, gate: &str) -> Diagnostic {
    let (stage, span) = content.stage(ix);
    let kind = content.own.graph.stage(ix).map_or("", |stage| match stage.kind() {
        StageKind::Lost => "lost",
        StageKind::Parked => "parked",
        StageKind::Won | StageKind::Open => "won",
    });
    let message = format!("no move passes the {gate} gate of the {kind} stage `{stage}`");
    let way = if gate == "entry" { "leads there" } else { "leads on from there" };
    Diagnostic::new(Code::Unused, message)
        .at(&content.own.rules.source, def.at, "never asked")
        .related(&content.own.rules.source, span, "of this stage")
        .help(format!("write it as a `[[transition.guard]]` of each transition that {way}"))
}
