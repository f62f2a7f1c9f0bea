//! DG0403 and DG0404: open stages that lead nowhere, or never to a won one.

use std::collections::BTreeSet;

use super::Surveyed;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::playbook::graph::StageIx;
use crate::playbook::stage::StageKind;

/// The open stages from which no closed or parked one can be reached.
pub(super) fn trapped(surveyed: &Surveyed<'_>) -> BTreeSet<StageIx> {
    open(surveyed).filter(|ix| !leads_to_an_end(surveyed, *ix)).collect()
}

fn open<'s>(surveyed: &'s Surveyed<'_>) -> impl Iterator<Item = StageIx> + 's {
    surveyed.graph.stages().filter(|(_, stage)| stage.is_open()).map(|(ix, _)| ix)
}

fn leads_to_an_end(surveyed: &Surveyed<'_>, from: StageIx) -> bool {
    let reached = surveyed.reachable(&[from]);
    reached.into_iter().any(|ix| surveyed.graph.stage(ix).is_some_and(|stage| !stage.is_open()))
}

/// Whether a won stage can be reached, not by way of losing the deal first.
fn leads_to_won(surveyed: &Surveyed<'_>, from: StageIx) -> bool {
    let is = |ix: StageIx, kind| surveyed.graph.stage(ix).is_some_and(|stage| stage.kind() == kind);
    let reached = surveyed.reachable_past(&[from], |ix| !is(ix, StageKind::Lost));
    reached.into_iter().any(|ix| is(ix, StageKind::Won))
}

pub(super) fn missing(surveyed: &Surveyed<'_>) -> Vec<Diagnostic> {
    let trapped = trapped(surveyed);
    let mut found = traps(surveyed, &trapped);
    if surveyed.graph.stages().any(|(_, stage)| stage.kind() == StageKind::Won) {
        let hopeless =
            open(surveyed).filter(|ix| !trapped.contains(ix) && !leads_to_won(surveyed, *ix));
        found.extend(hopeless.map(|ix| hopeless_stage(surveyed, ix)));
    }
    found
}

fn hopeless_stage(surveyed: &Surveyed<'_>, ix: StageIx) -> Diagnostic {
    let stage = surveyed.name(ix);
    Diagnostic::new(Code::NoPathToWon, format!("no deal in `{stage}` can ever be won"))
        .at(surveyed.source, surveyed.span(ix), "no chain of moves leads from here to a won stage")
        .help(format!("add a `[[transition]]` with `from = \"{stage}\"` to a later stage"))
}

/// One finding for each group of trapped stages that hang together.
fn traps(surveyed: &Surveyed<'_>, trapped: &BTreeSet<StageIx>) -> Vec<Diagnostic> {
    let mut groups: Vec<BTreeSet<StageIx>> = Vec::new();
    for ix in trapped {
        let mut group = surveyed.reachable(&[*ix]);
        let (joined, apart) = groups.into_iter().partition(|known| !known.is_disjoint(&group));
        groups = apart;
        let joined: Vec<BTreeSet<StageIx>> = joined;
        group.extend(joined.into_iter().flatten());
        groups.push(group);
    }
    groups.iter().filter_map(|group| trap(surveyed, group)).collect()
}

fn trap(surveyed: &Surveyed<'_>, group: &BTreeSet<StageIx>) -> Option<Diagnostic> {
    let first = *group.first()?;
    let names: Vec<String> = group.iter().map(|ix| format!("`{}`", surveyed.name(*ix))).collect();
    let message = match names.as_slice() {
        [only] => format!("a deal in {only} can never be closed"),
        many => format!("a deal in {} can never be closed", many.join(", ")),
    };
    let mut diagnostic = Diagnostic::new(Code::NoWayOut, message)
        .at(surveyed.source, surveyed.span(first), "no way leads out of here")
        .help("add a `[[transition]]` to a won, lost or parked stage");
    for other in group.iter().skip(1) {
        diagnostic = diagnostic.related(surveyed.source, surveyed.span(*other), "nor out of here");
    }
    Some(diagnostic)
}
