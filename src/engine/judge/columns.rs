//! Many deals at once, a column for each fact.
//!
//! Deals before the same gate are looked at together: each question of the gate is asked of all of
//! them before the next one is, so that nothing but the column changes from one to the next.

use std::hint::select_unpredictable;

use super::Judge;
use super::cell::{self, UNSET};
use super::literal::Test;
use super::row::FactRow;
use super::settled::standing;
use super::sheet::Chunk;
use super::slot::{Choice, FactSlot, value_of};
use super::standings::Standings;
use super::ways::Way;
use crate::base::time::Timestamp;
use crate::expr::Slot;
use crate::playbook::graph::StageIx;

/// How many deals before one gate are looked at together.
const TOGETHER: usize = 128;

/// One bit a deal, the lowest first, as columns of other libraries have it.
#[derive(Debug, Clone, Copy)]
pub struct Bitmap<'c> {
    bytes: &'c [u8],
    offset: usize,
}

impl<'c> Bitmap<'c> {
    /// Bits from the one at `offset` on. Beyond the last one, none is set.
    #[must_use]
    pub fn new(bytes: &'c [u8], offset: usize) -> Self {
        Self { bytes, offset }
    }

    #[inline(always)]
    fn is_set(self, deal: usize) -> bool {
        let bit = self.offset + deal;
        self.bytes.get(bit >> 3).is_some_and(|byte| byte >> (bit & 7) & 1 != 0)
    }
}

/// The values of a fact, one a deal.
#[derive(Debug, Clone)]
enum Values<'c> {
    Numbers(&'c [f64]),
    Wholes(&'c [i64]),
    /// Days since the first of 1970.
    Days(&'c [i32]),
    Flags(Bitmap<'c>),
    /// Places in a list of words.
    Choices(&'c [i32], Box<[u64]>),
    Words(Box<[u64]>),
}

impl Values<'_> {
    #[inline]
    fn word(&self, deal: usize) -> u64 {
        match self {
            Self::Numbers(values) => values.get(deal).map_or(UNSET, |value| number(*value)),
            Self::Wholes(values) => values.get(deal).map_or(UNSET, |value| cell::whole(*value)),
            Self::Days(values) => values.get(deal).map_or(UNSET, |value| day(*value)),
            Self::Flags(values) => cell::yes_or_no(values.is_set(deal)),
            Self::Choices(keys, words) => keys.get(deal).map_or(UNSET, |key| chosen(words, *key)),
            Self::Words(words) => words.get(deal).copied().unwrap_or(UNSET),
        }
    }
}

#[inline(always)]
fn number(value: f64) -> u64 {
    cell::number_cell(value)
}

#[inline(always)]
fn day(days: i32) -> u64 {
    (i64::from(days) * cell::WORDS_OF_A_DAY).cast_unsigned()
}

#[inline(always)]
fn chosen(words: &[u64], key: i32) -> u64 {
    usize::try_from(key).ok().and_then(|key| words.get(key).copied()).unwrap_or(UNSET)
}

#[derive(Debug, Clone)]
struct Column<'c> {
    values: Values<'c>,
    /// Where it is set; `None` is everywhere.
    set: Option<Bitmap<'c>>,
}

impl Column<'_> {
    fn word(&self, deal: usize) -> u64 {
        match self.set.is_none_or(|set| set.is_set(deal)) {
            true => self.values.word(deal),
            false => UNSET,
        }
    }

    /// Asks a question about the words of some deals.
    fn ask(&self, test: Test, deals: &[u32], marks: &mut [u64], mark: u64) {
        let marks = (marks, mark);
        match &self.values {
            Values::Numbers(values) => self.each(test, deals, marks, |deal| {
                values.get(deal).map_or(UNSET, |value| number(*value))
            }),
            Values::Wholes(values) => self.each(test, deals, marks, |deal| {
                values.get(deal).map_or(UNSET, |value| cell::whole(*value))
            }),
            Values::Days(values) => {
                self.each(test, deals, marks, |deal| values.get(deal).map_or(UNSET, |at| day(*at)));
            }
            Values::Flags(values) => {
                self.each(test, deals, marks, |deal| cell::yes_or_no(values.is_set(deal)));
            }
            Values::Choices(keys, words) => self.each(test, deals, marks, |deal| {
                keys.get(deal).map_or(UNSET, |key| chosen(words, *key))
            }),
            Values::Words(words) => {
                self.each(test, deals, marks, |deal| words.get(deal).copied().unwrap_or(UNSET));
            }
        }
    }

    #[inline(always)]
    fn each(
        &self,
        test: Test,
        deals: &[u32],
        (marks, mark): (&mut [u64], u64),
        word: impl Fn(usize) -> u64,
    ) {
        match self.set {
            None => {
                for (marks, deal) in marks.iter_mut().zip(deals) {
                    *marks |= select_unpredictable(test.holds(word(*deal as usize)), mark, 0);
                }
            }
            Some(set) => {
                for (marks, deal) in marks.iter_mut().zip(deals) {
                    let deal = *deal as usize;
                    let word = select_unpredictable(set.is_set(deal), word(deal), UNSET);
                    *marks |= select_unpredictable(test.holds(word), mark, 0);
                }
            }
        }
    }
}

/// The facts of many deals, a column each, borrowed from wherever they are. A fact without a column
/// is unset; every fact counts as recorded by the seller, without a date, and every deal as one that
/// is in its stage for the first time.
///
/// # Example
/// ```
/// use dealgraph::{FactColumns, Library, Timestamp};
///
/// let playbook = Library::builtin().compile("four_step")?;
/// let judge = playbook.judge();
/// let stage = |id| playbook.graph().find(id).unwrap();
/// let amounts = [120_000.0, 4_000.0];
/// let from = [Some(stage("qualifying")); 2];
/// let mut columns = FactColumns::new(&judge, &from);
/// columns.numbers(judge.slot("amount").unwrap(), &amounts, None);
/// let now = Timestamp::parse("2026-11-23T09:00:00Z").unwrap();
/// let standings = columns.standings(&[stage("proposal"); 2], now);
/// assert!(standings.iter().all(|standing| !standing.unwrap().is_open()));
/// # Ok::<(), dealgraph::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct FactColumns<'c> {
    judge: Judge,
    columns: Vec<Option<Column<'c>>>,
    stages: &'c [Option<StageIx>],
}

