//! DG0409: no way back and nobody who may override.

use super::Surveyed;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::playbook::playbook::Back;

pub(super) fn impossible(surveyed: &Surveyed<'_>) -> Vec<Diagnostic> {
    let graph = surveyed.graph;
    let is_open = |ix| graph.stage(ix).is_some_and(|stage| stage.is_open());
    let several = graph.stages().filter(|(_, stage)| stage.is_open()).count() > 1;
    let leads_back =
        graph.transitions().any(|(_, from, to, _)| to < from && is_open(from) && is_open(to));
    if surveyed.back != Back::Never || leads_back || surveyed.overridable || !several {
        return Vec::new();
    }
    vec![
        Diagnostic::new(Code::NoWayBack, "a deal that was moved too early cannot be put right")
            .at(surveyed.source, surveyed.header, "no way back, and no gate has an `override`")
            .help("set `back = \"previous\"`, or give a gate an `override`"),
    ]
}
