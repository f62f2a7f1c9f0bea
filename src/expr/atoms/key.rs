//! What a part of a condition asks, as a text that is the same for the same question.

use std::fmt::Write;

use super::super::program::{Node, NodeId, Program};

pub(super) fn of(program: &Program, node: NodeId) -> String {
    let mut key = String::new();
    write(program, node, &mut key);
    key
}

fn write(program: &Program, id: NodeId, key: &mut String) {
    let Some(node) = program.node(id) else { return };
    key.push('(');
    match node {
        Node::Constant(constant) => {
            let _ = write!(key, "{:?}", program.constant(constant));
        }
        Node::Fact(slot) => {
            let _ = write!(key, "#{}", slot.0);
        }
        Node::HasFact(slot) => {
            let _ = write!(key, "has #{}", slot.0);
        }
        Node::Variable(further_out) => {
            let _ = write!(key, "${further_out}");
        }
        Node::Select { field, .. } | Node::HasField { field, .. } => {
            let has = matches!(node, Node::HasField { .. });
            let _ = write!(key, "{}.{:?}", if has { "has" } else { "" }, program.text(field.name));
        }
        Node::Binary { operator, .. } => key.push_str(operator.symbol()),
        Node::Call { function, .. } => {
            let _ = write!(key, "{function:?}");
        }
        Node::Matches { pattern, .. } => {
            let _ = write!(key, "matches {:?}", program.pattern(pattern).map(regex::Regex::as_str));
        }
        Node::Macro(it) => {
            let _ = write!(key, "{:?} {}", it.kind, it.filter.is_some());
        }
        Node::Failure(_, name) => {
            let _ = write!(key, "failure {:?}", program.text(name));
        }
        Node::Index { .. } => key.push_str("[]"),
        Node::Not(_) => key.push('!'),
        Node::Negate(_) => key.push('-'),
        Node::And(_) => key.push('&'),
        Node::Or(_) => key.push('|'),
        Node::Conditional { .. } => key.push('?'),
        Node::List(_) => key.push_str("list"),
        Node::Map(_) => key.push_str("map"),
    }
    for below in program.below(id) {
        write(program, below, key);
    }
    key.push(')');
}
