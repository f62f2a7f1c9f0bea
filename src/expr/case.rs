//! One line of `eval --jsonl`: an expression and facts in, a value out, both as JSON.

use std::collections::BTreeMap;

use serde_json::{Map as Object, Value as Json, json};

use super::json::{from_json, to_json};
use super::untyped::{Outcome, evaluate_untyped};
use super::value::Value;

/// Answers `{"expr": "…", "facts": {…}}`, perhaps with `"check": false`, with `{"value": …}`,
/// `{"unknown": ["name", …]}` or `{"error": "…"}`. A line that is no such case is an error too.
#[must_use]
pub fn answer(line: &str) -> String {
    answer_of(line).unwrap_or_else(|error| json!({ "error": error })).to_string()
}

/// An outcome as [`answer`] writes it.
#[must_use]
pub fn outcome_json(outcome: Outcome) -> Json {
    match outcome {
        Outcome::Value(value) => match to_json(&value) {
            Ok(value) => json!({ "value": value }),
            Err(error) => json!({ "error": error }),
        },
        Outcome::Unknown(names) => json!({ "unknown": names }),
        Outcome::Error(error) => json!({ "error": error }),
    }
}

/// Facts from a JSON object, as a case writes them.
///
/// # Errors
/// A sentence that names the fact and says what does not fit.
pub fn facts_from_json(object: &Object<String, Json>) -> Result<BTreeMap<String, Value>, String> {
    let fact = |(name, value): (&String, &Json)| {
        let value = from_json(value).map_err(|error| format!("`{name}`: {error}"))?;
        Ok((name.clone(), value))
    };
    object.iter().map(fact).collect()
}

fn answer_of(line: &str) -> Result<Json, String> {
    let case: Json = serde_json::from_str(line).map_err(|error| format!("not JSON: {error}"))?;
    let case = case.as_object().ok_or("a case is an object with `expr` and `facts`")?;
    let text = case.get("expr").and_then(Json::as_str).ok_or("`expr` is not there, or no text")?;
    let facts = match case.get("facts") {
        None => BTreeMap::new(),
        Some(Json::Object(facts)) => facts_from_json(facts)?,
        Some(_) => return Err("`facts` is not an object".to_owned()),
    };
    let check = match case.get("check") {
        None => true,
        Some(check) => check.as_bool().ok_or("`check` is neither true nor false")?,
    };
    Ok(outcome_json(evaluate_untyped(text, &facts, check)))
}
