//! The cases of the official CEL conformance suite that need no protocol buffers, type values or
//! extensions.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use dealgraph::expr::case::answer;
use dealgraph::expr::json::from_json;
use dealgraph::expr::value::{Key, Value};
use serde_json::{Value as Json, json};

/// Whether two values are the same, NaN being the same as NaN.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Double(one), Value::Double(other)) => {
            one == other || (one.is_nan() && other.is_nan())
        }
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().zip(other.iter()).all(|(a, b)| same(a, b))
        }
        (Value::Map(one), Value::Map(other)) => {
            let entry = |(key, value): (&Key, &Value)| {
                other.get(key).is_some_and(|there| same(value, there))
            };
            one.len() == other.len() && one.iter().all(entry)
        }
        _ => one == other,
    }
}

fn passes(case: &Json, answer: &Json) -> bool {
    match (case.get("value"), answer.get("value")) {
        (Some(expected), Some(found)) => {
            same(&from_json(expected).unwrap(), &from_json(found).unwrap())
        }
        (None, None) => case.get("error").is_some() && answer.get("error").is_some(),
        _ => false,
    }
}

#[test]
fn every_case_of_the_suite_passes() {
    let cases = include_str!("conformance/cel.jsonl");
    let mut failures = Vec::new();
    for line in cases.lines() {
        let case: Json = serde_json::from_str(line).unwrap();
        let answer: Json = serde_json::from_str(&answer(line)).unwrap();
        if !passes(&case, &answer) {
            let place = ["suite", "section", "name"].map(|key| case[key].as_str().unwrap());
            let expected = case.get("value").map_or(json!("an error"), Json::clone);
            failures.push(format!(
                "{}: {} gives {answer}, not {expected}",
                place.join("/"),
                case["expr"]
            ));
        }
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}
