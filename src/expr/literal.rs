//! Constants: numbers, and the escapes of texts and bytes.

use std::fmt;

use super::mistake::{Findings, Mistake};
use crate::base::source::Span;

/// A number without its sign. `None` where it is too large.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Number {
    Int(Option<u64>),
    Uint(Option<u64>),
    Double(Option<f64>),
}

/// The number at the start of `rest` (a digit, or a point and a digit) and its length.
pub(super) fn number(rest: &str) -> (Number, usize) {
    match rest.strip_prefix("0x").map(hex_digits) {
        Some(digits) if digits > 0 => integer(rest, 2, digits, 16),
        _ => decimal(rest),
    }
}

fn integer(rest: &str, start: usize, digits: usize, radix: u32) -> (Number, usize) {
    let end = start + digits;
    let value = rest.get(start..end).and_then(|digits| u64::from_str_radix(digits, radix).ok());
    match rest.get(end..) {
        Some(after) if after.starts_with(['u', 'U']) => (Number::Uint(value), end + 1),
        _ => (Number::Int(value), end),
    }
}

fn decimal(rest: &str) -> (Number, usize) {
    let whole = digits(rest);
    let fraction = rest.get(whole..).and_then(|rest| rest.strip_prefix('.')).map_or(0, digits);
    let mantissa = if fraction > 0 { whole + 1 + fraction } else { whole };
    let end = mantissa + rest.get(mantissa..).map_or(0, exponent);
    if end == whole {
        return integer(rest, 0, whole, 10);
    }
    let value = rest.get(..end).and_then(|number| number.parse::<f64>().ok());
    (Number::Double(value.filter(|value| value.is_finite())), end)
}

fn exponent(rest: &str) -> usize {
    let Some(after) = rest.strip_prefix(['e', 'E']) else { return 0 };
    let unsigned = after.strip_prefix(['+', '-']).unwrap_or(after);
    match digits(unsigned) {
        0 => 0,
        digits => rest.len() - unsigned.len() + digits,
    }
}

/// How many decimal digits `rest` starts with.
pub(super) fn digits(rest: &str) -> usize {
    rest.bytes().take_while(u8::is_ascii_digit).count()
}

fn hex_digits(rest: &str) -> usize {
    rest.bytes().take_while(u8::is_ascii_hexdigit).count()
}

/// The text that the inside of a quoted literal stands for; `at` is where the inside begins.
pub(super) fn text(body: &str, at: usize, findings: &mut Findings) -> String {
    let mut text = String::with_capacity(body.len());
    unescape(body, at, findings, Escape::of_text, |unit| match unit {
        Escape::Char(c) => text.push(c),
        Escape::Octet(octet) => text.push(char::from(octet)),
    });
    text
}

/// The bytes that the inside of a quoted literal stands for; `at` is where the inside begins.
pub(super) fn bytes(body: &str, at: usize, findings: &mut Findings) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    unescape(body, at, findings, Escape::of_bytes, |unit| match unit {
        Escape::Char(c) => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        Escape::Octet(octet) => bytes.push(octet),
    });
    bytes
}

fn unescape(
    body: &str,
    at: usize,
    findings: &mut Findings,
    read: fn(&str) -> Result<(Escape, usize), Fault>,
    mut emit: impl FnMut(Escape),
) {
    let mut rest = body;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        let mut unit = Escape::Char(c);
        if c == '\\' {
            let place = at + body.len() - rest.len();
            match read(rest.get(1..).unwrap_or("")) {
                Ok((escape, escaped)) => (unit, length) = (escape, 1 + escaped),
                Err(fault) => fault.report(rest, place, findings),
            }
        }
        emit(unit);
        rest = rest.get(length..).unwrap_or("");
    }
}

/// What an escape stands for: `\xFF` is a character of a text, but one byte of bytes.
#[derive(Debug, Clone, Copy)]
enum Escape {
    Char(char),
    Octet(u8),
}

