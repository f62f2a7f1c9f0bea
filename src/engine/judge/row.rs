//! The facts of one deal as a host has them, filled in place and used again for the next deal.

use super::Judge;
use super::cell::{self, UNSET};
use super::cells::Cells;
use super::model::WorkedOut;
use super::settled::Settled;
use super::slot::{CellValue, Choice, FactSlot, OutOfRange};
use crate::base::time::Timestamp;
use crate::deal::binding::Behind;
use crate::deal::evidence::Evidence;
use crate::deal::table::given;
use crate::expr::{Slot, Value};
use crate::playbook::graph::StageIx;

/// The facts of one deal, each in its place. Filling it allocates nothing for numbers, dates, choices
/// and yes-or-no facts; [`FactRow::clear`] makes it ready for the next deal.
///
/// A fact that is not set is unknown, and a gate that asks for it is shut.
#[derive(Debug, Clone)]
pub struct FactRow {
    pub(super) judge: Judge,
    pub(super) cells: Cells,
    pub(super) stage: Option<StageIx>,
    pub(super) entered_stage_at: Option<Timestamp>,
    pub(super) last_activity_at: Option<Timestamp>,
    pub(super) created_at: Option<Timestamp>,
}

impl FactRow {
    pub(super) fn new(judge: &Judge) -> Self {
        Self {
            judge: judge.clone(),
            cells: Cells::new(&judge.0),
            stage: None,
            entered_stage_at: None,
            last_activity_at: None,
            created_at: None,
        }
    }

    /// Unsets everything.
    pub fn clear(&mut self) {
        self.cells.clear(&self.judge.0);
        (self.stage, self.entered_stage_at) = (None, None);
        (self.last_activity_at, self.created_at) = (None, None);
    }

    /// Sets a fact. It counts as recorded by the seller, without a date, unless
    /// [`back`](Self::back) says more.
    ///
    /// # Errors
    /// When the value is outside the range that the rule set declares; the fact is unset then.
    #[inline]
    pub fn set<T: CellValue>(&mut self, slot: FactSlot<T>, value: T) -> Result<(), OutOfRange> {
        self.record(slot, Some(value))
    }

    /// Sets a fact to what the host has of it; `None` unsets it.
    ///
    /// # Errors
    /// When the value is outside the range that the rule set declares; the fact is unset then.
    #[inline]
    pub fn record<T: CellValue>(
        &mut self,
        slot: FactSlot<T>,
        value: Option<T>,
    ) -> Result<(), OutOfRange> {
        let word = slot.word(value);
        let fits = word != UNSET || value.is_none();
        self.cells.set_word(slot.fact(), word);
        if !slot.is_plain() {
            self.note(slot, value.filter(|_| fits));
        }
        if fits { Ok(()) } else { Err(OutOfRange { slot: slot.fact() }) }
    }

    /// What has to be done about a fact besides putting its word into the row.
    #[cold]
    fn note<T: CellValue>(&mut self, slot: FactSlot<T>, value: Option<T>) {
        let model = &*self.judge.0;
        self.cells.forget_evidence(slot.fact());
        if model.is_watched(slot.fact()) {
            let field = model.fields().field(slot.fact());
            let value = value.zip(field).map(|(value, field)| value.value(&field.kind));
            self.cells.watch(model, slot.fact(), value);
        }
    }

    /// Sets a choice by the id of its value, as a CRM has it: `"price"`.
    ///
    /// # Errors
    /// When the field has no such value; the fact is unset then.
    #[inline]
    pub fn set_named(&mut self, slot: FactSlot<Choice>, value: &str) -> Result<(), OutOfRange> {
        self.record_named(slot, Some(value))
    }

    /// Sets a choice to what the host has of it, by the id of its value; `None` unsets it.
    ///
    /// # Errors
    /// When the field has no such value; the fact is unset then.
    #[inline]
    pub fn record_named(
        &mut self,
        slot: FactSlot<Choice>,
        value: Option<&str>,
    ) -> Result<(), OutOfRange> {
        let choice = value.and_then(|value| self.judge.choice(slot, value));
        self.record(slot, choice)?;
        match choice.is_some() || value.is_none() {
            true => Ok(()),
            false => Err(OutOfRange { slot: slot.fact() }),
        }
    }

    /// Unsets a fact.
    pub fn unset(&mut self, slot: Slot) {
        self.cells.put(&self.judge.0, slot, None);
    }

    /// Says how well a fact is evidenced, and since when.
    #[inline]
    pub fn back(&mut self, slot: Slot, evidence: Evidence, at: Option<Timestamp>) {
        self.cells.back(&self.judge.0, slot, Behind { evidence, at });
    }

    /// Says in which stage the deal is, for the first time; `None` before it is created.
    #[inline]
    pub fn stand_in(&mut self, stage: Option<StageIx>) {
        self.stage = stage;
        let model = &*self.judge.0;
        for of in &model.stage_words {
            let place = stage.and_then(|stage| of.by_position.get(stage.position())?.as_ref());
            self.cells.set_word(of.slot, place.map_or(UNSET, |(word, _)| *word));
            if of.is_watched {
                let id = place.map(|(_, id)| Value::String(id.clone()));
                self.cells.watch(model, of.slot, id);
            }
        }
        self.visits(1);
    }

    /// Says how often the deal has entered its stage, this time included.
    #[inline]
    pub fn visits(&mut self, times: u32) {
        // A deal that is nowhere yet has entered no stage.
        let times = self.stage.map(|_| i64::from(times));
        self.cells.set_word(given::VISITS, times.map_or(UNSET, cell::whole));
        let model = &*self.judge.0;
        if model.watches_visits {
            self.cells.watch(model, given::VISITS, times.map(Value::Int));
        }
    }

    /// Says when the deal entered its stage.
    pub fn entered_stage_at(&mut self, at: Option<Timestamp>) {
        self.entered_stage_at = at;
    }

    /// Says when anything was last done about the deal.
    pub fn last_activity_at(&mut self, at: Option<Timestamp>) {
        self.last_activity_at = at;
    }

    /// Says when the deal was created.
    pub fn created_at(&mut self, at: Option<Timestamp>) {
        self.created_at = at;
    }

    /// The row at one moment, with what is worked out from it: days in the stage, scores.
    #[inline]
    pub fn at(&mut self, now: Timestamp) -> Settled<'_> {
        let model = &*self.judge.0;
        for worked_out in &model.worked_out {
            let days = |since: Option<Timestamp>| {
                since.map(|since| Value::Int(now.days_since(since).max(0)))
            };
            let (slot, value) = match worked_out {
                WorkedOut::Now => (given::NOW, Some(Value::Timestamp(now))),
                WorkedOut::DaysInStage => (given::DAYS_IN_STAGE, days(self.entered_stage_at)),
                WorkedOut::DaysIdle => (given::DAYS_SINCE_ACTIVITY, days(self.last_activity_at)),
                WorkedOut::Age => (given::AGE_DAYS, days(self.created_at)),
            };
            self.cells.put(model, slot, value);
        }
        for score in &model.scores {
            let points = score.of(model, &self.cells, now);
            self.cells.put(model, score.slot, Some(Value::Double(points)));
        }
        Settled::new(self, now)
    }
}
