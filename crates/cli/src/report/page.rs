//! Lines that fit a terminal, and colours with a meaning.

use std::collections::BTreeMap;
use std::ops::Range;

use anstyle::{AnsiColor, Style};
use dealgraph::{Language, Playbook};
use textwrap::core::display_width;

use super::words::{GLUE, cleaned, spoken};

/// Widest report: longer lines are hard to read.
const WIDEST: usize = 100;
/// Narrowest report: below it a layout falls apart.
const NARROWEST: usize = 40;
/// Narrowest column of wrapped text.
const NARROWEST_TEXT: usize = 16;
/// Spaces before a text whose front stands above it.
const INDENT: usize = 6;

/// The colours of a report. Each goes with a word or a sign, never alone.
pub(crate) mod style {
    use super::{AnsiColor, Style};

    pub(crate) const PLAIN: Style = Style::new();
    pub(crate) const STRONG: Style = Style::new().bold();
    pub(crate) const QUIET: Style = Style::new().dimmed();
    pub(crate) const GOOD: Style = AnsiColor::Green.on_default();
    pub(crate) const WARN: Style = AnsiColor::Yellow.on_default();
    pub(crate) const BAD: Style = AnsiColor::Red.on_default();
    pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
    pub(crate) const HELP: Style = AnsiColor::Cyan.on_default().bold();
}

/// A line, or a text that is yet to be wrapped, in pieces of one style each.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    text: String,
    styles: Vec<(Range<usize>, Style)>,
}

impl Line {
    /// An empty line.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A line of one style.
    pub(crate) fn styled(style: Style, text: impl AsRef<str>) -> Self {
        Self::new().with(style, text)
    }

    /// The same with a piece at its end; whatever in it could steer a terminal is left out.
    pub(crate) fn with(mut self, style: Style, text: impl AsRef<str>) -> Self {
        let start = self.text.len();
        self.text.push_str(&cleaned(text.as_ref()));
        if style != style::PLAIN && self.text.len() > start {
            self.styles.push((start..self.text.len(), style));
        }
        self
    }

    /// The same with a plain piece at its end.
    pub(crate) fn and(self, text: impl AsRef<str>) -> Self {
        self.with(style::PLAIN, text)
    }

    /// The same with spaces up to a column.
    pub(crate) fn up_to(mut self, column: usize) -> Self {
        let room = column.saturating_sub(self.width());
        self.text.extend(std::iter::repeat_n(' ', room));
        self
    }

    /// How many columns it takes.
    pub(crate) fn width(&self) -> usize {
        display_width(&self.text)
    }

    /// A part of it, drawn.
    fn drawn(&self, part: Range<usize>) -> String {
        let mut drawn = String::new();
        let mut at = part.start;
        for (range, style) in &self.styles {
            let (start, end) = (range.start.max(at), range.end.min(part.end));
            if start < end {
                drawn.push_str(&self.shown(at..start));
                drawn.push_str(&format!("{style}{}{style:#}", self.shown(start..end)));
                at = end;
            }
        }
        drawn + &self.shown(at..part.end)
    }

    fn shown(&self, part: Range<usize>) -> String {
        self.text.get(part).unwrap_or_default().replace(GLUE, " ")
    }
}

/// A report in the making.
#[derive(Debug)]
pub(crate) struct Page {
    text: String,
    width: usize,
    language: Language,
    /// What people call the roles of a buying decision.
    roles: BTreeMap<String, String>,
}

impl Page {
    /// An empty page.
    pub(crate) fn new(width: usize) -> Self {
        let width = width.clamp(NARROWEST, WIDEST);
        let text = String::new();
        Self { text, width, language: Language::English, roles: BTreeMap::new() }
    }

