//! Columns of numbers, however wide.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type, DecimalType,
    Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type,
    UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, PrimitiveArray};
use arrow_schema::DataType;
use dealgraph::RawValue;

fn value_at<T: ArrowPrimitiveType>(column: &dyn Array, row: usize) -> Option<T::Native> {
    let numbers = column.as_primitive_opt::<T>()?;
    numbers.is_valid(row).then(|| numbers.value(row))
}

/// The whole number of one cell.
pub(super) fn whole_at(column: &dyn Array, row: usize) -> Option<i128> {
    match column.data_type() {
        DataType::Int8 => value_at::<Int8Type>(column, row).map(i128::from),
        DataType::Int16 => value_at::<Int16Type>(column, row).map(i128::from),
        DataType::Int32 => value_at::<Int32Type>(column, row).map(i128::from),
        DataType::Int64 => value_at::<Int64Type>(column, row).map(i128::from),
        DataType::UInt8 => value_at::<UInt8Type>(column, row).map(i128::from),
        DataType::UInt16 => value_at::<UInt16Type>(column, row).map(i128::from),
        DataType::UInt32 => value_at::<UInt32Type>(column, row).map(i128::from),
        DataType::UInt64 => value_at::<UInt64Type>(column, row).map(i128::from),
        _ => None,
    }
}

/// The number of one cell as JSON has it.
pub(super) fn number_at(column: &dyn Array, row: usize) -> Option<RawValue> {
    if let Some(whole) = whole_at(column, row) {
        return Some(of_whole(whole));
    }
    match column.data_type() {
        DataType::Float16 => {
            value_at::<Float16Type>(column, row).map(|number| RawValue::Number(number.to_f64()))
        }
        DataType::Float32 => {
            value_at::<Float32Type>(column, row).map(|number| RawValue::Number(number.into()))
        }
        DataType::Float64 => value_at::<Float64Type>(column, row).map(RawValue::Number),
        DataType::Decimal32(..) => decimal_at::<Decimal32Type>(column, row),
        DataType::Decimal64(..) => decimal_at::<Decimal64Type>(column, row),
        DataType::Decimal128(..) => decimal_at::<Decimal128Type>(column, row),
        DataType::Decimal256(..) => decimal_at::<Decimal256Type>(column, row),
        _ => None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "beyond 64 bits only a double can hold it")]
fn of_whole(number: i128) -> RawValue {
    i64::try_from(number).map_or(RawValue::Number(number as f64), RawValue::Integer)
}

fn decimal_at<T: DecimalType>(column: &dyn Array, row: usize) -> Option<RawValue>
where
    PrimitiveArray<T>: std::fmt::Debug,
{
    let decimals = column.as_primitive_opt::<T>()?;
    decimals.is_valid(row).then(|| number_in(&decimals.value_as_string(row)))
}

/// The number that a text is; the text itself where it is none.
pub(super) fn number_in(text: &str) -> RawValue {
    if let Ok(whole) = text.parse() {
        return RawValue::Integer(whole);
    }
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => RawValue::Number(number),
        _ => RawValue::Text(text.to_owned()),
    }
}
