//! What the stage graph itself has against a move, whatever the facts.

use super::situation::Situation;
use super::unmet::{At, Unmet, UnmetState};
use super::words::{self, one_of, row};
use crate::deal::asked_move::Move;
use crate::error::Error;
use crate::playbook::graph::{StageIx, TransitionIx};
use crate::playbook::playbook::Back;
use crate::playbook::stage::Stage;

/// The refusals that no fact, actor or reason can lift.
pub(crate) const IMPOSSIBLE: [&str; 5] =
    ["move.no_way", "move.skip", "move.back", "move.start", "move.return"];

fn refusal(criterion: &str, state: UnmetState, otherwise: String) -> Unmet {
    Unmet {
        criterion: criterion.to_owned(),
        state,
        otherwise,
        missing: Vec::new(),
        found: Vec::new(),
        needs_evidence: None,
        fixes: Vec::new(),
        at: At::Graph,
        owner: None,
        overridable_by: Vec::new(),
    }
}

fn name<'s>(situation: &Situation<'s>, ix: StageIx) -> &'s str {
    situation.stage_of(ix).map_or("", Stage::name)
}

/// The actor or the reason that a transition asks for and the move does not state.
pub(crate) fn of_transition(
    situation: &Situation<'_>,
    transition: TransitionIx,
    asked: &Move,
) -> Vec<Unmet> {
    let Some(transition) = situation.model().graph.transition(transition) else {
        return Vec::new();
    };
    let actors: Vec<&str> = transition.actors().collect();
    let reasons: Vec<&str> = transition.reasons().collect();
    let actor = actor(situation, &actors, asked);
    actor.into_iter().chain(reason(situation, &reasons, asked)).collect()
}

fn actor(situation: &Situation<'_>, allowed: &[&str], asked: &Move) -> Option<Unmet> {
    let language = situation.words();
    let roles: Vec<String> = allowed.iter().map(|role| situation.role_name(role)).collect();
    let roles = one_of(language, roles.iter().map(String::as_str));
    let (state, otherwise) = match asked.actor() {
        _ if allowed.is_empty() => return None,
        Some(actor) if allowed.contains(&actor) => return None,
        Some(actor) => {
            let actor = situation.role_name(actor);
            (UnmetState::False, words::not_this_actor(language, roles, actor))
        }
        None => (UnmetState::Unknown, words::which_actor(language, roles)),
    };
    Some(refusal("move.actor", state, otherwise))
}

fn reason(situation: &Situation<'_>, allowed: &[&str], asked: &Move) -> Option<Unmet> {
    let language = situation.words();
    let reasons = || -> String {
        let names: Vec<String> =
            allowed.iter().map(|reason| situation.reason_name(reason)).collect();
        row(language, names.iter().map(String::as_str))
    };
    let (state, otherwise) = match asked.reason() {
        _ if allowed.is_empty() => return None,
        Some(reason) if allowed.contains(&reason) => return None,
        Some(reason) => (UnmetState::False, words::not_this_reason(language, reason, reasons())),
        None => (UnmetState::Unknown, words::which_reason(language, reasons())),
    };
    Some(refusal("move.reason", state, otherwise))
}

pub(crate) fn no_way(situation: &Situation<'_>, from: StageIx, to: StageIx) -> Unmet {
    let language = situation.words();
    let graph = &situation.model().graph;
    let ahead: Vec<&str> =
        graph.forward_from(from).into_iter().map(|(_, next)| name(situation, next)).collect();
    let text = words::no_way(language, name(situation, from), name(situation, to));
    let text = match ahead.is_empty() {
        true => text,
        false => words::ways(language, text, one_of(language, ahead)),
    };
    refusal("move.no_way", UnmetState::False, text)
}

pub(crate) fn no_skip(situation: &Situation<'_>, path: &[TransitionIx]) -> Unmet {
    let language = situation.words();
    let graph = &situation.model().graph;
    let mut between =
        path.iter().skip(1).filter_map(|ix| Some(name(situation, graph.ends(*ix)?.0)));
    let first = between.next().unwrap_or_default().to_owned();
    let between = between.fold(first, |row, next| words::then(language, row, next));
    refusal("move.skip", UnmetState::False, words::no_skip(language, between))
}

pub(crate) fn no_back(situation: &Situation<'_>, policy: Back, before: Option<&Stage>) -> Unmet {
    let language = situation.words();
    let text = match (policy, before) {
        (Back::Previous, Some(before)) => words::one_back(language, before.name()),
        _ => words::never_back(language, &situation.model().own.name),
    };
    refusal("move.back", UnmetState::False, text)
}

pub(crate) fn no_return(situation: &Situation<'_>, from: StageIx, to: StageIx) -> Unmet {
    let language = situation.words();
    let text = words::no_return(language, name(situation, from), name(situation, to));
    let text = match super::moves::stage_left(situation) {
        Some(left) => words::back_to(language, text, name(situation, left)),
        None => text,
    };
    refusal("move.return", UnmetState::False, text)
}

pub(crate) fn no_start(situation: &Situation<'_>, to: StageIx) -> Unmet {
    let language = situation.words();
    let model = situation.model();
    let starts: Vec<&str> = match &model.start {
        Some(start) => start.iter().map(|ix| name(situation, *ix)).collect(),
        None => model.graph.first().map(|ix| name(situation, ix)).into_iter().collect(),
    };
    let text = words::no_start(language, name(situation, to), one_of(language, starts));
    refusal("move.start", UnmetState::False, text)
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
