//! Coaching prompts: what they say, and what they never let through.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::unreachable,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and reads files"
)]

#[path = "../deals/mod.rs"]
#[allow(dead_code, reason = "each test uses its own part of this")]
mod deals;
mod golden;
mod honesty;
mod safety;
#[path = "../sample/mod.rs"]
mod sample;
mod templates;

use dealgraph::render::{assistant_names, coaching_names};
use dealgraph::{Deal, Library, Playbook, Source, Timestamp};

fn moment() -> Timestamp {
    Timestamp::parse("2026-11-23T09:00:00Z").unwrap()
}

/// A deal of the examples or of these tests, with its playbook.
fn example(name: &str) -> (Playbook, Deal) {
    let root = env!("CARGO_MANIFEST_DIR");
    let read = |path: &str| std::fs::read_to_string(format!("{root}/{path}"));
    let text = read(&format!("examples/deals/{name}.json"))
        .or_else(|_| read(&format!("tests/coaching/deals/{name}.json")))
        .unwrap();
    let deal: Deal = serde_json::from_str(&text).unwrap();
    let named = deal.playbook.as_deref().unwrap();
    let id = named.trim_start_matches("../processes/").trim_end_matches(".toml");
    let library = Library::builtin();
    let library = match named.ends_with(".toml") {
        true => {
            let rules = read(&format!("examples/processes/{id}.toml")).unwrap();
            library.with_source(Source::new(format!("{id}.toml"), rules)).unwrap()
        }
        false => library,
    };
    (library.compile(id).unwrap(), deal)
}

#[test]
fn the_documentation_lists_exactly_the_names_there_are() {
    let page = include_str!("../../docs/coaching.md");
    for (name, about) in coaching_names().chain(assistant_names()) {
        assert!(page.contains(&format!("| `{name}` | {about} |")), "| `{name}` | {about} |");
    }
    let rows = page.lines().filter(|line| line.starts_with("| `")).count();
    assert_eq!(rows, 4 + coaching_names().count() + assistant_names().count());
}
