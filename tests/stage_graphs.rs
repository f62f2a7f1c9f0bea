//! The reference verdicts on stage graphs, asked of `check` itself: each graph as a rule set, and what
//! is said of its stages.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests stop at the first surprise"
)]

use std::collections::BTreeSet;
use std::fmt::Write;

use dealgraph::{Code, Diagnostic, Library, Source};
use serde_json::Value;

const GRAPHS: &str = include_str!("conformance/stage_graphs.jsonl");

fn names(value: &Value) -> BTreeSet<&str> {
    value.as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect()
}

/// A graph as a process: the first end is won, the others are lost, and no move leads back by itself.
fn process(case: &Value) -> String {
    let start = case["start"].as_str().unwrap();
    let mut text = format!(
        "dealgraph = 1\n[process]\nid = \"graph\"\nname = \"Graph\"\nversion = \"1.0.0\"\n\
         back = \"never\"\nskip = \"never\"\nstart = [\"{start}\"]\n"
    );
    let ends = case["terminals"].as_array().unwrap();
    for stage in case["stages"].as_array().unwrap() {
        let kind = match ends.iter().position(|end| end == stage) {
            None => "open",
            Some(0) => "won",
            Some(_) => "lost",
        };
        write!(text, "[[stage]]\nid = {stage}\ntype = \"{kind}\"\n").unwrap();
    }
    for edge in case["edges"].as_array().unwrap() {
        write!(text, "[[transition]]\nfrom = {}\nto = {}\n", edge[0], edge[1]).unwrap();
    }
    text
}

/// The stages at which findings of a code point.
fn pointed_at(text: &str, found: &[Diagnostic], code: Code) -> BTreeSet<String> {
    let found = found.iter().filter(|diagnostic| diagnostic.code == code);
    let labels = found.flat_map(|diagnostic| diagnostic.primary.iter().chain(&diagnostic.related));
    let written = labels.map(|label| &text[label.location.span.start..label.location.span.end]);
    written.map(|id| id.trim_matches('"').to_owned()).collect()
}

#[test]
fn check_says_of_each_graph_what_the_reference_says() {
    let mut defects = 0;
    let cases = GRAPHS.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    // A process without any transition has those that go without saying.
    for case in cases.filter(|case| !case["edges"].as_array().unwrap().is_empty()) {
        let text = process(&case);
        let found = Library::empty().check(Source::new("graph.toml", text.as_str()));
        let unreachable = pointed_at(&text, &found, Code::Unreachable);
        let unreachable: BTreeSet<&str> = unreachable.iter().map(String::as_str).collect();
        assert_eq!(unreachable, names(&case["unreachable"]), "{case}");
        let trapped = pointed_at(&text, &found, Code::NoWayOut);
        let trapped: BTreeSet<&str> =
            trapped.iter().map(String::as_str).filter(|id| !unreachable.contains(id)).collect();
        assert_eq!(trapped, names(&case["no_path_to_terminal"]), "{case}");
        let is_sound = unreachable.is_empty() && trapped.is_empty();
        assert_eq!(is_sound, case["sound"] == true, "{case}");
        defects += usize::from(!is_sound);
    }
    assert!(defects > 50, "only {defects} graphs with defects");
}
