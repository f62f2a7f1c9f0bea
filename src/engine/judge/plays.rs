//! The plays that a row of facts calls for.

use super::bits::{Bits, ones};
use super::cells::BehindAt;
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
    /// How many have been looked at, these included.
    seen: usize,
    /// Those that hold of the others, 64 a word.
    others: std::vec::IntoIter<u64>,
}

impl<'r> Plays<'r> {
    #[inline]
    pub(super) fn new(row: &'r FactRow, now: Timestamp) -> Self {
        let judge = &*row.judge.0;
        let of = judge.plays_of(row.stage);
        let cells = &row.cells;
        let (first, seen, others) = match of {
            Some(StagePlays { index: Some(index), .. }) => (0, 0, index.holding(&cells.words)),
            Some(of) => {
                let failing = of.sheet.first.failing(&cells.words, &BehindAt { cells, now });
                (!failing & ones(of.plays.len()), TOGETHER, Vec::new())
            }
            None => (0, 0, Vec::new()),
        };
        Self { row, judge, of, now: Bits(first), seen, others: others.into_iter() }
    }
}

impl<'r> Iterator for Plays<'r> {
    type Item = &'r Play;

    #[inline]
    fn next(&mut self) -> Option<&'r Play> {
        loop {
            let Some(bit) = self.now.next() else {
                self.now = Bits(self.others.next()?);
                self.seen += TOGETHER;
                continue;
            };
            let rule = self.seen - TOGETHER + bit;
            let of = self.of?;
            let place = *of.plays.get(rule)?;
            let is_slow = !of.slow.is_empty() && of.slow.binary_search(&rule).is_ok();
            if !is_slow || self.judge.play_holds(place, &self.row.cells.kept) {
                return self.judge.playbook.0.plays.get(place);
            }
        }
    }
}
