//! The format as a JSON Schema, for editors.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::base::id::MAX_LENGTH;

use super::document::{Document, FORMAT};
use super::form::{Form, KeyForm, SectionForm};

/// The JSON Schema (2020-12) of rule sets, made from the tables that rule sets are read by, with a
/// description of every key: what an editor of TOML needs to complete and check them.
#[must_use]
pub fn json_schema() -> Value {
    let mut definitions = Map::new();
    let mut todo = vec![&const { Document::FORM }];
    let mut seen = BTreeSet::from([Document::FORM.name]);
    while let Some(section) = todo.pop() {
        for key in section.keys {
            let inner = section_of(&(key.form)());
            todo.extend(inner.filter(|inner| seen.insert(inner.name)));
        }
        definitions.insert(section.name.to_owned(), section_schema(section));
    }
    root(definitions)
}

fn root(mut definitions: Map<String, Value>) -> Value {
    let mut root = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "dealgraph rule set",
    });
    if let (Some(root), Some(Value::Object(document))) =
        (root.as_object_mut(), definitions.remove(Document::FORM.name))
    {
        root.extend(document);
        root.insert("required".to_owned(), json!(["dealgraph"]));
        root.insert(
            "oneOf".to_owned(),
            json!([{ "required": ["process"] }, { "required": ["methodology"], "not": { "required": ["overlay"] } }]),
        );
        definitions.sort_keys();
        root.insert("$defs".to_owned(), Value::Object(definitions));
    }
    root
}

/// The section that a value is made of, if it is made of one.
fn section_of(form: &Form) -> Option<&'static SectionForm> {
    match form {
        Form::Section(section) => Some(section),
        Form::List(inner) | Form::Keyed(inner) | Form::Pairs(inner) => section_of(inner),
        _ => None,
    }
}

fn section_schema(section: &SectionForm) -> Value {
    let keys = section.keys.iter().map(|key| (key.name.to_owned(), key_schema(key)));
    let mut schema = json!({
        "type": "object",
        "description": section.about.trim(),
        "properties": keys.collect::<Map<_, _>>(),
        "additionalProperties": false,
    });
    let required: Vec<&str> =
        section.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    if let Some(schema) = schema.as_object_mut().filter(|_| !required.is_empty()) {
        schema.insert("required".to_owned(), json!(required));
    }
    schema
}

fn key_schema(key: &KeyForm) -> Value {
    let mut schema = value_schema(&(key.form)());
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), json!(key.about.trim()));
    }
    schema
}

fn value_schema(form: &Form) -> Value {
    match form {
        Form::Text | Form::Condition | Form::Name => json!({ "type": "string", "pattern": "\\S" }),
        Form::Id => id_schema(),
        Form::Flag => json!({ "type": "boolean" }),
        Form::Word(words) => json!({ "enum": words }),
        Form::Number { whole, min, max } => number_schema(*whole, *min, *max),
        Form::Length => json!({ "type": "string", "pattern": LENGTH, "examples": ["30m", "14d"] }),
        Form::Version => json!({ "type": "string", "pattern": VERSION, "examples": ["1.0.0"] }),
        Form::Format => json!({ "const": FORMAT }),
        Form::NameOrNames => {
            json!({ "oneOf": [value_schema(&Form::Name), list_schema(&Form::Name)] })
        }
        Form::List(element) => list_schema(element),
        Form::Keyed(value) => json!({
            "type": "object",
            "propertyNames": id_schema(),
            "additionalProperties": value_schema(value),
        }),
        Form::Pairs(value) => {
            json!({ "type": "object", "additionalProperties": value_schema(value) })
        }
        Form::Section(section) => json!({ "$ref": format!("#/$defs/{}", section.name) }),
    }
}

const LENGTH: &str = "^([0-9]+[wdhm])+$";
const VERSION: &str = "^\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?$";

fn id_schema() -> Value {
    json!({ "type": "string", "pattern": "^[a-z][a-z0-9_]*$", "maxLength": MAX_LENGTH })
}

fn list_schema(element: &Form) -> Value {
    json!({ "type": "array", "items": value_schema(element), "minItems": 1 })
}

fn number_schema(whole: bool, min: Option<f64>, max: Option<f64>) -> Value {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!(if whole { "integer" } else { "number" }));
    schema.extend(min.map(|min| ("minimum".to_owned(), json!(min))));
    schema.extend(max.map(|max| ("maximum".to_owned(), json!(max))));
    Value::Object(schema)
}
