//! The moves that there are, a line each.

use anstyle::Style;
use dealgraph::{MoveKind, Outcome, Verdict};
use textwrap::core::display_width;

use super::page::{Line, Page, shortened, style};
use super::words::count;

/// The moves under a heading, in the order of the stages.
pub(super) fn write(page: &mut Page, heading: &str, moves: &[&Verdict]) {
    if moves.is_empty() {
        return;
    }
    page.heading(heading, "");
    let most = page.width() / 3;
    let ids = moves.iter().map(|verdict| display_width(verdict.to.as_str()));
    let widest = ids.max().unwrap_or(0).min(most);
    for verdict in moves {
        let (sign, told, colour) = outcome(verdict);
        let line = Line::new().and("  ").with(colour, sign).and(" ");
        let line = line.and(shortened(verdict.to.as_str(), widest)).up_to(widest + 6);
        let line = line.with(style::QUIET, kind(verdict.kind)).up_to(widest + 15);
        page.cut(&line.and(told));
    }
}

fn outcome(verdict: &Verdict) -> (&'static str, String, Style) {
    match (verdict.outcome, verdict.unmet.as_slice()) {
        (Outcome::Allowed | Outcome::Overridden, _) => ("✓", "open".to_owned(), style::GOOD),
        (Outcome::NeedsOverride, _) => ("!", "needs an override".to_owned(), style::WARN),
        (_, [only]) => ("✗", only.otherwise.clone(), style::QUIET),
        (_, many) => ("✗", unmet(many.len()), style::QUIET),
    }
}

/// «1 criterion unmet», «3 criteria unmet».
pub(super) fn unmet(number: usize) -> String {
    format!("{} unmet", count(number, "criterion", "criteria"))
}

/// The word for a kind of move.
pub(super) const fn kind(kind: MoveKind) -> &'static str {
    match kind {
        MoveKind::Create => "create",
        MoveKind::Forward => "forward",
        MoveKind::Skip => "skip",
        MoveKind::Back => "back",
        MoveKind::Lose => "lose",
        MoveKind::Park => "park",
        MoveKind::Resume => "resume",
        MoveKind::Reopen => "reopen",
        MoveKind::Stay => "stay",
    }
}
