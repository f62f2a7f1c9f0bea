//! DG0608: a methodology that teaches stages and gates, but not how to go about them.

use super::content::Content;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::rules::RuleSetRole;

pub(super) fn methodology(content: &Content<'_>) -> Vec<Diagnostic> {
    let rules = content.own.rules;
    if rules.role() != RuleSetRole::Methodology || rules.document.stages.is_empty() {
        return Vec::new();
    }
    let document = &rules.document;
    let parts = [
        ("`[strategy]`", document.strategy.is_empty()),
        ("`[model]`", document.models.is_empty()),
        ("`[coach]`", document.coach.is_none()),
        ("`[script]`", document.scripts.is_empty()),
    ];
    let missing: Vec<&str> =
        parts.into_iter().filter(|(_, is_missing)| *is_missing).map(|(name, _)| name).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let message = format!("this methodology has no {}", missing.join(", no "));
    vec![
        Diagnostic::new(Code::Bare, message)
            .at(&rules.source, content.own.header, "says what to reach, and less of how")
            .help("add them where the methodology has something to say"),
    ]
}
