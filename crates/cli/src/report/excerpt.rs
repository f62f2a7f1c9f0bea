//! A place in a JSON file, drawn with its line.

use std::ops::Range;

use textwrap::core::display_width;

use super::page::{Line, Page, style};
use super::words::cleaned;

/// How many letters of the line are shown before and behind the place.
const AROUND: usize = 30;

/// A place in a file, with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Excerpt {
    file: String,
    line: usize,
    column: usize,
    before: String,
    marked: String,
    behind: String,
}

impl Excerpt {
    /// The place of a text's bytes. Only a little of a long line is kept.
    pub(crate) fn new(file: &str, text: &str, place: &Range<usize>) -> Option<Self> {
        let upto = text.get(..place.start)?;
        let line_start = upto.rfind('\n').map_or(0, |at| at + 1);
        let from = text.get(place.start..)?;
        let rest = from.lines().next().unwrap_or_default();
        let marked = rest.get(..place.len().min(rest.len())).unwrap_or(rest);
        let before = text.get(line_start..place.start)?;
        Some(Self {
            file: file.to_owned(),
            line: upto.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before.chars().count() + 1,
            before: last(before, AROUND),
            marked: first(marked, AROUND),
            behind: first(rest.get(marked.len()..)?, AROUND),
        })
    }

    /// Line and column, both counted from 1, the column in letters.
    pub(crate) fn column(&self) -> usize {
        self.column
    }

    /// Draws it below a message.
    pub(crate) fn draw(&self, page: &mut Page) {
        let number = self.line.to_string();
        let edge = |sign: &str| {
            let room = " ".repeat(number.len() + 1);
            Line::styled(style::HELP, format!("{room}{sign}"))
        };
        let place = format!(" {}:{}:{}", self.file, self.line, self.column);
        page.hanging(edge("-->").and(" "), Line::new().and(place.trim_start()));
        page.cut(&edge("|"));
        let line = Line::styled(style::HELP, format!("{number} |"));
        page.cut(&line.and(format!(" {}{}{}", self.before, self.marked, self.behind)));
        let signs = "^".repeat(display_width(&cleaned(&self.marked)).max(1));
        let room = " ".repeat(display_width(&cleaned(&self.before)) + 1);
        page.cut(&edge("|").and(room).with(style::ERROR, signs));
    }
}

fn first(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

fn last(text: &str, letters: usize) -> String {
    match text.char_indices().rev().nth(letters) {
        Some((at, letter)) => {
            format!("…{}", text.get(at + letter.len_utf8()..).unwrap_or_default())
        }
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str, place: Range<usize>) -> String {
        let mut page = Page::new(80);
        Excerpt::new("deal.json", text, &place).unwrap().draw(&mut page);
        page.finish().replace('\u{1b}', "").replace("[1m[36m", "").replace("[1m[31m", "").replace("[0m", "")
    }

    #[test]
    fn a_place_is_underlined_in_its_line() {
        let text = "{\n  \"名\": \"lots\",\n}";
        let at = text.find("\"lots\"").unwrap();
        assert_eq!(
            drawn(text, at..at + 6),
            "  --> deal.json:2:8\n  |\n2 |   \"名\": \"lots\",\n  |         ^^^^^^\n"
        );
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let text = "[".repeat(10_000);
        let shown = drawn(&text, 5_000..5_001);
        assert!(shown.contains("1 | …[[["), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() <= 70), "{shown}");
    }

    #[test]
    fn the_end_of_a_text_is_a_place_too() {
        assert_eq!(drawn("{\n", 2..2), "  --> deal.json:2:1\n  |\n2 |\n  | ^\n");
        assert_eq!(Excerpt::new("x", "é", &(1..2)), None);
    }
}
