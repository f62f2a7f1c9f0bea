//! Warning signs: those that every deal can show, and those of the rule sets.

use super::assessment::{Signal, Snoozed};
use super::gates::{Ask, finding};
use super::situation::Situation;
use super::unmet::At;
use super::words;
use super::{fixes, history};
use crate::base::length::Length;
use crate::base::time::Timestamp;
use crate::deal::table::given;
use crate::error::Error;
use crate::expr::{Facts, Truth, Value};
use crate::playbook::content::{SignalRule, SignalSeverity};
use crate::playbook::stage::Stage;

/// Days without any activity after which a deal counts as idle, in a stage that does not say how
/// long it should take. A default; stages with `expected` use that instead.
const IDLE_DAYS: i64 = 14;

/// All signals of a deal: the most serious first, then the general ones, then in document order.
/// A silenced one stays in the list and says so.
///
/// # Errors
/// When a text cannot be filled in.
pub(crate) fn signals(situation: &Situation<'_>) -> Result<Vec<Signal>, Error> {
    let mut signals = general(situation)?;
    for rule in &situation.model().signals {
        let shows = fixes::shows_here(situation, &rule.stages);
        if shows && rule.when.decide(&situation.row) == Truth::True {
            signals.push(ruled(situation, rule)?);
        }
    }
    for signal in &mut signals {
        signal.snoozed = snoozed(situation, &signal.id);
    }
    signals.sort_by_key(|signal| std::cmp::Reverse(signal.severity));
    Ok(signals)
}

fn ruled(situation: &Situation<'_>, rule: &SignalRule) -> Result<Signal, Error> {
    let plays = rule.plays.iter().filter_map(|ix| situation.model().plays.get(*ix));
    Ok(Signal {
        id: rule.id.to_string(),
        severity: rule.severity,
        text: situation.say(&rule.say)?,
        plays: plays.map(|play| play.id.to_string()).collect(),
        snoozed: None,
    })
}

fn general(situation: &Situation<'_>) -> Result<Vec<Signal>, Error> {
    let Some(stage) = situation.stage.and_then(|ix| situation.stage_of(ix)) else {
        return Ok(Vec::new());
    };
    let mut signals = Vec::new();
    if stage.is_open() {
        signals.extend(too_long(situation, stage));
        signals.extend(idle(situation, stage));
        signals.extend(close_date_passed(situation));
    }
    signals.extend(breaches(situation, stage)?);
    signals.extend(history::contradictions(situation));
    Ok(signals)
}

fn signal(id: &str, severity: SignalSeverity, text: String) -> Signal {
    Signal { id: id.to_owned(), severity, text, plays: Vec::new(), snoozed: None }
}

fn too_long(situation: &Situation<'_>, stage: &Stage) -> Option<Signal> {
    let days = situation.days(given::DAYS_IN_STAGE)?;
    let language = situation.words();
    let over = |limit: Option<Length>| limit.filter(|limit| days > limit.whole_days());
    let in_days = |length: Length| words::days(language, length.whole_days());
    if let Some(limit) = over(stage.stalled_after()) {
        let text = words::stalled(language, days, stage.name(), in_days(limit));
        return Some(signal("stalled", SignalSeverity::Warning, text));
    }
    let expected = over(stage.expected())?;
    let text = words::slow(language, days, stage.name(), in_days(expected));
    Some(signal("slow", SignalSeverity::Info, text))
}

fn idle(situation: &Situation<'_>, stage: &Stage) -> Option<Signal> {
    let days = situation.days(given::DAYS_SINCE_ACTIVITY)?;
    let limit = stage.expected().map_or(IDLE_DAYS, Length::whole_days);
    (days > limit).then(|| {
        let text = words::idle(situation.words(), days);
        signal("idle", SignalSeverity::Warning, text)
    })
}

fn close_date_passed(situation: &Situation<'_>) -> Option<Signal> {
    let days = days_to_close(situation).filter(|days| *days < 0)?;
    let text = words::close_date_passed(situation.words(), -days);
    Some(signal("close_date_passed", SignalSeverity::Warning, text))
}

/// Whole days until the close date; negative once the day is over.
pub(crate) fn days_to_close(situation: &Situation<'_>) -> Option<i64> {
    match situation.row.get(given::CLOSE_DATE) {
        Some(Value::Timestamp(close)) => Some(days_until(situation.now, *close)),
        _ => None,
    }
}

/// Whole days from the beginning of today, UTC, to a day.
fn days_until(now: Timestamp, day: Timestamp) -> i64 {
    let today = Timestamp::parse_date(&now.date()).unwrap_or(now);
    day.days_since(today)
}

/// What should hold for as long as the deal is in its stage, and does not.
fn breaches(situation: &Situation<'_>, stage: &Stage) -> Result<Vec<Signal>, Error> {
    let mut signals = Vec::new();
    for criterion in &stage.stay {
        let ask = Ask { criterion: *criterion, at: At::Stay(stage.id().clone()) };
        let Some(found) = finding(situation, &situation.row, &ask) else { continue };
        let unmet = fixes::unmet(situation, &found)?;
        let id = format!("stay.{}", unmet.criterion);
        let mut breach = signal(&id, SignalSeverity::Warning, unmet.otherwise);
        breach.plays = unmet
            .fixes
            .into_iter()
            .filter(|fix| fix.kind == super::unmet::FixKind::Play)
            .map(|fix| fix.id)
            .collect();
        signals.push(breach);
    }
    Ok(signals)
}

fn snoozed(situation: &Situation<'_>, id: &str) -> Option<Snoozed> {
    let names = |named: &str| {
        named == id || id.strip_suffix(named).is_some_and(|front| front.ends_with('.'))
    };
    situation
        .deal
        .snoozed
        .iter()
        .filter(|snooze| names(&snooze.signal) && snooze.until > situation.now)
        .max_by_key(|snooze| snooze.until)
        .map(|snooze| Snoozed { until: snooze.until, reason: snooze.reason.clone() })
}
