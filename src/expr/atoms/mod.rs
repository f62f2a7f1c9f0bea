//! Conditions in their decided form: yes-or-no questions about facts, each once in a whole playbook,
//! and formulas over them.
//!
//! An atom is asked of a deal at most once, and its answer takes two bits: known, and true. What the
//! formulas make of these answers are a few operations on bits. The reasoning above reads the same
//! atoms: their shapes say where the values of a fact are to be cut. An atom is always answered by
//! the evaluator, so a formula says exactly what [`Condition::decide`] says. (Of the steps of an
//! evaluation each atom has as many for itself as a whole condition has.)

mod decompose;
mod element;
mod formula;
mod key;
mod nature;
mod shape;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::budget::Budget;
use super::condition::{Condition, Truth};
use super::eval::{Evaluator, Scope};
use super::functions::comparison::{equal, order};
use super::names::{Declaration, Facts, Slot};
use super::program::{Node, NodeId};
use super::syntax::Operator;
use super::value::Value;
use crate::base::source::Span;

pub(crate) use element::{ElementUse, PartUse};
pub(crate) use formula::{Algebra, Formula};
pub(crate) use shape::{Quantity, Shape, Term, TextTest};

/// The place of an atom in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct AtomId(pub(crate) u32);

/// A yes-or-no question about facts.
#[derive(Debug, Clone)]
pub(crate) struct Atom {
    shape: Shape,
    slots: Vec<Slot>,
    /// Whether it is the opposite of what its node says.
    negated: bool,
    may_fail: bool,
    strict: bool,
    /// What it compares, if it does.
    sides: Option<(NodeId, NodeId)>,
    condition: Condition,
    node: NodeId,
}

impl Atom {
    /// What it asks.
    pub(crate) fn shape(&self) -> &Shape {
        &self.shape
    }

    /// The facts it asks about.
    pub(crate) fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// Whether it can be unknown though every fact it asks about is set: an operation may fail, or a
    /// field of a record may be unset.
    pub(crate) fn may_fail(&self) -> bool {
        self.may_fail
    }

    /// Whether it is unknown as soon as one of its facts is unset.
    pub(crate) fn is_strict(&self) -> bool {
        self.strict
    }

    /// How it is written.
    pub(crate) fn text(&self) -> &str {
        let span = self.condition.program().span(self.node);
        self.condition.text().get(span.start..span.end).unwrap_or_default()
    }

    /// The texts that it names.
    pub(crate) fn texts(&self) -> Vec<Arc<str>> {
        let program = self.condition.program();
        let mut texts = Vec::new();
        program.visit(self.node, &mut |node| {
            if let Node::Constant(constant) = node
                && let Value::String(text) = program.constant(constant)
            {
                texts.push(Arc::clone(text));
            }
        });
        texts
    }

    /// The names of the fields of records that it looks at.
    pub(crate) fn fields(&self) -> BTreeSet<Arc<str>> {
        let program = self.condition.program();
        let mut fields = BTreeSet::new();
        program.visit(self.node, &mut |node| {
            if let Node::Select { field, .. } | Node::HasField { field, .. } = node {
                fields.insert(program.text(field.name).into());
            }
        });
        fields
    }

    /// Its answer.
    pub(crate) fn decide(&self, facts: &dyn Facts) -> Truth {
        let answer = self.answer(self.node, facts, None);
        if self.negated { opposite(answer) } else { answer }
    }

    /// What its condition on the elements of a list, if it has one, says of an element.
    pub(crate) fn of_element(&self, element: &Value) -> Truth {
        match self.shape.element_test() {
            Some((range, body)) => {
                let scope = Scope { value: element, range, source: None, outer: None };
                self.answer(body, &Nothing, Some(&scope))
            }
            None => Truth::Unknown,
        }
    }

    /// How what it compares lies to what it is compared with; `None` when it compares nothing, a
    /// fact is unset, or evaluating it fails.
    pub(crate) fn order(&self, facts: &dyn Facts) -> Option<Ordering> {
        let (left, right) = self.sides?;
        let budget = Budget::default();
        let evaluator = Evaluator::new(self.condition.program(), facts, &budget);
        let left = evaluator.value::<()>(left, None).ok()?;
        let right = evaluator.value::<()>(right, None).ok()?;
        order_to(&left, &right)
    }

