//! Takes a condition apart into atoms.

use super::super::condition::{Condition, Truth};
use super::super::program::{Children, Node, NodeId, Program};
use super::super::syntax::Operator;
use super::super::value::Value;
use super::formula::Step;
use super::nature::{is_strict, is_yes_or_no, may_fail};
use super::shape::{Shape, Term, shape};
use super::{Atom, Atoms, Formula, key};
use crate::base::source::Span;

pub(super) fn formula(condition: &Condition, atoms: &mut Atoms) -> Formula {
    match condition.program().root() {
        Some(root) => of_node(condition, atoms, root),
        None => {
            let mut formula = Formula::default();
            formula.push(Step::Constant(Truth::Unknown));
            formula
        }
    }
}

/// The parts that all have to hold for a condition to hold.
pub(super) fn parts(condition: &Condition, atoms: &mut Atoms) -> Vec<(Span, Formula)> {
    let program = condition.program();
    let parts = match program.root().map(|root| (root, program.node(root))) {
        Some((_, Some(Node::And(parts)))) => program.children(parts).to_vec(),
        Some((root, _)) => vec![root],
        None => Vec::new(),
    };
    let part = |node| (program.span(node), of_node(condition, atoms, node));
    parts.into_iter().map(part).collect()
}

/// The parts of the chains of `&&` and `||`, the later and larger first.
pub(super) fn chain_parts(program: &Program) -> Vec<NodeId> {
    let mut found = Vec::new();
    if let Some(root) = program.root() {
        gather(program, root, &mut found);
    }
    found
}

fn gather(program: &Program, node: NodeId, found: &mut Vec<NodeId>) {
    let below = match program.node(node) {
        Some(Node::And(parts) | Node::Or(parts)) => {
            let parts: Vec<NodeId> = program.children(parts).iter().rev().copied().collect();
            found.extend(&parts);
            parts
        }
        Some(Node::Not(_) | Node::Conditional { .. }) => program.below(node).collect(),
        _ => Vec::new(),
    };
    below.into_iter().for_each(|below| gather(program, below, found));
}

fn of_node(condition: &Condition, atoms: &mut Atoms, node: NodeId) -> Formula {
    let mut formula = Formula::default();
    let program = condition.program();
    Decomposer { condition, program, atoms, formula: &mut formula }.take(node);
    formula
}

struct Decomposer<'d> {
    condition: &'d Condition,
    program: &'d Program,
    atoms: &'d mut Atoms,
    formula: &'d mut Formula,
}

impl Decomposer<'_> {
    fn take(&mut self, node: NodeId) {
        match self.program.node(node) {
            Some(Node::Constant(_)) => self.constant(node),
            Some(Node::Not(operand)) => {
                self.take(operand);
                self.formula.push(Step::Not);
            }
            Some(Node::And(parts)) => self.chain(parts, Step::And),
            Some(Node::Or(parts)) => self.chain(parts, Step::Or),
            Some(Node::Conditional { condition, yes, no }) => {
                self.take(condition);
                self.take(yes);
                self.take(no);
                self.formula.push(Step::Choose);
            }
            Some(Node::Binary {
                operator: operator @ (Operator::Equal | Operator::NotEqual),
                left,
                right,
            }) if is_yes_or_no(self.program, left) && is_yes_or_no(self.program, right) => {
                self.same(left, right);
                if operator == Operator::NotEqual {
                    self.formula.push(Step::Not);
                }
            }
            Some(Node::Binary { operator: Operator::NotEqual, .. }) => {
                self.atom(node, true);
                self.formula.push(Step::Not);
            }
            Some(_) => self.atom(node, false),
            None => self.formula.push(Step::Constant(Truth::Unknown)),
        }
    }

    fn constant(&mut self, node: NodeId) {
        self.formula.push(Step::Constant(match self.program.as_constant(node) {
            Some(Value::Bool(truth)) => Truth::from(*truth),
            _ => Truth::Unknown,
        }));
    }

    fn chain(&mut self, parts: Children, joined: Step) {
        let mut first = None;
        for (place, part) in self.program.children(parts).iter().enumerate() {
            let start = self.formula.len();
            self.take(*part);
            let taken = (*part, start..self.formula.len());
            if place == 0 {
                first = Some(taken);
                continue;
            }
            let joint = self.formula.len();
            self.formula.push(joined);
            for (node, steps) in first.take().into_iter().chain([taken]) {
                self.formula.note(node, steps, joint);
            }
        }
    }

    /// Two yes-or-no parts that have to be alike.
    fn same(&mut self, left: NodeId, right: NodeId) {
        let constant = |node| match self.program.as_constant(node) {
            Some(Value::Bool(truth)) => Some(*truth),
            _ => None,
        };
        match (constant(left), constant(right)) {
            (Some(wanted), _) => self.wanted(right, wanted),
            (_, Some(wanted)) => self.wanted(left, wanted),
            (None, None) => {
                self.take(left);
                self.take(right);
                self.take(right);
                self.formula.push(Step::Not);
                self.formula.push(Step::Choose);
            }
        }
    }

    fn wanted(&mut self, part: NodeId, wanted: bool) {
        self.take(part);
        if !wanted {
            self.formula.push(Step::Not);
        }
    }

    fn atom(&mut self, node: NodeId, negated: bool) {
        let shape = shape(self.program, node);
        let key = match &shape {
            Shape::Compare { slot, term: Term::Itself, operator, constant } => {
                format!("#{} {} {constant:?}", slot.0, operator.symbol())
            }
            Shape::Order { left, operator, right } => {
                format!("#{} {} #{}", left.0, operator.symbol(), right.0)
            }
            _ => key::of(self.program, node),
        };
        let (program, condition) = (self.program, self.condition);
        let atom = self.atoms.intern(key, || Atom {
            shape,
            slots: sorted(program.slots_below(node)),
            negated,
            may_fail: may_fail(program, node),
            strict: is_strict(program, node),
            sides: sides(program, node),
            condition: condition.clone(),
            node,
        });
        self.formula.push(Step::Atom(atom));
    }
}

/// What an atom compares.
fn sides(program: &Program, node: NodeId) -> Option<(NodeId, NodeId)> {
    match program.node(node) {
        Some(Node::Binary { operator, left, right }) if operator != Operator::In => {
            Some((left, right))
        }
        _ => None,
    }
}

fn sorted<T: Ord>(mut of: Vec<T>) -> Vec<T> {
    of.sort_unstable();
    of
}
