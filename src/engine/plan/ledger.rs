//! What a way asks of the facts, as conditions that are reasoned about together. What is worked out
//! from the stage is a fact of its own on each leg.

use std::collections::{BTreeMap, BTreeSet};

use super::super::gates::{Ask, standing, weak, weight};
use super::super::moves::row_for;
use super::super::routes::asks;
use super::super::situation::Situation;
use super::ways::Way;
use super::work::Workload;
use crate::base::time::Timestamp;
use crate::deal::asked_move::Move;
use crate::deal::binding::{Behind, Row};
use crate::deal::evidence::Evidence;
use crate::deal::field::{Changes, Field, FieldOrigin};
use crate::deal::table::given;
use crate::engine::scorecards::{from_points, points, set_gate_scores};
use crate::expr::{Condition, Declaration, Facts, Slot, Value};
use crate::logic::space::Held;
use crate::logic::{Answer, Cheapest, ConditionIx, Conditions, Demand, Form, Given, Tally};
use crate::playbook::criterion::{Criterion, CriterionIx, Strictness};
use crate::playbook::graph::StageIx;

/// Most facts of one criterion that are each looked at as kept and as found out anew.
const WEAK: usize = 4;

/// A score's own fact, and the conditions that make it with their points.
type Points = (Slot, Vec<(ConditionIx, f64)>);

/// A way with what it asks of the facts.
pub(super) struct Ledger<'s> {
    pub(super) situation: &'s Situation<'s>,
    way: &'s Way,
    facts: LedgerFacts,
    conditions: Conditions,
    demands: Vec<(Demand, Ask, usize)>,
    tallied: BTreeMap<(usize, usize), Points>,
    /// By leg: the fact that says how long the deal has been in the stage.
    waits: BTreeMap<usize, Slot>,
    renewable: BTreeSet<Slot>,
    /// The first leg that needs a fact.
    pub(super) due: BTreeMap<Slot, usize>,
    /// The best evidence that a criterion on the way asks of a fact.
    grades: BTreeMap<Slot, Evidence>,
    pub(super) load: Workload,
    is_exact: bool,
}

/// The facts of the deal, and further ones that stand for what they are on one leg.
struct LedgerFacts {
    row: Row,
    first: u32,
    more: Vec<(Slot, usize, Option<Value>)>,
}

impl Facts for LedgerFacts {
    fn get(&self, slot: Slot) -> Option<&Value> {
        match slot.0.checked_sub(self.first) {
            Some(place) => self.more.get(place as usize)?.2.as_ref(),
            None => self.row.get(slot),
        }
    }
}

impl LedgerFacts {
    fn add(&mut self, slot: Slot, leg: usize, value: Option<Value>) -> Slot {
        let known = self.more.iter().position(|known| *known == (slot, leg, value.clone()));
        let place = known.unwrap_or_else(|| {
            self.more.push((slot, leg, value));
            self.more.len() - 1
        });
        Slot(self.first.saturating_add(u32::try_from(place).unwrap_or(u32::MAX)))
    }
}

/// Stands for all legs.
const ALL: usize = usize::MAX;

impl<'s> Ledger<'s> {
    pub(super) fn new(situation: &'s Situation<'s>, way: &'s Way) -> Self {
        let first = u32::try_from(situation.model().fields.len()).unwrap_or(u32::MAX);
        let due = due(situation, way);
        let mut ledger = Self {
            situation,
            way,
            facts: LedgerFacts { row: situation.row.clone(), first, more: Vec::new() },
            conditions: Conditions::default(),
            demands: Vec::new(),
            tallied: BTreeMap::new(),
            waits: BTreeMap::new(),
            renewable: BTreeSet::new(),
            load: Workload::new(situation, way, &due),
            due,
            grades: grades(situation, way),
            is_exact: true,
        };
        for (leg, asks) in way.iter().map(|leg| &leg.asks).enumerate() {
            let mut told: BTreeSet<CriterionIx> = BTreeSet::new();
            for ask in asks {
                if told.insert(ask.criterion) {
                    ledger.add(leg, ask);
                }
            }
        }
        ledger
    }

