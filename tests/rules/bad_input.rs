//! Whatever is thrown at the reader, it answers. How soon, `benches/check.rs` measures.

use dealgraph::{Code, Diagnostic, RuleSet, Source};
use proptest::prelude::*;

use super::{parse, summary};

/// Reads a text on a thread with the smallest stack that a host is likely to give.
fn parse_on_a_small_stack(text: String) -> Vec<Diagnostic> {
    let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024);
    let read = thread.spawn(move || RuleSet::parse(Source::new("t", text)).1).unwrap();
    read.join().unwrap()
}

/// Most findings that one run keeps.
const MOST: usize = 500;

fn codes(found: &[Diagnostic]) -> Vec<Code> {
    found.iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn an_empty_file_is_told_how_to_begin() {
    for text in ["", " \n\n", "# only a comment\n"] {
        let (rule_set, found) = parse(text);
        assert!(rule_set.is_none());
        assert_eq!(codes(&found), [Code::FormatVersion]);
        assert!(found[0].help.as_deref().unwrap().starts_with("begin with"), "{found:?}");
    }
}

#[test]
fn binary_files_are_named_by_the_first_bad_byte() {
    let (rule_set, found) = RuleSet::from_bytes("x.toml", b"dealgraph = 1\n\xff\xfe\x00");
    assert!(rule_set.is_none());
    assert_eq!(summary(&found), ["DG0001 2"]);
    assert!(found[0].message.contains("byte 14"), "{}", found[0]);
    let (_, found) = RuleSet::from_bytes("x.toml", &[0; 64]);
    assert_eq!(codes(&found)[0], Code::NotToml);
}

#[test]
fn depth_is_refused_before_the_parser_runs() {
    let megabytes = 10 * 1024 * 1024;
    for text in [
        "[".repeat(megabytes),
        "[".repeat(1024 * 1024),
        "a = ".to_owned() + &"[".repeat(100_000),
        "a = ".to_owned() + &"{a=".repeat(100_000),
        "a".to_owned() + &".a".repeat(10_000) + " = 1",
        "[a".to_owned() + &".a".repeat(10_000) + "]",
        "a = { a".to_owned() + &".a".repeat(10_000) + " = 1 }",
        "\"".to_owned() + &"a\n".repeat(10) + &"a.".repeat(10_000),
    ] {
        assert_eq!(codes(&parse_on_a_small_stack(text)), [Code::TooLarge]);
    }
}

#[test]
fn the_deepest_text_that_is_allowed_is_read() {
    for text in [
        "a = ".to_owned() + &"[".repeat(64) + &"]".repeat(64),
        "a = ".to_owned() + &"{a=".repeat(64) + "1" + &"}".repeat(64),
        "a".to_owned() + &".a".repeat(63) + " = 1",
        "a = ".to_owned() + &"{a.a.a.a=".repeat(64) + "1" + &"}".repeat(64),
    ] {
        assert!(!codes(&parse_on_a_small_stack(text)).contains(&Code::TooLarge));
    }
}

#[test]
fn size_is_refused_above_two_mebibytes() {
    let filled = |bytes: usize| format!("# {}\n", "x".repeat(bytes - 3));
    assert_eq!(codes(&parse_on_a_small_stack(filled(2_097_153))), [Code::TooLarge]);
    assert_eq!(codes(&parse_on_a_small_stack(filled(2_097_152))), [Code::FormatVersion]);
}

#[test]
fn large_texts_are_read_and_a_million_defects_give_few_findings() {
    let header = "dealgraph = 1\n[process]\nid = \"a\"\nname = \"A\"\nversion = \"1.0.0\"\n";
    let long = format!("{header}goal = \"{}\"\n", "x".repeat(1024 * 1024));
    assert!(codes(&parse_on_a_small_stack(long)).is_empty());
    let unknown: String = (0..60_000).map(|n| format!("[x{n}]\n")).collect();
    let garbage = "= \"\n".repeat(400_000);
    let stages = format!("{header}{}", "[[stage]]\nid = \"A b\"\n".repeat(60_000));
    for defects in [unknown, garbage, stages] {
        assert_eq!(parse_on_a_small_stack(defects).len(), MOST);
    }
}

#[test]
fn a_rule_set_with_defects_still_holds_what_could_be_read() {
    let text = "dealgraph = 1\n[process]\nid = \"Acme Sales\"\nversion = \"1.0.0\"\n";
    let (rule_set, found) = parse(text);
    assert_eq!(summary(&found), ["DG0102 2", "DG0105 3"]);
    let rule_set = rule_set.unwrap();
    assert_eq!(rule_set.id().as_str(), "acme_sales");
    assert_eq!(rule_set.name(), "acme_sales");
    assert_eq!(rule_set.version().to_string(), "1.0.0");
}

proptest! {
    #[test]
    fn any_text_is_answered(text in "\\PC{0,200}") {
        let (rule_set, found) = parse(&text);
        prop_assert!(rule_set.is_some() || !found.is_empty());
    }

    #[test]
    fn any_pieces_of_toml_are_answered(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)
    ) {
        let (rule_set, found) = parse(&pieces.concat());
        prop_assert!(rule_set.is_some() || !found.is_empty());
        if let Some(rule_set) = rule_set {
            prop_assert!(parse(&rule_set.to_toml()).0.is_some() || !found.is_empty());
        }
    }
}

const PIECES: &[&str] = &[
    "dealgraph = 1\n",
    "[process]\n",
    "[methodology]\n",
    "[[stage]]\n",
    "[[stage.exit]]\n",
    "[field.a]\n",
    "[field.a.fields.b]\n",
    "[[transition]]\n",
    "[[overlay]]\n",
    "[coach]\n",
    "[[scorecard.a.item]]\n",
    "id = ",
    "type = ",
    "when = ",
    "from = ",
    "requires = ",
    "values = ",
    "stages = ",
    "probability = ",
    "expected = ",
    "\"a\"",
    "\"14d\"",
    "'b'",
    "\"\"\"c\n\"\"\"",
    "1",
    "-0.5",
    "nan",
    "true",
    "[",
    "]",
    "{",
    "}",
    ",",
    " ",
    "\n",
    "\r\n",
    "=",
    ".",
    "\"",
    "'",
    "#",
    "\\",
    "é",
    "调",
    "\u{0}",
    "1979-05-27",
    "a",
    "b.c",
];
