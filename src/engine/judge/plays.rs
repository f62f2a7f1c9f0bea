//! The plays that a row of facts calls for.

use super::bits::{Bits, ones};
use super::cells::BehindAt;
use super::model::{JudgeModel, StagePlays};
use super::row::FactRow;
use super::sheet::TOGETHER;
use crate::base::time::Timestamp;
use crate::playbook::content::Play;

/// The plays of a stage whose conditions hold.
pub(super) struct Plays<'r> {
    row: &'r FactRow,
    judge: &'r JudgeModel,
    now: Timestamp,
    of: Option<&'r StagePlays>,
    /// Which of the 64 that are looked at hold and have not been told.
    holding: Bits,
    /// How many have been looked at.
    seen: usize,
}

impl<'r> Plays<'r> {
    #[inline]
    pub(super) fn new(row: &'r FactRow, now: Timestamp) -> Self {
        let judge = &*row.judge.0;
        let stage = row.stage.or(judge.playbook.0.graph.first());
        let of = stage.and_then(|stage| judge.plays.get(stage.position()));
        let mut plays = Self { row, judge, now, of, holding: Bits(0), seen: 0 };
        if let Some(of) = of {
            let cells = &row.cells;
            let failing = of.sheet.first.failing(&cells.words, &BehindAt { cells, now });
            plays.holding = Bits(!failing & ones(of.plays.len()));
            plays.seen = TOGETHER;
        }
        plays
    }

    /// Looks at the next 64.
    #[cold]
    fn look_further(&mut self) -> bool {
        let Some(of) = self.of else { return false };
        let Some(chunk) = of.sheet.more.get(self.seen / TOGETHER - 1) else { return false };
        let behind = BehindAt { cells: &self.row.cells, now: self.now };
        let failing = chunk.failing(&self.row.cells.words, &behind);
        self.holding = Bits(!failing & ones(of.plays.len() - self.seen));
        self.seen += TOGETHER;
        true
    }
}

impl<'r> Iterator for Plays<'r> {
    type Item = &'r Play;

    #[inline]
    fn next(&mut self) -> Option<&'r Play> {
        loop {
            let Some(bit) = self.holding.next() else {
                match self.of.is_some_and(|of| !of.sheet.more.is_empty()) && self.look_further() {
                    true => continue,
                    false => return None,
                }
            };
            let of = self.of?;
            let rule = self.seen - TOGETHER + bit;
            let place = *of.plays.get(rule)?;
            let is_slow = !of.sheet.slow.is_empty() && of.sheet.slow.contains(&rule);
            if !is_slow || self.judge.play_holds(place, &self.row.cells.kept) {
                return self.judge.playbook.0.plays.get(place);
            }
        }
    }
}
