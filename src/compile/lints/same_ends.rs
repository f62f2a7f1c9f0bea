//! DG0415: two transitions with the same ends.

use std::collections::BTreeMap;

use super::Surveyed;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::playbook::graph::{StageIx, TransitionIx};

pub(super) fn doubled(surveyed: &Surveyed<'_>) -> Vec<Diagnostic> {
    let mut known: BTreeMap<(StageIx, StageIx), TransitionIx> = BTreeMap::new();
    let mut found = Vec::new();
    for (ix, from, to, _) in surveyed.graph.transitions() {
        match known.get(&(from, to)) {
            None => {
                known.insert((from, to), ix);
            }
            Some(first) => {
                let (from, to) = (surveyed.name(from), surveyed.name(to));
                let message = format!("two transitions lead from `{from}` to `{to}`");
                found.push(
                    Diagnostic::new(Code::SameEnds, message)
                        .at(surveyed.source, surveyed.transition_span(ix), "the second")
                        .related(surveyed.source, surveyed.transition_span(*first), "the first")
                        .help("join the two, or remove one"),
                );
            }
        }
    }
    found
}
