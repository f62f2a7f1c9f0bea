//! What is wrong with a stage graph that no condition is needed to see. One file a lint.

mod backwards;
mod losing;
mod order;
mod reach;
mod same_ends;
mod travel;
mod ways_out;

use crate::base::diagnostic::Diagnostic;
use crate::base::sink::Sink;
use crate::base::source::{Source, Span};
use crate::playbook::graph::{StageGraph, StageIx, TransitionIx};
use crate::playbook::playbook::Back;

/// A stage graph with the places of its parts in the text.
pub(crate) struct Surveyed<'a> {
    pub(crate) source: &'a Source,
    pub(crate) graph: &'a StageGraph,
    pub(crate) back: Back,
    pub(crate) starts: &'a [StageIx],
    /// Whether any criterion may be overridden by anybody.
    pub(crate) overridable: bool,
    pub(crate) header: Span,
    /// By the position of the stage; stages that were added by themselves stand at the header.
    pub(crate) stage_spans: &'a [Span],
    /// By the order of the transition.
    pub(crate) transition_spans: &'a [Span],
}

impl Surveyed<'_> {
    fn name(&self, ix: StageIx) -> &str {
        self.graph.stage(ix).map_or("", |stage| stage.id().as_str())
    }

    fn span(&self, ix: StageIx) -> Span {
        self.stage_spans.get(ix.position()).copied().unwrap_or(self.header)
    }

    fn transition_span(&self, ix: TransitionIx) -> Span {
        let order = self.graph.transition(ix).map(crate::playbook::transition::Transition::order);
        order.and_then(|o| self.transition_spans.get(o)).copied().unwrap_or(self.header)
    }
}

/// Everything that can be said of a stage graph without looking into its conditions.
pub(crate) fn survey(surveyed: &Surveyed<'_>, sink: &mut Sink) {
    let lints: [fn(&Surveyed<'_>) -> Vec<Diagnostic>; 6] = [
        reach::unreachable,
        ways_out::missing,
        losing::impossible,
        order::mixed,
        backwards::impossible,
        same_ends::doubled,
    ];
    for lint in lints {
        sink.extend(lint(surveyed));
    }
}
