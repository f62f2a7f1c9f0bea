//! The kind of a move and the way that it takes.

use super::gates::{SHUT, weight};
use super::refusals::{Refusal, of_transition};
use super::routes::{Gates, Step, asks};
use super::situation::Situation;
use super::verdict::MoveKind;
use crate::deal::asked_move::Move;
use crate::deal::binding::Row;
use crate::playbook::graph::{StageGraph, StageIx, TransitionIx};
use crate::playbook::paths::best_path;
use crate::playbook::playbook::{Back, Skip};
use crate::playbook::stage::StageKind;

/// A way that a move may take: its steps, and what the stage graph has against it.
#[derive(Debug, Default)]
pub(crate) struct Way<'a> {
    pub(crate) steps: Vec<Step>,
    pub(crate) refused: Vec<Refusal<'a>>,
}

impl<'a> Way<'a> {
    fn refused(refusal: Refusal<'a>) -> Self {
        Self { refused: vec![refusal], ..Self::default() }
    }

    /// Whether the stage graph refuses it, whatever the facts, the actor and the reason.
    pub(crate) fn is_shut(&self) -> bool {
        self.refused.iter().any(Refusal::is_final)
    }
}

/// The way that a move to a stage takes, whoever makes it.
pub(crate) fn way_to<'a>(situation: &Situation<'a>, to: StageIx) -> Way<'a> {
    way(situation, kind_of(situation, to), to, &move_to(situation, to))
}

/// The move to a stage, without an actor and a reason.
pub(crate) fn move_to(situation: &Situation<'_>, to: StageIx) -> Move {
    Move::to(situation.stage_of(to).map(|stage| stage.id().as_str()).unwrap_or_default())
}

/// The facts that the step's gates are judged by: as they stand for the first step, and for each
/// later one as they would be right after the step before.
pub(crate) fn row_for<'s>(situation: &'s Situation<'_>, index: usize, step: Step) -> &'s Row {
    match step.from {
        Some(from) if index > 0 || situation.stage.is_none() => situation.row_after_entering(from),
        _ => &situation.row,
    }
}

/// What kind of move leads from where the deal stands to a stage.
pub(crate) fn kind_of(situation: &Situation<'_>, to: StageIx) -> MoveKind {
    kind_between(&situation.model().graph, situation.stage, to)
}

/// What kind of move leads from one stage, or from nowhere, to another.
pub(crate) fn kind_between(graph: &StageGraph, from: Option<StageIx>, to: StageIx) -> MoveKind {
    let Some(from) = from else { return MoveKind::Create };
    if from == to {
        return MoveKind::Stay;
    }
    let kind = |ix: StageIx| graph.stage(ix).map(|stage| stage.kind);
    match (kind(from), kind(to)) {
        (_, Some(StageKind::Lost)) => MoveKind::Lose,
        (_, Some(StageKind::Parked)) => MoveKind::Park,
        (Some(StageKind::Parked), Some(StageKind::Open)) => MoveKind::Resume,
        (Some(StageKind::Lost | StageKind::Won), Some(StageKind::Open)) => MoveKind::Reopen,
        (Some(StageKind::Open), Some(StageKind::Open)) if to < from => MoveKind::Back,
        (Some(StageKind::Won), Some(StageKind::Won)) if to < from => MoveKind::Back,
        _ if graph.between(from, to).is_empty() && graph.leads_forward(from, to) => MoveKind::Skip,
        _ => MoveKind::Forward,
    }
}

/// The way that a move of a kind takes to a stage.
pub(crate) fn way<'a>(
    situation: &Situation<'a>,
    kind: MoveKind,
    to: StageIx,
    asked: &Move,
) -> Way<'a> {
    match (kind, situation.stage) {
        (MoveKind::Stay, _) => Way::default(),
        (_, None) => creation(situation, to, asked),
        (MoveKind::Skip, Some(from)) => skip(situation, from, to, asked),
        (MoveKind::Forward | MoveKind::Lose | MoveKind::Park, Some(from)) => {
            direct(situation, kind, from, to, asked)
        }
        (MoveKind::Back, Some(from)) => back(situation, from, to, asked),
        (_, Some(from)) => resumption(situation, from, to, asked),
    }
}

/// Which gates a declared transition has for a kind of move. Exit gates hold whoever leaves an open
/// or won stage forwards; a deal that comes back from a lost or parked one passes the guards and the
/// entry.
pub(crate) fn gates_between(
    graph: &StageGraph,
    kind: MoveKind,
    from: StageIx,
    to: StageIx,
) -> Gates {
    match kind {
        MoveKind::Lose | MoveKind::Park | MoveKind::Back => Gates::Guards,
        MoveKind::Forward if graph.leads_forward(from, to) => Gates::All,
        _ => Gates::GuardsAndEntry,
    }
}

/// Over a declared transition: the one with the fewest unmet criteria.
fn direct<'a>(
    situation: &Situation<'a>,
    kind: MoveKind,
    from: StageIx,
    to: StageIx,
    asked: &Move,
) -> Way<'a> {
    let gates = gates_between(&situation.model().graph, kind, from, to);
    let step = |transition| Step { from: Some(from), to, transition: Some(transition), gates };
    let best = match situation.model().graph.between(from, to).as_slice() {
        [] => None,
        [only] => Some(*only),
        several => several
            .iter()
            .copied()
            .min_by_key(|transition| cost(situation, &situation.row, step(*transition), asked)),
    };
    match best {
        None => Way::refused(Refusal::NoWay { from, to }),
        Some(transition) => Way {
            steps: vec![step(transition)],
            refused: of_transition(situation, transition, asked).collect(),
        },
    }
}

