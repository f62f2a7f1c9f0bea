//! What is known when compiling is computed then.

use super::super::budget::Budget;
use super::super::eval::{Evaluator, Stop};
use super::super::functions::{Function, Signature};
use super::super::names::{Facts, Slot};
use super::super::problem::{Problem, ProblemKind};
use super::super::program::NodeId;
use super::super::syntax::{Expr, ExprKind, Literal};
use super::super::value::Value;
use super::Compiler;
use crate::base::time::Duration;

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
                if let ([argument], true) = (given, self.is_thorough()) {
                    self.unreadable_time(signature, argument, reason);
                }
                node
            }
            None => node,
        }
    }

    fn unreadable_time(&mut self, signature: &Signature, argument: &Expr, reason: String) {
        let problem = Problem::new(ProblemKind::Type, argument.span, reason);
        let length = match &argument.kind {
            ExprKind::Literal(Literal::String(text)) => Duration::parse_length(text).ok(),
            _ => None,
        };
        match (signature.function, length) {
            (Function::Duration, Some(length)) => {
                let hours = format!("'{}h'", length.seconds() / 3_600);
                let help = format!("days and weeks are written as hours: {hours}");
                self.report(problem.help(help).fix(argument.span, hours));
            }
            (Function::Duration | Function::Timestamp, _) => {
                let help = format!("it is used like this: `{}`", signature.usage);
                self.report(problem.help(help));
            }
            _ => {}
        }
    }

    fn computed(&self, node: NodeId) -> Option<Result<Value, String>> {
        let mut below = self.program.below(node);
        if !below.all(|below| self.program.as_constant(below).is_some()) {
            return None;
        }
        let budget = Budget::default();
        let evaluator = Evaluator::new(&self.program, &NoFacts, &budget);
        Some(match evaluator.value::<()>(node, None) {
            Ok(value) => Ok(value.into_owned()),
            Err(Stop::Fault(fault)) => Err(fault.to_string()),
            Err(Stop::Unknown(())) => return None,
        })
    }
}