    /// Whether [`Atom::order`] never turns back as the value of a fact rises, the others held still,
    /// and the values for which there is one stand in a row.
    pub(crate) fn is_monotone_in(&self, slot: Slot) -> bool {
        let program = self.condition.program();
        let reads = |node| program.reads_below(node, slot);
        match self.sides {
            Some((left, right)) if reads(left) != reads(right) => {
                let side = if reads(left) { left } else { right };
                nature::is_rising_or_falling(program, side, slot)
            }
            _ => false,
        }
    }

    fn answer(&self, node: NodeId, facts: &dyn Facts, scope: Option<&Scope<'_>>) -> Truth {
        let budget = Budget::default();
        let evaluator = Evaluator::new(self.condition.program(), facts, &budget);
        evaluator.truth::<()>(node, scope).map_or(Truth::Unknown, Truth::from)
    }
}

/// How a value lies to a constant, as comparisons see it; `None` where there is no order.
pub(crate) fn order_to(value: &Value, constant: &Value) -> Option<Ordering> {
    order(value, constant).flatten()
}

/// Whether a value equals a constant, as comparisons see it.
pub(crate) fn equals(value: &Value, constant: &Value) -> bool {
    equal(value, constant, &Budget::default()).unwrap_or(false)
}

fn opposite(answer: Truth) -> Truth {
    match answer {
        Truth::True => Truth::False,
        Truth::False => Truth::True,
        Truth::Unknown => Truth::Unknown,
    }
}

/// No fact is set.
struct Nothing;

impl Facts for Nothing {
    fn get(&self, _: Slot) -> Option<&Value> {
        None
    }
}

/// What is known of a fact before any deal is seen.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) declaration: Declaration,
}

/// The atoms of many conditions, each once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Atoms {
    atoms: Vec<Atom>,
    keys: BTreeMap<String, AtomId>,
    slots: BTreeMap<Slot, Known>,
}

impl Atoms {
    /// Takes a condition apart.
    pub(crate) fn formula(&mut self, condition: &Condition) -> Formula {
        self.note_reads(condition);
        decompose::formula(condition, self)
    }

    /// The parts that all have to hold for a condition to hold, with their places.
    pub(crate) fn parts(&mut self, condition: &Condition) -> Vec<(Span, Formula)> {
        self.note_reads(condition);
        decompose::parts(condition, self)
    }

    fn note_reads(&mut self, condition: &Condition) {
        for read in condition.program().reads() {
            self.slots
                .entry(read.slot)
                .or_insert_with(|| Known { declaration: read.declaration.clone() });
        }
    }

    /// An atom of the table.
    pub(crate) fn get(&self, atom: AtomId) -> Option<&Atom> {
        self.atoms.get(atom.0 as usize)
    }

    /// How many atoms there are.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.atoms.len()
    }

    /// What is known of a fact that some atom asks about.
    pub(crate) fn known(&self, slot: Slot) -> Option<&Known> {
        self.slots.get(&slot)
    }

    fn intern(&mut self, key: String, make: impl FnOnce() -> Atom) -> AtomId {
        if let Some(known) = self.keys.get(&key) {
            return *known;
        }
        let id = AtomId(u32::try_from(self.atoms.len()).unwrap_or(u32::MAX));
        self.atoms.push(make());
        self.keys.insert(key, id);
        id
    }
}

/// Whether a condition asks of two yes-or-no parts whether they are alike, other than of a fact and a
/// constant: a formula then says what decides it, but not all that it rests on.
pub(crate) fn compares_answers(condition: &Condition) -> bool {
    let program = condition.program();
    let is_simple = |node| as_fact(program, node).is_some() || program.as_constant(node).is_some();
    program.ids().any(|id| match program.node(id) {
        Some(Node::Binary { operator: Operator::Equal | Operator::NotEqual, left, right }) => {
            let answers =
                nature::is_yes_or_no(program, left) && nature::is_yes_or_no(program, right);
            let reads_two = as_fact(program, left).is_some() && as_fact(program, right).is_some();
            answers && (reads_two || !is_simple(left) || !is_simple(right))
        }
        _ => false,
    })
}

/// Whether a node is one fact, and which.
fn as_fact(program: &super::program::Program, node: NodeId) -> Option<Slot> {
    match program.node(node) {
        Some(Node::Fact(slot)) => Some(slot),
        _ => None,
    }
}
