//! Which types of columns a field may have.

use arrow_schema::{DataType, Fields};
use dealgraph::FieldType;

/// Whether a column of this type can hold values of a field.
pub(crate) fn fits(kind: &FieldType, column: &DataType) -> bool {
    if is_text(column) || *column == DataType::Null {
        return true;
    }
    match kind {
        FieldType::Bool => *column == DataType::Boolean,
        FieldType::Integer { .. }
        | FieldType::Number { .. }
        | FieldType::Money
        | FieldType::Percent => is_number(column),
        FieldType::Date | FieldType::DateTime => is_moment(column),
        FieldType::Duration => matches!(column, DataType::Duration(_)),
        FieldType::Choices(_) | FieldType::Texts => item(column).is_some_and(is_text),
        FieldType::Records(_) => match item(column) {
            Some(DataType::Struct(entries)) => entries_fit(kind, entries),
            _ => false,
        },
        _ => false,
    }
}

fn entries_fit(kind: &FieldType, entries: &Fields) -> bool {
    entries.iter().all(|entry| match sub_field(kind, entry.name()) {
        Some(kind) => fits(kind, entry.data_type()),
        None => match entry.name().as_str() {
            "evidence" | "by" | "note" => is_text(entry.data_type()),
            "at" => is_moment(entry.data_type()) || is_text(entry.data_type()),
            _ => true,
        },
    })
}

/// The type of an entry of a field's records.
pub(crate) fn sub_field<'k>(kind: &'k FieldType, name: &str) -> Option<&'k FieldType> {
    let FieldType::Records(fields) = kind else { return None };
    fields.iter().find(|field| &*field.name == name).map(|field| &field.kind)
}

/// What a column of a field needs, in words.
pub(crate) fn needed(kind: &FieldType) -> &'static str {
    match kind {
        FieldType::Bool => "booleans, or texts",
        FieldType::Integer { .. } => "whole numbers, or texts",
        FieldType::Number { .. } | FieldType::Money | FieldType::Percent => "numbers, or texts",
        FieldType::Date => "dates, or texts",
        FieldType::DateTime => "timestamps, or texts",
        FieldType::Duration => "durations, or texts",
        FieldType::Choices(_) | FieldType::Texts => "lists of texts, or texts",
        FieldType::Records(_) => "lists of structs, or texts with JSON",
        _ => "texts",
    }
}

/// Whether its cells are texts, plain or by a dictionary.
pub(crate) fn is_text(column: &DataType) -> bool {
    match column {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, values) => is_text(values),
        _ => false,
    }
}

/// Whether its cells can name something: texts and whole numbers.
pub(crate) fn is_name(column: &DataType) -> bool {
    is_text(column) || is_whole(column)
}

/// Whether its cells are whole numbers.
fn is_whole(column: &DataType) -> bool {
    use DataType::{Int8, Int16, Int32, Int64, UInt8, UInt16, UInt32, UInt64};
    matches!(column, Int8 | Int16 | Int32 | Int64 | UInt8 | UInt16 | UInt32 | UInt64)
}

fn is_number(column: &DataType) -> bool {
    use DataType::{Decimal32, Decimal64, Decimal128, Decimal256, Float16, Float32, Float64};
    let is_decimal =
        matches!(column, Decimal32(..) | Decimal64(..) | Decimal128(..) | Decimal256(..));
    is_whole(column) || is_decimal || matches!(column, Float16 | Float32 | Float64)
}

/// Whether its cells are days or moments.
pub(crate) fn is_moment(column: &DataType) -> bool {
    matches!(column, DataType::Date32 | DataType::Date64 | DataType::Timestamp(..))
}

fn item(column: &DataType) -> Option<&DataType> {
    match column {
        DataType::List(item) | DataType::LargeList(item) | DataType::FixedSizeList(item, _) => {
            Some(item.data_type())
        }
        _ => None,
    }
}
