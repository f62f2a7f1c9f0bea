//! `datalogic-rs`: JSON Logic, compiled, over values in an arena; a rule for each condition.

use bumpalo::Bump;
use datalogic_rs::{DataValue, Engine, EvalInput, Logic, ParsedData};
use serde_json::{Value, json};

use crate::conditions::{Atom, Bound, Condition, Rules};
use crate::contender::{Asked, Best, Contender, Ranked, best, unmet};

pub(crate) struct Datalogic {
    engine: Engine,
    arena: Bump,
    moves: Vec<Vec<Logic>>,
    plays: Vec<Vec<Ranked<Logic>>>,
}

impl Datalogic {
    pub(crate) fn new(rules: &Rules) -> Self {
        let engine = Engine::new();
        let compiled = |condition: &Condition| {
            engine.compile(told(condition).to_string().as_str()).expect("JSON Logic")
        };
        let moves = rules.moves.iter().map(|of| of.iter().map(compiled).collect()).collect();
        let play = |play: &Ranked<Condition>| play.compiled(compiled);
        let plays = rules.plays.iter().map(|of| of.iter().map(play).collect()).collect();
        Self { moves, plays, arena: Bump::new(), engine }
    }

    fn unmet_in<'f>(&self, facts: &'f DataValue<'f>, asked: &Asked) -> u64 {
        let (engine, arena) = (&self.engine, &self.arena);
        unmet(&self.moves[asked.declared], |logic| holds(engine, logic, facts, arena))
    }

    fn best_in<'s, 'f>(&'s self, facts: &'f DataValue<'f>, asked: &Asked) -> Best<'s> {
        let (engine, arena) = (&self.engine, &self.arena);
        best(&self.plays[asked.stage], |logic| holds(engine, logic, facts, arena))
    }
}

impl Contender for Datalogic {
    type Facts<'t> = ParsedData;

    const NAME: &'static str = "datalogic-rs 5.4, a rule a condition";

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

/// A host's value in the form that all rules can read without more work.
pub(crate) fn in_arena<'a>(facts: &'a Value, arena: &'a Bump) -> &'a DataValue<'a> {
    facts.into_arena_value(arena).expect("any JSON will do")
}

fn holds<'a>(engine: &Engine, logic: &'a Logic, facts: &'a DataValue<'a>, arena: &'a Bump) -> bool {
    engine.evaluate(logic, facts, arena).is_ok_and(|answer| answer.as_bool() == Some(true))
}

/// A condition as JSON Logic.
pub(crate) fn told(condition: &Condition) -> Value {
    let joined = |word: &str, mut parts: Vec<Value>| match parts.len() {
        1 => parts.remove(0),
        _ => json!({ word: parts }),
    };
    let ways = condition.0.iter().map(|way| joined("and", way.iter().map(atom).collect()));
    joined("or", ways.collect())
}

/// A missing fact is null, which JSON Logic compares as zero: a default beyond the bound says that
/// the comparison does not hold, and costs less than a second look for null.
fn atom(atom: &Atom) -> Value {
    match atom {
        Atom::Is { fact, said: true } => json!({ "var": fact }),
        Atom::Is { fact, said: false } => json!({ "===": [{ "var": fact }, false] }),
        Atom::Known { fact, said: true } => json!({ "!==": [{ "var": fact }, null] }),
        Atom::Known { fact, said: false } => json!({ "===": [{ "var": fact }, null] }),
        Atom::OneOf { fact, values } => json!({ "in": [{ "var": fact }, values] }),
        Atom::Compares { fact, operator, bound: Bound::Text(text) } => match operator.as_str() {
            "==" => json!({ "===": [{ "var": fact }, text] }),
            _ => json!({ "!==": [{ "var": [fact, text] }, text] }),
        },
        Atom::Compares { fact, operator, bound } => {
            let beyond = if operator.starts_with('<') { i64::MAX >> 11 } else { i64::MIN >> 11 };
            match bound {
                Bound::Whole(bound) => json!({ operator: [{ "var": [fact, beyond] }, bound] }),
                Bound::Number(bound) => {
                    json!({ operator: [{ "var": [fact, beyond as f64] }, bound] })
                }
                Bound::Text(_) => unreachable!("asked above"),
            }
        }
    }
}
