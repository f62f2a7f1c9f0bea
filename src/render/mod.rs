//! Floor 8: results become text. A leaf: nothing reads its output.

pub(crate) mod briefing;
mod coach;
mod document;
mod dot;
mod guide;
mod markup;
mod mermaid;
mod page;
mod picture;
pub(crate) mod prompt;
mod report;
mod sarif;
mod telling;
mod text_graph;
mod words;

pub use dot::dot;
pub use guide::guide;
pub use mermaid::mermaid;
pub use page::graph_html;
pub use picture::{DealView, svg};
pub use report::Report;
pub use sarif::sarif;
pub use text_graph::graph_text;

use crate::playbook::coaching::{ASSISTANT_NAMES, NAMES};

/// The names that a rep's or manager's coaching template may use besides those of every text, each
/// with what it stands for.
pub fn coaching_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMES.iter().map(|name| (name.name, name.about))
}

/// The only names that a language model's template may use, each with what it stands for.
pub fn assistant_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    ASSISTANT_NAMES.iter().map(|name| (name.name, name.about))
}
