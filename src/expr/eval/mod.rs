//! Evaluates a program over facts, in three values: a value, unknown, or a failure.

mod macros;
mod reach;

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::budget::{Budget, NoSteps};
use super::fault::Fault;
use super::functions::{self, arithmetic, comparison, membership, text, word};
use super::names::{Facts, Slot};
use super::program::{Children, Failure, Node, NodeId, Program};
use super::syntax::Operator;
use super::value::{Key, Map, Value};

pub(crate) use macros::elements;
pub(crate) use reach::origins;

/// Why there is no value. Unknown wins over a failure: once the facts are there, the failure may be
/// gone.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Stop<U> {
    Unknown(U),
    Fault(Fault),
}

impl<U> From<Fault> for Stop<U> {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl<U> From<NoSteps> for Stop<U> {
    fn from(none: NoSteps) -> Self {
        Self::Fault(none.into())
    }
}

impl<U: Unset> Stop<U> {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unknown(one), Self::Unknown(other)) => Self::Unknown(one.and(other)),
            (Self::Fault(_), unknown @ Self::Unknown(_)) => unknown,
            (first, _) => first,
        }
    }
}

/// What is noted of the facts that are unset.
pub(crate) trait Unset: Sized {
    fn fact(slot: Slot) -> Self;
    fn facts(slots: impl FnOnce() -> BTreeSet<Slot>) -> Self;
    fn and(self, other: Self) -> Self;
}

/// Nothing is noted: no memory is asked for.
impl Unset for () {
    fn fact(_: Slot) -> Self {}
    fn facts(_: impl FnOnce() -> BTreeSet<Slot>) -> Self {}
    fn and(self, (): Self) -> Self {}
}

impl Unset for BTreeSet<Slot> {
    fn fact(slot: Slot) -> Self {
        Self::from([slot])
    }

    fn facts(slots: impl FnOnce() -> Self) -> Self {
        slots()
    }

    fn and(mut self, mut other: Self) -> Self {
        self.append(&mut other);
        self
    }
}

/// The variables of the macros around a node, innermost first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scope<'s> {
    pub(crate) value: &'s Value,
    pub(crate) range: NodeId,
    /// Of explanations only: the fact, or the item of a fact, that the value is.
    pub(crate) source: Option<Source>,
    pub(crate) outer: Option<&'s Self>,
}

/// A fact, or one item of a fact that is a list of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Source {
    pub(crate) slot: Slot,
    pub(crate) item: Option<usize>,
}

impl<'s> Scope<'s> {
    pub(crate) fn find(scope: Option<&'s Self>, further_out: u32) -> Option<&'s Self> {
        (0..further_out).try_fold(scope?, |scope, _| scope.outer)
    }
}

pub(crate) type Found<'s, U> = Result<Cow<'s, Value>, Stop<U>>;

/// One evaluation: a program, the facts, and the steps left.
pub(crate) struct Evaluator<'a> {
    pub(crate) program: &'a Program,
    pub(crate) facts: &'a dyn Facts,
    pub(crate) budget: &'a Budget,
}

impl<'a> Evaluator<'a> {
    pub(crate) fn new(program: &'a Program, facts: &'a dyn Facts, budget: &'a Budget) -> Self {
        Self { program, facts, budget }
    }

