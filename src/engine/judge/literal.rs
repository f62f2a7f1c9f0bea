//! One question about the word of one fact.

use std::cmp::Ordering;
use std::sync::Arc;

use super::cell::{self, CellKind, UNSET};
use crate::expr::Value;
use crate::expr::atoms::order_to;
use crate::expr::syntax::Operator;

/// A question about a word: whether some of its bits, as a number, lie in a range. A range may go on
/// from the greatest number to the least, so that the opposite of a question is a question too, and
/// all questions are asked in the same way: a branch between kinds would cost more than the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Test {
    bits: u64,
    low: u64,
    /// How many numbers from `low` on are in the range: some, but not all.
    count: u64,
}

impl Test {
    pub(super) const NEVER: Self = Self::any_of(0);
    pub(super) const ALWAYS: Self = Self { bits: 0, low: 0, count: 1 };
    pub(super) const IS_SET: Self = Self { bits: u64::MAX, low: UNSET + 1, count: u64::MAX };
    pub(super) const IS_UNSET: Self = Self { bits: u64::MAX, low: UNSET, count: 1 };

    /// Whether a word has one of these bits.
    pub(super) const fn any_of(bits: u64) -> Self {
        Self { bits, low: 1, count: u64::MAX }
    }

    /// Whether a fact is set and its word has none of these bits.
    const fn none_of(bits: u64) -> Self {
        Self { bits: bits | UNSET, low: 0, count: 1 }
    }

    /// Whether a word lies from `low` to `high`, in the order of signed numbers.
    fn within(low: u64, high: u64) -> Self {
        match low.cast_signed() <= high.cast_signed() {
            true => Self { bits: u64::MAX, low, count: high.wrapping_sub(low).wrapping_add(1) },
            false => Self::NEVER,
        }
    }

    /// Whether the answer is yes.
    #[inline(always)]
    pub(super) fn holds(&self, word: u64) -> bool {
        (word & self.bits).wrapping_sub(self.low) < self.count
    }

    /// The question that is answered with yes where this one is not.
    pub(super) fn opposite(&self) -> Self {
        let Self { bits, low, count } = *self;
        Self { bits, low: low.wrapping_add(count), count: count.wrapping_neg() }
    }

    /// The words, in the order of signed numbers, at which the answer may become another one; of a
    /// question about bits none.
    pub(super) fn cuts(&self) -> impl Iterator<Item = i64> {
        let after = self.low.wrapping_add(self.count);
        let is_range = self.bits == u64::MAX;
        [self.low, after].into_iter().filter(move |_| is_range).map(u64::cast_signed)
    }

    /// Both questions as one, where one question can ask both.
    pub(super) fn or(&self, other: &Self) -> Option<Self> {
        let asks_bits = |test: &Self| *test == Self::any_of(test.bits);
        (asks_bits(self) && asks_bits(other)).then(|| Self::any_of(self.bits | other.bits))
    }
}

/// When something asked of a fact is so, and when it is not: each as questions of which one has to be
/// answered with yes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sides {
    pub(super) yes: Vec<Test>,
    pub(super) no: Vec<Test>,
}

impl Sides {
    pub(super) fn of(yes: Test, no: Test) -> Self {
        Self { yes: vec![yes], no: vec![no] }
    }

    /// Whether a fact is set.
    pub(super) fn presence() -> Self {
        Self::of(Test::IS_SET, Test::IS_UNSET)
    }

    /// Whether a word has a bit, of facts that have a bit for yes and one for no.
    pub(super) fn of_bits(yes: u64, no: u64) -> Self {
        Self::of(Test::any_of(yes), Test::any_of(no))
    }

    /// Whether a yes or no is yes.
    pub(super) fn is_yes() -> Self {
        Self::of_bits(cell::yes_or_no(true), cell::yes_or_no(false))
    }

    /// How a fact lies to a constant; `None` where its word does not say.
    pub(super) fn compared(kind: &CellKind, operator: Operator, constant: &Value) -> Option<Self> {
        match kind {
            CellKind::Choice(values) => {
                let holds = |value: &Arc<str>| {
                    holds(operator, order_to(&Value::String(Arc::clone(value)), constant))
                };
                let matching = values.iter().enumerate().filter(|(_, value)| holds(value));
                let yes = matching.fold(0, |bits, (place, _)| bits | 1 << place);
                Some(Self::of_bits(yes, all_bits(values.len()) & !yes))
            }
            _ => Self::in_order(kind, operator, constant),
        }
    }

    /// Whether a fact is one of these constants.
    pub(super) fn one_of(kind: &CellKind, values: &[Value]) -> Option<Self> {
        match kind {
            CellKind::Choice(known) => {
                let bits = values.iter().filter_map(|value| match value {
                    Value::String(text) => cell::bit(known, text),
                    _ => None,
                });
                let yes = bits.fold(0, |bits, bit| bits | bit);
                Some(Self::of_bits(yes, all_bits(known.len()) & !yes))
            }
            _ => None,
        }
    }

    /// Whether a set of choices has this one in it.
    pub(super) fn holds(kind: &CellKind, item: &Value) -> Option<Self> {
        let (CellKind::Choices(values), Value::String(text)) = (kind, item) else { return None };
        let bit = cell::bit(values, text).unwrap_or(0);
        Some(Self::of(Test::any_of(bit), Test::none_of(bit)))
    }

