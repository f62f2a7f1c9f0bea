//! An assessment without its words.

use std::collections::BTreeMap;

use serde::Serialize;

use super::action::{Action, ActionKind};
use super::actions::actions;
use super::candidates::Ranking;
use super::judgement::{Judgement, judge};
use super::moves::move_to;
use super::onward::natural_next;
use super::scorecards::scores;
use super::signals::{Sign, signs};
use super::situation::Situation;
use super::verdict::Outcome;
use crate::base::id::Id;
use crate::base::time::Timestamp;
use crate::deal::deal::Deal;
use crate::deal::table::given;
use crate::error::Error;
use crate::playbook::content::SignalSeverity;
use crate::playbook::playbook::Playbook;

/// What an [`Assessment`](crate::Assessment) says, as ids and numbers: for lists, boards and
/// reports over many deals.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Outline {
    /// The stage in which the deal is; `None` before it is created.
    pub stage: Option<Id>,
    /// Whole days in this stage.
    pub days_in_stage: Option<i64>,
    /// The move to the natural next stage; `None` where there is none, and before the deal is
    /// created.
    pub next: Option<OutlinedMove>,
    /// The best next actions, at most as many as were asked for, the best first.
    pub actions: Vec<OutlinedAction>,
    /// How many actions there are in all.
    pub actions_in_all: usize,
    /// The warning signs that are not silenced, the most serious first.
    pub signals: Vec<OutlinedSignal>,
    /// The score of each scorecard in percent of what can be reached, 0 to 100, by its id.
    pub scores: BTreeMap<String, f64>,
}

/// A move, as ids and numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OutlinedMove {
    /// The stage it goes to.
    pub stage: Id,
    /// Whether it may be made.
    pub outcome: Outcome,
    /// Blocking criteria on the way that are met.
    pub met: usize,
    /// Blocking criteria on the way in all.
    pub of: usize,
    /// The ids of everything that blocks it: unmet criteria, and what the stage graph refuses.
    pub unmet: Vec<String>,
    /// The ids of what is not as it should be, but blocks nothing.
    pub warnings: Vec<String>,
}

/// A next action, as an id and a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OutlinedAction {
    /// What kind of thing it is.
    pub kind: ActionKind,
    /// Its id: `spin.plan_an_advance`, `fact.amount`, `move.propose`.
    pub id: String,
    /// 0 to 100.
    pub score: u8,
}

/// A warning sign, as an id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OutlinedSignal {
    /// Its id.
    pub id: String,
    /// How serious it is.
    pub severity: SignalSeverity,
}

impl Playbook {
    /// What [`assess`](Playbook::assess) says of a deal, without a word: where it stands, how much of
    /// the next gate is open, the ids of the best `most_actions` actions, of the signals that are not
    /// silenced, and the scores. Every id and every number is that of the assessment. Much faster,
    /// since no text is filled in and no other move is judged.
    ///
    /// # Errors
    /// When the deal does not fit the playbook, as for [`assess`](Playbook::assess).
    ///
    /// # Example
    /// ```
    /// use dealgraph::{Deal, Library, Timestamp};
    ///
    /// let playbook = Library::builtin().compile("four_step")?;
    /// let deal = Deal::new("D-1", "prospecting");
    /// let now = Timestamp::parse("2026-11-23T09:00:00Z").unwrap();
    /// let outline = playbook.outline(&deal, now, 3)?;
    /// let next = outline.next.unwrap();
    /// assert!(next.met < next.of);
    /// assert!(next.unmet.iter().all(|criterion| criterion.starts_with("four_step.")));
    /// assert_eq!(outline.actions.len(), 3);
    /// assert_eq!(outline.actions[0].id, playbook.assess(&deal, now)?.actions[0].id);
    /// # Ok::<(), dealgraph::Error>(())
    /// ```
    pub fn outline(
        &self,
        deal: &Deal,
        now: Timestamp,
        most_actions: usize,
    ) -> Result<Outline, Error> {
        outline(&Situation::new(self, deal, now)?, most_actions)
    }

