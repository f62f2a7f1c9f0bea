//! Columns of ids, told by a dictionary.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, DictionaryArray, Int32Array, ListArray, StringArray};
use arrow_buffer::{NullBufferBuilder, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field};

/// The ids that a column is known to tell: one dictionary for all its batches.
#[derive(Debug)]
pub(crate) struct Ids {
    keys: HashMap<String, i32>,
    values: Vec<String>,
    column: ArrayRef,
}

impl Ids {
    pub(crate) fn new<'i>(ids: impl IntoIterator<Item = &'i str>) -> Self {
        let (mut keys, mut values) = (HashMap::new(), Vec::new());
        for id in ids {
            add(&mut keys, &mut values, id);
        }
        let column = Arc::new(StringArray::from(values.clone()));
        Self { keys, values, column }
    }

    /// The type of a column of single ids.
    pub(crate) fn one() -> DataType {
        DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
    }

    /// The type of a column of several ids.
    pub(crate) fn several() -> DataType {
        DataType::List(Arc::new(Self::item()))
    }

    fn item() -> Field {
        Field::new_list_field(Self::one(), false)
    }
}

fn add(keys: &mut HashMap<String, i32>, values: &mut Vec<String>, id: &str) -> i32 {
    if let Some(key) = keys.get(id) {
        return *key;
    }
    let key = i32::try_from(values.len()).unwrap_or(i32::MAX);
    keys.insert(id.to_owned(), key);
    values.push(id.to_owned());
    key
}

/// The keys of one batch's ids, and those ids that nobody knew of.
#[derive(Debug)]
pub(crate) struct Keys<'i> {
    known: &'i Ids,
    more: HashMap<String, i32>,
    values: Vec<String>,
}

impl<'i> Keys<'i> {
    pub(crate) fn new(known: &'i Ids) -> Self {
        Self { known, more: HashMap::new(), values: Vec::new() }
    }

    pub(crate) fn key(&mut self, id: &str) -> i32 {
        match self.known.keys.get(id) {
            Some(key) => *key,
            None => {
                let first = i32::try_from(self.known.values.len()).unwrap_or(i32::MAX);
                first.saturating_add(add(&mut self.more, &mut self.values, id))
            }
        }
    }

    fn dictionary(self, keys: Int32Array) -> Result<DictionaryArray<Int32Type>, ArrowError> {
        let values = match self.values.is_empty() {
            true => self.known.column.clone(),
            false => {
                let all = self.known.values.iter().chain(&self.values);
                Arc::new(StringArray::from_iter_values(all))
            }
        };
        DictionaryArray::try_new(keys, values)
    }
}

/// A column with one id a row, or none.
#[derive(Debug)]
pub(crate) struct OneId<'i> {
    ids: Keys<'i>,
    keys: Vec<Option<i32>>,
}

impl<'i> OneId<'i> {
    pub(crate) fn new(known: &'i Ids) -> Self {
        Self { ids: Keys::new(known), keys: Vec::new() }
    }

    pub(crate) fn push(&mut self, id: Option<&str>) {
        let key = id.map(|id| self.ids.key(id));
        self.keys.push(key);
    }

    pub(crate) fn finish(self) -> Result<ArrayRef, ArrowError> {
        Ok(Arc::new(self.ids.dictionary(Int32Array::from(self.keys))?))
    }
}

/// A column with several ids a row.
#[derive(Debug)]
pub(crate) struct SeveralIds<'i> {
    ids: Keys<'i>,
    keys: Vec<i32>,
    lengths: Vec<usize>,
    rows: NullBufferBuilder,
    /// How many keys belong to rows that are finished.
    done: usize,
}

impl<'i> SeveralIds<'i> {
    pub(crate) fn new(known: &'i Ids) -> Self {
        let rows = NullBufferBuilder::new(0);
        Self { ids: Keys::new(known), keys: Vec::new(), lengths: Vec::new(), rows, done: 0 }
    }

    /// Another id of the row that is under way.
    pub(crate) fn push(&mut self, id: &str) {
        let key = self.ids.key(id);
        self.keys.push(key);
    }

    /// Finishes the row.
    pub(crate) fn row(&mut self) {
        self.lengths.push(self.keys.len() - self.done);
        self.rows.append_non_null();
        self.done = self.keys.len();
    }

    /// Leaves the row out, with whatever was in it.
    pub(crate) fn no_row(&mut self) {
        self.keys.truncate(self.done);
        self.lengths.push(0);
        self.rows.append_null();
    }

    pub(crate) fn finish(mut self) -> Result<ArrayRef, ArrowError> {
        let rows = self.rows.finish();
        let offsets = OffsetBuffer::from_lengths(self.lengths);
        let items = Arc::new(self.ids.dictionary(Int32Array::from(self.keys))?);
        Ok(Arc::new(ListArray::try_new(Arc::new(Ids::item()), offsets, items, rows)?))
    }
}
