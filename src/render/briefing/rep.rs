//! What a rep is told.

use super::super::coach::Ground;
use super::super::telling;
use super::super::words;
use super::{How, NotYet, RepBriefing, aim, script};
use crate::engine::action::{Action, ActionKind};
use crate::engine::assessment::Signal;
use crate::engine::unmet::{FixKind, Unmet, UnmetState};
use crate::engine::verdict::{MoveKind, Verdict};
use crate::error::Error;

/// Most things that come after the first.
const THEN: usize = 2;

/// Most warning signs on a rep's page.
const SIGNALS: usize = 3;

/// What the rep is told about a deal.
///
/// # Errors
/// When a text cannot be filled in.
pub(in super::super) fn briefing(ground: &Ground<'_>) -> Result<RepBriefing, Error> {
    let situation = ground.situation;
    let lead = ground.assessment.distinct_actions().next();
    let unmet = ground.first_gap();
    let is_behind = unmet.is_some_and(|unmet| ground.carried.unmet.contains(unmet));
    let how = match unmet {
        Some(unmet) if is_behind => aim::how_to_meet(situation, unmet)?,
        _ => lead.filter(|lead| !aim::is_question(lead)).map(How::of),
    };
    let asks = match lead {
        Some(lead) if !is_behind => aim::asks(situation, Some(lead), unmet)?,
        _ => aim::asks(situation, None, unmet)?,
    };
    Ok(RepBriefing {
        standing: telling::standing(ground.assessment, ground.situation.words()),
        aim: unmet.map(|unmet| aim::aim(situation, lead, unmet)),
        then: then(ground, unmet, is_behind),
        how,
        asks,
        not_yet: not_yet(ground),
        signals: ground.loud().take(SIGNALS).cloned().collect(),
        script: script::script(ground)?,
    })
}

/// What comes after the first thing: what helps with something else; once the next stage is open, what
/// is needed beyond it.
fn then(ground: &Ground<'_>, unmet: Option<&Unmet>, is_behind: bool) -> Vec<String> {
    let is_more = |action: &&Action| match unmet {
        Some(unmet) => {
            !action.opens.iter().all(|id| *id == unmet.criterion) || action.opens.is_empty()
        }
        None => true,
    };
    let skipped = if is_behind { 0 } else { 1 };
    let actions = ground.assessment.distinct_actions().skip(skipped).filter(is_more);
    let mut then: Vec<String> = actions.take(THEN).map(|one| ground.told(one)).collect();
    let lead = ground.assessment.distinct_actions().next();
    if lead.is_some_and(|lead| lead.kind == ActionKind::Move) {
        for text in ground.further_on() {
            if !then.contains(&text) {
                then.push(text);
            }
        }
        then.truncate(THEN);
    }
    then
}

/// The next stage, where its gate is shut: what is missing for it, and before that what the gates
/// behind asked for and is not so.
pub(super) fn not_yet(ground: &Ground<'_>) -> Option<NotYet> {
    let verdict = ground.next_verdict().filter(|verdict| !verdict.unmet.is_empty())?;
    let graph = &ground.situation.model().graph;
    let stage = graph.find(verdict.to.as_str()).and_then(|ix| graph.stage(ix))?;
    let behind = ground.not_so_behind();
    Some(NotYet {
        stage: stage.id().clone(),
        stage_name: stage.name().to_owned(),
        goal: stage.goal().map(str::to_owned),
        unmet: behind.chain(&verdict.unmet).cloned().collect(),
    })
}

impl How {
    fn of(action: &Action) -> Self {
        Self { text: action.text.clone(), why: action.why.clone() }
    }
}

impl Ground<'_> {
    /// What gates behind the deal asked for and the record says is not so. What is merely not on record
    /// is for the manager to ask.
    fn not_so_behind(&self) -> impl Iterator<Item = &Unmet> {
        let is_on_record = |unmet: &Unmet| unmet.found.iter().any(|found| found.value.is_some());
        let unmet = self.carried.unmet.iter();
        unmet.filter(move |unmet| unmet.state == UnmetState::False && is_on_record(unmet))
    }

    /// The criterion to see to first: one behind the deal that is not so, since what comes after it
    /// would rest on nothing; else the one that the best action helps with.
    pub(super) fn first_gap(&self) -> Option<&Unmet> {
        let lead = || {
            let lead = self.assessment.distinct_actions().next()?;
            aim::opened(lead, self.next_verdict()?)
        };
        self.not_so_behind().find(|unmet| !unmet.fixes.is_empty()).or_else(lead)
    }

    /// The warning signs that nobody has silenced, the most serious first.
    pub(super) fn loud(&self) -> impl Iterator<Item = &Signal> {
        self.assessment.signals.iter().filter(|signal| signal.snoozed.is_none())
    }

    /// An action as it is told in a list.
    pub(super) fn told(&self, action: &Action) -> String {
        match aim::is_question(action) {
            true => words::ask_aloud(self.situation.words(), &action.text),
            false => action.text.clone(),
        }
    }

    /// What helps with what comes after the next stage, whose gate is open.
    fn further_on(&self) -> impl Iterator<Item = String> {
        let is_ahead = |verdict: &&Verdict| {
            matches!(verdict.kind, MoveKind::Create | MoveKind::Forward | MoveKind::Skip)
                && !verdict.unmet.is_empty()
        };
        let ahead = self.assessment.moves.iter().find(is_ahead);
        let unmet = ahead.into_iter().flat_map(|verdict| &verdict.unmet);
        unmet.filter_map(|unmet| unmet.fixes.first()).map(|fix| match fix.kind {
            FixKind::Question => words::ask_aloud(self.situation.words(), &fix.text),
            _ => fix.text.clone(),
        })
    }
}
