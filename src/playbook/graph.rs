//! The stage graph: stages as nodes, declared transitions as edges.

use petgraph::Direction;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;

use super::criterion::CriterionIx;
use super::stage::{Stage, StageKind};
use super::transition::Transition;

/// The place of a stage in its graph: its position in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StageIx(NodeIndex<u32>);

impl StageIx {
    /// The stage's position in the document, counted from 0.
    #[must_use]
    pub fn position(self) -> usize {
        self.0.index()
    }
}

/// The place of a transition in its graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TransitionIx(EdgeIndex<u32>);

/// The stages of a rule set and the declared ways between them.
#[derive(Debug, Clone, Default)]
pub struct StageGraph {
    graph: DiGraph<Stage, Transition>,
}

impl StageGraph {
    /// The graph itself, for petgraph's algorithms. Nodes are in document order.
    #[must_use]
    pub fn as_petgraph(&self) -> &DiGraph<Stage, Transition> {
        &self.graph
    }

    pub(crate) fn add_stage(&mut self, stage: Stage) -> StageIx {
        StageIx(self.graph.add_node(stage))
    }

    pub(crate) fn add_transition(&mut self, from: StageIx, to: StageIx, transition: Transition) {
        self.graph.add_edge(from.0, to.0, transition);
    }

    pub(crate) fn stage_mut(&mut self, position: usize) -> Option<&mut Stage> {
        let ix = self.graph.node_indices().nth(position)?;
        self.graph.node_weight_mut(ix)
    }

    /// Hangs guards on every transition that was made from one place of the document.
    pub(crate) fn set_guards(&mut self, order: usize, guards: &[CriterionIx]) {
        for transition in self.graph.edge_weights_mut().filter(|t| t.order == order) {
            transition.guards = guards.to_vec();
        }
    }

    /// All stages in document order.
    pub fn stages(&self) -> impl Iterator<Item = (StageIx, &Stage)> {
        self.graph.node_indices().filter_map(|ix| Some((StageIx(ix), self.graph.node_weight(ix)?)))
    }

    /// How many stages there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.graph.node_count()
    }

    /// Whether there is no stage at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The stage at a place.
    #[must_use]
    pub fn stage(&self, ix: StageIx) -> Option<&Stage> {
        self.graph.node_weight(ix.0)
    }

    /// The stage with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<StageIx> {
        self.stages().find(|(_, stage)| stage.id.as_str() == id).map(|(ix, _)| ix)
    }

    /// The first open stage in document order.
    #[must_use]
    pub fn first(&self) -> Option<StageIx> {
        self.stages().find(|(_, stage)| stage.is_open()).map(|(ix, _)| ix)
    }

    /// All transitions with their ends, in document order.
    pub fn transitions(
        &self,
    ) -> impl Iterator<Item = (TransitionIx, StageIx, StageIx, &Transition)> {
        self.graph.edge_references().map(|edge| {
            (TransitionIx(edge.id()), StageIx(edge.source()), StageIx(edge.target()), edge.weight())
        })
    }

    /// The transition at a place.
    #[must_use]
    pub fn transition(&self, ix: TransitionIx) -> Option<&Transition> {
        self.graph.edge_weight(ix.0)
    }

    pub(crate) fn ends(&self, ix: TransitionIx) -> Option<(StageIx, StageIx)> {
        self.graph.edge_endpoints(ix.0).map(|(from, to)| (StageIx(from), StageIx(to)))
    }

    /// The transitions from one stage to another, in document order.
    pub fn between(&self, from: StageIx, to: StageIx) -> Vec<TransitionIx> {
        let mut found: Vec<_> =
            self.graph.edges_connecting(from.0, to.0).map(|edge| TransitionIx(edge.id())).collect();
        found.sort_unstable();
        found
    }

    /// The forward transitions out of a stage, in document order.
    pub(crate) fn forward_from(&self, from: StageIx) -> Vec<(TransitionIx, StageIx)> {
        let mut found: Vec<_> = self
            .graph
            .edges(from.0)
            .map(|edge| (TransitionIx(edge.id()), StageIx(edge.target())))
            .filter(|(_, to)| self.leads_forward(from, *to))
            .collect();
        found.sort_unstable();
        found
    }

    /// The stages that a transition leads to from a stage.
    pub(crate) fn after(&self, stage: StageIx) -> impl Iterator<Item = StageIx> {
        self.graph.neighbors_directed(stage.0, Direction::Outgoing).map(StageIx)
    }

    /// The stages from which a transition leads to a stage.
    pub(crate) fn before(&self, stage: StageIx) -> impl Iterator<Item = StageIx> {
        self.graph.neighbors_directed(stage.0, Direction::Incoming).map(StageIx)
    }

    /// Whether going from one stage to another is going forward: towards a later open stage, from
    /// an open stage to a won one, or from a won stage to a later won one. Never a circle.
    #[must_use]
    pub fn leads_forward(&self, from: StageIx, to: StageIx) -> bool {
        let (Some(source), Some(target)) = (self.stage(from), self.stage(to)) else { return false };
        match (source.kind, target.kind) {
            (StageKind::Open, StageKind::Won) => true,
            (StageKind::Open, StageKind::Open) | (StageKind::Won, StageKind::Won) => from < to,
            _ => false,
        }
    }

    /// The order in which forward moves pass the stages: open ones in document order, then won ones.
    pub(crate) fn forward_rank(&self, ix: StageIx) -> (bool, StageIx) {
        let won = self.stage(ix).is_some_and(|stage| stage.kind == StageKind::Won);
        (won, ix)
    }
}
