//! The language beyond the cases of the conformance suite: names, failures, unknowns and limits.

use std::collections::BTreeMap;

use dealgraph::expr::Value;
use dealgraph::expr::case::answer;
use dealgraph::expr::untyped::{Outcome, evaluate_untyped};
use serde_json::{Value as Json, json};

fn answered(case: &Json) -> Json {
    serde_json::from_str(&answer(&case.to_string())).unwrap()
}

fn gives(expr: &str, facts: &Json, expected: &Json) {
    let found = answered(&json!({ "expr": expr, "facts": facts }));
    assert_eq!(&found, expected, "{expr}");
}

fn fails(expr: &str) {
    for check in [true, false] {
        let found = answered(&json!({ "expr": expr, "check": check }));
        assert!(found.get("error").is_some(), "{expr}: {found}");
    }
}

#[test]
fn the_longest_name_wins() {
    let facts = json!({ "a.b.c": "whole", "a.b": { "c": "part" } });
    gives("a.b.c", &facts, &json!({ "value": "whole" }));
    gives("a.b['c']", &facts, &json!({ "value": "part" }));
    gives("has(a.b.c)", &facts, &json!({ "value": true }));
    gives("[0].exists(y, y == 0)", &json!({ "y": 5 }), &json!({ "value": true }));
    gives("[0].exists(y, .y == 5)", &json!({ "y": 5 }), &json!({ "value": true }));
    gives("[{'b': 1}].all(a, a.b == 1)", &facts, &json!({ "value": true }));
    gives("[1].map(x, [2].map(x, x))[0][0]", &json!({}), &json!({ "value": { "$int": "2" } }));
}

#[test]
fn a_name_that_is_not_there_is_unknown() {
    gives("x && y", &json!({}), &json!({ "unknown": ["x", "y"] }));
    gives("x && false", &json!({}), &json!({ "value": false }));
    gives("x > 1 / 0", &json!({}), &json!({ "unknown": ["x"] }));
    gives("[1, x].size()", &json!({}), &json!({ "unknown": ["x"] }));
    gives("x ? 1 : 2", &json!({}), &json!({ "unknown": ["x"] }));
    gives("has(x)", &json!({}), &json!({ "value": false }));
    gives("has(x.y)", &json!({}), &json!({ "unknown": ["x"] }));
    gives("[1, 2].exists(i, i == 2 || x)", &json!({}), &json!({ "value": true }));
    gives("[1, 2].all(i, i > x)", &json!({}), &json!({ "unknown": ["x"] }));
    let unchecked = answered(&json!({ "expr": "x", "check": false }));
    assert!(unchecked.get("error").is_some());
}

#[test]
fn failures_are_values_too() {
    for expr in [
        "1 / 0",
        "1 % 0",
        "9223372036854775807 + 1",
        "-(-9223372036854775808)",
        "1u - 2u",
        "{'a': 1, 'a': 2}",
        "{0: 1, 0u: 2}",
        "{1.0: 1}",
        "[1][1]",
        "[1][-1]",
        "{'a': 1}['b']",
        "int('x')",
        "int(1e20)",
        "uint(-1)",
        "string(b'\\xff')",
        "bool('maybe')",
        "timestamp('yesterday')",
        "duration('1d')",
        "duration('400000000000s')",
        "timestamp('9999-12-31T23:59:59Z') + duration('1s')",
        "timestamp(0).getHours('Mars/Olympus')",
        "'a'.matches('(')",
        "[1, 2].exists_one(x, x / 0 == 1)",
        "[1, 0].map(x, 1 / x)",
        "[1, 0].filter(x, 1 / x > 0)",
        "true && 1 / 0 == 1",
        "nothing(1)",
        "'a'.size(1)",
        "1 + 'a'",
        "1 + 1.0",
        "1 + 1u",
    ] {
        fails(expr);
    }
}

#[test]
fn kinds_of_numbers_are_equal_by_value_even_as_keys() {
    let yes = json!({ "value": true });
    for expr in [
        "1 == 1.0 && 1u == 1 && 2.0 == 2u",
        "{1: 'a'}[1u] == 'a' && {1u: 'a'}[1.0] == 'a'",
        "1.0 in [1, 2]",
        "2u in {2: 3}",
        "[1, [2]] == [1.0, [2u]]",
        "{1: {'a': 2}} == {1u: {'a': 2.0}}",
        "!(0.0 / 0.0 == 0.0 / 0.0)",
        "0.0 / 0.0 != 0.0 / 0.0",
        "!(0.0 / 0.0 < 1.0) && !(0.0 / 0.0 >= 1.0)",
        "dyn(1) != dyn('1')",
        "!(1.5 in {1: 2})",
        "b'b' > b'a' && true > false",
    ] {
        gives(expr, &json!({}), &yes);
    }
}

