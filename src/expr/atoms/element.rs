//! How a condition on the elements of a list looks at an element.

use super::super::program::{Macro, Node, NodeId, Program};
use super::super::syntax::{Comprehension, Operator};
use super::super::value::Value;
use super::nature::is_yes_or_no;
use super::{Atom, Shape};

/// The parts of an element that conditions look at.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ElementUse {
    /// The parts, each once.
    pub(crate) parts: Vec<PartUse>,
    /// Whether they do more than to compare a part with constants.
    pub(crate) is_more: bool,
}

/// One field of the element, or the whole element, and the constants it is compared with.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PartUse {
    /// The field's place in the record; `None` is the whole element.
    pub(crate) field: Option<usize>,
    /// The constants, some of them more than once.
    pub(crate) constants: Vec<Value>,
}

impl Atom {
    /// Adds how the atom looks at the elements of its list.
    pub(crate) fn note_element_use(&self, uses: &mut ElementUse) {
        let program = self.condition.program();
        match &self.shape {
            Shape::Holds { item, .. } => uses.note(None, [item.clone()]),
            shape => {
                if let Some((_, body)) = shape.element_test() {
                    Reader { program, uses }.truth(body);
                }
            }
        }
    }
}

impl ElementUse {
    fn note(&mut self, field: Option<usize>, constants: impl IntoIterator<Item = Value>) {
        match self.parts.iter_mut().find(|part| part.field == field) {
            Some(part) => part.constants.extend(constants),
            None => self.parts.push(PartUse { field, constants: constants.into_iter().collect() }),
        }
    }
}

struct Reader<'r> {
    program: &'r Program,
    uses: &'r mut ElementUse,
}

impl Reader<'_> {
    /// A part that has to be yes or no.
    fn truth(&mut self, node: NodeId) {
        if let Some(field) = self.part(node) {
            return self.uses.note(field, []);
        }
        match self.program.node(node) {
            Some(Node::Constant(_)) => {}
            Some(Node::Not(_) | Node::And(_) | Node::Or(_) | Node::Conditional { .. }) => {
                for below in self.program.below(node) {
                    self.truth(below);
                }
            }
            Some(Node::HasField { operand, field }) if self.is_element(operand) => {
                self.uses.note(Some(field.place as usize), []);
            }
            Some(Node::Binary { operator: Operator::In, left, right }) => self.among(left, right),
            Some(Node::Binary { operator, left, right }) => self.compared(operator, left, right),
            Some(Node::Macro(it)) => self.nested(it),
            _ => self.uses.is_more = true,
        }
    }

    fn compared(&mut self, operator: Operator, left: NodeId, right: NodeId) {
        let of_order = !matches!(operator, Operator::Equal | Operator::NotEqual);
        let constants = (self.program.as_constant(left), self.program.as_constant(right));
        match (self.part(left), self.part(right), constants) {
            (Some(field), None, (None, Some(constant)))
            | (None, Some(field), (Some(constant), None))
                if !(matches!(constant, Value::List(_)) || of_order && is_unordered(constant)) =>
            {
                self.uses.note(field, [constant.clone()]);
            }
            _ if !of_order
                && is_yes_or_no(self.program, left)
                && is_yes_or_no(self.program, right) =>
            {
                self.truth(left);
                self.truth(right);
            }
            _ => self.uses.is_more = true,
        }
    }

    fn among(&mut self, left: NodeId, right: NodeId) {
        let constants = (self.program.as_constant(left), self.program.as_constant(right));
        match (self.part(left), self.part(right), constants) {
            (Some(field), None, (None, Some(Value::List(items)))) => {
                self.uses.note(field, items.iter().cloned());
            }
            (None, Some(field), (Some(item), None)) => self.uses.note(field, [item.clone()]),
            _ => self.uses.is_more = true,
        }
    }

    /// `c.roles.exists(r, r == 'champion')`: a part that is a list itself.
    fn nested(&mut self, it: Macro) {
        let asks = matches!(it.kind, Comprehension::All | Comprehension::Exists);
        let mut inner = ElementUse::default();
        if asks {
            Reader { program: self.program, uses: &mut inner }.truth(it.body);
        }
        let of_itself = inner.parts.iter().all(|part| part.field.is_none());
        match self.part(it.range) {
            Some(field) if asks && of_itself && !inner.is_more => {
                let constants = inner.parts.into_iter().flat_map(|part| part.constants);
                self.uses.note(field, constants);
            }
            _ => self.uses.is_more = true,
        }
    }

    /// The field of the element that a node is; `Some(None)` is the element itself.
    fn part(&self, node: NodeId) -> Option<Option<usize>> {
        match self.program.node(node)? {
            Node::Select { operand, field } if self.is_element(operand) => {
                Some(Some(field.place as usize))
            }
            _ => self.is_element(node).then_some(None),
        }
    }

    fn is_element(&self, node: NodeId) -> bool {
        self.program.node(node) == Some(Node::Variable(0))
    }
}

/// Whether values of this type fall into regions by equality alone.
fn is_unordered(constant: &Value) -> bool {
    matches!(constant, Value::String(_) | Value::Bool(_) | Value::Bytes(_))
}
