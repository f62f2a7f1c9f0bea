//! The best way forward from one stage to another.

use std::collections::BTreeMap;

use super::graph::{StageGraph, StageIx, TransitionIx};

/// A way forward with what it costs: how many criteria are unmet on it, and its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    unmet: usize,
    steps: usize,
}

/// The path of forward transitions from one stage to another with the fewest unmet criteria, then
/// the shortest, then the first in document order; `None` when no path leads there.
///
/// `unmet` says how many criteria of a transition's gate are unmet; it is asked only about
/// transitions that lie on some path.
///
/// Forward transitions make no circle, so one sweep from the target back settles every stage.
pub(crate) fn best_path(
    graph: &StageGraph,
    from: StageIx,
    to: StageIx,
    mut unmet: impl FnMut(TransitionIx) -> usize,
) -> Option<Vec<TransitionIx>> {
    let mut order: Vec<StageIx> = graph.stages().map(|(ix, _)| ix).collect();
    order.sort_unstable_by_key(|ix| std::cmp::Reverse(graph.forward_rank(*ix)));
    let ahead = reachable(graph, from);
    let mut best: BTreeMap<StageIx, (Cost, Option<TransitionIx>)> = BTreeMap::new();
    best.insert(to, (Cost { unmet: 0, steps: 0 }, None));
    for stage in order.into_iter().filter(|stage| *stage != to && ahead.contains(stage)) {
        let ways = graph.forward_from(stage).into_iter().filter_map(|(transition, next)| {
            let (rest, _) = *best.get(&next)?;
            let cost = Cost { unmet: rest.unmet + unmet(transition), steps: rest.steps + 1 };
            Some((cost, Some(transition)))
        });
        if let Some(way) = ways.min_by_key(|(cost, _)| *cost) {
            best.insert(stage, way);
        }
    }
    walk(graph, from, &best)
}

fn reachable(graph: &StageGraph, from: StageIx) -> std::collections::BTreeSet<StageIx> {
    let mut seen = std::collections::BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(stage) = open.pop() {
        for (_, next) in graph.forward_from(stage) {
            if seen.insert(next) {
                open.push(next);
            }
        }
    }
    seen
}

/// Every path of forward transitions from one stage to another, in document order: at most `most`.
pub(crate) fn every_path(
    graph: &StageGraph,
    from: StageIx,
    to: StageIx,
    most: usize,
) -> Vec<Vec<TransitionIx>> {
    let mut found = Vec::new();
    extend(graph, (from, to), most, &mut Vec::new(), &mut found);
    found
}

fn extend(
    graph: &StageGraph,
    (at, to): (StageIx, StageIx),
    most: usize,
    path: &mut Vec<TransitionIx>,
    found: &mut Vec<Vec<TransitionIx>>,
) {
    if at == to {
        found.push(path.clone());
        return;
    }
    for (transition, next) in graph.forward_from(at) {
        if found.len() < most && reachable(graph, next).contains(&to) {
            path.push(transition);
            extend(graph, (next, to), most, path, found);
            path.pop();
        }
    }
}

fn walk(
    graph: &StageGraph,
    from: StageIx,
    best: &BTreeMap<StageIx, (Cost, Option<TransitionIx>)>,
) -> Option<Vec<TransitionIx>> {
    let mut path = Vec::new();
    let mut at = from;
    while let Some(transition) = best.get(&at)?.1 {
        path.push(transition);
        at = graph.ends(transition)?.1;
    }
    Some(path)
}
