//! `+ - * / %` and the minus sign.

use std::sync::Arc;

use super::super::budget::Budget;
use super::super::fault::Fault;
use super::super::limits;
use super::super::syntax::Operator;
use super::super::value::Value;
use super::word;

/// The value of an arithmetic operator; every other operator does not apply.
pub(crate) fn arithmetic(
    operator: Operator,
    left: &Value,
    right: &Value,
    budget: &Budget,
) -> Result<Value, Fault> {
    match (left, right) {
        (Value::Int(left), Value::Int(right)) => whole(operator, *left, *right).map(Value::Int),
        (Value::Uint(left), Value::Uint(right)) => whole(operator, *left, *right).map(Value::Uint),
        (Value::Double(left), Value::Double(right)) if operator != Operator::Remainder => {
            Ok(Value::Double(decimal(operator, *left, *right)))
        }
        _ => match operator {
            Operator::Add => add(left, right, budget),
            Operator::Subtract => subtract(left, right),
            _ => None,
        }
        .unwrap_or_else(|| Err(mismatch(operator, left, right))),
    }
}

fn mismatch(operator: Operator, left: &Value, right: &Value) -> Fault {
    Fault::NoOverloadOfTwo(operator.symbol(), word(left), word(right))
}

trait Whole: Copy + PartialEq + Default {
    fn apply(operator: Operator, left: Self, right: Self) -> Option<Self>;
}

macro_rules! whole {
    ($($number:ty),*) => {$(
        impl Whole for $number {
            fn apply(operator: Operator, left: Self, right: Self) -> Option<Self> {
                match operator {
                    Operator::Add => left.checked_add(right),
                    Operator::Subtract => left.checked_sub(right),
                    Operator::Multiply => left.checked_mul(right),
                    Operator::Divide => left.checked_div(right),
                    _ => left.checked_rem(right),
                }
            }
        }
    )*};
}

whole!(i64, u64);

fn whole<N: Whole>(operator: Operator, left: N, right: N) -> Result<N, Fault> {
    let is_zero = right == N::default();
    N::apply(operator, left, right).ok_or(match operator {
        Operator::Divide if is_zero => Fault::DivisionByZero,
        Operator::Remainder if is_zero => Fault::RemainderByZero,
        _ => Fault::Overflow,
    })
}

fn decimal(operator: Operator, left: f64, right: f64) -> f64 {
    match operator {
        Operator::Add => left + right,
        Operator::Subtract => left - right,
        Operator::Multiply => left * right,
        _ => left / right,
    }
}

fn add(left: &Value, right: &Value, budget: &Budget) -> Option<Result<Value, Fault>> {
    Some(match (left, right) {
        (Value::String(left), Value::String(right)) => {
            joined_text(left, right, budget).map(Value::String)
        }
        (Value::Bytes(left), Value::Bytes(right)) => {
            joined(left, right, limits::TEXT_BYTES, budget).map(Value::Bytes)
        }
        (Value::List(left), Value::List(right)) => {
            joined(left, right, limits::LIST_ITEMS, budget).map(Value::List)
        }
        (Value::Timestamp(at), Value::Duration(by))
        | (Value::Duration(by), Value::Timestamp(at)) => {
            at.checked_add(*by).map(Value::Timestamp).ok_or(Fault::OutOfRange("the date"))
        }
        (Value::Duration(left), Value::Duration(right)) => {
            left.checked_add(*right).map(Value::Duration).ok_or(TOO_LONG)
        }
        _ => return None,
    })
}

const TOO_LONG: Fault = Fault::OutOfRange("the length of time");

fn subtract(left: &Value, right: &Value) -> Option<Result<Value, Fault>> {
    Some(match (left, right) {
        (Value::Timestamp(at), Value::Duration(by)) => {
            at.checked_sub(*by).map(Value::Timestamp).ok_or(Fault::OutOfRange("the date"))
        }
        (Value::Timestamp(later), Value::Timestamp(earlier)) => {
            later.checked_since(*earlier).map(Value::Duration).ok_or(TOO_LONG)
        }
        (Value::Duration(left), Value::Duration(right)) => {
            left.checked_sub(*right).map(Value::Duration).ok_or(TOO_LONG)
        }
        _ => return None,
    })
}

fn joined_text(left: &str, right: &str, budget: &Budget) -> Result<Arc<str>, Fault> {
    let length = left.len().saturating_add(right.len());
    if length > limits::TEXT_BYTES {
        return Err(Fault::TooLarge);
    }
    budget.spend_bytes(length)?;
    Ok([left, right].concat().into())
}

fn joined<T: Clone>(
    left: &[T],
    right: &[T],
    most: usize,
    budget: &Budget,
) -> Result<Arc<[T]>, Fault> {
    let length = left.len().saturating_add(right.len());
    if length > most {
        return Err(Fault::TooLarge);
    }
    budget.spend(length)?;
    Ok(left.iter().chain(right).cloned().collect())
}

/// `-value`.
pub(crate) fn negated(value: &Value) -> Result<Value, Fault> {
    match value {
        Value::Int(number) => number.checked_neg().map(Value::Int).ok_or(Fault::Overflow),
        Value::Double(number) => Ok(Value::Double(-number)),
        other => Err(Fault::NoOverload("-", word(other))),
    }
}
