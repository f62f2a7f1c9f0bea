//! What can be told of a part of a condition without its facts.

use super::super::functions::{Function, Signature};
use super::super::names::{Slot, Type};
use super::super::program::{Node, NodeId, Program};
use super::super::syntax::{Comprehension, Operator};
use super::super::value::Value;

/// The type of a part, where it is plain.
pub(super) fn kind(program: &Program, node: NodeId) -> Option<Type> {
    match program.node(node)? {
        Node::Constant(constant) => Some(program.constant(constant).type_of()),
        Node::Fact(slot) => Some(program.read(slot)?.declaration.ty.clone()),
        Node::Negate(operand) => kind(program, operand),
        Node::Call { function, .. } => {
            let known = Signature::all().iter().find(|known| known.function == function)?;
            Some(known.result.result())
        }
        Node::Binary { operator, left, right } => arithmetic(program, operator, left, right),
        Node::Conditional { yes, .. } => kind(program, yes),
        _ if is_yes_or_no(program, node) => Some(Type::Bool),
        _ => None,
    }
}

fn arithmetic(program: &Program, operator: Operator, left: NodeId, right: NodeId) -> Option<Type> {
    if operator.is_question() {
        return Some(Type::Bool);
    }
    let (left, right) = (kind(program, left)?, kind(program, right)?);
    Some(match (operator, left, right) {
        (Operator::Subtract, Type::Timestamp, Type::Timestamp) => Type::Duration,
        (_, Type::Timestamp, _) | (_, _, Type::Timestamp) => Type::Timestamp,
        (_, left, _) => left,
    })
}

/// Whether a part is a yes or no whenever it has a value.
pub(super) fn is_yes_or_no(program: &Program, node: NodeId) -> bool {
    match program.node(node) {
        Some(Node::Constant(constant)) => matches!(program.constant(constant), Value::Bool(_)),
        Some(Node::Fact(slot)) => {
            program.read(slot).is_some_and(|read| read.declaration.ty == Type::Bool)
        }
        Some(
            Node::HasFact(_)
            | Node::HasField { .. }
            | Node::Not(_)
            | Node::And(_)
            | Node::Or(_)
            | Node::Matches { .. },
        ) => true,
        Some(Node::Binary { operator, .. }) => operator.is_question(),
        Some(Node::Macro(it)) => {
            matches!(it.kind, Comprehension::All | Comprehension::Exists | Comprehension::ExistsOne)
        }
        Some(Node::Call { function, .. }) => {
            matches!(function, Function::Contains | Function::StartsWith | Function::EndsWith)
        }
        _ => false,
    }
}

/// Whether a part reads a fact, or asks whether one is set.
pub(super) fn reads_facts(program: &Program, node: NodeId) -> bool {
    !program.slots_below(node).is_empty()
}

/// Whether a part can be without a value though all its facts are set.
pub(super) fn may_fail(program: &Program, node: NodeId) -> bool {
    let itself = match program.node(node) {
        Some(
            Node::Constant(_)
            | Node::Fact(_)
            | Node::Variable(_)
            | Node::HasFact(_)
            | Node::Not(_)
            | Node::And(_)
            | Node::Or(_)
            | Node::Conditional { .. }
            | Node::List(_)
            | Node::Matches { .. },
        ) => false,
        Some(Node::Binary { operator, left, .. }) => {
            !(operator.is_question()
                || operator != Operator::Remainder && kind(program, left) == Some(Type::Double))
        }
        Some(Node::Negate(operand)) => kind(program, operand) != Some(Type::Double),
        Some(Node::Call { function, arguments }) => !is_total(program, function, arguments),
        Some(Node::Macro(it)) => it.kind == Comprehension::Map,
        _ => true,
    };
    itself || program.below(node).any(|below| may_fail(program, below))
}

