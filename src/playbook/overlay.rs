//! A methodology laid over a process.

use super::graph::{StageGraph, StageIx};
use crate::expr::Slot;

/// A methodology laid over a process: its own stage graph, and where each stage of the process lies
/// in it.
#[derive(Debug, Clone)]
pub(crate) struct Overlay {
    pub(crate) graph: StageGraph,
    /// By the position of the process's stage; `None` before the first mapped one.
    pub(crate) lies_in: Vec<Option<StageIx>>,
    /// Where the deal's place in the methodology stands among its facts.
    pub(crate) stage_slot: Slot,
}

impl Overlay {
    /// Where a stage of the process lies in the methodology.
    pub(crate) fn place_of(&self, stage: StageIx) -> Option<StageIx> {
        self.lies_in.get(stage.position()).copied().flatten()
    }
}