    fn row(&self, leg: usize) -> Row {
        row_on(self.situation, self.way, leg)
    }

    fn add(&mut self, leg: usize, ask: &Ask) {
        let Some(criterion) = self.situation.model().criterion(ask.criterion) else { return };
        if criterion.strictness != Strictness::Block {
            return;
        }
        let row = self.row(leg);
        let mut weak = weak(self.situation, &row, criterion);
        if standing(self.situation, &row, criterion).is_none() {
            // A list whose weak items do not matter now is taken as it is.
            weak.retain(|slot| !matches!(row.get(*slot), Some(Value::List(_))));
        }
        self.renewable.extend(weak.iter().copied());
        let whole = (1_usize << weak.len().min(WEAK)) - 1;
        let forms: Vec<usize> = if weak.len() > WEAK {
            self.is_exact = false;
            vec![0, whole]
        } else {
            (0..=whole).collect()
        };
        if weak.len() > WEAK {
            weak.truncate(WEAK);
        }
        let forms = forms
            .into_iter()
            .map(|anew| {
                let is_anew = |place: usize| anew >> place & 1 == 1;
                let kept: Vec<Slot> = weak
                    .iter()
                    .enumerate()
                    .filter(|(place, _)| !is_anew(*place))
                    .map(|(_, slot)| *slot)
                    .collect();
                let condition = self.placed(&criterion.condition, leg, &kept);
                let anew = weak.iter().enumerate().map(|(at, slot)| (*slot, is_anew(at)));
                Form { condition: self.conditions.add(&condition), anew: anew.collect() }
            })
            .collect();
        self.demands.push((Demand { forms }, ask.clone(), leg));
    }

    /// A condition as it is asked on a leg, when nothing is known of some facts.
    fn placed(&mut self, condition: &Condition, leg: usize, unknown: &[Slot]) -> Condition {
        let row = self.row(leg);
        let mut places: BTreeMap<Slot, (Slot, Declaration)> = BTreeMap::new();
        for slot in condition.reads() {
            if let Some(place) = self.place(*slot, leg, &row, unknown) {
                places.insert(*slot, place);
            }
        }
        let nothing = || Declaration::new(crate::expr::Type::Dyn, "");
        let doubted = condition.doubting(unknown);
        doubted.in_slots(&|slot| places.get(&slot).cloned().unwrap_or_else(|| (slot, nothing())))
    }

    fn place(
        &mut self,
        slot: Slot,
        leg: usize,
        row: &Row,
        unknown: &[Slot],
    ) -> Option<(Slot, Declaration)> {
        let fields = &self.situation.model().fields;
        let (field, known) = (fields.field(slot)?, fields.declaration(slot)?.clone());
        if unknown.contains(&slot) {
            let unset = Declaration { always_set: false, ..known };
            return Some((self.facts.add(slot, ALL, None), unset));
        }
        let place = match field.origin {
            FieldOrigin::Score => self.score(slot, leg, row),
            FieldOrigin::Derived if slot == given::DAYS_IN_STAGE => {
                let place = self.facts.add(slot, leg, row.get(slot).cloned());
                self.waits.insert(leg, place);
                place
            }
            FieldOrigin::Derived if row.get(slot) != self.facts.row.get(slot) => {
                self.facts.add(slot, ALL, row.get(slot).cloned())
            }
            FieldOrigin::Derived => slot,
            FieldOrigin::Declared | FieldOrigin::Given if self.comes_too_late(field, leg) => {
                self.facts.add(slot, ALL, row.get(slot).cloned())
            }
            FieldOrigin::Declared | FieldOrigin::Given => slot,
        };
        Some((place, known))
    }

