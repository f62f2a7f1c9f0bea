//! What is known of one condition by itself, asked of one set of diagrams.

use super::diagram::Diagram;
use super::space::{Held, Space, Two};
use super::{Answer, ConditionIx, Conditions, LIMIT, Undecided, Wanted};
use crate::base::source::Span;
use crate::expr::{Slot, Value};

/// What a condition can be, and which facts it hangs on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Alone {
    /// Whether it can be true.
    pub(crate) can_hold: Answer<()>,
    /// Whether it can be anything but true.
    pub(crate) can_fail: Answer<()>,
    /// Whether it is surely never false, though it may be unknown.
    pub(crate) is_never_false: bool,
    /// The facts that have to be unset for it to hold.
    pub(crate) only_while_unset: Vec<Slot>,
    /// The facts that have to be set for it to hold.
    pub(crate) only_while_set: Vec<Slot>,
}

impl Alone {
    /// Whether it says something: it can hold, and it can fail to.
    pub(crate) fn is_open(&self) -> bool {
        !self.can_hold.is_no() && !self.can_fail.is_no()
    }
}

/// One condition, over the facts that it speaks of.
pub(crate) struct ByItself<'a> {
    conditions: &'a Conditions,
    ix: ConditionIx,
    space: Space<'a>,
    two: Two,
}

impl Conditions {
    /// A condition by itself, while some facts are held.
    pub(crate) fn by_itself<'a>(&'a self, ix: ConditionIx, held: &'a Held<'a>) -> ByItself<'a> {
        let mut space = self.space(&[ix], held, LIMIT);
        let two = self.two(ix, &mut space).unwrap_or(Two::UNKNOWN);
        ByItself { conditions: self, ix, space, two }
    }
}

impl ByItself<'_> {
    /// What is known of it.
    pub(crate) fn alone(&mut self) -> Alone {
        let can_hold = self.can_be(Wanted::True);
        let can_fail = self.can_be(Wanted::NotTrue);
        let space = &mut self.space;
        let [yes, no] = [self.two.yes, self.two.no].map(|of| space.possible(of));
        let is_never_false = no == Diagram::FALSE && !space.diagrams.is_exhausted();
        let (mut only_while_unset, mut only_while_set) = (Vec::new(), Vec::new());
        for slot in self.conditions.get(self.ix).map_or(&[][..], |condition| condition.reads()) {
            let set = space.is_set(*slot);
            let unset = space.diagrams.not(set);
            if is_never(space, yes, set) {
                only_while_unset.push(*slot);
            }
            if is_never(space, yes, unset) {
                only_while_set.push(*slot);
            }
        }
        Alone { can_hold, can_fail, is_never_false, only_while_unset, only_while_set }
    }

    /// Where every answer is exact, what is possible here needs no facts to show it.
    fn can_be(&mut self, wanted: Wanted) -> Answer<()> {
        let of = wanted.of(&mut self.space, self.two);
        let of = self.space.possible(of);
        match of {
            _ if self.space.diagrams.is_exhausted() => Answer::Undecided(Undecided::TooLarge),
            Diagram::FALSE => Answer::No,
            _ if self.space.is_exact() => Answer::Yes(()),
            _ => {
                let (conditions, asked) = (self.conditions, [(self.ix, wanted)]);
                match conditions.settle(&mut self.space, of, &|facts| conditions.are(&asked, facts))
                {
                    Answer::Yes(_) => Answer::Yes(()),
                    Answer::No => Answer::No,
                    Answer::Undecided(why) => Answer::Undecided(why),
                }
            }
        }
    }

    /// Whether it surely cannot hold while a fact has one of some values; `None` when that is too
    /// large to work out.
    pub(crate) fn is_never_among(&mut self, slot: Slot, values: &[Value]) -> Option<bool> {
        let there = self.space.is_among(slot, values);
        let both = self.space.diagrams.and(self.two.yes, there);
        let both = self.space.possible(both);
        (!self.space.diagrams.is_exhausted()).then_some(both == Diagram::FALSE)
    }

    /// The place of a part without which it says the same of every deal.
    pub(crate) fn idle_part(&mut self) -> Option<Span> {
        let formula = self.conditions.formula(self.ix)?;
        let shorter = formula.without_each_part(self.conditions.get(self.ix)?);
        let found = shorter.iter().find(|(_, formula)| {
            let other = self.space.of(formula);
            is_same(&mut self.space, self.two, other)
        });
        found.map(|(span, _)| *span).filter(|_| !self.space.diagrams.is_exhausted())
    }
}

/// Whether two answers are the same wherever a deal can be.
fn is_same(space: &mut Space<'_>, one: Two, other: Two) -> bool {
    let mut same = |one: Diagram, other: Diagram| {
        let (one, other) = (space.possible(one), space.possible(other));
        one == other
    };
    same(one.yes, other.yes) && same(one.no, other.no)
}

/// Whether something that can be cannot be there, where a deal can be.
fn is_never(space: &mut Space<'_>, yes: Diagram, there: Diagram) -> bool {
    yes != Diagram::FALSE
        && there != Diagram::FALSE
        && space.diagrams.and(yes, there) == Diagram::FALSE
        && !space.diagrams.is_exhausted()
}
