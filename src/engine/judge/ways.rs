//! The declared ways between two stages, and what each asks.

use std::collections::{BTreeMap, BTreeSet};

use super::clauses::Layout;
use super::sheet::{Backing, Rule, Sheet, TOGETHER};
use crate::engine::moves::{gates_between, kind_between};
use crate::engine::routes::Step;
use crate::engine::routes::{Gates, asked_along, declared_asks, ends_in};
use crate::engine::verdict::MoveKind;
use crate::expr::{Condition, Slot};
use crate::playbook::criterion::{CriterionIx, Strictness};
use crate::playbook::graph::{StageIx, TransitionIx};
use crate::playbook::paths::every_path;
use crate::playbook::playbook::Model;

/// Most ways between two stages that are compared.
const MOST_WAYS: usize = 16;

/// What one way asks.
#[derive(Debug, Clone)]
pub(super) struct Way {
    /// What is asked, each criterion once, in the order in which it is asked.
    pub(super) criteria: Vec<CriterionIx>,
    /// How often each is asked; empty where there is but one way, so that nothing hangs on it.
    pub(super) times: Vec<usize>,
    /// How many statements, of an actor or a reason, the way asks for besides.
    pub(super) statements: usize,
    pub(super) sheet: Sheet,
    /// The criteria that block, as bits, 64 a word.
    pub(super) blocking: Vec<u64>,
}

impl Way {
    /// Whether the first 64 criteria, as words, are not all.
    #[inline]
    pub(super) fn has_more(&self) -> bool {
        !self.sheet.more.is_empty() || !self.sheet.slow.is_empty()
    }
}

/// The declared ways between two stages.
#[derive(Debug, Clone)]
pub(super) struct Ways {
    pub(super) first: Way,
    pub(super) others: Box<[Way]>,
    /// The facts that they read, those behind scores included.
    pub(super) reads: Box<[Slot]>,
}

impl Ways {
    pub(super) fn iter(&self) -> impl Iterator<Item = &Way> {
        std::iter::once(&self.first).chain(&self.others)
    }
}

/// The ways between all stages that a declared transition joins; none where one would have to be
/// chosen from too many.
pub(super) fn every_way(
    model: &Model,
    layout: &mut Layout,
) -> BTreeMap<(StageIx, StageIx), Option<Ways>> {
    let rules = model.criteria.iter().map(|criterion| {
        let backing = Backing { grade: criterion.evidence, fresh: criterion.fresh };
        Rule::new(layout, &model.fields, &criterion.condition, backing)
    });
    let rules: Vec<Rule> = rules.collect();
    let mut ways = BTreeMap::new();
    for (_, from, to, _) in model.graph.transitions() {
        ways.entry((from, to)).or_insert_with(|| between(model, &rules, from, to));
    }
    ways
}

fn between(model: &Model, rules: &[Rule], from: StageIx, to: StageIx) -> Option<Ways> {
    let graph = &model.graph;
    let kind = kind_between(graph, Some(from), to);
    let gates = match kind {
        // To where the deal stands already, every move is open.
        MoveKind::Stay => return None,
        kind => gates_between(graph, kind, from, to),
    };
    let mut rows: Vec<(Vec<CriterionIx>, usize)> = Vec::new();
    for transition in graph.between(from, to) {
        let step = Step { from: Some(from), to, transition: Some(transition), gates };
        let own = declared_asks(graph, step).into_iter().map(|ask| ask.criterion).collect();
        rows.push((own, statements(model, transition)));
    }
    if gates == Gates::All {
        for overlay in &model.overlays {
            let Some((first, last)) = ends_in(overlay, Some(from), to) else { continue };
            let mut paths = every_path(&overlay.graph, first, last, MOST_WAYS + 1);
            paths.sort_by_key(Vec::len);
            let laid: Vec<Vec<CriterionIx>> = paths
                .iter()
                .map(|path| asked_along(&overlay.graph, path).iter().map(|a| a.criterion).collect())
                .collect();
            if !laid.is_empty() {
                rows = combined(&rows, &laid);
            }
        }
    }
    if rows.len() > MOST_WAYS {
        return None;
    }
    let is_alone = rows.len() == 1;
    let mut ways = rows.into_iter().map(|(asked, said)| way(model, rules, &asked, said, is_alone));
    let (first, others) = (ways.next()?, ways.collect::<Box<[Way]>>());
    let criteria = std::iter::once(&first).chain(&others).flat_map(|way| &way.criteria);
    let criteria = criteria.filter_map(|ix| model.criterion(*ix));
    let reads = every_read(model, criteria.map(|criterion| &criterion.condition));
    Some(Ways { first, others, reads })
}

/// The facts that conditions read, those behind scores included.
pub(super) fn every_read<'c>(
    model: &Model,
    conditions: impl Iterator<Item = &'c Condition>,
) -> Box<[Slot]> {
    let direct: BTreeSet<Slot> =
        conditions.flat_map(|condition| condition.reads().iter().copied()).collect();
    let cards = model.scorecards.iter().filter(|card| direct.contains(&card.slot));
    let behind = cards.flat_map(|card| &card.items).flat_map(|item| item.when.reads());
    let all: BTreeSet<Slot> = direct.iter().chain(behind).copied().collect();
    all.into_iter().collect()
}

/// Every row with every one of these behind it.
fn combined(
    rows: &[(Vec<CriterionIx>, usize)],
    laid: &[Vec<CriterionIx>],
) -> Vec<(Vec<CriterionIx>, usize)> {
    let with = |(own, said): &(Vec<CriterionIx>, usize), more: &Vec<CriterionIx>| {
        ([&own[..], more].concat(), *said)
    };
    let all = rows.iter().flat_map(|row| laid.iter().map(move |more| with(row, more)));
    all.take(MOST_WAYS + 1).collect()
}

fn statements(model: &Model, transition: TransitionIx) -> usize {
    let asked = model.graph.transition(transition);
    asked.map_or(0, |transition| {
        usize::from(transition.actors().next().is_some())
            + usize::from(transition.reasons().next().is_some())
    })
}

fn way(
    model: &Model,
    rules: &[Rule],
    asked: &[CriterionIx],
    statements: usize,
    is_alone: bool,
) -> Way {
    let mut criteria: Vec<CriterionIx> = Vec::new();
    let mut times: Vec<usize> = Vec::new();
    for criterion in asked {
        match criteria.iter().position(|known| known == criterion) {
            Some(place) => times.iter_mut().skip(place).take(1).for_each(|count| *count += 1),
            None => {
                criteria.push(*criterion);
                times.push(1);
            }
        }
    }
    let sheet = Sheet::new(&model.fields, criteria.iter().filter_map(|ix| rules.get(ix.0)));
    let known = criteria.iter().filter_map(|ix| model.criterion(*ix));
    let mut blocking = vec![0; criteria.len().div_ceil(TOGETHER).max(1)];
    for (place, criterion) in known.enumerate() {
        if criterion.strictness == Strictness::Block
            && let Some(word) = blocking.get_mut(place / TOGETHER)
        {
            *word |= 1 << (place % TOGETHER);
        }
    }
    let times = if is_alone { Vec::new() } else { times };
    Way { criteria, times, statements, sheet, blocking }
}
