//! What the text of a condition is made of.

use std::sync::Arc;

use super::syntax::{Literal, Operator};
use crate::base::source::Span;

#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// A name or a reserved word.
    Name,
    /// What stood in backticks.
    Backticks(Arc<str>),
    /// A constant, whole but for the sign.
    Constant(Literal),
    /// An integer without its sign, on which it depends whether it fits.
    Integer(Option<u64>),
    /// A date without quotes, as RFC 3339.
    Date(Arc<str>),
    Symbol(Symbol),
    /// What could not be understood, and was reported.
    Faulty,
    End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Symbol {
    Operator(Operator),
    And,
    Or,
    Not,
    Question,
    Colon,
    Dot,
    Comma,
    Open(Bracket),
    Close(Bracket),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    Round,
    Square,
    Curly,
}

impl Bracket {
    pub(super) const fn open(self) -> &'static str {
        match self {
            Self::Round => "(",
            Self::Square => "[",
            Self::Curly => "{",
        }
    }

    pub(super) const fn close(self) -> &'static str {
        match self {
            Self::Round => ")",
            Self::Square => "]",
            Self::Curly => "}",
        }
    }
}

/// Every symbol, the longer before its beginnings.
pub(super) const SYMBOLS: [(&str, Symbol); 24] = [
    ("&&", Symbol::And),
    ("||", Symbol::Or),
    ("==", Symbol::Operator(Operator::Equal)),
    ("!=", Symbol::Operator(Operator::NotEqual)),
    ("<=", Symbol::Operator(Operator::LessEqual)),
    (">=", Symbol::Operator(Operator::GreaterEqual)),
    ("<", Symbol::Operator(Operator::Less)),
    (">", Symbol::Operator(Operator::Greater)),
    ("+", Symbol::Operator(Operator::Add)),
    ("-", Symbol::Operator(Operator::Subtract)),
    ("*", Symbol::Operator(Operator::Multiply)),
    ("/", Symbol::Operator(Operator::Divide)),
    ("%", Symbol::Operator(Operator::Remainder)),
    ("!", Symbol::Not),
    ("?", Symbol::Question),
    (":", Symbol::Colon),
    (".", Symbol::Dot),
    (",", Symbol::Comma),
    ("(", Symbol::Open(Bracket::Round)),
    (")", Symbol::Close(Bracket::Round)),
    ("[", Symbol::Open(Bracket::Square)),
    ("]", Symbol::Close(Bracket::Square)),
    ("{", Symbol::Open(Bracket::Curly)),
    ("}", Symbol::Close(Bracket::Curly)),
];

/// At most the first 30 characters of a text, for messages.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(30) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}
