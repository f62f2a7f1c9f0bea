//! Which parts keep a condition from being true.

use super::super::program::{Node, NodeId};
use super::Explainer;

impl Explainer<'_> {
    /// The smallest parts that keep the whole from being true, in the order of the text.
    pub(super) fn responsible(&self, root: NodeId) -> Vec<NodeId> {
        let mut found = Vec::new();
        self.keep_from(root, true, &mut found);
        found.sort_by_key(|node| self.program.span(*node));
        found
    }

    /// Notes the parts that keep a node from being `wanted`.
    fn keep_from(&self, node: NodeId, wanted: bool, found: &mut Vec<NodeId>) {
        match self.node(node) {
            Some(Node::And(parts)) => {
                self.of_chain(self.program.children(parts), (wanted, true), found);
            }
            Some(Node::Or(parts)) => {
                self.of_chain(self.program.children(parts), (wanted, false), found);
            }
            Some(Node::Not(operand)) if self.is_compound(operand) => {
                self.keep_from(operand, !wanted, found);
            }
            Some(Node::Conditional { condition, yes, no }) => match self.answer(condition, None) {
                Ok(truth) => {
                    if self.program.as_constant(condition).is_none() {
                        found.push(condition);
                    }
                    self.keep_from(if truth { yes } else { no }, wanted, found);
                }
                Err(_) => self.keep_from(condition, true, found),
            },
            _ => found.push(node),
        }
    }

    /// Of a chain all parts have to be `wanted` (`&&` wanted true, `||` wanted false), or one has to
    /// be. In the first case parts that are decided the other way overrule those that are open.
    fn of_chain(&self, parts: &[NodeId], (wanted, all): (bool, bool), found: &mut Vec<NodeId>) {
        let answers: Vec<_> =
            parts.iter().map(|part| (*part, self.answer(*part, None).ok())).collect();
        let overruled = wanted == all && answers.iter().any(|(_, answer)| *answer == Some(!wanted));
        for (part, answer) in answers {
            if answer == Some(!wanted) || (answer.is_none() && !overruled) {
                self.keep_from(part, wanted, found);
            }
        }
    }

    fn is_compound(&self, node: NodeId) -> bool {
        matches!(
            self.node(node),
            Some(Node::And(_) | Node::Or(_) | Node::Not(_) | Node::Conditional { .. })
        )
    }
}
