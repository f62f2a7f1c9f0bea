//! What is made ready once, so that a deal costs little.

use std::sync::Arc;

use super::cell::{self, UNSET};
use super::cells::{BehindAt, Cells};
use super::clauses::Layout;
use super::index::Index;
use super::sheet::{Backing, Rule, Sheet, TOGETHER};
use super::ways::{Ways, every_read, every_way};
use crate::base::names::Names;
use crate::base::time::Timestamp;
use crate::deal::binding::Row;
use crate::deal::field::FieldType;
use crate::deal::table::{FieldTable, given};
use crate::engine::gates::standing_at;
use crate::engine::scorecards::{from_points, points};
use crate::expr::{Condition, Facts, Slot, Truth, Value};
use crate::playbook::content::Play;
use crate::playbook::criterion::{Criterion, CriterionIx};
use crate::playbook::graph::{StageGraph, StageIx};
use crate::playbook::playbook::{Model, Playbook};

/// A playbook whose conditions are questions about words.
#[derive(Debug)]
pub(super) struct JudgeModel {
    pub(super) playbook: Playbook,
    pub(super) layout: Layout,
    /// The words of a row in which nothing is set.
    pub(super) unset: Box<[u64]>,
    ways: Vec<Ways>,
    /// Which of the ways lead from one stage to another, by their positions; a place beyond them
    /// where none do.
    gates: Vec<u16>,
    /// By the position of the stage.
    pub(super) plays: Vec<StagePlays>,
    pub(super) scores: Vec<Score>,
    pub(super) stage_words: Vec<StageWords>,
    pub(super) worked_out: Vec<WorkedOut>,
    /// The facts whose values are kept, by slot.
    kept: Vec<bool>,
    /// Those with whose values something is done besides putting their words into the row, by slot.
    watched: Vec<bool>,
    /// The facts that a host may set, by their ids.
    pub(super) names: Names,
    /// The values of the facts that are choices, by slot.
    values: Vec<Option<Names>>,
    pub(super) keeps_any: bool,
    pub(super) asks_evidence: bool,
    pub(super) watches_visits: bool,
}

/// A fact that is worked out from the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WorkedOut {
    Now,
    DaysInStage,
    DaysIdle,
    Age,
}

/// What a fact about the deal's stage is in each stage.
#[derive(Debug)]
pub(super) struct StageWords {
    pub(super) slot: Slot,
    pub(super) by_position: Vec<Option<(u64, Arc<str>)>>,
    pub(super) is_watched: bool,
}

/// The plays of a stage, the best first.
#[derive(Debug, Default)]
pub(super) struct StagePlays {
    pub(super) plays: Vec<usize>,
    /// Empty where there is an index.
    pub(super) sheet: Sheet,
    /// Where there are more than a sheet looks at together.
    pub(super) index: Option<Index>,
    /// Those whose conditions words cannot say, by their places, in order.
    pub(super) slow: Vec<usize>,
    /// The facts that they read, those behind scores included.
    pub(super) reads: Box<[Slot]>,
}

/// A scorecard that some condition reads.
#[derive(Debug)]
pub(super) struct Score {
    pub(super) slot: Slot,
    card: usize,
    sheet: Sheet,
}

