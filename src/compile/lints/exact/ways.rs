//! What every move of a deal asks, and where deals can get to.

use std::collections::{BTreeMap, BTreeSet};

use super::Proofs;
use crate::base::source::Span;
use crate::deal::field::{Changes, Field, FieldOrigin};
use crate::deal::table::given;
use crate::expr::{Condition, Slot, Type};
use crate::logic::diagram::{Diagram, Variable};
use crate::logic::reach::{How, Motion, Reached, Walk, Way};
use crate::logic::space::{Held, Space};
use crate::logic::{ConditionIx, Conditions};
use crate::playbook::criterion::{CriterionIx, Strictness};
use crate::playbook::graph::{StageGraph, StageIx, TransitionIx};
use crate::playbook::playbook::Back;
use crate::playbook::stage::{Stage, StageKind};

/// Room for the diagrams of a whole process, in branches.
const LIMIT: usize = 6_000_000;

/// Most ways through a methodology that are looked at one by one.
const THROUGH: usize = 32;

/// A move from one stage to another and what it asks.
pub(super) struct Step {
    pub(super) from: StageIx,
    pub(super) to: StageIx,
    /// `None` of a move back that needs none.
    pub(super) transition: Option<TransitionIx>,
    /// What the process itself asks: what blocks, and nobody may override.
    pub(super) own: Vec<CriterionIx>,
    /// What the methodologies laid over add, in each way through them; one empty way where they add
    /// nothing.
    pub(super) added: Vec<Vec<CriterionIx>>,
}

impl Step {
    /// Everything that is asked, in each of the ways through the methodologies.
    pub(super) fn alternatives(&self) -> impl Iterator<Item = Vec<CriterionIx>> {
        self.added.iter().map(|added| self.own.iter().chain(added).copied().collect())
    }
}

/// All moves of a process.
pub(super) struct Ways {
    pub(super) steps: Vec<Step>,
    /// By the stage: the places of the steps out of it.
    from: Vec<Vec<usize>>,
    /// The stages in which deals are created, and what that asks.
    pub(super) starts: Vec<(StageIx, Vec<CriterionIx>)>,
}

impl Ways {
    pub(super) fn of(proofs: &Proofs<'_>) -> Self {
        let graph = &proofs.own.graph;
        let mut steps: Vec<Step> =
            graph.transitions().map(|(ix, from, to, _)| declared(proofs, ix, from, to)).collect();
        steps.extend(backwards(graph, super::super::super::back(proofs.own.rules)));
        let first: Vec<StageIx> = graph.first().into_iter().collect();
        let starts = proofs.start.unwrap_or(&first).iter();
        let entry = |ix: &StageIx| {
            graph.stage(*ix).map(|stage| blocking(proofs, &stage.entry)).unwrap_or_default()
        };
        let mut from = vec![Vec::new(); graph.len()];
        for (place, step) in steps.iter().enumerate() {
            if let Some(own) = from.get_mut(step.from.position()) {
                own.push(place);
            }
        }
        Self { steps, from, starts: starts.map(|ix| (*ix, entry(ix))).collect() }
    }

    /// The steps out of a stage.
    pub(super) fn from(&self, stage: usize) -> impl Iterator<Item = &Step> {
        let places = self.from.get(stage).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|place| self.steps.get(*place))
    }

    /// The stages that are got to over the steps that `takes` allows.
    pub(super) fn reached(&self, takes: impl Fn(&Step) -> bool) -> BTreeSet<usize> {
        let mut seen: BTreeSet<usize> =
            self.starts.iter().map(|(stage, _)| stage.position()).collect();
        let mut open: Vec<usize> = seen.iter().copied().collect();
        while let Some(from) = open.pop() {
            for step in self.from(from).filter(|step| takes(step)) {
                if seen.insert(step.to.position()) {
                    open.push(step.to.position());
                }
            }
        }
        seen
    }
}

