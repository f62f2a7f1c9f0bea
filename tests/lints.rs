//! The annotated rule sets of `tests/defects` that only a compiled rule set shows: the first line
//! names every code and its line, and a near miss beside each gives nothing.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests stop at the first surprise and read files"
)]

use std::collections::BTreeSet;
use std::path::Path;

use dealgraph::{Diagnostic, Library, Source};

/// The codes of these cases.
const CODES: [&str; 18] = [
    "DG0106", "DG0203", "DG0402", "DG0403", "DG0404", "DG0405", "DG0502", "DG0503", "DG0504",
    "DG0505", "DG0603", "DG0604", "DG0605", "DG0606", "DG0607", "DG0608", "DG0201", "DG0901",
];

struct Case {
    name: String,
    expected: Vec<String>,
    found: Vec<Diagnostic>,
}

fn cases() -> Vec<Case> {
    let library = Library::builtin();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/defects");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| CODES.iter().any(|code| name.starts_with(code)))
        .collect();
    names.sort();
    let case = |name: String| {
        let text = std::fs::read_to_string(folder.join(&name)).unwrap();
        let first = text.lines().next().and_then(|line| line.strip_prefix("#~ ")).unwrap();
        let expected =
            first.split(", ").filter(|note| *note != "nothing").map(str::to_owned).collect();
        let found = library.check(Source::new(name.clone(), text));
        Case { name, expected, found }
    };
    names.into_iter().map(case).collect()
}

fn summary(found: &[Diagnostic]) -> Vec<String> {
    let line = |d: &Diagnostic| d.primary.as_ref().map_or(0, |label| label.location.start().line);
    found.iter().map(|d| format!("{} {}", d.code, line(d))).collect()
}

#[test]
fn each_finding_is_on_its_line_and_nothing_else_is_found() {
    let mut wrong = Vec::new();
    for case in cases() {
        if summary(&case.found) != case.expected {
            let found: Vec<String> = case.found.iter().map(ToString::to_string).collect();
            wrong.push(format!("{}: expected {:?}, found {found:#?}", case.name, case.expected));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_code_has_a_case_and_each_case_a_near_miss() {
    let names: BTreeSet<String> = cases().into_iter().map(|case| case.name).collect();
    for code in CODES {
        assert!(names.iter().any(|name| name.starts_with(code)), "{code} has no case");
    }
    for name in names.iter().filter(|name| !name.ends_with(".near.toml")) {
        assert!(names.contains(&name.replace(".toml", ".near.toml")), "{name} has no near miss");
    }
}

#[test]
fn messages_keep_to_the_house_style() {
    for case in cases() {
        for found in &case.found {
            let message = &found.message;
            assert!(!message.starts_with(char::is_uppercase), "{}: {message}", case.name);
            assert!(!message.ends_with('.'), "{}: {message}", case.name);
            let help = found.help.as_deref().unwrap_or_default();
            assert!(!help.is_empty() && !help.ends_with('.'), "{}: {help}", case.name);
            assert!(!help.starts_with(char::is_uppercase), "{}: {help}", case.name);
            assert!(found.primary.is_some(), "{}: {message}", case.name);
        }
    }
}
