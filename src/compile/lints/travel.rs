//! Where deals can get to, whatever their facts.

use std::collections::BTreeSet;

use super::Surveyed;
use crate::playbook::graph::StageIx;
use crate::playbook::playbook::Back;
use crate::playbook::stage::Stage;

impl Surveyed<'_> {
    /// The stages that one move leads to, over transitions and back.
    pub(super) fn next(&self, from: StageIx) -> Vec<StageIx> {
        let over = self.graph.transitions().filter(|(_, source, ..)| *source == from);
        over.map(|(_, _, to, _)| to).chain(self.back_from(from)).collect()
    }

    fn back_from(&self, from: StageIx) -> Vec<StageIx> {
        let is_open = |ix: StageIx| self.graph.stage(ix).is_some_and(|stage| stage.is_open());
        let mut earlier: Vec<StageIx> =
            self.graph.stages().map(|(ix, _)| ix).filter(|ix| is_open(*ix) && *ix < from).collect();
        match self.back {
            _ if !is_open(from) => Vec::new(),
            Back::Any => earlier,
            Back::Previous => earlier.pop().into_iter().collect(),
            Back::Never => Vec::new(),
        }
    }

    /// The first stages on each way forward for which something is said, such as a probability:
    /// stages for which it is not said are walked through.
    pub(super) fn following(
        &self,
        from: StageIx,
        is_said: impl Fn(&Stage) -> bool,
    ) -> Vec<StageIx> {
        let mut seen: BTreeSet<StageIx> = BTreeSet::new();
        let mut found: BTreeSet<StageIx> = BTreeSet::new();
        let mut open = vec![from];
        while let Some(stage) = open.pop() {
            let next = self.graph.forward_from(stage).into_iter().map(|(_, to)| to);
            for to in next.filter(|to| seen.insert(*to)) {
                match self.graph.stage(to) {
                    Some(stage) if is_said(stage) => drop(found.insert(to)),
                    _ => open.push(to),
                }
            }
        }
        found.into_iter().collect()
    }

    /// Every stage that can be got to from some stages, these included.
    pub(super) fn reachable(&self, from: &[StageIx]) -> BTreeSet<StageIx> {
        let mut seen: BTreeSet<StageIx> = from.iter().copied().collect();
        let mut open: Vec<StageIx> = from.to_vec();
        while let Some(stage) = open.pop() {
            open.extend(self.next(stage).into_iter().filter(|next| seen.insert(*next)));
        }
        seen
    }
}
