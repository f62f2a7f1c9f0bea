//! DG0605: stages whose gates are the seller's own acts alone.

use super::content::{Asked, Content, WORKED_WITH, asks_the_buyer};
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::compile::part::Part;
use crate::playbook::criterion::{Criterion, CriterionIx};
use crate::playbook::graph::StageIx;

pub(super) fn stages(content: &Content<'_>) -> Vec<Diagnostic> {
    let gated: Vec<(StageIx, Vec<Asked<'_>>)> = content
        .open_stages()
        .into_iter()
        .map(|ix| (ix, own_gates(content, ix)))
        .filter(|(_, gates)| !gates.is_empty())
        .collect();
    let trusting: Vec<StageIx> = gated
        .iter()
        .filter(|(ix, gates)| !asks(gates) && !laid_over_asks(content, *ix))
        .map(|(ix, _)| *ix)
        .collect();
    if content.compiler.criteria.iter().any(asks_the_buyer) {
        return trusting.into_iter().map(|ix| trusting_stage(content, ix)).collect();
    }
    if gated.is_empty() || content.open_stages().len() < WORKED_WITH {
        return Vec::new();
    }
    vec![trusting_rule_set(content, &trusting)]
}

fn asks(gates: &[Asked<'_>]) -> bool {
    gates.iter().any(|asked| asks_the_buyer(asked.criterion))
}

/// What its own rule set asks on the way into a stage and forwards out of it.
fn own_gates<'a>(content: &Content<'a>, ix: StageIx) -> Vec<Asked<'a>> {
    let document = &content.own.rules.document;
    let graph = &content.own.graph;
    let stage = document.stages.get(ix.position());
    let gates = stage.into_iter().flat_map(|stage| [&stage.entry, &stage.exit]);
    let orders: Vec<usize> = graph
        .forward_from(ix)
        .into_iter()
        .filter_map(|(way, _)| graph.transition(way))
        .map(crate::playbook::transition::Transition::order)
        .collect();
    let ways = orders.into_iter().filter_map(|order| document.transitions.get(order));
    gates.chain(ways.map(|way| &way.guard)).flat_map(|defs| content.asked(defs)).collect()
}

/// Whether a methodology that is laid over asks the buyer in the stage in which this one lies, or
/// has been required to.
fn laid_over_asks(content: &Content<'_>, ix: StageIx) -> bool {
    let asks = |gates: &[CriterionIx]| {
        let mut criteria = gates.iter().filter_map(|ix| criterion(content, *ix));
        criteria.any(asks_the_buyer)
    };
    let in_part = |part: &Part<'_>| {
        let place = part.lies_in.get(ix.position()).copied().flatten();
        let stage = place.and_then(|place| part.graph.stage(place));
        stage.is_some_and(|stage| asks(&stage.entry) || asks(&stage.exit))
    };
    let required = content.own.graph.stage(ix).is_some_and(|stage| asks(&stage.exit));
    required || content.laid.iter().any(in_part)
}

fn criterion<'a>(content: &Content<'a>, ix: CriterionIx) -> Option<&'a Criterion> {
    content.compiler.criteria.get(ix.0)
}

fn trusting_stage(content: &Content<'_>, ix: StageIx) -> Diagnostic {
    let (stage, span) = content.stage(ix);
    let message = format!("the seller's own word opens every gate of `{stage}`");
    Diagnostic::new(Code::OwnActs, message)
        .at(&content.own.rules.source, span, "none asks what a buyer has said or done")
        .help("write `evidence = \"stated\"`, or better, at one of them")
}

fn trusting_rule_set(content: &Content<'_>, stages: &[StageIx]) -> Diagnostic {
    let source = &content.own.rules.source;
    let message = "the seller's own word opens every gate of this rule set";
    let mut diagnostic = Diagnostic::new(Code::OwnActs, message)
        .at(source, content.own.header, "no criterion asks what a buyer has said or done")
        .help("write `evidence = \"stated\"`, or better, at the criteria that the buyer decides");
    for ix in stages {
        diagnostic = diagnostic.related(source, content.stage(*ix).1, "has gates");
    }
    diagnostic
}
