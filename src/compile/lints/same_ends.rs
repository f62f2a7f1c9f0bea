//! DG0415: two transitions with the same ends.

use std::collections::BTreeMap;

use super::Surveyed;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::playbook::graph::{StageIx, TransitionIx};
use crate::playbook::transition::Transition;

/// Ways that lead from the same stages to the same stage, by the two transitions that they are
/// written as.
type Doubled = BTreeMap<(usize, usize), (TransitionIx, TransitionIx, Vec<StageIx>, StageIx)>;

pub(super) fn doubled(surveyed: &Surveyed<'_>) -> Vec<Diagnostic> {
    let order = |ix| surveyed.graph.transition(ix).map_or(0, Transition::order);
    let mut known: BTreeMap<(StageIx, StageIx), TransitionIx> = BTreeMap::new();
    let mut doubled = Doubled::new();
    for (second, from, to, _) in surveyed.graph.transitions() {
        let first = *known.entry((from, to)).or_insert(second);
        if first != second {
            let key = (order(first), order(second));
            let ways = doubled.entry(key).or_insert((first, second, Vec::new(), to));
            ways.2.push(from);
        }
    }
    doubled
        .into_values()
        .map(|(first, second, from, to)| twice(surveyed, first, second, &from, to))
        .collect()
}

fn twice(
    surveyed: &Surveyed<'_>,
    first: TransitionIx,
    second: TransitionIx,
    from: &[StageIx],
    to: StageIx,
) -> Diagnostic {
    let from: Vec<String> = from.iter().map(|ix| format!("`{}`", surveyed.name(*ix))).collect();
    let message =
        format!("two transitions lead from {} to `{}`", from.join(", "), surveyed.name(to));
    Diagnostic::new(Code::SameEnds, message)
        .at(surveyed.source, surveyed.transition_span(second), "the second")
        .related(surveyed.source, surveyed.transition_span(first), "the first")
        .help("join the two, or remove one")
}
