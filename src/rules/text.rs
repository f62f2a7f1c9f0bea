//! Texts that have a meaning inside, and the way from a place in them back to the file.

use std::ops::Deref;
use std::sync::Arc;

use crate::base::source::{Source, Span};

/// A text of a rule set, such as a question or a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    /// The text, without quotes and escapes.
    pub(crate) value: Arc<str>,
    /// Where it stands in the file, quotes included.
    pub(crate) span: Span,
}

/// The text of a condition. Apart from [`Text`] because it is not translated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ConditionText(pub(crate) Text);

impl Deref for ConditionText {
    type Target = Text;

    fn deref(&self) -> &Text {
        &self.0
    }
}

impl Text {
    /// Where a part of the text stands in the file: `inner` counts bytes of the text, the result
    /// bytes of the file, through escapes, line continuations and every kind of quotes.
    pub(crate) fn place(&self, source: &Source, inner: Span) -> Span {
        let letters = letters(source.slice(self.span));
        let written: usize = letters.iter().map(|letter| letter.value.len_utf8()).sum();
        if written != self.value.len() {
            return self.span;
        }
        let (start, end) = ends(&letters, inner, self.content(source));
        Span::new(start, end.max(start)).shifted(self.span.start)
    }

    /// What stands between the quotes, counted from the first quote.
    fn content(&self, source: &Source) -> Span {
        let raw = source.slice(self.span);
        let open = quotes(raw);
        Span::new(open, raw.len().saturating_sub(open).max(open))
    }
}

/// What stands between the quotes of a string or a quoted key; all of it where there are none.
pub(crate) fn inside(source: &Source, span: Span) -> Span {
    let open = quotes(source.slice(span));
    Span::new(span.start + open, (span.end.saturating_sub(open)).max(span.start + open))
}

/// How many quotes open a string: 3, 1, or none for a bare key.
fn quotes(raw: &str) -> usize {
    match raw {
        _ if raw.len() >= 6 && (raw.starts_with("\"\"\"") || raw.starts_with("'''")) => 3,
        _ if raw.starts_with(['"', '\'']) => 1,
        _ => 0,
    }
}

fn ends(letters: &[Letter], inner: Span, content: Span) -> (usize, usize) {
    let (mut start, mut end, mut at) = (None, None, 0);
    for letter in letters {
        let after = at + letter.value.len_utf8();
        if start.is_none() && after > inner.start {
            start = Some(letter.raw.start);
        }
        if at < inner.end {
            end = Some(letter.raw.end);
        }
        at = after;
    }
    let start = start.unwrap_or(content.end);
    (start, end.filter(|_| inner.end > inner.start).unwrap_or(start))
}

/// One character of a text, and where it is written, counted from the first quote.
#[derive(Debug, Clone, Copy)]
struct Letter {
    value: char,
    raw: Span,
}

/// The characters that a TOML string stands for.
fn letters(raw: &str) -> Vec<Letter> {
    let open = quotes(raw);
    let escapes = raw.starts_with('"');
    let mut rest = raw.get(open..raw.len().saturating_sub(open)).unwrap_or("");
    if open == 3 {
        rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).unwrap_or(rest);
    }
    let end = raw.len() - open;
    let mut found = Vec::with_capacity(rest.len());
    while let Some(first) = rest.chars().next() {
        let start = end - rest.len();
        let (value, after) = match rest.strip_prefix('\\').filter(|_| escapes) {
            Some(escape) => escaped(escape),
            None => (Some(first), rest.get(first.len_utf8()..).unwrap_or("")),
        };
        rest = after;
        let raw = Span::new(start, end - rest.len());
        found.extend(value.map(|value| Letter { value, raw }));
    }
    found
}

/// What an escape stands for (nothing: a line continuation), and what comes after it.
fn escaped(text: &str) -> (Option<char>, &str) {
    let mut after = text.chars();
    let value = match after.next() {
        Some('b') => '\u{8}',
        Some('e') => '\u{1b}',
        Some('f') => '\u{c}',
        Some('n') => '\n',
        Some('r') => '\r',
        Some('t') => '\t',
        Some('x') => return by_number(after.as_str(), 2),
        Some('u') => return by_number(after.as_str(), 4),
        Some('U') => return by_number(after.as_str(), 8),
        Some(' ' | '\t' | '\r' | '\n') => {
            return (None, text.trim_start_matches([' ', '\t', '\r', '\n']));
        }
        Some(other) => other,
        None => '\\',
    };
    (Some(value), after.as_str())
}

