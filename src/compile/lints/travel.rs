//! Where deals can get to, whatever their facts.

use std::collections::BTreeSet;

use super::Surveyed;
use crate::playbook::graph::StageIx;
use crate::playbook::playbook::Back;
use crate::playbook::stage::Stage;

impl Surveyed<'_> {
    /// The stages that one move leads to, over transitions and back.
    pub(super) fn next(&self, from: StageIx) -> Vec<StageIx> {
        self.graph.after(from).chain(self.back_from(from)).collect()
    }

    fn is_open(&self, ix: StageIx) -> bool {
        self.graph.stage(ix).is_some_and(|stage| stage.is_open())
    }

    fn open_where(&self, takes: impl Fn(StageIx) -> bool) -> Vec<StageIx> {
        let all = self.graph.stages().map(|(ix, _)| ix);
        all.filter(|ix| self.is_open(*ix) && takes(*ix)).collect()
    }

    fn back_from(&self, from: StageIx) -> Vec<StageIx> {
        let earlier = || self.open_where(|ix| ix < from);
        match self.back {
            _ if !self.is_open(from) => Vec::new(),
            Back::Any => earlier(),
            Back::Previous => earlier().pop().into_iter().collect(),
            Back::Never => Vec::new(),
        }
    }

    /// The stages from which one move leads to a stage, over transitions and back.
    fn previous(&self, to: StageIx) -> Vec<StageIx> {
        let later = || self.open_where(|ix| ix > to);
        let back = match self.back {
            _ if !self.is_open(to) => Vec::new(),
            Back::Any => later(),
            Back::Previous => later().into_iter().take(1).collect(),
            Back::Never => Vec::new(),
        };
        self.graph.before(to).chain(back).collect()
    }

    /// The last stages on each way forward to a stage for which something is said, such as a
    /// probability: stages for which it is not said are walked through.
    pub(super) fn preceding(&self, to: StageIx, is_said: impl Fn(&Stage) -> bool) -> Vec<StageIx> {
        let mut seen: BTreeSet<StageIx> = BTreeSet::new();
        let mut found: BTreeSet<StageIx> = BTreeSet::new();
        let mut open = vec![to];
        while let Some(stage) = open.pop() {
            let before = self.graph.before(stage);
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
        closure(from, |stage| self.next(stage))
    }

    /// Every stage from which one can get to some stages, these included, without going on from those
    /// that `leads_on` leaves out.
    pub(super) fn leading_to(
        &self,
        to: &[StageIx],
        leads_on: impl Fn(StageIx) -> bool,
    ) -> BTreeSet<StageIx> {
        closure(to, |stage| self.previous(stage).into_iter().filter(|ix| leads_on(*ix)).collect())
    }
}

fn closure(of: &[StageIx], next: impl Fn(StageIx) -> Vec<StageIx>) -> BTreeSet<StageIx> {
    let mut seen: BTreeSet<StageIx> = of.iter().copied().collect();
    let mut open: Vec<StageIx> = of.to_vec();
    while let Some(stage) = open.pop() {
        open.extend(next(stage).into_iter().filter(|next| seen.insert(*next)));
    }
    seen
}