impl<'c> FactColumns<'c> {
    /// No facts yet of so many deals as there are stages.
    #[must_use]
    pub fn new(judge: &Judge, stages: &'c [Option<StageIx>]) -> Self {
        let mut columns = Vec::new();
        columns.resize_with(judge.0.layout.cells(), || None);
        let mut all = Self { judge: judge.clone(), columns, stages };
        for of in &judge.0.stage_words {
            let place =
                |stage: &Option<StageIx>| of.by_position.get((*stage)?.position())?.as_ref();
            let word = |stage: &Option<StageIx>| place(stage).map_or(UNSET, |(word, _)| *word);
            let words = stages.iter().map(word).collect();
            all.put(of.slot, Values::Words(words), None);
        }
        all
    }

    /// The column of a number, an amount of money or a percentage.
    pub fn numbers(&mut self, slot: FactSlot<f64>, values: &'c [f64], set: Option<Bitmap<'c>>) {
        self.checked(slot.fact(), Values::Numbers(values), set, |word| slot.takes(word));
    }

    /// The column of a whole number.
    pub fn wholes(&mut self, slot: FactSlot<i64>, values: &'c [i64], set: Option<Bitmap<'c>>) {
        self.checked(slot.fact(), Values::Wholes(values), set, |word| slot.takes(word));
    }

    /// The column of a day, in days since the first of 1970.
    pub fn days(&mut self, slot: FactSlot<Timestamp>, values: &'c [i32], set: Option<Bitmap<'c>>) {
        self.checked(slot.fact(), Values::Days(values), set, |word| slot.takes(word));
    }

    /// The column of a yes or no.
    pub fn flags(&mut self, slot: FactSlot<bool>, values: Bitmap<'c>, set: Option<Bitmap<'c>>) {
        self.put(slot.fact(), Values::Flags(values), set);
    }

    /// The column of a choice: places in a dictionary. A text of it that is no value of the choice is
    /// `None` there and leaves the fact unset.
    pub fn choices(
        &mut self,
        slot: FactSlot<Choice>,
        keys: &'c [i32],
        dictionary: &[Option<Choice>],
        set: Option<Bitmap<'c>>,
    ) {
        let word = |choice: &Option<Choice>| slot.word(*choice);
        self.put(slot.fact(), Values::Choices(keys, dictionary.iter().map(word).collect()), set);
    }