    fn in_order(kind: &CellKind, operator: Operator, constant: &Value) -> Option<Self> {
        let (first, after) = place_of(kind, constant)?;
        let (least, most) = (UNSET + 1, UNSET - 1);
        let before = |word: u64| word.wrapping_sub(1);
        let below = || Test::within(least, before(first));
        let equal = || Test::within(first, before(after));
        let above = || Test::within(after, most);
        Some(match operator {
            Operator::Less => Self::of(below(), Test::within(first, most)),
            Operator::LessEqual => Self::of(Test::within(least, before(after)), above()),
            Operator::Greater => Self::of(above(), Test::within(least, before(after))),
            Operator::GreaterEqual => Self::of(Test::within(first, most), below()),
            Operator::Equal => Self { yes: vec![equal()], no: vec![below(), above()] },
            _ => return None,
        })
    }
}

fn holds(operator: Operator, order: Option<Ordering>) -> bool {
    match (operator, order) {
        (Operator::Less, Some(order)) => order.is_lt(),
        (Operator::LessEqual, Some(order)) => order.is_le(),
        (Operator::Greater, Some(order)) => order.is_gt(),
        (Operator::GreaterEqual, Some(order)) => order.is_ge(),
        (Operator::Equal, Some(order)) => order.is_eq(),
        _ => false,
    }
}

fn all_bits(count: usize) -> u64 {
    (1 << count) - 1
}

/// The first word of the values that equal a constant, and the first of those above it.
fn place_of(kind: &CellKind, constant: &Value) -> Option<(u64, u64)> {
    let exact = match (kind, constant) {
        (CellKind::Whole, Value::Int(number)) if number.unsigned_abs() < UNSET - 1 => {
            Some(cell::whole(*number))
        }
        (CellKind::Number, Value::Double(number)) if number.is_finite() => {
            Some(cell::number_cell(*number))
        }
        #[expect(clippy::cast_precision_loss, reason = "both are compared as decimal numbers")]
        (CellKind::Number, Value::Int(number)) => Some(cell::number_cell(*number as f64)),
        (CellKind::Moment, Value::Timestamp(at)) => {
            // Moments within one second share a word, so a constant among them is no boundary.
            let word = cell::moment(*at);
            return (word & 1 == 0).then_some((word, word + 1));
        }
        (CellKind::Length, Value::Duration(length)) => {
            let word = cell::length_cell(*length);
            return (word & 1 == 0).then_some((word, word + 1));
        }
        _ => None,
    };
    match exact {
        Some(word) => Some((word, word.wrapping_add(1))),
        None => searched(kind, constant),
    }
}

/// The same by halving: the values rise with their words.
fn searched(kind: &CellKind, constant: &Value) -> Option<(u64, u64)> {
    let (least, most) = kind.bounds()?;
    let order = |word: i64| order_to(&kind.value(word.cast_unsigned())?, constant);
    order(0)?;
    let first_that = |is_there: &dyn Fn(Ordering) -> bool| {
        let (mut low, mut high) = (least.cast_signed(), most.cast_signed().saturating_add(1));
        while low < high {
            // Rounded down, so that it is below `high`.
            let middle = (low & high) + ((low ^ high) >> 1);
            let is_there = order(middle).is_some_and(is_there);
            (low, high) = if is_there { (low, middle) } else { (middle + 1, high) };
        }
        low.cast_unsigned()
    };
    Some((first_that(&Ordering::is_ge), first_that(&Ordering::is_gt)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A range and a set of bits are not put together, and neither are two ranges.
    #[test]
    fn only_bits_are_put_together() {
        let below = Test::within(UNSET + 1, 20);
        assert_eq!(below.or(&Test::within(UNSET + 1, 10)), None);
        assert_eq!(below.or(&Test::any_of(4)), None);
        assert_eq!(Test::any_of(1).or(&Test::any_of(4)), Some(Test::any_of(5)));
    }

    /// A question or its opposite is answered with yes, and never both.
    #[test]
    fn a_question_has_an_opposite() {
        let tests = [
            Test::NEVER,
            Test::ALWAYS,
            Test::IS_SET,
            Test::IS_UNSET,
            Test::any_of(0),
            Test::any_of(5),
            Test::none_of(4),
            Test::within(UNSET + 1, 3),
            Test::within(4, UNSET - 1),
        ];
        for test in tests {
            assert_eq!(test.opposite().opposite(), test);
            for word in [UNSET, UNSET + 1, u64::MAX, 0, 1, 3, 4, 5, UNSET - 1] {
                assert_ne!(test.holds(word), test.opposite().holds(word), "{test:?} of {word}");
            }
        }
        assert!(Test::IS_SET.holds(0) && !Test::IS_SET.holds(UNSET));
        assert!(Test::none_of(4).holds(3) && !Test::none_of(4).holds(UNSET));
        assert!(Test::within(4, UNSET - 1).holds(4) && !Test::within(4, UNSET - 1).holds(UNSET));
    }

    /// What is found by halving is what is known exactly.
    #[test]
    fn halving_finds_the_place_of_a_constant() {
        for number in [-3, 0, 7, i64::MAX / 2] {
            let exact = place_of(&CellKind::Whole, &Value::Int(number));
            assert_eq!(searched(&CellKind::Whole, &Value::Int(number)), exact);
        }
        for number in [-2.5, 12.0, 1e300] {
            let exact = place_of(&CellKind::Number, &Value::Double(number));
            assert_eq!(searched(&CellKind::Number, &Value::Double(number)), exact);
        }
        let (first, after) = searched(&CellKind::Whole, &Value::Double(2.5)).unwrap();
        assert_eq!((first, after), (3, 3));
    }
}
