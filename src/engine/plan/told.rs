//! A plan as it is told.

use std::collections::{BTreeMap, BTreeSet};

use super::super::fixes;
use super::super::gates::finding;
use super::super::moves::row_for;
use super::super::situation::Situation;
use super::super::unmet::{Fix, Unmet};
use super::super::wording::{Reading, found, read};
use super::super::words::{one_of, or_less, or_more};
use super::Found;
use super::answer::{Alternative, Clashing, Gain, PlannedMove, Route, Task};
use super::ledger::Ledger;
use super::ways::{Leg, Way};
use super::work::Work;
use crate::base::id::Id;
use crate::deal::field::FieldType;
use crate::deal::raw::RawValue;
use crate::deal::table::given;
use crate::deal::unbound::written;
use crate::error::Error;
use crate::expr::{Facts, Slot, Value};
use crate::logic::{Change, Given};
use crate::playbook::criterion::Strictness;
use crate::playbook::graph::StageIx;
use crate::playbook::stage::Stage;

/// Most alternatives that are told.
const MOST: usize = 3;

/// The best way, with alternatives of its own and on others.
pub(super) fn route(
    situation: &Situation<'_>,
    best: &Found<'_>,
    others: &[Found<'_>],
    is_least: bool,
) -> Result<Route, Error> {
    let Some(change) = best.changes.first() else { return Ok(already_there()) };
    let told = Told { situation, ledger: &best.ledger, change };
    Ok(Route {
        effort_minutes: minutes(change.price),
        is_least,
        moves: told.moves(best.way)?,
        alternatives: alternatives(best, change, others),
    })
}

fn already_there() -> Route {
    Route { effort_minutes: 0, is_least: true, moves: Vec::new(), alternatives: Vec::new() }
}

fn minutes(seconds: u64) -> u64 {
    seconds.div_ceil(60)
}

/// The criteria of the clash on a way.
pub(super) fn clashing(situation: &Situation<'_>, ledger: &Ledger<'_>) -> Vec<Clashing> {
    let told = |(ask, _): (super::super::gates::Ask, usize)| {
        let criterion = situation.model().criterion(ask.criterion)?;
        Some(Clashing {
            criterion: criterion.id().to_owned(),
            sentence: criterion.sentence().to_owned(),
            at: ask.at,
        })
    };
    let mut clash: Vec<Clashing> = ledger.clash().into_iter().filter_map(told).collect();
    clash.dedup();
    clash
}

/// A change of facts on a way, to be told.
struct Told<'a, 's> {
    situation: &'a Situation<'s>,
    ledger: &'a Ledger<'s>,
    change: &'a Change,
}

impl Told<'_, '_> {
    fn moves(&self, way: &Way) -> Result<Vec<PlannedMove>, Error> {
        let unmet: Vec<Vec<(Unmet, BTreeSet<Slot>)>> = way
            .iter()
            .enumerate()
            .map(|(leg, known)| self.unmet(leg, known))
            .collect::<Result<_, _>>()?;
        let all: Vec<&(Unmet, BTreeSet<Slot>)> = unmet.iter().flatten().collect();
        let mut tasks = self.tasks(way.len(), &all)?;
        way.iter()
            .enumerate()
            .map(|(leg, known)| {
                let unmet = unmet.get(leg).map_or(&[][..], Vec::as_slice);
                let tasks = tasks.remove(&leg).unwrap_or_default();
                self.one_move(leg, known, tasks, unmet)
            })
            .collect()
    }

    fn one_move(
        &self,
        leg: usize,
        known: &Leg,
        tasks: Vec<Task>,
        unmet: &[(Unmet, BTreeSet<Slot>)],
    ) -> Result<PlannedMove, Error> {
        let graph = &self.situation.model().graph;
        let from = known.step.from.and_then(|ix| graph.stage(ix));
        let Some(to) = graph.stage(known.step.to) else { return Err(self.situation.no_stage("")) };
        let transition = known.step.transition.and_then(|ix| graph.transition(ix));
        let actors = transition.map(|t| t.actors().map(|role| self.situation.role_name(role)));
        let reasons = transition.map(|t| t.reasons().map(|id| self.situation.reason_name(id)));
        Ok(PlannedMove {
            from: from.map(|stage| stage.id().clone()),
            from_name: from.map(|stage| stage.name().to_owned()),
            to: to.id().clone(),
            to_name: to.name().to_owned(),
            tasks,
            unmet: unmet.iter().map(|(unmet, _)| unmet.clone()).collect(),
            actors: actors.into_iter().flatten().collect(),
            reasons: reasons.into_iter().flatten().collect(),
            wait_days: self.wait_days(leg, known),
            expected_days: self.expected_days(known.step.from, from),
        })
    }

    /// The days that a deal has been in the stage of a leg when its turn comes.
    fn days_there(&self, from: Option<StageIx>) -> i64 {
        let here = from.is_some() && from == self.situation.stage;
        if here { self.situation.days(given::DAYS_IN_STAGE).unwrap_or(0) } else { 0 }
    }

    fn wait_days(&self, leg: usize, known: &Leg) -> i64 {
        let days = self.ledger.days_to_wait(&self.change.values, leg);
        (days - self.days_there(known.step.from)).max(0)
    }

    fn expected_days(&self, ix: Option<StageIx>, from: Option<&Stage>) -> Option<i64> {
        let expected = from.filter(|stage| stage.is_open())?.expected()?;
        let days = expected.seconds().div_euclid(86_400);
        Some((days - self.days_there(ix)).max(0))
    }

    /// What is unmet at the gates of a leg as the deal stands, with the facts behind each.
    fn unmet(&self, leg: usize, known: &Leg) -> Result<Vec<(Unmet, BTreeSet<Slot>)>, Error> {
        let row = row_for(self.situation, leg, known.step);
        let mut told = Vec::new();
        let mut seen = BTreeSet::new();
        for ask in &known.asks {
            let criterion = self.situation.model().criterion(ask.criterion);
            let Some(criterion) = criterion.filter(|c| c.strictness == Strictness::Block) else {
                continue;
            };
            if let Some(finding) = finding(self.situation, row, ask)
                && seen.insert(ask.criterion)
            {
                let behind = super::ledger::behind(self.situation, criterion);
                told.push((fixes::unmet(self.situation, &finding)?, behind));
            }
        }
        Ok(told)
    }

    /// The tasks by the leg before whose move they are done.
    fn tasks(
        &self,
        legs: usize,
        unmet: &[&(Unmet, BTreeSet<Slot>)],
    ) -> Result<BTreeMap<usize, Vec<Task>>, Error> {
        let facts: BTreeSet<Slot> =
            self.change.changed.iter().copied().filter(|slot| self.ledger.is_fact(*slot)).collect();
        let (_, chosen) = self.ledger.load.choice(&facts);
        let mut left = facts;
        let mut planned: Vec<(usize, &Work, BTreeSet<Slot>)> = Vec::new();
        for work in chosen.iter().filter_map(|place| self.ledger.load.work.get(*place)) {
            let gives = self.ledger.load.in_time(work, &left);
            let due = gives.iter().filter_map(|slot| self.ledger.due.get(slot).copied()).min();
            left.retain(|slot| !gives.contains(slot));
            planned.push((work.leg_by(due.unwrap_or(legs.saturating_sub(1))), work, gives));
        }
        self.bring_forward(legs, &mut planned);
        let mut tasks: BTreeMap<usize, Vec<Task>> = BTreeMap::new();
        for (leg, work, gives) in planned {
            let Some(fix) = work.told(self.situation)? else { continue };
            tasks.entry(leg).or_default().push(self.task(work, fix, &gives, unmet));
        }
        Ok(tasks)
    }

    /// Lets no work come later than the leg whose gate it is to open: a gate that is open now can be
    /// shut by what is found out before it, until something else is found out too.
    fn bring_forward(&self, legs: usize, planned: &mut [(usize, &Work, BTreeSet<Slot>)]) {
        let after = After { change: self.change, before: self.ledger.facts() };
        for leg in 0..legs {
            let known: BTreeSet<Slot> = planned
                .iter()
                .filter(|(at, ..)| *at <= leg)
                .flat_map(|(.., gives)| gives.iter().copied())
                .collect();
            let shut = self.ledger.shut(leg, &after, &known);
            let criteria =
                shut.iter().filter_map(|ask| self.situation.model().criterion(ask.criterion));
            let needed: BTreeSet<Slot> =
                criteria.flat_map(|one| super::ledger::behind(self.situation, one)).collect();
            for (at, _, gives) in planned.iter_mut() {
                if *at > leg && !gives.is_disjoint(&needed) {
                    *at = leg;
                }
            }
        }
    }

    fn task(
        &self,
        work: &Work,
        fix: Fix,
        gives: &BTreeSet<Slot>,
        unmet: &[&(Unmet, BTreeSet<Slot>)],
    ) -> Task {
        let helped: Vec<&Unmet> = unmet
            .iter()
            .filter(|(_, behind)| !behind.is_disjoint(gives))
            .map(|(unmet, _)| unmet)
            .collect();
        let mut opens: Vec<String> = helped.iter().map(|unmet| unmet.criterion.clone()).collect();
        opens.dedup();
        let owners: BTreeSet<&String> =
            helped.iter().filter_map(|unmet| unmet.owner.as_ref()).collect();
        Task {
            kind: fix.kind,
            id: fix.id,
            text: fix.text,
            effort_minutes: minutes(work.effort),
            gives: gives.iter().filter_map(|slot| gain(self.ledger, self.change, *slot)).collect(),
            opens,
            owners: owners.into_iter().map(|role| self.situation.role_name(role)).collect(),
        }
    }
}

/// A fact that has to become something else, or to be better evidenced.
fn gain(ledger: &Ledger<'_>, change: &Change, slot: Slot) -> Option<Gain> {
    let situation = ledger.situation;
    let found = found(situation, slot)?;
    let field = situation.model().fields.field(slot)?;
    let value = match change.values.get(&slot) {
        Some(value) => value.as_ref(),
        None => situation.row.get(slot),
    };
    Some(Gain {
        example: value.map_or(RawValue::Null, |value| written(&field.kind, value)),
        field: found.field,
        label: found.label,
        now: found.value,
        becomes: becomes(ledger, change, slot),
        evidence: ledger.grade(slot),
    })
}

/// The facts after a change.
struct After<'a> {
    change: &'a Change,
    before: &'a dyn Facts,
}

