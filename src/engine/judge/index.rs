//! Very many rules at once: which of them may hold, by where each fact lies.
//!
//! Each word of a row is cut where some rule asks about it. For every place between two cuts stands,
//! 64 rules a word, which rules still may hold there; a deal needs but one of these words a fact, and
//! those that are left in all of them are asked in full. Rules are looked at some hundred at a time, so
//! that who wants the first few need not look at all; among those, rules that ask about the same facts
//! stand together, so that each 64 look at few facts.

use std::collections::{BTreeMap, BTreeSet};

use super::bits::{Bits, ones};
use super::cell::CellKind;
use super::clauses::{CellIx, Clause, Layout};
use super::sheet::{Chunk, NotBacked, Rule, TOGETHER};

/// Most words of a row that are cut.
const MOST_AXES: usize = 64;

/// How many words of rules are looked at at a time.
const WORDS: usize = 8;

/// Which of very many rules may hold.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    axes: Box<[Axis]>,
    /// The blocks of so many words of rules each, in the order of the rules.
    windows: Box<[Box<[Block]>]>,
}

/// Where the words of a row lie.
#[derive(Debug)]
pub(super) struct At([u32; MOST_AXES]);

/// The rules that hold, a bit each at their places from the first of their window on.
pub(super) type Holding = [u64; WORDS];

/// One word of a row, cut where rules ask about it.
#[derive(Debug, Clone)]
struct Axis {
    cell: CellIx,
    places: Places,
}

/// Where a word lies.
#[derive(Debug, Clone)]
enum Places {
    /// Between these cuts, in the order of signed numbers.
    Between(Box<[i64]>),
    /// At its lowest bit; after all bits when it has none.
    AtBit,
}

/// Up to 64 rules that ask about much the same facts.
#[derive(Debug, Clone)]
struct Block {
    tables: Box<[Table]>,
    /// The rules, by their places from the first of their window on.
    rules: Box<[u16]>,
    /// Rules of which this is not all that they ask, with the whole of it where words can say it.
    in_full: Box<[(u8, Option<Chunk>)]>,
}

/// Which of the rules of a block may hold, by where one word lies.
#[derive(Debug, Clone)]
struct Table {
    axis: u32,
    /// For each place of the axis the place among `words`.
    of_place: Box<[u8]>,
    words: Box<[u64]>,
}

impl Index {
    pub(super) fn new(layout: &Layout, rules: &[&Rule]) -> Self {
        let axes = axes(layout, rules);
        let windows = rules.chunks(WORDS * TOGETHER).map(|rules| {
            let mut order: Vec<usize> = (0..rules.len()).collect();
            order
                .sort_by_cached_key(|place| rules.get(*place).map(|rule| asked_about(rule, &axes)));
            order.chunks(TOGETHER).map(|places| Block::new(&axes, rules, places)).collect()
        });
        Self { windows: windows.collect(), axes: axes.into() }
    }

    /// Where the words of a row lie.
    pub(super) fn find(&self, words: &[u64]) -> At {
        let mut at = [0_u32; MOST_AXES];
        for (axis, at) in self.axes.iter().zip(&mut at) {
            let word = words.get(axis.cell.0 as usize).copied().unwrap_or(0);
            *at = axis.places.find(word);
        }
        At(at)
    }

    /// The rules of a window that hold; `None` beyond the last one. Of those that words cannot say, all
    /// that may.
    pub(super) fn holding(&self, window: usize, at: &At, words: &[u64]) -> Option<Holding> {
        let mut holding = [0; WORDS];
        for block in self.windows.get(window)? {
            let left = block.left(at);
            if left != 0 {
                block.add(left, words, &mut holding);
            }
        }
        Some(holding)
    }
}

impl Places {
    #[inline]
    fn find(&self, word: u64) -> u32 {
        match self {
            Self::Between(cuts) => cuts.partition_point(|cut| *cut <= word.cast_signed()) as u32,
            Self::AtBit => word.trailing_zeros(),
        }
    }

    /// A word for each place.
    fn words(&self) -> Vec<u64> {
        match self {
            Self::Between(cuts) => std::iter::once(i64::MIN)
                .chain(cuts.iter().copied())
                .map(i64::cast_unsigned)
                .collect(),
            Self::AtBit => (0..u64::BITS).map(|bit| 1 << bit).chain([0]).collect(),
        }
    }
}

impl Block {
    fn new(axes: &[Axis], rules: &[&Rule], places: &[usize]) -> Self {
        let of = |place: &usize| rules.get(*place).copied();
        let rules: Vec<&Rule> = places.iter().filter_map(of).collect();
        let asked: BTreeSet<usize> =
            rules.iter().flat_map(|rule| asked_about(rule, axes)).collect();
        let tables = asked.into_iter().filter_map(|axis| Table::new(axes, axis, &rules));
        let in_full = rules.iter().zip(0_u8..).filter_map(|(rule, bit)| {
            let is_all = rule.clauses().is_some_and(|clauses| {
                clauses.iter().all(|clause| axis_of(clause, axes).is_some())
            });
            (!is_all).then(|| (bit, rule.clauses().map(Chunk::alone)))
        });
        Self {
            tables: tables.collect(),
            in_full: in_full.collect(),
            rules: places.iter().filter_map(|place| u16::try_from(*place).ok()).collect(),
        }
    }

