//! Everything that a declared way asks of a deal.

use super::criterion::{Criterion, CriterionIx};
use super::graph::{StageGraph, StageIx, TransitionIx};
use super::overlay::Overlay;
use super::paths::best_path;
use super::playbook::Playbook;

impl Playbook {
    /// The guards of a transition itself.
    pub fn guards_of(&self, transition: TransitionIx) -> impl Iterator<Item = &Criterion> {
        let guards = self.graph().transition(transition).map(|t| t.guards.as_slice());
        self.at(guards.unwrap_or_default().iter().copied())
    }

    /// What the methodologies laid over add to a transition: the gates on the shortest way between
    /// the stages in which its ends lie. For a deal that way counts which it is nearest to passing.
    pub fn added_to(&self, transition: TransitionIx) -> impl Iterator<Item = &Criterion> {
        let overlays = self.0.overlays.iter();
        let ends = self.graph().ends(transition);
        self.at(overlays.flat_map(move |overlay| {
            ends.map(|(from, to)| added(overlay, from, to)).unwrap_or_default()
        }))
    }

    /// All that a transition asks: leaving its stage, its own guards, entering the other stage, and
    /// what the methodologies laid over add. One that does not lead forward has only its guards.
    #[must_use]
    pub fn gate_of(&self, transition: TransitionIx) -> Vec<&Criterion> {
        let guards = self.guards_of(transition);
        match self.graph().ends(transition) {
            Some((from, to)) if self.graph().leads_forward(from, to) => self
                .exit_of(from)
                .chain(guards)
                .chain(self.entry_of(to))
                .chain(self.added_to(transition))
                .collect(),
            _ => guards.collect(),
        }
    }

    /// All that a transition of a methodology laid over asks by itself.
    pub(crate) fn asked_in(&self, overlay: &Overlay, transition: TransitionIx) -> Vec<&Criterion> {
        self.at(asked(&overlay.graph, transition).into_iter()).collect()
    }

    fn at(&self, places: impl Iterator<Item = CriterionIx>) -> impl Iterator<Item = &Criterion> {
        places.filter_map(|ix| self.0.criterion(ix))
    }
}

fn added(overlay: &Overlay, from: StageIx, to: StageIx) -> Vec<CriterionIx> {
    let graph = &overlay.graph;
    let start = overlay.place_of(from).or_else(|| graph.first());
    let ends = start.zip(overlay.place_of(to));
    let path = ends.and_then(|(from, to)| best_path(graph, from, to, |_| 0)).unwrap_or_default();
    path.into_iter().flat_map(|step| asked(graph, step)).collect()
}

fn asked(graph: &StageGraph, transition: TransitionIx) -> Vec<CriterionIx> {
    let stages = graph.ends(transition).map(|(from, to)| (graph.stage(from), graph.stage(to)));
    let (from, to) = stages.unwrap_or_default();
    let exit = from.map(|stage| stage.exit.as_slice()).unwrap_or_default();
    let guards = graph.transition(transition).map(|t| t.guards.as_slice()).unwrap_or_default();
    let entry = to.map(|stage| stage.entry.as_slice()).unwrap_or_default();
    [exit, guards, entry].concat()
}