impl JudgeModel {
    pub(super) fn new(playbook: &Playbook) -> Self {
        let model = &*playbook.0;
        let mut layout = Layout::new(&model.fields);
        let mut ways: Vec<Ways> = Vec::new();
        let mut gates = vec![u16::MAX; model.graph.len() * model.graph.len()];
        for ((from, to), between) in every_way(model, &mut layout) {
            let place = from.position() * model.graph.len() + to.position();
            let (Some(gate), Some(between)) = (gates.get_mut(place), between) else { continue };
            if let Some(number) = u16::try_from(ways.len()).ok().filter(|number| *number < u16::MAX)
            {
                *gate = number;
                ways.push(between);
            }
        }
        let plays = stage_plays(model, &mut layout);
        let mut judge = Self {
            playbook: playbook.clone(),
            unset: Box::default(),
            plays,
            ways,
            gates,
            scores: Vec::new(),
            stage_words: Vec::new(),
            worked_out: Vec::new(),
            kept: vec![false; model.fields.len()],
            watched: Vec::new(),
            names: Names::new(model.fields.iter().map(|(_, field)| field.id.clone())),
            values: model.fields.iter().map(|(_, field)| values_of(&field.kind)).collect(),
            keeps_any: false,
            asks_evidence: false,
            watches_visits: false,
            layout,
        };
        judge.work_out_scores(model);
        judge.keep_what_is_put_together(model);
        judge.watched = (0..)
            .zip(&judge.kept)
            .map(|(slot, kept)| *kept || judge.layout.answered.contains_key(&Slot(slot)))
            .collect();
        let asks_evidence =
            |criterion: &Criterion| criterion.evidence.is_some() || criterion.fresh.is_some();
        judge.asks_evidence = judge.keeps_any || model.criteria.iter().any(asks_evidence);
        judge.watches_visits = judge.is_watched(given::VISITS);
        judge.unset = judge.words_of_nothing();
        judge.stage_words = stage_words(model, &judge);
        judge.worked_out = judge.what_is_worked_out(model);
        judge
    }

    pub(super) fn fields(&self) -> &FieldTable {
        &self.playbook.0.fields
    }

    /// The declared ways from one stage to another.
    #[inline]
    pub(super) fn ways(&self, from: StageIx, to: StageIx) -> Option<&Ways> {
        self.ways_numbered(self.gate(from, to))
    }

    /// The plays of a stage; of the first one where a deal has none.
    #[inline]
    pub(super) fn plays_of(&self, stage: Option<StageIx>) -> Option<&StagePlays> {
        let stage = stage.or_else(|| self.playbook.0.graph.first())?;
        self.plays.get(stage.position())
    }

    /// The number of the ways from one stage to another; one that no ways have where none lead there.
    #[inline]
    pub(super) fn gate(&self, from: StageIx, to: StageIx) -> u16 {
        let place = from.position().wrapping_mul(self.plays.len()).wrapping_add(to.position());
        self.gates.get(place).copied().unwrap_or(u16::MAX)
    }

    #[inline]
    pub(super) fn ways_numbered(&self, number: u16) -> Option<&Ways> {
        self.ways.get(usize::from(number))
    }

    pub(super) fn count_of_ways(&self) -> usize {
        self.ways.len()
    }

    /// Whether something is done with the value of a fact besides putting its word into the row.
    pub(super) fn is_watched(&self, slot: Slot) -> bool {
        self.watched.get(slot.0 as usize).copied().unwrap_or(false)
    }

    /// Whether nothing has to be done about a fact besides putting its word into the row.
    pub(super) fn is_plain(&self, slot: Slot) -> bool {
        !self.is_watched(slot) && !self.asks_evidence
    }

    pub(super) fn is_kept(&self, slot: Slot) -> bool {
        self.kept.get(slot.0 as usize).copied().unwrap_or(false)
    }

    /// The word of a value of a choice.
    #[inline]
    pub(super) fn choice(&self, slot: Slot, value: &str) -> Option<u64> {
        let values = self.values.get(slot.0 as usize)?.as_ref()?;
        Some(cell::choice(values.len(), values.find(value)?))
    }

    /// What is asked of a fact alone, answered.
    pub(super) fn answers(&self, slot: Slot, value: Option<&Value>) -> u64 {
        let Some((_, atoms)) = self.layout.answered.get(&slot) else { return 0 };
        let alone = Alone { slot, value };
        atoms.iter().enumerate().fold(0, |word, (place, atom)| {
            let answer = self.layout.atoms.get(*atom).map(|atom| atom.decide(&alone));
            word | match answer {
                Some(Truth::True) => 1 << (2 * place),
                Some(Truth::False) => 2 << (2 * place),
                Some(Truth::Unknown) | None => 0,
            }
        })
    }

    fn words_of_nothing(&self) -> Box<[u64]> {
        let mut words = vec![UNSET; self.layout.cells()];
        for (slot, (cell, _)) in &self.layout.answered {
            if let Some(word) = words.get_mut(cell.0 as usize) {
                *word = self.answers(*slot, None);
            }
        }
        words.into()
    }

