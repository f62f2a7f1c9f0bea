//! Where a deal should go next.

use super::moves::stage_left;
use super::situation::Situation;
use crate::playbook::graph::StageIx;
use crate::playbook::stage::StageKind;

/// The natural next stage: for a new deal the first one, for a parked one the stage it left or one
/// it may resume in, otherwise the nearest one ahead.
pub(crate) fn natural_next(situation: &Situation<'_>) -> Option<StageIx> {
    let graph = &situation.model().graph;
    let Some(stage) = situation.stage else {
        let starts = situation.model().start.as_ref();
        return starts.and_then(|start| start.iter().min().copied()).or_else(|| graph.first());
    };
    match graph.stage(stage)?.kind {
        StageKind::Lost => None,
        StageKind::Parked => stage_left(situation).or_else(|| {
            let open = |ix: &StageIx| graph.stage(*ix).is_some_and(|s| s.is_open());
            graph.transitions().filter(|(_, from, ..)| *from == stage).map(|t| t.2).find(open)
        }),
        StageKind::Open | StageKind::Won => {
            let ahead = graph.forward_from(stage).into_iter().map(|(_, next)| next);
            ahead.min_by_key(|next| graph.forward_rank(*next))
        }
    }
}
