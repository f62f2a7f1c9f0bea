//! The `cel` crate: a tree that is walked, over boxed values that a resolver lends.

use std::fmt;

use cel::common::types::{CelBool, CelDouble, CelInt, CelNull, CelString};
use cel::common::value::{CowVal, Val};
use cel::context::VariableResolver;
use cel::{Context, Program, Value};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use crate::conditions::{Atom, Bound, Condition, Rules};
use crate::contender::{Asked, Best, Contender, Ranked, best, unmet};

pub(crate) struct Cel {
    context: Context<'static, 'static>,
    moves: Vec<Vec<Program>>,
    plays: Vec<Vec<Ranked<Program>>>,
}

impl Cel {
    pub(crate) fn new(rules: &Rules) -> Self {
        let compiled = |condition: &Condition| {
            Program::compile(&condition.told(" && ", " || ", atom)).expect("CEL")
        };
        let moves = rules.moves.iter().map(|of| of.iter().map(compiled).collect()).collect();
        let play = |play: &Ranked<Condition>| play.compiled(compiled);
        let plays = rules.plays.iter().map(|of| of.iter().map(play).collect()).collect();
        Self { moves, plays, context: Context::default() }
    }
}

impl Contender for Cel {
    type Facts<'t> = Lent<'t>;

    const NAME: &'static str = "cel 0.15";

    fn bind<'t>(&self, json: &'t str, _: Asked) -> Lent<'t> {
        serde_json::from_str(json).expect("JSON")
    }

    fn unmet(&mut self, facts: &Lent<'_>, asked: Asked) -> u64 {
        let mut context = self.context.new_inner_scope();
        context.set_variable_resolver(facts);
        unmet(&self.moves[asked.declared], |program| holds(program, &context))
    }

    fn best(&mut self, facts: &Lent<'_>, asked: Asked) -> Best<'_> {
        let mut context = self.context.new_inner_scope();
        context.set_variable_resolver(facts);
        best(&self.plays[asked.stage], |program| holds(program, &context))
    }

    fn unmet_of_json(&mut self, json: &str, asked: Asked) -> u64 {
        let facts = self.bind(json, asked);
        self.unmet(&facts, asked)
    }

    fn best_of_json(&mut self, json: &str, asked: Asked) -> Best<'_> {
        let facts = self.bind(json, asked);
        self.best(&facts, asked)
    }
}

fn holds(program: &Program, context: &Context<'_, '_>) -> bool {
    matches!(program.execute(context), Ok(Value::Bool(true)))
}

/// The facts of a deal by name, in the values that the engine computes with.
pub(crate) struct Lent<'t>(Vec<(&'t str, Box<dyn Val + 't>)>);

static MISSING: CelNull = CelNull;

impl VariableResolver for Lent<'_> {
    fn resolve<'b>(&'b self, variable: &str) -> Option<CowVal<'b, 'b>> {
        let found = self.0.iter().find(|(fact, _)| *fact == variable);
        Some(match found {
            Some((_, value)) => CowVal::Borrowed(value.as_ref()),
            None => CowVal::Borrowed(&MISSING),
        })
    }
}

impl<'de: 't, 't> Deserialize<'de> for Lent<'t> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Entries)
    }
}

struct Entries;

impl<'de> Visitor<'de> for Entries {
    type Value = Lent<'de>;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("the facts of a deal")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Lent<'de>, A::Error> {
        let mut facts = Vec::with_capacity(24);
        while let Some((fact, Boxed(value))) = entries.next_entry()? {
            facts.push((fact, value));
        }
        Ok(Lent(facts))
    }
}

struct Boxed<'t>(Box<dyn Val + 't>);

impl<'de: 't, 't> Deserialize<'de> for Boxed<'t> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Scalar)
    }
}

struct Scalar;

impl<'de> Visitor<'de> for Scalar {
    type Value = Boxed<'de>;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a fact")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Boxed<'de>, E> {
        Ok(Boxed(Box::new(CelBool::from(value))))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Boxed<'de>, E> {
        i64::try_from(value).map_err(E::custom).and_then(|value| self.visit_i64(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Boxed<'de>, E> {
        Ok(Boxed(Box::new(CelInt::from(value))))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Boxed<'de>, E> {
        Ok(Boxed(Box::new(CelDouble::from(value))))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Boxed<'de>, E> {
        Ok(Boxed(Box::new(CelString::from(value))))
    }
}

/// A missing fact is null, and to compare it with a number is an error, which `||` passes over, and
/// which does not hold: only `!=` has to be told.
fn atom(atom: &Atom) -> String {
    match atom {
        Atom::Is { fact, said: true } => fact.clone(),
        Atom::Is { fact, said: false } => format!("!{fact}"),
        Atom::Known { fact, said: true } => format!("{fact} != null"),
        Atom::Known { fact, said: false } => format!("{fact} == null"),
        Atom::OneOf { fact, values } => format!("{fact} in {values:?}"),
        Atom::Compares { fact, operator, bound } => match bound {
            Bound::Text(text) if operator == "!=" => {
                format!("{fact} != null && {fact} != '{text}'")
            }
            Bound::Text(text) => format!("{fact} {operator} '{text}'"),
            Bound::Whole(bound) => format!("{fact} {operator} {bound}"),
            Bound::Number(bound) => format!("{fact} {operator} {bound:?}"),
        },
    }
}
