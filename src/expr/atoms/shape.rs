//! What an atom asks, in a form that says where the values of its facts are to be cut.

use std::sync::Arc;

use super::super::functions::Function;
use super::super::names::{Slot, Type};
use super::super::program::{Macro, Node, NodeId, Program};
use super::super::syntax::{Comprehension, Operator};
use super::super::value::Value;
use super::nature::{is_rising_or_falling, kind, reads_facts};
use super::{as_fact, key};

/// What an atom asks.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    /// Whether a fact is set.
    IsSet(Slot),
    /// Whether a yes-or-no fact is yes.
    Yes(Slot),
    /// How a fact, or a function of it that only rises or only falls, lies to a constant. Never
    /// [`Operator::NotEqual`].
    Compare { slot: Slot, term: Term, operator: Operator, constant: Value },
    /// Whether a fact is one of these constants.
    OneOf { slot: Slot, values: Arc<[Value]> },
    /// Whether a list has an element that equals a constant.
    Holds { slot: Slot, item: Value },
    /// Whether some, all or exactly one of the elements of a list are as a condition says that reads
    /// nothing but the element.
    Quantified { slot: Slot, how: Comprehension, range: NodeId, body: NodeId },
    /// How many elements of a list there are, or how many are as such a condition says.
    Counted { slot: Slot, test: Option<(NodeId, NodeId)>, operator: Operator, count: Value },
    /// Something about a text.
    Text { slot: Slot, test: TextTest },
    /// How two facts lie to each other. Never [`Operator::NotEqual`].
    Order { left: Slot, operator: Operator, right: Slot },
    /// How a quantity made of facts lies to a constant.
    Quantity { quantity: Quantity, operator: Operator, constant: Value },
    /// Anything else.
    Other,
}

/// A number, moment or length of time that is made of facts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quantity {
    /// The same for the same quantity.
    pub(crate) key: String,
    pub(crate) ty: Type,
    /// Whether it counts something, so that it is never below 0.
    pub(crate) is_size: bool,
}

/// What of a fact is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Term {
    /// Its value.
    Itself,
    /// What is made of its value, never turning back as the value rises.
    Function,
}

/// A question about a text with a constant.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum TextTest {
    StartsWith(Arc<str>),
    EndsWith(Arc<str>),
    Contains(Arc<str>),
    Matches(Arc<str>),
}

impl Shape {
    /// The list and the condition on its elements.
    pub(super) fn element_test(&self) -> Option<(NodeId, NodeId)> {
        match self {
            Self::Quantified { range, body, .. } => Some((*range, *body)),
            Self::Counted { test, .. } => *test,
            _ => None,
        }
    }
}

pub(super) fn shape(program: &Program, node: NodeId) -> Shape {
    let found = match program.node(node) {
        Some(Node::HasFact(slot)) => Some(Shape::IsSet(slot)),
        Some(Node::Fact(slot)) => Some(Shape::Yes(slot)),
        Some(Node::Binary { operator: Operator::In, left, right }) => among(program, left, right),
        Some(Node::Binary { operator, left, right }) => compared(program, operator, left, right),
        Some(Node::Macro(it)) => quantified(program, it),
        Some(Node::Call { function, arguments }) => {
            text(program, function, program.children(arguments))
        }
        Some(Node::Matches { text, pattern }) => matched(program, text, pattern),
        _ => None,
    };
    found.unwrap_or(Shape::Other)
}

fn among(program: &Program, left: NodeId, right: NodeId) -> Option<Shape> {
    match (as_fact(program, left), program.as_constant(right)) {
        (Some(slot), Some(Value::List(values))) => {
            Some(Shape::OneOf { slot, values: Arc::clone(values) })
        }
        _ => {
            let slot = as_fact(program, right).filter(|_| is_list(program, right))?;
            Some(Shape::Holds { slot, item: program.as_constant(left)?.clone() })
        }
    }
}

fn is_list(program: &Program, node: NodeId) -> bool {
    matches!(kind(program, node), Some(Type::List(_)))
}

fn compared(program: &Program, operator: Operator, left: NodeId, right: NodeId) -> Option<Shape> {
    let operator = if operator == Operator::NotEqual { Operator::Equal } else { operator };
    match (program.as_constant(left), program.as_constant(right)) {
        (None, Some(constant)) => with_constant(program, left, operator, constant),
        (Some(constant), None) => with_constant(program, right, mirrored(operator)?, constant),
        (None, None) => of_facts(program, operator, left, right),
        (Some(_), Some(_)) => None,
    }
}

