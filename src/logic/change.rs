//! The least that has to change.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use super::diagram::{Class, Diagram, Variable};
use super::regions::{Cut, Regions};
use super::space::{Held, Space};
use super::witness::ATTEMPTS;
use super::{Answer, ConditionIx, Conditions, LIMIT, Undecided};
use crate::expr::{Facts, Slot, Truth, Value};

/// Most ways that are looked at.
const WAYS: usize = 256;

/// What a price counts for in the search, so that of two changes with the same price the one is
/// preferred that keeps more values as they are.
const UNIT: u64 = 1_024;

/// Most facts that are tried out.
const TRIED: usize = 10_000;

/// Most changes that are given.
const MOST: usize = 4;

/// Something that has to hold. Which of its forms counts hangs on which facts are found out anew.
#[derive(Debug, Clone)]
pub(crate) struct Demand {
    pub(crate) forms: Vec<Form>,
}

/// A condition, and for which facts it has to be so: those found out anew, and those kept.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(crate) condition: ConditionIx,
    pub(crate) anew: Vec<(Slot, bool)>,
}

impl From<ConditionIx> for Demand {
    fn from(condition: ConditionIx) -> Self {
        Self { forms: vec![Form { condition, anew: Vec::new() }] }
    }
}

/// A number that follows from which of some conditions hold.
pub(crate) struct Tally<'a> {
    pub(crate) slot: Slot,
    /// The conditions with the points that each gives while it holds.
    pub(crate) items: Vec<(ConditionIx, f64)>,
    /// The number for a sum of points.
    pub(crate) value: Box<dyn Fn(f64) -> Value + 'a>,
}

/// The facts as they are, and what may become of them at what price.
pub(crate) trait Given {
    /// The facts as they are.
    fn facts(&self) -> &dyn Facts;
    /// The least that changing a fact adds to the price of any change; `None` where it cannot change.
    fn share(&self, slot: Slot) -> Option<u64>;
    /// What changing some facts costs together; never less for more facts.
    fn price(&self, changed: &BTreeSet<Slot>) -> u64;
    /// Whether a fact that changes may become this.
    fn may_become(&self, slot: Slot, value: Option<&Value>) -> bool;
    /// Facts that can be found out anew though their value stays.
    fn can_be_renewed(&self) -> BTreeSet<Slot>;
    /// Facts that turn out as they will when they are found out: each value has to do.
    fn left_to_chance(&self) -> BTreeSet<Slot>;
    /// Whether everything holds with these facts when some were found out anew.
    fn is_right(&self, facts: &dyn Facts, changed: &BTreeSet<Slot>) -> bool;
}

/// Facts that have to become something else, or be found out anew.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Change {
    /// Which facts change or are found out anew.
    pub(crate) changed: BTreeSet<Slot>,
    /// Values with which everything holds; `None` is unset.
    pub(crate) values: BTreeMap<Slot, Option<Value>>,
    /// What it costs together.
    pub(crate) price: u64,
}

/// The cheapest changes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cheapest {
    /// The cheapest first; none of them contains another. Never empty.
    pub(crate) changes: Vec<Change>,
    /// Whether nothing is cheaper than the first; otherwise it is an upper bound.
    pub(crate) is_least: bool,
}

