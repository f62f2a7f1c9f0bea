//! What keeps a gate shut: why, what was found, what would open it.

use anstyle::Style;
use dealgraph::{Action, FixKind, Found, Language, Unmet, UnmetFix, UnmetState};

use super::Detail;
use super::actions::letter;
use super::page::{Line, Page, shortened, style};
use super::words::joined;
use crate::said::report as words;

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
        page.indented(2, Line::styled(style::QUIET, words::worth_having(page.language())));
    }
    for one in warnings {
        write(page, "   ", one, telling);
    }
}

/// The sign and the word for why a criterion is not met.
const fn state(state: UnmetState) -> (&'static str, Style) {
    match state {
        UnmetState::False => ("✗", style::BAD),
        UnmetState::Unverified | UnmetState::Stale => ("!", style::WARN),
        _ => ("?", style::WARN),
    }
}

fn write(page: &mut Page, letter: &str, unmet: &Unmet, telling: Telling<'_>) {
    let language = page.language();
    let (sign, colour) = state(unmet.state);
    let word = words::state(language, unmet.state);
    let mut front = Line::styled(style::STRONG, letter).and("  ").with(colour, sign).and(" ");
    let mut text = Line::new();
    if page.width() >= WITH_COLUMNS {
        let column = front.width() + 14;
        front = front.with(colour, word).up_to(column);
    } else {
        text = text.with(colour, word).and(words::colon(language));
    }
    let indent = front.width();
    page.hanging(front, text.and(&unmet.otherwise));
    let facts = facts(page, unmet, telling.detail);
    if !facts.is_empty() {
        page.indented(indent, joined(facts, style::QUIET));
    }
    fixes(page, indent, unmet, telling);
}

/// What was found, what is asked for, and who has a say.
fn facts(page: &Page, unmet: &Unmet, detail: Detail) -> Vec<String> {
    let language = page.language();
    let weighs_evidence = matches!(unmet.state, UnmetState::Unverified | UnmetState::Stale);
    let mut parts: Vec<String> =
        unmet.found.iter().filter_map(|found| value(found, weighs_evidence, language)).collect();
    let unset = unmet.found.iter().filter(|found| found.value.is_none());
    let unset: Vec<&str> = unset.map(|found| found.label.as_str()).collect();
    if !unset.is_empty() {
        parts.push(words::not_set(language, words::row(language, &unset)));
    }
    let needs = unmet.needs_evidence.filter(|_| weighs_evidence);
    parts.extend(needs.map(|grade| words::has_to_be(language, words::grade(language, grade))));
    parts.extend(unmet.owner.iter().map(|role| words::sees_to_it(language, page.role(role))));
    if !unmet.overridable_by.is_empty() {
        let roles: Vec<String> = unmet.overridable_by.iter().map(|role| page.role(role)).collect();
        parts.push(words::may_override(language, words::any_of(language, &roles)));
    }
    parts.extend((detail == Detail::All).then(|| unmet.criterion.clone()));
    parts
}

fn value(found: &Found, weighs_evidence: bool, language: Language) -> Option<String> {
    let value = shortened(found.value.as_ref()?, LONGEST_VALUE);
    let grade = found.evidence.filter(|_| weighs_evidence);
    let grade = grade.map(|grade| words::comma(language) + words::grade(language, grade));
    let colon = words::colon(language);
    Some(format!("{}{colon}{value}{}", found.label, grade.unwrap_or_default()))
}

fn fixes(page: &mut Page, indent: usize, unmet: &Unmet, telling: Telling<'_>) {
    let language = page.language();
    let number = |fix: &UnmetFix| telling.actions.iter().position(|action| action.id == fix.id);
    let mut told: Vec<usize> = unmet.fixes.iter().filter_map(number).collect();
    told.sort_unstable();
    let arrow = || Line::new().up_to(indent).with(style::GOOD, "→ ");
    if !told.is_empty() {
        let numbers: Vec<String> = told.iter().map(|index| (index + 1).to_string()).collect();
        page.hanging(
            arrow(),
            Line::new().and(words::do_numbers(language, words::any_of(language, &numbers))),
        );
    }
    let most = telling.detail.most(usize::from(told.is_empty()));
    for fix in unmet.fixes.iter().filter(|fix| number(fix).is_none()).take(most) {
        page.hanging(arrow(), Line::new().and(said(fix, language)));
    }
}

fn said(fix: &UnmetFix, language: Language) -> String {
    match fix.kind {
        FixKind::Question => words::ask_it(language, &fix.text),
        _ => fix.text.clone(),
    }
}