    /// Values that the field cannot have leave the fact unset.
    fn checked(
        &mut self,
        slot: Slot,
        values: Values<'c>,
        set: Option<Bitmap<'c>>,
        takes: impl Fn(u64) -> bool,
    ) {
        let column = Column { values, set };
        let words = (0..self.stages.len()).map(|deal| column.word(deal));
        match words.clone().all(|word| word == UNSET || takes(word)) {
            true => self.put(slot, column.values, set),
            false => {
                let fitting = words.map(|word| if takes(word) { word } else { UNSET });
                let words = Values::Words(fitting.collect());
                self.put(slot, words, None);
            }
        }
    }

    fn put(&mut self, slot: Slot, values: Values<'c>, set: Option<Bitmap<'c>>) {
        if let Some(place) = self.columns.get_mut(slot.0 as usize) {
            *place = Some(Column { values, set });
        }
    }

    /// How each deal stands before the gate to its stage in `to`.
    #[must_use]
    pub fn standings(&self, to: &[StageIx], now: Timestamp) -> Standings<'_> {
        let judge = &*self.judge.0;
        let mut all = Standings::new(judge, self.stages, to);
        let mut row = self.judge.row();
        for (number, deals) in all.by_gate() {
            let Some(ways) = judge.ways_numbered(number) else { continue };
            if ways.others.is_empty() && self.is_plain(&ways.first) {
                self.each_failing(&ways.first.sheet.first, &deals, |deal, failing| {
                    if let Some(place) = all.failing.get_mut(deal as usize) {
                        *place = failing;
                    }
                });
                continue;
            }
            for deal in deals {
                self.fill(&mut row, deal as usize);
                row.at(now);
                all.others.insert(deal, standing(judge, &row.cells, ways, now));
            }
        }
        all
    }

    /// Whether all that a way asks is asked of columns.
    fn is_plain(&self, way: &Way) -> bool {
        let fields = self.judge.0.fields();
        let is_stage = |slot: Slot| self.judge.0.stage_words.iter().any(|of| of.slot == slot);
        let is_column = |cell: u32| {
            let slot = Slot(cell);
            fields.field(slot).is_some_and(crate::deal::field::Field::carries_evidence)
                || is_stage(slot)
        };
        let first = &way.sheet.first;
        let mut cells =
            first.lines().map(|line| line.cell).chain(first.further().iter().map(|line| line.cell));
        !way.has_more() && !first.asks_evidence() && cells.all(is_column)
    }

    /// Tells of each deal which rules fail.
    fn each_failing(&self, chunk: &Chunk, deals: &[u32], mut tell: impl FnMut(u32, u64)) {
        for deals in deals.chunks(TOGETHER) {
            let mut failing = [0_u64; TOGETHER];
            for line in chunk.lines() {
                self.ask(line.cell, line.test, deals, &mut failing, line.marks);
            }
            failing.iter_mut().for_each(|marks| *marks = chunk.told(*marks));
            let mut any = [0_u64; TOGETHER];
            for line in chunk.further() {
                self.ask(line.cell, line.test, deals, &mut any, u64::MAX);
                for (failing, any) in failing.iter_mut().zip(&mut any) {
                    *failing |= line.rules & !*any;
                    *any &= line.keep;
                }
            }
            for (deal, failing) in deals.iter().zip(failing) {
                tell(*deal, failing);
            }
        }
    }

    /// Asks a question of some deals, and marks those where it is answered with yes.
    fn ask(&self, cell: u32, test: Test, deals: &[u32], marks: &mut [u64], mark: u64) {
        match self.columns.get(cell as usize) {
            Some(Some(column)) => column.ask(test, deals, marks, mark),
            _ if test.holds(UNSET) => marks.iter_mut().for_each(|marks| *marks |= mark),
            _ => {}
        }
    }

    /// Puts a deal into a row.
    fn fill(&self, row: &mut FactRow, deal: usize) {
        let judge = &*self.judge.0;
        row.clear();
        row.stand_in(self.stages.get(deal).copied().flatten());
        for ((slot, field), column) in judge.fields().iter().zip(&self.columns) {
            let Some(column) = column.as_ref().filter(|_| field.carries_evidence()) else {
                continue;
            };
            let word = column.word(deal);
            match judge.is_plain(slot) {
                true => row.cells.set_word(slot, word),
                false => row.cells.put(judge, slot, value_of(&field.kind, word)),
            }
        }
    }
}
