//! Many conditions at once: which of them do not hold.

use super::clauses::{Clause, Layout, Literal};
use super::literal::Test;
use crate::base::length::Length;
use crate::deal::evidence::Evidence;
use crate::deal::field::{Field, FieldType};
use crate::deal::table::FieldTable;
use crate::expr::atoms::compares_answers;
use crate::expr::{Condition, Slot};

/// Rules that are looked at together: one bit each in a word.
pub(super) const TOGETHER: usize = 64;

/// How many questions are asked before it matters whether there are more.
const BLOCK: usize = 8;

/// What has to back the facts behind a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Backing {
    pub(super) grade: Option<Evidence>,
    pub(super) fresh: Option<Length>,
}

/// A condition that has to hold as questions about words, and what has to back it.
#[derive(Debug, Clone, Default)]
pub(super) struct Rule {
    /// `None` where words cannot say it.
    clauses: Option<Vec<Clause>>,
    backing: Backing,
}

impl Rule {
    /// No condition: a rule that always holds.
    pub(super) fn always() -> Self {
        Self { clauses: Some(Vec::new()), backing: Backing::default() }
    }

    pub(super) fn new(
        layout: &mut Layout,
        fields: &FieldTable,
        condition: &Condition,
        backing: Backing,
    ) -> Self {
        let asks_backing = backing != Backing::default();
        // Each record is backed on its own, and answers that are compared are backed as a whole.
        let is_plain = |slot: &Slot| {
            !fields.field(*slot).is_some_and(|field| matches!(field.kind, FieldType::Records(_)))
        };
        let can_be_said =
            !asks_backing || condition.reads().iter().all(is_plain) && !compares_answers(condition);
        let clauses = if can_be_said { layout.clauses(condition) } else { None };
        Self { clauses, backing }
    }
}

impl Rule {
    /// What it asks, where words can say it.
    pub(super) fn clauses(&self) -> Option<&[Clause]> {
        self.clauses.as_deref()
    }
}

/// Many rules, each with its place.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    /// The first 64 rules: most sheets have no more.
    pub(super) first: Chunk,
    pub(super) more: Box<[Chunk]>,
    /// The rules that words cannot say, in order.
    pub(super) slow: Vec<usize>,
    pub(super) rules: usize,
}

/// Up to 64 rules.
#[derive(Debug, Clone, Default)]
pub(super) struct Chunk {
    /// In blocks of a fixed length: a processor that has to guess where a row of questions ends
    /// guesses wrong at every other deal.
    blocks: Box<[[Line; BLOCK]]>,
    /// The same questions for rules that ask for evidence.
    backed: Box<[BackedLine]>,
}

/// A question in a row of clauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) cell: u32,
    pub(super) test: Test,
    /// The rules that fail unless this question, or one before it in its clause, is answered with
    /// yes; none before the clause's last one.
    pub(super) rules: u64,
    /// All ones inside a clause, none at its end.
    keep: u64,
}

impl Line {
    /// A line that changes nothing after the end of a clause.
    const NOTHING: Self = Self { cell: 0, test: Test::NEVER, rules: 0, keep: 0 };

    /// Whether its clause ends with it.
    pub(super) fn is_last(&self) -> bool {
        self.keep == 0
    }
}

#[derive(Debug, Clone, Copy)]
struct BackedLine {
    line: Line,
    backed_by: Option<Slot>,
    backing: Backing,
}

/// Whether a fact is backed well enough.
pub(super) trait Backed {
    fn is_backed(&self, slot: Slot, backing: Backing) -> bool;
}

/// Where nothing has to be backed.
pub(super) struct NotBacked;

impl Backed for NotBacked {
    fn is_backed(&self, _: Slot, _: Backing) -> bool {
        true
    }
}

impl Chunk {
    /// One rule that asks this, without any backing.
    pub(super) fn alone(clauses: &[Clause]) -> Self {
        let lines: Vec<Line> = clauses.iter().flat_map(|clause| in_row(clause, 1)).collect();
        Self { blocks: in_blocks(&lines), backed: Box::default() }
    }

    /// The questions about words alone.
    pub(super) fn lines(&self) -> impl Iterator<Item = &Line> {
        self.blocks.iter().flatten().filter(|line| **line != Line::NOTHING)
    }

    /// Whether some rule asks for evidence.
    pub(super) fn asks_evidence(&self) -> bool {
        !self.backed.is_empty()
    }

