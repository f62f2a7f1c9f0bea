//! The plays that a row of facts calls for.

use super::bits::{Bits, ones};
use super::cells::BehindAt;
use super::index::{At, Holding, Index};
use super::model::{JudgeModel, StagePlays};
use super::row::FactRow;
use super::sheet::TOGETHER;
use crate::base::time::Timestamp;
use crate::playbook::content::Play;

/// The plays of a stage whose conditions hold, the best first.
pub(super) struct Plays<'r> {
    row: &'r FactRow,
    judge: &'r JudgeModel,
    of: Option<&'r StagePlays>,
    /// Those that hold of the 64 that are told now.
    now: Bits,
    /// The place of the first of these 64.
    first: usize,
    /// Where there are more than a sheet looks at together.
    more: Option<Box<More<'r>>>,
}

/// Very many plays, looked at a window at a time.
struct More<'r> {
    index: &'r Index,
    at: At,
    /// The window that is looked at next.
    window: usize,
    holding: <Holding as IntoIterator>::IntoIter,
}

impl<'r> Plays<'r> {
    #[inline]
    pub(super) fn new(row: &'r FactRow, now: Timestamp) -> Self {
        let judge = &*row.judge.0;
        let of = judge.plays_of(row.stage);
        let cells = &row.cells;
        let mut plays = Self { row, judge, of, now: Bits(0), first: 0, more: None };
        match of {
            Some(StagePlays { index: Some(index), .. }) => plays.look_into(index),
            Some(of) => {
                let failing = of.sheet.first.failing(&cells.words, &BehindAt { cells, now });
                plays.now = Bits(!failing & ones(of.plays.len()));
            }
            None => {}
        }
        plays
    }

    #[inline(never)]
    fn look_into(&mut self, index: &'r Index) {
        let words = &self.row.cells.words;
        let at = index.find(words);
        let holding = index.holding(0, &at, words).unwrap_or_default().into_iter();
        let mut more = Box::new(More { index, at, window: 1, holding });
        self.now = Bits(more.next(words).unwrap_or(0));
        self.more = Some(more);
    }
}

impl Plays<'_> {
    /// Whether a play holds of which its words do not speak against it.
    #[cold]
    fn holds(&self, of: &StagePlays, rule: usize, place: usize) -> bool {
        of.slow.binary_search(&rule).is_err() || self.judge.play_holds(place, &self.row.cells.kept)
    }
}

impl More<'_> {
    /// Those that hold of the next 64 plays; `None` after the last ones.
    #[inline(never)]
    fn next(&mut self, words: &[u64]) -> Option<u64> {
        if let Some(word) = self.holding.next() {
            return Some(word);
        }
        self.holding = self.index.holding(self.window, &self.at, words)?.into_iter();
        self.window += 1;
        self.holding.next()
    }
}

impl<'r> Iterator for Plays<'r> {
    type Item = &'r Play;

    #[inline]
    fn next(&mut self) -> Option<&'r Play> {
        loop {
            let Some(bit) = self.now.next() else {
                self.now = Bits(self.more.as_mut()?.next(&self.row.cells.words)?);
                self.first += TOGETHER;
                continue;
            };
            let rule = self.first + bit;
            let of = self.of?;
            let place = *of.plays.get(rule)?;
            if of.slow.is_empty() || self.holds(of, rule, place) {
                return self.judge.playbook.0.plays.get(place);
            }
        }
    }
}