    #[inline]
    fn left(&self, At(at): &At) -> u64 {
        let mut left = ones(self.rules.len());
        for table in &self.tables {
            let place = at.get(table.axis as usize).copied().unwrap_or(0);
            let word = table.of_place.get(place as usize).copied().unwrap_or(0);
            left &= table.words.get(usize::from(word)).copied().unwrap_or(0);
        }
        left
    }

    fn add(&self, mut left: u64, words: &[u64], holding: &mut [u64]) {
        for (bit, asked) in &self.in_full {
            let asked = asked.as_ref().filter(|_| left >> bit & 1 != 0);
            if asked.is_some_and(|asked| asked.failing(words, &NotBacked) != 0) {
                left &= !(1 << bit);
            }
        }
        for rule in Bits(left).filter_map(|bit| self.rules.get(bit)) {
            if let Some(word) = holding.get_mut(usize::from(*rule) / TOGETHER) {
                *word |= 1 << (usize::from(*rule) % TOGETHER);
            }
        }
    }
}

impl Table {
    fn new(axes: &[Axis], number: usize, rules: &[&Rule]) -> Option<Self> {
        let axis = axes.get(number)?;
        let clauses: Vec<(usize, &Clause)> = rules
            .iter()
            .enumerate()
            .flat_map(|(bit, rule)| {
                rule.clauses().unwrap_or_default().iter().map(move |c| (bit, c))
            })
            .filter(|(_, clause)| axis_of(clause, axes) == Some(number))
            .collect();
        let tests = clauses.iter().flat_map(|(_, clause)| clause.iter());
        let cuts: BTreeSet<i64> = tests.flat_map(|literal| literal.test.cuts()).collect();
        let left = |word: u64| {
            let fails = |(_, clause): &&(usize, &Clause)| {
                !clause.iter().any(|literal| literal.test.holds(word))
            };
            clauses.iter().filter(fails).fold(u64::MAX, |left, (bit, _)| left & !(1 << bit))
        };
        let (mut of_place, mut known): (Vec<u8>, Vec<u64>) = (Vec::new(), Vec::new());
        for word in axis.places.words() {
            let is_new = match axis.places {
                Places::Between(_) => known.is_empty() || cuts.contains(&word.cast_signed()),
                Places::AtBit => true,
            };
            if is_new {
                known.push(left(word));
            }
            of_place.push(u8::try_from(known.len() - 1).ok()?);
        }
        let axis = u32::try_from(number).ok()?;
        Some(Self { axis, of_place: of_place.into(), words: known.into() })
    }
}

/// The words of a row that are asked about one at a time.
fn axes(layout: &Layout, rules: &[&Rule]) -> Vec<Axis> {
    let mut cuts: BTreeMap<CellIx, BTreeSet<i64>> = BTreeMap::new();
    let clauses = rules.iter().flat_map(|rule| rule.clauses().unwrap_or_default());
    for clause in clauses {
        if let Some(cell) = only_cell(clause) {
            let of = cuts.entry(cell).or_default();
            of.extend(clause.iter().flat_map(|literal| literal.test.cuts()));
        }
    }
    let axis = |(cell, cuts): (CellIx, BTreeSet<i64>)| {
        let places = match layout.cell_kind(cell)? {
            CellKind::Choice(_) | CellKind::YesOrNo => Places::AtBit,
            CellKind::Choices(_) => return None,
            _ => Places::Between(cuts.into_iter().collect()),
        };
        Some(Axis { cell, places })
    };
    cuts.into_iter().filter_map(axis).take(MOST_AXES).collect()
}

/// The one word that a clause asks about.
fn only_cell(clause: &Clause) -> Option<CellIx> {
    let first = clause.first()?.cell;
    clause.iter().all(|literal| literal.cell == first).then_some(first)
}

/// The axis that a clause is decided by.
fn axis_of(clause: &Clause, axes: &[Axis]) -> Option<usize> {
    let cell = only_cell(clause)?;
    axes.binary_search_by_key(&cell, |axis| axis.cell).ok()
}

/// The axes that a rule asks about, the first one first.
fn asked_about(rule: &Rule, axes: &[Axis]) -> Vec<usize> {
    let clauses = rule.clauses().unwrap_or_default();
    let axes: BTreeSet<usize> = clauses.iter().filter_map(|clause| axis_of(clause, axes)).collect();
    axes.into_iter().collect()
}
