//! DG0402: stages that no deal can reach.

use super::Surveyed;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;

pub(super) fn unreachable(surveyed: &Surveyed<'_>) -> Vec<Diagnostic> {
    if surveyed.starts.is_empty() {
        return Vec::new();
    }
    let reached = surveyed.reachable(surveyed.starts);
    let never = surveyed.graph.stages().map(|(ix, _)| ix).filter(|ix| !reached.contains(ix));
    never
        .filter(|ix| surveyed.stage_spans.get(ix.position()).is_some())
        .map(|ix| {
            let stage = surveyed.name(ix);
            Diagnostic::new(Code::Unreachable, format!("no deal can reach the stage `{stage}`"))
                .at(surveyed.source, surveyed.span(ix), "no chain of transitions leads here")
                .help(format!(
                    "add a `[[transition]]` with `to = \"{stage}\"`, or remove the stage"
                ))
        })
        .collect()
}
