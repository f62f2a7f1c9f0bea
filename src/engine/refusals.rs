//! What the stage graph itself has against a move, whatever the facts.

use super::situation::Situation;
use super::unmet::{At, Unmet, UnmetState};
use super::wording::{one_of, spoken};
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
    actor(&actors, asked).into_iter().chain(reason(&reasons, asked)).collect()
}

fn actor(allowed: &[&str], asked: &Move) -> Option<Unmet> {
    let roles = allowed.iter().map(|role| spoken(role)).collect::<Vec<_>>();
    let roles = one_of(roles.iter().map(String::as_str));
    match asked.actor() {
        _ if allowed.is_empty() => None,
        Some(actor) if allowed.contains(&actor) => None,
        Some(actor) => Some(refusal(
            "move.actor",
            UnmetState::False,
            format!("Only {roles} may make this move, not {}", spoken(actor)),
        )),
        None => Some(refusal(
            "move.actor",
            UnmetState::Unknown,
            format!("Only {roles} may make this move: say who makes it"),
        )),
    }
}

fn reason(allowed: &[&str], asked: &Move) -> Option<Unmet> {
    match asked.reason() {
        _ if allowed.is_empty() => None,
        Some(reason) if allowed.contains(&reason) => None,
        Some(reason) => Some(refusal(
            "move.reason",
            UnmetState::False,
            format!("`{reason}` is none of the reasons for this move: {}", allowed.join(", ")),
        )),
        None => Some(refusal(
            "move.reason",
            UnmetState::Unknown,
            format!("The move needs a reason: {}", allowed.join(", ")),
        )),
    }
}

pub(crate) fn no_way(situation: &Situation<'_>, from: StageIx, to: StageIx) -> Unmet {
    let graph = &situation.model().graph;
    let ahead: Vec<&str> =
        graph.forward_from(from).into_iter().map(|(_, next)| name(situation, next)).collect();
    let instead = if ahead.is_empty() {
        String::new()
    } else {
        format!("; from here the way leads to {}", one_of(ahead))
    };
    let ends = (name(situation, from), name(situation, to));
    refusal(
        "move.no_way",
        UnmetState::False,
        format!("No way leads from {} to {}{instead}", ends.0, ends.1),
    )
}

pub(crate) fn no_skip(situation: &Situation<'_>, path: &[TransitionIx]) -> Unmet {
    let graph = &situation.model().graph;
    let between: Vec<&str> =
        path.iter().skip(1).filter_map(|ix| Some(name(situation, graph.ends(*ix)?.0))).collect();
    refusal(
        "move.skip",
        UnmetState::False,
        format!("No stage may be skipped: {} comes first", between.join(", then ")),
    )
}

pub(crate) fn no_back(situation: &Situation<'_>, policy: Back, before: Option<&Stage>) -> Unmet {
    let goal = match (policy, before) {
        (Back::Previous, Some(before)) => {
            format!("A deal goes back one stage at a time: to {}", before.name())
        }
        _ => format!("Deals of {} do not go back", situation.model().own.name),
    };
    refusal("move.back", UnmetState::False, goal)
}

pub(crate) fn no_return(situation: &Situation<'_>, from: StageIx, to: StageIx) -> Unmet {
    let left = super::moves::stage_left(situation)
        .map(|left| format!("; it may go back to {}, which it left", name(situation, left)))
        .unwrap_or_default();
    let ends = (name(situation, from), name(situation, to));
    refusal(
        "move.return",
        UnmetState::False,
        format!("No way leads from {} back to {}{left}", ends.0, ends.1),
    )
}

pub(crate) fn no_start(situation: &Situation<'_>, to: StageIx) -> Unmet {
    let model = situation.model();
    let starts: Vec<&str> = match &model.start {
        Some(start) => start.iter().map(|ix| name(situation, *ix)).collect(),
        None => model.graph.first().map(|ix| name(situation, ix)).into_iter().collect(),
    };
    refusal(
        "move.start",
        UnmetState::False,
        format!("A deal cannot begin in {}; it begins in {}", name(situation, to), one_of(starts)),
    )
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
