//! The public questions that a host asks of a playbook.

use super::actions::actions;
use super::assessment::{Assessment, DealName, Next, Progress, Signal};
use super::candidates::Ranking;
use super::judgement::{Judgement, judge};
use super::moves::move_to;
use super::onward::natural_next;
use super::scorecards::scorecards;
use super::signals::signs;
use super::situation::Situation;
use super::verdict::Verdict;
use crate::base::time::Timestamp;
use crate::deal::asked_move::Move;
use crate::deal::deal::Deal;
use crate::deal::table::given;
use crate::error::Error;
use crate::playbook::graph::StageIx;
use crate::playbook::playbook::Playbook;

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
        let asked = other_moves(&situation);
        let judged: Result<Vec<Judgement<'_>>, Error> =
            asked.iter().map(|asked| judge(&situation, asked)).collect();
        let judged = judged?;
        let next = natural_next(&situation);
        let next = next.and_then(|next| judged.iter().find(|judged| judged.to == next));
        let signs = signs(&situation);
        let ranking = Ranking::new(&situation, next, &signs);
        let possible = judged.iter().filter(|judged| !judged.is_impossible());
        let moves: Result<Vec<Verdict>, Error> =
            possible.map(|judged| judged.verdict(&situation)).collect();
        let signals: Result<Vec<Signal>, Error> =
            signs.iter().map(|sign| sign.told(&situation)).collect();
        Ok(Assessment {
            deal: DealName { id: deal.id.clone(), name: deal.title().to_owned() },
            playbook: self.0.own.clone(),
            laid_over: self.0.laid_over.clone(),
            now,
            progress: progress(&situation, next),
            actions: actions(&situation, &ranking, usize::MAX)?,
            signals: signals?,
            moves: moves?,
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
        judge(&situation, asked)?.verdict(&situation)
    }
}

/// The move to every other stage, in document order.
fn other_moves(situation: &Situation<'_>) -> Vec<Move> {
    let stages = situation.model().graph.stages().map(|(ix, _)| ix);
    let others = stages.filter(|ix| Some(*ix) != situation.stage);
    others.map(|ix| move_to(situation, ix)).collect()
}

fn progress(situation: &Situation<'_>, next: Option<&Judgement<'_>>) -> Option<Progress> {
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

fn gate_to(situation: &Situation<'_>, next: &Judgement<'_>) -> Option<Next> {
    let stage = situation.stage_of(next.to)?;
    let openness = next.openness(situation);
    Some(Next {
        stage: stage.id().clone(),
        stage_name: stage.name().to_owned(),
        met: openness.met,
        of: openness.of,
    })
}
