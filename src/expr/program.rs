//! The compiled form of a condition: one flat, immutable array of nodes. The evaluator, the
//! explanation, the sentence and the reasoning above all read this form; there is no second one.

use std::sync::Arc;

use regex::Regex;

use super::functions::Function;
use super::names::{Declaration, Slot};
use super::syntax::{Comprehension, Operator};
use super::value::Value;
use crate::base::source::Span;

/// The place of a node in its program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NodeId(u32);

/// Nodes that stand in a row in the program's table of children.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Children {
    start: u32,
    end: u32,
}

/// The place of a text in its program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TextId(u32);

/// One operation. Names are resolved: a fact is its slot, a variable of a macro is how many macros
/// further out it is named.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Node {
    /// A constant, or what was computed from constants.
    Constant(u32),
    /// A fact.
    Fact(Slot),
    /// The variable of a macro, 0 being the innermost macro.
    Variable(u32),
    /// What can only fail when evaluated, and why.
    Failure(Failure, TextId),
    /// A field of a record or a key of a map.
    Select {
        operand: NodeId,
        field: Field,
    },
    /// Whether a fact is set.
    HasFact(Slot),
    /// Whether a field of a record is set, or a map has a key.
    HasField {
        operand: NodeId,
        field: Field,
    },
    /// An element of a list or a value of a map.
    Index {
        operand: NodeId,
        index: NodeId,
    },
    Not(NodeId),
    Negate(NodeId),
    And(Children),
    Or(Children),
    Binary {
        operator: Operator,
        left: NodeId,
        right: NodeId,
    },
    Conditional {
        condition: NodeId,
        yes: NodeId,
        no: NodeId,
    },
    List(Children),
    /// Key, value, key, value…
    Map(Children),
    Call {
        function: Function,
        arguments: Children,
    },
    /// `matches` with a pattern that is known.
    Matches {
        text: NodeId,
        pattern: u32,
    },
    Macro(Macro),
}

/// A macro over the elements of a list or the keys of a map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Macro {
    pub(crate) kind: Comprehension,
    /// The list or map; outside the variable's reach.
    pub(crate) range: NodeId,
    /// Of `map` only: which elements are taken.
    pub(crate) filter: Option<NodeId>,
    pub(crate) body: NodeId,
}

/// A field by name, and where a record of the type that was seen when compiling has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) name: TextId,
    pub(crate) place: u32,
}

/// Why a node can only fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Nothing has this name.
    Unbound,
    /// There is no such function, or not with so many arguments.
    NoFunction,
}

/// A fact that is read: what it is called, and what is known of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Read {
    pub(crate) slot: Slot,
    /// The name as it is written, such as `amount` or `score.needs`.
    pub(crate) name: Arc<str>,
    pub(crate) declaration: Declaration,
}

/// A compiled condition.
#[derive(Debug, Clone, Default)]
pub(crate) struct Program {
    nodes: Vec<Node>,
    spans: Vec<Span>,
    children: Vec<NodeId>,
    constants: Vec<Value>,
    texts: Vec<Arc<str>>,
    patterns: Vec<Regex>,
    reads: Vec<Read>,
    root: Option<NodeId>,
}

impl Program {
    /// The node that is the whole condition; `None` only of a program that is not complete.
    pub(crate) fn root(&self) -> Option<NodeId> {
        self.root
    }

    /// The operation of a node; `None` for a node of another program.
    pub(crate) fn node(&self, id: NodeId) -> Option<Node> {
        self.nodes.get(id.0 as usize).copied()
    }

    /// Where a node stands in the text.
    pub(crate) fn span(&self, id: NodeId) -> Span {
        self.spans.get(id.0 as usize).copied().unwrap_or_default()
    }

    /// Nodes in a row.
    pub(crate) fn children(&self, children: Children) -> &[NodeId] {
        self.children.get(children.start as usize..children.end as usize).unwrap_or_default()
    }

    pub(crate) fn constant(&self, id: u32) -> &Value {
        self.constants.get(id as usize).unwrap_or(&Value::Null)
    }

    /// The constant that a node is.
    pub(crate) fn as_constant(&self, id: NodeId) -> Option<&Value> {
        match self.node(id) {
            Some(Node::Constant(constant)) => Some(self.constant(constant)),
            _ => None,
        }
    }

    /// The name of a field, or of what failed.
    pub(crate) fn text(&self, id: TextId) -> &str {
        self.texts.get(id.0 as usize).map_or("", |text| text)
    }

    pub(crate) fn pattern(&self, id: u32) -> Option<&Regex> {
        self.patterns.get(id as usize)
    }

    /// Every node, those below a node before it.
    pub(crate) fn ids(&self) -> impl Iterator<Item = NodeId> {
        (0..index(self.nodes.len())).map(NodeId)
    }

    /// The texts among the constants: those that are written, and those worked out of them.
    pub(crate) fn constant_texts(&self) -> impl Iterator<Item = &Arc<str>> {
        self.constants.iter().filter_map(|constant| match constant {
            Value::String(text) => Some(text),
            _ => None,
        })
    }

    /// The facts that are read, in the order of their slots.
    pub(crate) fn reads(&self) -> &[Read] {
        &self.reads
    }

    /// What is known of a fact, if it is read.
    pub(crate) fn read(&self, slot: Slot) -> Option<&Read> {
        self.reads.iter().find(|read| read.slot == slot)
    }

