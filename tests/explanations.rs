//! The examples of every explanation, compiled: the first gives exactly its code, the second does
//! not give it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::unreachable,
    reason = "a test fails by panicking"
)]

use dealgraph::{Code, Library, Playbook, Source, StageMap};

/// The TOML blocks of an explanation.
fn examples(code: Code) -> Vec<String> {
    code.explanation()
        .split("```toml\n")
        .skip(1)
        .map(|block| block.split("```").next().unwrap_or_default().to_owned())
        .collect()
}

fn codes_of(text: &str) -> Vec<Code> {
    let found = Library::builtin().check(Source::new("example.toml", text));
    let mut codes: Vec<Code> = found.into_iter().map(|diagnostic| diagnostic.code).collect();
    codes.dedup();
    codes
}

/// The codes that an example is there to show: one of a translation has a text or two, and leaves
/// out all others.
fn shown_by(text: &str, code: Code) -> Vec<Code> {
    let beside = |found: &Code| *found == Code::Untranslated && code != Code::Untranslated;
    codes_of(text).into_iter().filter(|found| !beside(found)).collect()
}

/// The codes of what is found between two versions.
fn found_between(old: &str, new: &str) -> Vec<Code> {
    let [old, new] = [old, new].map(|text| Playbook::from_toml(text).unwrap());
    old.diff(&new, &StageMap::new()).findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn the_bad_example_gives_exactly_its_code_and_the_good_one_does_not() {
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let examples = examples(*code);
        if [Code::TooLarge, Code::TooLargeToDecide].contains(code) {
            assert!(examples.is_empty(), "{code}: nobody wants to read that example");
            continue;
        }
        if let [old, bad, good] = examples.as_slice() {
            if !found_between(old, bad).contains(code) {
                wrong.push(format!("the bad example of {code} does not give it"));
            }
            if found_between(old, good).contains(code) {
                wrong.push(format!("the good example of {code} gives it too"));
            }
            continue;
        }
        let [bad, good] = examples.as_slice() else {
            panic!("{code} has {} examples", examples.len())
        };
        if shown_by(bad, *code) != [*code] {
            wrong.push(format!("the bad example of {code} gives {:?}", codes_of(bad)));
        }
        if codes_of(good).contains(code) {
            wrong.push(format!("the good example of {code} gives it too"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_explanation_says_what_and_why() {
    for code in Code::ALL {
        let lines = code.explanation().lines().count();
        assert!(code.explanation().starts_with("# "), "{code} has no title");
        assert!(lines > 4, "{code} explains nothing");
        assert!(!code.title().starts_with("DG"), "{code} is not written yet");
    }
}

#[test]
fn the_rule_set_in_the_documentation_is_sound_but_for_what_it_leaves_out() {
    let page = include_str!("../docs/rule-sets.md");
    let text = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    assert!(codes_of(text).iter().all(|code| *code == Code::UnmappedStage), "{:?}", codes_of(text));
}
