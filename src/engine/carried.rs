//! How far the evidence carries a deal: the gates on the way to its stage, held against what is known
//! now.

use std::collections::BTreeSet;

use super::fixes;
use super::gates::{Ask, finding, weight};
use super::moves::row_for;
use super::routes::{Gates, Step, asks};
use super::situation::Situation;
use super::unmet::{Unmet, UnmetState};
use crate::deal::asked_move::Move;
use crate::deal::field::FieldOrigin;
use crate::error::Error;
use crate::playbook::criterion::{Criterion, Strictness};
use crate::playbook::graph::StageIx;
use crate::playbook::paths::best_path;

/// What a deal should have met on the way to its stage and does not meet now.
#[derive(Debug, Default)]
pub(crate) struct Carried {
    /// How many criteria the gates on the way asked for.
    pub(crate) asked: usize,
    /// Those that are not met, in the order of the way.
    pub(crate) unmet: Vec<Unmet>,
    /// The stage up to which all are met, where that is not the deal's own.
    pub(crate) only_to: Option<StageIx>,
}

/// Holds an open deal against the gates between the first stage and its own, on the way that its facts
/// fit best. What was true long enough ago counts: a gate that is passed need not stay fresh. What is
/// worked out from the stage and the clock is left out, since it was otherwise then.
///
/// # Errors
/// When a text cannot be filled in.
pub(crate) fn carried(situation: &Situation<'_>) -> Result<Carried, Error> {
    let mut carried = Carried::default();
    let graph = &situation.model().graph;
    let open = situation.stage.filter(|ix| graph.stage(*ix).is_some_and(|stage| stage.is_open()));
    let (Some(stage), Some(first)) = (open, graph.first()) else { return Ok(carried) };
    let step = |transition| {
        let (from, to) = graph.ends(transition)?;
        Some(Step { from: Some(from), to, transition: Some(transition), gates: Gates::All })
    };
    let unmet = |transition| {
        let asks = step(transition).map(|step| asked_on(situation, step)).unwrap_or_default();
        asks.iter().map(|ask| weight(situation, &situation.row, ask, &Move::to(""))).sum()
    };
    let path = best_path(graph, first, stage, unmet).unwrap_or_default();
    let mut seen = BTreeSet::new();
    for step in path.iter().filter_map(|transition| step(*transition)) {
        let row = row_for(situation, 1, step);
        for ask in asked_on(situation, step) {
            if !seen.insert(ask.criterion) {
                continue;
            }
            let Some(found) = finding(situation, row, &ask) else { continue };
            if found.state != UnmetState::Stale {
                carried.only_to = carried.only_to.or(step.from);
                carried.unmet.push(fixes::unmet(situation, &found)?);
            }
        }
    }
    carried.asked = seen.len();
    Ok(carried)
}

/// What a step asks of facts that somebody has told.
fn asked_on(situation: &Situation<'_>, step: Step) -> Vec<Ask> {
    let row = row_for(situation, 1, step);
    let mut asks = asks(situation, row, step, &Move::to(""));
    let holds = |criterion: &Criterion| {
        criterion.strictness == Strictness::Block && rests_on_facts(situation, criterion)
    };
    asks.retain(|ask| situation.model().criterion(ask.criterion).is_some_and(holds));
    asks
}

fn rests_on_facts(situation: &Situation<'_>, criterion: &Criterion) -> bool {
    let fields = &situation.model().fields;
    let mut read = criterion.condition.reads().iter().filter_map(|slot| fields.field(*slot));
    read.all(|field| field.origin != FieldOrigin::Derived)
}
