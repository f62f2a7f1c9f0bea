//! `datalogic-rs` once more: a rule for all conditions of a move, and one for all plays of a stage.

use bumpalo::Bump;
use datalogic_rs::{DataValue, Engine, Logic, ParsedData};
use serde_json::Value;

use crate::conditions::{Condition, Rules};
use crate::contender::{Asked, Best, Contender, Ranked, best, unmet};
use crate::logic_as_json::{in_arena, told};

pub(crate) struct DatalogicLists {
    engine: Engine,
    arena: Bump,
    moves: Vec<Logic>,
    plays: Vec<Plays>,
}

struct Plays {
    ranked: Vec<Ranked<()>>,
    all: Logic,
}

impl DatalogicLists {
    pub(crate) fn new(rules: &Rules) -> Self {
        let engine = Engine::new();
        let compiled = |conditions: &mut dyn Iterator<Item = &Condition>| {
            let all = Value::Array(conditions.map(told).collect());
            engine.compile(all.to_string().as_str()).expect("JSON Logic")
        };
        let moves = rules.moves.iter().map(|of| compiled(&mut of.iter())).collect();
        let plays = |of: &Vec<Ranked<Condition>>| Plays {
            ranked: of.iter().map(|play| play.compiled(|_| ())).collect(),
            all: compiled(&mut of.iter().map(|play| &play.when)),
        };
        let plays = rules.plays.iter().map(plays).collect();
        Self { moves, plays, arena: Bump::new(), engine }
    }

    fn unmet_in<'f>(&self, facts: &'f DataValue<'f>, asked: &Asked) -> u64 {
        let all = &self.moves[asked.declared];
        unmet(answers(&self.engine, all, facts, &self.arena), holds)
    }

    fn best_in<'s, 'f>(&'s self, facts: &'f DataValue<'f>, asked: &Asked) -> Best<'s> {
        let plays = &self.plays[asked.stage];
        let mut answers = answers(&self.engine, &plays.all, facts, &self.arena).iter();
        best(&plays.ranked, |()| answers.next().is_some_and(holds))
    }
}

impl Contender for DatalogicLists {
    type Facts<'t> = ParsedData;

    const NAME: &'static str = "datalogic-rs 5.4, a rule a list";

    fn bind(&self, asked: &Asked) -> ParsedData {
        ParsedData::from_json(&asked.in_seconds.to_string()).expect("JSON")
    }

    fn unmet(&mut self, facts: &mut ParsedData, asked: &Asked) -> u64 {
        self.arena.reset();
        self.unmet_in(facts.value(), asked)
    }

    fn best<'s>(&'s mut self, facts: &'s mut ParsedData, asked: &Asked) -> Best<'s> {
        self.arena.reset();
        self.best_in(facts.value(), asked)
    }

    fn unmet_of_json(&mut self, asked: &Asked) -> u64 {
        self.arena.reset();
        self.unmet_in(in_arena(&asked.in_seconds, &self.arena), asked)
    }

    fn best_of_json(&mut self, asked: &Asked) -> Best<'_> {
        self.arena.reset();
        self.best_in(in_arena(&asked.in_seconds, &self.arena), asked)
    }
}

fn answers<'a>(
    engine: &Engine,
    logic: &'a Logic,
    facts: &'a DataValue<'a>,
    arena: &'a Bump,
) -> &'a [DataValue<'a>] {
    let answers = engine.evaluate(logic, facts, arena).expect("an answer");
    answers.as_array().expect("an answer each")
}

fn holds(answer: &DataValue<'_>) -> bool {
    answer.as_bool() == Some(true)
}
