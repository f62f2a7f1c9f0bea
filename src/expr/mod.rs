//! Floor 1: conditions, from text to a three-valued answer.

mod informal;
mod lex;
mod literal;
mod member;
mod mistake;
mod parse;
mod print;
mod recover;
pub mod syntax;
mod words;

pub use mistake::{Mistake, TextFix};
pub use parse::{MAX_DEPTH, MAX_ELEMENTS, MAX_LENGTH, parse};
pub use syntax::Expr;
