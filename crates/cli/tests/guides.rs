//! The guides in `docs/methodologies` are what the program writes today.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeMap;
use std::path::Path;

use common::{err, folder, out, package, run};

fn pages(folder: &Path) -> BTreeMap<String, String> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect()
}

#[test]
fn the_guides_are_current() {
    let fresh = folder("guides");
    let output = run(&["guide", "--out", &fresh.display().to_string()]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let (fresh, kept) = (pages(&fresh), pages(&package().join("../../docs/methodologies")));
    assert_eq!(fresh.keys().collect::<Vec<_>>(), kept.keys().collect::<Vec<_>>());
    for (name, text) in &fresh {
        let is_same = kept.get(name) == Some(text);
        assert!(is_same, "{name}: run `cargo run -- guide --out docs/methodologies`");
    }
}

#[test]
fn a_guide_is_for_people() {
    for (name, text) in pages(&package().join("../../docs/methodologies")) {
        let mut is_picture = false;
        for line in text.lines().filter(|_| name != "README.md") {
            is_picture ^= line.starts_with("```");
            let is_code = line.contains('`') && !line.starts_with("```");
            assert!(is_picture || !is_code, "{name} shows a condition: {line}");
        }
        assert!(!is_picture, "{name}: a picture without an end");
    }
}

#[test]
fn a_guide_is_written_in_the_language_asked_for_and_only_where_asked() {
    let output = run(&["guide", "spin", "--lang", "zh-CN"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let text = out(&output);
    assert!(text.contains("\n## 何时适用\n") && text.contains("```mermaid"), "{text}");
    let checklist = out(&run(&["guide", "meddpicc"]));
    assert!(checklist.contains("\n## What it asks for\n") && !checklist.contains("Any stage"));
    assert!(!checklist.contains("```mermaid"));
    assert_eq!(run(&["guide"]).status.code(), Some(2));
    assert_eq!(run(&["guide", "spinn"]).status.code(), Some(2));
}