    /// The rules that do not hold, one bit each.
    #[inline]
    pub(super) fn failing(&self, words: &[u64], backed: &impl Backed) -> u64 {
        let (mut any, mut failing) = (0_u64, 0_u64);
        for block in &self.blocks {
            for line in block {
                any |= line.test.ask(word(words, line.cell));
                failing |= line.rules & !any;
                any &= line.keep;
            }
        }
        if self.backed.is_empty() { failing } else { failing | self.unbacked(words, backed) }
    }

    fn unbacked(&self, words: &[u64], backed: &impl Backed) -> u64 {
        let (mut any, mut failing) = (0_u64, 0_u64);
        for BackedLine { line, backed_by, backing } in &self.backed {
            let is_so = line.test.ask(word(words, line.cell)) != 0
                && backed_by.is_none_or(|slot| backed.is_backed(slot, *backing));
            any |= u64::from(is_so).wrapping_neg();
            failing |= line.rules & !any;
            any &= line.keep;
        }
        failing
    }
}

#[inline(always)]
fn word(words: &[u64], cell: u32) -> u64 {
    words.get(cell as usize).copied().unwrap_or(super::cell::UNSET)
}

/// A clause with the rules that need it.
struct Needed {
    clause: Clause,
    backing: Backing,
    rules: u64,
}

impl Sheet {
    pub(super) fn new<'r>(fields: &FieldTable, rules: impl IntoIterator<Item = &'r Rule>) -> Self {
        let mut sheet = Self::default();
        let mut chunks: Vec<Chunk> = Vec::new();
        let mut needed: Vec<Needed> = Vec::new();
        for rule in rules {
            if sheet.rules > 0 && sheet.rules.is_multiple_of(TOGETHER) {
                chunks.push(Chunk::of(std::mem::take(&mut needed), fields));
            }
            let bit = 1_u64 << (sheet.rules % TOGETHER);
            match &rule.clauses {
                Some(clauses) => add(&mut needed, clauses, rule.backing, bit),
                None => sheet.slow.push(sheet.rules),
            }
            sheet.rules += 1;
        }
        chunks.push(Chunk::of(needed, fields));
        let more = chunks.split_off(1);
        sheet.first = chunks.pop().unwrap_or_default();
        sheet.more = more.into();
        sheet
    }

    pub(super) fn chunks(&self) -> impl Iterator<Item = &Chunk> {
        std::iter::once(&self.first).chain(&self.more)
    }
}

fn add(needed: &mut Vec<Needed>, clauses: &[Clause], backing: Backing, bit: u64) {
    for clause in clauses {
        match needed.iter_mut().find(|known| known.clause == *clause && known.backing == backing) {
            Some(known) => known.rules |= bit,
            None => needed.push(Needed { clause: clause.clone(), backing, rules: bit }),
        }
    }
}

impl Chunk {
    fn of(needed: Vec<Needed>, fields: &FieldTable) -> Self {
        let (mut lines, mut backed) = (Vec::new(), Vec::new());
        for needed in needed {
            let carries = |slot: &Slot| fields.field(*slot).is_some_and(Field::carries_evidence);
            let row = in_row(&needed.clause, needed.rules);
            if needed.backing == Backing::default() {
                lines.extend(row);
                continue;
            }
            let backings = needed.clause.iter().map(|literal| literal.backed_by.filter(carries));
            let with_backing = row.into_iter().zip(backings.chain([None]));
            backed.extend(with_backing.map(|(line, backed_by)| BackedLine {
                line,
                backed_by,
                backing: needed.backing,
            }));
        }
        Self { blocks: in_blocks(&lines), backed: backed.into() }
    }
}

fn in_blocks(lines: &[Line]) -> Box<[[Line; BLOCK]]> {
    let block = |lines: &[Line]| {
        let mut block = [Line::NOTHING; BLOCK];
        for (place, line) in block.iter_mut().zip(lines) {
            *place = *line;
        }
        block
    };
    lines.chunks(BLOCK).map(block).collect()
}

/// The questions of a clause in a row; one that can never be answered with yes where there are none.
fn in_row(clause: &[Literal], rules: u64) -> Vec<Line> {
    let last = clause.len().saturating_sub(1);
    let line = |(place, literal): (usize, &Literal)| Line {
        cell: literal.cell.0,
        test: literal.test,
        rules: if place == last { rules } else { 0 },
        keep: if place == last { 0 } else { u64::MAX },
    };
    match clause.is_empty() {
        true => vec![Line { cell: 0, test: Test::NEVER, rules, keep: 0 }],
        false => clause.iter().enumerate().map(line).collect(),
    }
}
