//! Every way on which a deal could come to a stage.

use std::collections::BTreeSet;

use super::super::gates::Ask;
use super::super::moves::{stage_left, way_to};
use super::super::routes::{Gates, Step, every_asks};
use super::super::situation::Situation;
use crate::playbook::criterion::{CriterionIx, Strictness};
use crate::playbook::graph::StageIx;
use crate::playbook::paths::every_path;
use crate::playbook::stage::StageKind;

/// Most ways that are compared.
pub(super) const MOST: usize = 128;

/// Most ways by which methodologies laid over may lead on one step.
const LAID: usize = 16;

/// One step of a way, with everything that it asks.
#[derive(Debug, Clone)]
pub(super) struct Leg {
    pub(super) step: Step,
    pub(super) asks: Vec<Ask>,
}

/// A way: its steps in order. Without any, the deal is there already.
pub(super) type Way = Vec<Leg>;

/// The ways that a deal could take to a stage.
pub(super) struct Ways {
    pub(super) ways: Vec<Way>,
    /// Whether there may be more than were looked at.
    pub(super) is_cut: bool,
}

/// Every way to a stage, the shortest first. Ways that ask for all that another asks for, and more,
/// are left out.
pub(super) fn ways(situation: &Situation<'_>, to: StageIx) -> Ways {
    if situation.stage == Some(to) {
        return Ways { ways: vec![Vec::new()], is_cut: false };
    }
    let mut steps = every_steps(situation, to);
    let mut is_cut = steps.len() >= MOST;
    steps.sort_by_key(Vec::len);
    let mut ways: Vec<Way> = Vec::new();
    for steps in steps {
        for way in with_asks(situation, &steps) {
            is_cut |= ways.len() >= MOST;
            if ways.len() < MOST && !ways.iter().any(|known| asks_no_more(situation, known, &way)) {
                ways.push(way);
            }
        }
    }
    Ways { ways, is_cut }
}

/// The ways as steps: into the work, if the deal is not in it, then forwards.
fn every_steps(situation: &Situation<'_>, to: StageIx) -> Vec<Vec<Step>> {
    let graph = &situation.model().graph;
    let kind = |ix: StageIx| graph.stage(ix).map(|stage| stage.kind);
    let straight = |to: StageIx| {
        let way = way_to(situation, to);
        (!way.is_shut() && !way.steps.is_empty()).then_some(way.steps)
    };
    if matches!(kind(to), Some(StageKind::Lost | StageKind::Parked)) {
        return straight(to).into_iter().collect();
    }
    match (situation.stage, situation.stage.and_then(kind)) {
        (Some(from), Some(StageKind::Open | StageKind::Won)) => forwards(situation, from, to),
        (stage, _) => {
            let mut found: Vec<Vec<Step>> = Vec::new();
            for begin in begins(situation, stage) {
                let Some(first) = straight(begin) else { continue };
                for rest in forwards(situation, begin, to) {
                    found.push(first.iter().copied().chain(rest).collect());
                }
            }
            found.extend(straight(to).filter(|steps| !found.contains(steps)));
            found.truncate(MOST);
            found
        }
    }
}

/// Where a deal that is not in the work could enter it.
fn begins(situation: &Situation<'_>, stage: Option<StageIx>) -> Vec<StageIx> {
    let graph = &situation.model().graph;
    let open = |ix: &StageIx| graph.stage(*ix).is_some_and(|stage| stage.is_open());
    let Some(stage) = stage else {
        let starts = situation.model().start.clone();
        return starts.unwrap_or_else(|| graph.first().into_iter().collect());
    };
    let ahead = graph.transitions().filter(|(_, from, ..)| *from == stage).map(|(_, _, to, _)| to);
    let all: BTreeSet<StageIx> = ahead.filter(open).chain(stage_left(situation)).collect();
    all.into_iter().collect()
}

fn forwards(situation: &Situation<'_>, from: StageIx, to: StageIx) -> Vec<Vec<Step>> {
    let graph = &situation.model().graph;
    let step = |transition| {
        let (from, to) = graph.ends(transition)?;
        Some(Step { from: Some(from), to, transition: Some(transition), gates: Gates::All })
    };
    let paths = every_path(graph, from, to, MOST);
    paths.iter().map(|path| path.iter().filter_map(|ix| step(*ix)).collect()).collect()
}

/// A way in each of the forms that methodologies laid over leave open.
fn with_asks(situation: &Situation<'_>, steps: &[Step]) -> Vec<Way> {
    let mut ways: Vec<Way> = vec![Vec::new()];
    for step in steps {
        let every = every_asks(situation, *step, LAID);
        ways = ways
            .iter()
            .flat_map(|way| {
                every.iter().map(move |asks| {
                    let leg = Leg { step: *step, asks: asks.clone() };
                    way.iter().cloned().chain([leg]).collect()
                })
            })
            .take(MOST)
            .collect();
    }
    ways
}

/// Whether a way asks only for what another asks for too, and nothing of that hangs on the stage.
fn asks_no_more(situation: &Situation<'_>, one: &Way, other: &Way) -> bool {
    let stages = |way: &Way| way.iter().map(|leg| leg.step.to).collect::<Vec<_>>();
    let (one_asks, other_asks) = (blocking(situation, one), blocking(situation, other));
    let same_stages = stages(one) == stages(other);
    let everywhere = || {
        one_asks.iter().all(|ix| {
            let criterion = situation.model().criterion(*ix);
            criterion.is_some_and(|criterion| {
                let reads = criterion.condition.reads().iter();
                reads
                    .filter_map(|slot| situation.model().fields.field(*slot))
                    .all(|field| field.carries_evidence() && field.set_in.is_empty())
            })
        })
    };
    one_asks.is_subset(&other_asks) && (same_stages || everywhere())
}

fn blocking(situation: &Situation<'_>, way: &Way) -> BTreeSet<CriterionIx> {
    let asks = way.iter().flat_map(|leg| &leg.asks).map(|ask| ask.criterion);
    let blocks = |ix: &CriterionIx| {
        situation.model().criterion(*ix).is_some_and(|c| c.strictness == Strictness::Block)
    };
    asks.filter(blocks).collect()
}
