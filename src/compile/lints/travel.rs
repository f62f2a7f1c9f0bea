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

    /// The last stages on each way forward to a stage for which something is said, such as a
    /// probability: stages for which it is not said are walked through.
    pub(super) fn preceding(&self, to: StageIx, is_said: impl Fn(&Stage) -> bool) -> Vec<StageIx> {
        let mut seen: BTreeSet<StageIx> = BTreeSet::new();
        let mut found: BTreeSet<StageIx> = BTreeSet::new();
        let mut open = vec![to];
        while let Some(stage) = open.pop() {
            let ways = self.graph.transitions().filter(|(_, _, to, _)| *to == stage);
            let before = ways.map(|(_, from, ..)| from);
            let before = before.filter(|from| self.graph.leads_forward(*from, stage));
            for from in before.filter(|from| seen.insert(*from)) {
                match self.graph.stage(from) {
                    Some(stage) if is_said(stage) => drop(found.insert(from)),
                    _ => open.push(from),
                }
            }
        }
        found.into_iter().collect()
    }

    /// Every stage that can be got to from some stages, these included.
    pub(super) fn reachable(&self, from: &[StageIx]) -> BTreeSet<StageIx> {
        self.reachable_past(from, |_| true)
    }

    /// The same, where only some stages are walked on from.
    pub(super) fn reachable_past(
        &self,
        from: &[StageIx],
        leads_on: impl Fn(StageIx) -> bool,
    ) -> BTreeSet<StageIx> {
        let mut seen: BTreeSet<StageIx> = from.iter().copied().collect();
        let mut open: Vec<StageIx> = from.to_vec();
        while let Some(stage) = open.pop() {
            let next = if leads_on(stage) { self.next(stage) } else { Vec::new() };
            open.extend(next.into_iter().filter(|next| seen.insert(*next)));
        }
        seen
    }
}