    /// Only scores that some condition reads have to be worked out.
    fn work_out_scores(&mut self, model: &Model) {
        for (card, rule) in model.scorecards.iter().enumerate() {
            if is_read(model, rule.slot) {
                let items = rule.items.iter().map(|item| {
                    Rule::new(&mut self.layout, &model.fields, &item.when, Backing::default())
                });
                let sheet = Sheet::new(&model.fields, &items.collect::<Vec<Rule>>());
                self.scores.push(Score { slot: rule.slot, card, sheet });
            }
        }
    }

    fn keep_what_is_put_together(&mut self, model: &Model) {
        let mut slots: Vec<Slot> = Vec::new();
        let mut keep = |condition: Option<&Condition>| {
            slots.extend(condition.into_iter().flat_map(|c| c.reads().iter().copied()));
        };
        for way in self.ways.iter().flat_map(Ways::iter) {
            for rule in &way.sheet.slow {
                let criterion = way.criteria.get(*rule).and_then(|ix| model.criterion(*ix));
                keep(criterion.map(|criterion| &criterion.condition));
            }
        }
        for of in &self.plays {
            for rule in &of.slow {
                let play = of.plays.get(*rule).and_then(|play| model.plays.get(*play));
                keep(play.and_then(|play| play.when.as_ref()));
            }
        }
        for score in &self.scores {
            let items = model.scorecards.get(score.card).map(|card| card.items.as_slice());
            for rule in &score.sheet.slow {
                keep(items.and_then(|items| items.get(*rule)).map(|item| &item.when));
            }
        }
        for slot in slots {
            if let Some(place) = self.kept.get_mut(slot.0 as usize) {
                *place = true;
                self.keeps_any = true;
            }
        }
    }

    fn what_is_worked_out(&self, model: &Model) -> Vec<WorkedOut> {
        let all = [
            (given::NOW, WorkedOut::Now),
            (given::DAYS_IN_STAGE, WorkedOut::DaysInStage),
            (given::DAYS_SINCE_ACTIVITY, WorkedOut::DaysIdle),
            (given::AGE_DAYS, WorkedOut::Age),
        ];
        let is_read = |slot: Slot| self.is_watched(slot) || is_read(model, slot);
        all.into_iter()
            .filter(|(slot, _)| is_read(*slot))
            .map(|(_, worked_out)| worked_out)
            .collect()
    }

    /// Whether a rule that words cannot say holds: asked of the values that are kept.
    #[cold]
    pub(super) fn criterion_holds(
        &self,
        criterion: CriterionIx,
        cells: &Cells,
        now: Timestamp,
    ) -> bool {
        let criterion = self.playbook.0.criterion(criterion);
        criterion.is_some_and(|c| standing_at(self.fields(), &cells.kept, c, now).is_none())
    }

    /// Whether a play of a stage whose condition words cannot say is shown.
    #[cold]
    pub(super) fn play_holds(&self, play: usize, kept: &Row) -> bool {
        let when = self.playbook.0.plays.get(play).and_then(|play| play.when.as_ref());
        when.is_none_or(|when| when.decide(kept) == Truth::True)
    }
}

impl Score {
    /// The score of a deal, in percent.
    pub(super) fn of(&self, model: &JudgeModel, cells: &Cells, now: Timestamp) -> f64 {
        let Some(card) = model.playbook.0.scorecards.get(self.card) else { return 0.0 };
        let behind = BehindAt { cells, now };
        let mut sum = 0.0;
        let mut place = 0;
        for (chunk, items) in self.sheet.chunks().zip(card.items.chunks(TOGETHER)) {
            let failing = chunk.failing(&cells.words, &behind);
            for (bit, item) in items.iter().enumerate() {
                let is_slow = self.sheet.slow.contains(&place);
                if failing >> bit & 1 == 0
                    && (!is_slow || item.when.decide(&cells.kept) == Truth::True)
                {
                    sum += points(card, item);
                }
                place += 1;
            }
        }
        from_points(card, sum)
    }
}

