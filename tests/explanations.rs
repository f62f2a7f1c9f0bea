//! The examples of every explanation, compiled: the first gives exactly its code, the second does
//! not give it.

use dealgraph::{Code, Library, Source};

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

#[test]
fn the_bad_example_gives_exactly_its_code_and_the_good_one_does_not() {
    for code in Code::ALL {
        let examples = examples(*code);
        if *code == Code::TooLarge {
            assert!(examples.is_empty(), "{code}: nobody wants to read that example");
            continue;
        }
        let [bad, good] = examples.as_slice() else {
            panic!("{code} has {} examples", examples.len())
        };
        assert_eq!(codes_of(bad), [*code], "the bad example of {code}");
        assert!(!codes_of(good).contains(code), "the good example of {code}");
    }
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
