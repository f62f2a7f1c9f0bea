//! The verdict on a move.

use super::gates::{Ask, Finding, SHUT, finding, weight};
use super::routes::{Gates, Step, asks};
use super::situation::Situation;
use super::unmet::{Unmet, UnmetState};
use super::verdict::{MoveKind, Outcome, Verdict};
use super::{fixes, refusals};
use crate::deal::asked_move::Move;
use crate::deal::binding::Row;
use crate::error::Error;
use crate::playbook::criterion::Strictness;
use crate::playbook::graph::{StageGraph, StageIx, TransitionIx};
use crate::playbook::paths::best_path;
use crate::playbook::playbook::{Back, Skip};
use crate::playbook::stage::StageKind;

/// A verdict, and the findings it was made from.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) verdict: Verdict,
    /// Everything that was asked on the way, each criterion once.
    pub(crate) asked: Vec<Ask>,
    pub(crate) findings: Vec<Finding>,
}

/// A way that a move may take: its steps, and what the stage graph has against it.
#[derive(Debug, Default)]
pub(crate) struct Way {
    pub(crate) steps: Vec<Step>,
    pub(crate) refused: Vec<Unmet>,
}

impl Way {
    fn refused(unmet: Unmet) -> Self {
        Self { refused: vec![unmet], ..Self::default() }
    }
}

/// Judges a move of the deal as it stands.
///
/// # Errors
/// When the move goes to a stage that the playbook does not have.
pub(crate) fn judge(situation: &Situation<'_>, asked: &Move) -> Result<Judged, Error> {
    let to = situation.find_stage(asked.stage())?;
    let kind = kind_of(situation, to);
    let way = way(situation, kind, to, asked);
    let steps: Vec<(Row, Step)> = way
        .steps
        .iter()
        .enumerate()
        .map(|(index, step)| (row_for(situation, index, *step), *step))
        .collect();
    let (mut all, mut findings): (Vec<Ask>, Vec<Finding>) = (Vec::new(), Vec::new());
    for (row, step) in &steps {
        for ask in asks(situation, row, *step, asked) {
            let told = findings.iter().any(|known| known.ask.criterion == ask.criterion);
            findings.extend(finding(situation, row, &ask).filter(|_| !told));
            if !all.iter().any(|known| known.criterion == ask.criterion) {
                all.push(ask);
            }
        }
    }
    let verdict = verdict(situation, asked, kind, to, way, &findings)?;
    Ok(Judged { verdict, asked: all, findings })
}

/// The way that a move to a stage takes.
pub(crate) fn way_to(situation: &Situation<'_>, to: StageIx) -> Way {
    let stage = situation.stage_of(to).map(|stage| stage.id().as_str());
    way(situation, kind_of(situation, to), to, &Move::to(stage.unwrap_or_default()))
}

/// The facts that the step's gates are judged by: as they stand for the first step, and for each
/// later one as they would be right after the step before.
pub(crate) fn row_for(situation: &Situation<'_>, index: usize, step: Step) -> Row {
    match step.from {
        Some(from) if index > 0 || situation.stage.is_none() => situation.row_after_entering(from),
        _ => situation.row.clone(),
    }
}

fn verdict(
    situation: &Situation<'_>,
    asked: &Move,
    kind: MoveKind,
    to: StageIx,
    way: Way,
    findings: &[Finding],
) -> Result<Verdict, Error> {
    let (mut unmet, mut warnings) = (way.refused, Vec::new());
    for finding in findings {
        let strictness = situation.model().criterion(finding.ask.criterion).map(|c| c.strictness);
        let told = fixes::unmet(situation, finding)?;
        match strictness {
            Some(Strictness::Warn) => warnings.push(told),
            _ => unmet.push(told),
        }
    }
    let id = |ix: StageIx| situation.stage_of(ix).map(|stage| stage.id().clone());
    let through = way.steps.iter().skip(1).filter_map(|step| id(step.from?)).collect();
    let target = situation.model().graph.stage(to).map(|stage| stage.id().clone());
    Ok(Verdict {
        outcome: outcome(&unmet, asked),
        kind,
        from: situation.stage.and_then(id),
        to: target.ok_or_else(|| refusals::no_stage(situation, asked))?,
        through,
        unmet,
        warnings,
    })
}

fn outcome(unmet: &[Unmet], asked: &Move) -> Outcome {
    let may = |role: &str| unmet.iter().all(|u| u.overridable_by.iter().any(|r| r == role));
    if unmet.is_empty() {
        Outcome::Allowed
    } else if asked.overriding().is_some_and(may) {
        Outcome::Overridden
    } else if unmet.iter().all(|u| !u.overridable_by.is_empty()) {
        Outcome::NeedsOverride
    } else {
        Outcome::Blocked
    }
}