fn declared(proofs: &Proofs<'_>, ix: TransitionIx, from: StageIx, to: StageIx) -> Step {
    let graph = &proofs.own.graph;
    let guards = graph.transition(ix).map(|transition| transition.guards.as_slice());
    let (source, target) = (graph.stage(from), graph.stage(to));
    let forward = graph.leads_forward(from, to);
    let returns = source.is_some_and(|stage| !stage.is_open());
    let goes_on = |stage: &Stage| matches!(stage.kind(), StageKind::Open | StageKind::Won);
    let enters = forward || (returns && target.is_some_and(goes_on));
    let exit = source.filter(|_| forward).map(|stage| stage.exit.as_slice());
    let entry = target.filter(|_| enters).map(|stage| stage.entry.as_slice());
    let all = [exit, guards, entry].map(Option::unwrap_or_default).concat();
    let mut added = vec![Vec::new()];
    for part in proofs.laid.iter().filter(|_| forward) {
        let through = through(proofs, part, from, to);
        added = added
            .iter()
            .flat_map(|before| through.iter().map(|more| [before.clone(), more.clone()].concat()))
            .collect();
    }
    Step { from, to, transition: Some(ix), own: blocking(proofs, &all), added }
}

/// What a methodology laid over adds to a move, in each way through it.
fn through(
    proofs: &Proofs<'_>,
    part: &super::super::super::part::Part<'_>,
    from: StageIx,
    to: StageIx,
) -> Vec<Vec<CriterionIx>> {
    let lies_in = |stage: StageIx| part.lies_in.get(stage.position()).copied().flatten();
    let start = lies_in(from).or_else(|| part.graph.first());
    let Some((start, end)) = start.zip(lies_in(to)).filter(|(start, end)| start != end) else {
        return vec![Vec::new()];
    };
    let mut found = Vec::new();
    let complete = walk(&part.graph, start, end, &mut Vec::new(), &mut found);
    if !complete || found.is_empty() {
        return vec![Vec::new()];
    }
    let asked = |path: Vec<TransitionIx>| {
        let all: Vec<CriterionIx> =
            path.into_iter().flat_map(|step| gates(&part.graph, step)).collect();
        blocking(proofs, &all)
    };
    found.into_iter().map(asked).collect()
}

/// Every path forward; `false` where there are too many.
fn walk(
    graph: &StageGraph,
    from: StageIx,
    to: StageIx,
    path: &mut Vec<TransitionIx>,
    found: &mut Vec<Vec<TransitionIx>>,
) -> bool {
    if from == to {
        found.push(path.clone());
        return found.len() <= THROUGH;
    }
    graph.forward_from(from).into_iter().all(|(step, next)| {
        path.push(step);
        let complete = walk(graph, next, to, path, found);
        path.pop();
        complete
    })
}

fn gates(graph: &StageGraph, step: TransitionIx) -> Vec<CriterionIx> {
    let ends = graph.ends(step);
    let exit = ends.and_then(|(from, _)| graph.stage(from)).map(|stage| stage.exit.as_slice());
    let entry = ends.and_then(|(_, to)| graph.stage(to)).map(|stage| stage.entry.as_slice());
    let guards = graph.transition(step).map(|transition| transition.guards.as_slice());
    [exit, guards, entry].map(Option::unwrap_or_default).concat()
}

/// Those criteria that block a move and that nobody may override, each once.
fn blocking(proofs: &Proofs<'_>, all: &[CriterionIx]) -> Vec<CriterionIx> {
    let mut blocking: Vec<CriterionIx> = Vec::new();
    for ix in all {
        let criterion = proofs.compiler.criteria.get(ix.0);
        let blocks = criterion.is_some_and(|criterion| {
            criterion.strictness() == Strictness::Block
                && criterion.overridable_by().next().is_none()
        });
        if blocks && !blocking.contains(ix) {
            blocking.push(*ix);
        }
    }
    blocking
}

