//! Text to tokens. What is written otherwise than conditions write it, but can be understood,
//! becomes the token that was meant, with a mistake.

use std::sync::Arc;

use super::informal;
use super::literal::{self, Number};
use super::mistake::{Findings, Mistake};
use super::print;
use super::syntax::{Literal, Operator};
use crate::base::source::Span;

#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

#[derive(Debug, Clone)]
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
const SYMBOLS: [(&str, Symbol); 24] = [
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

/// What people write for a symbol, and the symbol; the longer before its beginnings, and before
/// any symbol that begins it.
const SLIPS: [(&str, &str); 30] = [
    ("===", "=="),
    ("!==", "!="),
    ("<>", "!="),
    ("=>", ">="),
    ("=<", "<="),
    ("=", "=="),
    ("&", "&&"),
    ("|", "||"),
    ("≥", ">="),
    ("⩾", ">="),
    ("≤", "<="),
    ("⩽", "<="),
    ("≠", "!="),
    ("¬", "!"),
    ("∧", "&&"),
    ("∨", "||"),
    ("−", "-"),
    ("–", "-"),
    ("×", "*"),
    ("÷", "/"),
    ("（", "("),
    ("）", ")"),
    ("，", ","),
    ("：", ":"),
    ("？", "?"),
    ("！", "!"),
    ("＝", "=="),
    ("＞", ">"),
    ("＜", "<"),
    ("。", "."),
];

/// Quotes of typeset text, each with those that may end what it opens.
const SMART_QUOTES: [(char, &[char]); 10] = [
    ('“', &['”', '“', '"']),
    ('”', &['”', '"']),
    ('„', &['“', '”', '"']),
    ('‘', &['’', '‘', '\'']),
    ('’', &['’', '\'']),
    ('‚', &['‘', '’', '\'']),
    ('«', &['»', '"']),
    ('»', &['«', '"']),
    ('「', &['」']),
    ('『', &['』']),
];

const CURRENCY: [char; 7] = ['$', '€', '£', '¥', '￥', '₹', '₩'];

/// The tokens of a text; the last one, and only that, is its end.
pub(super) fn lex(text: &str, findings: &mut Findings) -> Vec<Token> {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new(), brackets: Vec::new(), findings };
    while let Some(c) = lexer.rest().chars().next() {
        lexer.token(c);
    }
    lexer.push(Kind::End, 0);
    lexer.tokens
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
    /// For each open bracket, whether commas in it stand between values.
    brackets: Vec<bool>,
    findings: &'a mut Findings,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn ahead(&self, length: usize) -> Span {
        Span::new(self.at, self.at + length)
    }

    fn written(&self, length: usize) -> &'a str {
        self.rest().get(..length).unwrap_or("")
    }

    fn push(&mut self, kind: Kind, length: usize) {
        self.tokens.push(Token { kind, span: self.ahead(length) });
        self.at += length;
    }

    fn last_symbol(&self) -> Option<Symbol> {
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
            _ if c == '_' || c.is_alphabetic() => self.word(),
            _ => self.symbol(c),
        }
    }

    fn word(&mut self) {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let word = self.written(end);
        let quote = rest.get(end..).is_some_and(|after| after.starts_with(['"', '\'']));
        if quote && matches!(word.to_ascii_lowercase().as_str(), "r" | "b" | "br") {
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
        let (right, constant) = match word.to_ascii_lowercase().as_str() {
            "true" => ("true", Literal::Bool(true)),
            "false" => ("false", Literal::Bool(false)),
            "null" => ("null", Literal::Null),
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

    fn number(&mut self) {
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
    }

    fn percent_sign(&mut self) {
        let Some(length) = informal::percent_sign(self.rest()) else { return };
        let Some(number) = self.tokens.last_mut() else { return };
        let mut decimals = "";
        #[expect(clippy::cast_precision_loss, reason = "it is what the text with the fix gives")]
        if let Kind::Integer(Some(value)) = number.kind {
            number.kind = Kind::Constant(Literal::Double(value as f64));
            decimals = ".0";
        }
        let span = self.ahead(length);
        self.findings.report(
            Mistake::new(span, "a number has no percent sign")
                .help("a percentage is the plain number, from 0 to 100")
                .fix(span, decimals),
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

    fn quoted(&mut self, prefix: &str) {
        let inside = self.rest().get(prefix.len()..).unwrap_or("");
        let delimiter = ["\"\"\"", "'''", "\"", "'"]
            .into_iter()
            .find(|delimiter| inside.starts_with(delimiter))
            .unwrap_or("'");
        let body = inside.get(delimiter.len()..).unwrap_or("");
        let raw = prefix.contains(['r', 'R']);
        let start = prefix.len() + delimiter.len();
        match closing(body, delimiter, raw) {
            Some(length) => {
                let body = body.get(..length).unwrap_or("");
                let literal = self.literal(body, prefix, self.at + start);
                self.push(Kind::Constant(literal), start + length + delimiter.len());
            }
            None => self.unclosed(prefix, delimiter, body),
        }
    }

    fn literal(&mut self, body: &str, prefix: &str, at: usize) -> Literal {
        let raw = prefix.contains(['r', 'R']);
        match (prefix.contains(['b', 'B']), raw) {
            (false, true) => Literal::String(body.into()),
            (false, false) => Literal::String(literal::text(body, at, self.findings).into()),
            (true, true) => Literal::Bytes(body.as_bytes().into()),
            (true, false) => Literal::Bytes(literal::bytes(body, at, self.findings).into()),
        }
    }

    fn unclosed(&mut self, prefix: &str, delimiter: &str, body: &str) {
        let line = match delimiter.len() {
            1 => body.split(['\n', '\r']).next().unwrap_or(""),
            _ => body,
        };
        let start = prefix.len() + delimiter.len();
        let open = self.ahead(start);
        let mistake = Mistake::new(open, "this quote is never closed")
            .help(format!("put `{delimiter}` where the text ends"));
        let smart = line.char_indices().find(|(_, c)| is_smart_end(*c, delimiter));
        if let Some((length, quote)) = smart {
            let end = self.at + start + length;
            let span = Span::new(end, end + quote.len_utf8());
            self.findings.report(mistake.fix(span, delimiter));
            let body = line.get(..length).unwrap_or("");
            let literal = self.literal(body, prefix, self.at + start);
            return self.push(Kind::Constant(literal), start + length + quote.len_utf8());
        }
        let text = line.trim_end();
        if text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ')) {
            let end = self.at + start + text.len();
            self.findings.report(mistake.fix(Span::new(end, end), delimiter));
            let literal = self.literal(text, prefix, self.at + start);
            self.push(Kind::Constant(literal), start + text.len());
        } else {
            self.findings.lose(mistake);
            self.push(Kind::Faulty, start + line.len());
        }
    }

    fn backticks(&mut self) {
        let inside = self.rest().get(1..).unwrap_or("");
        let line = inside.split(['\n', '\r']).next().unwrap_or("");
        let Some(length) = line.find('`') else {
            let mistake = Mistake::new(self.ahead(1), "this backtick is never closed");
            self.findings.lose(mistake.help("a text stands in `'`"));
            return self.push(Kind::Faulty, 1 + line.len());
        };
        let name = line.get(..length).unwrap_or("");
        self.push(Kind::Backticks(name.into()), length + 2);
    }

    fn smart_quoted(&mut self, open: char, ends: &[char]) {
        let start = open.len_utf8();
        let inside = self.rest().get(start..).unwrap_or("");
        let line = inside.split(['\n', '\r']).next().unwrap_or("");
        let Some((length, end)) = line.char_indices().find(|(_, c)| ends.contains(c)) else {
            let mistake = Mistake::new(self.ahead(start), "this quote is never closed");
            self.findings.lose(mistake.help("a text stands in straight quotes: `'…'`"));
            return self.push(Kind::Faulty, start + line.len());
        };
        let body = line.get(..length).unwrap_or("");
        let all = start + length + end.len_utf8();
        let span = self.ahead(all);
        let straight = print::quoted(body);
        self.findings.report(
            Mistake::new(span, format!("expected straight quotes, found `{open}` and `{end}`"))
                .help("a text stands in `'` or `\"`")
                .fix(span, straight),
        );
        self.push(Kind::Constant(Literal::String(body.into())), all);
    }

    fn symbol(&mut self, c: char) {
        let rest = self.rest();
        let slip = SLIPS.iter().find(|(written, _)| rest.starts_with(written));
        let exact = SYMBOLS.iter().find(|(written, _)| rest.starts_with(written));
        match (slip, exact) {
            (Some((written, right)), exact)
                if exact.is_none_or(|(exact, _)| exact.len() < written.len()) =>
            {
                self.slip(written, right);
            }
            (_, Some((written, symbol))) => self.exact(*symbol, written.len()),
            _ => self.stranger(c),
        }
    }

    fn exact(&mut self, symbol: Symbol, length: usize) {
        match symbol {
            Symbol::Open(bracket) => {
                let called = matches!(self.tokens.last(), Some(Token { kind: Kind::Name, .. }));
                self.brackets.push(called || bracket != Bracket::Round);
            }
            Symbol::Close(_) => {
                self.brackets.pop();
            }
            _ => {}
        }
        self.push(Kind::Symbol(symbol), length);
    }

    fn slip(&mut self, written: &str, right: &str) {
        let Some((_, symbol)) = SYMBOLS.iter().find(|(exact, _)| *exact == right) else { return };
        let span = self.ahead(written.len());
        self.findings.report(
            Mistake::new(span, format!("expected `{right}`, found `{written}`"))
                .help(format!("{} is written `{right}`", meaning(*symbol)))
                .fix(span, right),
        );
        self.exact(*symbol, written.len());
    }

    fn stranger(&mut self, c: char) {
        if let Some((open, ends)) = SMART_QUOTES.iter().find(|(open, _)| *open == c) {
            return self.smart_quoted(*open, ends);
        }
        if CURRENCY.contains(&c) && self.beside_a_number(c) {
            return self.currency_sign(c);
        }
        let length = c.len_utf8();
        if c.is_whitespace() {
            return self.odd_space(length);
        }
        let run: usize =
            self.rest().chars().take_while(|next| is_strange(*next)).map(char::len_utf8).sum();
        let length = run.max(length);
        let written = self.written(length);
        let message = format!("`{}` has no meaning here", shortened(written));
        let span = self.ahead(length);
        self.findings.lose(match written {
            ";" => Mistake::new(span, message).help("a condition ends without a sign"),
            _ => Mistake::new(span, message).help("a text stands in quotes: `'…'`"),
        });
        self.push(Kind::Faulty, length);
    }

    fn odd_space(&mut self, length: usize) {
        let span = self.ahead(length);
        self.findings.report(
            Mistake::new(span, "expected a plain space, found another kind of space")
                .help("it probably came along with text that was pasted")
                .fix(span, " "),
        );
        self.at += length;
    }

    fn beside_a_number(&self, c: char) -> bool {
        let after = self.rest().strip_prefix(c).unwrap_or("").trim_start_matches(' ');
        let before = match self.tokens.last().map(|token| &token.kind) {
            Some(Kind::Integer(_)) => true,
            Some(Kind::Constant(literal)) => matches!(literal, Literal::Double(_)),
            _ => false,
        };
        before || literal::digits(after) > 0
    }

    fn currency_sign(&mut self, c: char) {
        let after = self.rest().strip_prefix(c).unwrap_or("");
        let spaces = after.len() - after.trim_start_matches(' ').len();
        let before = match literal::digits(after.trim_start_matches(' ')) {
            0 => self.at - self.tokens.last().map_or(self.at, |token| token.span.end),
            _ => 0,
        };
        let end = self.at + c.len_utf8() + if before > 0 { 0 } else { spaces };
        self.findings.report(
            Mistake::new(self.ahead(c.len_utf8()), format!("expected a plain number, found `{c}`"))
                .help("an amount is written without its currency")
                .fix(Span::new(self.at - before, end), ""),
        );
        self.at += c.len_utf8();
    }
}

fn meaning(symbol: Symbol) -> &'static str {
    match symbol {
        Symbol::Operator(Operator::Equal) => "the question whether two values are equal",
        Symbol::Operator(Operator::NotEqual) => "the question whether two values differ",
        Symbol::Operator(Operator::GreaterEqual) => "\"at least\"",
        Symbol::Operator(Operator::LessEqual) => "\"at most\"",
        Symbol::And => "\"and\"",
        Symbol::Or => "\"or\"",
        Symbol::Not => "\"not\"",
        _ => "this sign",
    }
}

/// Letters, digits and `_` right after a number, unless they are the word `in`.
fn letters_after(rest: &str) -> usize {
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    if rest.get(..end) == Some("in") { 0 } else { end }
}

/// Where what is quoted ends: the offset of the closing delimiter.
fn closing(body: &str, delimiter: &str, raw: bool) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in body.char_indices() {
        if delimiter.len() == 1 && matches!(c, '\n' | '\r') {
            return None;
        }
        if escaped {
            escaped = false;
        } else if c == '\\' && !raw {
            escaped = true;
        } else if body.get(at..).is_some_and(|rest| rest.starts_with(delimiter)) {
            return Some(at);
        }
    }
    None
}

fn is_smart_end(c: char, delimiter: &str) -> bool {
    match delimiter {
        "\"" => matches!(c, '”' | '“'),
        "'" => matches!(c, '’' | '‘'),
        _ => false,
    }
}

fn is_strange(c: char) -> bool {
    let known = c.is_ascii() && !matches!(c, '@' | '#' | '^' | '~' | '\\' | ';' | '$');
    !(known || c.is_alphanumeric() || c.is_whitespace() || is_sign(c))
}

fn is_sign(c: char) -> bool {
    SMART_QUOTES.iter().any(|(open, _)| *open == c)
        || CURRENCY.contains(&c)
        || SLIPS.iter().any(|(written, _)| written.starts_with(c))
}

/// At most the first 30 characters of a text, for messages.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(30) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}
