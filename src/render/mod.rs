//! Floor 8: results become text.
