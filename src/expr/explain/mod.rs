//! Why a condition has its answer: what is missing, what decided it, what is not trusted, and which
//! parts are responsible.

mod missing;
mod reason;
mod regions;
mod responsible;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::budget::Budget;
use super::condition::{Condition, Truth};
use super::eval::{Evaluator, Scope, Stop};
use super::names::{Facts, Slot, Trust, TrustAll};
use super::program::{Node, NodeId, Program};
use super::value::Value;
use crate::base::source::Span;

/// Why a condition has its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The answer, the same as [`Condition::decide`] gives.
    pub truth: Truth,
    /// The facts whose setting could still help to make it true, given those that are set; sorted,
    /// and empty when it is true. A fact that is a list of records is among them when a field of one
    /// of its records is unset.
    ///
    /// Parts that are decided are left out: of `amount > 0 || met` with `amount > 0` false, only
    /// `met` is missing, and of an `&&` with a part that is false for good, nothing. Where each
    /// missing fact is only compared with constants, and there are few of them, the answer is exact:
    /// for each one there are values of the others with which setting it makes the condition true.
    /// Otherwise a fact may be listed that could not help.
    pub missing: Vec<Slot>,
    /// The facts that decided it, sorted: when true, those of its justification; when false, those
    /// of the parts responsible; none when unknown.
    pub reads_decisive: Vec<Slot>,
    /// When true: the facts of the best justification that are not trusted, sorted. Empty when some
    /// justification is trusted altogether.
    pub untrusted: Vec<Slot>,
    /// When not true: the smallest parts responsible, in the order of the text.
    pub parts: Vec<Part>,
    /// A failure such as a division by zero that made it unknown.
    pub error: Option<String>,
}

/// A part of a condition that is responsible for its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Where it stands in the condition's text.
    pub span: Span,
    /// The part as text.
    pub text: String,
    /// The names that it reads, in the order of the text, each once.
    pub reads: Vec<Reading>,
}

/// A name that was read, and what was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The fact's place.
    pub slot: Slot,
    /// The name as it is written, such as `amount` or `score.needs`.
    pub name: Arc<str>,
    /// The value; `None` when the fact is unset.
    pub value: Option<Value>,
}

/// What is known while explaining.
pub(super) struct Explainer<'a> {
    program: &'a Program,
    facts: &'a dyn Facts,
    trust: &'a dyn Trust,
    evaluator: Evaluator<'a>,
    /// The nodes that ask, they or one below, for what is unset.
    open: BTreeSet<NodeId>,
    /// The answers of nodes that stand in no macro.
    answers: RefCell<BTreeMap<NodeId, Answer>>,
}

/// The facts that keep a part from having a value; none where evaluating it failed.
type Answer = Result<bool, BTreeSet<Slot>>;

/// The facts of an [`Explanation`], without the parts of the text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Grounds {
    pub(crate) missing: Vec<Slot>,
    pub(crate) decisive: Vec<Slot>,
    pub(crate) untrusted: Vec<Slot>,
}

pub(super) fn explain(condition: &Condition, facts: &dyn Facts, trust: &dyn Trust) -> Explanation {
    let truth = condition.decide(facts);
    let (mut grounds, mut parts, mut error) = (Grounds::default(), Vec::new(), None);
    with_explainer(condition, facts, trust, |explainer, root| {
        if truth == Truth::True {
            grounds = explainer.justification(root);
            return;
        }
        let responsible = explainer.responsible(root);
        grounds.missing = explainer.missing_facts(condition, root);
        parts = responsible.iter().map(|node| explainer.part(condition, *node)).collect();
        if truth == Truth::False {
            grounds.decisive = explainer.read_by(&responsible);
        }
        error = explainer.failure(root);
    });
    Explanation {
        truth,
        missing: grounds.missing,
        reads_decisive: grounds.decisive,
        untrusted: grounds.untrusted,
        parts,
        error,
    }
}

