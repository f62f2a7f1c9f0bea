//! How atoms make a condition: and, or, not, choice, as a row of steps.

use std::ops::Range;

use super::super::condition::{Condition, Truth};
use super::super::program::NodeId;
use super::AtomId;
use super::decompose::chain_parts;
use crate::base::source::Span;

/// One step of a formula: it takes answers from the top of a stack and puts one back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Constant(Truth),
    Atom(AtomId),
    Not,
    And,
    Or,
    /// Takes the answer for no, for yes, and what decides between them.
    Choose,
}

/// A part of a chain of `&&` or `||`: the steps that it is, and the one that joins it to the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    node: NodeId,
    steps: Range<usize>,
    joint: usize,
}

/// A condition as a row of steps over atoms. An answer is true, false or unknown; unknown is
/// absorbed as the evaluator absorbs it, so the answers of the atoms decide the answer of the whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Formula {
    steps: Vec<Step>,
    parts: Vec<Part>,
}

/// What can be made of a formula: an answer, the answers of many deals at once, a decision diagram.
pub(crate) trait Algebra {
    type Answer: Copy;

    fn constant(&mut self, truth: Truth) -> Self::Answer;
    fn atom(&mut self, atom: AtomId) -> Self::Answer;
    fn not(&mut self, of: Self::Answer) -> Self::Answer;
    fn and(&mut self, left: Self::Answer, right: Self::Answer) -> Self::Answer;
    fn or(&mut self, left: Self::Answer, right: Self::Answer) -> Self::Answer;
    /// Unknown where `condition` is unknown, whatever the other two are.
    fn choose(
        &mut self,
        condition: Self::Answer,
        yes: Self::Answer,
        no: Self::Answer,
    ) -> Self::Answer;
}

impl Formula {
    pub(super) fn push(&mut self, step: Step) {
        self.steps.push(step);
    }

    /// How many steps there are.
    pub(super) fn len(&self) -> usize {
        self.steps.len()
    }

    /// Notes that some steps are a part of a chain, and which step joins it to the rest.
    pub(super) fn note(&mut self, node: NodeId, steps: Range<usize>, joint: usize) {
        self.parts.push(Part { node, steps, joint });
    }

    /// The same without each part of its chains of `&&` and `||` in turn, with the places of what was
    /// left out in the condition that it was made of, the later and larger parts first.
    pub(crate) fn without_each_part(&self, of: &Condition) -> Vec<(Span, Self)> {
        let program = of.program();
        let shorter = |node: NodeId| Some((program.span(node), self.without(node)?));
        chain_parts(program).into_iter().filter_map(shorter).collect()
    }

    fn without(&self, node: NodeId) -> Option<Self> {
        let part = self.parts.iter().find(|part| part.node == node)?;
        let places = self.steps.iter().enumerate();
        let kept = places.filter(|(at, _)| !part.steps.contains(at) && *at != part.joint);
        Some(Self { steps: kept.map(|(_, step)| *step).collect(), parts: Vec::new() })
    }

    /// The atoms in the order of the text, repeated ones repeated.
    pub(crate) fn atoms(&self) -> impl Iterator<Item = AtomId> {
        self.steps.iter().filter_map(|step| match step {
            Step::Atom(atom) => Some(*atom),
            _ => None,
        })
    }

    /// What the formula is in an algebra.
    pub(crate) fn fold<A: Algebra>(&self, algebra: &mut A) -> A::Answer {
        let mut stack: Vec<A::Answer> = Vec::new();
        for step in &self.steps {
            let answer = match *step {
                Step::Constant(truth) => algebra.constant(truth),
                Step::Atom(atom) => algebra.atom(atom),
                Step::Not => {
                    let of = top(&mut stack, algebra);
                    algebra.not(of)
                }
                Step::And => {
                    let (right, left) = (top(&mut stack, algebra), top(&mut stack, algebra));
                    algebra.and(left, right)
                }
                Step::Or => {
                    let (right, left) = (top(&mut stack, algebra), top(&mut stack, algebra));
                    algebra.or(left, right)
                }
                Step::Choose => {
                    let (no, yes) = (top(&mut stack, algebra), top(&mut stack, algebra));
                    let condition = top(&mut stack, algebra);
                    algebra.choose(condition, yes, no)
                }
            };
            stack.push(answer);
        }
        top(&mut stack, algebra)
    }
}

fn top<A: Algebra>(stack: &mut Vec<A::Answer>, algebra: &mut A) -> A::Answer {
    stack.pop().unwrap_or_else(|| algebra.constant(Truth::Unknown))
}
