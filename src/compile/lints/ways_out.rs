//! DG0403 and DG0404: open stages that lead nowhere, or never to a won one.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::unionfind::UnionFind;

use super::Surveyed;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::playbook::graph::StageIx;
use crate::playbook::stage::{Stage, StageKind};

/// The open stages from which no closed or parked one can be reached.
pub(super) fn trapped(surveyed: &Surveyed<'_>) -> BTreeSet<StageIx> {
    let ends = named(surveyed, |stage| !stage.is_open());
    let leading = surveyed.leading_to(&ends, |_| true);
    open(surveyed).filter(|ix| !leading.contains(ix)).collect()
}

fn open<'s>(surveyed: &'s Surveyed<'_>) -> impl Iterator<Item = StageIx> + 's {
    surveyed.graph.stages().filter(|(_, stage)| stage.is_open()).map(|(ix, _)| ix)
}

fn named(surveyed: &Surveyed<'_>, is: impl Fn(&Stage) -> bool) -> Vec<StageIx> {
    surveyed.graph.stages().filter(|(_, stage)| is(stage)).map(|(ix, _)| ix).collect()
}

/// The stages from which a won one can be reached, not by way of losing the deal first.
fn leading_to_won(surveyed: &Surveyed<'_>) -> BTreeSet<StageIx> {
    let won = named(surveyed, |stage| stage.kind() == StageKind::Won);
    let lost = named(surveyed, |stage| stage.kind() == StageKind::Lost);
    surveyed.leading_to(&won, |ix| !lost.contains(&ix))
}

pub(super) fn missing(surveyed: &Surveyed<'_>) -> Vec<Diagnostic> {
    let trapped = trapped(surveyed);
    let mut found = traps(surveyed, &trapped);
    if surveyed.graph.stages().any(|(_, stage)| stage.kind() == StageKind::Won) {
        let leading = leading_to_won(surveyed);
        let hopeless = open(surveyed).filter(|ix| !trapped.contains(ix) && !leading.contains(ix));
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

/// One finding for each group of trapped stages that hang together. Where a trapped stage leads is
/// trapped too.
fn traps(surveyed: &Surveyed<'_>, trapped: &BTreeSet<StageIx>) -> Vec<Diagnostic> {
    let mut joined = UnionFind::new(surveyed.graph.len());
    for ix in trapped {
        for next in surveyed.next(*ix) {
            joined.union(ix.position(), next.position());
        }
    }
    let mut groups: BTreeMap<usize, BTreeSet<StageIx>> = BTreeMap::new();
    for ix in trapped {
        groups.entry(joined.find(ix.position())).or_default().insert(*ix);
    }
    groups.values().filter_map(|group| trap(surveyed, group)).collect()
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
