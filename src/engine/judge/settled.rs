//! What a row of facts says at one moment: which gates are open, which plays are to be done.

use super::bits::Bits;
use super::cells::{BehindAt, Cells};
use super::model::JudgeModel;
use super::plays::Plays;
use super::row::FactRow;
use super::sheet::TOGETHER;
use super::ways::{Way, Ways};
use crate::base::time::Timestamp;
use crate::playbook::content::Play;
use crate::playbook::criterion::{Criterion, Strictness};
use crate::playbook::graph::StageIx;
use crate::playbook::playbook::Model;

/// A row of facts at one moment, ready to be asked.
#[derive(Debug, Clone, Copy)]
pub struct Settled<'r> {
    row: &'r FactRow,
    now: Timestamp,
}

/// How a deal stands before the gate to a stage: which criteria are unmet, without words.
#[derive(Debug, Clone)]
pub struct Standing<'r> {
    model: &'r Model,
    way: &'r Way,
    /// The unmet criteria of the first 64, a bit each.
    first: u64,
    /// Those of the rest, 64 a word.
    rest: Box<[u64]>,
}

impl<'r> Settled<'r> {
    #[inline]
    pub(super) fn new(row: &'r FactRow, now: Timestamp) -> Self {
        Self { row, now }
    }

    /// How the deal stands before the gate from its stage to another. Where several declared ways
    /// lead there, the one with the least against it counts.
    ///
    /// `None` where no declared way leads there, so that the stage graph itself decides, and where
    /// more than 16 ways would have to be compared: ask
    /// [`check_move`](crate::Playbook::check_move). It says nothing of actors, reasons and overrides
    /// either, which belong to the move and not to the facts.
    #[inline]
    #[must_use]
    pub fn standing(&self, to: StageIx) -> Option<Standing<'r>> {
        let judge = &*self.row.judge.0;
        let ways = judge.ways(self.row.stage?, to)?;
        Some(standing(judge, &self.row.cells, ways, self.now))
    }

    /// The plays of the deal's stage whose conditions hold, the best first: by priority, then the
    /// lesser effort, then document order. A deal without a stage is shown those of the first.
    #[inline]
    pub fn plays(&self) -> impl Iterator<Item = &'r Play> + use<'r> {
        Plays::new(self.row, self.now)
    }
}

/// How facts stand on the way with the least against it.
#[inline]
pub(super) fn standing<'j>(
    judge: &'j JudgeModel,
    cells: &Cells,
    ways: &'j Ways,
    now: Timestamp,
) -> Standing<'j> {
    if ways.others.is_empty() && !ways.first.has_more() {
        let failing = ways.first.sheet.first.failing(&cells.words, &BehindAt { cells, now });
        return Standing::new(&judge.playbook.0, &ways.first, failing);
    }
    least(judge, cells, ways, now)
}

/// The standing on that way of several which has the least against it, the first of those.
#[inline(never)]
fn least<'j>(judge: &'j JudgeModel, cells: &Cells, ways: &'j Ways, now: Timestamp) -> Standing<'j> {
    let first = on_way(judge, cells, &ways.first, now);
    let others = ways.others.iter().map(|other| on_way(judge, cells, other, now));
    others.fold(first, |best, other| if other.against() < best.against() { other } else { best })
}

fn on_way<'j>(judge: &'j JudgeModel, cells: &Cells, way: &'j Way, now: Timestamp) -> Standing<'j> {
    let first = way.sheet.first.failing(&cells.words, &BehindAt { cells, now });
    let mut standing = Standing::new(&judge.playbook.0, way, first);
    if way.has_more() {
        standing.look_further(judge, cells, now);
    }
    standing
}

impl<'r> Standing<'r> {
    /// A standing on a way of which the first 64 criteria are all.
    #[inline]
    pub(super) fn new(model: &'r Model, way: &'r Way, first: u64) -> Self {
        Self { model, way, first, rest: Box::default() }
    }

    /// What is beyond the first 64 criteria, and what words cannot say.
    #[cold]
    fn look_further(&mut self, judge: &JudgeModel, cells: &Cells, now: Timestamp) {
        let behind = BehindAt { cells, now };
        let sheet = &self.way.sheet;
        self.rest = sheet.more.iter().map(|chunk| chunk.failing(&cells.words, &behind)).collect();
        for rule in &sheet.slow {
            let criterion = self.way.criteria.get(*rule);
            let holds = criterion.is_some_and(|ix| judge.criterion_holds(*ix, cells, now));
            self.note(*rule, holds);
        }
    }

    fn note(&mut self, rule: usize, holds: bool) {
        let word = match rule / TOGETHER {
            0 => Some(&mut self.first),
            more => self.rest.get_mut(more - 1),
        };
        if let Some(word) = word.filter(|_| !holds) {
            *word |= 1 << (rule % TOGETHER);
        }
    }

    fn words(&self) -> impl Iterator<Item = u64> + use<'_, 'r> {
        std::iter::once(self.first).chain(self.rest.iter().copied())
    }

    /// How much speaks against this way, next to others.
    fn against(&self) -> usize {
        let blocking = self.words().zip(&self.way.blocking).map(|(failing, mask)| failing & mask);
        let unmet = blocking
            .enumerate()
            .flat_map(|(number, word)| Bits(word).map(move |bit| number * TOGETHER + bit));
        let times = unmet.filter_map(|rule| self.way.times.get(rule)).sum::<usize>();
        times + self.way.statements
    }

    /// Whether every criterion that blocks is met.
    #[inline]
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.words().zip(&self.way.blocking).all(|(failing, blocking)| failing & blocking == 0)
    }

    /// The unmet criteria that block, in the order in which they are asked. What
    /// [`check_move`](crate::Playbook::check_move) says of them in words is said of the same ones.
    pub fn unmet(&self) -> impl Iterator<Item = &'r Criterion> + use<'_, 'r> {
        self.failing().filter(|criterion| criterion.strictness == Strictness::Block)
    }

    /// The unmet criteria that only warn.
    pub fn warnings(&self) -> impl Iterator<Item = &'r Criterion> + use<'_, 'r> {
        self.failing().filter(|criterion| criterion.strictness == Strictness::Warn)
    }

    /// How many criteria that block are unmet.
    #[inline]
    #[must_use]
    pub fn unmet_count(&self) -> usize {
        let blocking = self.words().zip(&self.way.blocking);
        blocking.map(|(failing, mask)| (failing & mask).count_ones() as usize).sum()
    }

    /// Which of the first 64 criteria of the gate are unmet, a bit each, those that only warn
    /// included; the others are told by [`unmet`](Self::unmet) alone.
    #[inline]
    #[must_use]
    pub fn bits(&self) -> u64 {
        self.first
    }

    fn failing(&self) -> impl Iterator<Item = &'r Criterion> + use<'_, 'r> {
        let rules = self
            .words()
            .enumerate()
            .flat_map(|(number, word)| Bits(word).map(move |bit| number * TOGETHER + bit));
        rules.filter_map(|rule| self.model.criterion(*self.way.criteria.get(rule)?))
    }
}
