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

use dealgraph::{Code, Diagnostic, Library, Playbook, Source, StageMap};

/// Defects that reading alone finds: `tests/rules/defects.rs` has their cases.
const READ: [Code; 10] = [
    Code::NotToml,
    Code::FormatVersion,
    Code::TooLarge,
    Code::UnknownKey,
    Code::MissingKey,
    Code::WrongValue,
    Code::Header,
    Code::BadId,
    Code::LabelClash,
    Code::Probability,
];

/// What is found between two versions: the older one of a case lies beside it.
fn is_of_versions(name: &str) -> bool {
    name.starts_with("DG08")
}

struct Case {
    name: String,
    expected: Vec<String>,
    found: Vec<Diagnostic>,
}

fn all_names() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/defects");
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn text_of(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/defects");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

fn expected(text: &str) -> Vec<String> {
    let first = text.lines().next().and_then(|line| line.strip_prefix("#~ ")).unwrap();
    first.split(", ").filter(|note| *note != "nothing").map(str::to_owned).collect()
}

fn cases() -> Vec<Case> {
    let library = Library::builtin().with_source(Source::new("ours.toml", OURS)).unwrap();
    let names = all_names().into_iter().filter(|name| {
        !is_of_versions(name) && !READ.iter().any(|code| name.starts_with(code.number()))
    });
    let case = |name: String| {
        let text = text_of(&name);
        let expected = expected(&text);
        let found = library.check(Source::new(name.clone(), text));
        Case { name, expected, found }
    };
    names.map(case).collect()
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
    let names = all_names();
    let without: Vec<&Code> = Code::ALL
        .iter()
        .filter(|code| !names.iter().any(|name| name.starts_with(code.number())))
        .collect();
    assert!(without.is_empty(), "no case: {without:?}");
    for name in &names {
        let case = name.replace(".near.toml", ".toml").replace(".old.toml", ".toml");
        assert!(names.contains(&case), "{name} lies beside no case");
        let near = case.replace(".toml", ".near.toml");
        assert!(names.contains(&near), "{case} has no near miss");
    }
}

#[test]
fn each_case_shows_its_code_and_no_near_miss_does() {
    for name in all_names().iter().filter(|name| !name.ends_with(".old.toml")) {
        let code = name.get(..6).unwrap();
        let shows = expected(&text_of(name)).iter().any(|note| note.starts_with(code));
        assert_eq!(shows, !name.ends_with(".near.toml"), "{name}");
    }
}

#[test]
fn what_is_found_between_versions_is_what_the_newer_one_says() {
    let playbook = |name: &str| Playbook::from_toml(&text_of(name)).unwrap();
    let mut wrong = Vec::new();
    for name in all_names().iter().filter(|name| is_of_versions(name)) {
        let old = name.replace(".near.toml", ".toml").replace(".toml", ".old.toml");
        if name.ends_with(".old.toml") {
            continue;
        }
        let difference = playbook(&old).diff(&playbook(name), &StageMap::new());
        let found: Vec<String> = difference.findings.iter().map(|f| f.code.to_string()).collect();
        if found != expected(&text_of(name)) {
            wrong.push(format!("{name}: found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn messages_keep_to_the_house_style() {
    let mut wrong = Vec::new();
    for case in cases() {
        for found in &case.found {
            let message = &found.message;
            let help = found.help.as_deref().unwrap_or_default();
            let plain = |text: &str| !text.starts_with(char::is_uppercase) && !text.ends_with('.');
            if !plain(message) || !plain(help) || help.is_empty() || found.primary.is_none() {
                wrong.push(format!("{}: {message}: {help}", case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Content that also belongs to a stage in which the process lies shows there: only what is for the
/// stage that is left out alone is lost, and it is named.
#[test]
fn only_what_never_shows_is_said_never_to_show() {
    let two = |content: &str| {
        format!(
            "dealgraph = 1\n[methodology]\nid = \"two\"\nname = \"Two\"\nversion = \"1.0.0\"\n\
             [[stage]]\nid = \"one\"\nname = \"One\"\n[[stage]]\nid = \"other\"\nname = \"Other\"\n\
             [[stage]]\nid = \"gone\"\nname = \"Gone\"\ntype = \"lost\"\n\
             [[stage]]\nid = \"done\"\nname = \"Done\"\ntype = \"won\"\n{content}"
        )
    };
    let process = "dealgraph = 1\n[process]\nid = \"p\"\nname = \"P\"\nversion = \"1.0.0\"\n\
         [[stage]]\nid = \"open\"\nname = \"Open\"\n[[stage]]\nid = \"won\"\nname = \"Won\"\ntype = \"won\"\n\
         [[stage]]\nid = \"lost\"\nname = \"Lost\"\ntype = \"lost\"\n\
         [[overlay]]\nmethodology = \"two\"\nstages = { open = \"one\" }\n";
    let unmapped = |content: &str| -> Vec<String> {
        let library = Library::empty().with_source(Source::new("two.toml", two(content))).unwrap();
        let found = library.check(Source::new("p.toml", process));
        let left_out = found.into_iter().filter(|d| d.code == Code::UnmappedStage);
        left_out.map(|d| d.primary.unwrap().message).collect()
    };
    let play = |id: &str, stages: &str| {
        format!("[play.{id}]\nstages = [{stages}]\ndo = \"Do {id}\"\nbecause = \"So\"\n")
    };
    assert_eq!(unmapped(&play("shared", "\"one\", \"other\"")), [""; 0]);
    let both = play("shared", "\"one\", \"other\"") + &play("late", "\"other\"");
    assert_eq!(unmapped(&both), ["never shown: `late`"]);
}

/// A criterion that requires fields has no id; a translation calls it by the first of them.
#[test]
fn a_guard_that_requires_a_field_is_translated_by_the_name_of_the_field() {
    let own = "dealgraph = 1\n[process]\nid = \"p\"\nname = \"P\"\nversion = \"1.0.0\"\n\
         [[stage]]\nid = \"open\"\nname = \"Open\"\n[[stage]]\nid = \"won\"\nname = \"Won\"\ntype = \"won\"\n\
         [[stage]]\nid = \"lost\"\nname = \"Lost\"\ntype = \"lost\"\n\
         [[transition]]\nfrom = \"open\"\nto = \"won\"\n\
         guard = [{ requires = [\"close_date\"], otherwise = \"There is no day\" }]\n\
         [[transition]]\nfrom = \"open\"\nto = \"lost\"\n";
    let library = Library::empty().with_source(Source::new("p.toml", own)).unwrap();
    let translated = |guard: &str| {
        let text = format!(
            "dealgraph = 1\n[translation]\nof = \"p\"\nlang = \"de\"\n[process]\nname = \"P\"\n\
             [stage.open]\nname = \"Offen\"\n[stage.won]\nname = \"Gewonnen\"\n\
             [stage.lost]\nname = \"Verloren\"\n{guard}"
        );
        let found = library.check(Source::new("de/p.toml", text));
        found.into_iter().map(|d| d.message).collect::<Vec<String>>()
    };
    assert_eq!(translated("[guard.close_date]\notherwise = \"Kein Tag\"\n"), [""; 0]);
    let missing = translated("");
    assert!(missing[0].contains("`close_date`"), "{missing:?}");
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
