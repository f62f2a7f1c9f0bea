//! `list`: the built-in rule sets.

use dealgraph::{RuleSet, RuleSetRole};

use super::Context;
use crate::args::{Format, List};
use crate::exit::{Failure, Status};
use crate::output;
use crate::report::rule_sets::{self, Row};

pub(super) fn run(context: &Context, args: &List) -> Result<Status, Failure> {
    let rows: Vec<Row> = context.library.rule_sets().map(|rules| row(context, rules)).collect();
    match args.format {
        Format::Json => output::json(&rows),
        Format::Text => output::page(rule_sets::report(&rows, output::width())),
    }
}

fn row(context: &Context, rules: &RuleSet) -> Row {
    let playbook = context.library.compile(rules.id().as_str());
    Row {
        id: rules.id().to_string(),
        kind: match rules.role() {
            RuleSetRole::Process => "process",
            RuleSetRole::Methodology => "methodology",
        },
        version: rules.version().to_string(),
        name: rules.name().to_owned(),
        stages: playbook.ok().map(|playbook| playbook.graph().len()),
    }
}
