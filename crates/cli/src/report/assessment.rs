//! An assessment: where the deal stands, what to do next, what blocks it; then the rest.

use anstyle::Style;
use dealgraph::{
    Action, ActionKind, Assessment, MoveKind, Outcome, Progress, Scorecard, Signal, SignalSeverity,
    StageKind, Verdict,
};

use super::layout::{Page, clean, count, style, styled};
use super::unmet;

/// How many actions are shown when not all are asked for.
const FIRST: usize = 3;

/// The report of an assessment.
pub(crate) fn report(assessment: &Assessment, all: bool) -> String {
    let mut page = Page::new();
    head(&mut page, assessment);
    actions(&mut page, assessment, all);
    blocked(&mut page, assessment);
    signals(&mut page, &assessment.signals);
    scorecards(&mut page, &assessment.scorecards);
    moves(&mut page, assessment);
    page.finish()
}

fn head(page: &mut Page, assessment: &Assessment) {
    let laid: Vec<&str> = assessment.laid_over.iter().map(|rules| rules.name.as_str()).collect();
    let over = if laid.is_empty() { String::new() } else { format!(" with {}", laid.join(", ")) };
    let book = &assessment.playbook;
    let name = clean(&assessment.deal.name);
    page.line(&format!(
        "{}  {}",
        styled(style::STRONG, &name),
        styled(style::QUIET, clean(&assessment.deal.id))
    ));
    page.note(0, &format!("{} {}{over}", book.name, book.version), style::QUIET);
    page.gap();
    match &assessment.progress {
        Some(progress) => standing(page, progress),
        None => page.note(0, "Not created yet", style::STRONG),
    }
}

fn standing(page: &mut Page, progress: &Progress) {
    let place = match (progress.number, progress.kind) {
        (Some(number), _) => format!("stage {number} of {}", progress.of),
        (None, StageKind::Won) => "won".to_owned(),
        (None, StageKind::Lost) => "lost".to_owned(),
        (None, _) => "parked".to_owned(),
    };
    let mut parts = vec![place];
    parts.extend(progress.days_in_stage.map(|days| days_told(days, progress.expected_days)));
    parts.extend(progress.probability.map(|share| format!("{:.0} % likely", share * 100.0)));
    page.line(&format!("{} · {}", styled(style::STRONG, &progress.stage_name), parts.join(" · ")));
    if let Some(goal) = &progress.goal {
        page.note(0, goal, style::QUIET);
    }
    if let Some(next) = &progress.next {
        let bar = bar(next.met, next.of);
        let gates = match next.of {
            0 => "no gate".to_owned(),
            of => format!("{bar} {} of {of} criteria met", next.met),
        };
        page.line(&format!("Next: {} · {gates}", styled(style::STRONG, &next.stage_name)));
    }
}

fn days_told(days: i64, expected: Option<f64>) -> String {
    let days_word = if days == 1 { "day" } else { "days" };
    match expected {
        Some(expected) => format!("{days} {days_word} here, {expected:.0} expected"),
        None => format!("{days} {days_word} here"),
    }
}

fn bar(met: usize, of: usize) -> String {
    let full = (met * 10).checked_div(of).unwrap_or(10);
    format!("{}{}", "█".repeat(full), "░".repeat(10usize.saturating_sub(full)))
}

fn actions(page: &mut Page, assessment: &Assessment, all: bool) {
    if assessment.actions.is_empty() {
        return;
    }
    page.heading("What to do next");
    let shown: Vec<&Action> = if all {
        assessment.actions.iter().collect()
    } else {
        assessment.distinct_actions().take(FIRST).collect()
    };
    for (index, action) in shown.iter().enumerate() {
        self::action(page, index + 1, action, all);
    }
    let rest = assessment.actions.len().saturating_sub(shown.len());
    if rest > 0 {
        page.note(
            0,
            &format!("{} more: --all shows them", count(rest, "action", "actions")),
            style::QUIET,
        );
    }
}

fn action(page: &mut Page, number: usize, action: &Action, all: bool) {
    let mark = format!("{number:>2}. ");
    let ask = if action.kind == ActionKind::Question && !action.id.starts_with("fact.") {
        format!("Ask: «{}»", clean(&action.text))
    } else {
        clean(&action.text)
    };
    page.item(&mark, &styled(style::STRONG, &mark), &ask, style::STRONG);
    if let Some(why) = &action.why {
        page.note(4, &clean(why), Style::new());
    }
    for question in action.asks.iter().take(if all { usize::MAX } else { 2 }) {
        page.item("    ? ", "    ? ", &clean(question), Style::new());
    }
    let parts: Vec<String> =
        action.because.iter().map(|part| format!("{} +{}", part.reason, part.points)).collect();
    let effort =
        action.effort.as_ref().map(|effort| format!(" · takes {effort}")).unwrap_or_default();
    page.note(4, &format!("{} points: {}{effort}", action.score, parts.join(", ")), style::QUIET);
}

