//! `eval`: one condition, or many cases.

use std::io::{BufReader, BufWriter, Write};
use std::path::Path;

use dealgraph::expr::untyped::{Outcome, evaluate_untyped};
use dealgraph::expr::{case, parse};

use crate::args::{Eval, Format};
use crate::exit::{Failure, Status};
use crate::input::lines::{self, Line};
use crate::report::diagnostics;
use crate::{input, output};

pub(super) fn run(args: &Eval) -> Result<Status, Failure> {
    match &args.expr {
        Some(expr) => one(expr, args),
        None => cases(),
    }
}

fn one(expr: &str, args: &Eval) -> Result<Status, Failure> {
    let facts = facts(&args.facts)?;
    let facts = case::facts_from_json(&facts)
        .map_err(|error| Failure::input(format!("`--facts`: {error}")))?;
    let outcome = evaluate_untyped(expr, &facts, true);
    let is_error = matches!(outcome, Outcome::Error(_));
    match (args.format, outcome) {
        (Format::Json, outcome) => output::json(&case::outcome_json(outcome))?,
        (Format::Text, Outcome::Error(error)) => return Err(mistaken(expr, error)),
        (Format::Text, Outcome::Unknown(names)) => {
            output::text(&format!("unknown: not set: {}\n", names.join(", ")))?
        }
        (Format::Text, outcome) => output::text(&format!("{}\n", plain(outcome)))?,
    };
    Ok(if is_error { Status::Unusable } else { Status::Fine })
}

fn facts(given: &str) -> Result<serde_json::Map<String, serde_json::Value>, Failure> {
    let text = match given {
        "-" => input::text::read(Path::new("-"))?.text,
        given => given.to_owned(),
    };
    let no_object = || {
        Failure::input("`--facts` is no JSON object").help("write it like `{\"amount\": 60000}`")
    };
    let facts: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| match error.is_syntax() || error.is_eof() {
            true => Failure::input(format!("`--facts` is not JSON: {error}"))
                .help("write it like `{\"amount\": 60000}`"),
            false => no_object(),
        })?;
    match facts {
        serde_json::Value::Object(facts) => Ok(facts),
        _ => Err(no_object()),
    }
}

/// A value without the tags that tell a program its type.
fn plain(outcome: Outcome) -> String {
    let json = case::outcome_json(outcome);
    let value = json.get("value").unwrap_or(&json);
    match untagged(value) {
        serde_json::Value::String(text) if !value.is_string() => text,
        value => value.to_string(),
    }
}

fn untagged(value: &serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Array(items) => items.iter().map(untagged).collect(),
        serde_json::Value::Object(entries) => tagged(entries).unwrap_or_else(|| {
            entries.iter().map(|(key, value)| (key.clone(), untagged(value))).collect()
        }),
        other => other.clone(),
    }
}

/// What a tag and its text stand for; `None` for an object without a tag.
fn tagged(entries: &serde_json::Map<String, serde_json::Value>) -> Option<serde_json::Value> {
    let (tag, text) = entries.iter().next().filter(|_| entries.len() == 1)?;
    let text = text.as_str()?;
    match tag.as_str() {
        "$int" | "$uint" | "$double" => {
            Some(serde_json::from_str(text).unwrap_or_else(|_| text.into()))
        }
        "$timestamp" | "$duration" | "$bytes" => Some(text.into()),
        _ => None,
    }
}

/// The error, or every mistake of the text at its place.
fn mistaken(expr: &str, error: String) -> Failure {
    let (_, mistakes) = parse(expr);
    if mistakes.is_empty() {
        return Failure::input(error);
    }
    diagnostics::print_mistakes(expr, &mistakes);
    Failure::Told
}

/// A line of output for each line of standard input.
fn cases() -> Result<Status, Failure> {
    let mut reader = BufReader::new(std::io::stdin().lock());
    let mut out = BufWriter::new(std::io::stdout().lock());
    let unread = |error| Failure::input(format!("standard input: it cannot be read: {error}"));
    while let Some(line) = lines::next(&mut reader).map_err(unread)? {
        let answer = match line {
            Line::Bytes(bytes) if bytes.trim_ascii().is_empty() => continue,
            Line::Bytes(bytes) => answer(&bytes),
            Line::TooLong => refusal("the line is longer than 64 MiB"),
        };
        writeln!(out, "{answer}").map_err(|error| output::unwritten(&error))?;
        if reader.buffer().is_empty() {
            out.flush().map_err(|error| output::unwritten(&error))?;
        }
    }
    out.flush().map_err(|error| output::unwritten(&error))?;
    Ok(Status::Fine)
}

fn answer(line: &[u8]) -> String {
    match std::str::from_utf8(line) {
        Ok(text) => case::answer(text),
        Err(error) => refusal(&format!("byte {} is no UTF-8", error.valid_up_to())),
    }
}

fn refusal(why: &str) -> String {
    serde_json::json!({ "error": why }).to_string()
}
