//! What it takes to find out facts: the plays and questions that give them, and the cheapest choice
//! of these.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::super::fixes::fact_fix;
use super::super::situation::Situation;
use super::super::unmet::{Fix, FixKind};
use super::ways::Way;
use crate::deal::binding::Row;
use crate::error::Error;
use crate::expr::{Slot, Truth};
use crate::playbook::content::StageSet;

/// What a play takes that does not say it, in seconds.
const PLAY: u64 = 30 * 60;
/// What a question takes, in seconds.
const QUESTION: u64 = 10 * 60;
/// What finding out a fact takes that no play and no question gives, in seconds.
const FACT: u64 = 30 * 60;

/// Most choices that are tried for one set of facts.
const TRIED: usize = 20_000;

/// Something that can be done or asked, or a fact that has to be found out without either.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Work {
    pub(super) kind: Kind,
    pub(super) effort: u64,
    pub(super) gives: BTreeSet<Slot>,
    /// By leg: whether it can be done there.
    pub(super) legs: Vec<bool>,
}

/// What kind of work it is, and its place in the playbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Play(usize),
    Question(usize),
    Fact(Slot),
}

/// What a choice of work costs, and the places of that work.
type Chosen = (u64, Vec<usize>);

/// The facts that have to be found out at the latest before a leg is gone, and the work that gives
/// them in time.
pub(super) struct Workload {
    pub(super) work: Vec<Work>,
    /// By fact: the places in `work` that give it in time.
    givers: BTreeMap<Slot, Vec<usize>>,
    /// By fact: the leg that needs it first.
    due: BTreeMap<Slot, usize>,
    prices: RefCell<BTreeMap<BTreeSet<Slot>, Chosen>>,
    /// Whether the cheapest choice was looked for to the end each time.
    is_exact: RefCell<bool>,
}

impl Workload {
    /// `due` says for each fact in which leg it is needed first.
    pub(super) fn new(situation: &Situation<'_>, way: &Way, due: &BTreeMap<Slot, usize>) -> Self {
        let rows: Vec<Row> = way.iter().map(|leg| row_in(situation, leg.step.from)).collect();
        let mut work: Vec<Work> = Vec::new();
        let wanted: BTreeSet<Slot> = due.keys().copied().collect();
        for (ix, play) in situation.model().plays.iter().enumerate() {
            let gives: BTreeSet<Slot> = play.gives.iter().copied().collect();
            let applies =
                |row: &Row| play.when.as_ref().is_none_or(|when| when.decide(row) != Truth::False);
            let legs: Vec<bool> = legs(situation, way, &play.stages)
                .into_iter()
                .zip(&rows)
                .map(|(shown, row)| shown && applies(row))
                .collect();
            let effort = play.effort.and_then(|effort| u64::try_from(effort.seconds()).ok());
            let effort = effort.unwrap_or(PLAY);
            work.push(Work { kind: Kind::Play(ix), effort, gives, legs });
        }
        for (ix, question) in situation.model().questions.iter().enumerate() {
            let gives = question.fills.iter().copied().collect();
            let legs = legs(situation, way, &question.stages);
            work.push(Work { kind: Kind::Question(ix), effort: QUESTION, gives, legs });
        }
        work.retain(|work| work.legs.contains(&true) && !work.gives.is_disjoint(&wanted));
        for slot in &wanted {
            if !work.iter().any(|work| work.gives.contains(slot) && work.in_time(due, *slot)) {
                let gives = BTreeSet::from([*slot]);
                let legs = vec![true; way.len()];
                work.push(Work { kind: Kind::Fact(*slot), effort: FACT, gives, legs });
            }
        }
        let givers = wanted
            .iter()
            .map(|slot| {
                let gives = |work: &Work| work.gives.contains(slot) && work.in_time(due, *slot);
                let places = work.iter().enumerate().filter(|(_, work)| gives(work));
                (*slot, places.map(|(place, _)| place).collect())
            })
            .collect();
        let due = due.clone();
        Self { work, givers, due, prices: RefCell::default(), is_exact: RefCell::new(true) }
    }

    /// The least that finding out a fact adds to any choice: its share of the work that gives it.
    pub(super) fn share(&self, slot: Slot) -> Option<u64> {
        let givers = self.givers.get(&slot)?;
        let shares = givers.iter().filter_map(|place| self.work.get(*place)).map(|work| {
            let wanted = work.gives.iter().filter(|slot| self.givers.contains_key(slot)).count();
            work.effort / u64::try_from(wanted.max(1)).unwrap_or(1)
        });
        shares.min()
    }

    /// What finding out some facts costs together, in seconds.
    pub(super) fn price(&self, facts: &BTreeSet<Slot>) -> u64 {
        self.choice(facts).0
    }

    /// The cheapest work that gives some facts, and what it costs.
    pub(super) fn choice(&self, facts: &BTreeSet<Slot>) -> (u64, Vec<usize>) {
        let facts: BTreeSet<Slot> =
            facts.iter().copied().filter(|slot| self.givers.contains_key(slot)).collect();
        if let Some(known) = self.prices.borrow().get(&facts) {
            return known.clone();
        }
        let mut covering = Covering { load: self, best: None, tried: 0 };
        covering.cover(&facts, 0, &mut Vec::new());
        if covering.tried > TRIED {
            self.is_exact.replace(false);
        }
        let best = covering.best.unwrap_or_default();
        self.prices.borrow_mut().insert(facts, best.clone());
        best
    }

