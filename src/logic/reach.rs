//! Where a deal can get to, given how its facts may change on the way.
//!
//! For each stage the states in which a deal can be there are one diagram. A deal that stays lets its
//! facts change as they may; a move takes the states that pass its gate to the next stage. This goes
//! on until nothing is added. Where every fact may change freely it says what the stage graph alone
//! says, over the gates that can open.

use std::collections::{BTreeMap, BTreeSet};

use super::diagram::{Class, Diagram, Diagrams, Variable};

/// A way from one stage to another, and the states in which it is open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Way {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) open: Diagram,
}

/// How a fact of one variable may change while a deal stays in a stage.
#[derive(Debug, Clone)]
pub(crate) struct Motion {
    pub(crate) variable: Variable,
    /// By the stage: whether the fact may change there.
    pub(crate) may_change: Vec<bool>,
    pub(crate) how: How,
}

/// How a fact may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// To anything, and to unset.
    Freely,
    /// From unset to anything, and never again. Class 0 is unset, where it can be.
    Once { can_be_unset: bool },
    /// From unset to anything, and from each region to later ones.
    Grows { can_be_unset: bool },
}

impl How {
    fn allows(self, from: Class, to: Class) -> bool {
        match self {
            Self::Freely => true,
            Self::Once { can_be_unset } => can_be_unset && from == 0,
            Self::Grows { can_be_unset } => {
                (can_be_unset && from == 0) || (from <= to && !(can_be_unset && to == 0))
            }
        }
    }
}

/// Stages, the ways between them, and how facts may change. The states of ways and starts speak only
/// of the facts whose changes are bounded: any other may be anything at any time.
#[derive(Debug, Clone, Default)]
pub(crate) struct Walk {
    pub(crate) stages: usize,
    pub(crate) ways: Vec<Way>,
    /// Where deals are created, and in which states.
    pub(crate) starts: Vec<(usize, Diagram)>,
    /// The facts whose changes are bounded.
    pub(crate) motions: Vec<Motion>,
}

/// Where a deal can get to: by the stage, in how many moves at least, and in which states.
#[derive(Debug, Clone)]
pub(crate) struct Reached {
    pub(crate) states: Vec<Diagram>,
    /// `None` where it cannot get to.
    pub(crate) moves: Vec<Option<usize>>,
}

impl Walk {
    /// Where a deal can get to.
    pub(crate) fn reach(&self, diagrams: &mut Diagrams) -> Reached {
        let none = vec![Diagram::FALSE; self.stages];
        let mut reached = Reached { states: none, moves: vec![None; self.stages] };
        for (stage, states) in &self.starts {
            self.add(diagrams, &mut reached, (*stage, *states), 0);
        }
        let mut fresh: Vec<bool> = reached.states.iter().map(|s| *s != Diagram::FALSE).collect();
        let mut round = 0;
        while fresh.contains(&true) && !diagrams.is_exhausted() {
            round += 1;
            let mut next = vec![false; self.stages];
            let mut arrivals = Vec::new();
            for way in self.ways.iter().filter(|way| fresh.get(way.from) == Some(&true)) {
                let here = reached.states.get(way.from).copied().unwrap_or(Diagram::FALSE);
                arrivals.push((way.to, diagrams.and(here, way.open)));
            }
            for (stage, states) in arrivals {
                if self.add(diagrams, &mut reached, (stage, states), round)
                    && let Some(fresh) = next.get_mut(stage)
                {
                    *fresh = true;
                }
            }
            fresh = next;
        }
        reached
    }

    /// Leaves out the facts for which one class serves every way and every start best: whoever has it
    /// from the beginning gets wherever anybody gets. `serves` says whether it may be supposed of a fact,
    /// and whether of a class that is not its last. Where deals can get to stays the same.
    pub(crate) fn leave_out(
        &mut self,
        diagrams: &mut Diagrams,
        serves: impl Fn(&Motion, bool) -> bool,
    ) {
        let mut asking: BTreeMap<Variable, Vec<usize>> = BTreeMap::new();
        for (place, states) in self.states().enumerate() {
            for variable in diagrams.variables_of(states) {
                asking.entry(variable).or_default().push(place);
            }
        }
        let mut kept = Vec::new();
        for motion in std::mem::take(&mut self.motions) {
            let places = asking.get(&motion.variable).map(Vec::as_slice).unwrap_or_default();
            let mut classes = (0..diagrams.classes(motion.variable)).rev().enumerate();
            let best = classes.find(|(before, class)| {
                serves(&motion, *before == 0)
                    && self.is_best(diagrams, (motion.variable, *class), places)
            });
            match best {
                Some((_, class)) => self.suppose(diagrams, (motion.variable, class), places),
                None => kept.push(motion),
            }
        }
        self.motions = kept;
    }

