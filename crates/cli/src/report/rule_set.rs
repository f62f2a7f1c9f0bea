//! A rule set in plain words: its stages with their gates and ways, then what goes with them.

mod content;
mod stages;

use dealgraph::{Playbook, RuleSet, RuleSetRole};

use super::page::{Line, Page, style};
use super::words::joined;

/// The report of a rule set. `header` is its header as written.
pub(crate) fn report(
    rules: &RuleSet,
    header: &serde_json::Value,
    playbook: &Playbook,
    width: usize,
) -> Page {
    let mut page = Page::new(width);
    head(&mut page, rules, header, playbook);
    if playbook.rule_set().id == *rules.id() {
        stages::write(&mut page, playbook);
    } else {
        stages::write_checklist(&mut page, playbook);
    }
    content::write(&mut page, playbook);
    page
}

fn head(page: &mut Page, rules: &RuleSet, header: &serde_json::Value, playbook: &Playbook) {
    let kind = match rules.role() {
        RuleSetRole::Process => "process",
        RuleSetRole::Methodology => "methodology",
    };
    let name = Line::styled(style::STRONG, rules.name()).and("  ");
    let mut parts = vec![rules.id().to_string(), kind.to_owned(), rules.version().to_string()];
    let others = playbook.laid_over().iter().filter(|book| book.id != *rules.id());
    let laid: Vec<&str> = others.map(|book| book.name.as_str()).collect();
    if !laid.is_empty() {
        parts.push(format!("with {}", laid.join(", ")));
    }
    page.hanging(name, joined(parts, style::QUIET));
    let text = |key: &str| header.get(key).and_then(serde_json::Value::as_str);
    if let Some(summary) = text("summary") {
        page.gap();
        page.indented(0, Line::new().and(summary));
    }
    if let Some(source) = text("source") {
        page.gap();
        page.indented(0, Line::styled(style::QUIET, format!("Source: {source}")));
    }
}