fn values_of(kind: &FieldType) -> Option<Names> {
    match kind {
        FieldType::Choice(values) => Some(Names::new(values.iter().cloned())),
        _ => None,
    }
}

/// Whether a condition reads a fact.
fn is_read(model: &Model, slot: Slot) -> bool {
    every_condition(model).any(|condition| condition.reads().contains(&slot))
}

fn every_condition(model: &Model) -> impl Iterator<Item = &Condition> {
    let criteria = model.criteria.iter().map(|criterion| &criterion.condition);
    let plays = model.plays.iter().filter_map(|play| play.when.as_ref());
    let items = model.scorecards.iter().flat_map(|card| &card.items).map(|item| &item.when);
    criteria.chain(plays).chain(items)
}

fn stage_plays(model: &Model, layout: &mut Layout) -> Vec<StagePlays> {
    let rules = model.plays.iter().map(|play| match &play.when {
        Some(when) => Rule::new(layout, &model.fields, when, Backing::default()),
        None => Rule::always(),
    });
    let rules: Vec<Rule> = rules.collect();
    let mut ranked: Vec<usize> = (0..model.plays.len()).collect();
    ranked.sort_by_key(|ix| model.plays.get(*ix).map(rank));
    let here = |position: usize, play: &usize| {
        model.plays.get(*play).is_some_and(|play| play.stages.contains(position))
    };
    let of_stage = |position: usize| {
        let plays: Vec<usize> =
            ranked.iter().copied().filter(|play| here(position, play)).collect();
        let rules: Vec<&Rule> = plays.iter().filter_map(|ix| rules.get(*ix)).collect();
        let slow = (0..rules.len()).filter(|place| is_slow(&rules, *place)).collect();
        let whens = plays.iter().filter_map(|ix| model.plays.get(*ix)?.when.as_ref());
        let reads = every_read(model, whens);
        let (sheet, index) = match plays.len() > TOGETHER {
            true => (Sheet::default(), Some(Index::new(layout, &rules))),
            false => (Sheet::new(&model.fields, rules), None),
        };
        StagePlays { plays, sheet, index, slow, reads }
    };
    (0..model.graph.len()).map(of_stage).collect()
}

fn is_slow(rules: &[&Rule], place: usize) -> bool {
    rules.get(place).is_some_and(|rule| rule.clauses().is_none())
}

/// The order in which plays of a stage are suggested where no gate makes a difference.
fn rank(play: &Play) -> (std::cmp::Reverse<u8>, i64) {
    let effort = play.effort.map_or(i64::MAX, crate::base::length::Length::seconds);
    (std::cmp::Reverse(play.priority), effort)
}

fn stage_words(model: &Model, judge: &JudgeModel) -> Vec<StageWords> {
    let positions: Vec<StageIx> = model.graph.stages().map(|(ix, _)| ix).collect();
    let of = |slot: Slot, graph: &StageGraph, place: &dyn Fn(StageIx) -> Option<StageIx>| {
        let word = |ix: StageIx| {
            let id: Arc<str> = graph.stage(place(ix)?)?.id().as_str().into();
            let value = Value::String(id.clone());
            Some((judge.layout.kind(slot)?.cell(&value), id))
        };
        let by_position = positions.iter().map(|ix| word(*ix)).collect();
        StageWords { slot, by_position, is_watched: judge.is_watched(slot) }
    };
    let own = of(given::STAGE, &model.graph, &Some);
    let laid = model
        .overlays
        .iter()
        .map(|overlay| of(overlay.stage_slot, &overlay.graph, &|ix| overlay.place_of(ix)));
    let all = std::iter::once(own).chain(laid);
    all.filter(|of| of.is_watched || is_read(model, of.slot)).collect()
}

/// A fact on its own.
struct Alone<'v> {
    slot: Slot,
    value: Option<&'v Value>,
}

impl Facts for Alone<'_> {
    fn get(&self, slot: Slot) -> Option<&Value> {
        self.value.filter(|_| slot == self.slot)
    }
}
