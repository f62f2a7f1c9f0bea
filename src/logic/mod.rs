//! Floor 2: exact reasoning about conditions. Can it hold? Must it? Does one follow from another?
//! Which of them clash? What is the least that has to change?
//!
//! Each fact's values are cut into the finitely many regions that the conditions can tell apart, and
//! decision diagrams over these regions answer. What a condition says of a region is asked of the
//! evaluator, with a value of that region: there is no second semantics. What cannot be cut so (a
//! comparison of two facts, a test of a free text) stands for itself as a free yes or no. Then «never»
//! and «always» stay true, and «can» is said only with a witness that the evaluator has confirmed.

mod alone;
mod change;
mod clash;
pub(crate) mod diagram;
mod joint;
mod parts;
pub(crate) mod reach;
mod regions;
pub(crate) mod space;
#[cfg(test)]
mod tests;
mod witness;

use std::collections::{BTreeMap, BTreeSet};

use self::diagram::{Diagram, Variable};
use self::space::{Held, Space, Two};
use self::witness::{ATTEMPTS, FEW_ATTEMPTS};
use crate::expr::atoms::{AtomId, Atoms, Formula};
use crate::expr::{Condition, Facts, Truth};

pub(crate) use alone::{Alone, ByItself};
pub(crate) use change::{Change, Cheapest, Demand, Form, Given, Tally};
pub(crate) use witness::Witness;

/// Room for the diagrams of one question, in branches.
pub(crate) const LIMIT: usize = 200_000;

/// Most ways that are tried for a witness when some atoms are not looked into.
const WAYS: usize = 64;

/// The place of a condition among those that are reasoned about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ConditionIx(usize);

/// What a condition has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    True,
    False,
    Unknown,
    NotTrue,
}

impl Wanted {
    fn of(self, space: &mut Space<'_>, two: Two) -> Diagram {
        match self {
            Self::True => two.yes,
            Self::False => two.no,
            Self::NotTrue => space.diagrams.not(two.yes),
            Self::Unknown => {
                let known = space.diagrams.or(two.yes, two.no);
                space.diagrams.not(known)
            }
        }
    }

    fn admits(self, truth: Truth) -> bool {
        match self {
            Self::True => truth == Truth::True,
            Self::False => truth == Truth::False,
            Self::Unknown => truth == Truth::Unknown,
            Self::NotTrue => truth != Truth::True,
        }
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Undecided {
    /// The diagrams would grow over their limit.
    TooLarge,
    /// It hangs on these parts of conditions, which are not looked into.
    Opaque(Vec<String>),
}

/// Whether something can be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answer<T> {
    /// It can: this is how, confirmed by the evaluator.
    Yes(T),
    /// It cannot.
    No,
    /// Nobody knows.
    Undecided(Undecided),
}

impl<T> Answer<T> {
    pub(crate) fn is_no(&self) -> bool {
        matches!(self, Self::No)
    }
}

/// Conditions that are reasoned about, taken apart into atoms that they share.
#[derive(Debug, Clone, Default)]
pub(crate) struct Conditions {
    atoms: Atoms,
    list: Vec<(Condition, Formula)>,
}

impl Conditions {
    pub(crate) fn add(&mut self, condition: &Condition) -> ConditionIx {
        let formula = self.atoms.formula(condition);
        self.list.push((condition.clone(), formula));
        ConditionIx(self.list.len() - 1)
    }

    pub(crate) fn get(&self, ix: ConditionIx) -> Option<&Condition> {
        self.list.get(ix.0).map(|(condition, _)| condition)
    }

    fn formula(&self, ix: ConditionIx) -> Option<&Formula> {
        self.list.get(ix.0).map(|(_, formula)| formula)
    }

    fn atoms_of(&self, asked: impl IntoIterator<Item = ConditionIx>) -> BTreeSet<AtomId> {
        asked.into_iter().filter_map(|ix| self.formula(ix)).flat_map(Formula::atoms).collect()
    }

