//! The public questions that a host asks of a playbook.

use super::actions::actions;
use super::assessment::{Assessment, DealName, Next, Progress};
use super::moves::{Judged, is_impossible, judge, stage_left};
use super::scorecards::scorecards;
use super::signals::signals;
use super::situation::Situation;
use super::verdict::Verdict;
use crate::base::time::Timestamp;
use crate::deal::asked_move::Move;
use crate::deal::deal::Deal;
use crate::deal::table::given;
use crate::error::Error;
use crate::playbook::criterion::Strictness;
use crate::playbook::graph::StageIx;
use crate::playbook::playbook::{Model, Playbook};
use crate::playbook::stage::StageKind;

impl Playbook {
    /// Everything about a deal at one moment: where it stands, what to do next, what warns, and the
    /// verdict on every move.
    ///
    /// # Errors
    /// When the deal does not fit the playbook: an unknown stage or fact, a value of another type,
    /// a required fact that is missing.
    ///
    /// # Example
    /// ```
    /// use dealgraph::{Deal, Library, Timestamp};
    ///
    /// let playbook = Library::builtin().compile("four_step")?;
    /// let deal = Deal::new("D-1", "prospecting");
    /// let now = Timestamp::parse("2026-11-23T09:00:00Z").unwrap();
    /// let assessment = playbook.assess(&deal, now)?;
    /// assert_eq!(assessment.progress.unwrap().stage.as_str(), "prospecting");
    /// assert!(!assessment.actions.is_empty());
    /// # Ok::<(), dealgraph::Error>(())
    /// ```
    pub fn assess(&self, deal: &Deal, now: Timestamp) -> Result<Assessment, Error> {
        let situation = Situation::new(self, deal, now)?;
        let judged = every_move(&situation)?;
        let next = natural_next(&situation).and_then(|ix| situation.stage_of(ix));
        let next =
            next.and_then(|next| judged.iter().find(|judged| judged.verdict.to == *next.id()));
        let verdicts = judged.iter().map(|judged| &judged.verdict);
        let moves: Vec<Verdict> =
            verdicts.filter(|verdict| !is_impossible(verdict)).cloned().collect();
        let signals = signals(&situation)?;
        Ok(Assessment {
            deal: DealName { id: deal.id.clone(), name: deal.title().to_owned() },
            playbook: self.0.own.clone(),
            laid_over: self.0.laid_over.clone(),
            now,
            progress: progress(&situation, next),
            actions: actions(&situation, next, &moves, &signals)?,
            signals,
            moves,
            scorecards: scorecards(&situation)?,
        })
    }

    /// Whether a deal may make a move, and everything that speaks against it. A deal without a
    /// stage is judged as one about to be created.
    ///
    /// # Errors
    /// When the deal does not fit the playbook, or the move goes to a stage that is not there. A
    /// refusal is no error.
    ///
    /// # Example
    /// ```
    /// use dealgraph::{Deal, Library, Move, Timestamp};
    ///
    /// let playbook = Library::builtin().compile("four_step")?;
    /// let deal = Deal::new("D-1", "prospecting");
    /// let now = Timestamp::parse("2026-11-23T09:00:00Z").unwrap();
    /// let verdict = playbook.check_move(&deal, &Move::to("won"), now)?;
    /// assert!(!verdict.is_allowed());
    /// assert!(!verdict.unmet.is_empty());
    /// # Ok::<(), dealgraph::Error>(())
    /// ```
    pub fn check_move(&self, deal: &Deal, asked: &Move, now: Timestamp) -> Result<Verdict, Error> {
        let situation = Situation::new(self, deal, now)?;
        Ok(judge(&situation, asked)?.verdict)
    }

    /// The natural next stage: for a deal that is about to be created the one it starts in, for a
    /// parked one the first in which it may resume, otherwise the nearest one ahead. `None` where
    /// there is none. A parked deal whose history says which stage it left goes back to that one,
    /// which [`assess`](Self::assess) knows.
    #[must_use]
    pub fn next_stage(&self, from: Option<StageIx>) -> Option<StageIx> {
        next_stage(&self.0, from)
    }
}

fn move_to(situation: &Situation<'_>, ix: StageIx) -> Move {
    Move::to(situation.stage_of(ix).map(|stage| stage.id().as_str()).unwrap_or_default())
}

/// The judgement on a move to every other stage, in document order.
fn every_move(situation: &Situation<'_>) -> Result<Vec<Judged>, Error> {
    let stages = situation.model().graph.stages().map(|(ix, _)| ix);
    let others = stages.filter(|ix| Some(*ix) != situation.stage);
    others.map(|ix| judge(situation, &move_to(situation, ix))).collect()
}

/// The natural next stage, for a parked deal the one it left.
fn natural_next(situation: &Situation<'_>) -> Option<StageIx> {
    let kind = situation.stage.and_then(|stage| situation.stage_of(stage)).map(|stage| stage.kind);
    let left = if kind == Some(StageKind::Parked) { stage_left(situation) } else { None };
    left.or_else(|| next_stage(situation.model(), situation.stage))
}

/// The natural next stage of a deal without a history.
fn next_stage(model: &Model, from: Option<StageIx>) -> Option<StageIx> {
    let graph = &model.graph;
    let Some(stage) = from else {
        let starts = model.start.as_ref();
        return starts.and_then(|start| start.iter().min().copied()).or_else(|| graph.first());
    };
    match graph.stage(stage)?.kind {
        StageKind::Lost => None,
        StageKind::Parked => {
            let open = |ix: &StageIx| graph.stage(*ix).is_some_and(|s| s.is_open());
            graph.transitions().filter(|(_, from, ..)| *from == stage).map(|t| t.2).find(open)
        }
        StageKind::Open | StageKind::Won => {
            let ahead = graph.forward_from(stage).into_iter().map(|(_, next)| next);
            ahead.min_by_key(|next| graph.forward_rank(*next))
        }
    }
}

fn progress(situation: &Situation<'_>, next: Option<&Judged>) -> Option<Progress> {
    let ix = situation.stage?;
    let graph = &situation.model().graph;
    let stage = graph.stage(ix)?;
    let open: Vec<StageIx> =
        graph.stages().filter(|(_, s)| s.is_open()).map(|(ix, _)| ix).collect();
    Some(Progress {
        stage: stage.id().clone(),
        stage_name: stage.name().to_owned(),
        goal: stage.goal().map(str::to_owned),
        kind: stage.kind(),
        number: open.iter().position(|known| *known == ix).map(|place| place + 1),
        of: open.len(),
        probability: stage.probability(),
        forecast: stage.forecast(),
        days_in_stage: situation.days(given::DAYS_IN_STAGE),
        expected_days: stage.expected().map(|length| length.days()),
        next: next.and_then(|next| gate_to(situation, next)),
    })
}

fn gate_to(situation: &Situation<'_>, next: &Judged) -> Option<Next> {
    let model = situation.model();
    let to = model.graph.find(next.verdict.to.as_str())?;
    let blocking = |ask: &super::gates::Ask| {
        model.criterion(ask.criterion).is_some_and(|c| c.strictness == Strictness::Block)
    };
    let of = next.asked.iter().filter(|ask| blocking(ask)).count();
    let unmet = next.findings.iter().filter(|finding| blocking(&finding.ask)).count();
    Some(Next {
        stage: next.verdict.to.clone(),
        stage_name: model.graph.stage(to)?.name().to_owned(),
        met: of.saturating_sub(unmet),
        of,
    })
}
