//! Warning signs: those that every deal can show, and those of the rule sets. They are found without
//! a word, and worded for whoever wants to read them.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::assessment::{Signal, Snoozed};
use super::gates::{Ask, Finding, finding};
use super::history::{Contradiction, contradictions};
use super::situation::Situation;
use super::unmet::{At, FixKind};
use super::{fixes, words};
use crate::base::length::Length;
use crate::base::time::Timestamp;
use crate::deal::deal::Snooze;
use crate::deal::table::given;
use crate::error::Error;
use crate::expr::{Facts, Truth, Value};
use crate::playbook::content::{SignalRule, SignalSeverity};
use crate::playbook::stage::Stage;

/// Days without any activity after which a deal counts as idle, in a stage that does not say how
/// long it should take. A default; stages with `expected` use that instead.
const IDLE_DAYS: i64 = 14;

/// A warning sign that a deal shows.
#[derive(Debug)]
pub(crate) struct Sign<'a> {
    pub(crate) id: Cow<'a, str>,
    pub(crate) severity: SignalSeverity,
    pub(crate) cause: Cause<'a>,
    /// Who has silenced it the longest.
    pub(crate) snoozed: Option<&'a Snooze>,
}

/// What a warning sign is about.
#[derive(Debug)]
pub(crate) enum Cause<'a> {
    /// Longer in its stage than a deal may be before it counts as stalled.
    Stalled { days: i64, stage: &'a Stage, limit: Length },
    /// Longer in its stage than a healthy deal.
    Slow { days: i64, stage: &'a Stage, expected: Length },
    /// Nothing has happened for so many days.
    Idle { days: i64 },
    /// The close date passed so many days ago.
    CloseDatePassed { days: i64 },
    /// What should hold for as long as the deal is in its stage does not.
    Breach(Finding),
    /// The history of a fact says what cannot be.
    Contradiction(Contradiction<'a>),
    /// The condition of a rule set's signal is true.
    Rule(&'a SignalRule),
}

/// All signs of a deal: the most serious first, then the general ones, then in document order. A
/// silenced one stays in the list.
pub(crate) fn signs<'a>(situation: &Situation<'a>) -> Vec<Sign<'a>> {
    let mut signs = general(situation);
    let ruled = situation.model().signals.iter().filter(|rule| {
        fixes::shows_here(situation, &rule.stages)
            && rule.when.decide(&situation.row) == Truth::True
    });
    signs.extend(ruled.map(|rule| Sign {
        severity: rule.severity,
        ..sign(Cow::Borrowed(&*rule.id), Cause::Rule(rule))
    }));
    for sign in &mut signs {
        sign.snoozed = snoozed(situation, &sign.id);
    }
    signs.sort_by_key(|sign| Reverse(sign.severity));
    signs
}

fn sign<'a>(id: impl Into<Cow<'a, str>>, cause: Cause<'a>) -> Sign<'a> {
    Sign { id: id.into(), severity: SignalSeverity::Warning, cause, snoozed: None }
}

fn general<'a>(situation: &Situation<'a>) -> Vec<Sign<'a>> {
    let Some(stage) = situation.stage.and_then(|ix| situation.stage_of(ix)) else {
        return Vec::new();
    };
    let mut signs = Vec::new();
    if stage.is_open() {
        signs.extend(too_long(situation, stage));
        signs.extend(idle(situation, stage));
        signs.extend(close_date_passed(situation));
    }
    signs.extend(breaches(situation, stage));
    let contradictions = contradictions(situation);
    signs.extend(
        contradictions
            .map(|found| sign(format!("history.{}", found.field.id), Cause::Contradiction(found))),
    );
    signs
}

fn too_long<'a>(situation: &Situation<'a>, stage: &'a Stage) -> Option<Sign<'a>> {
    let days = situation.days(given::DAYS_IN_STAGE)?;
    let over = |limit: Option<Length>| limit.filter(|limit| days > limit.whole_days());
    if let Some(limit) = over(stage.stalled_after()) {
        return Some(sign("stalled", Cause::Stalled { days, stage, limit }));
    }
    let expected = over(stage.expected())?;
    let slow = sign("slow", Cause::Slow { days, stage, expected });
    Some(Sign { severity: SignalSeverity::Info, ..slow })
}