    /// The facts of some conditions, cut into regions.
    pub(crate) fn space<'a>(
        &'a self,
        asked: &[ConditionIx],
        held: &'a Held<'a>,
        limit: usize,
    ) -> Space<'a> {
        let atoms = self.atoms_of(asked.iter().copied());
        Space::new(&self.atoms, &atoms, held, limit)
    }

    /// Where a condition is true and where it is false.
    pub(crate) fn two(&self, ix: ConditionIx, space: &mut Space<'_>) -> Option<Two> {
        Some(space.of(self.formula(ix)?))
    }

    /// Whether less may be known here of the facts of a condition than it alone would tell.
    pub(crate) fn is_coarse_about(&self, ix: ConditionIx, space: &Space<'_>) -> bool {
        let mut reads = self.get(ix).into_iter().flat_map(Condition::reads);
        reads.any(|slot| space.coarse.contains(slot))
    }

    /// Where each of some conditions holds, whatever the facts are about which it alone asks. These are
    /// left out, but for those that are `kept` and those that hang together with others.
    pub(crate) fn each_without_its_own(
        &self,
        asked: &[ConditionIx],
        space: &mut Space<'_>,
        kept: &BTreeSet<Variable>,
    ) -> BTreeMap<ConditionIx, Diagram> {
        let possible = space.possible(Diagram::TRUE);
        let mut shared = space.diagrams.variables_of(possible);
        shared.extend(kept);
        let mut met = BTreeSet::new();
        let mut yes = BTreeMap::new();
        for ix in asked {
            let Some(two) = self.two(*ix, space) else { continue };
            let asking = space.diagrams.variables_of(two.yes);
            shared.extend(asking.into_iter().filter(|variable| !met.insert(*variable)));
            yes.insert(*ix, two.yes);
        }
        yes.into_iter().map(|(ix, yes)| (ix, space.diagrams.only(yes, &shared))).collect()
    }

    /// Whether some conditions can be at once as they are wanted.
    pub(crate) fn find(&self, wanted: &[(ConditionIx, Wanted)]) -> Answer<Witness> {
        let asked: Vec<ConditionIx> = wanted.iter().map(|(ix, _)| *ix).collect();
        let held = Held::nothing();
        let mut space = self.space(&asked, &held, LIMIT);
        let mut whole = Diagram::TRUE;
        for (ix, wanted) in wanted {
            let Some(two) = self.two(*ix, &mut space) else { continue };
            let part = wanted.of(&mut space, two);
            whole = space.diagrams.and(whole, part);
        }
        self.settle(&mut space, whole, &|facts| self.are(wanted, facts))
    }

    fn are(&self, wanted: &[(ConditionIx, Wanted)], facts: &dyn Facts) -> bool {
        wanted.iter().all(|(ix, wanted)| {
            self.get(*ix).is_some_and(|condition| wanted.admits(condition.decide(facts)))
        })
    }

    /// Whether a function is possible, with facts that show it.
    pub(crate) fn settle(
        &self,
        space: &mut Space<'_>,
        of: Diagram,
        confirm: &dyn Fn(&dyn Facts) -> bool,
    ) -> Answer<Witness> {
        let of = space.possible(of);
        if space.diagrams.is_exhausted() {
            return Answer::Undecided(Undecided::TooLarge);
        }
        if of == Diagram::FALSE {
            return Answer::No;
        }
        let ways = space.diagrams.ways(of, if space.is_exact() { 1 } else { WAYS });
        // A few samples of every way show most of what can be: many of one way come after them.
        let shown = [FEW_ATTEMPTS, ATTEMPTS]
            .into_iter()
            .find_map(|most| ways.iter().find_map(|way| space.witness(way, None, most, confirm)));
        match shown {
            Some(witness) => Answer::Yes(witness),
            None => Answer::Undecided(Undecided::Opaque(self.opaque(space))),
        }
    }

    fn opaque(&self, space: &Space<'_>) -> Vec<String> {
        let mut told = BTreeSet::new();
        let texts = space.opaque().map(|atom| atom.text());
        texts.filter(|text| told.insert(*text)).map(str::to_owned).collect()
    }

    /// Whether a condition can hold.
    pub(crate) fn can_hold(&self, ix: ConditionIx) -> Answer<Witness> {
        self.find(&[(ix, Wanted::True)])
    }

    /// Whether two conditions can hold at once.
    pub(crate) fn overlap(&self, one: ConditionIx, other: ConditionIx) -> Answer<Witness> {
        self.find(&[(one, Wanted::True), (other, Wanted::True)])
    }

    /// Whether one condition can hold without another; it cannot exactly where it implies it.
    pub(crate) fn can_part(&self, one: ConditionIx, other: ConditionIx) -> Answer<Witness> {
        self.find(&[(one, Wanted::True), (other, Wanted::NotTrue)])
    }
}