fn backwards(graph: &StageGraph, back: Back) -> Vec<Step> {
    let open: Vec<StageIx> =
        graph.stages().filter(|(_, stage)| stage.is_open()).map(|(ix, _)| ix).collect();
    let mut steps = Vec::new();
    for (place, from) in open.iter().enumerate() {
        let earlier = open.get(..place).unwrap_or_default();
        let targets = match back {
            Back::Any => earlier,
            Back::Previous => earlier.get(place.saturating_sub(1)..).unwrap_or_default(),
            Back::Never => &[],
        };
        let step = |to: &StageIx| Step {
            from: *from,
            to: *to,
            transition: None,
            own: Vec::new(),
            added: vec![Vec::new()],
        };
        steps.extend(targets.iter().map(step));
    }
    steps
}

/// How facts are taken to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Life {
    /// As their fields say.
    AsDeclared,
    /// Once they are set they stay as they are, but for lists and what is worked out.
    Kept,
}

impl Life {
    /// Whether a fact may be supposed to have a class from the beginning, without anything else that
    /// is asked becoming another answer: as declared, which deals are stuck is asked as well, so that
    /// every deal has to be able to come to that class.
    fn may_suppose(self, motion: &Motion, is_last: bool) -> bool {
        match self {
            Self::Kept => true,
            Self::AsDeclared => {
                let anywhere = motion.may_change.iter().all(|may| *may);
                is_last && anywhere && matches!(motion.how, How::Grows { .. })
            }
        }
    }
}

/// What every move and every start asks, over one set of diagrams: of the facts whose changes are
/// bounded in some life. Any other may be anything at any time.
pub(super) struct Gates<'a> {
    pub(super) space: Space<'a>,
    /// By the step: where its gate is open.
    open: Vec<Diagram>,
    /// By the step: whether its gate never opens, wherever the deal comes from; `None` when nobody knows.
    shut: Vec<Option<bool>>,
    /// By the start: where its entry is open and nothing is set that cannot be yet.
    entries: Vec<Diagram>,
}

impl<'a> Gates<'a> {
    pub(super) fn new(
        proofs: &Proofs<'_>,
        ways: &Ways,
        conditions: &'a mut Conditions,
        held: &'a Held<'a>,
    ) -> Self {
        let of_stage = stages_asked(proofs, ways, conditions);
        let asked: BTreeSet<ConditionIx> = ways
            .steps
            .iter()
            .flat_map(Step::alternatives)
            .chain(ways.starts.iter().map(|(_, asked)| asked.clone()))
            .flatten()
            .filter_map(|ix| proofs.criteria.get(ix.0).copied())
            .chain(of_stage.iter().flatten().copied())
            .collect();
        let asked: Vec<ConditionIx> = asked.into_iter().collect();
        let conditions: &'a Conditions = conditions;
        let mut space = conditions.space(&asked, held, LIMIT);
        let bounded =
            [Life::AsDeclared, Life::Kept].map(|life| variables(&bounded(proofs, &space, life)));
        let bounded: BTreeSet<Variable> = bounded.into_iter().flatten().collect();
        let yes = conditions.each_without_its_own(&asked, &mut space, &bounded);
        let mut gates = Self { space, open: Vec::new(), shut: Vec::new(), entries: Vec::new() };
        for step in &ways.steps {
            let mut either = Diagram::FALSE;
            for asked in step.alternatives() {
                let one = gates.all(proofs, &yes, &asked);
                either = gates.space.diagrams.or(either, one);
            }
            let mut asked = step.alternatives().flatten();
            let is_coarse = asked.any(|ix| {
                let known = proofs.criteria.get(ix.0);
                known.is_some_and(|ix| conditions.is_coarse_about(*ix, &gates.space))
            });
            gates.shut.push(match either {
                _ if gates.space.diagrams.is_exhausted() => None,
                Diagram::FALSE => Some(true),
                _ => (!is_coarse).then_some(false),
            });
            let there = of_stage.get(step.from.position()).copied().flatten();
            if let Some(there) = there.and_then(|ix| yes.get(&ix)) {
                either = gates.space.diagrams.and(either, *there);
            }
            gates.open.push(gates.space.diagrams.only(either, &bounded));
        }
        for (stage, asked) in &ways.starts {
            let entered = gates.all(proofs, &yes, asked);
            let known = unset_before(proofs, &mut gates.space, *stage);
            let whole = gates.space.diagrams.and(entered, known);
            gates.entries.push(gates.space.diagrams.only(whole, &bounded));
        }
        gates
    }

