//! Floor 1: conditions, from text to a three-valued answer.

pub mod condition;
pub mod names;
pub mod problem;
pub mod syntax;
pub mod value;
