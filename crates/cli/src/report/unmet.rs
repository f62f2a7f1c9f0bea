//! What keeps a gate shut, and what would open it.

use anstyle::Style;
use dealgraph::{At, Unmet, UnmetState};

use super::layout::{Page, clean, style, styled};

/// The word for why a criterion is not met.
const fn word(state: UnmetState) -> (&'static str, &'static str, Style) {
    match state {
        UnmetState::False => ("✗", "not so", style::BAD),
        UnmetState::Unverified => ("!", "not verified", style::WARN),
        UnmetState::Stale => ("!", "out of date", style::WARN),
        _ => ("?", "not known", style::WARN),
    }
}

/// One unmet criterion: what is not the case, what was found, what would help.
pub(crate) fn write(page: &mut Page, unmet: &Unmet) {
    let (sign, state, colour) = word(unmet.state);
    let mark = format!("  {sign} ");
    page.item(&mark, &styled(colour, &mark), &clean(&unmet.otherwise), Style::new());
    page.note(4, &details(unmet, state), style::QUIET);
    for fix in unmet.fixes.iter().take(2) {
        let mark = "    → ";
        page.item(mark, &styled(style::GOOD, mark), &clean(&fix.text), Style::new());
    }
}

fn details(unmet: &Unmet, state: &str) -> String {
    let mut parts = vec![state.to_owned()];
    let found = unmet.found.iter().filter_map(|found| {
        let value = found.value.as_ref()?;
        let grade = found.evidence.map(|grade| format!(" ({})", grade.word())).unwrap_or_default();
        let graded = unmet.needs_evidence.is_some() || unmet.state == UnmetState::Stale;
        let grade = if graded { grade } else { String::new() };
        Some(format!("{}: {}{grade}", found.label, clean(value)))
    });
    parts.extend(found);
    let unset = unmet.found.iter().filter(|found| found.value.is_none());
    let unset: Vec<&str> = unset.map(|found| found.label.as_str()).collect();
    if !unset.is_empty() {
        parts.push(format!("missing: {}", unset.join(", ")));
    }
    parts.extend(unmet.needs_evidence.map(|grade| format!("needs: {}", grade.word())));
    if unmet.at != At::Graph {
        parts.push(unmet.criterion.clone());
    }
    if !unmet.overridable_by.is_empty() {
        parts.push(format!("may be overridden by {}", unmet.overridable_by.join(", ")));
    }
    parts.join(" · ")
}
