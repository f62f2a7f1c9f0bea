//! Laws that hold for every rule set that the format's own description can make up.

use proptest::prelude::*;
use regex::Regex;
use toml::{Table, Value};

use crate::base::source::Source;

use super::document::Document;
use super::form::{Form, SectionForm};
use super::rule_set::RuleSet;
use super::schema::json_schema;

fn value(form: &Form) -> BoxedStrategy<Value> {
    match form {
        Form::Text | Form::Condition | Form::Name => text().prop_map(Value::from).boxed(),
        Form::Id => id().prop_map(Value::from).boxed(),
        Form::Flag => any::<bool>().prop_map(Value::from).boxed(),
        Form::Word(words) => prop::sample::select(*words).prop_map(Value::from).boxed(),
        Form::Number { whole: true, .. } => (0..=100_i64).prop_map(Value::from).boxed(),
        Form::Number { min: Some(_), .. } => (0.0..=1.0).prop_map(Value::from).boxed(),
        Form::Number { .. } => prop_oneof![
            any::<i32>().prop_map(Value::from),
            prop::num::f64::NORMAL.prop_map(Value::from)
        ]
        .boxed(),
        Form::Length => length().prop_map(Value::from).boxed(),
        Form::Version => "[1-9]\\.[0-9]\\.[0-9](-rc\\.1)?".prop_map(Value::from).boxed(),
        Form::Format => Just(Value::from(1)).boxed(),
        Form::NameOrNames => {
            let name = value(&Form::Name);
            prop_oneof![Just(Value::from("*")), name, list(&Form::Name)].boxed()
        }
        Form::List(element) => list(element),
        Form::Keyed(inner) => table(id().boxed(), inner),
        Form::Pairs(inner) => table(text().boxed(), inner),
        Form::Section(section) => section_of(section).prop_map(Value::from).boxed(),
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z \"'\\\\\n]{1,12}", "[a-z ]{90,99}", any::<String>(), "[调查ß ]{1,4}"]
        .prop_filter("not blank", |text| !text.trim().is_empty())
}

fn id() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9_]{0,6}"
}

fn length() -> impl Strategy<Value = String> {
    prop_oneof!["[1-9][0-9]{0,2}[mhdw]", "[1-9]w[1-9]d", "[1-9]d[1-9]h[1-9]m"]
}

fn list(element: &Form) -> BoxedStrategy<Value> {
    prop::collection::vec(value(element), 1..3).prop_map(Value::from).boxed()
}

fn table(key: BoxedStrategy<String>, inner: &Form) -> BoxedStrategy<Value> {
    let entries = prop::collection::vec((key, value(inner)), 1..3);
    entries.prop_map(|entries| Value::Table(entries.into_iter().collect())).boxed()
}

fn section_of(section: &'static SectionForm) -> BoxedStrategy<Table> {
    let keys = section.keys.iter().map(|key| {
        let written =
            value(&(key.form)()).prop_map(move |value| Some((key.name.to_owned(), value)));
        if key.required { written.boxed() } else { prop_oneof![Just(None), written].boxed() }
    });
    let keys: Vec<_> = keys.collect();
    keys.prop_map(|keys| keys.into_iter().flatten().collect()).boxed()
}

fn read(text: &str) -> Option<RuleSet> {
    RuleSet::parse(Source::new("law", text)).0
}

/// All that a rule set says, without the places.
fn said(rule_set: &RuleSet) -> String {
    let places = Regex::new(r"Span \{ start: \d+, end: \d+ \}").unwrap();
    places.replace_all(&format!("{:?}", rule_set.document), "").into_owned()
}

/// The keys of a table that the schema does not know, with their paths.
fn unknown(schema: &serde_json::Value, root: &serde_json::Value, value: &Value) -> Vec<String> {
    let schema = match schema["$ref"].as_str() {
        Some(reference) => root.pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    match value {
        Value::Array(elements) => {
            elements.iter().flat_map(|element| unknown(&schema["items"], root, element)).collect()
        }
        Value::Table(entries) => entries
            .iter()
            .flat_map(|(key, value)| {
                let known = schema["properties"].get(key);
                match known.or(schema.get("additionalProperties")) {
                    Some(inner) if inner.is_object() => unknown(inner, root, value),
                    _ => vec![key.clone()],
                }
            })
            .collect(),
        _ => Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_printed_is_read_again(document in section_of(&const { Document::FORM })) {
        let text = toml::to_string(&document).unwrap();
        prop_assume!(!document.is_empty());
        let rule_set = read(&text).unwrap();
        let printed = rule_set.to_toml();
        let again = read(&printed).unwrap();
        prop_assert_eq!(said(&again), said(&rule_set));
        prop_assert_eq!(again.to_toml(), printed);
    }

    #[test]
    fn the_schema_knows_every_key(document in section_of(&const { Document::FORM })) {
        let schema = json_schema();
        let unknown = unknown(&schema, &schema, &Value::Table(document));
        prop_assert!(unknown.is_empty(), "{:?}", unknown);
    }
}
