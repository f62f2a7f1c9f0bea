//! What keeps a gate shut: why, what was found, what would open it.

use anstyle::Style;
use dealgraph::{Action, FixKind, Found, Unmet, UnmetFix, UnmetState};

use super::Detail;
use super::actions::letter;
use super::page::{Line, Page, shortened, style};
use super::words::{joined, spoken};

/// Longest value of a fact that is shown.
const LONGEST_VALUE: usize = 60;
/// Narrowest page on which the word for the state has a column of its own.
const WITH_COLUMNS: usize = 64;

/// How criteria that are not met are told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Telling<'a> {
    pub(super) detail: Detail,
    /// The actions that stand above, by number: they are not told again.
    pub(super) actions: &'a [&'a Action],
}

/// Criteria that are not met, each with its letter.
pub(super) fn lettered(page: &mut Page, unmet: &[Unmet], telling: Telling<'_>) {
    for (index, one) in unmet.iter().enumerate() {
        write(page, &format!("{:>3}", letter(index)), one, telling);
    }
}

/// Criteria that block nothing.
pub(super) fn warnings(page: &mut Page, warnings: &[Unmet], telling: Telling<'_>) {
    if !warnings.is_empty() {
        page.indented(2, Line::styled(style::QUIET, "Blocking nothing, but worth having:"));
    }
    for one in warnings {
        write(page, "   ", one, telling);
    }
}

/// The sign and the word for why a criterion is not met.
const fn state(state: UnmetState) -> (&'static str, &'static str, Style) {
    match state {
        UnmetState::False => ("✗", "no", style::BAD),
        UnmetState::Unverified => ("!", "not verified", style::WARN),
        UnmetState::Stale => ("!", "out of date", style::WARN),
        _ => ("?", "not known", style::WARN),
    }
}

fn write(page: &mut Page, letter: &str, unmet: &Unmet, telling: Telling<'_>) {
    let (sign, word, colour) = state(unmet.state);
    let mut front = Line::styled(style::STRONG, letter).and("  ").with(colour, sign).and(" ");
    let mut text = Line::new();
    if page.width() >= WITH_COLUMNS {
        let column = front.width() + 14;
        front = front.with(colour, word).up_to(column);
    } else {
        text = text.with(colour, word).and(": ");
    }
    let indent = front.width();
    page.hanging(front, text.and(&unmet.otherwise));
    let facts = facts(unmet, telling.detail);
    if !facts.is_empty() {
        page.indented(indent, joined(facts, style::QUIET));
    }
    fixes(page, indent, unmet, telling);
}

/// What was found, what is asked for, and who has a say.
fn facts(unmet: &Unmet, detail: Detail) -> Vec<String> {
    let weighs_evidence = matches!(unmet.state, UnmetState::Unverified | UnmetState::Stale);
    let mut parts: Vec<String> =
        unmet.found.iter().filter_map(|found| value(found, weighs_evidence)).collect();
    let unset = unmet.found.iter().filter(|found| found.value.is_none());
    let unset: Vec<&str> = unset.map(|found| found.label.as_str()).collect();
    if !unset.is_empty() {
        parts.push(format!("not set: {}", unset.join(", ")));
    }
    let needs = unmet.needs_evidence.filter(|_| weighs_evidence);
    parts.extend(needs.map(|grade| format!("has to be {}", grade.word())));
    parts.extend(unmet.owner.iter().map(|role| format!("{} sees to it", spoken(role))));
    if !unmet.overridable_by.is_empty() {
        let roles: Vec<String> = unmet.overridable_by.iter().map(|role| spoken(role)).collect();
        parts.push(format!("{} may override", roles.join(" or ")));
    }
    parts.extend((detail == Detail::All).then(|| unmet.criterion.clone()));
    parts
}

fn value(found: &Found, weighs_evidence: bool) -> Option<String> {
    let value = shortened(found.value.as_ref()?, LONGEST_VALUE);
    let grade = found.evidence.filter(|_| weighs_evidence);
    let grade = grade.map(|grade| format!(", {}", grade.word())).unwrap_or_default();
    Some(format!("{}: {value}{grade}", found.label))
}

fn fixes(page: &mut Page, indent: usize, unmet: &Unmet, telling: Telling<'_>) {
    let number = |fix: &UnmetFix| telling.actions.iter().position(|action| action.id == fix.id);
    let mut told: Vec<usize> = unmet.fixes.iter().filter_map(number).collect();
    told.sort_unstable();
    let arrow = || Line::new().up_to(indent).with(style::GOOD, "→ ");
    if !told.is_empty() {
        let numbers: Vec<String> = told.iter().map(|index| (index + 1).to_string()).collect();
        page.hanging(arrow(), Line::new().and(format!("do {}", numbers.join(" or "))));
    }
    let most = telling.detail.most(usize::from(told.is_empty()));
    for fix in unmet.fixes.iter().filter(|fix| number(fix).is_none()).take(most) {
        page.hanging(arrow(), Line::new().and(said(fix)));
    }
}

fn said(fix: &UnmetFix) -> String {
    match fix.kind {
        FixKind::Question => format!("ask “{}”", fix.text),
        _ => fix.text.clone(),
    }
}