impl Escape {
    fn of_text(rest: &str) -> Result<(Self, usize), Fault> {
        match rest.chars().next() {
            Some('u') => scalar(rest, 4),
            Some('U') => scalar(rest, 8),
            _ => Self::of_bytes(rest),
        }
    }

    fn of_bytes(rest: &str) -> Result<(Self, usize), Fault> {
        let letter = rest.chars().next().ok_or(Fault::Unknown)?;
        let plain = match letter {
            'a' => '\x07',
            'b' => '\x08',
            'f' => '\x0c',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\x0b',
            '\\' | '?' | '"' | '\'' | '`' => letter,
            'x' | 'X' => return octet(rest, 1, 3, 16),
            '0'..='3' => return octet(rest, 0, 3, 8),
            'u' | 'U' => return Err(Fault::NotInBytes),
            _ => return Err(Fault::Unknown),
        };
        Ok((Self::Char(plain), 1))
    }
}

fn octet(rest: &str, start: usize, end: usize, radix: u32) -> Result<(Escape, usize), Fault> {
    let code = code(rest, start, end, radix)?;
    u8::try_from(code).map(|octet| (Escape::Octet(octet), end)).map_err(|_| Fault::Digits)
}

fn scalar(rest: &str, digits: usize) -> Result<(Escape, usize), Fault> {
    let code = code(rest, 1, 1 + digits, 16)?;
    char::from_u32(code).map(|c| (Escape::Char(c), 1 + digits)).ok_or(Fault::NotAChar(1 + digits))
}

fn code(rest: &str, start: usize, end: usize, radix: u32) -> Result<u32, Fault> {
    let digits = rest.get(start..end).filter(|digits| digits.chars().all(|c| c.is_digit(radix)));
    digits.and_then(|digits| u32::from_str_radix(digits, radix).ok()).ok_or(Fault::Digits)
}

#[derive(Debug, Clone, Copy)]
enum Fault {
    Unknown,
    Digits,
    NotInBytes,
    NotAChar(usize),
}

impl Fault {
    /// `rest` begins with the backslash, which stands at `place`.
    fn report(self, rest: &str, place: usize, findings: &mut Findings) {
        let length = match self {
            Self::NotAChar(length) => 1 + length,
            _ => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
        };
        let span = Span::new(place, place + length);
        let escape = rest.get(..length).unwrap_or("\\");
        let mistake = Mistake::new(span, format!("`{escape}` {self}"));
        match self {
            Self::NotAChar(_) => findings.lose(mistake.help("write the character itself")),
            _ => findings.report(
                mistake
                    .help("a backslash is written twice, `\\\\`, or put `r` before the quote")
                    .fix(Span::new(place, place), "\\"),
            ),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unknown => "is no escape of a text",
            Self::Digits => "lacks the digits that must follow it",
            Self::NotInBytes => "has no meaning in bytes",
            Self::NotAChar(_) => "is not a character",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_where_they_end() {
        assert_eq!(number("12.x"), (Number::Int(Some(12)), 2));
        assert_eq!(number("0x1Fu)"), (Number::Uint(Some(31)), 5));
        assert_eq!(number(".5e-1e"), (Number::Double(Some(0.05)), 5));
        assert_eq!(number("1e+"), (Number::Int(Some(1)), 1));
        assert_eq!(number("0x"), (Number::Int(Some(0)), 1));
        assert_eq!(number("18446744073709551616"), (Number::Int(None), 20));
        assert_eq!(number("1e999"), (Number::Double(None), 5));
        assert_eq!(number("1e-999"), (Number::Double(Some(0.0)), 6));
    }

    #[test]
    fn an_octet_is_a_character_of_a_text_and_a_byte_of_bytes() {
        let mut findings = Findings::default();
        assert_eq!(text(r"\377\xff\u00e9", 0, &mut findings), "ÿÿé");
        assert_eq!(bytes(r"\377\xffé", 0, &mut findings), [255, 255, 195, 169]);
        assert!(findings.finish().is_empty());
    }
}