/// How many things stand against a step; when a role overrides, what it may not override first.
fn cost(situation: &Situation<'_>, row: &Row, step: Step, asked: &Move) -> usize {
    let gates = asks(situation, row, step, asked);
    let unmet: usize = gates.iter().map(|ask| weight(situation, row, ask, asked)).sum();
    let refused = step.transition.map_or(0, |t| of_transition(situation, t, asked).count());
    let shut = if asked.overriding().is_some() { SHUT + 1 } else { 1 };
    unmet + refused * shut
}

/// The best path of declared forward transitions, as steps.
fn path(
    situation: &Situation<'_>,
    from: StageIx,
    to: StageIx,
    asked: &Move,
) -> Option<Vec<TransitionIx>> {
    let graph = &situation.model().graph;
    best_path(graph, from, to, |transition| {
        let Some((source, target)) = graph.ends(transition) else { return 0 };
        let gates = Gates::All;
        let step = Step { from: Some(source), to: target, transition: Some(transition), gates };
        let row = if situation.stage == Some(source) {
            &situation.row
        } else {
            situation.row_after_entering(source)
        };
        cost(situation, row, step, asked)
    })
}

fn steps_of(situation: &Situation<'_>, path: &[TransitionIx]) -> Vec<Step> {
    let graph = &situation.model().graph;
    path.iter()
        .filter_map(|ix| {
            let (from, to) = graph.ends(*ix)?;
            Some(Step { from: Some(from), to, transition: Some(*ix), gates: Gates::All })
        })
        .collect()
}

fn refused_on<'a>(
    situation: &Situation<'a>,
    path: &[TransitionIx],
    asked: &Move,
) -> Vec<Refusal<'a>> {
    let mut refused: Vec<Refusal<'a>> = Vec::new();
    for refusal in path.iter().flat_map(|ix| of_transition(situation, *ix, asked)) {
        if !refused.contains(&refusal) {
            refused.push(refusal);
        }
    }
    refused
}

fn skip<'a>(situation: &Situation<'a>, from: StageIx, to: StageIx, asked: &Move) -> Way<'a> {
    let Some(path) = path(situation, from, to, asked) else {
        return Way::refused(Refusal::NoWay { from, to });
    };
    let steps = steps_of(situation, &path);
    let mut refused = refused_on(situation, &path, asked);
    if situation.model().skip == Skip::Never {
        let between = steps.iter().skip(1).filter_map(|step| step.from).collect();
        refused.insert(0, Refusal::NoSkip { between });
    }
    Way { steps, refused }
}

fn back<'a>(situation: &Situation<'a>, from: StageIx, to: StageIx, asked: &Move) -> Way<'a> {
    let graph = &situation.model().graph;
    if !graph.between(from, to).is_empty() {
        return direct(situation, MoveKind::Back, from, to, asked);
    }
    if !graph.stage(from).is_some_and(crate::playbook::stage::Stage::is_open) {
        return Way::refused(Refusal::NoWay { from, to });
    }
    let earlier = graph.stages().filter(|(ix, stage)| stage.is_open() && *ix < from);
    let before = earlier.last().map(|(ix, _)| ix);
    match situation.model().back {
        Back::Any => Way::default(),
        Back::Previous if before == Some(to) => Way::default(),
        policy => Way::refused(Refusal::NoBack { policy, before }),
    }
}

/// Back into the work: over an explicit transition, or to the stage that the deal left.
fn resumption<'a>(situation: &Situation<'a>, from: StageIx, to: StageIx, asked: &Move) -> Way<'a> {
    let graph = &situation.model().graph;
    if !graph.between(from, to).is_empty() {
        return direct(situation, MoveKind::Resume, from, to, asked);
    }
    let won = graph.stage(from).is_some_and(|stage| stage.kind == StageKind::Won);
    if won || stage_left(situation) != Some(to) {
        return Way::refused(Refusal::NoReturn { from, to });
    }
    let gates = Gates::GuardsAndEntry;
    let step = Step { from: Some(from), to, transition: None, gates };
    Way { steps: vec![step], refused: Vec::new() }
}

/// The open stage in which the deal last was, by its history.
pub(crate) fn stage_left(situation: &Situation<'_>) -> Option<StageIx> {
    let graph = &situation.model().graph;
    let stages = situation.deal.history.iter().rev().filter_map(|entry| entry.to.as_deref());
    stages.filter_map(|id| graph.find(id)).find(|ix| graph.stage(*ix).is_some_and(|s| s.is_open()))
}

fn creation<'a>(situation: &Situation<'a>, to: StageIx, asked: &Move) -> Way<'a> {
    let model = situation.model();
    let open = model.graph.stage(to).is_some_and(crate::playbook::stage::Stage::is_open);
    let named = model.start.as_ref().is_some_and(|start| start.contains(&to));
    let Some(first) = model.graph.first().filter(|_| open && (named || model.start.is_none()))
    else {
        return Way::refused(Refusal::NoStart { to });
    };
    let enter = |to, gates| Step { from: None, to, transition: None, gates };
    let alone = || Way { steps: vec![enter(to, Gates::All)], refused: Vec::new() };
    if first == to {
        return alone();
    }
    match path(situation, first, to, asked) {
        Some(path) if named || model.skip == Skip::Gated => {
            let mut steps = vec![enter(first, Gates::Overlays)];
            steps.extend(steps_of(situation, &path));
            Way { steps, refused: refused_on(situation, &path, asked) }
        }
        None if named => alone(),
        _ => Way::refused(Refusal::NoStart { to }),
    }
}
