//! Floor 1: conditions, from text to a three-valued answer.

pub(crate) mod atoms;
mod base64;
mod budget;
pub mod case;
mod check;
pub mod condition;
mod eval;
pub mod explain;
mod fault;
mod functions;
mod informal;
pub mod json;
mod lex;
pub mod limits;
mod literal;
mod member;
mod mistake;
pub mod names;
mod operator;
mod parse;
pub(crate) mod pattern;
mod primary;
mod print;
pub mod problem;
pub(crate) mod program;
mod quotes;
mod recover;
pub mod sentence;
mod slips;
pub mod syntax;
mod token;
pub mod untyped;
pub mod value;
mod words;

pub use condition::{Condition, Truth};
pub(crate) use explain::Grounds;
pub use explain::{Explanation, Part, Reading};
pub use mistake::{Mistake, TextFix};
pub use names::{
    Declaration, Domain, Facts, Names, RecordType, Slot, Trust, TrustAll, Type, ValueNames,
};
pub use parse::{MAX_DEPTH, MAX_ELEMENTS, MAX_LENGTH, parse};
pub use problem::{Problem, ProblemKind};
pub use syntax::Expr;
pub use value::{Key, Map, Record, Value};
