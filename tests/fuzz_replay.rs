//! The seeds of the fuzz targets, cut and doubled, and whatever they once found, replayed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::unreachable,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dealgraph::expr::untyped::evaluate_untyped;
use dealgraph::expr::{Value, parse};

fn inputs() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = fs::read_to_string(root.join("tests/conformance/cel.jsonl")).unwrap();
    let mut inputs: Vec<String> = cases
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|case| case["expr"].as_str().unwrap().to_owned())
        .collect();
    let halves: Vec<String> = inputs.iter().map(|text| first_half(text)).collect();
    let doubled: Vec<String> = inputs.iter().map(|text| format!("{text}{text}")).collect();
    inputs.extend(halves);
    inputs.extend(doubled);
    for entry in fs::read_dir(root.join("fuzz/found")).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        inputs.extend(String::from_utf8(bytes));
    }
    inputs
}

fn first_half(text: &str) -> String {
    text.chars().take(text.chars().count() / 2).collect()
}

#[test]
fn what_reads_prints_and_reads_back_the_same() {
    for input in inputs() {
        let (read, mistakes) = parse(&input);
        let Some(expr) = read.filter(|_| mistakes.is_empty()) else { continue };
        let printed = expr.to_string();
        let (again, mistakes) = parse(&printed);
        assert!(mistakes.is_empty(), "{printed}: {mistakes:?}");
        assert_eq!(again.map(|again| again.to_string()), Some(printed), "{input}");
    }
}

#[test]
fn every_input_has_the_same_answer_twice() {
    let facts = BTreeMap::from([("x".to_owned(), Value::Int(7))]);
    for input in inputs() {
        for check in [true, false] {
            let answer = || format!("{:?}", evaluate_untyped(&input, &facts, check));
            assert_eq!(answer(), answer(), "{input}");
        }
    }
}