    /// The value of the whole program.
    pub(crate) fn run<U: Unset>(&self) -> Found<'_, U> {
        self.value(self.program.root().ok_or(Fault::Incomplete)?, None)
    }

    /// The value of a node, which has to be yes or no.
    pub(crate) fn truth<'s, U: Unset>(
        &'s self,
        id: NodeId,
        scope: Option<&'s Scope<'s>>,
    ) -> Result<bool, Stop<U>> {
        self.budget.spend(1)?;
        self.answer(self.program.node(id).ok_or(Fault::Incomplete)?, scope)
    }

    /// The value of a node.
    pub(crate) fn value<'s, U: Unset>(
        &'s self,
        id: NodeId,
        scope: Option<&'s Scope<'s>>,
    ) -> Found<'s, U> {
        self.budget.spend(1)?;
        self.found(self.program.node(id).ok_or(Fault::Incomplete)?, scope)
    }

    fn answer<U: Unset>(&self, node: Node, scope: Option<&Scope<'_>>) -> Result<bool, Stop<U>> {
        match node {
            Node::And(parts) => self.chain(parts, scope, false),
            Node::Or(parts) => self.chain(parts, scope, true),
            Node::Not(operand) => Ok(!self.truth(operand, scope)?),
            Node::HasFact(slot) => Ok(self.facts.get(slot).is_some()),
            Node::HasField { operand, field } => self.has_field(operand, field, scope),
            Node::Binary { operator, left, right } if operator.is_question() => {
                self.compared(operator, (left, right), scope)
            }
            _ => match self.at_hand(node, scope) {
                Some((value, steps)) => {
                    self.budget.spend(steps)?;
                    Ok(truth_of(value)?)
                }
                None => Ok(truth_of(&*self.found(node, scope)?)?),
            },
        }
    }

    /// The value of a node that has one without being worked out, and the steps that it takes below
    /// the node: most of what conditions ask is asked of such values. Value and steps are those of
    /// [`Evaluator::value`].
    fn at_hand<'s>(
        &'s self,
        node: Node,
        scope: Option<&'s Scope<'s>>,
    ) -> Option<(&'s Value, usize)> {
        match node {
            Node::Constant(constant) => Some((self.program.constant(constant), 0)),
            Node::Fact(slot) => Some((self.facts.get(slot)?, 0)),
            Node::Variable(further_out) => Some((Scope::find(scope, further_out)?.value, 0)),
            Node::Select { operand, field } => {
                let Some(Node::Variable(further_out)) = self.program.node(operand) else {
                    return None;
                };
                let whole = Scope::find(scope, further_out)?.value;
                Some((self.field_at_hand(whole, field)?, 1))
            }
            _ => None,
        }
    }

    fn found<'s, U: Unset>(&'s self, node: Node, scope: Option<&'s Scope<'s>>) -> Found<'s, U> {
        match node {
            Node::Constant(_) | Node::Fact(_) | Node::Variable(_) => {
                match (self.at_hand(node, scope), node) {
                    (Some((value, _)), _) => Ok(Cow::Borrowed(value)),
                    (None, Node::Fact(slot)) => Err(Stop::Unknown(U::fact(slot))),
                    (None, _) => Err(Fault::Incomplete.into()),
                }
            }
            Node::Select { operand, field } => self.select(operand, field, scope),
            Node::Index { operand, index } => self.index(operand, index, scope),
            Node::Conditional { condition, yes, no } => {
                let chosen = if self.truth(condition, scope)? { yes } else { no };
                self.value(chosen, scope)
            }
            Node::Failure(failure, name) => Err(failed(failure, self.program.text(name)).into()),
            Node::And(_)
            | Node::Or(_)
            | Node::Not(_)
            | Node::HasFact(_)
            | Node::HasField { .. } => self.answer(node, scope).map(of_bool),
            Node::Binary { operator, .. } if operator.is_question() => {
                self.answer(node, scope).map(of_bool)
            }
            Node::Negate(operand) => self.negated(operand, scope).map(Cow::Owned),
            Node::Binary { operator, left, right } => {
                self.calculated(operator, (left, right), scope).map(Cow::Owned)
            }
            Node::List(items) => Ok(Cow::Owned(Value::List(self.row(items, scope)?.into()))),
            Node::Map(entries) => self.map(entries, scope).map(Cow::Owned),
            Node::Call { function, arguments } => {
                self.call(function, arguments, scope).map(Cow::Owned)
            }
            Node::Matches { text, pattern } => self.matched(text, pattern, scope).map(Cow::Owned),
            Node::Macro(it) => self.macro_value(it, scope).map(Cow::Owned),
        }
    }

    fn both<'s, U: Unset>(
        &'s self,
        (left, right): (NodeId, NodeId),
        scope: Option<&'s Scope<'s>>,
    ) -> Result<(Cow<'s, Value>, Cow<'s, Value>), Stop<U>> {
        match (self.value(left, scope), self.value(right, scope)) {
            (Ok(left), Ok(right)) => Ok((left, right)),
            (Err(left), Err(right)) => Err(left.and(right)),
            (Err(stop), _) | (_, Err(stop)) => Err(stop),
        }
    }

    /// The values of nodes in a row.
    fn row<U: Unset>(
        &self,
        nodes: Children,
        scope: Option<&Scope<'_>>,
    ) -> Result<Vec<Value>, Stop<U>> {
        let mut values = Vec::new();
        let mut stop = None;
        for node in self.program.children(nodes) {
            match self.value(*node, scope) {
                Ok(value) => values.push(value.into_owned()),
                Err(found) => stop = joined(stop, found),
            }
        }
        stop.map_or(Ok(values), Err)
    }

    /// `&&` with `decisive` false, `||` with `decisive` true: one decisive part is enough, whatever
    /// the others are.
    fn chain<U: Unset>(
        &self,
        parts: Children,
        scope: Option<&Scope<'_>>,
        decisive: bool,
    ) -> Result<bool, Stop<U>> {
        let mut stop = None;
        for part in self.program.children(parts) {
            match self.truth(*part, scope) {
                Ok(truth) if truth == decisive => return Ok(decisive),
                Ok(_) => {}
                Err(found) => stop = joined(stop, found),
            }
        }
        stop.map_or(Ok(!decisive), Err)
    }

    fn compared<U: Unset>(
        &self,
        operator: Operator,
        operands: (NodeId, NodeId),
        scope: Option<&Scope<'_>>,
    ) -> Result<bool, Stop<U>> {
        let at_hand = |id| self.at_hand(self.program.node(id)?, scope);
        if let (Some((left, steps)), Some((right, more))) =
            (at_hand(operands.0), at_hand(operands.1))
        {
            self.budget.spend(2 + steps + more)?;
            return Ok(self.related(operator, left, right)?);
        }
        let (left, right) = self.both(operands, scope)?;
        Ok(self.related(operator, &left, &right)?)
    }

    /// Whether two values are as an operator asks.
    fn related(&self, operator: Operator, left: &Value, right: &Value) -> Result<bool, Fault> {
        Ok(match operator {
            Operator::Equal => comparison::equal(left, right, self.budget)?,
            Operator::NotEqual => !comparison::equal(left, right, self.budget)?,
            Operator::In => membership::is_in(left, right, self.budget)?,
            _ => comparison::compare(operator, left, right)?,
        })
    }

    fn negated<U: Unset>(
        &self,
        operand: NodeId,
        scope: Option<&Scope<'_>>,
    ) -> Result<Value, Stop<U>> {
        Ok(arithmetic::negated(&*self.value(operand, scope)?)?)
    }

    fn calculated<U: Unset>(
        &self,
        operator: Operator,
        operands: (NodeId, NodeId),
        scope: Option<&Scope<'_>>,
    ) -> Result<Value, Stop<U>> {
        let (left, right) = self.both(operands, scope)?;
        Ok(arithmetic::arithmetic(operator, &left, &right, self.budget)?)
    }

    fn matched<U: Unset>(
        &self,
        text: NodeId,
        pattern: u32,
        scope: Option<&Scope<'_>>,
    ) -> Result<Value, Stop<U>> {
        let pattern = self.program.pattern(pattern).ok_or(Fault::Incomplete)?;
        Ok(text::matches_compiled(&*self.value(text, scope)?, pattern, self.budget)?)
    }

    fn call<U: Unset>(
        &self,
        function: functions::Function,
        arguments: Children,
        scope: Option<&Scope<'_>>,
    ) -> Result<Value, Stop<U>> {
        Ok(match *self.program.children(arguments) {
            [first] => functions::call(function, (&*self.value(first, scope)?, None), self.budget)?,
            [first, second] => {
                let (first, second) = self.both((first, second), scope)?;
                functions::call(function, (&first, Some(&second)), self.budget)?
            }
            _ => return Err(Fault::Incomplete.into()),
        })
    }

    fn map<U: Unset>(
        &self,
        entries: Children,
        scope: Option<&Scope<'_>>,
    ) -> Result<Value, Stop<U>> {
        let mut map = Map::default();
        let mut row = self.row(entries, scope)?.into_iter();
        while let (Some(key), Some(value)) = (row.next(), row.next()) {
            let key = Key::new(&key).ok_or_else(|| Fault::BadKey(word(&key)))?;
            if !map.insert(key, value) {
                return Err(Fault::RepeatedKey.into());
            }
        }
        Ok(Value::Map(map.into()))
    }
}

fn truth_of(value: &Value) -> Result<bool, Fault> {
    match value {
        Value::Bool(truth) => Ok(*truth),
        other => Err(Fault::NotBool(word(other))),
    }
}

fn of_bool<'s>(truth: bool) -> Cow<'s, Value> {
    Cow::Owned(Value::Bool(truth))
}

fn joined<U: Unset>(stop: Option<Stop<U>>, found: Stop<U>) -> Option<Stop<U>> {
    Some(match stop {
        Some(stop) => stop.and(found),
        None => found,
    })
}

fn failed(failure: Failure, name: &str) -> Fault {
    let name = name.into();
    match failure {
        Failure::Unbound => Fault::Unbound(name),
        Failure::NoFunction => Fault::NoFunction(name),
    }
}
