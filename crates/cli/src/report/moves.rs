//! The moves that there are, a line each.

use anstyle::Style;
use dealgraph::{Language, Outcome, Verdict};
use textwrap::core::display_width;

use super::page::{Line, Page, shortened, style};
use crate::said::report as said;

/// The moves under a heading, in the order of the stages.
pub(super) fn write(page: &mut Page, heading: &str, moves: &[&Verdict]) {
    if moves.is_empty() {
        return;
    }
    page.heading(heading, "");
    let most = page.width() / 3;
    let ids = moves.iter().map(|verdict| display_width(verdict.to.as_str()));
    let widest = ids.max().unwrap_or(0).min(most);
    let language = page.language();
    for verdict in moves {
        let (sign, told, colour) = outcome(verdict, language);
        let line = Line::new().and("  ").with(colour, sign).and(" ");
        let line = line.and(shortened(verdict.to.as_str(), widest)).up_to(widest + 6);
        let line = line.with(style::QUIET, said::kind(language, verdict.kind)).up_to(widest + 15);
        page.cut(&line.and(told));
    }
}

fn outcome(verdict: &Verdict, language: Language) -> (&'static str, String, Style) {
    match (verdict.outcome, verdict.unmet.as_slice()) {
        (Outcome::Allowed | Outcome::Overridden, _) => ("✓", said::open(language), style::GOOD),
        (Outcome::NeedsOverride, _) => ("!", said::needs_an_override(language), style::WARN),
        (_, [only]) => ("✗", only.otherwise.clone(), style::QUIET),
        (_, many) => ("✗", unmet(many.len(), language), style::QUIET),
    }
}

/// «1 criterion unmet», «3 criteria unmet».
pub(super) fn unmet(number: usize, language: Language) -> String {
    said::unmet(language, said::criteria(language, number))
}
