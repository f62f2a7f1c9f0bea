//! Floor 1: conditions, from text to a three-valued answer.

pub mod syntax;