fn kind_of(situation: &Situation<'_>, to: StageIx) -> MoveKind {
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

fn way(situation: &Situation<'_>, kind: MoveKind, to: StageIx, asked: &Move) -> Way {
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
fn direct(
    situation: &Situation<'_>,
    kind: MoveKind,
    from: StageIx,
    to: StageIx,
    asked: &Move,
) -> Way {
    let gates = gates_between(&situation.model().graph, kind, from, to);
    let step = |transition| Step { from: Some(from), to, transition: Some(transition), gates };
    let best = situation
        .model()
        .graph
        .between(from, to)
        .into_iter()
        .min_by_key(|transition| cost(situation, &situation.row, step(*transition), asked));
    match best {
        None => Way::refused(refusals::no_way(situation, from, to)),
        Some(transition) => Way {
            steps: vec![step(transition)],
            refused: refusals::of_transition(situation, transition, asked),
        },
    }
}

/// How many things stand against a step; when a role overrides, what it may not override first.
fn cost(situation: &Situation<'_>, row: &Row, step: Step, asked: &Move) -> usize {
    let gates = asks(situation, row, step, asked);
    let unmet: usize = gates.iter().map(|ask| weight(situation, row, ask, asked)).sum();
    let refused = step.transition.map_or(0, |t| refusals::of_transition(situation, t, asked).len());
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
        let here = situation.stage == Some(source);
        let row = if here { situation.row.clone() } else { situation.row_after_entering(source) };
        cost(situation, &row, step, asked)
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

fn refused_on(situation: &Situation<'_>, path: &[TransitionIx], asked: &Move) -> Vec<Unmet> {
    let mut refused: Vec<Unmet> = Vec::new();
    for unmet in path.iter().flat_map(|ix| refusals::of_transition(situation, *ix, asked)) {
        if !refused.contains(&unmet) {
            refused.push(unmet);
        }
    }
    refused
}

fn skip(situation: &Situation<'_>, from: StageIx, to: StageIx, asked: &Move) -> Way {
    let Some(path) = path(situation, from, to, asked) else {
        return Way::refused(refusals::no_way(situation, from, to));
    };
    let mut refused = refused_on(situation, &path, asked);
    if situation.model().skip == Skip::Never {
        refused.insert(0, refusals::no_skip(situation, &path));
    }
    Way { steps: steps_of(situation, &path), refused }
}

fn back(situation: &Situation<'_>, from: StageIx, to: StageIx, asked: &Move) -> Way {
    let graph = &situation.model().graph;
    if !graph.between(from, to).is_empty() {
        return direct(situation, MoveKind::Back, from, to, asked);
    }
    if !graph.stage(from).is_some_and(crate::playbook::stage::Stage::is_open) {
        return Way::refused(refusals::no_way(situation, from, to));
    }
    let before = graph.stages().filter(|(ix, stage)| stage.is_open() && *ix < from).last();
    match situation.model().back {
        Back::Any => Way::default(),
        Back::Previous if before.map(|(ix, _)| ix) == Some(to) => Way::default(),
        policy => Way::refused(refusals::no_back(situation, policy, before.map(|(_, s)| s))),
    }
}

/// Back into the work: over an explicit transition, or to the stage that the deal left.
fn resumption(situation: &Situation<'_>, from: StageIx, to: StageIx, asked: &Move) -> Way {
    let graph = &situation.model().graph;
    if !graph.between(from, to).is_empty() {
        return direct(situation, MoveKind::Resume, from, to, asked);
    }
    let won = graph.stage(from).is_some_and(|stage| stage.kind == StageKind::Won);
    if won || stage_left(situation) != Some(to) {
        return Way::refused(refusals::no_return(situation, from, to));
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

fn creation(situation: &Situation<'_>, to: StageIx, asked: &Move) -> Way {
    let model = situation.model();
    let open = model.graph.stage(to).is_some_and(crate::playbook::stage::Stage::is_open);
    let named = model.start.as_ref().is_some_and(|start| start.contains(&to));
    let Some(first) = model.graph.first().filter(|_| open && (named || model.start.is_none()))
    else {
        return Way::refused(refusals::no_start(situation, to));
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
        _ => Way::refused(refusals::no_start(situation, to)),
    }
}

/// Whether the stage graph itself refuses a verdict's move, whatever the facts.
pub(crate) fn is_impossible(verdict: &Verdict) -> bool {
    verdict.unmet.iter().any(is_final)
}

/// Whether no fact, actor or reason can lift a refusal.
pub(crate) fn is_final(unmet: &Unmet) -> bool {
    unmet.state == UnmetState::False && refusals::IMPOSSIBLE.contains(&unmet.criterion.as_str())
}
