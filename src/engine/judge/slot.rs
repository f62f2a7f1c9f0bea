//! The places of facts in a row, by the type of what is put there.

use std::hint::select_unpredictable;
use std::marker::PhantomData;

use thiserror::Error;

use super::cell::{self, UNSET};
use super::model::JudgeModel;
use crate::base::time::{Duration, Timestamp};
use crate::deal::field::FieldType;
use crate::expr::{Slot, Value};

/// A value that its field cannot have: outside its range, or none of its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a value that its field cannot have")]
pub struct OutOfRange {
    /// The fact's place.
    pub slot: Slot,
}

/// The place of a fact in a row, for values of one type. Found once, by
/// [`Judge::slot`](super::Judge::slot).
#[derive(Debug)]
pub struct FactSlot<T> {
    slot: Slot,
    extent: Extent,
    is_plain: bool,
    of: PhantomData<fn() -> T>,
}

/// The words that a field takes.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    low: u64,
    /// How far above it the greatest is.
    span: u64,
    is_days_only: bool,
}

impl Extent {
    #[inline]
    fn has(&self, word: u64) -> bool {
        word.wrapping_sub(self.low) <= self.span
    }

    #[inline]
    fn has_moment(&self, word: u64) -> bool {
        self.has(word) && (!self.is_days_only || word.cast_signed() % cell::WORDS_OF_A_DAY == 0)
    }
}

impl<T> Clone for FactSlot<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for FactSlot<T> {}

impl<T> FactSlot<T> {
    /// The fact's place, without its type.
    #[inline]
    #[must_use]
    pub fn fact(self) -> Slot {
        self.slot
    }
}

impl<T: CellValue> FactSlot<T> {
    pub(super) fn of(model: &JudgeModel, slot: Slot) -> Option<Self> {
        let field = model.fields().field(slot).filter(|field| field.carries_evidence())?;
        let (low, high) = T::range(&field.kind)?;
        let is_days_only = matches!(field.kind, FieldType::Date);
        Some(Self {
            slot,
            extent: Extent { low, span: high.wrapping_sub(low), is_days_only },
            is_plain: model.is_plain(slot),
            of: PhantomData,
        })
    }

    /// The word of a value; that of nothing where there is none or the field does not take it.
    #[inline]
    pub(super) fn word(self, value: Option<T>) -> u64 {
        // Whether a fact is known is anyone's guess, a processor's too: no branch hangs on it.
        let is_known = value.is_some();
        let value = value.unwrap_or(T::any());
        let word = value.word();
        let fits = T::fits(word, &self.extent) & value.belongs_to(self.slot);
        select_unpredictable(is_known & fits, word, UNSET)
    }

    /// Whether the field has a value with this word.
    #[inline]
    pub(super) fn takes(self, word: u64) -> bool {
        T::fits(word, &self.extent)
    }

    /// Whether nothing has to be done besides putting its word into the row.
    #[inline]
    pub(super) fn is_plain(self) -> bool {
        self.is_plain
    }
}

/// One value of a choice, found once by [`Judge::choice`](super::Judge::choice).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    pub(super) of: Slot,
    pub(super) word: u64,
}

/// A type whose values are put into a row as they are: `bool`, `i64`, `f64`, [`Timestamp`] (a day is
/// its midnight, UTC), [`Duration`] and [`Choice`].
pub trait CellValue: Copy + sealed::Word {}

impl<T: Copy + sealed::Word> CellValue for T {}

pub(super) mod sealed {
    use super::{
        Choice, Duration, Extent, FieldType, Slot, Timestamp, Value, cell, choice_value,
        number_range, whole_range,
    };

    /// How a value becomes a word.
    pub trait Word: Sized {
        /// A value that stands in where there is none.
        fn any() -> Self;
        fn word(self) -> u64;
        /// The least and the greatest word that a field takes; `None` for a field of another type.
        fn range(kind: &FieldType) -> Option<(u64, u64)>;
        /// Whether its word is one that a field takes which takes such values at all.
        fn fits(word: u64, extent: &Extent) -> bool;
        fn value(self, kind: &FieldType) -> Value;
        /// Whether it may stand in this place at all.
        #[inline]
        fn belongs_to(&self, _: Slot) -> bool {
            true
        }
    }

    impl Word for bool {
        #[inline]
        fn any() -> Self {
            false
        }

        #[inline]
        fn word(self) -> u64 {
            cell::yes_or_no(self)
        }

        fn range(kind: &FieldType) -> Option<(u64, u64)> {
            let both = (cell::yes_or_no(false), cell::yes_or_no(true));
            matches!(kind, FieldType::Bool).then_some(both)
        }

        #[inline]
        fn fits(_: u64, _: &Extent) -> bool {
            true
        }

