//! Where a deal should go next.

use super::moves::stage_left;
use super::situation::Situation;
use crate::playbook::graph::StageIx;
use crate::playbook::playbook::{Model, Playbook};
use crate::playbook::stage::StageKind;

impl Playbook {
    /// The natural next stage: for a deal that is about to be created the one it starts in, for a
    /// parked one the first in which it may resume, otherwise the nearest one ahead. `None` where
    /// there is none. A parked deal whose history says which stage it left goes back to that one,
    /// which [`assess`](Self::assess) knows.
    #[must_use]
    pub fn next_stage(&self, from: Option<StageIx>) -> Option<StageIx> {
        next_stage(&self.0, from)
    }
}

/// The natural next stage, for a parked deal the one it left.
pub(crate) fn natural_next(situation: &Situation<'_>) -> Option<StageIx> {
    let kind = situation.stage.and_then(|stage| situation.stage_of(stage)).map(|stage| stage.kind);
    let left = if kind == Some(StageKind::Parked) { stage_left(situation) } else { None };
    left.or_else(|| next_stage(situation.model(), situation.stage))
}

/// The natural next stage of a deal without a history.
fn next_stage(model: &Model, from: Option<StageIx>) -> Option<StageIx> {
    let graph = &model.graph;
    let Some(stage) = from else {
        let starts = model.start.as_ref();
        return starts.and_then(|start| start.iter().min().copied()).or_else(|| graph.first());
    };
    match graph.stage(stage)?.kind {
        StageKind::Lost => None,
        StageKind::Parked => {
            let open = |ix: &StageIx| graph.stage(*ix).is_some_and(|s| s.is_open());
            graph.transitions().filter(|(_, from, ..)| *from == stage).map(|t| t.2).find(open)
        }
        StageKind::Open | StageKind::Won => {
            let ahead = graph.forward_from(stage).into_iter().map(|(_, next)| next);
            ahead.min_by_key(|next| graph.forward_rank(*next))
        }
    }
}
