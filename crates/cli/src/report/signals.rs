//! Warning signs.

use dealgraph::{Signal, SignalSeverity};

use super::page::{Line, Page, style};
use crate::said::report as said;

/// The signals, silenced ones last and quiet.
pub(super) fn write(page: &mut Page, signals: &[Signal]) {
    if signals.is_empty() {
        return;
    }
    page.heading(&said::warning_signs(page.language()), "");
    let is_silent = |signal: &&Signal| signal.snoozed.is_some();
    signals.iter().filter(|signal| !is_silent(signal)).for_each(|signal| loud(page, signal));
    signals.iter().filter(is_silent).for_each(|signal| silent(page, signal));
}

/// The column where texts begin.
const TEXT: usize = 14;

fn loud(page: &mut Page, signal: &Signal) {
    let language = page.language();
    let (sign, word, colour) = match signal.severity {
        SignalSeverity::Critical => ("‼", said::critical(language), style::BAD.bold()),
        SignalSeverity::Warning => ("!", said::warning(language), style::WARN),
        SignalSeverity::Info => ("·", said::note(language), style::QUIET),
    };
    let front = Line::new().and("  ").with(colour, format!("{sign} {word}")).up_to(TEXT);
    page.hanging(front, Line::new().and(&signal.text));
}

fn silent(page: &mut Page, signal: &Signal) {
    let Some(snoozed) = &signal.snoozed else { return };
    let front =
        Line::new().and("  ").with(style::QUIET, said::silenced(page.language())).up_to(TEXT);
    let day = snoozed.until.date();
    let why = said::silenced_until(page.language(), &signal.text, day, &snoozed.reason);
    page.hanging(front, Line::styled(style::QUIET, why));
}
