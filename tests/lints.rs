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
const CODES: [&str; 19] = [
    "DG0106", "DG0203", "DG0402", "DG0403", "DG0404", "DG0405", "DG0502", "DG0503", "DG0504",
    "DG0505", "DG0603", "DG0604", "DG0605", "DG0606", "DG0607", "DG0608", "DG0201", "DG0901",
    "DG0412",
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

const OURS: &str = r#"dealgraph = 1

[methodology]
id = "ours"
name = "Ours"
version = "1.0.0"
principles = ["Listen", "Ask"]

[[stage]]
id = "talk"
name = "Talk"
goal = "Hear what hurts"

  [[stage.exit]]
  id = "sized"
  when = "amount > 0.0"
  otherwise = "Nobody knows how large it is"

[play.recap]
do = "Write it down"
because = "People forget"

[play.ask]
do = "Ask again"
because = "People change their minds"

[strategy]
closing = "Ask for the next step"
"#;

/// What is found in a translation of these texts.
fn translated(texts: &str) -> Vec<String> {
    let library = Library::builtin().with_source(Source::new("ours.toml", OURS)).unwrap();
    let head = "dealgraph = 1\n[translation]\nof = \"ours\"\nlang = \"de\"\n";
    let found = library.check(Source::new("de.toml", format!("{head}{texts}")));
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn a_translation_is_told_what_it_leaves_out() {
    let found = translated(
        "[methodology]\nname = \"Unsere\"\nprinciples = [\"Zuhören\"]\n[stage.talk]\nname = \"Gespräch\"\n",
    );
    assert_eq!(
        found,
        [
            "de.toml:3:7: info[DG0705]: `ours` has `play` without a de translation: `recap`, `ask`",
            "de.toml:3:7: info[DG0705]: `ours` has `strategy` without a de translation: `closing`",
            "de.toml:5:2: info[DG0705]: `methodology` has texts without a de translation: `principles.1`",
            "de.toml:8:8: info[DG0705]: `stage.talk` has texts without a de translation: `goal`, `exit.sized.otherwise`",
        ]
    );
}

#[test]
fn a_translation_of_everything_is_told_nothing() {
    let found = translated(
        "[methodology]\nname = \"Unsere\"\nprinciples = [\"Zuhören\", \"Fragen\"]\n\
         [stage.talk]\nname = \"Gespräch\"\ngoal = \"Hören, was schmerzt\"\n\
         [stage.talk.exit.sized]\notherwise = \"Die Größe ist nicht bekannt\"\n\
         [play.recap]\ndo = \"Aufschreiben\"\nbecause = \"Man vergisst\"\n\
         [play.ask]\ndo = \"Noch einmal fragen\"\nbecause = \"Man überlegt es sich\"\n\
         [strategy]\nclosing = \"Nach dem nächsten Schritt fragen\"\n",
    );
    assert!(found.is_empty(), "{found:?}");
}
