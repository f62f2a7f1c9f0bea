//! Texts and bytes in quotes, straight or typeset.

use super::lex::{Lexer, is_word};
use super::literal;
use super::mistake::Mistake;
use super::print;
use super::syntax::Literal;
use super::token::Kind;
use crate::base::source::Span;

/// Quotes of typeset text, each with those that may end what it opens.
pub(super) const SMART_QUOTES: [(char, &[char]); 10] = [
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

impl Lexer<'_> {
    pub(super) fn quoted(&mut self, prefix: &str) {
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
                if let Some(longer) = apostrophe(body, length, delimiter) {
                    return self.apostrophe(longer, prefix);
                }
                let body = body.get(..length).unwrap_or("");
                let literal = self.literal(body, prefix, self.at + start);
                self.push(Kind::Constant(literal), start + length + delimiter.len());
            }
            None => self.unclosed(prefix, delimiter, body),
        }
    }

    /// `'it's'`: what was meant goes on to the last quote.
    fn apostrophe(&mut self, body: &str, prefix: &str) {
        let length = prefix.len() + body.len() + 2;
        let span = self.ahead(length);
        let straight = print::quoted(body);
        self.findings.report(
            Mistake::new(span, "the text has the quote in it that it stands in")
                .help(format!("a text with an apostrophe stands in the other quotes: {straight}"))
                .fix(span, straight),
        );
        self.push(Kind::Constant(Literal::String(body.into())), length);
    }

    pub(super) fn literal(&mut self, body: &str, prefix: &str, at: usize) -> Literal {
        let as_it_stands = prefix.contains(['r', 'R']) || !body.contains('\\');
        match (prefix.contains(['b', 'B']), as_it_stands) {
            (false, true) => Literal::String(body.into()),
            (false, false) => Literal::String(literal::text(body, at, self.findings).into()),
            (true, true) => Literal::Bytes(body.as_bytes().into()),
            (true, false) => Literal::Bytes(literal::bytes(body, at, self.findings).into()),
        }
    }

    pub(super) fn unclosed(&mut self, prefix: &str, delimiter: &str, body: &str) {
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
        let plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '));
        if plain && !text.is_empty() && self.brackets.is_empty() {
            let end = self.at + start + text.len();
            self.findings.report(mistake.fix(Span::new(end, end), delimiter));
            let literal = self.literal(text, prefix, self.at + start);
            self.push(Kind::Constant(literal), start + text.len());
        } else {
            self.findings.lose(mistake);
            self.push(Kind::Faulty, start + line.len());
        }
    }

    pub(super) fn backticks(&mut self) {
        let inside = self.rest().get(1..).unwrap_or("");
        let end = inside.find(['`', '\n', '\r']).unwrap_or(inside.len());
        let (name, after) = inside.split_at_checked(end).unwrap_or((inside, ""));
        if !after.starts_with('`') {
            let mistake = Mistake::new(self.ahead(1), "this backtick is never closed");
            self.findings.lose(mistake.help("a text stands in `'`"));
            return self.push(Kind::Faulty, 1 + end);
        }
        self.push(Kind::Backticks(name.into()), end + 2);
    }

    pub(super) fn smart_quoted(&mut self, open: char, ends: &[char]) {
        let start = open.len_utf8();
        let inside = self.rest().get(start..).unwrap_or("");
        let stop = |c: &char| ends.contains(c) || matches!(c, '\n' | '\r');
        let stopped = inside.char_indices().find(|(_, c)| stop(c));
        let Some((length, end)) = stopped.filter(|(_, c)| ends.contains(c)) else {
            let mistake = Mistake::new(self.ahead(start), "this quote is never closed");
            self.findings.lose(mistake.help("a text stands in straight quotes: `'…'`"));
            let rest = stopped.map_or(inside.len(), |(length, _)| length);
            return self.push(Kind::Faulty, start + rest);
        };
        let body = inside.get(..length).unwrap_or("");
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
}

/// Where what is quoted ends: the offset of the closing delimiter.
fn closing(body: &str, delimiter: &str, raw: bool) -> Option<usize> {
    let quote = delimiter.bytes().next();
    let mut escaped = false;
    for (at, byte) in body.bytes().enumerate() {
        if delimiter.len() == 1 && matches!(byte, b'\n' | b'\r') {
            return None;
        }
        if escaped {
            escaped = false;
        } else if byte == b'\\' && !raw {
            escaped = true;
        } else if Some(byte) == quote
            && body.get(at..).is_some_and(|rest| rest.starts_with(delimiter))
        {
            return Some(at);
        }
    }
    None
}

/// The longer text that was meant, where the one that ends at `length` ends in an apostrophe.
fn apostrophe<'a>(body: &'a str, length: usize, delimiter: &str) -> Option<&'a str> {
    let after = body.get(length + 1..).filter(|_| delimiter == "'")?;
    let word = after.split(|c| !is_word(c)).next().filter(|word| !word.is_empty())?;
    if is_link(word) || after.get(word.len()..)?.starts_with(['"', '(', '.']) {
        return None;
    }
    let line = after.get(..after.find(['\n', '\r']).unwrap_or(after.len()))?;
    let end = line.find('\'')?;
    let open = line.get(end + 1..)?.starts_with(is_word);
    let longer = body.get(..length + 1 + end)?;
    (!open && !longer.contains('\\')).then_some(longer)
}

/// Words that can follow a text.
fn is_link(word: &str) -> bool {
    const LINKS: [&str; 5] = ["and", "or", "in", "is", "not"];
    LINKS.iter().any(|link| word.eq_ignore_ascii_case(link))
}

fn is_smart_end(c: char, delimiter: &str) -> bool {
    match delimiter {
        "\"" => matches!(c, '”' | '“'),
        "'" => matches!(c, '’' | '‘'),
        _ => false,
    }
}
