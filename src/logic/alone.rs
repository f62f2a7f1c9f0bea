//! What is known of one condition by itself, asked of one set of diagrams.

use super::diagram::Diagram;
use super::space::{Held, Space};
use super::{Answer, ConditionIx, Conditions, LIMIT, Undecided, Wanted};
use crate::base::source::Span;
use crate::expr::Slot;

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
    /// The place of a part without which it says the same of every deal.
    pub(crate) idle_part: Option<Span>,
}

impl Alone {
    /// Whether it says something: it can hold, and it can fail to.
    pub(crate) fn is_open(&self) -> bool {
        !self.can_hold.is_no() && !self.can_fail.is_no()
    }
}

impl Conditions {
    /// What is known of a condition by itself.
    pub(crate) fn alone(&self, ix: ConditionIx) -> Alone {
        let held = Held::nothing();
        let mut space = self.space(&[ix], &held, LIMIT);
        let can_hold = self.can_be(ix, Wanted::True, &mut space);
        let can_fail = self.can_be(ix, Wanted::NotTrue, &mut space);
        let two = self.two(ix, &mut space);
        let [yes, no] = two.map_or([Diagram::FALSE; 2], |two| [two.yes, two.no]);
        let [yes, no] = [yes, no].map(|of| space.possible(of));
        let is_never_false = no == Diagram::FALSE && !space.diagrams.is_exhausted();
        let (mut only_while_unset, mut only_while_set) = (Vec::new(), Vec::new());
        for slot in self.get(ix).map_or(&[][..], |condition| condition.reads()) {
            let set = space.is_set(*slot);
            let unset = space.diagrams.not(set);
            if is_never(&mut space, yes, set) {
                only_while_unset.push(*slot);
            }
            if is_never(&mut space, yes, unset) {
                only_while_set.push(*slot);
            }
        }
        let mut alone = Alone {
            can_hold,
            can_fail,
            is_never_false,
            only_while_unset,
            only_while_set,
            idle_part: None,
        };
        if alone.is_open() {
            alone.idle_part = self.idle_part(ix, &mut space);
        }
        alone
    }

    /// Where every answer is exact, what is possible here needs no facts to show it.
    fn can_be(&self, ix: ConditionIx, wanted: Wanted, space: &mut Space<'_>) -> Answer<()> {
        let two = self.two(ix, space);
        let of = two.map_or(Diagram::TRUE, |two| wanted.of(space, two));
        let of = space.possible(of);
        match of {
            _ if space.diagrams.is_exhausted() => Answer::Undecided(Undecided::TooLarge),
            Diagram::FALSE => Answer::No,
            _ if space.is_exact() => Answer::Yes(()),
            _ => match self.settle(space, of, &|facts| self.are(&[(ix, wanted)], facts)) {
                Answer::Yes(_) => Answer::Yes(()),
                Answer::No => Answer::No,
                Answer::Undecided(why) => Answer::Undecided(why),
            },
        }
    }
}

/// Whether something that can be cannot be there, where a deal can be.
fn is_never(space: &mut Space<'_>, yes: Diagram, there: Diagram) -> bool {
    yes != Diagram::FALSE
        && there != Diagram::FALSE
        && space.diagrams.and(yes, there) == Diagram::FALSE
        && !space.diagrams.is_exhausted()
}
