//! The verdict on a move: may it be made, and if not, why not.

use anstyle::Style;
use dealgraph::{Outcome, Playbook, Stage, Unmet, Verdict};

use super::Detail;
use super::blockers::{self, Telling};
use super::moves::{kind, unmet};
use super::page::{Line, Page, style};
use super::words::{joined, spoken};

/// The report of a verdict on a deal that people call `deal`.
pub(crate) fn report(playbook: &Playbook, deal: &str, verdict: &Verdict, width: usize) -> Page {
    let mut page = Page::new(width);
    let (sign, word, colour) = headline(verdict);
    let front = Line::styled(colour, format!("{sign} {word}: "));
    page.hanging(Line::new(), front.with(style::STRONG, way(playbook, verdict)));
    page.indented(2, joined(particulars(playbook, deal, verdict), style::QUIET));
    let telling = Telling { detail: Detail::All, actions: &[] };
    if !verdict.unmet.is_empty() {
        page.gap();
        blockers::lettered(&mut page, &verdict.unmet, telling);
    }
    if !verdict.warnings.is_empty() {
        page.gap();
        blockers::warnings(&mut page, &verdict.warnings, telling);
    }
    page
}

fn headline(verdict: &Verdict) -> (&'static str, String, Style) {
    match verdict.outcome {
        Outcome::Allowed => ("✓", "Allowed".to_owned(), style::GOOD.bold()),
        Outcome::Overridden => ("✓", "Allowed by override".to_owned(), style::WARN.bold()),
        Outcome::NeedsOverride => {
            let roles = overriding(&verdict.unmet).join(" or ");
            ("!", format!("Needs an override by {roles}"), style::WARN.bold())
        }
        _ => ("✗", "Blocked".to_owned(), style::BAD.bold()),
    }
}

/// The roles that may override everything that is unmet.
fn overriding(unmet: &[Unmet]) -> Vec<String> {
    let Some((first, others)) = unmet.split_first() else { return Vec::new() };
    let may = |role: &&String| others.iter().all(|unmet| unmet.overridable_by.contains(role));
    let roles: Vec<String> = first.overridable_by.iter().filter(may).map(|r| spoken(r)).collect();
    if !roles.is_empty() {
        return roles;
    }
    let mut each: Vec<String> =
        unmet.iter().flat_map(|unmet| &unmet.overridable_by).map(|role| spoken(role)).collect();
    each.sort();
    each.dedup();
    each
}

fn way(playbook: &Playbook, verdict: &Verdict) -> String {
    let to = name(playbook, verdict.to.as_str());
    match &verdict.from {
        Some(from) => format!("{} → {to}", name(playbook, from.as_str())),
        None => format!("a new deal in {to}"),
    }
}

fn name<'p>(playbook: &'p Playbook, id: &'p str) -> &'p str {
    let graph = playbook.graph();
    graph.find(id).and_then(|ix| graph.stage(ix)).map_or(id, Stage::name)
}

fn particulars(playbook: &Playbook, deal: &str, verdict: &Verdict) -> Vec<String> {
    let mut parts = vec![deal.to_owned(), kind(verdict.kind).to_owned()];
    if !verdict.through.is_empty() {
        let through: Vec<&str> =
            verdict.through.iter().map(|id| name(playbook, id.as_str())).collect();
        parts.push(format!("passing {}", through.join(", ")));
    }
    if !verdict.unmet.is_empty() {
        parts.push(unmet(verdict.unmet.len()));
    }
    parts
}
