//! What single cells of columns hold.

mod moments;
mod numbers;
mod raw;
mod texts;
mod typed;
mod types;

pub(crate) use moments::moment_at;
pub(crate) use raw::raw;
pub(crate) use texts::{Texts, text_at};
pub(crate) use typed::{Cell, cells};
pub(crate) use types::{fits, is_moment, is_name, is_text, needed};
