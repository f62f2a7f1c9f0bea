//! How atoms make a condition: and, or, not, choice, as a row of steps.

use super::super::condition::Truth;
use super::AtomId;

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

/// A condition as a row of steps over atoms. An answer is true, false or unknown; unknown is
/// absorbed as the evaluator absorbs it, so the answers of the atoms decide the answer of the whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Formula {
    steps: Vec<Step>,
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