        fn value(self, _: &FieldType) -> Value {
            Value::Bool(self)
        }
    }

    impl Word for i64 {
        #[inline]
        fn any() -> Self {
            0
        }

        #[inline]
        fn word(self) -> u64 {
            cell::whole(self)
        }

        fn range(kind: &FieldType) -> Option<(u64, u64)> {
            whole_range(kind)
        }

        #[inline]
        fn fits(word: u64, extent: &Extent) -> bool {
            extent.has(word)
        }

        fn value(self, _: &FieldType) -> Value {
            Value::Int(self)
        }
    }

    impl Word for f64 {
        #[inline]
        fn any() -> Self {
            0.0
        }

        #[inline]
        fn word(self) -> u64 {
            cell::number_cell(self)
        }

        fn range(kind: &FieldType) -> Option<(u64, u64)> {
            number_range(kind)
        }

        #[inline]
        fn fits(word: u64, extent: &Extent) -> bool {
            extent.has(word)
        }

        fn value(self, _: &FieldType) -> Value {
            Value::Double(self)
        }
    }

    impl Word for Timestamp {
        #[inline]
        fn any() -> Self {
            Self::MIN
        }

        #[inline]
        fn word(self) -> u64 {
            cell::moment(self)
        }

        fn range(kind: &FieldType) -> Option<(u64, u64)> {
            let (first, last) = (cell::moment(Self::MIN), cell::moment(Self::MAX));
            matches!(kind, FieldType::Date | FieldType::DateTime).then_some((first, last))
        }

        #[inline]
        fn fits(word: u64, extent: &Extent) -> bool {
            extent.has_moment(word)
        }

        fn value(self, _: &FieldType) -> Value {
            Value::Timestamp(self)
        }
    }

    impl Word for Duration {
        #[inline]
        fn any() -> Self {
            Self::default()
        }

        #[inline]
        fn word(self) -> u64 {
            cell::length_cell(self)
        }

        fn range(kind: &FieldType) -> Option<(u64, u64)> {
            let (least, most) = (i64::MIN + 1, i64::MAX);
            let any = (least.cast_unsigned(), most.cast_unsigned());
            matches!(kind, FieldType::Duration).then_some(any)
        }

        #[inline]
        fn fits(_: u64, _: &Extent) -> bool {
            true
        }

        fn value(self, _: &FieldType) -> Value {
            Value::Duration(self)
        }
    }

    impl Word for Choice {
        #[inline]
        fn any() -> Self {
            Self { of: Slot(u32::MAX), word: 0 }
        }

        #[inline]
        fn word(self) -> u64 {
            self.word
        }

        fn range(kind: &FieldType) -> Option<(u64, u64)> {
            let any = (0, cell::UNSET - 1);
            matches!(kind, FieldType::Choice(_)).then_some(any)
        }

        #[inline]
        fn fits(_: u64, _: &Extent) -> bool {
            true
        }

        fn value(self, kind: &FieldType) -> Value {
            choice_value(kind, self.word)
        }

        #[inline]
        fn belongs_to(&self, slot: Slot) -> bool {
            self.of == slot
        }
    }
}

fn whole_range(kind: &FieldType) -> Option<(u64, u64)> {
    match kind {
        FieldType::Integer { min, max } => {
            let (min, max) = (min.unwrap_or(i64::MIN), max.unwrap_or(i64::MAX));
            Some((cell::whole(min), cell::whole(max)))
        }
        _ => None,
    }
}

fn number_range(kind: &FieldType) -> Option<(u64, u64)> {
    let between = |min: f64, max: f64| Some((cell::number_cell(min), cell::number_cell(max)));
    match kind {
        FieldType::Number { min, max } => between(min.unwrap_or(f64::MIN), max.unwrap_or(f64::MAX)),
        FieldType::Money => between(0.0, f64::MAX),
        FieldType::Percent => between(0.0, 100.0),
        _ => None,
    }
}

/// The value that a word of a fact stands for; `None` where it is unset, and for facts whose words do
/// not say their values.
pub(super) fn value_of(kind: &FieldType, word: u64) -> Option<Value> {
    match kind {
        _ if word == UNSET => None,
        FieldType::Bool => Some(Value::Bool(word == cell::yes_or_no(true))),
        FieldType::Choice(_) => Some(choice_value(kind, word)),
        _ => cell::CellKind::of(kind).value(word),
    }
}

/// The value that a word of a choice stands for. The word of one that has too many values for a bit
/// each is the place of the value.
fn choice_value(kind: &FieldType, word: u64) -> Value {
    let FieldType::Choice(values) = kind else { return Value::Null };
    let place = cell::place_of_choice(values, word);
    values.get(place).map_or(Value::Null, |value| Value::String(value.clone()))
}
