//! Next actions, ranked.
//!
//! What opens a gate to the next stage comes before what does not. Among equals the play's own
//! priority decides, then how urgent the deal is, then the lesser effort, then document order. The
//! order is total, and the score never rises along it: the gate weighs more than everything else
//! together, priority is scaled monotonely, and urgency is the same for all actions of a deal.

use std::cmp::Reverse;

use super::action::{Action, ActionKind, ScorePart};
use super::assessment::Signal;
use super::fixes::{applies, fact_fix, givable, play_gives, shows_here};
use super::moves::{Judged, is_impossible};
use super::signals::days_to_close;
use super::situation::Situation;
use super::unmet::UnmetState;
use super::verdict::{MoveKind, Outcome, Verdict};
use super::words;
use crate::error::Error;
use crate::expr::{Slot, Truth};
use crate::playbook::content::{PlayKind, SignalSeverity};
use crate::playbook::criterion::Strictness;

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

/// An unmet criterion on the way to the next stage, and the facts it waits for.
struct Waiting {
    criterion: String,
    slots: Vec<Slot>,
}

/// An action with what ranks it.
struct Ranked {
    action: Action,
    priority: u8,
    effort: i64,
}

/// Everything that is asked of the deal as a whole before its actions are ranked.
struct Ground<'a> {
    situation: &'a Situation<'a>,
    waiting: Vec<Waiting>,
    next_name: Option<&'a str>,
    urgency: Vec<ScorePart>,
}

/// The ranked next actions. `next` is the verdict on the natural next move.
///
/// # Errors
/// When a text cannot be filled in.
pub(crate) fn actions(
    situation: &Situation<'_>,
    next: Option<&Judged>,
    moves: &[Verdict],
    signals: &[Signal],
) -> Result<Vec<Action>, Error> {
    let graph = &situation.model().graph;
    let ground = Ground {
        situation,
        waiting: next.map(|next| waiting(situation, next)).unwrap_or_default(),
        next_name: next
            .and_then(|next| graph.find(next.verdict.to.as_str()))
            .and_then(|ix| Some(graph.stage(ix)?.name())),
        urgency: urgency(situation, signals),
    };
    let mut ranked: Vec<Ranked> = Vec::new();
    ranked.extend(next.and_then(|next| ground.next_move(&next.verdict)));
    ranked.extend(ground.plays()?);
    ranked.extend(ground.questions()?);
    ranked.extend(ground.facts(&ranked));
    ranked.extend(ground.giving_up(moves, signals));
    ranked.sort_by_key(|r| (Reverse(r.opens()), Reverse(r.priority), r.effort));
    Ok(ranked.into_iter().map(|ranked| ranked.action).collect())
}

impl Ranked {
    fn opens(&self) -> bool {
        self.action.because.iter().any(|part| part.points == GATE)
    }
}

fn waiting(situation: &Situation<'_>, next: &Judged) -> Vec<Waiting> {
    let criteria = next.findings.iter().filter_map(|finding| {
        let criterion = situation.model().criterion(finding.ask.criterion)?;
        (criterion.strictness == Strictness::Block).then(|| Waiting {
            criterion: criterion.id().to_owned(),
            slots: givable(situation, &finding.waits_for),
        })
    });
    criteria.collect()
}

fn urgency(situation: &Situation<'_>, signals: &[Signal]) -> Vec<ScorePart> {
    let shows = |id: &str| signals.iter().any(|s| s.id == id && s.snoozed.is_none());
    let open = situation.stage.and_then(|ix| situation.stage_of(ix)).is_some_and(|s| s.is_open());
    let closing = days_to_close(situation).is_some_and(|days| days <= NEAR_DAYS) && open;
    let mut parts = Vec::new();
    let language = situation.words();
    let mut add = |holds: bool, reason: String, points: u8| {
        if holds {
            parts.push(ScorePart { reason, points });
        }
    };
    add(shows("stalled"), words::is_stalled(language), STALLED);
    add(shows("idle"), words::is_idle(language), IDLE);
    add(closing, words::is_closing(language), CLOSING);
    parts
}

