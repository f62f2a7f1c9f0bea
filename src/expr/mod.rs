//! Floor 1: conditions, from text to a three-valued answer.

mod informal;
mod lex;
mod literal;
mod member;
mod mistake;
mod operator;
mod parse;
mod primary;
mod print;
mod quotes;
mod recover;
mod slips;
pub mod syntax;
mod token;
mod words;

pub use mistake::{Mistake, TextFix};
pub use parse::{MAX_DEPTH, MAX_ELEMENTS, MAX_LENGTH, parse};
pub use syntax::Expr;
