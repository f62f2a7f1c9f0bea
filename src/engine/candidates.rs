//! Next actions, found and ranked without a word.
//!
//! What opens a gate to the next stage comes before what does not. Among equals the play's own
//! priority decides, then how urgent the deal is, then the lesser effort, then document order. The
//! order is total, and the score never rises along it: the gate weighs more than everything else
//! together, priority is scaled monotonely, and urgency is the same for all actions of a deal.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::action::ActionKind;
use super::fixes::{applies, givable, shows_here};
use super::judgement::Judgement;
use super::moves::{kind_of, way_to};
use super::signals::{Cause, Sign, days_to_close};
use super::situation::Situation;
use super::verdict::MoveKind;
use crate::base::id::Id;
use crate::base::length::Length;
use crate::expr::{Slot, Truth};
use crate::playbook::content::{Play, PlayKind, Question, SignalSeverity};
use crate::playbook::graph::StageIx;

/// Points for opening a gate to the next stage: more than all other points together may make up.
const GATE: u8 = 50;
/// Points of a play with priority 100.
const PRIORITY: u32 = 40;
/// Points for a stalled deal.
const STALLED: u8 = 4;
/// Points for an idle deal.
const IDLE: u8 = 3;
/// Points for a close date that is near or past.
const CLOSING: u8 = 3;
/// A close date is near when it is at most this many days away.
const NEAR_DAYS: i64 = 14;
/// What a question counts as, next to plays.
const QUESTION_PRIORITY: u8 = 50;
/// What finding out a fact counts as, which no play or question gives.
const FACT_PRIORITY: u8 = 30;
/// What the natural next move counts as, once every gate to it is open.
const MOVE_PRIORITY: u8 = 90;
/// What giving the deal up counts as, when no play says so.
const DISQUALIFY_PRIORITY: u8 = 60;

/// Something to do next.
#[derive(Debug)]
pub(crate) struct Candidate<'s> {
    pub(crate) what: What<'s>,
    /// The unmet criteria on the way to the next stage that it helps to meet.
    pub(crate) opens: Vec<&'s str>,
    /// The facts that it gives.
    pub(crate) gives: Cow<'s, [Slot]>,
    pub(crate) priority: u8,
    /// In seconds; what does not say it comes last.
    effort: i64,
}

/// What there is to do.
#[derive(Debug)]
pub(crate) enum What<'s> {
    /// The natural next move, every gate to which is open.
    NextMove(&'s Judgement<'s>),
    /// A play whose condition is true.
    Play(&'s Play),
    /// A question that gives a fact which a gate waits for.
    Question(&'s Question),
    /// A fact which a gate waits for and nothing else gives.
    Fact(Slot),
    /// Giving the deal up, because of a sign or because a play says so.
    GivingUp { to: StageIx, because: Option<&'s Sign<'s>> },
}

/// What a score is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// It opens a gate to the next stage.
    Gate,
    /// Its priority.
    Priority,
    /// The deal is stalled.
    Stalled,
    /// The deal is idle.
    Idle,
    /// The close date is near or past.
    Closing,
}

/// An unmet criterion on the way to the next stage, and the facts it waits for.
struct Waiting<'s> {
    criterion: &'s str,
    slots: Vec<Slot>,
}

/// A deal with everything that ranks its actions.
struct Ground<'s> {
    situation: &'s Situation<'s>,
    next: Option<&'s Judgement<'s>>,
    signs: &'s [Sign<'s>],
    waiting: Vec<Waiting<'s>>,
}

/// The next actions of a deal, the best first.
pub(crate) struct Ranking<'s> {
    pub(crate) candidates: Vec<Candidate<'s>>,
    /// The natural next stage.
    pub(crate) next: Option<StageIx>,
    /// The points that every action of the deal has.
    urgency: Vec<(Part, u8)>,
}