impl Conditions {
    /// The cheapest changes of the facts that make everything hold: the cheapest of all, and others
    /// that cost up to a quarter more.
    ///
    /// Sets of facts are taken in the order of a lower bound of their price, and one that does leaves
    /// out all that contain it, until the bound passes the best price found.
    pub(crate) fn cheapest(
        &self,
        demands: &[Demand],
        tallies: &[Tally<'_>],
        given: &dyn Given,
    ) -> Answer<Cheapest> {
        let asked = asked(demands, tallies);
        let tallied = tallies.iter().map(|tally| tally.slot).collect();
        let held = Held {
            facts: given.facts(),
            slots: self.fixed(&asked, &tallied, given),
            from_now: true,
            renewable: given.can_be_renewed(),
        };
        let mut space = self.space(&asked, &held, LIMIT);
        let mut left = Diagram::TRUE;
        for demand in demands {
            let whole = self.whole(demand, &mut space);
            left = space.diagrams.and(left, whole);
        }
        for tally in tallies {
            let follows = self.follows(tally, &mut space);
            left = space.diagrams.and(left, follows);
        }
        for slot in given.left_to_chance() {
            left = space.however_it_turns_out(slot, left);
        }
        let left = space.possible(left);
        Search::new(self, space, given, (demands, tallied)).run(left)
    }

    fn fixed(
        &self,
        asked: &[ConditionIx],
        tallied: &BTreeSet<Slot>,
        given: &dyn Given,
    ) -> BTreeSet<Slot> {
        let conditions = asked.iter().filter_map(|ix| self.get(*ix));
        let read = conditions.flat_map(|condition| condition.reads().iter().copied());
        read.filter(|slot| !tallied.contains(slot) && given.share(*slot).is_none()).collect()
    }

    /// Where one of a demand's forms is asked for and holds.
    fn whole(&self, demand: &Demand, space: &mut Space<'_>) -> Diagram {
        let mut whole = Diagram::FALSE;
        for form in &demand.forms {
            let Some(two) = self.two(form.condition, space) else { continue };
            let mut here = two.yes;
            for (slot, anew) in &form.anew {
                let mut is_anew = space.is_changed(*slot);
                if !anew {
                    is_anew = space.diagrams.not(is_anew);
                }
                here = space.diagrams.and(here, is_anew);
            }
            whole = space.diagrams.or(whole, here);
        }
        whole
    }

    /// Where a number is what its conditions make it.
    fn follows(&self, tally: &Tally<'_>, space: &mut Space<'_>) -> Diagram {
        let Some((variable, _)) = space.single_variable(tally.slot) else { return Diagram::TRUE };
        let items: Vec<(Diagram, f64)> = tally
            .items
            .iter()
            .filter_map(|(ix, points)| Some((self.two(*ix, space)?.yes, *points)))
            .collect();
        let mut known = BTreeMap::new();
        let mut counting = Counting { tally, variable, items: &items, known: &mut known };
        counting.from(space, 0, 0.0)
    }
}

fn asked(demands: &[Demand], tallies: &[Tally<'_>]) -> Vec<ConditionIx> {
    let forms = demands.iter().flat_map(|demand| &demand.forms).map(|form| form.condition);
    let items = tallies.iter().flat_map(|tally| &tally.items).map(|(ix, _)| *ix);
    forms.chain(items).collect()
}

/// Adds up the points of the conditions that hold.
struct Counting<'a> {
    tally: &'a Tally<'a>,
    variable: Variable,
    items: &'a [(Diagram, f64)],
    known: &'a mut BTreeMap<(usize, u64), Diagram>,
}

impl Counting<'_> {
    fn from(&mut self, space: &mut Space<'_>, place: usize, sum: f64) -> Diagram {
        let key = (place, sum.to_bits());
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let Some((holds, points)) = self.items.get(place).copied() else {
            let class = space.class_of(self.tally.slot, &(self.tally.value)(sum));
            return class.map_or(Diagram::TRUE, |class| space.diagrams.is(self.variable, class));
        };
        let with = self.from(space, place + 1, sum + points);
        let without = self.from(space, place + 1, sum);
        let with = space.diagrams.and(holds, with);
        let not = space.diagrams.not(holds);
        let without = space.diagrams.and(not, without);
        let either = space.diagrams.or(with, without);
        self.known.insert(key, either);
        either
    }
}

/// The search for the cheapest changes.
struct Search<'a> {
    conditions: &'a Conditions,
    space: Space<'a>,
    given: &'a dyn Given,
    demands: &'a [Demand],
    tallied: BTreeSet<Slot>,
    tried: Cell<usize>,
    now: BTreeMap<Variable, (Slot, Option<Class>)>,
    found: Vec<Change>,
    /// Whether each way that was looked at and did not do surely does not.
    certain: bool,
}