fn idle<'a>(situation: &Situation<'a>, stage: &Stage) -> Option<Sign<'a>> {
    let days = situation.days(given::DAYS_SINCE_ACTIVITY)?;
    let limit = stage.expected().map_or(IDLE_DAYS, Length::whole_days);
    (days > limit).then(|| sign("idle", Cause::Idle { days }))
}

fn close_date_passed<'a>(situation: &Situation<'a>) -> Option<Sign<'a>> {
    let days = days_to_close(situation).filter(|days| *days < 0)?;
    Some(sign("close_date_passed", Cause::CloseDatePassed { days: -days }))
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
    day.days_since(now.midnight())
}

/// What should hold for as long as the deal is in its stage, and does not.
fn breaches<'a>(situation: &Situation<'a>, stage: &'a Stage) -> impl Iterator<Item = Sign<'a>> {
    stage.stay.iter().filter_map(|ix| {
        let criterion = situation.model().criterion(*ix)?;
        let ask = Ask { criterion: *ix, at: At::Stay(stage.id().clone()) };
        let found = finding(situation, &situation.row, &ask)?;
        Some(sign(format!("stay.{}", criterion.id()), Cause::Breach(found)))
    })
}

/// The entry of the deal that silences a sign for the longest time.
fn snoozed<'a>(situation: &Situation<'a>, id: &str) -> Option<&'a Snooze> {
    let names = |named: &str| {
        named == id || id.strip_suffix(named).is_some_and(|front| front.ends_with('.'))
    };
    let deal = situation.deal;
    let silences = |snooze: &&Snooze| names(&snooze.signal) && snooze.until > situation.now;
    deal.snoozed.iter().filter(silences).max_by_key(|snooze| snooze.until)
}

impl Sign<'_> {
    /// Whether it is not silenced.
    pub(crate) fn is_loud(&self) -> bool {
        self.snoozed.is_none()
    }

    /// The sign in words.
    ///
    /// # Errors
    /// When a text cannot be filled in.
    pub(crate) fn told(&self, situation: &Situation<'_>) -> Result<Signal, Error> {
        let (text, plays) = match &self.cause {
            Cause::Breach(found) => breach(situation, found)?,
            Cause::Rule(rule) => {
                let plays = rule.plays.iter().filter_map(|ix| situation.model().plays.get(*ix));
                (self.text(situation)?, plays.map(|play| play.id.to_string()).collect())
            }
            _ => (self.text(situation)?, Vec::new()),
        };
        let snoozed = self
            .snoozed
            .map(|snooze| Snoozed { until: snooze.until, reason: snooze.reason.clone() });
        Ok(Signal { id: self.id.to_string(), severity: self.severity, text, plays, snoozed })
    }

    /// What is wrong, in a sentence.
    ///
    /// # Errors
    /// When a text cannot be filled in.
    pub(crate) fn text(&self, situation: &Situation<'_>) -> Result<String, Error> {
        let language = situation.words();
        let in_days = |length: &Length| words::days(language, length.whole_days());
        Ok(match &self.cause {
            Cause::Stalled { days, stage, limit } => {
                words::stalled(language, days, stage.name(), in_days(limit))
            }
            Cause::Slow { days, stage, expected } => {
                words::slow(language, days, stage.name(), in_days(expected))
            }
            Cause::Idle { days } => words::idle(language, days),
            Cause::CloseDatePassed { days } => words::close_date_passed(language, days),
            Cause::Breach(found) => breach(situation, found)?.0,
            Cause::Contradiction(contradiction) => contradiction.text(situation),
            Cause::Rule(rule) => situation.say(&rule.say)?,
        })
    }
}

/// What is not as it should be in a stage, and the plays that help.
fn breach(situation: &Situation<'_>, found: &Finding) -> Result<(String, Vec<String>), Error> {
    let unmet = fixes::unmet(situation, found)?;
    let plays = unmet.fixes.into_iter().filter(|fix| fix.kind == FixKind::Play);
    Ok((unmet.otherwise, plays.map(|fix| fix.id).collect()))
}
