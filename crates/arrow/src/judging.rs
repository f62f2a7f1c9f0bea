//! Deal by deal: the one room that asks the playbook. Whatever judges several deals at once takes
//! its place.

use std::borrow::Cow;

use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use dealgraph::{
    Deal, Error, FactRow, Judge, Move, Playbook, Settled, StageGraph, StageIx, Timestamp,
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
        let Judging { playbook, judge, .. } = self.judging;
        let mut deal: Option<Cow<'_, Deal>> = None;
        row.clear();
        if !self.deals.fill(self.place, row) {
            let whole = self.deals.deal(self.place)?;
            *row = judge.row_of(&whole, self.now).map_err(|error| in_one_line(&error))?;
            deal = Some(whole);
        }
        let deal = match deal {
            Some(deal) => deal,
            None => self.deals.deal(self.place)?,
        };
        let assessment = playbook.assess(&deal, self.now).map_err(|error| in_one_line(&error))?;
        let stage = deal.stage.as_deref();
        let from = stage.and_then(|stage| self.judging.graph().find(stage));
        let next = assessment.progress.as_ref().and_then(|progress| progress.next.as_ref());
        let to = match (self.deals.asked(self.place), next, from) {
            (Some(asked), ..) => Some(asked),
            (None, Some(next), _) => Some(next.stage.as_str()),
            (None, None, None) => self.id_of(playbook.next_stage(None)),
            (None, None, Some(_)) => None,
        };
        let asked = to.map(|to| self.ask(&row.at(self.now), from, to, &deal, results)).transpose();
        let asked = asked.map_err(|error| in_one_line(&error))?;
        let actions = assessment.actions.iter().take(self.judging.most_actions);
        actions.for_each(|action| results.actions.push(&action.id));
        let signals = assessment.signals.iter().filter(|signal| signal.snoozed.is_none());
        signals.for_each(|signal| results.signals.push(&signal.id));
        results.score(assessment.scorecards.iter().map(|card| card.score));
        results.row(&deal.id, stage, asked);
        Ok(())
    }

    fn id_of(&self, stage: Option<StageIx>) -> Option<&str> {
        self.judging.graph().stage(stage?).map(|stage| stage.id().as_str())
    }

    fn ask<'t>(
        &self,
        facts: &Settled<'_>,
        from: Option<StageIx>,
        to: &'t str,
        deal: &Deal,
        results: &mut Results<'_>,
    ) -> Result<Asked<'t>, Error> {
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
        let verdict = self.judging.playbook.check_move(deal, &Move::to(to), self.now)?;
        verdict.unmet.iter().for_each(|unmet| results.unmet.push(&unmet.criterion));
        verdict.warnings.iter().for_each(|unmet| results.warnings.push(&unmet.criterion));
        Ok(Asked { to, is_allowed: verdict.is_allowed() })
    }
}