    /// Whether a step is shut for good; `None` when nobody knows.
    pub(super) fn is_shut(&self, step: usize) -> Option<bool> {
        self.shut.get(step).copied().flatten()
    }

    /// Notes that a step is shut for good, whatever these diagrams show of it.
    pub(super) fn close(&mut self, step: usize) {
        if let Some(open) = self.open.get_mut(step) {
            *open = Diagram::FALSE;
        }
    }

    /// Where some criteria hold together.
    fn all(
        &mut self,
        proofs: &Proofs<'_>,
        yes: &BTreeMap<ConditionIx, Diagram>,
        asked: &[CriterionIx],
    ) -> Diagram {
        let asked = asked.iter().filter_map(|ix| yes.get(proofs.criteria.get(ix.0)?)).copied();
        let whole = self.space.diagrams.all(asked);
        self.space.possible(whole)
    }
}

/// All moves, and where deals can get to.
pub(super) struct Travel {
    pub(super) walk: Walk,
    pub(super) reached: Reached,
}

impl Travel {
    /// Where deals can get to; `None` when that is too large to work out.
    pub(super) fn new(
        proofs: &Proofs<'_>,
        ways: &Ways,
        life: Life,
        gates: &mut Gates<'_>,
    ) -> Option<Self> {
        let Gates { space, open, entries, .. } = gates;
        let bounded = bounded(proofs, space, life);
        let kept = variables(&bounded);
        let figures = [given::AMOUNT, given::CLOSE_DATE]
            .map(|slot| space.single_variable(slot).map(|(variable, _)| variable));
        let diagrams = &mut space.diagrams;
        let steps = ways.steps.iter().zip(open.iter());
        let starts = ways.starts.iter().zip(entries.iter());
        let mut walk = Walk {
            stages: proofs.own.graph.len(),
            ways: steps
                .map(|(step, open)| Way {
                    from: step.from.position(),
                    to: step.to.position(),
                    open: diagrams.only(*open, &kept),
                })
                .collect(),
            starts: starts
                .map(|((stage, _), entry)| (stage.position(), diagrams.only(*entry, &kept)))
                .collect(),
            motions: bounded,
        };
        walk.leave_out(diagrams, |motion, is_last| {
            life.may_suppose(motion, is_last) && !figures.contains(&Some(motion.variable))
        });
        let reached = walk.reach(diagrams);
        (!diagrams.is_exhausted()).then_some(Self { walk, reached })
    }
}

/// By the stage: a condition that the deal is there, where some gate asks for the stage.
fn stages_asked(
    proofs: &Proofs<'_>,
    ways: &Ways,
    conditions: &mut Conditions,
) -> Vec<Option<ConditionIx>> {
    let mut asked =
        ways.steps.iter().flat_map(|step| step.own.iter().chain(step.added.iter().flatten()));
    let reads_stage = asked.any(|ix| {
        let criterion = proofs.compiler.criteria.get(ix.0);
        criterion.is_some_and(|criterion| criterion.condition.reads().contains(&given::STAGE))
    });
    if !reads_stage {
        return vec![None; proofs.own.graph.len()];
    }
    let stages = proofs.own.graph.stages();
    stages
        .map(|(_, stage)| {
            let text = format!("stage == '{}'", stage.id());
            let condition = Condition::compile(&text, proofs.fields()).ok();
            condition.map(|condition| conditions.add(&condition))
        })
        .collect()
}