    /// Whether a fact may be set only in stages that the deal enters after a leg.
    fn comes_too_late(&self, field: &Field, leg: usize) -> bool {
        let may = |stage: StageIx| {
            let id = self.situation.stage_of(stage).map(|stage| stage.id());
            id.is_some_and(|id| field.set_in.contains(id))
        };
        let from = |leg: &super::ways::Leg| leg.step.from.unwrap_or(leg.step.to);
        !field.set_in.is_empty() && !self.way.iter().take(leg + 1).any(|leg| may(from(leg)))
    }

    /// The score that a card gives on a leg.
    fn score(&mut self, slot: Slot, leg: usize, row: &Row) -> Slot {
        let model = self.situation.model();
        let Some((ix, card)) =
            model.scorecards.iter().enumerate().find(|(_, card)| card.slot == slot)
        else {
            return slot;
        };
        let is_settled = |slot: &Slot| {
            let field = model.fields.field(*slot);
            field.is_some_and(|field| field.carries_evidence() && field.set_in.is_empty())
        };
        let leg_of = match card.items.iter().all(|item| item.when.reads().iter().all(is_settled)) {
            true => ALL,
            false => leg,
        };
        let place = self.facts.add(slot, leg_of, row.get(slot).cloned());
        if !self.tallied.contains_key(&(ix, leg_of)) {
            let mut items = Vec::new();
            for item in &card.items {
                let condition = self.placed(&item.when, leg, &[]);
                items.push((self.conditions.add(&condition), points(card, item)));
            }
            self.tallied.insert((ix, leg_of), (place, items));
        }
        place
    }

    /// The cheapest changes that open every gate on the way.
    pub(super) fn cheapest(&self) -> Answer<Cheapest> {
        let demands: Vec<Demand> = self.demands.iter().map(|(demand, ..)| demand.clone()).collect();
        let cards = &self.situation.model().scorecards;
        let tallies: Vec<Tally<'_>> = self
            .tallied
            .iter()
            .filter_map(|((card, _), (slot, items))| {
                let card = cards.get(*card)?;
                let value = Box::new(|sum| Value::Double(from_points(card, sum)));
                Some(Tally { slot: *slot, items: items.clone(), value })
            })
            .collect();
        match self.conditions.cheapest(&demands, &tallies, self) {
            Answer::Yes(mut found) => {
                found.is_least &= self.is_exact && self.load.is_exact();
                Answer::Yes(found)
            }
            other => other,
        }
    }

    /// The smallest set of criteria that cannot all be met, with the legs that ask for them.
    pub(super) fn clash(&self) -> Vec<(Ask, usize)> {
        let anew: Vec<(ConditionIx, &Ask, usize)> = self
            .demands
            .iter()
            .filter_map(|(demand, ask, leg)| Some((demand.forms.last()?.condition, ask, *leg)))
            .collect();
        let asked: Vec<ConditionIx> = anew.iter().map(|(ix, ..)| *ix).collect();
        let reads = asked.iter().filter_map(|ix| self.conditions.get(*ix));
        let reads = reads.flat_map(|condition| condition.reads().iter().copied());
        let scores: BTreeSet<Slot> = self.tallied.values().map(|(slot, _)| *slot).collect();
        let held = Held {
            facts: &self.facts,
            slots: reads
                .filter(|slot| self.share(*slot).is_none() && !scores.contains(slot))
                .collect(),
            from_now: false,
            renewable: BTreeSet::new(),
        };
        let clash = self.conditions.clash_while(&asked, &held).unwrap_or_default();
        let of = |ix: &ConditionIx| anew.iter().find(|(known, ..)| known == ix);
        clash.iter().filter_map(of).map(|(_, ask, leg)| ((*ask).clone(), *leg)).collect()
    }

    /// The deal's facts after a change.
    pub(super) fn changed_row(&self, facts: &dyn Facts, changed: &BTreeSet<Slot>) -> Row {
        let mut row = self.situation.row.clone();
        for slot in changed.iter().filter(|slot| slot.0 < self.facts.first) {
            row.find_out(*slot, facts.get(*slot).cloned(), self.found_out(*slot));
        }
        set_gate_scores(self.situation.model(), &mut row);
        row
    }