pub(super) fn grounds(
    condition: &Condition,
    facts: &dyn Facts,
    trust: &dyn Trust,
    truth: Truth,
) -> Grounds {
    let mut grounds = Grounds::default();
    with_explainer(condition, facts, trust, |explainer, root| {
        if truth == Truth::True {
            grounds = explainer.justification(root);
            return;
        }
        grounds.missing = explainer.missing_facts(condition, root);
        if truth == Truth::False {
            grounds.decisive = explainer.read_by(&explainer.responsible(root));
        }
    });
    grounds
}

/// The facts whose setting could still help to make a condition true that is not.
pub(super) fn missing(condition: &Condition, facts: &dyn Facts) -> Vec<Slot> {
    let mut missing = Vec::new();
    with_explainer(condition, facts, &TrustAll, |explainer, root| {
        missing = explainer.missing_facts(condition, root);
    });
    missing
}

fn with_explainer(
    condition: &Condition,
    facts: &dyn Facts,
    trust: &dyn Trust,
    tell: impl FnOnce(&Explainer<'_>, NodeId),
) {
    let program = condition.program();
    let budget = Budget::default();
    let evaluator = Evaluator::new(program, facts, &budget);
    let open = match condition.uses_has() {
        true => open_nodes(program, facts),
        false => BTreeSet::new(),
    };
    let answers = RefCell::default();
    let explainer = Explainer { program, facts, trust, evaluator, open, answers };
    if let Some(root) = program.root() {
        tell(&explainer, root);
    }
}

fn open_nodes(program: &Program, facts: &dyn Facts) -> BTreeSet<NodeId> {
    let mut open = BTreeSet::new();
    for id in program.ids() {
        let asks = match program.node(id) {
            Some(Node::HasFact(slot)) => facts.get(slot).is_none(),
            Some(Node::HasField { .. }) => true,
            _ => program.below(id).any(|below| open.contains(&below)),
        };
        if asks {
            open.insert(id);
        }
    }
    open
}

impl Explainer<'_> {
    fn justification(&self, root: NodeId) -> Grounds {
        let reason = self.reason(root, true, None);
        Grounds {
            missing: Vec::new(),
            decisive: reason.facts.into_iter().collect(),
            untrusted: reason.untrusted.into_iter().collect(),
        }
    }

    /// The facts that some parts read, sorted.
    fn read_by(&self, nodes: &[NodeId]) -> Vec<Slot> {
        let slots = nodes.iter().flat_map(|node| self.program.slots_below(*node));
        let mut slots: Vec<Slot> = slots.collect();
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    fn part(&self, condition: &Condition, node: NodeId) -> Part {
        let span = self.program.span(node);
        let reading = |slot: Slot| {
            let name = Arc::clone(&self.program.read(slot)?.name);
            Some(Reading { slot, name, value: self.facts.get(slot).cloned() })
        };
        Part {
            span,
            text: condition.text().get(span.start..span.end).unwrap_or_default().to_owned(),
            reads: self.program.slots_below(node).into_iter().filter_map(reading).collect(),
        }
    }

    fn failure(&self, root: NodeId) -> Option<String> {
        match self.evaluator.truth::<BTreeSet<Slot>>(root, None) {
            Err(Stop::Fault(fault)) => Some(fault.to_string()),
            _ => None,
        }
    }

    fn answer(&self, node: NodeId, scope: Option<&Scope<'_>>) -> Answer {
        if scope.is_some() {
            return self.computed(node, scope);
        }
        if let Some(answer) = self.answers.borrow().get(&node) {
            return answer.clone();
        }
        let answer = self.computed(node, None);
        self.answers.borrow_mut().insert(node, answer.clone());
        answer
    }

    fn computed(&self, node: NodeId, scope: Option<&Scope<'_>>) -> Answer {
        self.evaluator.truth::<BTreeSet<Slot>>(node, scope).map_err(|stop| match stop {
            Stop::Unknown(slots) => slots,
            Stop::Fault(_) => BTreeSet::new(),
        })
    }

    fn node(&self, id: NodeId) -> Option<Node> {
        self.program.node(id)
    }
}
