//! Which facts could still help.

use std::collections::BTreeSet;

use super::super::condition::Condition;
use super::super::eval::{Scope, elements, origins};
use super::super::names::Slot;
use super::super::program::{Macro, Node, NodeId};
use super::super::syntax::Comprehension;
use super::{Answer, Explainer, regions};

/// What it costs to look at a part: with many parts in many ways to be reached, the steps of one
/// evaluation are the limit, and a fact too many is listed.
const STEPS_PER_PART: usize = 16;

impl Explainer<'_> {
    /// The facts whose setting could help to make the whole true, sorted.
    pub(super) fn missing_facts(&self, condition: &Condition, root: NodeId) -> Vec<Slot> {
        let missing: Vec<Slot> = self.missing(root, true, None).into_iter().collect();
        regions::that_can_help(condition, self.facts, missing)
    }

    /// The facts whose setting could bring a node nearer to `wanted`, judged by how the node is made
    /// up.
    fn missing(&self, node: NodeId, wanted: bool, scope: Option<&Scope<'_>>) -> BTreeSet<Slot> {
        if self.evaluator.budget.spend(STEPS_PER_PART).is_err() {
            return self.unset_below(node);
        }
        let answer = self.answer(node, scope);
        if answer == Ok(wanted) && !self.open.contains(&node) {
            return BTreeSet::new();
        }
        match self.node(node) {
            Some(Node::Not(operand)) => self.missing(operand, !wanted, scope),
            Some(Node::And(parts)) => self.of_all_or_any(
                self.program.children(parts).iter().map(|part| (*part, scope)),
                wanted,
                wanted,
            ),
            Some(Node::Or(parts)) => self.of_all_or_any(
                self.program.children(parts).iter().map(|part| (*part, scope)),
                wanted,
                !wanted,
            ),
            Some(Node::Conditional { condition, yes, no }) => {
                self.of_conditional(condition, (yes, no), wanted, scope)
            }
            Some(Node::HasFact(slot)) if wanted => BTreeSet::from([slot]),
            Some(Node::HasField { operand, .. }) if wanted && answer == Ok(false) => {
                let mut slots = BTreeSet::new();
                origins(self.program, operand, scope, &mut slots);
                slots
            }
            Some(Node::Macro(it))
                if matches!(it.kind, Comprehension::All | Comprehension::Exists) =>
            {
                self.of_quantifier(it, wanted, scope).unwrap_or_else(|| self.of_whole(node, answer))
            }
            _ => self.of_whole(node, answer),
        }
    }

    /// What a part that is no `&&`, `||` and the like waits for. One that asks what is set can change
    /// with any fact below it.
    fn of_whole(&self, node: NodeId, answer: Answer) -> BTreeSet<Slot> {
        let is_has = matches!(self.node(node), Some(Node::HasFact(_) | Node::HasField { .. }));
        let mut slots = answer.err().unwrap_or_default();
        if self.open.contains(&node) && !is_has {
            slots.append(&mut self.unset_below(node));
        }
        slots
    }

    fn unset_below(&self, node: NodeId) -> BTreeSet<Slot> {
        let slots = self.program.slots_below(node).into_iter();
        slots.filter(|slot| self.facts.get(*slot).is_none()).collect()
    }

    /// Parts of which all, or any, have to be `wanted`. Where all have to, one that can never be
    /// makes all others useless.
    fn of_all_or_any<'s>(
        &self,
        parts: impl Iterator<Item = (NodeId, Option<&'s Scope<'s>>)>,
        wanted: bool,
        all: bool,
    ) -> BTreeSet<Slot> {
        let mut slots = BTreeSet::new();
        for (part, scope) in parts {
            let mut missing = self.missing(part, wanted, scope);
            if all && missing.is_empty() && self.answer(part, scope) != Ok(wanted) {
                return BTreeSet::new();
            }
            slots.append(&mut missing);
        }
        slots
    }

    fn of_conditional(
        &self,
        condition: NodeId,
        (yes, no): (NodeId, NodeId),
        wanted: bool,
        scope: Option<&Scope<'_>>,
    ) -> BTreeSet<Slot> {
        let mut slots = BTreeSet::new();
        for (side, chosen) in [(yes, true), (no, false)] {
            let mut way_there = self.missing(condition, chosen, scope);
            let is_there = self.answer(condition, scope) == Ok(chosen);
            let mut behind = self.missing(side, wanted, scope);
            let leads = self.answer(side, scope) == Ok(wanted) || !behind.is_empty();
            if leads && (is_there || !way_there.is_empty()) {
                slots.append(&mut way_there);
                slots.append(&mut behind);
            }
        }
        slots
    }

    /// `None` where the elements are not known.
    fn of_quantifier(
        &self,
        it: Macro,
        wanted: bool,
        outer: Option<&Scope<'_>>,
    ) -> Option<BTreeSet<Slot>> {
        let range = self.evaluator.value::<()>(it.range, outer).ok()?;
        let items = elements(&range).ok()?;
        let scopes: Vec<Scope<'_>> = items
            .iter()
            .map(|value| Scope { value, range: it.range, source: None, outer })
            .collect();
        let all = wanted == (it.kind == Comprehension::All);
        Some(self.of_all_or_any(scopes.iter().map(|scope| (it.body, Some(scope))), wanted, all))
    }
}
