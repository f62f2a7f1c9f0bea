//! Pages of HTML that need nothing else: no network, no script, no font.

mod graph;
mod words;

pub use graph::graph_html;

use super::markup::{Element, element};

const STYLE: &str = include_str!("page.css");

/// What a browser may load for a page, and run in it: its own style, nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                      form-action 'none'";

/// A page with a title, in a language, of what stands in its body; with style of its own, if need be.
pub(super) fn page(title: &str, language: &str, style: String, body: Element) -> String {
    let head = element("head")
        .and(element("meta").with("charset", "utf-8"))
        .and(meta("viewport", "width=device-width, initial-scale=1"))
        .and(meta("color-scheme", "light dark"))
        .and(meta("referrer", "no-referrer"))
        .and(element("meta").with("http-equiv", "Content-Security-Policy").with("content", POLICY))
        .and(element("title").text(title))
        .and(element("style").style(STYLE).style(style));
    let page = element("html").with("lang", language).and(head).and(body);
    format!("<!DOCTYPE html>\n{}", page.written())
}

fn meta(name: &'static str, content: &'static str) -> Element {
    element("meta").with("name", name).with("content", content)
}

/// A picture that may be wider than the page: it scrolls, by mouse, finger and keyboard.
pub(super) fn figure(picture: Element, name: &str) -> Element {
    element("div")
        .class("picture")
        .with("role", "region")
        .with("aria-label", name)
        .with("tabindex", "0")
        .and(picture)
}
