//! `in`, and reaching into lists, maps and records.

use super::super::budget::Budget;
use super::super::fault::Fault;
use super::super::value::{Key, Value};
use super::comparison::equal;
use super::word;

/// `wanted in place`: among the elements of a list, or the keys of a map.
pub(crate) fn is_in(wanted: &Value, place: &Value, budget: &Budget) -> Result<bool, Fault> {
    match place {
        Value::List(items) => {
            for item in items.iter() {
                budget.spend(1)?;
                if equal(wanted, item, budget)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Value::Map(map) => Ok(Key::matching(wanted).is_some_and(|key| map.get(&key).is_some())),
        other => Err(Fault::NoOverload("in", word(other))),
    }
}

/// `place[index]`.
pub(crate) fn element<'v>(place: &'v Value, index: &Value) -> Result<&'v Value, Fault> {
    match place {
        Value::List(items) => {
            let Some(Key::Int(index)) = Key::matching(index).map(as_int) else {
                return Err(Fault::NoOverload("the place in a list", word(index)));
            };
            let index = usize::try_from(index).map_err(|_| Fault::NoSuchPlace)?;
            items.get(index).ok_or(Fault::NoSuchPlace)
        }
        Value::Map(map) => {
            let key = Key::matching(index).ok_or(Fault::NoSuchKey)?;
            map.get(&key).ok_or(Fault::NoSuchKey)
        }
        other => Err(Fault::NoOverload("[ ]", word(other))),
    }
}

fn as_int(key: Key) -> Key {
    match key {
        Key::Uint(number) => i64::try_from(number).map_or(Key::Uint(number), Key::Int),
        other => other,
    }
}
