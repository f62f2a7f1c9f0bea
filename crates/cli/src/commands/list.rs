//! `list`: the built-in rule sets.

use dealgraph::RuleSetRole;
use serde::Serialize;

use super::{Context, print, print_json};
use crate::exit::{Failure, Status};

#[derive(Serialize)]
struct Row {
    id: String,
    kind: &'static str,
    version: String,
    name: String,
}

pub(crate) fn run(context: &Context<'_>) -> Result<Status, Failure> {
    let rows: Vec<Row> = context
        .library
        .rule_sets()
        .map(|rules| Row {
            id: rules.id().to_string(),
            kind: match rules.role() {
                RuleSetRole::Process => "process",
                RuleSetRole::Methodology => "methodology",
            },
            version: rules.version().to_string(),
            name: rules.name().to_owned(),
        })
        .collect();
    if context.wants_json()? {
        return print_json(&rows);
    }
    let widest = rows.iter().map(|row| row.id.len()).max().unwrap_or(0);
    let lines: Vec<String> = rows
        .iter()
        .map(|row| format!("{:widest$}  {:11}  {:7}  {}", row.id, row.kind, row.version, row.name))
        .collect();
    print(&(lines.join("\n") + "\n"))
}
