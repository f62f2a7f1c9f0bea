//! Where a deal stands, and how far it is to the next stage.

use dealgraph::{Assessment, Language, Next, Progress, RuleSetName, StageKind};

use super::page::{Line, Page, style};
use super::words::{joined, percent};
use crate::said::report as said;

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
    let language = page.language();
    let mut books = books.into_iter();
    let first = books.next().unwrap_or_default();
    let books = books.fold(first, |row, next| said::with(language, row, next));
    let parts = [books, said::on(language, assessment.now.date())];
    page.hanging(Line::new(), joined(parts, style::QUIET));
    page.gap();
    match &assessment.progress {
        Some(progress) => progressed(page, progress),
        None => page.indented(0, Line::styled(style::STRONG, said::not_created(language))),
    }
}

fn book(name: &RuleSetName) -> String {
    format!("{} {}", name.name, name.version)
}

fn progressed(page: &mut Page, progress: &Progress) {
    let language = page.language();
    let parts = [
        Some(place(progress, language)),
        progress.days_in_stage.map(|days| days_told(language, days, progress.expected_days)),
        progress.probability.map(|share| said::likely(language, percent(share))),
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

fn place(progress: &Progress, language: Language) -> String {
    match (progress.number, progress.kind) {
        (Some(number), _) => said::stage_of(language, number, progress.of),
        (None, StageKind::Won) => said::won(language),
        (None, StageKind::Lost) => said::lost(language),
        (None, _) => said::parked(language),
    }
}

fn days_told(language: Language, days: i64, expected: Option<f64>) -> String {
    let days = said::days(language, usize::try_from(days).unwrap_or(0));
    match expected {
        Some(expected) => said::days_here_of(language, days, format!("{expected:.0}")),
        None => said::days_here(language, days),
    }
}

fn onward(page: &mut Page, next: &Next) {
    let front = Line::new().and("→ ").with(style::STRONG, &next.stage_name).and("  ");
    if next.of == 0 {
        return page
            .hanging(front, Line::styled(style::GOOD, said::nothing_asked(page.language())));
    }
    let colour = if next.met == next.of { style::GOOD } else { style::WARN };
    let told = {
        let language = page.language();
        said::met_of(language, next.met, said::criteria(language, next.of))
    };
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
        assert_eq!(days_told(Language::English, 1, None), "1 day here");
        assert_eq!(days_told(Language::English, 34, Some(42.0)), "34 days here, 42 expected");
    }
}