#[test]
fn facts_are_read_with_their_tags() {
    let facts = json!({
        "at": { "$timestamp": "2026-11-23T08:00:00Z" }, "long": { "$duration": "90m" }, "u": { "$uint": "3" },
        "d": 2, "raw": { "$bytes": "AP8=" }, "m": { "$map": [[{ "$int": "1" }, "one"]] },
    });
    gives(
        "at.getDayOfWeek() == 1 && long.getMinutes() == 90 && u == 3u",
        &facts,
        &json!({ "value": true }),
    );
    gives("m[d - 1] + string(size(raw))", &facts, &json!({ "value": "one2" }));
    gives("at - long", &facts, &json!({ "value": { "$timestamp": "2026-11-23T06:30:00Z" } }));
    gives(
        "{1: raw, 2u: null}",
        &facts,
        &json!({ "value": { "$map": [
        [{ "$int": "1" }, { "$bytes": "AP8=" }], [{ "$uint": "2" }, null],
    ] } }),
    );
    gives("d + 'x'", &facts, &json!({ "error": "a text cannot be added to a whole number" }));
}

#[test]
fn a_line_that_is_no_case_is_an_error() {
    for line in [
        "",
        "nonsense",
        "[]",
        "{}",
        r#"{"expr": 1}"#,
        r#"{"expr": "1", "facts": []}"#,
        r#"{"expr": "1", "check": 1}"#,
    ] {
        let found: Json = serde_json::from_str(&answer(line)).unwrap();
        assert!(found.get("error").is_some(), "{line}");
    }
    assert!(
        answered(&json!({ "expr": "1", "facts": { "a": { "$int": "x" } } })).get("error").is_some()
    );
}

fn outcome(text: &str, facts: &[(&str, Value)]) -> Outcome {
    let facts: BTreeMap<String, Value> =
        facts.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    evaluate_untyped(text, &facts, false)
}

#[test]
fn no_expression_can_run_away() {
    let many = Value::list((0..2_000).map(Value::Int));
    let long = Value::from("x".repeat(1 << 19).as_str());
    for text in [
        "n.all(a, n.all(b, n.all(c, a + b + c >= 0)))",
        "n.map(a, n).size() == 0 || n.all(a, n == n)",
        "(n + n + n + n + n + n + n + n + n + n + n).map(a, n + n + n + n + n).size() > 0 || n + n + n == n",
        "[s + s + s + s].size() == 1",
        "n.exists(a, s.contains('y' + s))",
        "n.exists(a, s.matches(string(a) + '(a|b)*c'))",
    ] {
        let found = outcome(text, &[("n", many.clone()), ("s", long.clone())]);
        assert!(matches!(found, Outcome::Error(_)), "{text}: {found:?}");
    }
}

#[test]
fn a_small_value_that_is_huge_when_written_out_is_an_error() {
    let mut text = "[1]".to_owned();
    for _ in 0..30 {
        text.push_str(".map(x, [x, x])");
    }
    assert!(matches!(outcome(&text, &[]), Outcome::Value(_)));
    let found = answered(&json!({ "expr": text }));
    assert!(found.get("error").is_some());
    assert!(matches!(outcome(&format!("{text} == {text}"), &[]), Outcome::Error(_)));
}

/// The deepest conditions that are read, of every shape that is walked again and again.
#[test]
fn the_deepest_condition_is_answered_quickly() {
    use crate::process::{Deal, Process};
    use dealgraph::expr::sentence::Phrases;
    use dealgraph::expr::{Condition, MAX_DEPTH, TrustAll};

    let nested = |open: &str, inside: &str, close: &str| {
        (1..MAX_DEPTH / 2).rev().find_map(|depth| {
            let text = format!("{}{inside}{}", open.repeat(depth), close.repeat(depth));
            let process = Process::default();
            Condition::compile(&text, &process).ok().map(|condition| (depth, condition))
        })
    };
    for (open, inside, close) in [
        ("(", "nda", " ? buyer_met : decision_process)"),
        ("(nda ? buyer_met : ", "decision_process", ")"),
        ("!(nda && ", "has(buyer_met)", ")"),
        ("(has(nda) || nda && ", "buyer_met", ")"),
        ("contacts.exists(c, c.met || ", "has(amount)", ")"),
        ("contacts.all(c, c.met ? has(nda) : ", "has(amount)", ")"),
    ] {
        let (depth, condition) = nested(open, inside, close).unwrap();
        assert!(depth > 20, "{open}");
        let people = (0..5).map(|_| crate::process::contact(&["user"], None));
        let deal = Deal::default().with(&Process::default(), "contacts", Value::list(people));
        for deal in [Deal::default(), deal] {
            let explanation = condition.explain(&deal, &TrustAll);
            assert_eq!(explanation.truth, condition.decide(&deal));
        }
        assert!(!condition.sentence(&Phrases::ENGLISH, &()).is_empty());
    }
}
