//! Lines of a given width, and colours with a meaning.

use std::fmt::Display;

use anstyle::{AnsiColor, Style};

/// Widest report: longer lines are hard to read.
const WIDEST: usize = 100;

/// The colours of a report. Each goes with a word or a sign, never alone.
pub(crate) mod style {
    use super::{AnsiColor, Style};

    pub(crate) const GOOD: Style = AnsiColor::Green.on_default();
    pub(crate) const BAD: Style = AnsiColor::Red.on_default();
    pub(crate) const WARN: Style = AnsiColor::Yellow.on_default();
    pub(crate) const QUIET: Style = Style::new().dimmed();
    pub(crate) const STRONG: Style = Style::new().bold();
    pub(crate) const HEADING: Style = Style::new().bold().underline();
}

/// A text in a style.
pub(crate) fn styled(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

/// A report in the making.
#[derive(Debug, Default)]
pub(crate) struct Page {
    text: String,
    width: usize,
}

impl Page {
    /// A page as wide as the terminal, within reason; 80 columns where there is none.
    pub(crate) fn new() -> Self {
        let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let width: usize = asked.unwrap_or_else(textwrap::termwidth);
        Self { text: String::new(), width: width.clamp(40, WIDEST) }
    }

    /// An empty line.
    pub(crate) fn gap(&mut self) {
        self.text.push('\n');
    }

    /// A heading with an empty line before it.
    pub(crate) fn heading(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.gap();
        }
        self.text.push_str(&styled(style::HEADING, text));
        self.gap();
    }

    /// A line as it is.
    pub(crate) fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.gap();
    }

    /// A text behind a mark, wrapped so that its lines begin below one another. `shown` is how the
    /// mark looks, `mark` how wide it is.
    pub(crate) fn item(&mut self, mark: &str, shown: &str, text: &str, style: Style) {
        let indent = textwrap::core::display_width(mark);
        let width = self.width.saturating_sub(indent).max(20);
        let lines = textwrap::wrap(text, width);
        for (index, line) in lines.iter().enumerate() {
            let front = if index == 0 { shown.to_owned() } else { " ".repeat(indent) };
            let line = if style == Style::new() { line.to_string() } else { styled(style, line) };
            self.line(&format!("{front}{line}"));
        }
    }

    /// A wrapped text behind spaces.
    pub(crate) fn note(&mut self, indent: usize, text: &str, style: Style) {
        let spaces = " ".repeat(indent);
        self.item(&spaces, &spaces, text, style);
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }
}

/// «1 day», «3 days».
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

/// Text from outside without anything that could move the cursor or change its direction.
pub(crate) fn clean(text: &str) -> String {
    let unwanted = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if unwanted(c) { ' ' } else { c }).collect()
}
