//! What a row of facts says at one moment: which gates are open, which plays are to be done.

use super::cells::BehindAt;
use super::row::FactRow;
use super::sheet::TOGETHER;
use super::ways::Way;
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
    rest: Vec<u64>,
}

impl<'r> Settled<'r> {
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
        let ways = self.row.judge.0.ways(self.row.stage?, to)?;
        match ways.as_slice() {
            [only] => Some(self.on(only)),
            several => several.iter().map(|way| self.on(way)).min_by_key(Standing::against),
        }
    }

    #[inline]
    fn on(&self, way: &'r Way) -> Standing<'r> {
        let judge = &*self.row.judge.0;
        let cells = &self.row.cells;
        let behind = BehindAt { cells, now: self.now };
        let mut chunks = way.sheet.chunks.iter().map(|chunk| chunk.failing(&cells.words, &behind));
        let first = chunks.next().unwrap_or(0);
        let rest = if way.sheet.chunks.len() > 1 { chunks.collect() } else { Vec::new() };
        let mut standing = Standing { model: &judge.playbook.0, way, first, rest };
        for rule in &way.sheet.slow {
            let criterion = way.criteria.get(*rule);
            let holds = criterion.is_some_and(|ix| judge.criterion_holds(*ix, cells, self.now));
            standing.note(*rule, holds);
        }
        standing
    }

    /// The plays of the deal's stage whose conditions hold, the best first: by priority, then the
    /// lesser effort, then document order. A deal without a stage is shown those of the first.
    #[inline]
    pub fn plays(&self) -> impl Iterator<Item = &'r Play> + use<'r> {
        self.play_places().filter_map(|(model, place)| model.plays.get(place))
    }

    fn play_places(&self) -> impl Iterator<Item = (&'r Model, usize)> + use<'r> {
        let judge = &*self.row.judge.0;
        let model = &*judge.playbook.0;
        let (cells, now) = (&self.row.cells, self.now);
        let stage = self.row.stage.or(model.graph.first());
        let of = stage.and_then(|stage| judge.plays.get(stage.position()));
        let chunks = of.into_iter().flat_map(|of| of.sheet.chunks.iter().enumerate());
        chunks.flat_map(move |(number, chunk)| {
            let holding = !chunk.failing(&cells.words, &BehindAt { cells, now });
            let sheet = of.map(|of| &of.sheet);
            let count = sheet.map_or(0, |sheet| sheet.rules - number * TOGETHER).min(TOGETHER);
            Bits(holding & ones(count)).filter_map(move |bit| {
                let rule = number * TOGETHER + bit;
                let play = *of?.plays.get(rule)?;
                let is_slow = sheet.is_some_and(|sheet| sheet.slow.binary_search(&rule).is_ok());
                (!is_slow || judge.play_holds(play, &cells.kept)).then_some((model, play))
            })
        })
    }
}

impl<'r> Standing<'r> {
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

/// So many ones, from the lowest bit.
fn ones(count: usize) -> u64 {
    if count >= TOGETHER { u64::MAX } else { (1 << count) - 1 }
}

/// The places of the ones of a word, the lowest first.
struct Bits(u64);

impl Iterator for Bits {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        let place = self.0.trailing_zeros() as usize;
        (self.0 != 0).then(|| {
            self.0 &= self.0 - 1;
            place
        })
    }
}
