//! The `cel` crate: a tree that is walked, over boxed values that a resolver lends.

use cel::common::types::{CelBool, CelDouble, CelInt, CelNull, CelString};
use cel::common::value::{CowVal, Val};
use cel::context::VariableResolver;
use cel::{Context, Program, Value};
use serde_json::{Map, Value as Json};

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

    fn unmet_in(&self, facts: &Lent<'_>, asked: &Asked) -> u64 {
        let mut context = self.context.new_inner_scope();
        context.set_variable_resolver(facts);
        unmet(&self.moves[asked.declared], |program| holds(program, &context))
    }

    fn best_in(&self, facts: &Lent<'_>, asked: &Asked) -> Best<'_> {
        let mut context = self.context.new_inner_scope();
        context.set_variable_resolver(facts);
        best(&self.plays[asked.stage], |program| holds(program, &context))
    }
}

impl Contender for Cel {
    type Facts<'t> = Lent<'t>;

    const NAME: &'static str = "cel 0.15";

    fn bind<'t>(&self, asked: &'t Asked) -> Lent<'t> {
        Lent::of(asked.in_seconds.as_object().expect("an object"))
    }

    fn unmet(&mut self, facts: &mut Lent<'_>, asked: &Asked) -> u64 {
        self.unmet_in(facts, asked)
    }

    fn best<'s>(&'s mut self, facts: &'s mut Lent<'_>, asked: &Asked) -> Best<'s> {
        self.best_in(facts, asked)
    }

    fn unmet_of_json(&mut self, asked: &Asked) -> u64 {
        let facts = self.bind(asked);
        self.unmet_in(&facts, asked)
    }

    fn best_of_json(&mut self, asked: &Asked) -> Best<'_> {
        let facts = self.bind(asked);
        self.best_in(&facts, asked)
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

impl<'t> Lent<'t> {
    fn of(facts: &'t Map<String, Json>) -> Self {
        let boxed = |value: &'t Json| -> Box<dyn Val + 't> {
            match value {
                Json::Bool(truth) => Box::new(CelBool::from(*truth)),
                Json::String(text) => Box::new(CelString::from(text.as_str())),
                Json::Number(number) => match (number.as_i64(), number.as_f64()) {
                    (Some(whole), _) => Box::new(CelInt::from(whole)),
                    (None, number) => Box::new(CelDouble::from(number.expect("a number"))),
                },
                _ => Box::new(CelNull),
            }
        };
        Self(facts.iter().map(|(fact, value)| (fact.as_str(), boxed(value))).collect())
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
