//! What every picture of a stage graph shows: stages, ways, gates, and where a deal stands.

use crate::engine::assessment::Assessment;
use crate::engine::verdict::Outcome;
use crate::playbook::graph::{StageGraph, StageIx};
use crate::playbook::playbook::Playbook;
use crate::playbook::stage::{Stage, StageKind};

/// A stage graph to be drawn, with a deal in it or without.
pub(super) struct Picture<'a> {
    playbook: &'a Playbook,
    pub(super) graph: &'a StageGraph,
    assessment: Option<&'a Assessment>,
}

/// How a way stands for the deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// No deal, or the deal is not where the way begins.
    Idle,
    /// The deal may take it now.
    Open,
    /// The deal may not take it: so many criteria are unmet.
    Shut(usize),
}

impl<'a> Picture<'a> {
    pub(super) fn new(playbook: &'a Playbook, assessment: Option<&'a Assessment>) -> Self {
        Self { playbook, graph: playbook.graph(), assessment }
    }

    pub(super) fn stages(&self) -> impl Iterator<Item = (StageIx, &'a Stage)> {
        self.graph.stages()
    }

    /// Whether the deal is in a stage.
    pub(super) fn is_here(&self, stage: &Stage) -> bool {
        let progress = self.assessment.and_then(|assessment| assessment.progress.as_ref());
        progress.is_some_and(|progress| progress.stage == *stage.id())
    }

    /// The ways between open and won stages, in document order, with how many criteria each asks.
    pub(super) fn ways(&self) -> Vec<(StageIx, StageIx, usize)> {
        let shown = |ix: StageIx| {
            self.graph
                .stage(ix)
                .is_some_and(|s| matches!(s.kind(), StageKind::Open | StageKind::Won))
        };
        self.graph
            .transitions()
            .filter(|(_, from, to, _)| shown(*from) && shown(*to))
            .map(|(ix, from, to, _)| (from, to, self.playbook.gate_of(ix).len()))
            .collect()
    }

    /// Ways to or from a lost or parked stage.
    pub(super) fn side_ways(&self) -> Vec<(StageIx, StageIx)> {
        let aside = |ix: StageIx| {
            let kind = self.graph.stage(ix).map(Stage::kind);
            matches!(kind, Some(StageKind::Lost | StageKind::Parked))
        };
        let ways = self.graph.transitions().filter(|(_, from, to, _)| aside(*from) || aside(*to));
        ways.map(|(_, from, to, _)| (from, to)).collect()
    }

    /// How a way stands for the deal.
    pub(super) fn way(&self, from: StageIx, to: StageIx) -> Way {
        let (Some(assessment), Some(source), Some(target)) =
            (self.assessment, self.graph.stage(from), self.graph.stage(to))
        else {
            return Way::Idle;
        };
        if !self.is_here(source) {
            return Way::Idle;
        }
        match assessment.moves.iter().find(|verdict| verdict.to == *target.id()) {
            Some(verdict) if verdict.outcome == Outcome::Allowed => Way::Open,
            Some(verdict) => Way::Shut(verdict.unmet.len()),
            None => Way::Idle,
        }
    }
}

/// «1 criterion», «3 criteria».
pub(super) fn criteria(count: usize) -> String {
    if count == 1 { "1 criterion".to_owned() } else { format!("{count} criteria") }
}