impl Ground<'_> {
    /// The criteria that these facts help to meet.
    fn opened_by(&self, gives: &[Slot]) -> Vec<String> {
        let helps = |waiting: &&Waiting| waiting.slots.iter().any(|slot| gives.contains(slot));
        self.waiting.iter().filter(helps).map(|waiting| waiting.criterion.clone()).collect()
    }

    /// Completes an action with its score.
    fn ranked(
        &self,
        mut action: Action,
        priority: u8,
        effort: i64,
        gate: Option<String>,
    ) -> Ranked {
        let scaled = (u32::from(priority) * PRIORITY + 50) / 100;
        let mut parts = Vec::new();
        parts.extend(gate.map(|reason| ScorePart { reason, points: GATE }));
        parts.push(ScorePart {
            reason: words::priority_of(self.situation.words(), priority),
            points: u8::try_from(scaled).unwrap_or(u8::MAX),
        });
        parts.extend(self.urgency.iter().cloned());
        action.score = parts.iter().map(|part| part.points).fold(0, u8::saturating_add);
        action.because = parts;
        Ranked { action, priority, effort }
    }

    fn gate_reason(&self, opens: &[String]) -> Option<String> {
        let next = self.next_name?;
        match opens.len() {
            0 => None,
            1 => Some(words::opens_gate(self.situation.words(), next)),
            count => Some(words::opens_criteria(self.situation.words(), count, next)),
        }
    }

    fn field_ids(&self, slots: &[Slot]) -> Vec<String> {
        let fields = &self.situation.model().fields;
        slots.iter().filter_map(|slot| Some(fields.field(*slot)?.id.to_string())).collect()
    }

    fn next_move(&self, verdict: &Verdict) -> Option<Ranked> {
        let waits_for_actor = verdict
            .unmet
            .iter()
            .all(|unmet| unmet.criterion == "move.actor" && unmet.state == UnmetState::Unknown);
        let ready = verdict.outcome == Outcome::Allowed || waits_for_actor;
        let next = self.next_name.filter(|_| ready)?;
        let language = self.situation.words();
        let text = match verdict.kind {
            MoveKind::Create => words::create_in(language, next),
            MoveKind::Resume | MoveKind::Reopen => words::take_up_in(language, next),
            _ => words::move_to(language, next),
        };
        let why = match verdict.unmet.first() {
            Some(actor) => words::all_open_for(language, next, &actor.otherwise),
            None => words::all_open(language, next),
        };
        let mut action = blank(ActionKind::Move, format!("move.{}", verdict.to), text);
        action.why = Some(why);
        action.to = Some(verdict.to.clone());
        let reason = words::gates_open(language, next);
        Some(self.ranked(action, MOVE_PRIORITY, 0, Some(reason)))
    }

    fn plays(&self) -> Result<Vec<Ranked>, Error> {
        let model = self.situation.model();
        let mut ranked = Vec::new();
        for play in &model.plays {
            let shows = shows_here(self.situation, &play.stages);
            if !shows || applies(self.situation, play) != Truth::True {
                continue;
            }
            let gives = play_gives(self.situation, play);
            let mut action =
                blank(ActionKind::Play, play.id.to_string(), self.situation.say(&play.action)?);
            action.why = play.because.as_ref().map(|b| self.situation.say(b)).transpose()?;
            action.opens = self.opened_by(&gives);
            action.fills = self.field_ids(&gives);
            for question in play.asks.iter().filter_map(|ix| model.questions.get(*ix)) {
                action.asks.push(self.situation.say(&question.ask)?);
            }
            action.effort = play.effort.map(|effort| words::effort(self.situation.words(), effort));
            let gate = self.gate_reason(&action.opens);
            let effort = play.effort.map_or(i64::MAX, crate::base::length::Length::seconds);
            ranked.push(self.ranked(action, play.priority, effort, gate));
        }
        Ok(ranked)
    }

    fn questions(&self) -> Result<Vec<Ranked>, Error> {
        let mut ranked = Vec::new();
        for question in &self.situation.model().questions {
            let opens = self.opened_by(&question.fills);
            if opens.is_empty() || !shows_here(self.situation, &question.stages) {
                continue;
            }
            let text = self.situation.say(&question.ask)?;
            let mut action = blank(ActionKind::Question, question.id.to_string(), text);
            action.fills = self.field_ids(&question.fills);
            action.listen_for =
                question.listen_for.as_ref().map(|l| self.situation.say(l)).transpose()?;
            let gate = self.gate_reason(&opens);
            action.opens = opens;
            ranked.push(self.ranked(action, QUESTION_PRIORITY, i64::MAX, gate));
        }
        Ok(ranked)
    }

    /// For each unmet criterion that nothing above helps with: the facts it waits for.
    fn facts(&self, so_far: &[Ranked]) -> Vec<Ranked> {
        let helped = |criterion: &String| so_far.iter().any(|r| r.action.opens.contains(criterion));
        let mut slots: Vec<Slot> = self
            .waiting
            .iter()
            .filter(|waiting| !helped(&waiting.criterion))
            .flat_map(|waiting| waiting.slots.iter().copied())
            .collect();
        slots.sort_unstable();
        slots.dedup();
        slots.into_iter().filter_map(|slot| self.fact(slot)).collect()
    }

    fn fact(&self, slot: Slot) -> Option<Ranked> {
        let fix = fact_fix(self.situation, slot)?;
        let mut action = blank(ActionKind::Question, fix.id, fix.text);
        action.opens = self.opened_by(&[slot]);
        action.fills = self.field_ids(&[slot]);
        let gate = self.gate_reason(&action.opens);
        Some(self.ranked(action, FACT_PRIORITY, i64::MAX, gate))
    }

    /// Giving the deal up, when a critical signal or a play of that kind calls for it.
    fn giving_up(&self, moves: &[Verdict], signals: &[Signal]) -> Option<Ranked> {
        let model = self.situation.model();
        let plays = model.plays.iter().filter(|play| {
            play.kind == PlayKind::Disqualify
                && shows_here(self.situation, &play.stages)
                && applies(self.situation, play) == Truth::True
        });
        let asked_by_play = plays.map(|play| play.priority).max();
        let critical = signals
            .iter()
            .find(|signal| signal.severity == SignalSeverity::Critical && signal.snoozed.is_none());
        let disqualifying = critical.filter(|signal| {
            signal.plays.is_empty()
                || model.plays.iter().any(|play| {
                    play.kind == PlayKind::Disqualify && signal.plays.contains(&play.id.to_string())
                })
        });
        let priority = asked_by_play.or(disqualifying.map(|_| DISQUALIFY_PRIORITY))?;
        let lose = moves
            .iter()
            .find(|verdict| verdict.kind == MoveKind::Lose && !is_impossible(verdict))?;
        let name = model.graph.stage(model.graph.find(lose.to.as_str())?)?.name();
        let text = words::give_up(self.situation.words(), name);
        let mut action = blank(ActionKind::Move, format!("move.{}", lose.to), text);
        action.why = disqualifying.map(|signal| signal.text.clone());
        action.to = Some(lose.to.clone());
        Some(self.ranked(action, priority, i64::MAX, None))
    }
}

fn blank(kind: ActionKind, id: String, text: String) -> Action {
    Action {
        kind,
        id,
        text,
        why: None,
        score: 0,
        because: Vec::new(),
        opens: Vec::new(),
        fills: Vec::new(),
        asks: Vec::new(),
        listen_for: None,
        effort: None,
        to: None,
    }
}
