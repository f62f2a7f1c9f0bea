//! `zen-expression`: compiled to code for its machine, over values that are counted.

use zen_expression::expression::Standard;
use zen_expression::vm::VM;
use zen_expression::{Expression, Scope, Variable, compile_expression};

use crate::conditions::{Atom, Bound, Condition, Rules};
use crate::contender::{Asked, Best, Contender, Ranked, best, unmet};

pub(crate) struct Zen {
    machine: VM,
    moves: Vec<Vec<Expression<Standard>>>,
    plays: Vec<Vec<Ranked<Expression<Standard>>>>,
}

impl Zen {
    pub(crate) fn new(rules: &Rules) -> Self {
        let compiled = |condition: &Condition| {
            compile_expression(&condition.told(" and ", " or ", atom)).expect("an expression")
        };
        let moves = rules.moves.iter().map(|of| of.iter().map(compiled).collect()).collect();
        let play = |play: &Ranked<Condition>| play.compiled(compiled);
        let plays = rules.plays.iter().map(|of| of.iter().map(play).collect()).collect();
        Self { moves, plays, machine: VM::new() }
    }

    fn unmet_in(&mut self, facts: &Scope, asked: &Asked) -> u64 {
        let machine = &mut self.machine;
        unmet(&self.moves[asked.declared], |condition| holds(machine, condition, facts))
    }

    fn best_in(&mut self, facts: &Scope, asked: &Asked) -> Best<'_> {
        let machine = &mut self.machine;
        best(&self.plays[asked.stage], |condition| holds(machine, condition, facts))
    }
}

impl Contender for Zen {
    type Facts<'t> = Scope;

    const NAME: &'static str = "zen-expression 2.1";

    fn bind(&self, asked: &Asked) -> Scope {
        Scope::new(Variable::from(&asked.in_seconds))
    }

    fn unmet(&mut self, facts: &mut Scope, asked: &Asked) -> u64 {
        self.unmet_in(facts, asked)
    }

    fn best<'s>(&'s mut self, facts: &'s mut Scope, asked: &Asked) -> Best<'s> {
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

fn holds(machine: &mut VM, condition: &Expression<Standard>, facts: &Scope) -> bool {
    matches!(condition.evaluate_with_scope(facts, machine), Ok(Variable::Bool(true)))
}

/// A missing fact is null, and to compare it with a number is an error that takes the other ways of
/// a condition along: a default beyond the bound says that the comparison does not hold.
fn atom(atom: &Atom) -> String {
    match atom {
        Atom::Is { fact, said } => format!("{fact} == {said}"),
        Atom::Known { fact, said: true } => format!("{fact} != null"),
        Atom::Known { fact, said: false } => format!("{fact} == null"),
        Atom::OneOf { fact, values } => format!("{fact} in {values:?}"),
        Atom::Compares { fact, operator, bound: Bound::Text(text) } => match operator.as_str() {
            "==" => format!("{fact} == '{text}'"),
            _ => format!("({fact} ?? '{text}') != '{text}'"),
        },
        Atom::Compares { fact, operator, bound } => {
            let beyond = if operator.starts_with('<') { "999999999999" } else { "-999999999999" };
            match bound {
                Bound::Whole(bound) => format!("({fact} ?? {beyond}) {operator} {bound}"),
                Bound::Number(bound) => format!("({fact} ?? {beyond}) {operator} {bound}"),
                Bound::Text(_) => unreachable!("asked above"),
            }
        }
    }
}
