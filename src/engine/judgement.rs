//! The answer to a move: found without a word, worded for whoever wants to read it.

use super::gates::{Ask, Finding, finding};
use super::moves::{Way, kind_of, row_for, way};
use super::routes::asks;
use super::situation::Situation;
use super::unmet::{Unmet, UnmetState};
use super::verdict::{MoveKind, Outcome, Verdict};
use super::{fixes, refusals};
use crate::deal::asked_move::Move;
use crate::error::Error;
use crate::playbook::criterion::{Criterion, CriterionIx, Strictness};
use crate::playbook::graph::StageIx;
use refusals::Refusal;

/// Everything that decides a move and speaks against it.
#[derive(Debug)]
pub(crate) struct Judgement<'a> {
    asked: &'a Move,
    pub(crate) kind: MoveKind,
    pub(crate) to: StageIx,
    way: Way<'a>,
    /// Everything that was asked on the way, each criterion once.
    asks: Vec<Ask>,
    findings: Vec<Finding>,
}

/// How much of a gate is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Openness {
    /// Blocking criteria that are met.
    pub(crate) met: usize,
    /// Blocking criteria in all.
    pub(crate) of: usize,
}

/// Judges a move of the deal as it stands.
///
/// # Errors
/// When the move goes to a stage that the playbook does not have.
pub(crate) fn judge<'a>(
    situation: &Situation<'a>,
    asked: &'a Move,
) -> Result<Judgement<'a>, Error> {
    let to = situation.find_stage(asked.stage())?;
    let kind = kind_of(situation, to);
    let way = way(situation, kind, to, asked);
    let (mut all, mut findings): (Vec<Ask>, Vec<Finding>) = (Vec::new(), Vec::new());
    for (index, step) in way.steps.iter().enumerate() {
        let row = row_for(situation, index, *step);
        for ask in asks(situation, row, *step, asked) {
            let told = findings.iter().any(|known| known.ask.criterion == ask.criterion);
            findings.extend(finding(situation, row, &ask).filter(|_| !told));
            if !all.iter().any(|known| known.criterion == ask.criterion) {
                all.push(ask);
            }
        }
    }
    Ok(Judgement { asked, kind, to, way, asks: all, findings })
}

impl Judgement<'_> {
    /// Whether the stage graph itself refuses the move, whatever the facts.
    pub(crate) fn is_impossible(&self) -> bool {
        self.way.is_shut()
    }

    /// Whether nothing speaks against the move, unless that nobody has said who makes it.
    pub(crate) fn is_ready(&self, situation: &Situation<'_>) -> bool {
        let unknown_actor = |refusal: &Refusal<'_>| {
            matches!(refusal, Refusal::Actor { state: UnmetState::Unknown, .. })
        };
        self.blocking(situation).next().is_none() && self.way.refused.iter().all(unknown_actor)
    }

    /// What the stage graph has against the move first, in a sentence.
    pub(crate) fn first_refusal(&self, situation: &Situation<'_>) -> Option<String> {
        self.way.refused.first().map(|refusal| refusal.text(situation, self.asked))
    }

    /// Whether the move may be made.
    pub(crate) fn outcome(&self, situation: &Situation<'_>) -> Outcome {
        let criteria: Vec<&Criterion> =
            self.blocking(situation).map(|(criterion, _)| criterion).collect();
        let may = |role: &str| {
            criteria.iter().all(|criterion| criterion.overridable_by().any(|known| known == role))
        };
        let refused = !self.way.refused.is_empty();
        if criteria.is_empty() && !refused {
            Outcome::Allowed
        } else if !refused && self.asked.overriding().is_some_and(may) {
            Outcome::Overridden
        } else if !refused && criteria.iter().all(|it| it.overridable_by().next().is_some()) {
            Outcome::NeedsOverride
        } else {
            Outcome::Blocked
        }
    }

    /// The unmet criteria that block the move.
    pub(crate) fn blocking<'s>(
        &'s self,
        situation: &Situation<'s>,
    ) -> impl Iterator<Item = (&'s Criterion, &'s Finding)> {
        self.unmet(situation, Strictness::Block)
    }

    fn unmet<'s>(
        &'s self,
        situation: &Situation<'s>,
        strictness: Strictness,
    ) -> impl Iterator<Item = (&'s Criterion, &'s Finding)> {
        let model = situation.model();
        let told = self
            .findings
            .iter()
            .filter_map(|finding| Some((model.criterion(finding.ask.criterion)?, finding)));
        told.filter(move |(criterion, _)| criterion.strictness == strictness)
    }

    /// The ids of everything that blocks the move, in the order in which a verdict tells it.
    pub(crate) fn unmet_ids<'s>(
        &'s self,
        situation: &Situation<'s>,
    ) -> impl Iterator<Item = &'s str> {
        let refused = self.way.refused.iter().map(|refusal| refusal.criterion());
        refused.chain(self.blocking(situation).map(|(criterion, _)| criterion.id()))
    }

    /// The ids of what is not as it should be, but blocks nothing.
    pub(crate) fn warning_ids<'s>(
        &'s self,
        situation: &Situation<'s>,
    ) -> impl Iterator<Item = &'s str> {
        self.unmet(situation, Strictness::Warn).map(|(criterion, _)| criterion.id())
    }

    /// How much of the gates on the way is open.
    pub(crate) fn openness(&self, situation: &Situation<'_>) -> Openness {
        let blocks = |ix: CriterionIx| {
            let criterion = situation.model().criterion(ix);
            criterion.is_some_and(|criterion| criterion.strictness == Strictness::Block)
        };
        let of = self.asks.iter().filter(|ask| blocks(ask.criterion)).count();
        Openness { met: of.saturating_sub(self.blocking(situation).count()), of }
    }

    /// The answer in words.
    ///
    /// # Errors
    /// When a text cannot be filled in.
    pub(crate) fn verdict(&self, situation: &Situation<'_>) -> Result<Verdict, Error> {
        let worded = |strictness| -> Result<Vec<Unmet>, Error> {
            let found = self.unmet(situation, strictness);
            found.map(|(_, finding)| fixes::unmet(situation, finding)).collect()
        };
        let refused = self.way.refused.iter().map(|refusal| refusal.told(situation, self.asked));
        let mut unmet: Vec<Unmet> = refused.collect();
        unmet.extend(worded(Strictness::Block)?);
        let id = |ix: StageIx| situation.stage_of(ix).map(|stage| stage.id().clone());
        let through = self.way.steps.iter().skip(1).filter_map(|step| id(step.from?)).collect();
        Ok(Verdict {
            outcome: self.outcome(situation),
            kind: self.kind,
            from: situation.stage.and_then(id),
            to: id(self.to).ok_or_else(|| refusals::no_stage(situation, self.asked))?,
            through,
            unmet,
            warnings: worded(Strictness::Warn)?,
        })
    }
}
