//! Which gates a move has to pass, and what the stage graph itself refuses.

use super::gates::{Ask, weight};
use super::situation::Situation;
use super::unmet::At;
use crate::base::id::Id;
use crate::deal::asked_move::Move;
use crate::deal::binding::Row;
use crate::playbook::criterion::CriterionIx;
use crate::playbook::graph::{StageGraph, StageIx, TransitionIx};
use crate::playbook::overlay::Overlay;
use crate::playbook::paths::{best_path, every_path};

/// One step of a way: from a stage (or from nowhere, for a new deal) to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) from: Option<StageIx>,
    pub(crate) to: StageIx,
    pub(crate) transition: Option<TransitionIx>,
    pub(crate) gates: Gates,
}

/// Which gates of a step count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gates {
    /// Exit, guards, entry, and what overlays add.
    All,
    /// The transition's own guards.
    Guards,
    /// The transition's own guards, then the entry of the stage.
    GuardsAndEntry,
    /// Only what overlays add.
    Overlays,
}

/// What a step asks, in the order in which it is asked.
pub(crate) fn asks(situation: &Situation<'_>, row: &Row, step: Step, asked: &Move) -> Vec<Ask> {
    let mut asks = declared_asks(&situation.model().graph, step);
    if matches!(step.gates, Gates::All | Gates::Overlays) {
        for overlay in &situation.model().overlays {
            let laid = Laid { overlay, row, asked };
            overlay_asks(situation, &laid, step, &mut asks);
        }
    }
    asks
}

/// What a step asks on every way by which the methodologies laid over may lead between its ends: at
/// most so many.
pub(crate) fn every_asks(situation: &Situation<'_>, step: Step, most: usize) -> Vec<Vec<Ask>> {
    let mut every = vec![declared_asks(&situation.model().graph, step)];
    if matches!(step.gates, Gates::All | Gates::Overlays) {
        for overlay in &situation.model().overlays {
            let Some((from, to)) = ends_in(overlay, step.from, step.to) else { continue };
            let paths = every_path(&overlay.graph, from, to, most);
            let laid = paths.iter().map(|path| asked_along(&overlay.graph, path));
            let laid: Vec<Vec<Ask>> = laid.collect();
            every = every
                .iter()
                .flat_map(|asks| laid.iter().map(move |more| [&asks[..], &more[..]].concat()))
                .take(most)
                .collect();
        }
    }
    every
}

/// What the process itself asks of a step.
pub(crate) fn declared_asks(graph: &StageGraph, step: Step) -> Vec<Ask> {
    let mut asks = Vec::new();
    if step.gates == Gates::All {
        exit_asks(graph, step.from, &mut asks);
    }
    guard_asks(graph, step, &mut asks);
    if matches!(step.gates, Gates::All | Gates::GuardsAndEntry) {
        entry_asks(graph, step.to, &mut asks);
    }
    asks
}

fn exit_asks(graph: &StageGraph, from: Option<StageIx>, asks: &mut Vec<Ask>) {
    if let Some(stage) = from.and_then(|from| graph.stage(from)) {
        push(asks, &stage.exit, &At::Exit(stage.id().clone()));
    }
}

fn entry_asks(graph: &StageGraph, to: StageIx, asks: &mut Vec<Ask>) {
    if let Some(stage) = graph.stage(to) {
        push(asks, &stage.entry, &At::Entry(stage.id().clone()));
    }
}

fn guard_asks(graph: &StageGraph, step: Step, asks: &mut Vec<Ask>) {
    let Some(transition) = step.transition.and_then(|ix| graph.transition(ix)) else { return };
    let id = |ix: StageIx| graph.stage(ix).map(|stage| stage.id().clone());
    let ends: Option<(Id, Id)> = step.from.and_then(|from| Some((id(from)?, id(step.to)?)));
    if let Some((from, to)) = ends {
        push(asks, &transition.guards, &At::Guard(from, to));
    }
}

fn push(asks: &mut Vec<Ask>, criteria: &[CriterionIx], at: &At) {
    asks.extend(criteria.iter().map(|criterion| Ask { criterion: *criterion, at: at.clone() }));
}

/// A methodology, and for which facts and which move its own path is chosen.
struct Laid<'a> {
    overlay: &'a Overlay,
    row: &'a Row,
    asked: &'a Move,
}

/// What a methodology adds to a step of the process: every gate on its own path between the stages
/// in which the two ends lie.
fn overlay_asks(situation: &Situation<'_>, laid: &Laid<'_>, step: Step, asks: &mut Vec<Ask>) {
    let Some((from, to)) = ends_in(laid.overlay, step.from, step.to) else { return };
    let graph = &laid.overlay.graph;
    let unmet = |transition| {
        let asks = asked_along(graph, &[transition]);
        asks.iter().map(|ask| weight(situation, laid.row, ask, laid.asked)).sum()
    };
    asks.extend(asked_along(graph, &best_path(graph, from, to, unmet).unwrap_or_default()));
}

/// The stages of a methodology in which the ends of a step lie, if the step leads forward there.
pub(crate) fn ends_in(
    overlay: &Overlay,
    from: Option<StageIx>,
    to: StageIx,
) -> Option<(StageIx, StageIx)> {
    let to = overlay.place_of(to)?;
    let from = from.and_then(|from| overlay.place_of(from)).or_else(|| overlay.graph.first())?;
    let graph = &overlay.graph;
    (graph.forward_rank(from) < graph.forward_rank(to)).then_some((from, to))
}

/// Every gate on a path.
pub(crate) fn asked_along(graph: &StageGraph, path: &[TransitionIx]) -> Vec<Ask> {
    let mut asks = Vec::new();
    for transition in path {
        let Some((from, to)) = graph.ends(*transition) else { continue };
        let gates = Gates::All;
        let step = Step { from: Some(from), to, transition: Some(*transition), gates };
        exit_asks(graph, step.from, &mut asks);
        guard_asks(graph, step, &mut asks);
        entry_asks(graph, step.to, &mut asks);
    }
    asks
}
