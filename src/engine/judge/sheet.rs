//! Many conditions at once: which of them do not hold.

use std::hint::select_unpredictable;

use super::bits::ones;
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

/// How far above the mark of a rule's failing is the mark of its being served. Where more rules than
/// this are looked at together, none is marked as served.
const SERVED: usize = 32;

/// How many questions are asked before it matters whether there are more.
const BLOCK: usize = 8;

/// How many are asked where as many are left, or fewer.
const SMALL_BLOCK: usize = 4;

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
    /// The questions after these, where they are few.
    rest: Option<Box<[Line; SMALL_BLOCK]>>,
    /// The marks that tell of rules failing; all others tell of rules served.
    fails: u64,
    /// The rules that fail unless a question serves them.
    wanting: u64,
    /// Clauses that take more than that: those that ask for evidence, and those of rules that have
    /// another one of several questions.
    further: Box<[FurtherLine]>,
}

/// A question, and what its answer says of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) cell: u32,
    pub(super) test: Test,
    /// What a yes marks: rules that fail by it, or rules that are served by it.
    pub(super) marks: u64,
}

impl Line {
    const NOTHING: Self = Self { cell: 0, test: Test::NEVER, marks: 0 };
}

/// A question in a row of clauses.
#[derive(Debug, Clone, Copy)]
pub(super) struct FurtherLine {
    pub(super) cell: u32,
    pub(super) test: Test,
    /// The rules that fail unless this question, or one before it in its clause, is answered with
    /// yes; none before the clause's last one.
    pub(super) rules: u64,
    /// All ones inside a clause, none at its end.
    pub(super) keep: u64,
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
        let mut needed = Vec::new();
        add(&mut needed, clauses, Backing::default(), 1);
        Self::of(&needed, |_| false)
    }

    /// The questions that words answer alone.
    pub(super) fn lines(&self) -> impl Iterator<Item = &Line> {
        let rest = self.rest.iter().flat_map(|rest| rest.iter());
        self.blocks.iter().flatten().chain(rest).filter(|line| **line != Line::NOTHING)
    }

    /// The rest of them.
    pub(super) fn further(&self) -> &[FurtherLine] {
        &self.further
    }

    /// Whether some rule asks for evidence.
    pub(super) fn asks_evidence(&self) -> bool {
        self.further.iter().any(|line| line.backing != Backing::default())
    }

    /// The rules that fail, given what questions have marked.
    #[inline(always)]
    pub(super) fn told(&self, marks: u64) -> u64 {
        marks & self.fails | self.wanting & !(marks >> SERVED)
    }

    /// The rules that do not hold, one bit each.
    #[inline]
    pub(super) fn failing(&self, words: &[u64], backed: &impl Backed) -> u64 {
        let mut marks = 0;
        for block in &self.blocks {
            marks |= asked(block, words);
        }
        if let Some(rest) = &self.rest {
            marks |= asked(rest, words);
        }
        let failing = self.told(marks);
        if self.further.is_empty() {
            failing
        } else {
            failing | self.failing_further(words, backed)
        }
    }

    fn failing_further(&self, words: &[u64], backed: &impl Backed) -> u64 {
        let (mut any, mut failing) = (0_u64, 0_u64);
        for line in &self.further {
            let is_so = line.test.holds(word(words, line.cell))
                && line.backed_by.is_none_or(|slot| backed.is_backed(slot, line.backing));
            any |= u64::from(is_so).wrapping_neg();
            failing |= line.rules & !any;
            any &= line.keep;
        }
        failing
    }
}

/// What the answers to a block of questions mark.
#[inline(always)]
fn asked<const LINES: usize>(block: &[Line; LINES], words: &[u64]) -> u64 {
    block.iter().fold(0, |marks, line| {
        // Compiled code must not branch here: no processor could guess.
        let is_so = line.test.holds(word(words, line.cell));
        marks | select_unpredictable(is_so, line.marks, 0)
    })
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
        let carries = |slot: Slot| fields.field(slot).is_some_and(Field::carries_evidence);
        let mut chunks: Vec<Chunk> = Vec::new();
        let mut needed: Vec<Needed> = Vec::new();
        for rule in rules {
            if sheet.rules > 0 && sheet.rules.is_multiple_of(TOGETHER) {
                chunks.push(Chunk::of(&std::mem::take(&mut needed), carries));
            }
            let bit = 1_u64 << (sheet.rules % TOGETHER);
            match &rule.clauses {
                Some(clauses) => add(&mut needed, clauses, rule.backing, bit),
                None => sheet.slow.push(sheet.rules),
            }
            sheet.rules += 1;
        }
        chunks.push(Chunk::of(&needed, carries));
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
    /// The rules that need these clauses, given which facts carry evidence.
    fn of(needed: &[Needed], carries: impl Fn(Slot) -> bool) -> Self {
        let rules = needed.iter().fold(0, |rules, needed| rules | needed.rules);
        let fails = if rules < 1 << SERVED { ones(SERVED) } else { u64::MAX };
        let (mut lines, mut further, mut wanting) = (Vec::new(), Vec::new(), 0);
        for Needed { clause, backing, rules } in needed {
            let backed = *backing != Backing::default();
            match clause.as_slice() {
                [] if !backed => lines.push(Line { test: Test::ALWAYS, marks: *rules, cell: 0 }),
                [only] if !backed => lines.push(Line {
                    cell: only.cell.0,
                    test: only.test.opposite(),
                    marks: *rules,
                }),
                several if !backed && fails != u64::MAX && wanting & rules == 0 => {
                    wanting |= rules;
                    lines.extend(several.iter().map(|literal| Line {
                        cell: literal.cell.0,
                        test: literal.test,
                        marks: rules << SERVED,
                    }));
                }
                _ => further.extend(in_row(clause, *rules, *backing, &carries)),
            }
        }
        let few = lines.len() % BLOCK;
        let in_blocks = if few <= SMALL_BLOCK { lines.len() - few } else { lines.len() };
        let (in_blocks, rest) = lines.split_at(in_blocks);
        let blocks = in_blocks.chunks(BLOCK).map(block).collect();
        let rest = (!rest.is_empty()).then(|| Box::new(block(rest)));
        Self { blocks, rest, fails, wanting, further: further.into() }
    }
}

/// The first of these questions, and nothing where there are no more.
fn block<const LINES: usize>(lines: &[Line]) -> [Line; LINES] {
    let mut block = [Line::NOTHING; LINES];
    for (place, line) in block.iter_mut().zip(lines) {
        *place = *line;
    }
    block
}

/// The questions of a clause in a row; one that is never answered with yes where there are none.
fn in_row(
    clause: &[Literal],
    rules: u64,
    backing: Backing,
    carries: impl Fn(Slot) -> bool,
) -> Vec<FurtherLine> {
    let last = clause.len().saturating_sub(1);
    let line = |(place, literal): (usize, &Literal)| FurtherLine {
        cell: literal.cell.0,
        test: literal.test,
        rules: if place == last { rules } else { 0 },
        keep: if place == last { 0 } else { u64::MAX },
        backed_by: literal.backed_by.filter(|slot| carries(*slot)),
        backing,
    };
    match clause.is_empty() {
        true => vec![FurtherLine {
            cell: 0,
            test: Test::NEVER,
            rules,
            keep: 0,
            backed_by: None,
            backing,
        }],
        false => clause.iter().enumerate().map(line).collect(),
    }
}
