//! Texts with headings and lists, written as Markdown or as HTML. What they say is escaped where it is
//! written, so that nothing in it can become markup.

use super::markup::{Element, element};
use crate::base::line::one_line;

/// Headings, paragraphs and lists, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Document {
    blocks: Vec<Block>,
}

#[derive(Debug, Clone)]
enum Block {
    Heading(usize, String),
    Paragraph(Text),
    Quote(Vec<String>),
    List(Marker, Vec<Item>),
    /// A score in words, and in percent.
    Meter(String, f64),
    Table {
        head: Vec<String>,
        rows: Vec<Vec<String>>,
    },
    /// A picture in Mermaid's language. Pages have one of their own.
    Mermaid(String),
}

/// What stands before the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    Dot,
    Number,
}

/// An item of a list, with items below it.
#[derive(Debug, Clone)]
pub(super) struct Item {
    text: Text,
    below: Vec<Text>,
}

/// A text of parts that look differently.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Text {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Plain(String),
    Strong(String),
    Quiet(String),
    NextLine,
}

/// A text without anything special.
pub(super) fn plain(text: impl AsRef<str>) -> Text {
    Text::default().plain(text)
}

/// A text that matters.
pub(super) fn strong(text: impl AsRef<str>) -> Text {
    Text::default().strong(text)
}

impl Text {
    pub(super) fn plain(self, text: impl AsRef<str>) -> Self {
        self.with(Part::Plain(text.as_ref().to_owned()))
    }

    pub(super) fn strong(self, text: impl AsRef<str>) -> Self {
        self.with(Part::Strong(one_line(text.as_ref())))
    }

    pub(super) fn quiet(self, text: impl AsRef<str>) -> Self {
        self.with(Part::Quiet(one_line(text.as_ref())))
    }

    /// Goes on in a line of its own.
    pub(super) fn next_line(self) -> Self {
        self.with(Part::NextLine)
    }

    fn with(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    pub(super) fn item(self) -> Item {
        Item { text: self, below: Vec::new() }
    }

    fn markdown(&self, indent: &str) -> String {
        let mut written = String::new();
        for part in &self.parts {
            let is_first = written.is_empty();
            match part {
                Part::Plain(text) if is_first => written.push_str(&line_start(text)),
                Part::Plain(text) => written.push_str(&escaped(text)),
                Part::Strong(text) => written.push_str(&format!("**{}**", escaped(text))),
                Part::Quiet(text) => written.push_str(&format!("*{}*", escaped(text))),
                Part::NextLine => written.push_str(&format!("  \n{indent}")),
            }
        }
        written
    }

    fn into_element(self, mut holder: Element) -> Element {
        for part in self.parts {
            holder = match part {
                Part::Plain(text) => holder.text(text),
                Part::Strong(text) => holder.and(element("strong").text(text)),
                Part::Quiet(text) => holder.and(element("em").text(text)),
                Part::NextLine => holder.and(element("br")),
            };
        }
        holder
    }
}

impl Item {
    /// With items below it.
    pub(super) fn over(self, below: Vec<Text>) -> Self {
        Self { below, ..self }
    }
}

impl Document {
    pub(super) fn heading(&mut self, level: usize, text: impl AsRef<str>) {
        self.blocks.push(Block::Heading(level, one_line(text.as_ref())));
    }

    pub(super) fn paragraph(&mut self, text: Text) {
        self.blocks.push(Block::Paragraph(text));
    }

    pub(super) fn quote<'t>(&mut self, lines: impl IntoIterator<Item = &'t str>) {
        self.blocks.push(Block::Quote(lines.into_iter().map(one_line).collect()));
    }

    /// A list; nothing where it is empty.
    pub(super) fn list(&mut self, marker: Marker, items: impl IntoIterator<Item = Item>) {
        let items: Vec<Item> = items.into_iter().collect();
        if !items.is_empty() {
            self.blocks.push(Block::List(marker, items));
        }
    }

    /// A score in words, and in percent.
    pub(super) fn meter(&mut self, text: String, percent: f64) {
        self.blocks.push(Block::Meter(text, percent));
    }

    /// A table without the columns in which nothing stands; nothing where it has no rows.
    pub(super) fn table(&mut self, head: Vec<String>, rows: Vec<Vec<String>>) {
        let is_filled = |column: usize| {
            rows.iter().any(|row| row.get(column).is_some_and(|cell| !cell.is_empty()))
        };
        let filled: Vec<bool> = (0..head.len()).map(is_filled).collect();
        let kept = |cells: Vec<String>| {
            let cells = cells.into_iter().zip(&filled).filter(|(_, is_filled)| **is_filled);
            cells.map(|(cell, _)| cell).collect::<Vec<String>>()
        };
        let rows: Vec<Vec<String>> = rows.into_iter().map(&kept).collect();
        if !rows.is_empty() {
            self.blocks.push(Block::Table { head: kept(head), rows });
        }
    }

    pub(super) fn mermaid(&mut self, picture: String) {
        self.blocks.push(Block::Mermaid(picture));
    }

    /// Puts another document behind it.
    pub(super) fn append(&mut self, other: Self) {
        self.blocks.extend(other.blocks);
    }

    /// The same with its headings so many levels higher.
    pub(super) fn raised(mut self, by: usize) -> Self {
        for block in &mut self.blocks {
            if let Block::Heading(level, _) = block {
                *level = level.saturating_sub(by).max(1);
            }
        }
        self
    }

