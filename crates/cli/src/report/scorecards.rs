//! Scorecards as bars, with what is missing.

use anstyle::Style;
use dealgraph::{Scorecard, ScoredItem};
use textwrap::core::display_width;

use super::Detail;
use super::page::{Line, Page, shortened, style};
use super::words::percent;
use crate::said::report as said;

/// How many gaps of a card are shown when not all are asked for.
const FIRST: usize = 2;
/// Signs of a bar.
const BAR: usize = 10;

/// The scorecards with their gaps, the largest first.
pub(super) fn write(page: &mut Page, cards: &[Scorecard], detail: Detail) {
    if cards.is_empty() {
        return;
    }
    page.heading(&said::scorecards(page.language()), "");
    let most = page.width() / 2;
    let widest = cards.iter().map(|card| display_width(&card.name)).max().unwrap_or(0).min(most);
    for card in cards {
        self::card(page, card, widest);
        gaps(page, card, detail);
    }
}

fn card(page: &mut Page, card: &Scorecard, widest: usize) {
    let line = Line::new().and("  ").and(shortened(&card.name, widest)).up_to(widest + 4);
    let share = format!("{:>5}", percent(card.score / 100.0));
    page.cut(&line.with(colour(card.score), bar(card.score)).and("  ").and(share));
}

fn colour(score: f64) -> Style {
    match score {
        score if score >= 80.0 => style::GOOD,
        score if score >= 40.0 => style::WARN,
        _ => style::BAD,
    }
}

/// Ten signs; one only when it is fully reached.
fn bar(score: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 10")]
    let full = ((score / 10.0).clamp(0.0, 10.0) as usize).min(BAR);
    format!("{}{}", "█".repeat(full), "░".repeat(BAR - full))
}

fn gaps(page: &mut Page, card: &Scorecard, detail: Detail) {
    let mut gaps: Vec<&ScoredItem> =
        card.items.iter().filter(|item| item.met != Some(true)).collect();
    gaps.sort_by(|one, other| other.of.total_cmp(&one.of));
    let most = detail.most(FIRST);
    for item in gaps.iter().take(most) {
        let sign = if item.met == Some(false) { "✗ " } else { "? " };
        let front = Line::new().and("    ").with(style::QUIET, sign);
        page.hanging(
            front,
            Line::styled(style::QUIET, item.otherwise.as_ref().unwrap_or(&item.id)),
        );
    }
    let rest = gaps.len().saturating_sub(most);
    if rest > 0 {
        let language = page.language();
        let more = match rest {
            1 => said::one_more_gap(language),
            rest => said::more_gaps(language, rest),
        };
        page.indented(6, Line::styled(style::QUIET, more));
    }
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn a_bar_never_says_more_than_the_score() {
        assert_eq!(bar(-0.0), "░░░░░░░░░░");
        assert_eq!(bar(99.9), "█████████░");
        assert_eq!(bar(100.0), "██████████");
        assert_eq!(bar(f64::NAN), "░░░░░░░░░░");
    }
}
