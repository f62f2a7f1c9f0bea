//! Macros over the elements of lists and the keys of maps.

use std::borrow::Cow;

use super::super::fault::Fault;
use super::super::functions::word;
use super::super::program::{Macro, NodeId};
use super::super::syntax::Comprehension;
use super::super::value::{Key, Value};
use super::{Evaluator, Scope, Stop, Unset, joined};

/// What a macro goes through: the elements of a list, the keys of a map.
pub(crate) fn elements(range: &Value) -> Result<Cow<'_, [Value]>, Fault> {
    match range {
        Value::List(items) => Ok(Cow::Borrowed(items)),
        Value::Map(map) => Ok(map.keys().map(Key::to_value).collect()),
        other => Err(Fault::NoOverload("a macro over elements", word(other))),
    }
}

impl Evaluator<'_> {
    pub(super) fn macro_value<U: Unset>(
        &self,
        it: Macro,
        scope: Option<&Scope<'_>>,
    ) -> Result<Value, Stop<U>> {
        let range = self.value(it.range, scope)?;
        let items = elements(&range)?;
        match it.kind {
            Comprehension::All => self.quantified(it, &items, scope, false).map(Value::Bool),
            Comprehension::Exists => self.quantified(it, &items, scope, true).map(Value::Bool),
            Comprehension::ExistsOne => {
                let chosen = self.chosen(it.body, it.range, &items, scope)?;
                Ok(Value::Bool(chosen.len() == 1))
            }
            Comprehension::Filter => {
                let chosen = self.chosen(it.body, it.range, &items, scope)?;
                Ok(Value::list(chosen.into_iter().cloned()))
            }
            Comprehension::Map => self.mapped(it, &items, scope),
        }
    }

    /// `all` with `decisive` false, `exists` with `decisive` true.
    fn quantified<U: Unset>(
        &self,
        it: Macro,
        items: &[Value],
        outer: Option<&Scope<'_>>,
        decisive: bool,
    ) -> Result<bool, Stop<U>> {
        let mut stop = None;
        for value in items {
            match self.truth(it.body, Some(&Scope { value, range: it.range, source: None, outer }))
            {
                Ok(truth) if truth == decisive => return Ok(decisive),
                Ok(_) => {}
                Err(found) => stop = joined(stop, found),
            }
        }
        stop.map_or(Ok(!decisive), Err)
    }

    /// The items for which a condition holds; any failure fails it all.
    fn chosen<'v, U: Unset>(
        &self,
        condition: NodeId,
        range: NodeId,
        items: &'v [Value],
        outer: Option<&Scope<'_>>,
    ) -> Result<Vec<&'v Value>, Stop<U>> {
        let mut chosen = Vec::new();
        let mut stop = None;
        for value in items {
            match self.truth(condition, Some(&Scope { value, range, source: None, outer })) {
                Ok(true) => chosen.push(value),
                Ok(false) => {}
                Err(found) => stop = joined(stop, found),
            }
        }
        stop.map_or(Ok(chosen), Err)
    }

    fn mapped<U: Unset>(
        &self,
        it: Macro,
        items: &[Value],
        outer: Option<&Scope<'_>>,
    ) -> Result<Value, Stop<U>> {
        let chosen = match it.filter {
            Some(filter) => self.chosen(filter, it.range, items, outer)?,
            None => items.iter().collect(),
        };
        let mut results = Vec::new();
        let mut stop = None;
        for value in chosen {
            match self.value(it.body, Some(&Scope { value, range: it.range, source: None, outer }))
            {
                Ok(result) => results.push(result.into_owned()),
                Err(found) => stop = joined(stop, found),
            }
        }
        stop.map_or(Ok(Value::List(results.into())), Err)
    }
}
