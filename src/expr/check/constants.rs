//! What is known when compiling is computed then.

use super::super::eval::Evaluator;
use super::super::functions::{Function, Signature};
use super::super::names::{Facts, Slot};
use super::super::problem::{Problem, ProblemKind};
use super::super::program::NodeId;
use super::super::syntax::Expr;
use super::super::value::Value;
use super::Compiler;

/// No fact is set.
struct NoFacts;

impl Facts for NoFacts {
    fn get(&self, _: Slot) -> Option<&Value> {
        None
    }
}

impl Compiler<'_> {
    /// The node, or the constant that it is when all below it are constants. What fails is left to
    /// fail when it is evaluated.
    pub(super) fn folded(&mut self, node: NodeId) -> NodeId {
        match self.computed(node) {
            Some(Ok(value)) => self.program.push_constant(value, self.program.span(node)),
            _ => node,
        }
    }

    /// The same for a call; a date or length of time that can never be read is reported.
    pub(super) fn folded_call(
        &mut self,
        node: NodeId,
        signature: &Signature,
        given: &[&Expr],
    ) -> NodeId {
        match self.computed(node) {
            Some(Ok(value)) => self.program.push_constant(value, self.program.span(node)),
            Some(Err(reason)) => {
                let reads_time =
                    matches!(signature.function, Function::Timestamp | Function::Duration);
                if let (true, true, [argument]) = (reads_time, self.is_thorough(), given) {
                    let problem = Problem::new(ProblemKind::Type, argument.span, reason);
                    self.report(
                        problem.help(format!("it is used like this: `{}`", signature.usage)),
                    );
                }
                node
            }
            None => node,
        }
    }

    fn computed(&self, node: NodeId) -> Option<Result<Value, String>> {
        let below = self.program.below(node);
        if !below.iter().all(|below| self.program.as_constant(*below).is_some()) {
            return None;
        }
        let evaluator = Evaluator::new(&self.program, &NoFacts);
        Some(match evaluator.value::<()>(node, None) {
            Ok(value) => Ok(value.into_owned()),
            Err(super::super::eval::Stop::Fault(fault)) => Err(fault.to_string()),
            Err(super::super::eval::Stop::Unknown(())) => return None,
        })
    }
}