    /// The same, and the actions that it names in words: those with which the actions of
    /// [`assess`](Playbook::assess) begin.
    ///
    /// # Errors
    /// When the deal does not fit the playbook, as for [`assess`](Playbook::assess), or when the text
    /// of one of these actions cannot be filled in.
    ///
    /// # Example
    /// ```
    /// use dealgraph::{Deal, Library, Timestamp};
    ///
    /// let playbook = Library::builtin().compile("four_step")?;
    /// let deal = Deal::new("D-1", "prospecting");
    /// let now = Timestamp::parse("2026-11-23T09:00:00Z").unwrap();
    /// let (outline, actions) = playbook.outline_with_actions(&deal, now, 1)?;
    /// assert_eq!(outline, playbook.outline(&deal, now, 1)?);
    /// assert_eq!(actions[0], playbook.assess(&deal, now)?.actions[0]);
    /// # Ok::<(), dealgraph::Error>(())
    /// ```
    pub fn outline_with_actions(
        &self,
        deal: &Deal,
        now: Timestamp,
        most_actions: usize,
    ) -> Result<(Outline, Vec<Action>), Error> {
        found(&Situation::new(self, deal, now)?, |found| {
            let actions = actions(found.situation, &found.ranking, most_actions)?;
            Ok((found.outline(most_actions), actions))
        })
    }
}

/// What is found about a deal for its outline.
struct Found<'s> {
    situation: &'s Situation<'s>,
    next: Option<&'s Judgement<'s>>,
    signs: &'s [Sign<'s>],
    ranking: Ranking<'s>,
}

/// What an assessment of a deal says, without a word.
///
/// # Errors
/// When the deal does not fit the playbook.
pub(super) fn outline(situation: &Situation<'_>, most_actions: usize) -> Result<Outline, Error> {
    found(situation, |found| Ok(found.outline(most_actions)))
}

fn found<T>(
    situation: &Situation<'_>,
    tell: impl FnOnce(&Found<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let asked = natural_next(situation).map(|next| move_to(situation, next));
    let next = asked.as_ref().map(|asked| judge(situation, asked)).transpose()?;
    let signs = signs(situation);
    let ranking = Ranking::new(situation, next.as_ref(), &signs);
    tell(&Found { situation, next: next.as_ref(), signs: &signs, ranking })
}

impl Found<'_> {
    fn outline(&self, most_actions: usize) -> Outline {
        let Self { situation, next, signs, ranking } = self;
        let actions = ranking.candidates.iter().take(most_actions).map(|it| OutlinedAction {
            kind: it.kind(),
            id: it.id(situation),
            score: ranking.score(it),
        });
        let signals = signs
            .iter()
            .filter(|sign| sign.is_loud())
            .map(|sign| OutlinedSignal { id: sign.id.to_string(), severity: sign.severity });
        let scores = scores(situation).map(|(card, score)| (card.id.to_string(), score));
        let stage = situation.stage.and_then(|ix| situation.stage_of(ix));
        Outline {
            stage: stage.map(|stage| stage.id().clone()),
            days_in_stage: stage.and(situation.days(given::DAYS_IN_STAGE)),
            next: stage.and(*next).and_then(|next| outlined(situation, next)),
            actions: actions.collect(),
            actions_in_all: ranking.candidates.len(),
            signals: signals.collect(),
            scores: scores.collect(),
        }
    }
}

fn outlined(situation: &Situation<'_>, next: &Judgement<'_>) -> Option<OutlinedMove> {
    let openness = next.openness(situation);
    Some(OutlinedMove {
        stage: situation.stage_of(next.to)?.id().clone(),
        outcome: next.outcome(situation),
        met: openness.met,
        of: openness.of,
        unmet: next.unmet_ids(situation).map(str::to_owned).collect(),
        warnings: next.warning_ids(situation).map(str::to_owned).collect(),
    })
}