    /// What is unmet on a leg when some facts were found out.
    pub(super) fn shut(&self, leg: usize, facts: &dyn Facts, changed: &BTreeSet<Slot>) -> Vec<Ask> {
        let Some(known) = self.way.get(leg) else { return Vec::new() };
        let later = self.situation.with_row(self.changed_row(facts, changed));
        let mut row = row_on(&later, self.way, leg);
        if let Some(Value::Int(days)) = self.waits.get(&leg).and_then(|slot| facts.get(*slot)) {
            row.set(given::DAYS_IN_STAGE, Some(Value::Int(*days)));
            set_gate_scores(self.situation.model(), &mut row);
        }
        let id = self.situation.stage_of(known.step.to).map(|stage| stage.id().as_str());
        let asked = Move::to(id.unwrap_or_default());
        let mut shut = asks(&later, &row, known.step, &asked);
        shut.retain(|ask| weight(&later, &row, ask, &asked) > 0);
        shut
    }

    fn found_out(&self, slot: Slot) -> Behind {
        let evidence = self.grade(slot).unwrap_or_default();
        Behind { evidence, at: Some(self.situation.now) }
    }

    /// How well a fact has to be known.
    pub(super) fn grade(&self, slot: Slot) -> Option<Evidence> {
        self.grades.get(&slot).copied()
    }

    /// How many days the deal has to have been in the stage of a leg before it can go on.
    pub(super) fn days_to_wait(&self, values: &BTreeMap<Slot, Option<Value>>, leg: usize) -> i64 {
        match self.waits.get(&leg).and_then(|slot| values.get(slot)) {
            Some(Some(Value::Int(days))) => *days,
            _ => 0,
        }
    }

    /// Whether a fact is one of the deal, and not one that stands for something on one leg.
    pub(super) fn is_fact(&self, slot: Slot) -> bool {
        slot.0 < self.facts.first
    }

    fn field(&self, slot: Slot) -> Option<&'s Field> {
        self.situation.model().fields.field(slot)
    }
}

impl Given for Ledger<'_> {
    fn facts(&self) -> &dyn Facts {
        &self.facts
    }

    fn share(&self, slot: Slot) -> Option<u64> {
        if self.waits.values().any(|wait| *wait == slot) {
            return Some(0);
        }
        match self.field(slot)?.origin {
            FieldOrigin::Declared | FieldOrigin::Given => self.load.share(slot),
            FieldOrigin::Derived if slot == given::DAYS_SINCE_ACTIVITY => self.load.share(slot),
            FieldOrigin::Derived | FieldOrigin::Score => None,
        }
    }

    fn price(&self, changed: &BTreeSet<Slot>) -> u64 {
        self.load.price(changed)
    }

    fn may_become(&self, slot: Slot, value: Option<&Value>) -> bool {
        let now = self.facts.get(slot);
        let Some(field) = self.field(slot) else { return number(value) >= number(now) };
        if slot == given::DAYS_SINCE_ACTIVITY {
            return value == Some(&Value::Int(0));
        }
        match (now, field.changes) {
            (Some(_), _) if field.circumstance => value == now,
            (None, _) | (_, Changes::Free) => true,
            (Some(_), Changes::Once) => value == now,
            (Some(Value::Bool(now)), Changes::Grows) => {
                matches!(value, Some(Value::Bool(value)) if *value >= *now)
            }
            (Some(_), Changes::Grows) => value.is_some() && number(value) >= number(now),
        }
    }

    fn can_be_renewed(&self) -> BTreeSet<Slot> {
        self.renewable.clone()
    }

    fn left_to_chance(&self) -> BTreeSet<Slot> {
        let fields = self.situation.model().fields.iter();
        let chance =
            fields.filter(|(slot, field)| field.circumstance && self.facts.get(*slot).is_none());
        chance.map(|(slot, _)| slot).collect()
    }

    fn is_right(&self, facts: &dyn Facts, changed: &BTreeSet<Slot>) -> bool {
        let is_kept =
            |slot: &Slot| !changed.contains(slot) || self.may_become(*slot, facts.get(*slot));
        if !changed.iter().all(is_kept) {
            return false;
        }
        (0..self.way.len()).all(|leg| self.shut(leg, facts, changed).is_empty())
    }
}

