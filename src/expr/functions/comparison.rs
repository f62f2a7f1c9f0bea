//! Equality, which is defined between all values, and order, which is not.

use std::cmp::Ordering;

use super::super::budget::Budget;
use super::super::fault::Fault;
use super::super::syntax::Operator;
use super::super::value::{Map, Record, Value};
use super::word;

/// CEL's `==`: numbers of all types by their value, everything else by type and value; what is of
/// two kinds is not equal.
pub(crate) fn equal(left: &Value, right: &Value, budget: &Budget) -> Result<bool, Fault> {
    Ok(match (left, right) {
        (Value::Null, Value::Null) => true,
        (Value::String(left), Value::String(right)) => left == right,
        (Value::Bytes(left), Value::Bytes(right)) => left == right,
        (Value::List(left), Value::List(right)) => {
            budget.spend(1)?;
            return lists_equal(left, right, budget);
        }
        (Value::Map(left), Value::Map(right)) => return maps_equal(left, right, budget),
        (Value::Record(left), Value::Record(right)) => return records_equal(left, right, budget),
        _ => order(left, right) == Some(Some(Ordering::Equal)),
    })
}

fn lists_equal(left: &[Value], right: &[Value], budget: &Budget) -> Result<bool, Fault> {
    if left.len() != right.len() {
        return Ok(false);
    }
    for (left, right) in left.iter().zip(right) {
        budget.spend(1)?;
        if !equal(left, right, budget)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn maps_equal(left: &Map, right: &Map, budget: &Budget) -> Result<bool, Fault> {
    if left.len() != right.len() {
        return Ok(false);
    }
    for ((one, left), (other, right)) in left.iter().zip(right.iter()) {
        budget.spend(1)?;
        if one != other || !equal(left, right, budget)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn records_equal(left: &Record, right: &Record, budget: &Budget) -> Result<bool, Fault> {
    if left.iter().count() != right.iter().count() {
        return Ok(false);
    }
    for (name, value) in left.iter() {
        budget.spend(1)?;
        match right.get(name).flatten() {
            Some(other) if equal(value, other, budget)? => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

/// Whether the order of two values is as an operator asks. Nothing is before or after a NaN.
pub(crate) fn compare(operator: Operator, left: &Value, right: &Value) -> Result<bool, Fault> {
    let order = order(left, right)
        .ok_or_else(|| Fault::NoOverloadOfTwo(operator.symbol(), word(left), word(right)))?;
    Ok(order.is_some_and(|order| holds(operator, order)))
}

fn holds(operator: Operator, order: Ordering) -> bool {
    match operator {
        Operator::Less => order.is_lt(),
        Operator::LessEqual => order.is_le(),
        Operator::Greater => order.is_gt(),
        Operator::GreaterEqual => order.is_ge(),
        Operator::NotEqual => order.is_ne(),
        _ => order.is_eq(),
    }
}

/// The order of two values: `None` where there is no order between their types, `Some(None)` beside
/// a NaN. A whole number and a decimal one are compared as decimal numbers, as the conformance suite
/// asks, so beyond 2^53 neighbours are alike.
pub(crate) fn order(left: &Value, right: &Value) -> Option<Option<Ordering>> {
    Some(match (left, right) {
        (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        (Value::Bytes(left), Value::Bytes(right)) => Some(left.cmp(right)),
        (Value::Timestamp(left), Value::Timestamp(right)) => Some(left.cmp(right)),
        (Value::Duration(left), Value::Duration(right)) => Some(left.cmp(right)),
        _ => numbers(left, right)?,
    })
}

fn numbers(left: &Value, right: &Value) -> Option<Option<Ordering>> {
    match (exact(left), exact(right)) {
        (Some(left), Some(right)) => Some(Some(left.cmp(&right))),
        _ => Some(decimal(left)?.partial_cmp(&decimal(right)?)),
    }
}

fn exact(value: &Value) -> Option<i128> {
    match value {
        Value::Int(number) => Some(i128::from(*number)),
        Value::Uint(number) => Some(i128::from(*number)),
        _ => None,
    }
}

fn decimal(value: &Value) -> Option<f64> {
    match value {
        Value::Int(number) => Some(*number as f64),
        Value::Uint(number) => Some(*number as f64),
        Value::Double(number) => Some(*number),
        _ => None,
    }
}
