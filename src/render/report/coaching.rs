//! A coaching text in a report: its headings, lists and paragraphs. Inside a line nothing is read as
//! markup, since facts stand there.

use crate::render::document::{Document, Marker, Text, plain, strong};

/// What a line of a coaching text begins.
enum Line<'t> {
    Heading(usize, &'t str),
    Item(Marker, &'t str),
    Quote(&'t str),
    /// It goes on with what stands above it.
    More(&'t str),
    Empty,
}

/// What has been read and may still go on.
enum Open {
    Nothing,
    Paragraph(Text),
    List(Marker, Vec<Text>),
    Quote(Vec<String>),
}

/// Reads a coaching text without its title. The headings in it come to stand below one of the second
/// level.
pub(super) fn read(text: &str) -> Document {
    let mut document = Document::default();
    let mut open = Open::Nothing;
    for line in text.lines() {
        open = match (line_of(line), open) {
            (Line::Heading(1, _), open) => close(open, &mut document),
            (Line::Heading(level, text), open) => {
                let open = close(open, &mut document);
                document.heading(level + 1, text);
                open
            }
            (Line::Item(marker, text), Open::List(known, mut items)) if known == marker => {
                items.push(shown(text));
                Open::List(known, items)
            }
            (Line::Item(marker, text), open) => {
                close(open, &mut document);
                Open::List(marker, vec![shown(text)])
            }
            (Line::Quote(text), Open::Quote(mut lines)) => {
                lines.push(text.to_owned());
                Open::Quote(lines)
            }
            (Line::Quote(text), open) => {
                close(open, &mut document);
                Open::Quote(vec![text.to_owned()])
            }
            (Line::More(text), Open::Paragraph(told)) => {
                Open::Paragraph(told.next_line().plain(text))
            }
            (Line::More(text), Open::List(marker, mut items)) if line.starts_with(' ') => {
                let last = items.pop().unwrap_or_default();
                items.push(last.next_line().plain(text));
                Open::List(marker, items)
            }
            (Line::More(text), open) => {
                close(open, &mut document);
                Open::Paragraph(shown(text))
            }
            (Line::Empty, open) => close(open, &mut document),
        };
    }
    close(open, &mut document);
    document
}

fn close(open: Open, document: &mut Document) -> Open {
    match open {
        Open::Nothing => {}
        Open::Paragraph(text) => document.paragraph(text),
        Open::List(marker, items) => document.list(marker, items.into_iter().map(Text::item)),
        Open::Quote(lines) => document.quote(lines.iter().map(String::as_str)),
    }
    Open::Nothing
}

fn line_of(line: &str) -> Line<'_> {
    let text = line.trim();
    let level = text.chars().take_while(|letter| *letter == '#').count();
    if let Some(heading) = text.trim_start_matches('#').strip_prefix(' ').filter(|_| level > 0) {
        return Line::Heading(level, heading);
    }
    if let Some(item) = text.strip_prefix("- ").or_else(|| text.strip_prefix("* ")) {
        return Line::Item(Marker::Dot, item);
    }
    if let Some((number, item)) = text.split_once(". ")
        && number.len() < 4
        && !number.is_empty()
        && number.chars().all(|letter| letter.is_ascii_digit())
    {
        return Line::Item(Marker::Number, item);
    }
    if let Some(quoted) = text.strip_prefix('>') {
        return Line::Quote(quoted.trim_start());
    }
    if text.is_empty() { Line::Empty } else { Line::More(text) }
}

/// A line that is strong as a whole is shown so.
fn shown(text: &str) -> Text {
    let inner = text.strip_prefix("**").and_then(|text| text.strip_suffix("**"));
    match inner.filter(|inner| !inner.contains("**")) {
        Some(inner) => strong(inner),
        None => plain(text),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn blocks_are_kept_and_nothing_inside_a_line_is_markup() {
        let text = "# Northwind\n\nIn Opening.\n\n## Do\n\n**Ask [x](y)**\n\n1. One\n   more\n2. *Two*\n\n> A\n> B";
        assert_eq!(
            read(text).markdown(),
            "In Opening.\n\n### Do\n\n**Ask \\[x\\](y)**\n\n1. One  \n   more\n2. \\*Two\\*\n\n> A  \n> B\n"
        );
    }
}
