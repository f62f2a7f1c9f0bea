//! A deal in one short line.

use std::collections::BTreeMap;

use dealgraph::{Action, Deal, Outcome, OutlinedMove, OutlinedSignal};
use serde::Serialize;

/// What is told of a deal in a line.
#[derive(Debug, Serialize)]
pub(super) struct Told<'a> {
    id: &'a str,
    name: &'a str,
    /// `null` before the deal is created.
    stage: Option<&'a str>,
    days_in_stage: Option<i64>,
    /// The natural next stage; `null` where there is none.
    next: Option<Onward<'a>>,
    /// The best next action.
    action: Option<Top<'a>>,
    /// How many actions there are in all.
    actions: usize,
    /// Those that are not silenced, the most serious first.
    signals: &'a [OutlinedSignal],
    /// Percent of what can be reached, by scorecard.
    scores: &'a BTreeMap<String, f64>,
}

#[derive(Debug, Serialize)]
struct Onward<'a> {
    stage: &'a str,
    outcome: Outcome,
    open: usize,
    unmet: usize,
}

#[derive(Debug, Serialize)]
struct Top<'a> {
    id: &'a str,
    text: &'a str,
    score: u8,
}

impl<'a> Told<'a> {
    pub(super) fn new(
        deal: &'a Deal,
        outline: &'a dealgraph::Outline,
        best: Option<&'a Action>,
    ) -> Self {
        Self {
            id: &deal.id,
            name: deal.title(),
            stage: outline.stage.as_ref().map(dealgraph::Id::as_str),
            days_in_stage: outline.days_in_stage,
            next: outline.next.as_ref().map(onward),
            action: best.map(top),
            actions: outline.actions_in_all,
            signals: &outline.signals,
            scores: &outline.scores,
        }
    }
}

fn onward(next: &OutlinedMove) -> Onward<'_> {
    Onward {
        stage: next.stage.as_str(),
        outcome: next.outcome,
        open: next.met,
        unmet: next.of.saturating_sub(next.met),
    }
}

fn top(action: &Action) -> Top<'_> {
    Top { id: &action.id, text: &action.text, score: action.score }
}