fn with_constant(
    program: &Program,
    side: NodeId,
    operator: Operator,
    constant: &Value,
) -> Option<Shape> {
    is_comparison(operator).then_some(())?;
    if let Some(shape) = counted(program, side, operator, constant) {
        return Some(shape);
    }
    let constant = constant.clone();
    match *program.slots_below(side).as_slice() {
        [slot] if as_fact(program, side).is_some() => {
            Some(Shape::Compare { slot, term: Term::Itself, operator, constant })
        }
        [slot] if is_rising_or_falling(program, side, slot) => {
            Some(Shape::Compare { slot, term: Term::Function, operator, constant })
        }
        _ => match kind(program, side)? {
            ty @ (Type::Int | Type::Double | Type::Timestamp | Type::Duration) => {
                let is_size =
                    matches!(program.node(side), Some(Node::Call { function: Function::Size, .. }));
                let quantity = Quantity { key: key::of(program, side), ty, is_size };
                Some(Shape::Quantity { quantity, operator, constant })
            }
            _ => None,
        },
    }
}

fn counted(program: &Program, side: NodeId, operator: Operator, count: &Value) -> Option<Shape> {
    let Some(Node::Call { function: Function::Size, arguments }) = program.node(side) else {
        return None;
    };
    let [list] = *program.children(arguments) else { return None };
    let count = count.clone();
    if let Some(slot) = as_fact(program, list).filter(|_| is_list(program, list)) {
        return Some(Shape::Counted { slot, test: None, operator, count });
    }
    let Some(Node::Macro(it)) = program.node(list) else { return None };
    let slot = as_fact(program, it.range).filter(|_| is_list(program, it.range))?;
    let closed = it.kind == Comprehension::Filter && !reads_facts(program, it.body);
    closed.then_some(Shape::Counted { slot, test: Some((it.range, it.body)), operator, count })
}

fn of_facts(program: &Program, operator: Operator, left: NodeId, right: NodeId) -> Option<Shape> {
    let (left, right) = (as_fact(program, left)?, as_fact(program, right)?);
    (left != right && is_comparison(operator)).then_some(())?;
    Some(match mirrored(operator) {
        Some(mirrored) if right < left => {
            Shape::Order { left: right, operator: mirrored, right: left }
        }
        _ => Shape::Order { left, operator, right },
    })
}

fn quantified(program: &Program, it: Macro) -> Option<Shape> {
    let slot = as_fact(program, it.range).filter(|_| is_list(program, it.range))?;
    let asks =
        matches!(it.kind, Comprehension::All | Comprehension::Exists | Comprehension::ExistsOne);
    let closed = asks && !reads_facts(program, it.body);
    closed.then_some(Shape::Quantified { slot, how: it.kind, range: it.range, body: it.body })
}

fn text(program: &Program, function: Function, arguments: &[NodeId]) -> Option<Shape> {
    let [subject, argument] = *arguments else { return None };
    let slot = as_fact(program, subject)?;
    let Some(Value::String(part)) = program.as_constant(argument) else { return None };
    let part = Arc::clone(part);
    let test = match function {
        Function::StartsWith => TextTest::StartsWith(part),
        Function::EndsWith => TextTest::EndsWith(part),
        Function::Contains => TextTest::Contains(part),
        Function::Matches => TextTest::Matches(part),
        _ => return None,
    };
    Some(Shape::Text { slot, test })
}

fn matched(program: &Program, subject: NodeId, pattern: u32) -> Option<Shape> {
    let slot = as_fact(program, subject)?;
    let pattern = program.pattern(pattern)?.as_str().into();
    Some(Shape::Text { slot, test: TextTest::Matches(pattern) })
}

fn is_comparison(operator: Operator) -> bool {
    matches!(
        operator,
        Operator::Equal
            | Operator::Less
            | Operator::LessEqual
            | Operator::Greater
            | Operator::GreaterEqual
    )
}

/// The operator with its sides exchanged.
fn mirrored(operator: Operator) -> Option<Operator> {
    Some(match operator {
        Operator::Equal => Operator::Equal,
        Operator::Less => Operator::Greater,
        Operator::LessEqual => Operator::GreaterEqual,
        Operator::Greater => Operator::Less,
        Operator::GreaterEqual => Operator::LessEqual,
        _ => return None,
    })
}
