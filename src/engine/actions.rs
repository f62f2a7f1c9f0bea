//! Next actions in words.

use super::action::{Action, ScorePart};
use super::candidates::{Candidate, Part, Ranking, What};
use super::fixes::fact_fix;
use super::judgement::Judgement;
use super::situation::Situation;
use super::verdict::MoveKind;
use super::words;
use crate::error::Error;
use crate::expr::Slot;
use crate::playbook::content::{Play, Words};
use crate::playbook::graph::StageIx;

/// What an action says, in words.
#[derive(Default)]
struct Wording {
    text: String,
    why: Option<String>,
    asks: Vec<String>,
    listen_for: Option<String>,
    effort: Option<String>,
}

/// The best actions of a ranking, at most so many, in words.
///
/// # Errors
/// When a text cannot be filled in.
pub(crate) fn actions(
    situation: &Situation<'_>,
    ranking: &Ranking<'_>,
    most: usize,
) -> Result<Vec<Action>, Error> {
    let best = ranking.candidates.iter().take(most);
    best.map(|candidate| action(situation, ranking, candidate)).collect()
}

fn action(
    situation: &Situation<'_>,
    ranking: &Ranking<'_>,
    candidate: &Candidate<'_>,
) -> Result<Action, Error> {
    let next = ranking.next.map_or("", |next| name(situation, next));
    let wording = match &candidate.what {
        What::NextMove(judgement) => next_move(situation, judgement, next),
        What::Play(play) => self::play(situation, play)?,
        What::Question(question) => Wording {
            text: situation.say(&question.ask)?,
            listen_for: said(situation, question.listen_for.as_ref())?,
            ..Wording::default()
        },
        What::Fact(slot) => Wording {
            text: fact_fix(situation, *slot).map(|fix| fix.text).unwrap_or_default(),
            ..Wording::default()
        },
        What::GivingUp { to, because } => Wording {
            text: words::give_up(situation.words(), name(situation, *to)),
            why: because.map(|sign| sign.text(situation)).transpose()?,
            ..Wording::default()
        },
    };
    let parts = ranking.parts(candidate).map(|(part, points)| {
        let reason = reason(situation, candidate, part, next);
        ScorePart { reason, points }
    });
    Ok(Action {
        kind: candidate.kind(),
        id: candidate.id(situation),
        text: wording.text,
        why: wording.why,
        score: ranking.score(candidate),
        because: parts.collect(),
        opens: candidate.opens.iter().map(|id| (*id).to_owned()).collect(),
        fills: field_ids(situation, &candidate.gives),
        asks: wording.asks,
        listen_for: wording.listen_for,
        effort: wording.effort,
        to: candidate.to(situation).cloned(),
    })
}

fn name<'a>(situation: &Situation<'a>, stage: StageIx) -> &'a str {
    situation.stage_of(stage).map_or("", crate::playbook::stage::Stage::name)
}

fn said(situation: &Situation<'_>, words: Option<&Words>) -> Result<Option<String>, Error> {
    words.map(|words| situation.say(words)).transpose()
}

fn field_ids(situation: &Situation<'_>, slots: &[Slot]) -> Vec<String> {
    let fields = &situation.model().fields;
    slots.iter().filter_map(|slot| Some(fields.field(*slot)?.id.to_string())).collect()
}

fn next_move(situation: &Situation<'_>, judgement: &Judgement<'_>, next: &str) -> Wording {
    let language = situation.words();
    let text = match judgement.kind {
        MoveKind::Create => words::create_in(language, next),
        MoveKind::Resume | MoveKind::Reopen => words::take_up_in(language, next),
        _ => words::move_to(language, next),
    };
    let why = match judgement.first_refusal(situation) {
        Some(actor) => words::all_open_for(language, next, actor),
        None => words::all_open(language, next),
    };
    Wording { text, why: Some(why), ..Wording::default() }
}

fn play(situation: &Situation<'_>, play: &Play) -> Result<Wording, Error> {
    let questions = &situation.model().questions;
    let asked = play.asks.iter().filter_map(|ix| questions.get(*ix));
    let asks: Result<Vec<String>, Error> =
        asked.map(|question| situation.say(&question.ask)).collect();
    Ok(Wording {
        text: situation.say(&play.action)?,
        why: said(situation, play.because.as_ref())?,
        asks: asks?,
        effort: play.effort.map(|effort| words::effort(situation.words(), effort)),
        ..Wording::default()
    })
}

/// What points of a score are for.
fn reason(situation: &Situation<'_>, candidate: &Candidate<'_>, part: Part, next: &str) -> String {
    let language = situation.words();
    match (part, candidate.opens.len()) {
        (Part::Gate, 0) => words::gates_open(language, next),
        (Part::Gate, 1) => words::opens_gate(language, next),
        (Part::Gate, count) => words::opens_criteria(language, count, next),
        (Part::Priority, _) => words::priority_of(language, candidate.priority),
        (Part::Stalled, _) => words::is_stalled(language),
        (Part::Idle, _) => words::is_idle(language),
        (Part::Closing, _) => words::is_closing(language),
    }
}