impl Facts for After<'_> {
    fn get(&self, slot: Slot) -> Option<&Value> {
        match self.change.values.get(&slot) {
            Some(value) => value.as_ref(),
            None => self.before.get(slot),
        }
    }
}

/// The facts after a change with one of them otherwise.
struct Trying<'a> {
    after: After<'a>,
    slot: Slot,
    value: Option<Value>,
}

impl Facts for Trying<'_> {
    fn get(&self, slot: Slot) -> Option<&Value> {
        if slot == self.slot { self.value.as_ref() } else { self.after.get(slot) }
    }
}

/// What a fact has to become: the values that will do, where there are few and not all of them do.
fn becomes(ledger: &Ledger<'_>, change: &Change, slot: Slot) -> Option<String> {
    let situation = ledger.situation;
    let field = situation.model().fields.field(slot)?;
    let reading = Reading::of(situation.words(), field);
    let will_do = |value: &Value| {
        let value = Some(value.clone());
        let after = After { change, before: ledger.facts() };
        let facts = Trying { after, slot, value };
        ledger.is_right(&facts, &change.changed)
    };
    let candidates: Vec<Value> = match &field.kind {
        FieldType::Bool => vec![Value::Bool(true), Value::Bool(false)],
        FieldType::Choice(values) => values.iter().map(|v| Value::from(&**v)).collect(),
        FieldType::Integer { .. } if situation.row.get(slot).is_none() => {
            let least = (0..COUNTED).find(|number| will_do(&Value::Int(*number)))?;
            let grows = least > 0 && will_do(&Value::Int(COUNTED));
            return grows.then(|| or_more(situation.words(), least));
        }
        FieldType::Integer { .. }
        | FieldType::Number { .. }
        | FieldType::Money
        | FieldType::Percent => {
            let value = change.values.get(&slot)?.as_ref()?;
            let now = situation.row.get(slot).filter(|now| *now != value)?;
            let bound = nearest(now, value, &will_do);
            let shown = read(&reading, &bound);
            let does = |step: i64| stepped(&bound, step).is_some_and(|value| will_do(&value));
            return Some(match (does(-1), does(1)) {
                (true, false) => or_less(situation.words(), shown),
                (false, true) => or_more(situation.words(), shown),
                _ => shown,
            });
        }
        _ => return None,
    };
    let good: Vec<String> = candidates
        .iter()
        .filter(|value| will_do(value))
        .map(|value| read(&reading, value))
        .collect();
    let is_telling = !good.is_empty() && good.len() < candidates.len();
    is_telling.then(|| one_of(situation.words(), good.iter().map(String::as_str)))
}