fn by_number(text: &str, digits: usize) -> (Option<char>, &str) {
    let (number, after) = text.split_at_checked(digits).unwrap_or((text, ""));
    let value = u32::from_str_radix(number, 16).ok().and_then(char::from_u32);
    (Some(value.unwrap_or(char::REPLACEMENT_CHARACTER)), after)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use toml::de::DeTable;

    use super::*;

    fn read(raw: &str) -> (Source, Text) {
        let source = Source::new("t", format!("k = {raw}\n"));
        let table = DeTable::parse(source.text()).unwrap();
        let value = table.get_ref().get("k").unwrap();
        let text =
            Text { value: value.get_ref().as_str().unwrap().into(), span: value.span().into() };
        (source, text)
    }

    #[test]
    fn finds_the_place_through_escapes_and_continuations() {
        for (raw, part, written) in [
            (r#""a && b""#, "b", "b"),
            (r#""x == \"y\" && z""#, "z", "z"),
            (r#""x == \"y\" && z""#, "\"y\"", r#"\"y\""#),
            ("\"\"\"\n  a \\\n     && b\"\"\"", "&&", "&&"),
            ("\"\"\"a \\\n     && b\"\"\"", "a && b", "a \\\n     && b"),
            ("'''\r\na\r\nb'''", "b", "b"),
            (r"'\d+'", r"\d", r"\d"),
            (r#""\u00e9t\xe9 ok""#, "été", r"\u00e9t\xe9"),
            (r#""""""""#, "", ""),
        ] {
            let (source, text) = read(raw);
            let at = text.value.find(part).unwrap();
            let span = text.place(&source, Span::new(at, at + part.len()));
            assert_eq!(source.slice(span), written, "{raw}");
        }
    }

    #[test]
    fn a_place_beyond_the_end_is_the_end() {
        let (source, text) = read(r#""ab""#);
        assert_eq!(text.place(&source, Span::new(2, 2)), Span::new(7, 7));
        assert_eq!(text.place(&source, Span::new(9, 12)), Span::new(7, 7));
    }

    fn piece() -> impl Strategy<Value = String> {
        prop_oneof![
            "[a-z çé调]{1,6}".prop_map(|s| s),
            Just("\\n".to_owned()),
            Just("\\\"".to_owned()),
            Just("\\\\".to_owned()),
            Just("\\u8c03".to_owned()),
            Just("\\x41".to_owned()),
            Just("\\U0001F600".to_owned()),
        ]
    }

    fn written() -> impl Strategy<Value = String> {
        let lines = prop_oneof![
            piece(),
            Just("\n".to_owned()),
            Just("\\\n  ".to_owned()),
            Just("\r\n".to_owned())
        ];
        prop_oneof![
            prop::collection::vec(piece(), 0..8).prop_map(|p| format!("\"{}\"", p.concat())),
            prop::collection::vec(lines, 0..8).prop_map(|p| format!("\"\"\"{}\"\"\"", p.concat())),
            "[a-z \\\\\"调]{0,9}".prop_map(|s| format!("'{s}'")),
            "[a-z \\\\\"\n调]{0,9}".prop_map(|s| format!("'''{s}'''")),
        ]
    }

    proptest! {
        #[test]
        fn every_character_is_found_where_it_is_written(raw in written()) {
            let (source, text) = read(&raw);
            let decoded: String = letters(&raw).iter().map(|letter| letter.value).collect();
            prop_assert_eq!(&*decoded, &*text.value);
            for (at, letter) in text.value.char_indices() {
                let span = text.place(&source, Span::new(at, at + letter.len_utf8()));
                let written = source.slice(span);
                prop_assert!(
                    written == letter.to_string() || written.starts_with('\\'),
                    "{:?} for {:?}", written, letter
                );
            }
        }
    }
}
