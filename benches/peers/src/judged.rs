//! dealgraph: a judge over rows of facts.

use dealgraph::{Error, FactRow, Judge, Settled, StageIx, Timestamp};
use serde_json::{Map, Value};

use crate::contender::{Asked, Best, Contender};
use crate::workload;

pub(crate) struct Judged {
    judge: Judge,
    row: FactRow,
    now: Timestamp,
    stages: Vec<StageIx>,
}

impl Judged {
    pub(crate) fn new() -> Self {
        let playbook = workload::playbook().expect("the rules compile");
        let judge = playbook.judge();
        let now = Timestamp::from_unix_seconds(1_795_435_200).expect("a moment");
        Self { row: judge.row(), stages: workload::stages(&playbook), judge, now }
    }

    fn filled(
        &mut self,
        asked: &Asked,
        read: impl Fn(&mut FactRow, &Map<String, Value>) -> Result<(), Error>,
    ) -> Settled<'_> {
        self.row.stand_in(Some(self.stages[asked.stage]));
        let facts = asked.facts.as_object().expect("an object");
        read(&mut self.row, facts).expect("the facts fit");
        self.row.at(self.now)
    }
}

impl Contender for Judged {
    type Facts<'t> = FactRow;

    const NAME: &'static str = "dealgraph";

    fn bind(&self, asked: &Asked) -> FactRow {
        let mut row = self.judge.row();
        fill(&mut row, self.stages[asked.stage], &asked.facts);
        row
    }

    fn unmet(&mut self, facts: &mut FactRow, asked: &Asked) -> u64 {
        unmet(&facts.at(self.now), self.stages[asked.to])
    }

    fn best<'s>(&'s mut self, facts: &'s mut FactRow, _: &Asked) -> Best<'s> {
        best(&facts.at(self.now))
    }

    fn unmet_of_json(&mut self, asked: &Asked) -> u64 {
        let to = self.stages[asked.to];
        unmet(&self.filled(asked, |row, facts| row.read_for_move("", facts, to)), to)
    }

    fn best_of_json(&mut self, asked: &Asked) -> Best<'_> {
        best(&self.filled(asked, |row, facts| row.read_for_plays("", facts)))
    }
}

fn fill(row: &mut FactRow, stage: StageIx, facts: &Value) {
    row.stand_in(Some(stage));
    row.read("", facts.as_object().expect("an object")).expect("the facts fit");
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