/// Whole numbers that are tried for a fact that is not known: what gates count is small.
const COUNTED: i64 = 12;

/// A number a little larger or smaller.
fn stepped(number: &Value, step: i64) -> Option<Value> {
    match number {
        Value::Int(number) => Some(Value::Int(number.checked_add(step)?)),
        #[expect(clippy::cast_precision_loss, reason = "steps are small")]
        Value::Double(number) => Some(Value::Double(number + step as f64 / 1_000.0)),
        _ => None,
    }
}

/// Halvings of the gap between a number that will not do and one that will.
const HALVINGS: usize = 64;

/// The number nearest to `now` that will do, between it and one that will, with no more decimals
/// than it takes.
fn nearest(now: &Value, value: &Value, will_do: &dyn Fn(&Value) -> bool) -> Value {
    match (now, value) {
        (Value::Int(now), Value::Int(value)) => {
            let (mut bad, mut good) = (*now, *value);
            while good.abs_diff(bad) > 1 {
                let middle = bad.midpoint(good);
                if will_do(&Value::Int(middle)) { good = middle } else { bad = middle }
            }
            Value::Int(good)
        }
        (Value::Double(now), Value::Double(value)) => {
            let (mut bad, mut good) = (*now, *value);
            for _ in 0..HALVINGS {
                let middle = bad.midpoint(good);
                if will_do(&Value::Double(middle)) { good = middle } else { bad = middle }
            }
            let rounded = [1.0, 100.0, 10_000.0].map(|unit| (good * unit).round() / unit);
            let short = rounded.into_iter().find(|number| will_do(&Value::Double(*number)));
            Value::Double(short.unwrap_or(good))
        }
        _ => value.clone(),
    }
}