    /// Whether a piece of work is for the stage in which a fact is needed: of two that cost the same the
    /// one that is made for the moment.
    fn is_timely(&self, work: &Work, slot: Slot) -> bool {
        let due = self.due.get(&slot);
        due.is_some_and(|leg| work.legs.get(*leg).copied().unwrap_or(false))
    }

    /// Those of some facts that a piece of work gives in time.
    pub(super) fn in_time(&self, work: &Work, facts: &BTreeSet<Slot>) -> BTreeSet<Slot> {
        let place = self.work.iter().position(|known| known == work);
        let gives = |slot: &Slot| place.is_some_and(|place| givers_contain(self, *slot, place));
        facts.iter().copied().filter(gives).collect()
    }

    pub(super) fn is_exact(&self) -> bool {
        *self.is_exact.borrow()
    }
}

impl Work {
    /// Whether it can be done before a fact is needed.
    fn in_time(&self, due: &BTreeMap<Slot, usize>, slot: Slot) -> bool {
        let last = due.get(&slot).copied().unwrap_or(usize::MAX);
        self.legs.iter().enumerate().any(|(leg, can)| *can && leg <= last)
    }

    /// The last leg in which it can be done, no later than one.
    pub(super) fn leg_by(&self, last: usize) -> usize {
        let legs = self.legs.iter().enumerate().filter(|(leg, can)| **can && *leg <= last);
        legs.map(|(leg, _)| leg).next_back().unwrap_or(0)
    }

    /// What to do or to ask.
    pub(super) fn told(&self, situation: &Situation<'_>) -> Result<Option<Fix>, Error> {
        let model = situation.model();
        let fix = |kind, id: &str, text| Fix { kind, id: id.to_owned(), text };
        Ok(match self.kind {
            Kind::Play(ix) => match model.plays.get(ix) {
                Some(play) => Some(fix(FixKind::Play, &play.id, situation.say(&play.action)?)),
                None => None,
            },
            Kind::Question(ix) => match model.questions.get(ix) {
                Some(one) => Some(fix(FixKind::Question, &one.id, situation.say(&one.ask)?)),
                None => None,
            },
            Kind::Fact(slot) => fact_fix(situation, slot),
        })
    }
}

/// The search for the cheapest choice.
struct Covering<'a> {
    load: &'a Workload,
    best: Option<(u64, Vec<usize>)>,
    tried: usize,
}

impl Covering<'_> {
    /// Covers the fact with the fewest givers in each way, while it can still become cheaper.
    fn cover(&mut self, left: &BTreeSet<Slot>, price: u64, chosen: &mut Vec<usize>) {
        self.tried += 1;
        let known = self.best.as_ref().map(|(best, _)| *best);
        if known.is_some_and(|best| price + self.bound(left) >= best || self.tried > TRIED) {
            return;
        }
        let givers = |slot: &Slot| self.load.givers.get(slot).map_or(&[][..], Vec::as_slice);
        let Some(hardest) = left.iter().min_by_key(|slot| givers(slot).len()) else {
            let mut done = chosen.clone();
            done.sort_unstable();
            self.best = Some((price, done));
            return;
        };
        let mut ways: Vec<(usize, &Work)> = givers(hardest)
            .iter()
            .filter_map(|place| Some((*place, self.load.work.get(*place)?)))
            .collect();
        ways.sort_by_key(|(place, work)| {
            let gives = work.gives.intersection(left).count().max(1);
            let share = work.effort / u64::try_from(gives).unwrap_or(1);
            (share, !self.load.is_timely(work, *hardest), *place)
        });
        for (place, work) in ways {
            let rest: BTreeSet<Slot> = left
                .iter()
                .copied()
                .filter(|slot| !givers_contain(self.load, *slot, place))
                .collect();
            chosen.push(place);
            self.cover(&rest, price.saturating_add(work.effort), chosen);
            chosen.pop();
        }
    }

    fn bound(&self, left: &BTreeSet<Slot>) -> u64 {
        left.iter().filter_map(|slot| self.load.share(*slot)).fold(0, u64::saturating_add)
    }
}

fn givers_contain(load: &Workload, slot: Slot, place: usize) -> bool {
    load.givers.get(&slot).is_some_and(|givers| givers.contains(&place))
}

fn legs(situation: &Situation<'_>, way: &Way, stages: &StageSet) -> Vec<bool> {
    let first = situation.model().graph.first();
    let shown = |leg: &super::ways::Leg| {
        leg.step.from.or(first).is_some_and(|stage| stages.contains(stage.position()))
    };
    way.iter().map(shown).collect()
}

/// The facts as they are, in the stage in which a leg begins.
fn row_in(situation: &Situation<'_>, from: Option<crate::playbook::graph::StageIx>) -> Row {
    match from {
        Some(from) if situation.stage != Some(from) => situation.row_after_entering(from).clone(),
        _ => situation.row.clone(),
    }
}
