//! The JSON Schema of the format.

use dealgraph::json_schema;
use serde_json::Value;

fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(entries) => {
            found.extend(entries.get("$ref").and_then(Value::as_str));
            entries.values().for_each(|value| references(value, found));
        }
        Value::Array(elements) => elements.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[test]
fn every_reference_leads_somewhere_and_every_definition_is_used() {
    let schema = json_schema();
    let mut found = Vec::new();
    references(&schema, &mut found);
    let definitions = schema["$defs"].as_object().unwrap();
    for reference in &found {
        let name = reference.strip_prefix("#/$defs/").unwrap();
        assert!(definitions.contains_key(name), "{reference}");
    }
    for name in definitions.keys() {
        assert!(found.contains(&format!("#/$defs/{name}").as_str()), "{name}");
    }
}

#[test]
fn every_key_is_described_for_people() {
    let schema = json_schema();
    let sections = schema["$defs"].as_object().unwrap().values().chain([&schema]);
    for section in sections {
        assert_eq!(section["additionalProperties"], false, "{section}");
        for (key, value) in section["properties"].as_object().unwrap() {
            let about = value["description"].as_str().unwrap_or_default();
            assert!(about.ends_with('.') && !about.contains("  "), "{key}: {about:?}");
        }
    }
}

#[test]
fn the_schema_is_the_one_that_is_reviewed() {
    insta::assert_json_snapshot!(json_schema());
}
