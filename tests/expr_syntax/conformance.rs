//! Every case of the official conformance suite parses, and prints to what parses to the same.

use dealgraph::expr::parse;
use serde_json::Value;

use super::strip::stripped;
use super::tree;

/// The expressions of the conformance suite.
pub(crate) fn expressions() -> Vec<String> {
    let text = include_str!("../conformance/cel.jsonl");
    let case = |line| serde_json::from_str::<Value>(line).unwrap();
    text.lines().map(|line| case(line)["expr"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_case_parses_and_prints_to_the_same() {
    let expressions = expressions();
    assert!(expressions.len() > 500);
    for text in expressions {
        let (expr, mistakes) = parse(&text);
        assert!(mistakes.is_empty(), "{text}: {mistakes:#?}");
        let expr = expr.unwrap();
        let printed = expr.to_string();
        assert_eq!(stripped(tree(&printed)), stripped(expr), "{text} was printed as {printed}");
        assert_eq!(tree(&printed).to_string(), printed);
    }
}
