//! What a cell of results is as text.

use std::borrow::Cow;

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::Float64Type;
use arrow_schema::DataType;
use serde_json::Value as Json;

use crate::cells::text_at;

/// What stands between the items of a list.
const BETWEEN_ITEMS: &str = ";";

/// A cell as JSON.
pub(super) fn json(column: &dyn Array, row: usize) -> Json {
    if column.is_null(row) {
        return Json::Null;
    }
    match column.data_type() {
        DataType::Boolean => column.as_boolean_opt().map(|truths| truths.value(row).into()),
        DataType::Float64 => {
            column.as_primitive_opt::<Float64Type>().map(|numbers| numbers.value(row).into())
        }
        DataType::List(_) => items(column, row).map(|items| texts(&items).collect()),
        _ => text_at(column, row).map(Json::from),
    }
    .unwrap_or(Json::Null)
}

/// A cell in CSV; empty where nothing is said.
pub(super) fn csv(column: &dyn Array, row: usize) -> Cow<'_, str> {
    if let Some(text) = text_at(column, row) {
        return Cow::Borrowed(text);
    }
    if let Some(items) = items(column, row) {
        return Cow::Owned(texts(&items).collect::<Vec<&str>>().join(BETWEEN_ITEMS));
    }
    match json(column, row) {
        Json::Null => Cow::Borrowed(""),
        other => Cow::Owned(other.to_string()),
    }
}

fn items(column: &dyn Array, row: usize) -> Option<arrow_array::ArrayRef> {
    column.as_list_opt::<i32>().filter(|lists| lists.is_valid(row)).map(|lists| lists.value(row))
}

fn texts(items: &dyn Array) -> impl Iterator<Item = &str> {
    (0..items.len()).filter_map(|place| text_at(items, place))
}