impl<'a> Search<'a> {
    fn new(
        conditions: &'a Conditions,
        space: Space<'a>,
        given: &'a dyn Given,
        (demands, tallied): (&'a [Demand], BTreeSet<Slot>),
    ) -> Self {
        let now = space.classes_of(given.facts());
        let (tried, found) = (Cell::new(0), Vec::new());
        Self { conditions, space, given, demands, tallied, tried, now, found, certain: true }
    }

    /// Whether everything holds with these facts; once too many were tried, nobody knows.
    fn is_right(&self, facts: &dyn Facts, changed: &BTreeSet<Slot>) -> bool {
        self.tried.set(self.tried.get() + 1);
        self.tried.get() <= TRIED
            && self.demands.iter().all(|demand| self.holds(demand, facts, changed))
            && self.given.is_right(facts, changed)
    }

    fn holds(&self, demand: &Demand, facts: &dyn Facts, changed: &BTreeSet<Slot>) -> bool {
        demand.forms.iter().any(|form| {
            let condition = self.conditions.get(form.condition);
            form.anew.iter().all(|(slot, anew)| changed.contains(slot) == *anew)
                && condition.is_some_and(|condition| {
                    let reads_score = condition.reads().iter().any(|s| self.tallied.contains(s));
                    reads_score || condition.decide(facts) == Truth::True
                })
        })
    }

    fn run(mut self, whole: Diagram) -> Answer<Cheapest> {
        let mut left = self.space.priced(whole, &self.now);
        if self.space.diagrams.is_exhausted() {
            return Answer::Undecided(Undecided::TooLarge);
        }
        let mut settled = false;
        for _ in 0..WAYS {
            if self.tried.get() > TRIED {
                settled = false;
                break;
            }
            let cost = |variable, class| self.cost(variable, class);
            let least = self.space.diagrams.cheapest(left, cost);
            let Some((way, bound)) = least else {
                settled = true;
                break;
            };
            let bound = bound / UNIT;
            let best = self.found.first().map(|change| change.price);
            settled = best.is_some_and(|best| bound >= best);
            if best.is_some_and(|best| bound > best.saturating_add(best / 4))
                || self.found.len() >= MOST && settled
            {
                break;
            }
            let done = self.look_at(&way);
            left = self.space.diagrams.without(left, done);
        }
        self.answer(settled)
    }

    /// What need not be looked at again after a way.
    fn look_at(&mut self, way: &[(Variable, Class)]) -> Diagram {
        let changed = self.changed(way);
        let given = self.given;
        let confirm = |facts: &dyn Facts| self.is_right(facts, &changed);
        let Some(witness) = self.space.witness(way, Some(given.facts()), ATTEMPTS, &confirm) else {
            self.certain = false;
            let parts: Vec<Diagram> = way
                .iter()
                .map(|(variable, class)| self.space.diagrams.is(*variable, *class))
                .collect();
            return self.space.diagrams.all(parts);
        };
        let values = witness.facts.into_iter();
        let values = values.filter(|(slot, _)| changed.contains(slot)).collect();
        let parts: Vec<Diagram> =
            changed.iter().map(|slot| self.space.is_other(*slot, &self.now)).collect();
        let price = given.price(&changed);
        let place = self.found.partition_point(|known| known.price <= price);
        self.found.insert(place, Change { changed, values, price });
        self.space.diagrams.all(parts)
    }

    fn answer(mut self, settled: bool) -> Answer<Cheapest> {
        let Some(best) = self.found.first().map(|change| change.price) else {
            return match settled && (self.certain || self.space.is_exact()) {
                true => Answer::No,
                false => Answer::Undecided(Undecided::Opaque(self.conditions.opaque(&self.space))),
            };
        };
        self.found.retain(|change| change.price <= best.saturating_add(best / 4));
        self.found.truncate(MOST);
        Answer::Yes(Cheapest { changes: self.found, is_least: settled && self.certain })
    }

    /// The facts that change on a way.
    fn changed(&self, way: &[(Variable, Class)]) -> BTreeSet<Slot> {
        let mut changed = BTreeSet::new();
        for (variable, class) in way {
            let slot = match self.now.get(variable) {
                Some((slot, known)) if *known != Some(*class) => Some(*slot),
                Some(_) => None,
                None if *class == 1 => self.space.slot_changed_by(*variable),
                None => None,
            };
            changed.extend(slot.filter(|slot| !self.tallied.contains(slot)));
        }
        changed
    }

    fn cost(&self, variable: Variable, class: Class) -> Option<u64> {
        match self.now.get(&variable) {
            Some((slot, known)) if *known == Some(class) || self.tallied.contains(slot) => Some(0),
            Some((slot, _)) => {
                let cut = self.space.cuts.get(slot)?;
                if !self.can_lie_in(*slot, cut, class) {
                    return None;
                }
                if cut.changed.is_some() { Some(1) } else { self.share(*slot) }
            }
            None => match self.space.slot_changed_by(variable) {
                Some(slot) if class == 1 => self.share(slot),
                _ => Some(0),
            },
        }
    }

    fn share(&self, slot: Slot) -> Option<u64> {
        Some(self.given.share(slot)?.saturating_mul(UNIT))
    }

    /// Whether a fact may become some value of a class.
    fn can_lie_in(&self, slot: Slot, cut: &Cut, class: Class) -> bool {
        let Regions::Scalar(regions) = &cut.regions else { return true };
        match regions.region(class) {
            None => self.given.may_become(slot, None),
            Some(region) => {
                let may = |sample: &Value| self.given.may_become(slot, Some(sample));
                region.samples.is_empty() || region.samples.iter().any(may)
            }
        }
    }
}

impl Space<'_> {
    /// The classes in which the facts lie now.
    fn classes_of(&self, facts: &dyn Facts) -> BTreeMap<Variable, (Slot, Option<Class>)> {
        let mut classes = BTreeMap::new();
        for (slot, cut) in &self.cuts {
            let answers = |element: &Value| self.element_answers(*slot, element);
            for variable in cut.set.iter().chain(&cut.variables) {
                let class = cut.class_of(*variable, facts.get(*slot), &answers);
                classes.insert(*variable, (*slot, class));
            }
        }
        classes
    }