    /// The nodes directly below a node, in the order of the text.
    pub(crate) fn below(&self, id: NodeId) -> impl Iterator<Item = NodeId> + use<'_> {
        let few = |nodes| (nodes, [].as_slice());
        let (few, row): ([Option<NodeId>; 3], &[NodeId]) = match self.node(id) {
            Some(
                Node::Select { operand: node, .. }
                | Node::HasField { operand: node, .. }
                | Node::Not(node)
                | Node::Negate(node)
                | Node::Matches { text: node, .. },
            ) => few([Some(node), None, None]),
            Some(Node::Index { operand, index }) => few([Some(operand), Some(index), None]),
            Some(Node::Binary { left, right, .. }) => few([Some(left), Some(right), None]),
            Some(Node::Conditional { condition, yes, no }) => {
                few([Some(condition), Some(yes), Some(no)])
            }
            Some(
                Node::And(nodes)
                | Node::Or(nodes)
                | Node::List(nodes)
                | Node::Map(nodes)
                | Node::Call { arguments: nodes, .. },
            ) => ([None; 3], self.children(nodes)),
            Some(Node::Macro(it)) => few([Some(it.range), it.filter, Some(it.body)]),
            _ => few([None; 3]),
        };
        few.into_iter().flatten().chain(row.iter().copied())
    }

    /// Whether some node asks whether something is set.
    pub(crate) fn asks_what_is_set(&self) -> bool {
        self.nodes.iter().any(|node| matches!(node, Node::HasFact(_) | Node::HasField { .. }))
    }

    /// Whether a node reads a fact or asks about it.
    pub(crate) fn reads_below(&self, id: NodeId, slot: Slot) -> bool {
        match self.node(id) {
            Some(Node::Fact(read) | Node::HasFact(read)) => read == slot,
            _ => self.below(id).any(|below| self.reads_below(below, slot)),
        }
    }

    /// The facts that a node reads or asks about, in the order of the text, each once.
    pub(crate) fn slots_below(&self, id: NodeId) -> Vec<Slot> {
        let mut slots = Vec::new();
        self.visit(id, &mut |node| {
            if let Node::Fact(slot) | Node::HasFact(slot) = node
                && !slots.contains(&slot)
            {
                slots.push(slot);
            }
        });
        slots
    }

    /// Shows a node and all below it, in the order of the text.
    pub(crate) fn visit(&self, id: NodeId, show: &mut dyn FnMut(Node)) {
        if let Some(node) = self.node(id) {
            show(node);
        }
        for below in self.below(id) {
            self.visit(below, show);
        }
    }
}

impl Program {
    /// The same program over other slots, no two of which become one.
    pub(super) fn in_slots(&self, to: &dyn Fn(Slot) -> (Slot, Declaration)) -> Self {
        let node = |node: &Node| match node {
            Node::Fact(slot) => Node::Fact(to(*slot).0),
            Node::HasFact(slot) => Node::HasFact(to(*slot).0),
            other => *other,
        };
        let read = |read: &Read| {
            let (slot, declaration) = to(read.slot);
            Read { slot, name: read.name.clone(), declaration }
        };
        let mut reads: Vec<Read> = self.reads.iter().map(read).collect();
        reads.sort_by_key(|read| read.slot);
        Self { nodes: self.nodes.iter().map(node).collect(), reads, ..self.clone() }
    }

    /// The same program where it is unknown whether some facts are set: asking for that asks for the
    /// fact itself, which is unknown while it is unset.
    pub(super) fn doubting(&self, slots: &[Slot]) -> Self {
        let node = |node: &Node| match node {
            Node::HasFact(slot) if slots.contains(slot) => Node::Fact(*slot),
            other => *other,
        };
        Self { nodes: self.nodes.iter().map(node).collect(), ..self.clone() }
    }
}

/// Building, for the compiler of conditions alone.
impl Program {
    pub(super) fn push(&mut self, node: Node, span: Span) -> NodeId {
        self.nodes.push(node);
        self.spans.push(span);
        NodeId(index(self.nodes.len().saturating_sub(1)))
    }

    pub(super) fn push_constant(&mut self, value: Value, span: Span) -> NodeId {
        self.constants.push(value);
        let id = index(self.constants.len().saturating_sub(1));
        self.push(Node::Constant(id), span)
    }

    pub(super) fn push_children(&mut self, nodes: &[NodeId]) -> Children {
        let start = index(self.children.len());
        self.children.extend_from_slice(nodes);
        Children { start, end: index(self.children.len()) }
    }

    pub(super) fn push_text(&mut self, text: &str) -> TextId {
        let place = self.texts.iter().position(|known| &**known == text);
        TextId(index(place.unwrap_or_else(|| {
            self.texts.push(text.into());
            self.texts.len().saturating_sub(1)
        })))
    }

    pub(super) fn push_pattern(&mut self, pattern: Regex) -> u32 {
        self.patterns.push(pattern);
        index(self.patterns.len().saturating_sub(1))
    }

    pub(super) fn note_read(&mut self, slot: Slot, name: &str, declaration: &Declaration) {
        if self.read(slot).is_none() {
            self.reads.push(Read { slot, name: name.into(), declaration: declaration.clone() });
        }
    }

    pub(super) fn finish(&mut self, root: NodeId) {
        self.root = Some(root);
        self.reads.sort_by_key(|read| read.slot);
    }
}

/// An index as stored: the length of a condition's text is bounded far below four billion.
fn index(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
