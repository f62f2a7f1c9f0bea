//! The least that has to change.

use std::collections::{BTreeMap, BTreeSet};

use super::diagram::{Class, Diagram, Variable};
use super::regions::Regions;
use super::space::{Held, Space};
use super::{Answer, ConditionIx, Conditions, LIMIT, Undecided, WAYS};
use crate::expr::{Facts, Slot, Truth, Value};

/// The facts as they are, and what it costs to change one.
pub(crate) struct Given<'a> {
    pub(crate) facts: &'a dyn Facts,
    /// What changing a fact costs, whatever it becomes; `None` where it cannot be changed.
    pub(crate) cost: &'a dyn Fn(Slot) -> Option<u64>,
}

/// Facts that have to become something else.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Change {
    /// Their new values; `None` is unset.
    pub(crate) facts: BTreeMap<Slot, Option<Value>>,
    /// What it costs together.
    pub(crate) cost: u64,
    /// Whether nothing cheaper does; otherwise it is an upper bound.
    pub(crate) is_least: bool,
}

impl Conditions {
    /// The cheapest change of the facts that makes some conditions true.
    pub(crate) fn cheapest(&self, asked: &[ConditionIx], given: &Given<'_>) -> Answer<Change> {
        let slots = self.fixed(asked, given);
        let held = Held { facts: given.facts, slots, from_now: true };
        let mut space = self.space(asked, &held, LIMIT);
        let mut whole = Diagram::TRUE;
        for ix in asked {
            let Some(two) = self.two(*ix, &mut space) else { continue };
            whole = space.diagrams.and(whole, two.yes);
        }
        let whole = space.possible(whole);
        let now = space.classes_of(given.facts);
        let mut left = space.priced(whole, &now);
        if space.diagrams.is_exhausted() {
            return Answer::Undecided(Undecided::TooLarge);
        }
        if left == Diagram::FALSE {
            return Answer::No;
        }
        let confirm = |facts: &dyn Facts| self.all_hold(asked, facts);
        for tried in 0..WAYS {
            let cost = |variable, class| space.cost(variable, class, &now, given.cost);
            let Some((way, cost)) = space.diagrams.cheapest(left, cost) else { break };
            if let Some(witness) = space.witness(&way, Some(given.facts), &confirm) {
                let facts = witness.facts.into_iter();
                let facts = facts.filter(|(slot, value)| given.facts.get(*slot) != value.as_ref());
                return Answer::Yes(Change { facts: facts.collect(), cost, is_least: tried == 0 });
            }
            let mut this = Diagram::TRUE;
            for (variable, class) in way {
                let is = space.diagrams.is(variable, class);
                this = space.diagrams.and(this, is);
            }
            left = space.diagrams.without(left, this);
        }
        match space.is_exact() && left == Diagram::FALSE {
            true => Answer::No,
            false => Answer::Undecided(Undecided::Opaque(self.opaque(&space))),
        }
    }

    fn fixed(&self, asked: &[ConditionIx], given: &Given<'_>) -> BTreeSet<Slot> {
        let conditions = asked.iter().filter_map(|ix| self.get(*ix));
        let read = conditions.flat_map(|condition| condition.reads().iter().copied());
        read.filter(|slot| (given.cost)(*slot).is_none()).collect()
    }

    fn all_hold(&self, asked: &[ConditionIx], facts: &dyn Facts) -> bool {
        let conditions = asked.iter().filter_map(|ix| self.get(*ix));
        conditions.into_iter().all(|condition| condition.decide(facts) == Truth::True)
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

    /// The same function, where facts of several variables are said to change when one of their
    /// variables does: the price of a fact is paid once.
    fn priced(&mut self, of: Diagram, now: &BTreeMap<Variable, (Slot, Option<Class>)>) -> Diagram {
        let mut priced = of;
        let lists: Vec<(Variable, Vec<Variable>)> = self
            .cuts
            .values()
            .filter_map(|cut| {
                Some((cut.changed?, cut.set.iter().chain(&cut.variables).copied().collect()))
            })
            .collect();
        for (changed, variables) in lists {
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

    fn cost(
        &self,
        variable: Variable,
        class: Class,
        now: &BTreeMap<Variable, (Slot, Option<Class>)>,
        price: &dyn Fn(Slot) -> Option<u64>,
    ) -> Option<u64> {
        match now.get(&variable) {
            Some((_, known)) if *known == Some(class) => Some(0),
            Some((slot, _)) => match self.cuts.get(slot).map(|cut| &cut.regions) {
                Some(Regions::List(_)) => Some(0),
                _ => price(*slot),
            },
            None => match self.cuts.iter().find(|(_, cut)| cut.changed == Some(variable)) {
                Some((slot, _)) if class == 1 => price(*slot),
                _ => Some(0),
            },
        }
    }
}
