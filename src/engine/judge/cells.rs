//! The words of a row, and what stands behind them.

use super::cell::UNSET;
use super::model::JudgeModel;
use super::sheet::{Backed, Backing};
use super::slot::value_of;
use crate::base::time::Timestamp;
use crate::deal::binding::{Behind, Row};
use crate::engine::gates::earlier;
use crate::expr::{Facts, Slot, Value};

/// The facts of one deal: a word each, what is behind them, and the values of those facts that some
/// condition puts together with others.
#[derive(Debug, Clone)]
pub(super) struct Cells {
    pub(super) words: Box<[u64]>,
    /// Empty where no rule asks for evidence.
    behind: Box<[Behind]>,
    /// Empty where no condition puts facts together.
    pub(super) kept: Row,
}

impl Cells {
    pub(super) fn new(model: &JudgeModel) -> Self {
        Self {
            words: model.unset.clone(),
            behind: match model.asks_evidence {
                true => vec![Behind::default(); model.fields().len()].into(),
                false => Box::default(),
            },
            kept: match model.keeps_any {
                true => Row::for_table(model.fields()),
                false => Row::default(),
            },
        }
    }

    pub(super) fn clear(&mut self, model: &JudgeModel) {
        self.words.copy_from_slice(&model.unset);
        self.behind.fill(Behind::default());
        if model.keeps_any {
            self.kept.clear();
        }
    }

    #[inline]
    pub(super) fn set_word(&mut self, slot: Slot, word: u64) {
        if let Some(place) = self.words.get_mut(slot.0 as usize) {
            *place = word;
        }
    }

    /// Sets the word of a fact of which nothing more is known than that the seller recorded it.
    #[inline]
    pub(super) fn record(&mut self, slot: Slot, word: u64) {
        self.set_word(slot, word);
        self.forget_evidence(slot);
    }

    #[inline]
    pub(super) fn forget_evidence(&mut self, slot: Slot) {
        if let Some(behind) = self.behind.get_mut(slot.0 as usize) {
            *behind = Behind::default();
        }
    }

    #[inline]
    pub(super) fn back(&mut self, model: &JudgeModel, slot: Slot, behind: Behind) {
        if let Some(place) = self.behind.get_mut(slot.0 as usize) {
            *place = behind;
        }
        if model.is_kept(slot) {
            let value = self.kept.get(slot).cloned();
            self.kept.find_out(slot, value, behind);
        }
    }

    /// Puts any value of the field's type into its place.
    pub(super) fn put(&mut self, model: &JudgeModel, slot: Slot, value: Option<Value>) {
        if let Some(kind) = model.layout.kind(slot) {
            self.record(slot, value.as_ref().map_or(UNSET, |value| kind.cell(value)));
        }
        if model.is_watched(slot) {
            self.watch(model, slot, value);
        }
    }

    /// Takes over a fact of a bound deal, with what is behind it and behind each of its items.
    pub(super) fn take(&mut self, model: &JudgeModel, slot: Slot, from: &Row) {
        self.put(model, slot, from.get(slot).cloned());
        self.back(model, slot, weakest(&from.backings(slot, None)));
        if model.is_kept(slot) {
            self.kept.take(slot, from);
        }
    }

    /// Tells all facts whose words say their values, with what is behind them, to a row in which they
    /// are unset.
    pub(super) fn tell(&self, model: &JudgeModel, row: &mut Row) {
        for ((slot, field), word) in model.fields().iter().zip(&self.words) {
            if *word == UNSET || !field.carries_evidence() || row.get(slot).is_some() {
                continue;
            }
            if let Some(value) = value_of(&field.kind, *word) {
                let behind = self.behind.get(slot.0 as usize).copied().unwrap_or_default();
                row.find_out(slot, Some(value), behind);
            }
        }
    }

    /// Answers what is asked of a fact alone, and keeps it where it is put together with others.
    #[cold]
    pub(super) fn watch(&mut self, model: &JudgeModel, slot: Slot, value: Option<Value>) {
        if let Some((cell, _)) = model.layout.answered.get(&slot)
            && let Some(place) = self.words.get_mut(cell.0 as usize)
        {
            *place = model.answers(slot, value.as_ref());
        }
        if model.is_kept(slot) {
            let behind = self.behind.get(slot.0 as usize).copied().unwrap_or_default();
            self.kept.find_out(slot, value, behind);
        }
    }
}

/// The weakest of what is behind the items of a fact, in each respect.
fn weakest(backings: &[Behind]) -> Behind {
    let evidence = backings.iter().map(|behind| behind.evidence).min().unwrap_or_default();
    let all_dated = backings.iter().all(|behind| behind.at.is_some());
    let at = backings.iter().filter_map(|behind| behind.at).min().filter(|_| all_dated);
    Behind { evidence, at }
}

/// What is behind the facts of a row at a moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct BehindAt<'r> {
    pub(super) cells: &'r Cells,
    pub(super) now: Timestamp,
}

impl Backed for BehindAt<'_> {
    fn is_backed(&self, slot: Slot, backing: Backing) -> bool {
        let behind = self.cells.behind.get(slot.0 as usize).copied().unwrap_or_default();
        let since = backing.fresh.map(|fresh| earlier(self.now, fresh));
        backing.grade.is_none_or(|grade| behind.evidence >= grade)
            && since.is_none_or(|since| behind.at.is_some_and(|at| at >= since))
    }
}
