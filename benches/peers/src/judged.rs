//! dealgraph: a judge over rows of facts.

use std::fmt;

use dealgraph::{ChoiceValue, FactRow, FactSlot, Judge, Settled, StageIx, Timestamp};
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use crate::contender::{Asked, Best, Contender};
use crate::workload;

pub(crate) struct Judged {
    judge: Judge,
    row: FactRow,
    now: Timestamp,
    stages: Vec<StageIx>,
    /// Where the facts go, by name.
    places: Vec<(&'static str, Place)>,
}

impl Judged {
    pub(crate) fn new(facts: &[&'static str]) -> Self {
        let playbook = workload::playbook().expect("the rules compile");
        let judge = playbook.judge();
        let place =
            |fact: &&'static str| (*fact, Place::of(&judge, fact).expect("a declared fact"));
        let mut places: Vec<_> = facts.iter().map(place).collect();
        places.sort_by_key(|(fact, _)| *fact);
        let now = Timestamp::from_unix_seconds(1_795_435_200).expect("a moment");
        Self { row: judge.row(), stages: workload::stages(&playbook), judge, now, places }
    }

    fn filled(&mut self, json: &str, asked: Asked) -> Settled<'_> {
        self.row.clear();
        fill(&mut self.row, &self.places, json);
        self.row.stand_in(Some(self.stages[asked.stage]));
        self.row.at(self.now)
    }
}

impl Contender for Judged {
    /// Rows are kept as long as the program runs.
    type Facts<'t> = Settled<'static>;

    const NAME: &'static str = "dealgraph";

    fn bind<'t>(&self, json: &'t str, asked: Asked) -> Settled<'static> {
        let row = Box::leak(Box::new(self.judge.row()));
        row.stand_in(Some(self.stages[asked.stage]));
        fill(row, &self.places, json);
        row.at(self.now)
    }

    fn unmet(&mut self, facts: &Settled<'static>, asked: Asked) -> u64 {
        unmet(facts, self.stages[asked.to])
    }

    fn best(&mut self, facts: &Settled<'static>, _: Asked) -> Best<'_> {
        best(facts)
    }

    fn unmet_of_json(&mut self, json: &str, asked: Asked) -> u64 {
        let to = self.stages[asked.to];
        unmet(&self.filled(json, asked), to)
    }

    fn best_of_json(&mut self, json: &str, asked: Asked) -> Best<'_> {
        best(&self.filled(json, asked))
    }
}

fn unmet(facts: &Settled<'_>, to: StageIx) -> u64 {
    facts.standing(to).expect("a declared move").bits()
}

fn best<'r>(facts: &Settled<'r>) -> Best<'r> {
    let mut best = [None; 3];
    for (place, play) in best.iter_mut().zip(facts.plays()) {
        *place = Some(play.id());
    }
    best
}

#[derive(Clone, Copy)]
enum Place {
    Flag(FactSlot<bool>),
    Whole(FactSlot<i64>),
    Number(FactSlot<f64>),
    Choice(FactSlot<ChoiceValue>),
    Moment(FactSlot<Timestamp>),
}

impl Place {
    fn of(judge: &Judge, fact: &str) -> Option<Self> {
        let whole = || judge.slot(fact).map(Self::Whole);
        let number = || judge.slot(fact).map(Self::Number);
        let choice = || judge.slot(fact).map(Self::Choice);
        let moment = || judge.slot(fact).map(Self::Moment);
        judge
            .slot(fact)
            .map(Self::Flag)
            .or_else(whole)
            .or_else(number)
            .or_else(choice)
            .or_else(moment)
    }
}

/// Puts a deal into a row in one walk over its text.
fn fill(row: &mut FactRow, places: &[(&'static str, Place)], json: &str) {
    let mut text = serde_json::Deserializer::from_str(json);
    text.deserialize_map(Fill { row, places }).expect("JSON");
}

struct Fill<'r> {
    row: &'r mut FactRow,
    places: &'r [(&'static str, Place)],
}

impl<'de> Visitor<'de> for Fill<'_> {
    type Value = ();

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("the facts of a deal")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some(fact) = entries.next_key::<&str>()? {
            let place = self.places.binary_search_by_key(&fact, |(fact, _)| *fact);
            let place = place.map_err(|_| A::Error::custom("no such fact"))?;
            let kept = match self.places[place].1 {
                Place::Flag(slot) => self.row.set(slot, entries.next_value()?),
                Place::Whole(slot) => self.row.set(slot, entries.next_value()?),
                Place::Number(slot) => self.row.set(slot, entries.next_value()?),
                Place::Choice(slot) => self.row.set_named(slot, entries.next_value()?),
                Place::Moment(slot) => {
                    let at = Timestamp::from_unix_seconds(entries.next_value()?);
                    self.row.set(slot, at.ok_or_else(|| A::Error::custom("no moment"))?)
                }
            };
            kept.map_err(A::Error::custom)?;
        }
        Ok(())
    }
}
