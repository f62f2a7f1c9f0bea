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

impl Symbol {
    /// The symbol that a text begins with, the longest there is, and its length.
    pub(super) fn beginning(text: &str) -> Option<(Self, usize)> {
        Some(match text.as_bytes() {
            [b'&', b'&', ..] => (Self::And, 2),
            [b'|', b'|', ..] => (Self::Or, 2),
            [b'=', b'=', ..] => (Self::Operator(Operator::Equal), 2),
            [b'!', b'=', ..] => (Self::Operator(Operator::NotEqual), 2),
            [b'<', b'=', ..] => (Self::Operator(Operator::LessEqual), 2),
            [b'>', b'=', ..] => (Self::Operator(Operator::GreaterEqual), 2),
            [b'<', ..] => (Self::Operator(Operator::Less), 1),
            [b'>', ..] => (Self::Operator(Operator::Greater), 1),
            [b'+', ..] => (Self::Operator(Operator::Add), 1),
            [b'-', ..] => (Self::Operator(Operator::Subtract), 1),
            [b'*', ..] => (Self::Operator(Operator::Multiply), 1),
            [b'/', ..] => (Self::Operator(Operator::Divide), 1),
            [b'%', ..] => (Self::Operator(Operator::Remainder), 1),
            [b'!', ..] => (Self::Not, 1),
            [b'?', ..] => (Self::Question, 1),
            [b':', ..] => (Self::Colon, 1),
            [b'.', ..] => (Self::Dot, 1),
            [b',', ..] => (Self::Comma, 1),
            [b'(', ..] => (Self::Open(Bracket::Round), 1),
            [b')', ..] => (Self::Close(Bracket::Round), 1),
            [b'[', ..] => (Self::Open(Bracket::Square), 1),
            [b']', ..] => (Self::Close(Bracket::Square), 1),
            [b'{', ..] => (Self::Open(Bracket::Curly), 1),
            [b'}', ..] => (Self::Close(Bracket::Curly), 1),
            _ => return None,
        })
    }
}

/// At most the first 30 characters of a text, for messages.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(30) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}
