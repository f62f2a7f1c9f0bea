//! The plays that a row of facts calls for.

use super::bits::{Bits, ones};
use super::cells::BehindAt;
use super::model::{JudgeModel, StagePlays};
use super::row::FactRow;
use crate::base::time::Timestamp;
use crate::playbook::content::Play;

/// The plays of a stage whose conditions hold, the best first.
pub(super) struct Plays<'r> {
    row: &'r FactRow,
    judge: &'r JudgeModel,
    of: Option<&'r StagePlays>,
    /// Those that hold, where there are few.
    few: Bits,
    /// Those that hold, where there are many.
    many: std::vec::IntoIter<u32>,
}

impl<'r> Plays<'r> {
    #[inline]
    pub(super) fn new(row: &'r FactRow, now: Timestamp) -> Self {
        let judge = &*row.judge.0;
        let stage = row.stage.or(judge.playbook.0.graph.first());
        let of = stage.and_then(|stage| judge.plays.get(stage.position()));
        let cells = &row.cells;
        let (few, many) = match of {
            Some(StagePlays { index: Some(index), .. }) => (0, index.holding(&cells.words)),
            Some(of) => {
                let failing = of.sheet.first.failing(&cells.words, &BehindAt { cells, now });
                (!failing & ones(of.plays.len()), Vec::new())
            }
            None => (0, Vec::new()),
        };
        Self { row, judge, of, few: Bits(few), many: many.into_iter() }
    }
}

impl<'r> Iterator for Plays<'r> {
    type Item = &'r Play;

    #[inline]
    fn next(&mut self) -> Option<&'r Play> {
        loop {
            let rule = match self.few.next() {
                Some(rule) => rule,
                None => self.many.next()? as usize,
            };
            let of = self.of?;
            let place = *of.plays.get(rule)?;
            let is_slow = !of.slow.is_empty() && of.slow.binary_search(&rule).is_ok();
            if !is_slow || self.judge.play_holds(place, &self.row.cells.kept) {
                return self.judge.playbook.0.plays.get(place);
            }
        }
    }
}
