//! How large a rule set may be: one far larger than any company's is decided in full, and where the
//! reasoning would grow beyond bounds it stops and says so. How long that takes, `benches/logic.rs`
//! measures.
#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]

mod process;

use dealgraph::{Code, Diagnostic, Library, Source};
use process::{Size, process, tangled};

fn check(text: &str) -> Vec<Diagnostic> {
    Library::empty().check(Source::new("large.toml", text))
}

fn codes(found: &[Diagnostic]) -> Vec<Code> {
    let mut codes: Vec<Code> = found.iter().map(|diagnostic| diagnostic.code).collect();
    codes.dedup();
    codes
}

fn of_code(found: &[Diagnostic], code: Code) -> Vec<&Diagnostic> {
    found.iter().filter(|diagnostic| diagnostic.code == code).collect()
}

/// Whether all of a process of this size is decided.
fn assert_decided_in_full(size: Size) {
    let found = check(&process(size));
    assert!(!found.iter().any(Diagnostic::is_error), "{found:?}");
    assert!(!codes(&found).contains(&Code::TooLargeToDecide), "{found:?}");
}

#[test]
fn a_process_of_a_thousand_conditions_is_decided_in_full() {
    assert_decided_in_full(Size::with_conditions(1_000));
}

#[test]
#[ignore = "slow without optimisation: cargo test --release --test scale -- --ignored"]
fn a_process_of_twenty_thousand_conditions_is_decided_in_full() {
    assert_decided_in_full(Size::with_conditions(20_000));
}

#[test]
fn a_condition_that_grows_beyond_bounds_is_named() {
    let text = tangled(20, 1);
    let found = check(&text);
    let open = of_code(&found, Code::TooLargeToDecide);
    let places = open.iter().map(|found| found.primary.as_ref().unwrap().location.span);
    let mut written = places.map(|span| text.get(span.start..span.end).unwrap());
    assert!(written.any(|written| written.starts_with("\"a0 == b0 && a1 == b1")), "{open:#?}");
    assert!(!found.iter().any(Diagnostic::is_error), "{found:?}");
}

#[test]
fn a_process_that_grows_beyond_bounds_says_which_findings_are_open() {
    let found = check(&tangled(40, 40));
    let open = of_code(&found, Code::TooLargeToDecide);
    let message = &open.first().unwrap().message;
    assert!(message.contains("what deals can reach"), "{found:?}");
    assert!(!found.iter().any(Diagnostic::is_error), "{found:?}");
}
