//! Columns of texts, however they are encoded.

use arrow_array::cast::AsArray;
use arrow_array::{Array, LargeStringArray, StringArray, StringViewArray};
use arrow_schema::DataType;

use super::numbers::whole_at;

/// A column of texts.
#[derive(Debug)]
pub(crate) enum Texts<'a> {
    Small(&'a StringArray),
    Large(&'a LargeStringArray),
    Views(&'a StringViewArray),
    /// For each row the place of its text.
    Coded(Vec<Option<usize>>, Box<Self>),
}

impl<'a> Texts<'a> {
    /// `None` where the cells are no texts.
    pub(crate) fn new(column: &'a dyn Array) -> Option<Self> {
        match column.data_type() {
            DataType::Utf8 => column.as_string_opt().map(Self::Small),
            DataType::LargeUtf8 => column.as_string_opt().map(Self::Large),
            DataType::Utf8View => column.as_string_view_opt().map(Self::Views),
            DataType::Dictionary(..) => {
                let coded = column.as_any_dictionary_opt()?;
                let keys = coded.keys();
                let places = (0..keys.len()).map(|row| usize::try_from(whole_at(keys, row)?).ok());
                let values = coded.values().as_ref();
                Some(Self::Coded(places.collect(), Box::new(Self::new(values)?)))
            }
            _ => None,
        }
    }

    pub(crate) fn get(&self, row: usize) -> Option<&str> {
        match self {
            Self::Small(texts) => texts.is_valid(row).then(|| texts.value(row)),
            Self::Large(texts) => texts.is_valid(row).then(|| texts.value(row)),
            Self::Views(texts) => texts.is_valid(row).then(|| texts.value(row)),
            Self::Coded(places, texts) => texts.get((*places.get(row)?)?),
        }
    }

    /// What each text stands for; of a dictionary each text is looked at once.
    pub(crate) fn map<T: Copy>(&self, each: &impl Fn(Option<&str>) -> T) -> Vec<T> {
        match self {
            Self::Coded(places, texts) => {
                let values = texts.map(each);
                let unset = each(None);
                let at = |place: &Option<usize>| place.and_then(|place| values.get(place).copied());
                places.iter().map(|place| at(place).unwrap_or(unset)).collect()
            }
            _ => (0..self.len()).map(|row| each(self.get(row))).collect(),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Small(texts) => texts.len(),
            Self::Large(texts) => texts.len(),
            Self::Views(texts) => texts.len(),
            Self::Coded(places, _) => places.len(),
        }
    }
}

/// The text of one cell.
pub(crate) fn text_at(column: &dyn Array, row: usize) -> Option<&str> {
    if column.is_null(row) {
        return None;
    }
    match column.data_type() {
        DataType::Utf8 => column.as_string_opt::<i32>().map(|texts| texts.value(row)),
        DataType::LargeUtf8 => column.as_string_opt::<i64>().map(|texts| texts.value(row)),
        DataType::Utf8View => column.as_string_view_opt().map(|texts| texts.value(row)),
        DataType::Dictionary(..) => {
            let coded = column.as_any_dictionary_opt()?;
            let place = usize::try_from(whole_at(coded.keys(), row)?).ok()?;
            text_at(coded.values().as_ref(), place)
        }
        _ => None,
    }
}