fn is_total(
    program: &Program,
    function: Function,
    arguments: super::super::program::Children,
) -> bool {
    let [first, rest @ ..] = program.children(arguments) else { return false };
    match function {
        Function::Size | Function::Contains | Function::StartsWith | Function::EndsWith => true,
        Function::Double => kind(program, *first) == Some(Type::Int),
        Function::Hours
        | Function::Minutes
        | Function::Seconds
        | Function::Milliseconds
        | Function::FullYear
        | Function::Month
        | Function::Date
        | Function::DayOfMonth
        | Function::DayOfWeek
        | Function::DayOfYear => rest.is_empty(),
        _ => false,
    }
}

/// Whether a part has no value as soon as one fact that it names is unset.
pub(super) fn is_strict(program: &Program, node: NodeId) -> bool {
    let skips = match program.node(node) {
        Some(Node::And(_) | Node::Or(_) | Node::Conditional { .. } | Node::HasFact(_)) => true,
        // Of an empty list nothing is asked, so only what the list is made of counts.
        Some(Node::Macro(it)) => {
            let inner = it.filter.into_iter().chain([it.body]);
            inner.into_iter().any(|part| reads_facts(program, part))
                || !is_strict(program, it.range)
        }
        _ => false,
    };
    match program.node(node) {
        Some(Node::Macro(_)) => !skips,
        _ => !skips && program.below(node).all(|below| is_strict(program, below)),
    }
}

/// Whether the value of a part only rises, or only falls, as one fact rises and the others stand
/// still, and the values of the fact for which it has one stand in a row.
pub(super) fn is_rising_or_falling(program: &Program, node: NodeId, slot: Slot) -> bool {
    let ordered = matches!(
        kind(program, node),
        Some(Type::Int | Type::Double | Type::Timestamp | Type::Duration)
    );
    ordered && is_monotone(program, node, slot)
}

fn is_monotone(program: &Program, node: NodeId, slot: Slot) -> bool {
    let still = |part: NodeId| !program.reads_below(part, slot);
    match program.node(node) {
        Some(Node::Fact(found)) => found == slot,
        Some(Node::Negate(operand)) => is_monotone(program, operand, slot),
        Some(Node::Binary { operator: Operator::Add | Operator::Subtract, left, right }) => {
            (still(left) && is_usable(program, left) && is_monotone(program, right, slot))
                || (still(right) && is_usable(program, right) && is_monotone(program, left, slot))
        }
        Some(Node::Binary { operator: Operator::Multiply, left, right }) => {
            (is_number(program, left) && is_monotone(program, right, slot))
                || (is_number(program, right) && is_monotone(program, left, slot))
        }
        Some(Node::Binary { operator: Operator::Divide, left, right }) => {
            let by = program.as_constant(right);
            by.is_some_and(|by| is_finite(by) && !is_zero(by)) && is_monotone(program, left, slot)
        }
        Some(Node::Call { function, arguments }) => {
            let [only] = *program.children(arguments) else { return false };
            let rises = matches!(
                (function, kind(program, only)),
                (Function::Int | Function::Double, Some(Type::Int | Type::Double))
                    | (Function::FullYear, Some(Type::Timestamp))
                    | (
                        Function::Hours | Function::Minutes | Function::Seconds,
                        Some(Type::Duration)
                    )
            );
            rises && is_monotone(program, only, slot)
        }
        _ => false,
    }
}

/// Whether a part that stands still can be added: no constant that is infinite.
fn is_usable(program: &Program, node: NodeId) -> bool {
    program.as_constant(node).is_none_or(is_finite)
}

fn is_number(program: &Program, node: NodeId) -> bool {
    program.as_constant(node).is_some_and(is_finite)
}

fn is_finite(constant: &Value) -> bool {
    match constant {
        Value::Double(number) => number.is_finite(),
        Value::Int(_) | Value::Duration(_) | Value::Timestamp(_) => true,
        _ => false,
    }
}

fn is_zero(constant: &Value) -> bool {
    matches!(constant, Value::Int(0)) || matches!(constant, Value::Double(number) if *number == 0.0)
}
