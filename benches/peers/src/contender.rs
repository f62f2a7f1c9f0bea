//! What every engine is asked for.

use serde_json::Value;

use crate::workload::{HostDeal, MOVES};

/// The ids of the three best plays.
pub(crate) type Best<'s> = [Option<&'s str>; 3];

/// A deal that a host asks about.
#[derive(Clone)]
pub(crate) struct Asked {
    /// Its facts as JSON; one that is missing has no entry.
    pub(crate) facts: Value,
    /// The same with days as seconds, which other engines compare with the least work.
    pub(crate) in_seconds: Value,
    pub(crate) stage: usize,
    pub(crate) to: usize,
    /// The place of the move among those that are declared.
    pub(crate) declared: usize,
}

impl Asked {
    pub(crate) fn of(deal: &HostDeal) -> Self {
        let facts = deal.json();
        let mut in_seconds = facts.clone();
        let days = [("close_date", deal.close_date), ("goal_date", deal.goal_date)];
        for (fact, seconds) in days {
            if let Some(seconds) = seconds {
                in_seconds.insert(fact.to_owned(), Value::from(seconds));
            }
        }
        let (stage, to) = (deal.stage, deal.to);
        let declared = MOVES.iter().position(|way| *way == (stage, to));
        let declared = declared.expect("only declared moves are drawn");
        let [facts, in_seconds] = [facts, in_seconds].map(Value::Object);
        Self { facts, in_seconds, stage, to, declared }
    }
}

/// An engine that has been told the rules.
pub(crate) trait Contender {
    /// The facts of a deal in the engine's own form.
    type Facts<'t>;

    /// Its name and version.
    const NAME: &'static str;

    fn bind<'t>(&self, asked: &'t Asked) -> Self::Facts<'t>;

    /// The conditions of a move that do not hold, a bit each.
    fn unmet(&mut self, facts: &mut Self::Facts<'_>, asked: &Asked) -> u64;

    fn best<'s>(&'s mut self, facts: &'s mut Self::Facts<'_>, asked: &Asked) -> Best<'s>;

    fn unmet_of_json(&mut self, asked: &Asked) -> u64;

    fn best_of_json(&mut self, asked: &Asked) -> Best<'_>;
}

/// A bit for every condition that does not hold.
pub(crate) fn unmet<C>(conditions: &[C], mut holds: impl FnMut(&C) -> bool) -> u64 {
    let bit = |(place, condition)| u64::from(!holds(condition)) << place;
    conditions.iter().enumerate().map(bit).fold(0, |bits, bit| bits | bit)
}

/// A play and its condition as an engine has it.
pub(crate) struct Ranked<C> {
    pub(crate) id: String,
    pub(crate) when: C,
}

impl<C> Ranked<C> {
    pub(crate) fn compiled<D>(&self, compiled: impl Fn(&C) -> D) -> Ranked<D> {
        Ranked { id: self.id.clone(), when: compiled(&self.when) }
    }
}

/// The first three whose conditions hold; nothing is asked after the third.
pub(crate) fn best<C>(ranked: &[Ranked<C>], mut holds: impl FnMut(&C) -> bool) -> Best<'_> {
    let mut best = [None; 3];
    let holding = ranked.iter().filter(|play| holds(&play.when));
    for (place, play) in best.iter_mut().zip(holding) {
        *place = Some(play.id.as_str());
    }
    best
}