impl<'s> Ranking<'s> {
    /// Finds and ranks what to do next. `next` is the judgement on the natural next move.
    pub(crate) fn new(
        situation: &'s Situation<'s>,
        next: Option<&'s Judgement<'s>>,
        signs: &'s [Sign<'s>],
    ) -> Self {
        let waiting = next.map(|next| waiting(situation, next)).unwrap_or_default();
        let ground = Ground { situation, next, signs, waiting };
        let mut candidates: Vec<Candidate<'s>> = ground.next_move().into_iter().collect();
        candidates.extend(ground.plays());
        candidates.extend(ground.questions());
        candidates.extend(ground.facts(&candidates));
        candidates.extend(ground.giving_up());
        candidates.sort_by_key(|it| (Reverse(it.opens_gate()), Reverse(it.priority), it.effort));
        let urgency = urgency(situation, signs);
        Self { candidates, next: next.map(|next| next.to), urgency }
    }

    /// What an action's score is made of.
    pub(crate) fn parts(&self, candidate: &Candidate<'_>) -> impl Iterator<Item = (Part, u8)> {
        let scaled = (u32::from(candidate.priority) * PRIORITY + 50) / 100;
        let priority = (Part::Priority, u8::try_from(scaled).unwrap_or(u8::MAX));
        let gate = candidate.opens_gate().then_some((Part::Gate, GATE));
        gate.into_iter().chain([priority]).chain(self.urgency.iter().copied())
    }

    /// An action's score, 0 to 100.
    pub(crate) fn score(&self, candidate: &Candidate<'_>) -> u8 {
        self.parts(candidate).map(|(_, points)| points).fold(0, u8::saturating_add)
    }
}

impl Candidate<'_> {
    fn opens_gate(&self) -> bool {
        matches!(self.what, What::NextMove(_)) || !self.opens.is_empty()
    }

    pub(crate) fn kind(&self) -> ActionKind {
        match self.what {
            What::Play(_) => ActionKind::Play,
            What::Question(_) | What::Fact(_) => ActionKind::Question,
            What::NextMove(_) | What::GivingUp { .. } => ActionKind::Move,
        }
    }

    pub(crate) fn id(&self, situation: &Situation<'_>) -> String {
        match &self.what {
            What::Play(play) => play.id.to_string(),
            What::Question(question) => question.id.to_string(),
            What::Fact(slot) => {
                let field = situation.model().fields.field(*slot);
                field.map_or_else(String::new, |field| ["fact.", &field.id].concat())
            }
            What::NextMove(_) | What::GivingUp { .. } => {
                let to = self.to(situation).map_or("", Id::as_str);
                ["move.", to].concat()
            }
        }
    }

    /// The stage that a move goes to.
    pub(crate) fn to<'a>(&self, situation: &Situation<'a>) -> Option<&'a Id> {
        let to = match &self.what {
            What::NextMove(judgement) => judgement.to,
            What::GivingUp { to, .. } => *to,
            What::Play(_) | What::Question(_) | What::Fact(_) => return None,
        };
        situation.stage_of(to).map(crate::playbook::stage::Stage::id)
    }
}

fn waiting<'s>(situation: &'s Situation<'s>, next: &'s Judgement<'s>) -> Vec<Waiting<'s>> {
    let blocking = next.blocking(situation);
    let waiting = blocking.map(|(criterion, finding)| Waiting {
        criterion: criterion.id(),
        slots: givable(situation, &finding.waits_for),
    });
    waiting.collect()
}

fn urgency(situation: &Situation<'_>, signs: &[Sign<'_>]) -> Vec<(Part, u8)> {
    let shows = |id: &str| signs.iter().any(|sign| sign.id == id && sign.is_loud());
    let open = situation.stage.and_then(|ix| situation.stage_of(ix)).is_some_and(|s| s.is_open());
    let closing = open && days_to_close(situation).is_some_and(|days| days <= NEAR_DAYS);
    let parts = [
        (shows("stalled"), Part::Stalled, STALLED),
        (shows("idle"), Part::Idle, IDLE),
        (closing, Part::Closing, CLOSING),
    ];
    parts.into_iter().filter(|(holds, ..)| *holds).map(|(_, part, points)| (part, points)).collect()
}