    /// It as Markdown.
    pub(super) fn markdown(&self) -> String {
        let blocks: Vec<String> = self.blocks.iter().map(Block::markdown).collect();
        blocks.join("\n")
    }

    /// It as elements of HTML.
    pub(super) fn elements(self) -> impl Iterator<Item = Element> {
        self.blocks.into_iter().filter_map(Block::into_element)
    }
}

impl Block {
    fn markdown(&self) -> String {
        match self {
            Self::Heading(level, text) => {
                format!("{} {}\n", "#".repeat((*level).min(6)), escaped(text))
            }
            Self::Paragraph(text) => format!("{}\n", text.markdown("")),
            Self::Quote(lines) => {
                let lines: Vec<String> = lines.iter().map(|line| quoted(line)).collect();
                lines.join("  \n") + "\n"
            }
            Self::List(marker, items) => {
                let items = items.iter().enumerate();
                items.map(|(place, item)| item.markdown(*marker, place + 1)).collect()
            }
            Self::Meter(text, _) => format!("**{}**\n", escaped(text)),
            Self::Table { head, rows } => {
                let row = |cells: &Vec<String>| {
                    let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
                    format!("| {} |\n", cells.join(" | "))
                };
                let rule = format!("|{}\n", " --- |".repeat(head.len()));
                row(head) + &rule + &rows.iter().map(row).collect::<String>()
            }
            Self::Mermaid(picture) => format!("```mermaid\n{picture}```\n"),
        }
    }

    fn into_element(self) -> Option<Element> {
        Some(match self {
            Self::Heading(level, text) => element(heading_name(level)).text(text),
            Self::Paragraph(text) => text.into_element(element("p")),
            Self::Quote(lines) => {
                let lines = lines.into_iter().filter(|line| !line.is_empty());
                element("blockquote").all(lines.map(|line| element("p").text(line)))
            }
            Self::List(marker, items) => {
                let name = if marker == Marker::Number { "ol" } else { "ul" };
                element(name).all(items.into_iter().map(Item::into_element))
            }
            Self::Meter(text, percent) => {
                let meter = element("meter")
                    .with("min", "0")
                    .with("max", "100")
                    .with("value", format!("{percent:.0}"))
                    .with("aria-hidden", "true")
                    .text("");
                element("p").class("score").and(element("strong").text(text)).and(meter)
            }
            Self::Table { head, rows } => {
                let head =
                    head.into_iter().map(|cell| element("th").with("scope", "col").text(cell));
                let rows = rows.into_iter().map(|row| {
                    element("tr")
                        .all(row.into_iter().map(|cell| element("td").text(one_line(&cell))))
                });
                element("table")
                    .and(element("thead").and(element("tr").all(head)))
                    .and(element("tbody").all(rows))
            }
            Self::Mermaid(_) => return None,
        })
    }
}

impl Item {
    fn markdown(&self, marker: Marker, number: usize) -> String {
        let (front, indent) = match marker {
            Marker::Dot => ("- ".to_owned(), "  "),
            Marker::Number => (format!("{number}. "), "   "),
        };
        let mut written = format!("{front}{}\n", self.text.markdown(indent));
        for text in &self.below {
            let text = text.markdown(&format!("{indent}  "));
            written.push_str(&format!("{indent}- {text}\n"));
        }
        written
    }

    fn into_element(self) -> Element {
        let item = self.text.into_element(element("li"));
        if self.below.is_empty() {
            return item;
        }
        let below = self.below.into_iter().map(|text| text.into_element(element("li")));
        item.and(element("ul").all(below))
    }
}

const fn heading_name(level: usize) -> &'static str {
    match level {
        0 | 1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}

fn quoted(line: &str) -> String {
    if line.is_empty() { ">".to_owned() } else { format!("> {}", line_start(line)) }
}

/// A text at the start of a line, where more letters mean something.
fn line_start(text: &str) -> String {
    let text = escaped(text);
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let mut letters = text.chars().skip(digits);
    match letters.next() {
        Some(sign @ ('-' | '+' | '=')) if digits == 0 => {
            format!("\\{sign}{}", letters.collect::<String>())
        }
        Some(sign @ ('.' | ')')) if digits > 0 => {
            let number: String = text.chars().take(digits).collect();
            format!("{number}\\{sign}{}", letters.collect::<String>())
        }
        _ => text,
    }
}

/// A text in which nothing is Markdown or HTML.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in crate::base::line::harmless(text).chars() {
        if matches!(letter, '\\' | '*' | '_' | '<' | '>' | '[' | ']' | '|' | '#' | '`' | '~' | '&')
        {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_said_becomes_markup() {
        let hostile = "- **x** [a](b) <script> `c` ~~d~~ &lt;\n# e\u{202e}";
        let mut document = Document::default();
        document.paragraph(plain(one_line(hostile)));
        document.list(Marker::Number, [plain("1. x").quiet("*").item()]);
        assert_eq!(
            document.markdown(),
            "\\- \\*\\*x\\*\\* \\[a\\](b) \\<script\\> \\`c\\` \\~\\~d\\~\\~ \\&lt; \\# e\n\n\
             1. 1\\. x*\\**\n"
        );
        let html: Vec<String> = document.elements().map(|element| element.written()).collect();
        assert_eq!(
            html.concat(),
            "<p>- **x** [a](b) &lt;script&gt; `c` ~~d~~ &amp;lt; # e</p>\n\
             <ol>\n<li>1. x<em>*</em></li>\n</ol>\n"
        );
    }
}
