//! Floor 1: conditions, from text to a three-valued answer.

mod base64;
mod budget;
pub mod case;
mod check;
pub mod condition;
pub mod explain;
mod eval;
mod fault;
mod functions;
pub mod json;
pub mod limits;
mod mistake;
pub mod names;
mod parse;
pub mod problem;
pub(crate) mod program;
pub mod sentence;
pub mod syntax;
pub mod untyped;
pub mod value;
