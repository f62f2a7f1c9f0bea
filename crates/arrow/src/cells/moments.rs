//! Columns of days, moments and lengths of time, in whichever unit.

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, DurationMicrosecondType, DurationMillisecondType,
    DurationNanosecondType, DurationSecondType, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType,
};
use arrow_schema::{DataType, TimeUnit};
use dealgraph::{Duration, RawValue, Timestamp};

/// A count of units of time, and how many nanoseconds one has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Count {
    number: i64,
    unit: i64,
}

const MILLISECOND: i64 = 1_000_000;
const SECOND: i64 = 1_000 * MILLISECOND;
const DAY: i64 = 86_400 * SECOND;

impl Count {
    /// What one cell counts.
    pub(super) fn at(column: &dyn Array, row: usize) -> Option<Self> {
        fn of<T>(column: &dyn Array, row: usize) -> Option<i64>
        where
            T: ArrowPrimitiveType,
            i64: From<T::Native>,
        {
            let counts = column.as_primitive_opt::<T>()?;
            counts.is_valid(row).then(|| counts.value(row).into())
        }
        let (unit, number) = match column.data_type() {
            DataType::Date32 => (DAY, of::<Date32Type>(column, row)),
            DataType::Date64 => (MILLISECOND, of::<Date64Type>(column, row)),
            DataType::Timestamp(unit, _) => match unit {
                TimeUnit::Second => (SECOND, of::<TimestampSecondType>(column, row)),
                TimeUnit::Millisecond => (MILLISECOND, of::<TimestampMillisecondType>(column, row)),
                TimeUnit::Microsecond => (1_000, of::<TimestampMicrosecondType>(column, row)),
                TimeUnit::Nanosecond => (1, of::<TimestampNanosecondType>(column, row)),
            },
            DataType::Duration(unit) => match unit {
                TimeUnit::Second => (SECOND, of::<DurationSecondType>(column, row)),
                TimeUnit::Millisecond => (MILLISECOND, of::<DurationMillisecondType>(column, row)),
                TimeUnit::Microsecond => (1_000, of::<DurationMicrosecondType>(column, row)),
                TimeUnit::Nanosecond => (1, of::<DurationNanosecondType>(column, row)),
            },
            _ => return None,
        };
        Some(Self { number: number?, unit })
    }

    fn nanoseconds(self) -> i128 {
        i128::from(self.number) * i128::from(self.unit)
    }

    /// The moment so long after the first one of 1970, UTC.
    pub(super) fn moment(self) -> Option<Timestamp> {
        match self.number.checked_mul(self.unit / SECOND) {
            Some(seconds) if self.unit >= SECOND => Timestamp::from_unix_seconds(seconds),
            _ => Timestamp::from_unix_nanoseconds(self.nanoseconds()),
        }
    }

    pub(super) fn length(self) -> Option<Duration> {
        Duration::from_nanoseconds(self.nanoseconds()).ok()
    }

    /// What it is as JSON has it where it is no moment and no length.
    pub(super) fn raw(self) -> RawValue {
        RawValue::Integer(self.number)
    }
}

/// The moment that a text says: a day is its midnight, UTC.
pub(super) fn moment_in(text: &str) -> Option<Timestamp> {
    Timestamp::parse(text).or_else(|_| Timestamp::parse_date(text)).ok()
}

/// The moment of one cell; what is there instead where it is none.
pub(crate) fn moment_at(column: &dyn Array, row: usize) -> Option<Result<Timestamp, RawValue>> {
    if let Some(count) = Count::at(column, row) {
        return Some(count.moment().ok_or_else(|| count.raw()));
    }
    let text = super::text_at(column, row).map(str::trim).filter(|text| !text.is_empty())?;
    Some(moment_in(text).ok_or_else(|| RawValue::Text(text.to_owned())))
}
