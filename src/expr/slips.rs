//! Signs that people write for those of conditions, and signs that mean nothing.

use super::lex::{Lexer, is_word};
use super::literal;
use super::mistake::Mistake;
use super::quotes::SMART_QUOTES;
use super::syntax::{Literal, Operator};
use super::token::{Bracket, Kind, Symbol, Token, shortened};
use crate::base::source::Span;

/// What people write for a symbol with signs of the keyboard, and the symbol; the longer before its
/// beginnings.
const PLAIN_SLIPS: [(&str, &str); 16] = [
    ("= =", "=="),
    ("! =", "!="),
    ("> =", ">="),
    ("< =", "<="),
    ("< >", "!="),
    ("& &", "&&"),
    ("| |", "||"),
    (":=", "=="),
    ("===", "=="),
    ("!==", "!="),
    ("<>", "!="),
    ("=>", ">="),
    ("=<", "<="),
    ("=", "=="),
    ("&", "&&"),
    ("|", "||"),
];

/// The same with other signs.
const TYPESET_SLIPS: [(&str, &str); 22] = [
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

/// The plain signs with which a slip begins.
const SLIPS_BEGIN: &str = "=!><&|:";

const CODES: [&str; 12] =
    ["USD", "EUR", "GBP", "CHF", "JPY", "CNY", "INR", "AUD", "CAD", "SEK", "NOK", "DKK"];

const CURRENCY: [char; 7] = ['$', '€', '£', '¥', '￥', '₹', '₩'];

impl Lexer<'_> {
    pub(super) fn symbol(&mut self, c: char) {
        let rest = self.rest();
        let slips = match c {
            _ if !c.is_ascii() => &TYPESET_SLIPS[..],
            _ if SLIPS_BEGIN.contains(c) => &PLAIN_SLIPS[..],
            _ => &[],
        };
        let first = rest.bytes().next();
        let slip = slips
            .iter()
            .find(|(written, _)| written.bytes().next() == first && rest.starts_with(written));
        match (slip, Symbol::beginning(rest)) {
            (Some((written, right)), exact)
                if exact.is_none_or(|(_, length)| length < written.len()) =>
            {
                self.slip(written, right);
            }
            (_, Some((symbol, length))) => self.exact(symbol, length),
            _ => self.stranger(c),
        }
    }

    fn exact(&mut self, symbol: Symbol, length: usize) {
        match symbol {
            Symbol::Open(bracket) => {
                let called = matches!(self.tokens.last(), Some(Token { kind: Kind::Name, .. }));
                let listed = self.last_symbol() == Some(Symbol::Operator(Operator::In));
                self.brackets.push(called || listed || bracket != Bracket::Round);
            }
            Symbol::Close(_) => {
                self.brackets.pop();
            }
            _ => {}
        }
        self.push(Kind::Symbol(symbol), length);
    }

    fn slip(&mut self, written: &str, right: &str) {
        let Some((symbol, _)) = Symbol::beginning(right) else { return };
        let span = self.ahead(written.len());
        self.findings.report(
            Mistake::new(span, format!("expected `{right}`, found `{written}`"))
                .help(format!("{} is written `{right}`", meaning(symbol)))
                .fix(span, right),
        );
        self.exact(symbol, written.len());
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

    /// Skips the code of a currency after a number.
    pub(super) fn currency_code(&mut self) {
        let code = self.rest().trim_start_matches(' ');
        let Some(found) = CODES.iter().find(|known| code.starts_with(**known)) else { return };
        if code.get(found.len()..).is_some_and(|after| after.starts_with(is_word)) {
            return;
        }
        let fix = self.ahead(self.rest().len() - code.len() + found.len());
        let span = Span::new(fix.end - found.len(), fix.end);
        self.report_currency(span, found, fix);
        self.at = fix.end;
        self.widen_last(span);
    }

    fn report_currency(&mut self, span: Span, currency: &str, fix: Span) {
        let before = self.text.get(..fix.start).is_some_and(|text| text.ends_with(is_word));
        let after = self.text.get(fix.end..).is_some_and(|text| text.starts_with(is_word));
        let replacement = if before && after { " " } else { "" };
        self.findings.report(
            Mistake::new(span, format!("expected a plain number, found `{currency}`"))
                .help("an amount is written without its currency")
                .fix(fix, replacement),
        );
    }

    /// Lets the last token take in a sign that belongs to it.
    fn widen_last(&mut self, span: Span) {
        if let Some(token) = self.tokens.last_mut() {
            token.span = token.span.to(span);
        }
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
        let sign = self.ahead(c.len_utf8());
        let after = self.rest().strip_prefix(c).unwrap_or("");
        let number = after.trim_start_matches(' ');
        let leads = literal::digits(number) > 0;
        let fix = if leads {
            Span::new(sign.start, sign.end + after.len() - number.len())
        } else {
            Span::new(self.tokens.last().map_or(sign.start, |token| token.span.end), sign.end)
        };
        self.report_currency(sign, self.written(c.len_utf8()), fix);
        self.at = fix.end;
        if leads {
            self.number();
        }
        self.widen_last(sign);
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

fn is_strange(c: char) -> bool {
    let known = c.is_ascii() && !matches!(c, '@' | '#' | '^' | '~' | '\\' | ';' | '$');
    !(known || c.is_alphanumeric() || c.is_whitespace() || is_sign(c))
}

fn is_sign(c: char) -> bool {
    SMART_QUOTES.iter().any(|(open, _)| *open == c)
        || CURRENCY.contains(&c)
        || TYPESET_SLIPS.iter().any(|(written, _)| written.starts_with(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_looked_for_among_those_that_begin_alike() {
        let begins = |(written, _): &(&str, &str), plain: bool| {
            written
                .starts_with(|c: char| c.is_ascii() == plain && (!plain || SLIPS_BEGIN.contains(c)))
        };
        assert!(PLAIN_SLIPS.iter().all(|slip| begins(slip, true)));
        assert!(TYPESET_SLIPS.iter().all(|slip| begins(slip, false)));
    }

    #[test]
    fn a_slip_stands_for_one_symbol_and_before_what_begins_it() {
        for slips in [&PLAIN_SLIPS[..], &TYPESET_SLIPS] {
            for (place, (written, right)) in slips.iter().enumerate() {
                let symbol = Symbol::beginning(right).map(|(_, length)| length);
                assert_eq!(symbol, Some(right.len()), "{written}");
                let mut earlier = slips[..place].iter();
                assert!(!earlier.any(|(earlier, _)| written.starts_with(earlier)), "{written}");
            }
        }
    }
}