fn alternatives(best: &Found<'_>, change: &Change, others: &[Found<'_>]) -> Vec<Alternative> {
    let most = change.price.saturating_add(change.price / 4);
    let own = best.changes.iter().skip(1).map(|other| (best, other));
    let further = others.iter().filter_map(|found| Some((found, found.changes.first()?)));
    let mut all: Vec<(&Found<'_>, &Change)> =
        own.chain(further).filter(|(_, other)| other.price <= most).collect();
    all.sort_by_key(|(found, other)| (other.price, found.way.len()));
    let told = all.into_iter().map(|(found, other)| alternative(best, change, found, other));
    told.filter(|one| !one.finding.is_empty() || !one.instead_of.is_empty()).take(MOST).collect()
}

fn alternative(
    best: &Found<'_>,
    change: &Change,
    found: &Found<'_>,
    other: &Change,
) -> Alternative {
    let situation = best.ledger.situation;
    let label = |slot: &Slot| Some(situation.model().fields.field(*slot)?.label.to_string());
    let id = |leg: &Leg| -> Option<Id> { Some(situation.stage_of(leg.step.to)?.id().clone()) };
    Alternative {
        effort_minutes: minutes(other.price),
        through: found.way.iter().filter_map(id).collect(),
        instead_of: change.changed.difference(&other.changed).filter_map(label).collect(),
        finding: other
            .changed
            .difference(&change.changed)
            .filter_map(|slot| gain(&found.ledger, other, *slot))
            .collect(),
    }
}