/// The facts whose changes are bounded, and how.
fn bounded(proofs: &Proofs<'_>, space: &Space<'_>, life: Life) -> Vec<Motion> {
    let mut motions = Vec::new();
    for (slot, field) in proofs.fields().iter() {
        let Some((variable, can_be_unset)) = space.single_variable(slot) else { continue };
        let how = match (field.changes, life) {
            (Changes::Once, _) => How::Once { can_be_unset },
            (Changes::Grows, _) if grows(field, proofs, slot) => How::Grows { can_be_unset },
            (_, Life::Kept) if is_kept(field) => How::Once { can_be_unset },
            _ if field.set_in.is_empty() => continue,
            _ => How::Freely,
        };
        let may_change = proofs
            .own
            .graph
            .stages()
            .map(|(_, stage)| field.set_in.is_empty() || field.set_in.contains(stage.id()))
            .collect();
        motions.push(Motion { variable, may_change, how });
    }
    motions
}

fn variables(of: &[Motion]) -> BTreeSet<Variable> {
    of.iter().map(|motion| motion.variable).collect()
}

fn grows(_: &Field, proofs: &Proofs<'_>, slot: Slot) -> bool {
    let declared = proofs.fields().declaration(slot);
    declared.is_some_and(|known| {
        matches!(known.ty, Type::Bool | Type::Int | Type::Double | Type::Timestamp | Type::Duration)
    })
}

fn is_kept(field: &Field) -> bool {
    matches!(field.origin, FieldOrigin::Declared | FieldOrigin::Given)
}

/// What nobody can have set before a deal is created in a stage.
fn unset_before(proofs: &Proofs<'_>, space: &mut Space<'_>, stage: StageIx) -> Diagram {
    let id = proofs.own.graph.stage(stage).map(|stage| stage.id().clone());
    let mut known = Diagram::TRUE;
    for (slot, field) in proofs.fields().iter() {
        let elsewhere =
            !field.set_in.is_empty() && id.as_ref().is_some_and(|id| !field.set_in.contains(id));
        if elsewhere && let Some((variable, true)) = space.single_variable(slot) {
            let unset = space.diagrams.is(variable, 0);
            known = space.diagrams.and(known, unset);
        }
    }
    known
}

impl Proofs<'_> {
    /// Where a stage is written, and its id.
    pub(super) fn stage(&self, ix: StageIx) -> (&str, Span) {
        let id = self.own.graph.stage(ix).map_or("", |stage| stage.id().as_str());
        let span = self.own.stage_spans.get(ix.position()).copied();
        (id, span.unwrap_or(self.own.header))
    }

    /// The stages on a shortest way to a stage that is reached.
    pub(super) fn path(&self, walk: &Walk, reached: &Reached, to: StageIx) -> String {
        let path = walk.path_to(reached, to.position());
        let first = path.first().map_or(to.position(), |way| way.from);
        let places = std::iter::once(first).chain(path.iter().map(|way| way.to));
        let names: Vec<String> = places
            .filter_map(|place| self.own.graph.stages().nth(place))
            .map(|(_, stage)| format!("`{}`", stage.id()))
            .collect();
        names.join(", ")
    }

    /// Where a transition is written.
    pub(super) fn transition_span(&self, ix: Option<TransitionIx>) -> Option<Span> {
        let transition = self.own.graph.transition(ix?)?;
        self.own.transition_spans.get(transition.order()).copied()
    }

    /// The fewest criteria that cannot hold together.
    pub(super) fn clash(&self, asked: &[CriterionIx]) -> Option<Vec<CriterionIx>> {
        let known: Vec<(CriterionIx, ConditionIx)> =
            asked.iter().filter_map(|ix| Some((*ix, *self.criteria.get(ix.0)?))).collect();
        let conditions: Vec<ConditionIx> = known.iter().map(|(_, ix)| *ix).collect();
        let clash = self.conditions.clash(&conditions)?;
        Some(known.into_iter().filter(|(_, ix)| clash.contains(ix)).map(|(ix, _)| ix).collect())
    }
}
