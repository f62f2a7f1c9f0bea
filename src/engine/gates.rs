//! Whether a criterion is met, and what it waits for if not.

use super::situation::Situation;
use super::unmet::{At, UnmetState};
use crate::base::length::Length;
use crate::base::time::{Duration, Timestamp};
use crate::deal::asked_move::Move;
use crate::deal::binding::Row;
use crate::deal::evidence::Evidence;
use crate::deal::table::FieldTable;
use crate::expr::{Facts, Grounds, Slot, Trust, Truth};
use crate::playbook::criterion::{Criterion, CriterionIx, Strictness};

/// A criterion that is asked for at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ask {
    pub(crate) criterion: CriterionIx,
    pub(crate) at: At,
}

/// A criterion that was found unmet.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    pub(crate) ask: Ask,
    pub(crate) state: UnmetState,
    /// Unset facts that leave it open.
    pub(crate) missing: Vec<Slot>,
    /// Facts that decided it.
    pub(crate) rests_on: Vec<Slot>,
    /// Facts whose change could meet it.
    pub(crate) waits_for: Vec<Slot>,
}

/// Whether a criterion is met on the facts of a row; `None` is met.
pub(crate) fn standing(
    situation: &Situation<'_>,
    row: &Row,
    criterion: &Criterion,
) -> Option<UnmetState> {
    standing_at(&situation.model().fields, row, criterion, situation.now)
}

/// Whether a criterion is met on the facts of a row at a moment; `None` is met.
pub(crate) fn standing_at(
    fields: &FieldTable,
    row: &Row,
    criterion: &Criterion,
    now: Timestamp,
) -> Option<UnmetState> {
    match criterion.condition.decide(row) {
        Truth::False => Some(UnmetState::False),
        Truth::Unknown => Some(UnmetState::Unknown),
        Truth::True => backing(fields, row, criterion, now),
    }
}

fn backing(
    fields: &FieldTable,
    row: &Row,
    criterion: &Criterion,
    now: Timestamp,
) -> Option<UnmetState> {
    if criterion.evidence.is_none() && criterion.fresh.is_none() {
        return None;
    }
    let rests_on_weak = |trust: &Backing<'_>| {
        !criterion.condition.grounds(row, trust, Truth::True).untrusted.is_empty()
    };
    let full = Backing::asked_by(criterion, fields, row, now);
    if !rests_on_weak(&full) {
        return None;
    }
    let graded = Backing { since: None, ..full };
    Some(if rests_on_weak(&graded) { UnmetState::Unverified } else { UnmetState::Stale })
}

/// What weighs more than any number of unmet criteria that the asked role may override: without
/// this a path that is shut for good could hide one that the role may open.
pub(crate) const SHUT: usize = 1 << 32;

/// What an ask weighs on a path when it is unmet; nothing when it is met or blocks nothing. The fast
/// question, without reasons.
pub(crate) fn weight(situation: &Situation<'_>, row: &Row, ask: &Ask, asked: &Move) -> usize {
    let Some(criterion) = situation.model().criterion(ask.criterion) else { return 0 };
    if criterion.strictness != Strictness::Block || standing(situation, row, criterion).is_none() {
        return 0;
    }
    match asked.overriding() {
        Some(role) if !criterion.overridable_by().any(|known| known == role) => SHUT + 1,
        _ => 1,
    }
}

/// The facts that a criterion reads and whose evidence does not satisfy it.
pub(crate) fn weak(situation: &Situation<'_>, row: &Row, criterion: &Criterion) -> Vec<Slot> {
    if criterion.evidence.is_none() && criterion.fresh.is_none() {
        return Vec::new();
    }
    let trust = Backing::asked_by(criterion, &situation.model().fields, row, situation.now);
    let reads = criterion.condition.reads().iter().copied();
    reads.filter(|slot| row.get(*slot).is_some() && !trust.accepts(*slot, None)).collect()
}

/// What is unmet about an ask, with reasons; `None` when it is met.
pub(crate) fn finding(situation: &Situation<'_>, row: &Row, ask: &Ask) -> Option<Finding> {
    let criterion = situation.model().criterion(ask.criterion)?;
    let state = standing(situation, row, criterion)?;
    let trust = Backing::asked_by(criterion, &situation.model().fields, row, situation.now);
    let truth = match state {
        UnmetState::False => Truth::False,
        UnmetState::Unknown => Truth::Unknown,
        UnmetState::Unverified | UnmetState::Stale => Truth::True,
    };
    let grounds = criterion.condition.grounds(row, &trust, truth);
    let waits_for = waits_for(state, &grounds, criterion);
    Some(Finding {
        ask: ask.clone(),
        state,
        rests_on: rests_on(state, &grounds),
        missing: grounds.missing,
        waits_for,
    })
}

fn rests_on(state: UnmetState, grounds: &Grounds) -> Vec<Slot> {
    match state {
        UnmetState::Unverified | UnmetState::Stale => grounds.untrusted.clone(),
        UnmetState::False | UnmetState::Unknown => joined(&grounds.decisive, &grounds.missing),
    }
}

fn waits_for(state: UnmetState, grounds: &Grounds, criterion: &Criterion) -> Vec<Slot> {
    let slots = match state {
        UnmetState::Unknown => grounds.missing.clone(),
        UnmetState::False => joined(&grounds.decisive, &grounds.missing),
        UnmetState::Unverified | UnmetState::Stale => grounds.untrusted.clone(),
    };
    if slots.is_empty() { criterion.condition.reads().to_vec() } else { slots }
}

fn joined(one: &[Slot], other: &[Slot]) -> Vec<Slot> {
    let mut slots: Vec<Slot> = one.iter().chain(other).copied().collect();
    slots.sort_unstable();
    slots.dedup();
    slots
}

/// Accepts facts that are evidenced well enough and recently enough.
#[derive(Debug, Clone, Copy)]
struct Backing<'a> {
    fields: &'a FieldTable,
    row: &'a Row,
    grade: Option<Evidence>,
    since: Option<Timestamp>,
}

impl<'a> Backing<'a> {
    fn asked_by(
        criterion: &Criterion,
        fields: &'a FieldTable,
        row: &'a Row,
        now: Timestamp,
    ) -> Self {
        Self {
            fields,
            row,
            grade: criterion.evidence,
            since: criterion.fresh.map(|fresh| earlier(now, fresh)),
        }
    }
}

pub(crate) fn earlier(now: Timestamp, by: Length) -> Timestamp {
    let earlier = Duration::from_seconds(by.seconds()).and_then(|by| now.checked_sub(by));
    earlier.unwrap_or(Timestamp::MIN)
}

impl Trust for Backing<'_> {
    fn accepts(&self, slot: Slot, item: Option<usize>) -> bool {
        if !self.fields.field(slot).is_some_and(crate::deal::field::Field::carries_evidence) {
            return true;
        }
        self.row.backings(slot, item).iter().all(|backing| {
            self.grade.is_none_or(|grade| backing.evidence >= grade)
                && self.since.is_none_or(|since| backing.at.is_some_and(|at| at >= since))
        })
    }
}
