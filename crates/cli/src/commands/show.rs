//! `show`: a rule set, readable.

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
        RuleSetFormat::Json => output::json(&playbook::keys(&rules)?),
        RuleSetFormat::Text => text(&context.library, &rules, &args.rule_set),
    }
}

fn text(library: &Library, rules: &RuleSet, name: &str) -> Result<Status, Failure> {
    let playbook = playbook::to_read(library, rules, name)?;
    let keys = playbook::keys(rules)?;
    let header = match rules.role() {
        RuleSetRole::Process => "process",
        RuleSetRole::Methodology => "methodology",
    };
    let header = keys.get(header).unwrap_or(&Json::Null);
    output::page(report::rule_set::report(rules, header, &playbook, output::width()))
}
