//! The TOML parser's findings, in words for people who do not write TOML every day.

use toml::de::{DeTable, DeValue, Error};

use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::sink::CAP;
use crate::base::source::{Source, Span};

use super::reader::Reader;

/// The table that the text is, as far as it can be read; all syntax errors are reported.
pub(crate) fn syntax<'s>(reader: &mut Reader<'s>) -> DeValue<'s> {
    let source = reader.source;
    let (table, errors) = DeTable::parse_recoverable(source.text());
    reader.partial = !errors.is_empty();
    let mut repeated = Span::default();
    for error in errors.iter().take(CAP) {
        let span = place(source, error);
        let is_twice = error.message() == TWICE;
        if is_twice && span.start < repeated.end && span.start > repeated.start {
            continue;
        }
        if is_twice && is_header(line(source, span.start)) {
            repeated = Span::new(span.start, table_end(source, span.end));
        }
        reader.sink.push(match is_twice {
            true => twice(source, span),
            false => explained(source, span, error.message()),
        });
    }
    DeValue::Table(table.into_inner())
}

/// What the parser calls a key, or a table, that is defined again.
const TWICE: &str = "duplicate key";

fn place(source: &Source, error: &Error) -> Span {
    let end = source.text().len();
    error.span().map_or(Span::new(end, end), Span::from)
}

fn explained(source: &Source, span: Span, message: &str) -> Diagnostic {
    let (what, expected) = message.split_once(", expected ").unwrap_or((message, ""));
    let (problem, help) = match (what, expected) {
        ("string values must be quoted", _) => ("text stands without quotes", "put it in quotes"),
        ("key with no value" | "missing value", _) => {
            ("this key has no value", "write `key = value`")
        }
        ("unclosed array", _) => ("a list is not closed", "close it with `]`"),
        ("unclosed table" | "unclosed array table", _) => {
            ("a header is not closed", "close it with as many `]` as it opens with `[`")
        }
        ("unclosed inline table", _) => ("a brace is not closed", "close it with `}`"),
        ("missing comma between array elements", _) => {
            ("a comma is missing", "put a comma between the elements of a list")
        }
        ("missing escaped value", _) => (
            "a backslash stands before a character that it does not go with",
            "write two backslashes for one, or put the text in single quotes",
        ),
        (_, "`\"`" | "`'`" | "'`'") => {
            ("the quotes are not closed", "close them on the same line, or use three quotes")
        }
        _ => (what, "look for a missing quote, bracket or `=` here or on the line above"),
    };
    let diagnostic = Diagnostic::new(Code::NotToml, problem).at(source, span, "");
    diagnostic.help(help)
}

fn twice(source: &Source, span: Span) -> Diagnostic {
    let written = line(source, span.start);
    let (problem, help) = if is_header(written) {
        (format!("the table `{}` stands here a second time", written.trim()), "give it another id")
    } else {
        let key = source.slice(span);
        (format!("the key `{key}` stands here a second time"), "remove one of the two")
    };
    let diagnostic = Diagnostic::new(Code::NotToml, problem).at(source, span, "again here");
    let diagnostic = diagnostic.help(help);
    match first(source, span) {
        Some(first) => diagnostic.related(source, first, "first here"),
        None => diagnostic,
    }
}

/// Where the table or key that stands here a second time stands first, as far as a look at the
/// lines above tells.
fn first(source: &Source, span: Span) -> Option<Span> {
    let start = line_start(source, span.start);
    let above = source.text().get(..start)?;
    let written = line(source, span.start).trim();
    let key = source.slice(span);
    let mut end = above.len();
    for candidate in above.split_inclusive('\n').rev() {
        let begin = end - candidate.len();
        let trimmed = candidate.trim();
        let at = begin + candidate.find(trimmed).unwrap_or(0);
        let found = if is_header(written) { trimmed == written } else { assigns(trimmed, key) };
        if found {
            let length = if is_header(written) { trimmed.len() } else { key.len() };
            return Some(Span::new(at, at + length));
        }
        if is_header(trimmed) && !is_header(written) {
            return None;
        }
        end = begin;
    }
    None
}

/// Whether a line gives a key a value.
fn assigns(line: &str, key: &str) -> bool {
    line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='))
}

fn is_header(line: &str) -> bool {
    line.trim_start().starts_with('[')
}

fn line_start(source: &Source, at: usize) -> usize {
    source.text().get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

fn line(source: &Source, at: usize) -> &str {
    let rest = source.text().get(line_start(source, at)..).unwrap_or("");
    rest.lines().next().unwrap_or("")
}

/// Where the table that a header opens ends: at the next header.
fn table_end(source: &Source, header: usize) -> usize {
    let text = source.text();
    let after = text.get(header..).unwrap_or("");
    let lines = after.match_indices('\n').map(|(newline, _)| header + newline + 1);
    let mut starts = lines.filter(|start| is_header(line(source, *start)));
    starts.next().unwrap_or(text.len() + 1)
}