fn number(value: Option<&Value>) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "numbers beyond 53 bits are compared roughly")]
    match value? {
        Value::Int(number) => Some(*number as f64),
        Value::Double(number) => Some(*number),
        Value::Timestamp(at) => Some(at.checked_since(Timestamp::MIN)?.seconds() as f64),
        Value::Duration(length) => Some(length.seconds() as f64),
        _ => None,
    }
}

/// The facts by which the gates of a leg are judged.
fn row_on(situation: &Situation<'_>, way: &Way, leg: usize) -> Row {
    way.get(leg)
        .map_or_else(|| situation.row.clone(), |known| row_for(situation, leg, known.step).clone())
}

fn blocking<'m>(situation: &'m Situation<'_>, ask: &Ask) -> Option<&'m Criterion> {
    let criterion = situation.model().criterion(ask.criterion)?;
    (criterion.strictness == Strictness::Block).then_some(criterion)
}

/// The leg that first needs each fact: the first with an unmet criterion that hangs on it; where all
/// are met, the first that asks at all.
fn due(situation: &Situation<'_>, way: &Way) -> BTreeMap<Slot, usize> {
    let (mut unmet, mut any): (BTreeMap<Slot, usize>, BTreeMap<Slot, usize>) = Default::default();
    for (leg, known) in way.iter().enumerate() {
        let row = row_on(situation, way, leg);
        for ask in &known.asks {
            let Some(criterion) = blocking(situation, ask) else { continue };
            let is_unmet = standing(situation, &row, criterion).is_some();
            for slot in behind(situation, criterion) {
                any.entry(slot).or_insert(leg);
                if is_unmet {
                    unmet.entry(slot).or_insert(leg);
                }
            }
        }
    }
    any.extend(unmet);
    any
}

/// The facts that a criterion hangs on; for a score those behind its items.
pub(super) fn behind(situation: &Situation<'_>, criterion: &Criterion) -> BTreeSet<Slot> {
    let model = situation.model();
    let mut slots = BTreeSet::new();
    for slot in criterion.condition.reads() {
        match model.fields.field(*slot).map(|field| field.origin) {
            Some(FieldOrigin::Declared | FieldOrigin::Given) => {
                slots.insert(*slot);
            }
            Some(FieldOrigin::Derived) if *slot == given::DAYS_SINCE_ACTIVITY => {
                slots.insert(*slot);
            }
            Some(FieldOrigin::Score) => {
                let cards = model.scorecards.iter().filter(|card| card.slot == *slot);
                let items = cards.flat_map(|card| &card.items);
                let reads = items.flat_map(|item| item.when.reads().iter().copied());
                slots.extend(
                    reads.filter(|slot| {
                        model.fields.field(*slot).is_some_and(Field::carries_evidence)
                    }),
                );
            }
            Some(FieldOrigin::Derived) | None => {}
        }
    }
    slots
}

fn grades(situation: &Situation<'_>, way: &Way) -> BTreeMap<Slot, Evidence> {
    let mut grades: BTreeMap<Slot, Evidence> = BTreeMap::new();
    for ask in way.iter().flat_map(|leg| &leg.asks) {
        let Some(criterion) = blocking(situation, ask) else { continue };
        let Some(grade) = criterion.evidence else { continue };
        for slot in criterion.condition.reads() {
            let best = grades.entry(*slot).or_insert(grade);
            *best = grade.max(*best);
        }
    }
    grades
}
