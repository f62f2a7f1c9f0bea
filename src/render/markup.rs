//! Elements of XML and HTML. Texts and attributes are escaped where they are written, so that
//! nothing that stands in them can become markup.

use std::borrow::Cow;

use crate::base::line::harmless;

/// An element with its attributes and what stands in it.
#[derive(Debug, Clone)]
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    inside: Vec<Inside>,
}

#[derive(Debug, Clone)]
enum Inside {
    Element(Element),
    Text(String),
    /// Style of this package, whose lines are kept.
    Style(Cow<'static, str>),
}

/// Elements that never hold anything. All others are closed by a tag of their own, so that the
/// same text is HTML and XML.
const EMPTY: [&str; 8] = ["br", "circle", "col", "hr", "line", "meta", "path", "rect"];

/// An element without anything in it yet.
pub(super) fn element(name: &'static str) -> Element {
    Element { name, attributes: Vec::new(), inside: Vec::new() }
}

impl Element {
    /// With an attribute.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// With a class.
    pub(super) fn class(self, value: impl Into<String>) -> Self {
        self.with("class", value)
    }

    /// With a text after what stands in it already.
    pub(super) fn text(mut self, text: impl AsRef<str>) -> Self {
        self.inside.push(Inside::Text(harmless(text.as_ref())));
        self
    }

    /// With a style of this package in it. It must not hold what would be escaped.
    pub(super) fn style(mut self, style: impl Into<Cow<'static, str>>) -> Self {
        self.inside.push(Inside::Style(style.into()));
        self
    }

    /// With another element in it.
    pub(super) fn and(mut self, child: Self) -> Self {
        self.inside.push(Inside::Element(child));
        self
    }

    /// With other elements in it.
    pub(super) fn all(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.inside.extend(children.into_iter().map(Inside::Element));
        self
    }

    /// Puts another element into it.
    pub(super) fn push(&mut self, child: Self) {
        self.inside.push(Inside::Element(child));
    }

    /// It as text. Elements that hold only elements have them on lines of their own.
    pub(super) fn written(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text.push('\n');
        text
    }

    fn write(&self, text: &mut String) {
        text.push_str(&format!("<{}", self.name));
        for (name, value) in &self.attributes {
            text.push_str(&format!(" {name}=\"{}\"", escaped(&harmless(value))));
        }
        if EMPTY.contains(&self.name) {
            text.push_str("/>");
            return;
        }
        text.push('>');
        let is_block = self.inside.iter().all(|inside| matches!(inside, Inside::Element(_)));
        for inside in &self.inside {
            if is_block {
                text.push('\n');
            }
            match inside {
                Inside::Element(element) => element.write(text),
                Inside::Text(words) => text.push_str(&escaped(words)),
                Inside::Style(style) => text.push_str(&escaped(style)),
            }
        }
        if is_block && !self.inside.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("</{}>", self.name));
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::element;

    #[test]
    fn nothing_in_a_text_or_an_attribute_becomes_markup() {
        let hostile = "\"><script>&\u{202e}\u{0}]]>";
        let written = element("p").with("title", hostile).text(hostile).written();
        let safe = "&quot;&gt;&lt;script&gt;&amp;  ]]&gt;";
        assert_eq!(written, format!("<p title=\"{safe}\">{safe}</p>\n"));
    }
}
