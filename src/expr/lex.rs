//! Text to tokens. What is written otherwise than conditions write it, but can be understood,
//! becomes the token that was meant, with a mistake.

use super::informal;
use super::literal::{self, Number};
use super::mistake::{Findings, Mistake};
use super::syntax::{Literal, Operator};
use super::token::{Bracket, Kind, Symbol, Token};
use crate::base::source::Span;

/// The tokens of a text; the last one, and only that, is its end.
pub(super) fn lex(text: &str, findings: &mut Findings) -> Vec<Token> {
    let mut lexer = Lexer {
        text,
        at: 0,
        tokens: Vec::with_capacity(1 + text.len() / 4),
        brackets: Vec::new(),
        findings,
    };
    while let Some(c) = lexer.rest().chars().next() {
        lexer.token(c);
    }
    lexer.push(Kind::End, 0);
    lexer.tokens
}

pub(super) struct Lexer<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) tokens: Vec<Token>,
    /// For each open bracket, whether commas in it stand between values.
    pub(super) brackets: Vec<bool>,
    pub(super) findings: &'a mut Findings,
}

impl<'a> Lexer<'a> {
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    pub(super) fn ahead(&self, length: usize) -> Span {
        Span::new(self.at, self.at + length)
    }

    pub(super) fn written(&self, length: usize) -> &'a str {
        self.rest().get(..length).unwrap_or("")
    }

    pub(super) fn push(&mut self, kind: Kind, length: usize) {
        self.tokens.push(Token { kind, span: self.ahead(length) });
        self.at += length;
    }

    pub(super) fn last_symbol(&self) -> Option<Symbol> {
        match self.tokens.last() {
            Some(Token { kind: Kind::Symbol(symbol), .. }) => Some(*symbol),
            _ => None,
        }
    }

    fn token(&mut self, c: char) {
        let rest = self.rest();
        match c {
            ' ' | '\t' | '\n' | '\r' | '\x0c' => self.at += 1,
            '0'..='9' => self.number(),
            '.' if rest.get(1..).is_some_and(|after| literal::digits(after) > 0) => self.number(),
            '/' if rest.starts_with("//") => self.at += rest.find('\n').unwrap_or(rest.len()),
            '"' | '\'' => self.quoted(""),
            '`' => self.backticks(),
            _ if is_word(c) => self.word(),
            _ => self.symbol(c),
        }
    }

    fn word(&mut self) {
        let rest = self.rest();
        let end = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        let word = self.written(end);
        let quote = rest.get(end..).is_some_and(|after| after.starts_with(['"', '\'']));
        if quote && ["r", "b", "br"].iter().any(|prefix| word.eq_ignore_ascii_case(prefix)) {
            return self.quoted(word);
        }
        if !word.is_ascii() {
            return self.foreign_name(word);
        }
        let kind = match word {
            "in" => Kind::Symbol(Symbol::Operator(Operator::In)),
            _ => self.constant(word).map_or(Kind::Name, Kind::Constant),
        };
        self.push(kind, end);
    }

    fn constant(&mut self, word: &str) -> Option<Literal> {
        let (right, constant) = match word {
            _ if word.eq_ignore_ascii_case("true") => ("true", Literal::Bool(true)),
            _ if word.eq_ignore_ascii_case("false") => ("false", Literal::Bool(false)),
            _ if word.eq_ignore_ascii_case("null") => ("null", Literal::Null),
            _ => return None,
        };
        if word != right {
            if self.last_symbol() == Some(Symbol::Dot) {
                return None;
            }
            let span = self.ahead(word.len());
            self.findings.report(
                Mistake::new(span, format!("expected `{right}`, found `{word}`"))
                    .help(format!("`{right}` is written in small letters"))
                    .fix(span, right),
            );
        }
        Some(constant)
    }

    fn foreign_name(&mut self, word: &str) {
        let span = self.ahead(word.len());
        self.findings.lose(
            Mistake::new(span, format!("`{word}` is neither a name nor a text"))
                .help("a name has the letters a to z, digits and `_`; a text stands in quotes"),
        );
        self.push(Kind::Faulty, word.len());
    }

    pub(super) fn number(&mut self) {
        let rest = self.rest();
        if let Some((length, instant)) = informal::date(rest) {
            return self.date(length, &instant);
        }
        let commas = !self.brackets.last().is_some_and(|separate| *separate);
        let (number, length) = match informal::number(rest, commas) {
            Some(informal) => {
                let span = self.ahead(informal.length);
                let (written, plain) = (self.written(informal.length), &informal.plain);
                self.findings.report(
                    Mistake::new(span, format!("expected a number, found `{written}`"))
                        .help(format!("{}: `{plain}`", informal.help))
                        .fix(span, plain.as_str()),
                );
                (literal::number(plain).0, informal.length)
            }
            None => literal::number(rest),
        };
        match letters_after(rest.get(length..).unwrap_or("")) {
            0 => self.whole_number(number, length),
            letters => self.unit(length, letters),
        }
    }

    fn whole_number(&mut self, number: Number, length: usize) {
        let kind = match number {
            Number::Int(value) => Kind::Integer(value),
            Number::Uint(Some(value)) => Kind::Constant(Literal::Uint(value)),
            Number::Double(Some(value)) => Kind::Constant(Literal::Double(value)),
            Number::Uint(None) | Number::Double(None) => {
                let written = self.written(length);
                let message = format!("the number `{written}` is too large");
                self.findings.lose(Mistake::new(self.ahead(length), message));
                Kind::Faulty
            }
        };
        self.push(kind, length);
        self.percent_sign();
        self.currency_code();
    }

    fn percent_sign(&mut self) {
        let Some(length) = informal::percent_sign(self.rest()) else { return };
        let span = self.ahead(length);
        let glued = self.rest().get(length..).is_some_and(|after| after.starts_with(is_word));
        let Some(number) = self.tokens.last_mut() else { return };
        number.span.end = span.end;
        let mut replacement = String::new();
        #[expect(clippy::cast_precision_loss, reason = "it is what the text with the fix gives")]
        if let Kind::Integer(Some(value)) = number.kind {
            number.kind = Kind::Constant(Literal::Double(value as f64));
            replacement.push_str(".0");
        }
        if glued {
            replacement.push(' ');
        }
        self.findings.report(
            Mistake::new(span, "a number has no percent sign")
                .help("a percentage is the plain number, from 0 to 100")
                .fix(span, replacement),
        );
        self.at += length;
    }

    fn unit(&mut self, length: usize, letters: usize) {
        let (number, span) = (self.written(length), self.ahead(length + letters));
        let written = self.written(length + letters);
        let unit = written.get(length..).unwrap_or("");
        let help = match unit {
            "d" | "h" | "m" | "s" | "w" | "ms" | "day" | "days" | "min" => {
                format!(
                    "a count of days is the plain number, `{number}`; a length of time is `duration('36h')`"
                )
            }
            _ => format!("write the plain number, such as `{number}`"),
        };
        let message = format!("expected a number, found `{written}`");
        self.findings.lose(Mistake::new(span, message).help(help));
        self.push(Kind::Faulty, length + letters);
    }

    fn date(&mut self, length: usize, instant: &str) {
        let span = self.ahead(length);
        let mistake =
            Mistake::new(span, format!("expected a timestamp, found `{}`", self.written(length)))
                .help(format!("a date is written `timestamp('{instant}')`"));
        if self.in_timestamp() {
            self.findings.report(mistake.fix(span, format!("'{instant}'")));
            self.push(Kind::Constant(Literal::String(instant.into())), length);
        } else {
            self.findings.report(mistake.fix(span, format!("timestamp('{instant}')")));
            self.push(Kind::Date(instant.into()), length);
        }
    }

    fn in_timestamp(&self) -> bool {
        let mut before = self.tokens.iter().rev();
        let open = before.next().map(|token| &token.kind);
        let name = before.next().and_then(|token| self.text.get(token.span.start..token.span.end));
        matches!(open, Some(Kind::Symbol(Symbol::Open(Bracket::Round))))
            && name == Some("timestamp")
    }
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Letters, digits and `_` right after a number, unless they are the word `in`.
fn letters_after(rest: &str) -> usize {
    let end = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
    if rest.get(..end) == Some("in") { 0 } else { end }
}
