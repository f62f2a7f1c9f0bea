//! What a plan says.

use serde::Serialize;

use super::super::assessment::DealName;
use super::super::unmet::{At, FixKind, Unmet};
use crate::base::id::Id;
use crate::base::time::{Duration, Timestamp};
use crate::deal::evidence::Evidence;
use crate::deal::raw::RawValue;
use crate::playbook::playbook::RuleSetName;

/// The way of a deal to a stage: the least that has to become true, and who does what for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Plan {
    /// The deal.
    pub deal: DealName,
    /// The playbook it was held against.
    pub playbook: RuleSetName,
    /// The moment it is about.
    pub now: Timestamp,
    /// Where the deal stands; `None` before it is created.
    pub from: Option<Id>,
    /// The stage it is to come to.
    pub to: Id,
    /// What people call that stage.
    pub to_name: String,
    /// Whether there is a way, and which.
    pub outcome: PlanOutcome,
}

/// Whether a deal can come to a stage.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanOutcome {
    /// This way.
    Possible(Route),
    /// Not at all, and this is why.
    Impossible(Obstacle),
}

/// The best way: the one with the least effort, then the fewest moves.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Route {
    /// What everything on it takes together, in minutes of work.
    pub effort_minutes: u64,
    /// Whether no way takes less effort. If not, it is an upper bound.
    pub is_least: bool,
    /// The moves in order, each with what has to be done before it. None: the deal is there.
    pub moves: Vec<PlannedMove>,
    /// Other facts that would do for up to a quarter more effort, the cheapest first.
    pub alternatives: Vec<Alternative>,
}

/// One move of a plan, and what has to be done before it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PlannedMove {
    /// The stage it leaves; `None` when the deal is created.
    pub from: Option<Id>,
    /// What people call that stage.
    pub from_name: Option<String>,
    /// The stage it enters.
    pub to: Id,
    /// What people call that stage.
    pub to_name: String,
    /// What to do and to ask, in document order.
    pub tasks: Vec<Task>,
    /// The criteria at its gates that are unmet as the deal stands.
    pub unmet: Vec<Unmet>,
    /// The roles of which one has to make the move; empty: anyone.
    pub actors: Vec<String>,
    /// The reasons of which one has to be stated; empty: none.
    pub reasons: Vec<String>,
    /// How many more days the deal has to stay before the move, because a gate asks for it.
    pub wait_days: i64,
    /// How many more days a healthy deal takes for it, where the stage says so.
    pub expected_days: Option<i64>,
}

/// Something to do or to ask.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Task {
    /// Whether it is a play, a question or a fact to look up.
    pub kind: FixKind,
    /// Its id: `spin.develop_implications`, or `fact.amount`.
    pub id: String,
    /// What to do or to ask.
    pub text: String,
    /// What it takes, in minutes of work: its declared effort; else 30 for a play or a fact, 10 for
    /// a question.
    pub effort_minutes: u64,
    /// The facts that it is to give.
    pub gives: Vec<Gain>,
    /// The unmet criteria of the plan that it helps to meet.
    pub opens: Vec<String>,
    /// The roles that see to these criteria.
    pub owners: Vec<String>,
}

/// A fact that a plan needs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Gain {
    /// The field.
    pub field: String,
    /// What people call it.
    pub label: String,
    /// What is known now.
    pub now: Option<String>,
    /// What it has to become, where not every value will do.
    pub becomes: Option<String>,
    /// A value that will do together with the other examples, as a deal's JSON writes it; `null` is
    /// unset.
    pub example: RawValue,
    /// How well it has to be evidenced.
    pub evidence: Option<Evidence>,
}

/// Another set of facts that would do.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Alternative {
    /// What the whole plan then takes, in minutes of work.
    pub effort_minutes: u64,
    /// The stages that the deal then walks through, the last one included.
    pub through: Vec<Id>,
    /// The facts that are not needed then, by what people call them.
    pub instead_of: Vec<String>,
    /// The facts that are needed then and were not before.
    pub finding: Vec<Gain>,
}

/// Why a deal cannot come to a stage.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// No moves lead there.
    NoWay,
    /// These criteria cannot all be met, whatever the facts: the smallest such set on the shortest
    /// way. Empty where facts that must not change any more are in the way.
    Clash(Vec<Clashing>),
    /// It cannot be told: it hangs on these parts of conditions, or there is too much to look at.
    Undecided(Vec<String>),
}

/// A criterion that cannot be met together with others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Clashing {
    /// The criterion, with its rule set in front.
    pub criterion: String,
    /// What it asks, in plain words.
    pub sentence: String,
    /// Where it stands.
    pub at: At,
}

/// Whether there is time for a plan, and when each move has to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Schedule {
    /// The date it was asked for.
    pub by: Timestamp,
    /// When a healthy deal would be there.
    pub done: Timestamp,
    /// Days to spare, by the calendar; negative when it comes too late.
    pub spare_days: i64,
    /// How many moves leave a stage that does not say how long it takes: they count as no time.
    pub untimed: usize,
    /// The latest day to begin the work for each move, in order.
    pub begin_by: Vec<Timestamp>,
}

impl Schedule {
    /// Whether there is time.
    #[must_use]
    pub fn is_in_time(&self) -> bool {
        self.spare_days >= 0
    }
}

impl PlannedMove {
    /// How many days it takes: what is expected, and no less than what a gate makes it wait.
    #[must_use]
    pub fn days(&self) -> i64 {
        self.expected_days.unwrap_or(0).max(self.wait_days)
    }
}

impl Plan {
    /// The way, if there is one.
    #[must_use]
    pub fn route(&self) -> Option<&Route> {
        match &self.outcome {
            PlanOutcome::Possible(route) => Some(route),
            PlanOutcome::Impossible(_) => None,
        }
    }

    /// Whether there is time for the plan until a date, if each stage takes as long as its rule set
    /// expects; `None` when there is no way at all.
    ///
    /// # Example
    /// ```
    /// use dealgraph::{Deal, Library, Timestamp};
    ///
    /// let playbook = Library::builtin().compile("four_step")?;
    /// let now = Timestamp::parse("2026-11-23T09:00:00Z").unwrap();
    /// let plan = playbook.plan(&Deal::new("D-1", "prospecting"), "won", now)?;
    /// let tomorrow = Timestamp::parse("2026-11-24T09:00:00Z").unwrap();
    /// assert!(!plan.schedule(tomorrow).unwrap().is_in_time());
    /// # Ok::<(), dealgraph::Error>(())
    /// ```
    #[must_use]
    pub fn schedule(&self, by: Timestamp) -> Option<Schedule> {
        let moves = &self.route()?.moves;
        let days: Vec<i64> = moves.iter().map(PlannedMove::days).collect();
        let after = |from: Timestamp, days: i64| {
            let seconds = days.checked_mul(86_400).and_then(Duration::from_seconds)?;
            from.checked_add(seconds)
        };
        let total: i64 = days.iter().fold(0, |sum, days| sum.saturating_add(*days));
        let done = after(self.now, total)?;
        let mut left = total;
        let mut begin_by = Vec::new();
        for days in &days {
            begin_by.push(after(by, left.checked_neg()?)?);
            left -= days;
        }
        let untimed = moves.iter().filter(|planned| planned.expected_days.is_none()).count();
        let spare_days = day_of(by).days_since(day_of(done));
        Some(Schedule { untimed, by, done, spare_days, begin_by })
    }
}

/// The day of a moment: what is done on the day it was asked for comes in time.
fn day_of(at: Timestamp) -> Timestamp {
    Timestamp::parse_date(&at.date()).unwrap_or(at)
}
