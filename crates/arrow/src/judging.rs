//! Deal by deal: the one room that asks the playbook. Whatever judges several deals at once takes
//! its place.

use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use dealgraph::{
    FactRow, Judge, Move, Outcome, OutlinedMove, Playbook, Settled, StageGraph, StageIx, Timestamp,
};

use crate::deals::{Deals, Named, in_one_line};
use crate::results::{Asked, Results, Shape};

/// A playbook made ready to judge deals, and what is told of each.
#[derive(Debug)]
pub(crate) struct Judging {
    pub(crate) playbook: Playbook,
    pub(crate) judge: Judge,
    pub(crate) shape: Shape,
    /// How many actions are told.
    pub(crate) most_actions: usize,
    /// Between which stages a move has to state something: an actor, a reason.
    stated: Vec<(StageIx, StageIx)>,
}

impl Judging {
    pub(crate) fn new(playbook: &Playbook, most_actions: usize) -> Self {
        let states = |(_, from, to, transition): (_, StageIx, StageIx, &dealgraph::Transition)| {
            let mut said = transition.actors().chain(transition.reasons());
            said.next().map(|_| (from, to))
        };
        Self {
            judge: playbook.judge(),
            shape: Shape::new(playbook),
            most_actions,
            stated: playbook.graph().transitions().filter_map(states).collect(),
            playbook: playbook.clone(),
        }
    }

    /// What is to be said of each of these deals, a row each, in their order.
    pub(crate) fn judged<D>(&self, deals: &D, now: Timestamp) -> Result<RecordBatch, ArrowError>
    where
        D: Deals + ?Sized,
    {
        let mut results = Results::new(&self.shape);
        let mut row = self.judge.row();
        for place in 0..deals.len() {
            let one = One { judging: self, deals, place, now };
            if let Err(error) = one.tell(&mut row, &mut results) {
                let id = deals.id(place);
                let (stage, to) = (deals.stage(place), deals.asked(place));
                results.failed(id.as_deref(), stage, to, &error);
            }
        }
        results.finish()
    }

    fn graph(&self) -> &StageGraph {
        self.playbook.graph()
    }
}

/// One deal of many.
struct One<'d, D: ?Sized> {
    judging: &'d Judging,
    deals: &'d D,
    place: usize,
    now: Timestamp,
}

impl<D: Deals + ?Sized> One<'_, D> {
    fn tell(&self, row: &mut FactRow, results: &mut Results<'_>) -> Result<(), String> {
        let Judging { playbook, judge, most_actions, .. } = self.judging;
        row.clear();
        let is_filled = self.deals.fill(self.place, row);
        let (deal, outline) = match is_filled {
            true => {
                let rest = self.deals.rest(self.place)?;
                let outline = judge.outline(row, &rest, self.now, *most_actions);
                (rest, outline)
            }
            false => {
                let deal = self.deals.deal(self.place)?;
                let outline = playbook.outline(&deal, self.now, *most_actions);
                (deal, outline)
            }
        };
        let outline = outline.map_err(|error| in_one_line(&error))?;
        let from = deal.stage.as_deref().and_then(|stage| self.judging.graph().find(stage));
        let asked = match (self.deals.asked(self.place), &outline.next) {
            (None, Some(next)) => Some(self.onward(next, results)),
            (None, None) if from.is_some() => None,
            (asked, _) => {
                if !(is_filled && self.deals.fill_others(self.place, row)) {
                    let deal = self.deals.deal(self.place)?;
                    *row = judge.row_of(&deal, self.now).map_err(|error| in_one_line(&error))?;
                }
                let to = asked.or_else(|| self.id_of(playbook.next_stage(None)));
                let asked = to.map(|to| self.ask(&row.at(self.now), from, to, results));
                asked.transpose()?
            }
        };
        outline.actions.iter().for_each(|action| results.actions.push(&action.id));
        outline.signals.iter().for_each(|signal| results.signals.push(&signal.id));
        let cards = playbook.scorecard_rules().map(|card| card.id());
        results.score(cards.map(|card| outline.scores.get(card).copied()));
        results.row(&deal.id, deal.stage.as_deref(), asked);
        Ok(())
    }

    /// The natural next move.
    fn onward<'t>(&self, next: &'t OutlinedMove, results: &mut Results<'_>) -> Asked<'t> {
        next.unmet.iter().for_each(|criterion| results.unmet.push(criterion));
        next.warnings.iter().for_each(|criterion| results.warnings.push(criterion));
        Asked { to: next.stage.as_str(), is_allowed: next.outcome == Outcome::Allowed }
    }

    fn id_of(&self, stage: Option<StageIx>) -> Option<&str> {
        self.judging.graph().stage(stage?).map(|stage| stage.id().as_str())
    }

    fn ask<'t>(
        &self,
        facts: &Settled<'_>,
        from: Option<StageIx>,
        to: &'t str,
        results: &mut Results<'_>,
    ) -> Result<Asked<'t>, String> {
        let stages = from.zip(match self.deals.asked_stage(self.place) {
            Named::Stage(stage) => Some(stage),
            Named::Nowhere => self.judging.graph().find(to),
            Named::Unknown => None,
        });
        let in_words = |(from, to)| self.judging.stated.contains(&(from, to));
        let standing = stages.filter(|stages| !in_words(*stages));
        if let Some(standing) = standing.and_then(|(_, to)| facts.standing(to)) {
            standing.unmet().for_each(|criterion| results.unmet.push(criterion.id()));
            standing.warnings().for_each(|criterion| results.warnings.push(criterion.id()));
            return Ok(Asked { to, is_allowed: standing.is_open() });
        }
        let deal = self.deals.deal(self.place)?;
        let verdict = self.judging.playbook.check_move(&deal, &Move::to(to), self.now);
        let verdict = verdict.map_err(|error| in_one_line(&error))?;
        verdict.unmet.iter().for_each(|unmet| results.unmet.push(&unmet.criterion));
        verdict.warnings.iter().for_each(|unmet| results.warnings.push(&unmet.criterion));
        Ok(Asked { to, is_allowed: verdict.is_allowed() })
    }
}