    /// The class of a value of a fact that has one variable.
    fn class_of(&self, slot: Slot, value: &Value) -> Option<Class> {
        let cut = self.cuts.get(&slot)?;
        cut.class_of(*cut.variables.first()?, Some(value), &|_| Vec::new())
    }

    /// The same function, where a fact counts as set only if every value of it will do.
    fn however_it_turns_out(&mut self, slot: Slot, of: Diagram) -> Diagram {
        let Some((variable, true)) = self.single_variable(slot) else { return of };
        let unset = self.diagrams.is(variable, 0);
        let set = self.diagrams.not(unset);
        let fails = self.diagrams.without(set, of);
        let some_value_fails = self.diagrams.exists(fails, variable);
        let kept = self.diagrams.and(of, unset);
        let found_out = self.diagrams.without(set, some_value_fails);
        self.diagrams.or(kept, found_out)
    }

    fn slot_changed_by(&self, variable: Variable) -> Option<Slot> {
        let changes = |cut: &Cut| cut.changed == Some(variable);
        self.cuts.iter().find(|(_, cut)| changes(cut)).map(|(slot, _)| *slot)
    }

    /// Where a fact that has a variable for it changes or is found out anew.
    fn is_changed(&mut self, slot: Slot) -> Diagram {
        match self.cuts.get(&slot).and_then(|cut| cut.changed) {
            Some(variable) => self.diagrams.is(variable, 1),
            None => Diagram::FALSE,
        }
    }

    /// Where a fact changes.
    fn is_other(&mut self, slot: Slot, now: &BTreeMap<Variable, (Slot, Option<Class>)>) -> Diagram {
        let Some(cut) = self.cuts.get(&slot).cloned() else { return Diagram::TRUE };
        match (cut.changed, cut.variables.first()) {
            (Some(_), _) => self.is_changed(slot),
            (None, Some(variable)) => {
                let known = now.get(variable).and_then(|(_, class)| *class);
                self.diagrams.of(*variable, |class| Some(class) != known)
            }
            (None, None) => Diagram::TRUE,
        }
    }

    /// The same function, where facts with a variable for it are said to change when one of their
    /// other variables does: the price of a fact is paid once.
    fn priced(&mut self, of: Diagram, now: &BTreeMap<Variable, (Slot, Option<Class>)>) -> Diagram {
        let mut priced = of;
        let cuts: Vec<(Variable, Vec<Variable>)> = self
            .cuts
            .values()
            .filter_map(|cut| {
                Some((cut.changed?, cut.set.iter().chain(&cut.variables).copied().collect()))
            })
            .collect();
        for (changed, variables) in cuts {
            let changes = self.diagrams.is(changed, 1);
            for variable in variables {
                let class = now.get(&variable).and_then(|(_, class)| *class);
                let stays = self.diagrams.of(variable, |own| Some(own) == class);
                let either = self.diagrams.or(changes, stays);
                priced = self.diagrams.and(priced, either);
            }
        }
        priced
    }
}
