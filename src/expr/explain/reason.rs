//! The facts that an answer rests on, and which of them are not trusted.
//!
//! A reason is a set of facts that suffices for the answer. `a && b` is true for the reasons of both
//! and false for the reason of either; `||` the other way round; `exists` is true for one element
//! that makes it true, and false for all of them; `all` the other way round. An item of a list of
//! records is trusted on its own. That something is unset needs no trust.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::super::eval::{Scope, Source, elements};
use super::super::names::Slot;
use super::super::program::{Macro, Node, NodeId};
use super::super::syntax::Comprehension;
use super::super::value::Value;
use super::Explainer;

/// Facts that suffice for an answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Reason {
    pub(super) facts: BTreeSet<Slot>,
    pub(super) untrusted: BTreeSet<Slot>,
}

impl Reason {
    fn and(mut self, mut other: Self) -> Self {
        self.facts.append(&mut other.facts);
        self.untrusted.append(&mut other.untrusted);
        self
    }

    fn cost(&self) -> (usize, usize) {
        (self.untrusted.len(), self.facts.len())
    }
}

fn all(reasons: impl Iterator<Item = Reason>) -> Reason {
    reasons.fold(Reason::default(), Reason::and)
}

fn best(reasons: impl Iterator<Item = Reason>) -> Reason {
    reasons.min_by_key(Reason::cost).unwrap_or_default()
}

/// An element that a macro goes through, where it comes from, and why it is there at all.
struct Element {
    value: Value,
    source: Option<Source>,
    reason: Reason,
}

impl Explainer<'_> {
    /// Why a node, whose value is `truth`, has that value.
    pub(super) fn reason(&self, node: NodeId, truth: bool, scope: Option<&Scope<'_>>) -> Reason {
        match self.node(node) {
            Some(Node::Not(operand)) => self.reason(operand, !truth, scope),
            Some(Node::And(parts)) => {
                self.of_parts(self.program.children(parts), truth, true, scope)
            }
            Some(Node::Or(parts)) => {
                self.of_parts(self.program.children(parts), truth, false, scope)
            }
            Some(Node::Conditional { condition, yes, no }) => {
                let chosen = self.answer(condition, scope) == Ok(true);
                let why_chosen = self.reason(condition, chosen, scope);
                why_chosen.and(self.reason(if chosen { yes } else { no }, truth, scope))
            }
            Some(Node::HasFact(_) | Node::HasField { .. }) if !truth => {
                Reason { facts: self.rest_on(node, scope).facts, untrusted: BTreeSet::new() }
            }
            Some(Node::Macro(it))
                if matches!(it.kind, Comprehension::All | Comprehension::Exists) =>
            {
                self.of_macro(it, truth, scope)
            }
            _ => self.rest_on(node, scope),
        }
    }

    /// Of a chain: all parts are needed when it is `needs_all`, else the best of those that decide.
    fn of_parts(
        &self,
        parts: &[NodeId],
        truth: bool,
        needs_all: bool,
        scope: Option<&Scope<'_>>,
    ) -> Reason {
        let agree = parts.iter().filter(|part| self.answer(**part, scope) == Ok(truth));
        let reasons = agree.map(|part| self.reason(*part, truth, scope));
        if truth == needs_all { all(reasons) } else { best(reasons) }
    }

    fn of_macro(&self, it: Macro, truth: bool, outer: Option<&Scope<'_>>) -> Reason {
        let elements = self.elements(it.range, outer);
        if elements.is_empty() {
            return self.rest_on(it.range, outer);
        }
        let needs_all = truth == (it.kind == Comprehension::All);
        let reasons = elements.iter().filter_map(|element| {
            let scope =
                Scope { value: &element.value, range: it.range, source: element.source, outer };
            (self.answer(it.body, Some(&scope)) == Ok(truth)).then(|| {
                let there = self.of_source(element.source, it.range, outer);
                let reason = self.reason(it.body, truth, Some(&scope));
                element.reason.clone().and(there).and(reason)
            })
        });
        if needs_all { all(reasons) } else { best(reasons) }
    }

    /// The elements of a range. Through `filter` an element keeps where it comes from.
    fn elements(&self, range: NodeId, outer: Option<&Scope<'_>>) -> Vec<Element> {
        if let Some(Node::Macro(it)) = self.node(range)
            && it.kind == Comprehension::Filter
        {
            return self.filtered(it, outer);
        }
        let Ok(value) = self.evaluator.value::<()>(range, outer) else { return Vec::new() };
        let slot = match self.node(range) {
            Some(Node::Fact(slot)) => Some(slot),
            _ => None,
        };
        let items = elements(&value).unwrap_or(Cow::Borrowed(&[]));
        let element = |(place, value): (usize, &Value)| {
            let item = matches!(value, Value::Record(_)).then_some(place);
            let source = slot.map(|slot| Source { slot, item });
            Element { value: value.clone(), source, reason: Reason::default() }
        };
        items.iter().enumerate().map(element).collect()
    }

    fn filtered(&self, it: Macro, outer: Option<&Scope<'_>>) -> Vec<Element> {
        let keep = |mut element: Element| {
            let scope =
                Scope { value: &element.value, range: it.range, source: element.source, outer };
            let kept = self.answer(it.body, Some(&scope)) == Ok(true);
            let why = kept.then(|| self.reason(it.body, true, Some(&scope)))?;
            element.reason = element.reason.and(why);
            Some(element)
        };
        self.elements(it.range, outer).into_iter().filter_map(keep).collect()
    }

    fn of_source(
        &self,
        source: Option<Source>,
        range: NodeId,
        outer: Option<&Scope<'_>>,
    ) -> Reason {
        match source {
            Some(source) => self.of_fact(source),
            None => self.rest_on(range, outer),
        }
    }

    fn of_fact(&self, Source { slot, item }: Source) -> Reason {
        let trusted = self.trust.accepts(slot, item);
        let facts = BTreeSet::from([slot]);
        let untrusted = if trusted { BTreeSet::new() } else { facts.clone() };
        Reason { facts, untrusted }
    }

    /// All that a part reads, for what is no `&&`, `||` and the like.
    fn rest_on(&self, node: NodeId, scope: Option<&Scope<'_>>) -> Reason {
        match self.node(node) {
            Some(Node::Fact(slot) | Node::HasFact(slot)) => {
                self.of_fact(Source { slot, item: None })
            }
            Some(Node::Variable(further_out)) => match Scope::find(scope, further_out) {
                Some(found) => self.of_source(found.source, found.range, found.outer),
                None => Reason::default(),
            },
            Some(Node::Macro(it)) => self.rest_on_all(it, scope),
            _ => {
                let below = self.program.below(node);
                all(below.into_iter().map(|below| self.rest_on(below, scope)))
            }
        }
    }

    /// A macro inside a part that is taken as a whole: every element counts.
    fn rest_on_all(&self, it: Macro, outer: Option<&Scope<'_>>) -> Reason {
        let elements = self.elements(it.range, outer);
        let is_chosen_from = matches!(self.node(it.range), Some(Node::Macro(_)));
        let of_range =
            (elements.is_empty() || is_chosen_from).then(|| self.rest_on(it.range, outer));
        let of_elements = elements.iter().map(|element| {
            let scope =
                Scope { value: &element.value, range: it.range, source: element.source, outer };
            let asked = it.filter.into_iter().chain([it.body]);
            let reasons = all(asked.map(|part| self.rest_on(part, Some(&scope))));
            self.of_source(element.source, it.range, outer).and(reasons)
        });
        all(of_range.into_iter().chain(of_elements))
    }
}
