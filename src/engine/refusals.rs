//! What the stage graph itself has against a move, whatever the facts.

use std::sync::Arc;

use super::situation::Situation;
use super::unmet::{At, Unmet, UnmetState};
use super::words::{self, one_of, row};
use crate::deal::asked_move::Move;
use crate::error::Error;
use crate::playbook::graph::{StageIx, TransitionIx};
use crate::playbook::playbook::Back;
use crate::playbook::stage::Stage;

/// What the stage graph itself has against a move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal<'a> {
    /// No transition leads there.
    NoWay { from: StageIx, to: StageIx },
    /// No stage may be skipped: these would be.
    NoSkip { between: Vec<StageIx> },
    /// Deals go back no further than to the stage before, or not at all.
    NoBack { policy: Back, before: Option<StageIx> },
    /// No way leads back into the work there.
    NoReturn { from: StageIx, to: StageIx },
    /// Deals begin elsewhere.
    NoStart { to: StageIx },
    /// Only these roles may make the move, and the move states none of them.
    Actor { allowed: &'a [Arc<str>], state: UnmetState },
    /// The move needs one of these reasons, and states none of them.
    Reason { allowed: &'a [Arc<str>], state: UnmetState },
}

/// The actor and the reason that a transition asks for and the move does not state.
pub(crate) fn of_transition<'a>(
    situation: &Situation<'a>,
    transition: TransitionIx,
    asked: &Move,
) -> impl Iterator<Item = Refusal<'a>> {
    let transition = situation.model().graph.transition(transition);
    let stated = |allowed: &[Arc<str>], said: Option<&str>| match said {
        _ if allowed.is_empty() => None,
        Some(said) if allowed.iter().any(|known| **known == *said) => None,
        Some(_) => Some(UnmetState::False),
        None => Some(UnmetState::Unknown),
    };
    let actor = transition.and_then(|transition| {
        let allowed = transition.actors.as_slice();
        Some(Refusal::Actor { allowed, state: stated(allowed, asked.actor())? })
    });
    let reason = transition.and_then(|transition| {
        let allowed = transition.reasons.as_slice();
        Some(Refusal::Reason { allowed, state: stated(allowed, asked.reason())? })
    });
    actor.into_iter().chain(reason)
}

impl Refusal<'_> {
    /// Whether no fact, actor or reason can lift it.
    pub(crate) fn is_final(&self) -> bool {
        !matches!(self, Refusal::Actor { .. } | Refusal::Reason { .. })
    }

    /// The id by which it is told.
    pub(crate) fn criterion(&self) -> &'static str {
        match self {
            Refusal::NoWay { .. } => "move.no_way",
            Refusal::NoSkip { .. } => "move.skip",
            Refusal::NoBack { .. } => "move.back",
            Refusal::NoReturn { .. } => "move.return",
            Refusal::NoStart { .. } => "move.start",
            Refusal::Actor { .. } => "move.actor",
            Refusal::Reason { .. } => "move.reason",
        }
    }

    fn state(&self) -> UnmetState {
        match self {
            Refusal::Actor { state, .. } | Refusal::Reason { state, .. } => *state,
            _ => UnmetState::False,
        }
    }

    /// The refusal as it is told of the move that was asked for.
    pub(crate) fn told(&self, situation: &Situation<'_>, asked: &Move) -> Unmet {
        Unmet {
            criterion: self.criterion().to_owned(),
            state: self.state(),
            otherwise: self.text(situation, asked),
            missing: Vec::new(),
            found: Vec::new(),
            needs_evidence: None,
            fixes: Vec::new(),
            at: At::Graph,
            owner: None,
            overridable_by: Vec::new(),
        }
    }

    /// Why the move is refused, in a sentence.
    pub(crate) fn text(&self, situation: &Situation<'_>, asked: &Move) -> String {
        match self {
            Refusal::NoWay { from, to } => no_way(situation, *from, *to),
            Refusal::NoSkip { between } => no_skip(situation, between),
            Refusal::NoBack { policy, before } => no_back(situation, *policy, *before),
            Refusal::NoReturn { from, to } => no_return(situation, *from, *to),
            Refusal::NoStart { to } => no_start(situation, *to),
            Refusal::Actor { allowed, .. } => actor(situation, allowed, asked),
            Refusal::Reason { allowed, .. } => reason(situation, allowed, asked),
        }
    }
}

fn name<'s>(situation: &Situation<'s>, ix: StageIx) -> &'s str {
    situation.stage_of(ix).map_or("", Stage::name)
}

fn actor(situation: &Situation<'_>, allowed: &[Arc<str>], asked: &Move) -> String {
    let language = situation.words();
    let roles: Vec<String> = allowed.iter().map(|role| situation.role_name(role)).collect();
    let roles = one_of(language, roles.iter().map(String::as_str));
    match asked.actor() {
        Some(actor) => words::not_this_actor(language, roles, situation.role_name(actor)),
        None => words::which_actor(language, roles),
    }
}

fn reason(situation: &Situation<'_>, allowed: &[Arc<str>], asked: &Move) -> String {
    let language = situation.words();
    let names: Vec<String> = allowed.iter().map(|reason| situation.reason_name(reason)).collect();
    let reasons = row(language, names.iter().map(String::as_str));
    match asked.reason() {
        Some(reason) => words::not_this_reason(language, reason, reasons),
        None => words::which_reason(language, reasons),
    }
}

fn no_way(situation: &Situation<'_>, from: StageIx, to: StageIx) -> String {
    let language = situation.words();
    let graph = &situation.model().graph;
    let ahead: Vec<&str> =
        graph.forward_from(from).into_iter().map(|(_, next)| name(situation, next)).collect();
    let text = words::no_way(language, name(situation, from), name(situation, to));
    match ahead.is_empty() {
        true => text,
        false => words::ways(language, text, one_of(language, ahead)),
    }
}

fn no_skip(situation: &Situation<'_>, between: &[StageIx]) -> String {
    let language = situation.words();
    let mut between = between.iter().map(|ix| name(situation, *ix));
    let first = between.next().unwrap_or_default().to_owned();
    let between = between.fold(first, |row, next| words::then(language, row, next));
    words::no_skip(language, between)
}

fn no_back(situation: &Situation<'_>, policy: Back, before: Option<StageIx>) -> String {
    let language = situation.words();
    match (policy, before) {
        (Back::Previous, Some(before)) => words::one_back(language, name(situation, before)),
        _ => words::never_back(language, &situation.model().own.name),
    }
}

fn no_return(situation: &Situation<'_>, from: StageIx, to: StageIx) -> String {
    let language = situation.words();
    let text = words::no_return(language, name(situation, from), name(situation, to));
    match super::moves::stage_left(situation) {
        Some(left) => words::back_to(language, text, name(situation, left)),
        None => text,
    }
}

fn no_start(situation: &Situation<'_>, to: StageIx) -> String {
    let language = situation.words();
    let model = situation.model();
    let starts: Vec<&str> = match &model.start {
        Some(start) => start.iter().map(|ix| name(situation, *ix)).collect(),
        None => model.graph.first().map(|ix| name(situation, ix)).into_iter().collect(),
    };
    words::no_start(language, name(situation, to), one_of(language, starts))
}

pub(crate) fn no_stage(situation: &Situation<'_>, asked: &Move) -> Error {
    Error::UnknownStage {
        deal: situation.deal.id.clone(),
        playbook: situation.model().own.id.to_string(),
        stage: asked.stage().to_owned(),
        known: Vec::new(),
        nearest: None,
    }
}