/// What blocks the natural next move.
fn blocked(page: &mut Page, assessment: &Assessment) {
    let next = assessment.progress.as_ref().and_then(|progress| progress.next.as_ref());
    let verdict =
        next.and_then(|next| assessment.moves.iter().find(|verdict| verdict.to == next.stage));
    let (Some(next), Some(verdict)) = (next, verdict) else { return };
    if verdict.unmet.is_empty() && verdict.warnings.is_empty() {
        return;
    }
    if verdict.unmet.is_empty() {
        page.heading(&format!("Before you move to {}", next.stage_name));
    } else {
        page.heading(&format!("What blocks the move to {}", next.stage_name));
    }
    verdict.unmet.iter().for_each(|found| unmet::write(page, found));
    warnings(page, verdict);
}

/// What is not as it should be, but blocks nothing.
pub(crate) fn warnings(page: &mut Page, verdict: &Verdict) {
    if !verdict.warnings.is_empty() {
        page.note(2, "Blocks nothing, but:", style::QUIET);
        verdict.warnings.iter().for_each(|found| unmet::write(page, found));
    }
}

fn signals(page: &mut Page, signals: &[Signal]) {
    if signals.is_empty() {
        return;
    }
    page.heading("Warning signs");
    for signal in signals {
        let (mark, word, colour) = match signal.severity {
            SignalSeverity::Critical => ("  ‼ ", "critical", style::BAD),
            SignalSeverity::Warning => ("  ! ", "warning", style::WARN),
            SignalSeverity::Info => ("  i ", "info", style::QUIET),
        };
        match &signal.snoozed {
            Some(snoozed) => {
                let text = format!(
                    "{} (silenced until {}: {})",
                    clean(&signal.text),
                    snoozed.until.date(),
                    clean(&snoozed.reason)
                );
                page.item("  – ", "  – ", &text, style::QUIET);
            }
            None => page.item(
                mark,
                &styled(colour, mark),
                &format!("{} ({word})", clean(&signal.text)),
                Style::new(),
            ),
        }
    }
}

fn scorecards(page: &mut Page, cards: &[Scorecard]) {
    if cards.is_empty() {
        return;
    }
    page.heading("Scorecards");
    let widest =
        cards.iter().map(|card| textwrap::core::display_width(&card.name)).max().unwrap_or(0);
    for card in cards {
        let room = " ".repeat(widest - textwrap::core::display_width(&card.name));
        let gaps = card.gaps().count();
        let gaps = if gaps == 0 { String::new() } else { format!(" · {gaps} not known") };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
        let tenths = (card.score / 10.0).round() as usize;
        page.line(&format!(
            "  {}{room}  {} {:>3.0} %{gaps}",
            card.name,
            bar(tenths.min(10), 10),
            card.score
        ));
        let missing = card.items.iter().filter(|item| item.met != Some(true));
        for item in missing.filter_map(|item| item.otherwise.as_ref()).take(3) {
            page.item("      · ", "      · ", &clean(item), style::QUIET);
        }
    }
}

fn moves(page: &mut Page, assessment: &Assessment) {
    let next = assessment.progress.as_ref().and_then(|progress| progress.next.as_ref());
    let others: Vec<&Verdict> = assessment
        .moves
        .iter()
        .filter(|verdict| next.is_none_or(|next| verdict.to != next.stage))
        .collect();
    if others.is_empty() {
        return;
    }
    page.heading("Other moves");
    let widest = others.iter().map(|verdict| verdict.to.as_str().len()).max().unwrap_or(0);
    for verdict in others {
        let (sign, told, colour) = outcome(verdict);
        let room = " ".repeat(widest - verdict.to.as_str().len());
        let mark = format!("  {sign} {}{room}  {:<7}  ", verdict.to, kind(verdict.kind));
        page.item(&mark, &styled(colour, &mark), &told, Style::new());
    }
}

fn outcome(verdict: &Verdict) -> (&'static str, String, Style) {
    match verdict.outcome {
        Outcome::Allowed | Outcome::Overridden => ("✓", "open".to_owned(), style::GOOD),
        Outcome::NeedsOverride => ("!", "needs an override".to_owned(), style::WARN),
        _ => match verdict.unmet.as_slice() {
            [only] => ("✗", clean(&only.otherwise), style::QUIET),
            many => {
                ("✗", format!("{} unmet", count(many.len(), "criterion", "criteria")), style::QUIET)
            }
        },
    }
}

/// The word for a kind of move.
pub(crate) const fn kind(kind: MoveKind) -> &'static str {
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
