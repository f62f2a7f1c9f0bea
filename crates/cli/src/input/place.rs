//! Where something stands in a JSON text.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::value::RawValue;

/// A step from a JSON value to one inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Key(String),
    Item(usize),
}

/// The steps that `facts.concerns[2].kind` names.
pub(super) fn steps(path: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    for name in path.split('.') {
        let (key, items) = name.split_once('[').map_or((name, ""), |(key, items)| (key, items));
        steps.push(Step::Key(key.to_owned()));
        let numbers = items.split(['[', ']']).filter_map(|number| number.parse().ok());
        steps.extend(numbers.map(Step::Item));
    }
    steps
}

/// Where a value stands in a text, or as much of the way as leads somewhere: a fact's value may
/// stand under the key `value`.
pub(super) fn of_value(text: &str, path: &[Step]) -> Option<Range<usize>> {
    let mut at: &RawValue = serde_json::from_str(text).ok()?;
    for step in path {
        match inside(at, step).or_else(|| inside(inside(at, &Step::Key("value".into()))?, step)) {
            Some(next) => at = next,
            None => break,
        }
    }
    let at = inside(at, &Step::Key("value".into())).unwrap_or(at).get();
    let start = (at.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    Some(start..start + at.len())
}

/// Where the key of a value stands in a text.
pub(super) fn of_key(text: &str, path: &[Step]) -> Option<Range<usize>> {
    let value = of_value(text, path)?;
    let Some(Step::Key(key)) = path.last() else { return Some(value) };
    let written = serde_json::to_string(key).ok()?;
    match text.get(..value.start)?.rfind(&written) {
        Some(start) => Some(start..start + written.len()),
        None => Some(value),
    }
}

fn inside<'a>(value: &'a RawValue, step: &Step) -> Option<&'a RawValue> {
    match step {
        Step::Key(key) => {
            let entries: BTreeMap<String, &RawValue> = serde_json::from_str(value.get()).ok()?;
            entries.get(key).copied()
        }
        Step::Item(index) => {
            let items: Vec<&RawValue> = serde_json::from_str(value.get()).ok()?;
            items.get(*index).copied()
        }
    }
}

/// Where the word stands that a reader complained about, having read up to `line` and `column`
/// (both counted from 1, the column in bytes).
pub(super) fn of_word(text: &str, line: usize, column: usize) -> Range<usize> {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let end = floor(text, before + column);
    let read = text.get(..end).unwrap_or_default();
    let line_read = read.get(floor(text, before)..).unwrap_or_default();
    let start = match line_read.strip_suffix('"') {
        Some(string) => string.rfind('"').map_or(end.saturating_sub(1), |at| before + at),
        None => {
            let word = line_read.rfind(|c: char| !c.is_alphanumeric() && !"._-+".contains(c));
            let start = word.map_or(0, |at| at + 1);
            before + if start < line_read.len() { start } else { word.unwrap_or(0) }
        }
    };
    floor(text, start)..end.max(floor(text, start))
}

/// The same, where the reader had read on to the sign behind the value that it complained about.
pub(super) fn of_word_before(text: &str, line: usize, column: usize) -> Range<usize> {
    let place = of_word(text, line, column);
    if !matches!(text.get(place.clone()), Some("," | "}" | "]")) {
        return place;
    }
    let read = text.get(..place.start).unwrap_or_default().trim_end();
    let start = read.rfind('\n').map_or(0, |at| at + 1);
    let line = read.bytes().filter(|byte| *byte == b'\n').count() + 1;
    of_word(text, line, read.len() - start)
}

fn floor(text: &str, mut offset: usize) -> usize {
    offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    const DEAL: &str =
        r#"{"stage": "x", "facts": {"amount": {"value": "lots"}, "list": [{"kind": 3}]}}"#;

    fn value(path: &str) -> &'static str {
        &DEAL[of_value(DEAL, &steps(path)).unwrap()]
    }

    #[test]
    fn a_value_is_found_by_its_path() {
        assert_eq!(value("stage"), "\"x\"");
        assert_eq!(value("facts.amount"), "\"lots\"");
        assert_eq!(value("facts.list[0].kind"), "3");
        assert_eq!(value("facts.list[7].kind"), r#"[{"kind": 3}]"#);
    }

    #[test]
    fn a_key_is_found_by_its_path() {
        assert_eq!(&DEAL[of_key(DEAL, &steps("facts.amount")).unwrap()], "\"amount\"");
    }

    #[test]
    fn a_word_is_found_by_where_reading_stopped() {
        let text = "{\n  \"stgae\": tru}";
        assert_eq!(&text[of_word(text, 2, 9)], "\"stgae\"");
        assert_eq!(&text[of_word(text, 2, 14)], "tru");
        assert_eq!(&text[of_word(text, 2, 15)], "}");
        assert_eq!(of_word("é", 9, 9), 2..2);
        assert_eq!(&text[of_word_before(text, 2, 15)], "tru");
        assert_eq!(of_word_before("}", 1, 1), 0..0);
    }
}
