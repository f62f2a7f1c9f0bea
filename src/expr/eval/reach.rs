//! Reaching into values: fields, keys and places.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::super::fault::Fault;
use super::super::functions::{membership, word};
use super::super::names::Slot;
use super::super::program::{Field, Macro, Node, NodeId, Program};
use super::super::syntax::Comprehension;
use super::super::value::{Key, Value};
use super::{Evaluator, Found, Scope, Stop, Unset};

impl Evaluator<'_> {
    pub(super) fn select<'s, U: Unset>(
        &'s self,
        operand: NodeId,
        field: Field,
        scope: Option<&'s Scope<'s>>,
    ) -> Found<'s, U> {
        let whole = self.value(operand, scope)?;
        let name = self.program.text(field.name);
        if let Value::Record(record) = &*whole {
            let place = record.place(name, field.place as usize);
            let place = place.ok_or_else(|| Fault::NoSuchField(name.into()))?;
            return match within(&whole, |whole| record_field(whole, place)) {
                Some(value) => Ok(value),
                None => Err(Stop::Unknown(self.origins(operand, scope))),
            };
        }
        within(&whole, |whole| match whole {
            Value::Map(map) => map.get(&Key::String(name.into())),
            _ => None,
        })
        .ok_or_else(|| match &*whole {
            Value::Map(_) => Fault::NoSuchField(name.into()).into(),
            other => Fault::NoOverload("reaching for a field", word(other)).into(),
        })
    }

    /// The field of a record, if it is set.
    pub(super) fn field_at_hand<'v>(&self, whole: &'v Value, field: Field) -> Option<&'v Value> {
        let Value::Record(record) = whole else { return None };
        let name = self.program.text(field.name);
        record.at(record.place(name, field.place as usize)?)
    }

    pub(super) fn index<'s, U: Unset>(
        &'s self,
        operand: NodeId,
        index: NodeId,
        scope: Option<&'s Scope<'s>>,
    ) -> Found<'s, U> {
        let (whole, index) = self.both((operand, index), scope)?;
        if let (Value::Record(record), Value::String(name)) = (&*whole, &*index) {
            let place = record.place(name, 0).ok_or_else(|| Fault::NoSuchField(name.clone()))?;
            return within(&whole, |whole| record_field(whole, place))
                .ok_or_else(|| Stop::Unknown(self.origins(operand, scope)));
        }
        Ok(match &whole {
            Cow::Borrowed(whole) => Cow::Borrowed(membership::element(whole, &index)?),
            Cow::Owned(whole) => Cow::Owned(membership::element(whole, &index)?.clone()),
        })
    }

    pub(super) fn has_field<U: Unset>(
        &self,
        operand: NodeId,
        field: Field,
        scope: Option<&Scope<'_>>,
    ) -> Result<bool, Stop<U>> {
        let whole = self.value(operand, scope)?;
        let name = self.program.text(field.name);
        match &*whole {
            Value::Map(map) => Ok(map.get(&Key::String(name.into())).is_some()),
            Value::Record(record) => match record.place(name, field.place as usize) {
                Some(place) => Ok(record.at(place).is_some()),
                None => Err(Fault::NoSuchField(name.into()).into()),
            },
            other => Err(Fault::NoOverload("has", word(other)).into()),
        }
    }

    /// The facts that a record comes from, one of whose fields is unset.
    fn origins<U: Unset>(&self, record: NodeId, scope: Option<&Scope<'_>>) -> U {
        U::facts(|| {
            let mut slots = BTreeSet::new();
            origins(self.program, record, scope, &mut slots);
            slots
        })
    }
}

/// Notes the facts that the records among the values of a node come from.
pub(crate) fn origins(
    program: &Program,
    node: NodeId,
    scope: Option<&Scope<'_>>,
    slots: &mut BTreeSet<Slot>,
) {
    match program.node(node) {
        Some(Node::Variable(further_out)) => {
            if let Some(found) = Scope::find(scope, further_out) {
                origins(program, found.range, found.outer, slots);
            }
        }
        Some(Node::Select { operand, .. } | Node::Index { operand, .. }) => {
            origins(program, operand, scope, slots);
        }
        Some(Node::Conditional { yes, no, .. }) => {
            origins(program, yes, scope, slots);
            origins(program, no, scope, slots);
        }
        Some(Node::Macro(Macro { range, kind: Comprehension::Filter, .. })) => {
            origins(program, range, scope, slots);
        }
        _ => slots.extend(program.slots_below(node)),
    }
}

fn record_field(whole: &Value, place: usize) -> Option<&Value> {
    match whole {
        Value::Record(record) => record.at(place),
        _ => None,
    }
}

fn within<'s>(
    whole: &Cow<'s, Value>,
    reach: impl for<'v> FnOnce(&'v Value) -> Option<&'v Value>,
) -> Option<Cow<'s, Value>> {
    match whole {
        Cow::Borrowed(whole) => reach(whole).map(Cow::Borrowed),
        Cow::Owned(whole) => reach(whole).cloned().map(Cow::Owned),
    }
}