    /// The states of all ways, then of all starts.
    fn states(&self) -> impl Iterator<Item = Diagram> {
        self.ways.iter().map(|way| way.open).chain(self.starts.iter().map(|(_, states)| *states))
    }

    fn states_mut(&mut self) -> impl Iterator<Item = &mut Diagram> {
        let ways = self.ways.iter_mut().map(|way| &mut way.open);
        ways.chain(self.starts.iter_mut().map(|(_, states)| states))
    }

    /// Whether some states hold with a class wherever they hold with any.
    fn is_best(
        &self,
        diagrams: &mut Diagrams,
        (variable, class): (Variable, Class),
        places: &[usize],
    ) -> bool {
        let all: Vec<Diagram> = self.states().collect();
        places.iter().filter_map(|place| all.get(*place)).all(|states| {
            diagrams.exists(*states, variable) == diagrams.given(*states, variable, class)
        })
    }

    fn suppose(
        &mut self,
        diagrams: &mut Diagrams,
        (variable, class): (Variable, Class),
        places: &[usize],
    ) {
        let places: BTreeSet<usize> = places.iter().copied().collect();
        let asked = self.states_mut().enumerate().filter(|(place, _)| places.contains(place));
        for (_, states) in asked {
            *states = diagrams.given(*states, variable, class);
        }
    }

    /// The ways of a shortest walk to a stage, without regard to what changes on the way.
    pub(crate) fn path_to(&self, reached: &Reached, stage: usize) -> Vec<Way> {
        let moves = |stage: usize| reached.moves.get(stage).copied().flatten();
        let mut path = Vec::new();
        let mut at = stage;
        while let Some(count) = moves(at).filter(|count| *count > 0) {
            let before = self.ways.iter().find(|way| {
                way.to == at
                    && way.open != Diagram::FALSE
                    && moves(way.from).is_some_and(|earlier| earlier + 1 == count)
            });
            let Some(way) = before else { break };
            path.push(*way);
            at = way.from;
        }
        path.reverse();
        path
    }

    /// The same without the ways into a stage, for what is possible without it.
    pub(crate) fn around(&self, stage: usize) -> Self {
        let ways = self.ways.iter().filter(|way| way.to != stage && way.from != stage);
        let starts = self.starts.iter().filter(|(start, _)| *start != stage);
        Self { ways: ways.copied().collect(), starts: starts.copied().collect(), ..self.clone() }
    }

    /// The states in a stage from which a deal can never move on, whatever changes.
    pub(crate) fn stuck(
        &self,
        diagrams: &mut Diagrams,
        reached: &Reached,
        stage: usize,
    ) -> Diagram {
        let mut open = Diagram::FALSE;
        for way in self.ways.iter().filter(|way| way.from == stage) {
            open = diagrams.or(open, way.open);
        }
        let hopeful = self.settled(diagrams, stage, open, true);
        let here = reached.states.get(stage).copied().unwrap_or(Diagram::FALSE);
        diagrams.without(here, hopeful)
    }

    /// Adds states to a stage; whether there were new ones.
    fn add(
        &self,
        diagrams: &mut Diagrams,
        reached: &mut Reached,
        (stage, states): (usize, Diagram),
        round: usize,
    ) -> bool {
        let settled = self.settled(diagrams, stage, states, false);
        let Some(known) = reached.states.get_mut(stage) else { return false };
        let all = diagrams.or(*known, settled);
        let is_new = all != *known;
        *known = all;
        if let Some(moves) = reached.moves.get_mut(stage).filter(|_| is_new) {
            moves.get_or_insert(round);
        }
        is_new
    }

    /// The states that staying in a stage leads to; `back`: those from which it leads to `states`.
    fn settled(
        &self,
        diagrams: &mut Diagrams,
        stage: usize,
        states: Diagram,
        back: bool,
    ) -> Diagram {
        let here = self.motions.iter().filter(|m| m.may_change.get(stage) == Some(&true));
        here.fold(states, |states, motion| {
            let how = motion.how;
            match how {
                How::Freely => diagrams.exists(states, motion.variable),
                _ if back => {
                    diagrams.spread(states, motion.variable, |from, to| how.allows(to, from))
                }
                _ => diagrams.spread(states, motion.variable, |from, to| how.allows(from, to)),
            }
        })
    }
}
