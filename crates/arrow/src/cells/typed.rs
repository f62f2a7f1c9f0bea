//! A column as values of one type, made once for a batch.

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_schema::DataType;
use dealgraph::{Duration, FieldType, RawValue, Timestamp};

use super::moments::Count;
use super::raw::raw;

/// What a cell says of a field of one type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Cell<T> {
    /// Nothing.
    Unset,
    /// This.
    Set(T),
    /// Something that is no value of this type.
    Unusable,
}

/// A value of a type that facts have, from whatever a cell holds.
pub(crate) trait Typed: Copy + Sized {
    /// The cells of a column that holds this very type.
    fn quickly(column: &dyn Array) -> Option<Vec<Cell<Self>>>;
    /// What a cell means, by the slow reading.
    fn of(raw: &RawValue) -> Option<Self>;
}

/// What every cell of a column says.
pub(crate) fn cells<T: Typed>(kind: &FieldType, column: &dyn Array) -> Vec<Cell<T>> {
    T::quickly(column).unwrap_or_else(|| {
        let cell = |row| match raw(kind, column, row) {
            RawValue::Null => Cell::Unset,
            said => T::of(&said).map_or(Cell::Unusable, Cell::Set),
        };
        (0..column.len()).map(cell).collect()
    })
}

fn each<T>(column: &dyn Array, value: impl Fn(usize) -> Option<T>) -> Vec<Cell<T>> {
    let cell = |row| match column.is_null(row) {
        true => Cell::Unset,
        false => value(row).map_or(Cell::Unusable, Cell::Set),
    };
    (0..column.len()).map(cell).collect()
}

impl Typed for bool {
    fn quickly(column: &dyn Array) -> Option<Vec<Cell<Self>>> {
        let truths = column.as_boolean_opt()?;
        Some(each(column, |row| Some(truths.value(row))))
    }

    fn of(raw: &RawValue) -> Option<Self> {
        if let RawValue::Bool(truth) = raw { Some(*truth) } else { None }
    }
}

impl Typed for i64 {
    fn quickly(column: &dyn Array) -> Option<Vec<Cell<Self>>> {
        let numbers = column.as_primitive_opt::<Int64Type>()?;
        Some(each(column, |row| Some(numbers.value(row))))
    }

    fn of(raw: &RawValue) -> Option<Self> {
        /// Doubles hold whole numbers exactly up to here.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        match raw {
            RawValue::Integer(number) => Some(*number),
            #[expect(clippy::cast_possible_truncation, reason = "whole and within 53 bits")]
            RawValue::Number(number) => {
                (number.fract() == 0.0 && number.abs() <= EXACT).then_some(*number as Self)
            }
            _ => None,
        }
    }
}

impl Typed for f64 {
    fn quickly(column: &dyn Array) -> Option<Vec<Cell<Self>>> {
        let numbers = column.as_primitive_opt::<Float64Type>()?;
        Some(each(column, |row| Some(numbers.value(row)).filter(|number| number.is_finite())))
    }

    fn of(raw: &RawValue) -> Option<Self> {
        match raw {
            #[expect(clippy::cast_precision_loss, reason = "rounded beyond 53 bits, as in JSON")]
            RawValue::Integer(number) => Some(*number as Self),
            RawValue::Number(number) => Some(*number).filter(|number| number.is_finite()),
            _ => None,
        }
    }
}

impl Typed for Timestamp {
    fn quickly(column: &dyn Array) -> Option<Vec<Cell<Self>>> {
        use DataType::{Date32, Date64, Timestamp};
        matches!(column.data_type(), Date32 | Date64 | Timestamp(..))
            .then(|| each(column, |row| Count::at(column, row)?.moment()))
    }

    fn of(raw: &RawValue) -> Option<Self> {
        if let RawValue::Text(text) = raw { super::moments::moment_in(text) } else { None }
    }
}

impl Typed for Duration {
    fn quickly(column: &dyn Array) -> Option<Vec<Cell<Self>>> {
        matches!(column.data_type(), DataType::Duration(_))
            .then(|| each(column, |row| Count::at(column, row)?.length()))
    }

    fn of(raw: &RawValue) -> Option<Self> {
        if let RawValue::Text(text) = raw { Self::parse(text).ok() } else { None }
    }
}
