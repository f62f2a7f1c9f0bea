//! Functions of texts.

use regex::{Regex, RegexBuilder};

use super::super::budget::Budget;
use super::super::fault::Fault;
use super::super::limits;
use super::super::value::Value;
use super::{Function, word};

/// `contains`, `startsWith`, `endsWith`.
pub(super) fn search(
    function: Function,
    text: &Value,
    part: &Value,
    budget: &Budget,
) -> Result<Value, Fault> {
    let (Value::String(text), Value::String(part)) = (text, part) else {
        let odd = if matches!(text, Value::String(_)) { part } else { text };
        return Err(Fault::NoOverload("a search in a text", word(odd)));
    };
    budget.spend_bytes(text.len())?;
    Ok(Value::Bool(match function {
        Function::StartsWith => text.starts_with(&**part),
        Function::EndsWith => text.ends_with(&**part),
        _ => text.contains(&**part),
    }))
}

/// `matches` with a pattern that is known only now.
pub(super) fn matches(text: &Value, pattern: &Value, budget: &Budget) -> Result<Value, Fault> {
    let Value::String(pattern) = pattern else {
        return Err(Fault::NoOverload("matches", word(pattern)));
    };
    budget.spend(limits::STEPS_PER_PATTERN)?;
    let compiled = compile(pattern).map_err(|_| Fault::BadPattern(pattern.to_string()))?;
    matches_compiled(text, &compiled, budget)
}

/// `matches` with a compiled pattern: whether some part of the text fits.
pub(crate) fn matches_compiled(
    text: &Value,
    pattern: &Regex,
    budget: &Budget,
) -> Result<Value, Fault> {
    let Value::String(text) = text else {
        return Err(Fault::NoOverload("matches", word(text)));
    };
    budget.spend_bytes(text.len())?;
    Ok(Value::Bool(pattern.is_match(text)))
}

/// Compiles a pattern within its limits, or says in one line why not.
pub(crate) fn compile(pattern: &str) -> Result<Regex, String> {
    if pattern.len() > limits::PATTERN_BYTES {
        return Err(format!("it is longer than {} bytes", limits::PATTERN_BYTES));
    }
    let built = RegexBuilder::new(pattern)
        .size_limit(limits::PATTERN_MEMORY)
        .dfa_size_limit(limits::PATTERN_MEMORY)
        .build();
    built.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => "it is too large".to_owned(),
        other => last_line(&other.to_string()),
    })
}

fn last_line(message: &str) -> String {
    let line = message.lines().last().unwrap_or_default().trim();
    line.trim_start_matches("error: ").to_owned()
}
