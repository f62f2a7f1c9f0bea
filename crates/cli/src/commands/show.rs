//! `show`: a rule set, readable.

use std::path::Path;

use dealgraph::{Library, RuleSet, RuleSetRole};
use serde_json::Value as Json;

use super::Context;
use crate::args::{RuleSetFormat, Show};
use crate::exit::{Failure, Status};
use crate::input::playbook;
use crate::{output, report};

pub(super) fn run(context: &Context, args: &Show) -> Result<Status, Failure> {
    let rules = playbook::rule_set(&context.library, &args.rule_set)?;
    match args.format {
        RuleSetFormat::Toml => output::text(&rules.to_toml()),
        RuleSetFormat::Json => output::json(&as_json(&rules)?),
        RuleSetFormat::Text => text(&context.library, &args.rule_set, &rules),
    }
}

fn text(library: &Library, name: &str, rules: &RuleSet) -> Result<Status, Failure> {
    let whole = as_json(rules)?;
    let header = match rules.role() {
        RuleSetRole::Process => "process",
        RuleSetRole::Methodology => "methodology",
    };
    let playbook = match name {
        "-" => library.compile_source(rules.source().clone())?,
        _ => playbook::named(library, name, Path::new(""))?,
    };
    let header = whole.get(header).unwrap_or(&Json::Null);
    output::page(report::rule_set::report(rules, header, &playbook, output::width()))
}

/// A rule set's own keys as JSON.
fn as_json(rules: &RuleSet) -> Result<Json, Failure> {
    toml::from_str(&rules.to_toml())
        .map_err(|error| Failure::input(format!("{}: {}", rules.id(), error.message())))
}
