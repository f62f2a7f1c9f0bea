//! Facts that mean the same carry the same id and type in every built-in rule set.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::unreachable,
    reason = "a test fails by panicking"
)]

use dealgraph::Library;
use toml::{Table, Value};

const VOCABULARY: &str = include_str!("../methodologies/shared/vocabulary.toml");

/// What makes two fields the same fact.
fn meaning(field: &Value) -> Vec<Option<Value>> {
    ["type", "values", "min", "max", "unit", "fields"].map(|key| field.get(key).cloned()).to_vec()
}

fn fields(text: &str) -> Table {
    let document: Table = text.parse().unwrap();
    document.get("field").and_then(Value::as_table).cloned().unwrap_or_default()
}

#[test]
fn every_shared_fact_has_one_meaning_in_all_built_in_rule_sets() {
    let shared = fields(VOCABULARY);
    assert!(shared.len() > 50);
    let mut wrong = Vec::new();
    let about_deals = |rules: &&dealgraph::RuleSet| rules.id().as_str() != "market";
    let library = Library::builtin();
    for rules in library.rule_sets().filter(about_deals) {
        for (id, field) in fields(rules.source().text()) {
            match shared.get(&id) {
                Some(known) if meaning(known) != meaning(&field) => {
                    wrong.push(format!("`{id}` of {} is not the shared fact", rules.id()));
                }
                Some(_) => {}
                None => wrong.push(format!("`{id}` of {} is not in the vocabulary", rules.id())),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_shared_fact_says_what_it_means() {
    for (id, field) in fields(VOCABULARY) {
        assert!(field.get("label").is_some() && field.get("help").is_some(), "{id}");
    }
}
