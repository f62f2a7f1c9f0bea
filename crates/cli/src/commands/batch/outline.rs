//! An assessment in one short line.

use std::collections::BTreeMap;

use dealgraph::{Action, Assessment, Outcome, SignalSeverity};
use serde::Serialize;

/// What is told of a deal in a line.
#[derive(Debug, Serialize)]
pub(super) struct Outline<'a> {
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
    signals: Vec<Sign<'a>>,
    /// Percent of what can be reached, by scorecard.
    scores: BTreeMap<&'a str, f64>,
}

#[derive(Debug, Serialize)]
struct Onward<'a> {
    stage: &'a str,
    outcome: Option<Outcome>,
    open: usize,
    unmet: usize,
}

#[derive(Debug, Serialize)]
struct Top<'a> {
    id: &'a str,
    text: &'a str,
    score: u8,
}

#[derive(Debug, Serialize)]
struct Sign<'a> {
    id: &'a str,
    severity: SignalSeverity,
}

impl<'a> Outline<'a> {
    pub(super) fn new(assessment: &'a Assessment) -> Self {
        let progress = assessment.progress.as_ref();
        let loud = assessment.signals.iter().filter(|signal| signal.snoozed.is_none());
        Self {
            id: &assessment.deal.id,
            name: &assessment.deal.name,
            stage: progress.map(|progress| progress.stage.as_str()),
            days_in_stage: progress.and_then(|progress| progress.days_in_stage),
            next: onward(assessment),
            action: assessment.actions.first().map(top),
            actions: assessment.actions.len(),
            signals: loud.map(|signal| Sign { id: &signal.id, severity: signal.severity }).collect(),
            scores: assessment.scorecards.iter().map(|card| (&*card.id, card.score)).collect(),
        }
    }
}

fn onward(assessment: &Assessment) -> Option<Onward<'_>> {
    let next = assessment.progress.as_ref()?.next.as_ref()?;
    let verdict = assessment.moves.iter().find(|verdict| verdict.to == next.stage);
    Some(Onward {
        stage: next.stage.as_str(),
        outcome: verdict.map(|verdict| verdict.outcome),
        open: next.met,
        unmet: next.of.saturating_sub(next.met),
    })
}

fn top(action: &Action) -> Top<'_> {
    Top { id: &action.id, text: &action.text, score: action.score }
}