    /// The same in another language.
    pub(crate) fn in_language(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// The same in the language of a playbook, with its names for roles.
    pub(crate) fn by(self, playbook: &Playbook) -> Self {
        let roles = playbook.roles().map(|role| (role.id().to_owned(), role.name().to_owned()));
        Self { language: playbook.language(), roles: roles.collect(), ..self }
    }

    /// What people call a role.
    pub(crate) fn role(&self, id: &str) -> String {
        let name = self.roles.get(id).filter(|_| self.language != Language::English);
        name.cloned().unwrap_or_else(|| spoken(id))
    }

    /// The language of its words.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// How many columns there are.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// An empty line.
    pub(crate) fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// A heading with an empty line before it, and a quiet remark behind it.
    pub(crate) fn heading(&mut self, text: &str, remark: &str) {
        self.gap();
        let mut line = Line::styled(style::STRONG, text);
        if !remark.is_empty() {
            line = line.and("  ").with(style::QUIET, remark);
        }
        self.hanging(Line::new(), line);
    }

    /// A text behind a front, wrapped so that its lines begin below one another. A front that would
    /// leave no room stands on a line of its own.
    pub(crate) fn hanging(&mut self, front: Line, text: Line) {
        let indent = front.width();
        if indent + NARROWEST_TEXT > self.width && !text.text.is_empty() {
            self.cut(&front);
            return self.indented(INDENT, text);
        }
        let room = self.width.saturating_sub(indent);
        let mut front = Some(front);
        for part in wrapped(&text.text, room) {
            let line = match front.take() {
                Some(front) => front.drawn(0..front.text.len()) + &text.drawn(part),
                None => " ".repeat(indent) + &text.drawn(part),
            };
            self.line(&line);
        }
        if let Some(front) = front {
            self.line(&front.drawn(0..front.text.trim_end().len()));
        }
    }

    /// A wrapped text behind spaces.
    pub(crate) fn indented(&mut self, indent: usize, text: Line) {
        self.hanging(Line::new().up_to(indent), text);
    }

    /// A line that is cut at the end of the page.
    pub(crate) fn cut(&mut self, line: &Line) {
        let text = line.text.trim_end();
        if display_width(text) <= self.width {
            return self.line(&line.drawn(0..text.len()));
        }
        let end = end_within(&line.text, self.width.saturating_sub(1));
        let end = line.text.get(..end).map_or(0, |kept| kept.trim_end().len());
        self.line(&(line.drawn(0..end) + "…"));
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// The whole page.
    pub(crate) fn finish(self) -> String {
        self.text
    }
}

/// The parts of a text that fit a width each, one for each line.
fn wrapped(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = 0;
    let unsplit = textwrap::WordSplitter::NoHyphenation;
    let options = textwrap::Options::new(width).word_splitter(unsplit);
    let mut lines = textwrap::wrap(text, &options);
    // The fairest breaks can let a line stand out a little.
    if lines.iter().any(|line| display_width(line) > width) {
        lines = textwrap::wrap(text, options.wrap_algorithm(textwrap::WrapAlgorithm::FirstFit));
    }
    for line in lines {
        let rest = text.get(at..).unwrap_or_default();
        let start = rest.find(&*line).map_or(at, |skipped| at + skipped);
        let end = start + line.trim_end().len();
        if start < end {
            parts.push(start..end);
        }
        at = start + line.len();
    }
    parts
}

/// Where a text has to end to be no wider than this.
fn end_within(text: &str, width: usize) -> usize {
    let mut used = 0;
    let mut end = 0;
    for (at, letter) in text.char_indices() {
        used += display_width(letter.encode_utf8(&mut [0; 4]));
        if used > width {
            break;
        }
        end = at + letter.len_utf8();
    }
    end
}

/// A text cut to a width.
pub(crate) fn shortened(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_owned();
    }
    let end = end_within(text, width.saturating_sub(1));
    format!("{}…", text.get(..end).unwrap_or_default().trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(width: usize, front: &str, text: &str) -> String {
        let mut page = Page::new(width);
        page.hanging(Line::new().and(front), Line::new().and(text));
        page.finish()
    }

    #[test]
    fn wrapped_lines_begin_below_one_another() {
        let shown =
            page(40, "  1  ", "Ask who releases the money and what they have said about it");
        assert_eq!(
            shown,
            "  1  Ask who releases the money and what\n     they have said about it\n"
        );
    }

    #[test]
    fn a_front_that_leaves_no_room_stands_alone() {
        let shown = page(40, &format!("  {}  ", "k".repeat(30)), "what it means");
        assert_eq!(shown, format!("  {}\n      what it means\n", "k".repeat(30)));
    }

    #[test]
    fn wide_letters_count_twice() {
        let shown = page(40, "", &"调查研究".repeat(12));
        assert!(shown.lines().all(|line| display_width(line) <= 40), "{shown}");
        assert_eq!(shown.lines().count(), 3);
    }

    #[test]
    fn no_line_is_wider_than_the_page_and_none_ends_in_a_space() {
        let long = format!("a{} b  c   {} ", "x".repeat(200), "d ".repeat(90));
        for width in [40, 41, 63, 80, 100] {
            for line in page(width, "    ", &long).lines() {
                assert!(display_width(line) <= width && line.trim_end() == line, "{line:?}");
            }
        }
    }

    #[test]
    fn styles_follow_the_text_over_line_ends() {
        let mut page = Page::new(40);
        let text = "b".repeat(30) + " " + &"c".repeat(20);
        page.hanging(Line::new(), Line::new().and("a ").with(style::STRONG, &text));
        let bold = style::STRONG;
        let lines = [
            format!("a {bold}{}{bold:#}", "b".repeat(30)),
            format!("{bold}{}{bold:#}", "c".repeat(20)),
        ];
        assert_eq!(page.finish(), lines.join("\n") + "\n");
    }

    #[test]
    fn a_line_is_cut_with_a_sign() {
        let mut page = Page::new(40);
        page.cut(&Line::new().and("one two three four five six seven eight nine"));
        assert_eq!(page.finish(), "one two three four five six seven eight…\n");
        assert_eq!(shortened("abcdef", 4), "abc…");
        assert_eq!(shortened("abcd", 4), "abcd");
    }

    #[test]
    fn escape_sequences_from_outside_do_not_get_through() {
        let shown = page(40, "", "red \u{1b}[31malert\u{202e} and\nmore");
        assert_eq!(shown, "red  [31malert  and more\n");
    }
}
