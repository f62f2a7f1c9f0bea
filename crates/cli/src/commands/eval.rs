//! `eval`: one condition, or many cases.

use std::io::{BufRead, Write};

use dealgraph::expr::{case, untyped};

use super::{Context, print, unwritten};
use crate::exit::{Failure, Status};

pub(crate) fn one(
    context: &Context<'_>,
    expression: &str,
    facts: Option<&str>,
) -> Result<Status, Failure> {
    let json = context.wants_json()?;
    let facts: serde_json::Value = serde_json::from_str(facts.unwrap_or("{}"))
        .map_err(|error| Failure::input(format!("--facts: {error}")))?;
    let Some(facts) = facts.as_object() else {
        return Err(Failure::with_help("--facts: it is no JSON object", "write `{\"amount\": 5}`"));
    };
    let facts = case::facts_from_json(facts)
        .map_err(|error| Failure::input(format!("--facts: {error}")))?;
    let outcome = untyped::evaluate_untyped(expression, &facts, true);
    let failed = matches!(outcome, untyped::Outcome::Error(_));
    let told = match &outcome {
        untyped::Outcome::Unknown(names) if !json => {
            format!("unknown: {} not set\n", names.join(", "))
        }
        untyped::Outcome::Error(error) if !json => return Err(Failure::input(error.clone())),
        _ => format!("{}\n", case::outcome_json(outcome)),
    };
    print(&told)?;
    Ok(if failed { Status::Unusable } else { Status::Fine })
}

/// A line of output for each line of standard input.
pub(crate) fn lines() -> Result<Status, Failure> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut lines = std::io::stdin().lock();
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = lines.read_until(b'\n', &mut line);
        if read.map_err(|error| Failure::input(format!("standard input: {error}")))? == 0 {
            break;
        }
        let text = String::from_utf8_lossy(&line);
        if text.trim().is_empty() {
            continue;
        }
        writeln!(out, "{}", case::answer(text.trim())).map_err(|error| unwritten(&error))?;
    }
    out.flush().map_err(|error| unwritten(&error))?;
    Ok(Status::Fine)
}
