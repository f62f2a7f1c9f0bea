//! Floor 0: text, places in it, what can be wrong with it. Knows neither sales, TOML nor conditions.

pub(crate) mod code;
pub(crate) mod diagnostic;
pub(crate) mod id;
pub(crate) mod language;
pub(crate) mod length;
pub(crate) mod line;
pub(crate) mod markdown;
pub(crate) mod mend;
pub(crate) mod names;
pub(crate) mod nearest;
pub(crate) mod sink;
pub(crate) mod source;
pub(crate) mod time;
