//! Facts as single words, so that a comparison with a constant is a few operations on bits.
//!
//! A number, a moment or a length of time becomes a whole number in the same order; a yes or no, a
//! choice and a set of choices become one bit a value. Whatever else a fact is, its word only says
//! whether it is set, and what conditions ask of it alone is answered when it is set.

use std::sync::Arc;

use crate::base::time::{Duration, Timestamp};
use crate::deal::field::FieldType;
use crate::expr::Value;

/// The word of a fact that is unset. No value has it.
pub(super) const UNSET: u64 = 1 << 63;

/// The words of a yes and a no.
const NO: u64 = 1;
const YES: u64 = 2;

/// How far apart the words of two days are.
pub(super) const WORDS_OF_A_DAY: i64 = 2 * 24 * 60 * 60;

/// Most values of a choice that have a bit each.
const MOST_VALUES: usize = 62;

/// What the word of a fact says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum CellKind {
    /// Where it stands among all whole numbers.
    Whole,
    /// Where it stands among all numbers.
    Number,
    /// Where a moment stands: twice its seconds, and one more for a fraction of a second. Moments
    /// within the same second are told apart only where one of them is a whole one.
    Moment,
    /// The same of a length of time.
    Length,
    /// Which of the two it is.
    YesOrNo,
    /// Which of these it is, one bit each.
    Choice(Arc<[Arc<str>]>),
    /// Which of these are in it, one bit each.
    Choices(Arc<[Arc<str>]>),
    /// Only whether it is set.
    Presence,
}

impl CellKind {
    pub(super) fn of(kind: &FieldType) -> Self {
        match kind {
            FieldType::Bool => Self::YesOrNo,
            FieldType::Integer { .. } => Self::Whole,
            FieldType::Number { .. } | FieldType::Money | FieldType::Percent => Self::Number,
            FieldType::Date | FieldType::DateTime => Self::Moment,
            FieldType::Duration => Self::Length,
            FieldType::Choice(values) if values.len() <= MOST_VALUES => {
                Self::Choice(values.clone())
            }
            FieldType::Choices(values) if values.len() <= MOST_VALUES => {
                Self::Choices(values.clone())
            }
            _ => Self::Presence,
        }
    }

    /// The word of a value; one of another type counts as set and nothing more.
    pub(super) fn cell(&self, value: &Value) -> u64 {
        match (self, value) {
            (Self::Whole, Value::Int(number)) => whole(*number),
            (Self::Number, Value::Double(number)) => number_cell(*number),
            (Self::Moment, Value::Timestamp(at)) => moment(*at),
            (Self::Length, Value::Duration(length)) => length_cell(*length),
            (Self::YesOrNo, Value::Bool(truth)) => yes_or_no(*truth),
            (Self::Choice(values), Value::String(text)) => bit(values, text).unwrap_or(0),
            (Self::Choices(values), Value::List(items)) => items.iter().fold(0, |bits, item| {
                bits | match item {
                    Value::String(text) => bit(values, text).unwrap_or(0),
                    _ => 0,
                }
            }),
            _ => 0,
        }
    }

    /// The value in the middle of those that have this word, for words in order.
    pub(super) fn value(&self, cell: u64) -> Option<Value> {
        let signed = cell.cast_signed();
        match self {
            Self::Whole => Some(Value::Int(signed)),
            Self::Number => Some(Value::Double(number_of(cell))).filter(is_finite),
            Self::Moment => {
                let nanoseconds = halves(signed);
                Timestamp::from_unix_nanoseconds(nanoseconds).map(Value::Timestamp)
            }
            Self::Length => Duration::from_nanoseconds(halves(signed)).ok().map(Value::Duration),
            _ => None,
        }
    }

