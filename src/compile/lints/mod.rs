//! What is wrong with a stage graph, or with the content of a rule set, that no reasoning about
//! conditions is needed to see. One file a lint.

mod backwards;
mod bands;
mod bare;
mod because;
mod content;
mod dead_gates;
mod exact;
mod forecasts;
mod losing;
mod losing_facts;
mod no_content;
mod order;
mod own_acts;
mod probabilities;
mod range;
mod reach;
mod same_ends;
mod same_plays;
mod scorecards;
mod stalling;
mod travel;
mod unaided;
mod ways_out;

pub(crate) use content::Content;
pub(crate) use exact::prove;

use crate::base::diagnostic::Diagnostic;
use crate::base::sink::Sink;
use crate::base::source::{Source, Span};
use crate::playbook::graph::{StageGraph, StageIx, TransitionIx};
use crate::playbook::playbook::Back;
use crate::rules::StageDef;

/// A stage graph with the places of its parts in the text.
pub(crate) struct Surveyed<'a> {
    pub(crate) source: &'a Source,
    pub(crate) graph: &'a StageGraph,
    pub(crate) back: Back,
    pub(crate) starts: &'a [StageIx],
    /// Whether any criterion may be overridden by anybody.
    pub(crate) overridable: bool,
    pub(crate) header: Span,
    /// The stages as written; those that were added by themselves are not among them.
    pub(crate) defs: &'a [StageDef],
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

    fn def(&self, ix: StageIx) -> Option<&StageDef> {
        self.defs.get(ix.position())
    }

    fn probability_span(&self, ix: StageIx) -> Span {
        let written = self.def(ix).and_then(|def| def.probability.as_ref());
        written.map_or_else(|| self.span(ix), |probability| probability.span)
    }

    fn forecast_span(&self, ix: StageIx) -> Span {
        let written = self.def(ix).and_then(|def| def.forecast.as_ref());
        written.map_or_else(|| self.span(ix), |forecast| forecast.span)
    }

    fn transition_span(&self, ix: TransitionIx) -> Span {
        let order = self.graph.transition(ix).map(crate::playbook::transition::Transition::order);
        order.and_then(|o| self.transition_spans.get(o)).copied().unwrap_or(self.header)
    }
}

/// Everything that can be said of a stage graph without looking into its conditions.
pub(crate) fn survey(surveyed: &Surveyed<'_>, sink: &mut Sink) {
    let lints: [fn(&Surveyed<'_>) -> Vec<Diagnostic>; 9] = [
        reach::unreachable,
        ways_out::missing,
        losing::impossible,
        order::mixed,
        backwards::impossible,
        same_ends::doubled,
        probabilities::odd,
        forecasts::falling,
        stalling::too_soon,
    ];
    for lint in lints {
        sink.extend(lint(surveyed));
    }
}

/// Everything that can be said of the content of a rule set by looking at it.
pub(crate) fn review(content: &Content<'_>, sink: &mut Sink) {
    let lints: [fn(&Content<'_>) -> Vec<Diagnostic>; 7] = [
        bands::misfitting,
        scorecards::stuck,
        because::missing,
        same_plays::doubled,
        bare::methodology,
        dead_gates::never_asked,
        losing_facts::needed_too_soon,
    ];
    for lint in lints {
        sink.extend(lint(content));
    }
}

/// What is missing in a rule set. Something that could not be built might be what is missing, so
/// this is asked only of rule sets without errors.
pub(crate) fn review_whole(content: &Content<'_>, sink: &mut Sink) {
    let lints: [fn(&Content<'_>) -> Vec<Diagnostic>; 3] =
        [no_content::silent, unaided::criteria, own_acts::stages];
    for lint in lints {
        sink.extend(lint(content));
    }
}
