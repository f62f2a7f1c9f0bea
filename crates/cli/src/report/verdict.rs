//! The verdict on a move: may it be made, and if not, why not.

use anstyle::Style;
use dealgraph::{Language, Outcome, Playbook, Stage, Unmet, Verdict};

use super::Detail;
use super::blockers::{self, Telling};
use super::moves::unmet;
use super::page::{Line, Page, style};
use super::words::{joined, spoken};
use crate::said::report as said;

/// The report of a verdict on a deal that people call `deal`.
pub(crate) fn report(playbook: &Playbook, deal: &str, verdict: &Verdict, width: usize) -> Page {
    let language = playbook.language();
    let mut page = Page::new(width).by(playbook);
    let (sign, word, colour) = headline(verdict, language);
    let front = Line::styled(colour, format!("{sign} {word}{}", said::colon(language)));
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

fn headline(verdict: &Verdict, language: Language) -> (&'static str, String, Style) {
    match verdict.outcome {
        Outcome::Allowed => ("✓", said::allowed(language), style::GOOD.bold()),
        Outcome::Overridden => ("✓", said::overridden(language), style::WARN.bold()),
        Outcome::NeedsOverride => {
            let roles = said::any_of(language, &overriding(&verdict.unmet));
            ("!", said::override_by(language, roles), style::WARN.bold())
        }
        _ => ("✗", said::blocked(language), style::BAD.bold()),
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
        None => said::a_new_deal(playbook.language(), to),
    }
}

fn name<'p>(playbook: &'p Playbook, id: &'p str) -> &'p str {
    let graph = playbook.graph();
    graph.find(id).and_then(|ix| graph.stage(ix)).map_or(id, Stage::name)
}

fn particulars(playbook: &Playbook, deal: &str, verdict: &Verdict) -> Vec<String> {
    let language = playbook.language();
    let mut parts = vec![deal.to_owned(), said::kind(language, verdict.kind).to_owned()];
    if !verdict.through.is_empty() {
        let through: Vec<&str> =
            verdict.through.iter().map(|id| name(playbook, id.as_str())).collect();
        parts.push(said::passing(language, said::row(language, &through)));
    }
    if !verdict.unmet.is_empty() {
        parts.push(unmet(verdict.unmet.len(), language));
    }
    parts
}
