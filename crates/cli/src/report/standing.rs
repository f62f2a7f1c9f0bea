//! Where a deal stands, and how far it is to the next stage.

use dealgraph::{Assessment, Next, Progress, RuleSetName, StageKind};

use super::page::{Line, Page, style};
use super::words::{count, joined, percent};

/// Widest bar of criteria: above it one sign is no longer one criterion.
const WIDEST_BAR: usize = 12;

/// Which deal it is, by which playbook, and where it stands.
pub(super) fn write(page: &mut Page, assessment: &Assessment) {
    let deal = &assessment.deal;
    let mut title = Line::styled(style::STRONG, &deal.name);
    if deal.id != deal.name {
        title = title.and("  ").with(style::QUIET, &deal.id);
    }
    page.hanging(Line::new(), title);
    let books = std::iter::once(&assessment.playbook).chain(&assessment.laid_over);
    let books: Vec<String> = books.map(book).collect();
    let parts = [books.join(" with "), format!("on {}", assessment.now.date())];
    page.hanging(Line::new(), joined(parts, style::QUIET));
    page.gap();
    match &assessment.progress {
        Some(progress) => progressed(page, progress),
        None => page.indented(0, Line::styled(style::STRONG, "Not created yet")),
    }
}

fn book(name: &RuleSetName) -> String {
    format!("{} {}", name.name, name.version)
}

fn progressed(page: &mut Page, progress: &Progress) {
    let parts = [
        Some(place(progress)),
        progress.days_in_stage.map(|days| days_told(days, progress.expected_days)),
        progress.probability.map(|share| format!("{} likely", percent(share))),
    ];
    let name = Line::styled(style::STRONG, &progress.stage_name).and("  ");
    let late = progress.expected_days.zip(progress.days_in_stage);
    let late = late.is_some_and(|(expected, days)| days_as_number(days) > expected);
    let style = if late { style::WARN } else { style::PLAIN };
    page.hanging(name, joined(parts.into_iter().flatten(), style));
    if let Some(goal) = &progress.goal {
        page.indented(0, Line::styled(style::QUIET, goal));
    }
    if let Some(next) = &progress.next {
        onward(page, next);
    }
}

#[expect(clippy::cast_precision_loss, reason = "days in a stage are few")]
fn days_as_number(days: i64) -> f64 {
    days as f64
}

fn place(progress: &Progress) -> String {
    match (progress.number, progress.kind) {
        (Some(number), _) => format!("stage {number} of {}", progress.of),
        (None, StageKind::Won) => "won".to_owned(),
        (None, StageKind::Lost) => "lost".to_owned(),
        (None, _) => "parked".to_owned(),
    }
}

fn days_told(days: i64, expected: Option<f64>) -> String {
    let days = count(usize::try_from(days).unwrap_or(0), "day", "days");
    match expected {
        Some(expected) => format!("{days} here, {expected:.0} expected"),
        None => format!("{days} here"),
    }
}

fn onward(page: &mut Page, next: &Next) {
    let front = Line::new().and("→ ").with(style::STRONG, &next.stage_name).and("  ");
    if next.of == 0 {
        return page.hanging(front, Line::styled(style::GOOD, "nothing is asked on the way"));
    }
    let colour = if next.met == next.of { style::GOOD } else { style::WARN };
    let told = format!("{} of {} met", next.met, count(next.of, "criterion", "criteria"));
    page.hanging(front, Line::styled(colour, bar(next.met, next.of)).and(format!("  {told}")));
}

fn bar(met: usize, of: usize) -> String {
    let signs = of.min(WIDEST_BAR);
    let full = (met * signs).checked_div(of).unwrap_or(0);
    format!("{}{}", "█".repeat(full), "░".repeat(signs.saturating_sub(full)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_full_only_when_everything_is_met() {
        assert_eq!(bar(0, 3), "░░░");
        assert_eq!(bar(2, 3), "██░");
        assert_eq!(bar(99, 100), "███████████░");
        assert_eq!(bar(100, 100), "████████████");
    }

    #[test]
    fn days_are_told_against_what_is_expected() {
        assert_eq!(days_told(1, None), "1 day here");
        assert_eq!(days_told(34, Some(42.0)), "34 days here, 42 expected");
    }
}