    /// The words of the least and the greatest value, for words in order.
    pub(super) fn bounds(&self) -> Option<(u64, u64)> {
        const MOST_SECONDS: i64 = 315_576_000_000;
        let around = |seconds: i64| ((-2 * seconds).cast_unsigned(), (2 * seconds).cast_unsigned());
        match self {
            Self::Whole => Some((UNSET + 1, UNSET - 1)),
            Self::Number => Some((number_cell(f64::MIN), number_cell(f64::MAX))),
            Self::Moment => Some((moment(Timestamp::MIN), moment(Timestamp::MAX))),
            Self::Length => Some(around(MOST_SECONDS)),
            _ => None,
        }
    }
}

fn is_finite(value: &Value) -> bool {
    matches!(value, Value::Double(number) if number.is_finite())
}

/// Nanoseconds of so many half seconds.
fn halves(signed: i64) -> i128 {
    i128::from(signed) * 500_000_000
}

/// The word of a yes or no.
#[inline]
pub(super) fn yes_or_no(truth: bool) -> u64 {
    if truth { YES } else { NO }
}

/// The word of a whole number. The least of all shares the word of the one after it: no deal counts
/// to either.
#[inline]
pub(super) fn whole(number: i64) -> u64 {
    number.max(-i64::MAX).cast_unsigned()
}

/// The word of a finite number: its bits, turned round below zero, so that they are in order.
#[inline]
pub(super) fn number_cell(number: f64) -> u64 {
    let bits = (number + 0.0).to_bits().cast_signed();
    (bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed()).cast_unsigned()
}

fn number_of(cell: u64) -> f64 {
    let bits = cell.cast_signed();
    f64::from_bits((bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed()).cast_unsigned())
}

/// The word of a moment.
#[inline]
pub(super) fn moment(at: Timestamp) -> u64 {
    (2 * at.unix_seconds() + i64::from(!at.is_whole_second())).cast_unsigned()
}

/// The word of a length of time.
pub(super) fn length_cell(length: Duration) -> u64 {
    let nanoseconds = length.nanoseconds();
    let seconds = nanoseconds.div_euclid(1_000_000_000);
    let fraction = i128::from(nanoseconds != seconds * 1_000_000_000);
    i64::try_from(2 * seconds + fraction).unwrap_or(i64::MAX).cast_unsigned()
}

/// The word of the value of a choice at a place among so many: its bit, or the place where there are
/// too many for a bit each.
#[inline]
pub(super) fn choice(values: usize, place: usize) -> u64 {
    if values <= MOST_VALUES { 1 << place } else { place as u64 }
}

/// Which value of a choice has this word.
pub(super) fn place_of_choice(values: &[Arc<str>], word: u64) -> usize {
    let place = if values.len() <= MOST_VALUES { u64::from(word.trailing_zeros()) } else { word };
    usize::try_from(place).unwrap_or(usize::MAX)
}

/// The bit of a value of a choice.
pub(super) fn bit(values: &[Arc<str>], text: &str) -> Option<u64> {
    values.iter().position(|value| **value == *text).map(|place| 1 << place)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of numbers are in the order of the numbers, and none is that of an unset fact.
    #[test]
    fn words_keep_the_order() {
        let numbers = [f64::MIN, -2.5, -0.0, 0.0, 5e-324, 1.0, 50_000.0, f64::MAX];
        let cells: Vec<i64> = numbers.map(number_cell).map(u64::cast_signed).to_vec();
        assert!(cells.is_sorted());
        assert_eq!(number_cell(-0.0), number_cell(0.0));
        assert!(!cells.contains(&UNSET.cast_signed()));
        for number in numbers {
            assert!((number_of(number_cell(number)) - number).abs() < f64::EPSILON);
        }
    }

    /// A moment within a second stands between this second and the next.
    #[test]
    fn fractions_of_a_second_stand_between_seconds() {
        let at = |text: &str| moment(Timestamp::parse(text).unwrap()).cast_signed();
        let moments = ["1969-12-31T23:59:58.5Z", "1969-12-31T23:59:59Z", "2026-01-01T00:00:00.1Z"];
        assert!(moments.map(at).is_sorted());
        assert_eq!(at("1969-12-31T23:59:58.5Z") + 1, at("1969-12-31T23:59:59Z"));
    }
}