impl<'s> Ground<'s> {
    /// The criteria that these facts help to meet.
    fn opened_by(&self, gives: &[Slot]) -> Vec<&'s str> {
        let helps = |waiting: &&Waiting<'_>| waiting.slots.iter().any(|slot| gives.contains(slot));
        self.waiting.iter().filter(helps).map(|waiting| waiting.criterion).collect()
    }

    fn candidate(&self, what: What<'s>, gives: Cow<'s, [Slot]>, priority: u8) -> Candidate<'s> {
        let effort = match &what {
            What::NextMove(_) => 0,
            What::Play(play) => play.effort.map_or(i64::MAX, Length::seconds),
            What::Question(_) | What::Fact(_) | What::GivingUp { .. } => i64::MAX,
        };
        Candidate { what, opens: self.opened_by(&gives), gives, priority, effort }
    }

    fn next_move(&self) -> Option<Candidate<'s>> {
        let next = self.next.filter(|next| next.is_ready(self.situation))?;
        Some(self.candidate(What::NextMove(next), Cow::default(), MOVE_PRIORITY))
    }

    /// Whether a play is to be done where the deal stands.
    fn is_due(&self, play: &Play) -> bool {
        shows_here(self.situation, &play.stages) && applies(self.situation, play) == Truth::True
    }

    fn plays(&self) -> impl Iterator<Item = Candidate<'s>> {
        let due = self.situation.model().plays.iter().filter(|play| self.is_due(play));
        due.map(|play| {
            let gives = Cow::Borrowed(play.gives.as_slice());
            self.candidate(What::Play(play), gives, play.priority)
        })
    }

    fn questions(&self) -> impl Iterator<Item = Candidate<'s>> {
        let questions = self.situation.model().questions.iter();
        let shown = questions.filter(|question| shows_here(self.situation, &question.stages));
        let asked = shown.map(|question| {
            let gives = Cow::Borrowed(question.fills.as_slice());
            self.candidate(What::Question(question), gives, QUESTION_PRIORITY)
        });
        asked.filter(|question| !question.opens.is_empty())
    }

    /// For each unmet criterion that nothing so far helps with: the facts it waits for.
    fn facts(&self, so_far: &[Candidate<'s>]) -> Vec<Candidate<'s>> {
        let helped = |criterion: &str| so_far.iter().any(|known| known.opens.contains(&criterion));
        let unhelped = self.waiting.iter().filter(|waiting| !helped(waiting.criterion));
        let mut slots: Vec<Slot> =
            unhelped.flat_map(|waiting| waiting.slots.iter().copied()).collect();
        slots.sort_unstable();
        slots.dedup();
        let fields = &self.situation.model().fields;
        let known = slots.into_iter().filter(|slot| fields.field(*slot).is_some());
        let fact = |slot| self.candidate(What::Fact(slot), Cow::Owned(vec![slot]), FACT_PRIORITY);
        known.map(fact).collect()
    }

    /// Giving the deal up, when a critical sign or a play of that kind calls for it.
    fn giving_up(&self) -> Option<Candidate<'s>> {
        let plays = self.situation.model().plays.iter();
        let due = plays.filter(|play| play.kind == PlayKind::Disqualify && self.is_due(play));
        let asked_by_play = due.map(|play| play.priority).max();
        let because = self.disqualifying();
        let priority = asked_by_play.or(because.map(|_| DISQUALIFY_PRIORITY))?;
        let to = self.way_out()?;
        Some(self.candidate(What::GivingUp { to, because }, Cow::default(), priority))
    }

    /// The first critical sign, where it speaks for giving the deal up: by its plays, or by having
    /// none.
    fn disqualifying(&self) -> Option<&'s Sign<'s>> {
        let critical =
            |sign: &&Sign<'_>| sign.severity == SignalSeverity::Critical && sign.is_loud();
        let sign = self.signs.iter().find(critical)?;
        let Cause::Rule(rule) = &sign.cause else { return Some(sign) };
        let plays = &self.situation.model().plays;
        let mut answers = rule.plays.iter().filter_map(|ix| plays.get(*ix));
        let speaks = rule.plays.is_empty() || answers.any(|play| play.kind == PlayKind::Disqualify);
        speaks.then_some(sign)
    }

    /// The first lost stage that the deal can be moved to.
    fn way_out(&self) -> Option<StageIx> {
        let mut stages = self.situation.model().graph.stages().map(|(ix, _)| ix);
        stages.find(|ix| {
            kind_of(self.situation, *ix) == MoveKind::Lose && !way_to(self.situation, *ix).is_shut()
        })
    }
}
