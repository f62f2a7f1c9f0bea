//! The least that has to become true for a deal to come to a stage.

pub(crate) mod answer;
mod ledger;
mod told;
mod ways;
mod work;

use super::assessment::DealName;
use super::situation::Situation;
use crate::base::time::Timestamp;
use crate::deal::deal::Deal;
use crate::error::Error;
use crate::logic::{Answer, Change, Undecided};
use crate::playbook::graph::StageIx;
use crate::playbook::playbook::Playbook;
use answer::{Obstacle, Plan, PlanOutcome};
use ledger::Ledger;
use ways::{Way, ways};

impl Playbook {
    /// The way of a deal to a stage, as it stands now: the facts that have to become something else,
    /// or to be better evidenced, so that every gate on the way opens, chosen so that the plays and
    /// questions that give them take the least effort together; and these plays and questions in
    /// order, each before the first move that needs it.
    ///
    /// Every way of declared moves to the stage is looked at, and all facts are looked at together,
    /// so that nothing cheaper is missed: [`Route::is_least`](crate::Route::is_least) says so. It is
    /// an upper bound where there are more than 128 ways, where one criterion rests on more than four
    /// facts that are evidenced too weakly, or where a condition compares what cannot be reasoned
    /// about (see `docs/plan.md`). Each fact keeps one value from now to the end of the way; time
    /// that passes counts only where a gate asks how long a deal has been in its stage.
    ///
    /// # Errors
    /// When the deal does not fit the playbook, or the playbook has no such stage. That no way leads
    /// there is no error: the plan says so.
    ///
    /// # Example
    /// ```
    /// use dealgraph::{Deal, Library, Timestamp};
    ///
    /// let playbook = Library::builtin().compile("four_step")?;
    /// let now = Timestamp::parse("2026-11-23T09:00:00Z").unwrap();
    /// let plan = playbook.plan(&Deal::new("D-1", "prospecting"), "won", now)?;
    /// let route = plan.route().unwrap();
    /// assert!(route.is_least);
    /// assert_eq!(route.moves.last().unwrap().to.as_str(), "won");
    /// assert!(!route.moves[0].tasks.is_empty());
    /// # Ok::<(), dealgraph::Error>(())
    /// ```
    pub fn plan(&self, deal: &Deal, to: &str, now: Timestamp) -> Result<Plan, Error> {
        let situation = Situation::new(self, deal, now)?;
        let target = situation.find_stage(to)?;
        let outcome = outcome(&situation, target)?;
        let stage = |ix: Option<StageIx>| ix.and_then(|ix| situation.stage_of(ix));
        let Some(goal) = stage(Some(target)) else { return Err(situation.no_stage(to)) };
        Ok(Plan {
            deal: DealName { id: deal.id.clone(), name: deal.title().to_owned() },
            playbook: self.rule_set().clone(),
            now,
            from: stage(situation.stage).map(|stage| stage.id().clone()),
            to: goal.id().clone(),
            to_name: goal.name().to_owned(),
            outcome,
        })
    }
}

/// What was found for one way.
struct Found<'s> {
    ledger: Ledger<'s>,
    way: &'s Way,
    changes: Vec<Change>,
    is_least: bool,
}

fn outcome(situation: &Situation<'_>, to: StageIx) -> Result<PlanOutcome, Error> {
    let every = ways(situation, to);
    let mut found: Vec<Found<'_>> = Vec::new();
    let mut undecided: Option<Vec<String>> = None;
    let mut clash = None;
    for way in &every.ways {
        let ledger = Ledger::new(situation, way);
        match ledger.cheapest() {
            Answer::Yes(cheapest) => {
                let (changes, is_least) = (cheapest.changes, cheapest.is_least);
                found.push(Found { ledger, way, changes, is_least });
            }
            Answer::No if clash.is_none() => clash = Some(told::clashing(situation, &ledger)),
            Answer::No => {}
            Answer::Undecided(Undecided::TooLarge) => undecided = undecided.or(Some(Vec::new())),
            Answer::Undecided(Undecided::Opaque(parts)) => undecided = Some(parts),
        }
    }
    let is_all = !every.is_cut && undecided.is_none() && found.iter().all(|found| found.is_least);
    found.sort_by_key(|found| (found.changes.first().map(|change| change.price), found.way.len()));
    if let Some(best) = found.first() {
        let route = told::route(situation, best, found.get(1..).unwrap_or_default(), is_all)?;
        return Ok(PlanOutcome::Possible(route));
    }
    Ok(PlanOutcome::Impossible(match (undecided, clash) {
        (Some(parts), _) => Obstacle::Undecided(parts),
        (None, Some(clash)) => Obstacle::Clash(clash),
        (None, None) if every.is_cut => Obstacle::Undecided(Vec::new()),
        (None, None) => Obstacle::NoWay,
    }))
}
