//! DG0412: losing a deal needs facts that nothing before asks for.

use std::collections::BTreeSet;

use super::Proofs;
use super::ways::{Step, Ways};
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::deal::field::FieldOrigin;
use crate::expr::Slot;
use crate::playbook::criterion::CriterionIx;
use crate::playbook::graph::StageIx;
use crate::playbook::stage::StageKind;

pub(super) fn needs(proofs: &Proofs<'_>, ways: &Ways) -> Vec<Diagnostic> {
    let graph = &proofs.own.graph;
    let loses =
        |step: &&Step| graph.stage(step.to).is_some_and(|stage| stage.kind() == StageKind::Lost);
    let mut told: BTreeSet<CriterionIx> = BTreeSet::new();
    let mut found = Vec::new();
    for step in ways.steps.iter().filter(loses) {
        let known = known_in(proofs, step.from);
        for ix in &step.own {
            let needed: Vec<Slot> = needed(proofs, *ix);
            let unknown: Vec<Slot> =
                needed.into_iter().filter(|slot| !known.contains(slot)).collect();
            if !unknown.is_empty() && told.insert(*ix) {
                found.extend(finding(proofs, *ix, step, &unknown));
            }
        }
    }
    found
}

/// The facts that somebody has to find out for a criterion to hold.
fn needed(proofs: &Proofs<'_>, ix: CriterionIx) -> Vec<Slot> {
    let known = proofs.criteria.get(ix.0);
    let slots = known.map(|ix| proofs.conditions.only_while_set(*ix)).unwrap_or_default();
    let is_found_out = |slot: &Slot| {
        let field = proofs.fields().field(*slot);
        field.is_some_and(|field| field.origin == FieldOrigin::Declared && !field.required)
    };
    slots.into_iter().filter(is_found_out).collect()
}

/// The facts that a gate before a stage, or a play or question up to it, asks for.
fn known_in(proofs: &Proofs<'_>, stage: StageIx) -> BTreeSet<Slot> {
    let mut known = BTreeSet::new();
    for (ix, own) in proofs.own.graph.stages().filter(|(ix, _)| *ix <= stage) {
        let exit = own.exit.iter().filter(|_| ix < stage);
        let asked =
            own.entry.iter().chain(exit).filter_map(|ix| proofs.compiler.criteria.get(ix.0));
        known.extend(asked.flat_map(|criterion| criterion.condition().reads().iter().copied()));
    }
    let up_to = |stages: &crate::playbook::content::StageSet| {
        (0..=stage.position()).any(|position| stages.contains(position))
    };
    let plays = proofs.compiler.plays.iter().filter(|play| up_to(&play.stages));
    let questions = proofs.compiler.questions.iter().filter(|question| up_to(&question.stages));
    known.extend(plays.flat_map(|play| play.fills.iter().copied()));
    known.extend(questions.flat_map(|question| question.fills.iter().copied()));
    known
}

fn finding(
    proofs: &Proofs<'_>,
    ix: CriterionIx,
    step: &Step,
    unknown: &[Slot],
) -> Option<Diagnostic> {
    let own = &proofs.own.rules.source;
    let written = proofs.compiler.written.get(&ix).filter(|written| written.source == *own)?;
    let names = proofs.wording().names(unknown);
    let from = proofs.stage(step.from).0;
    let message = format!("losing a deal in `{from}` needs {names}, which nothing before asks for");
    let diagnostic = Diagnostic::new(Code::LosingNeeds, message)
        .at(own, written.span, "asked only of deals that are lost")
        .help("ask for it with a question, or do without: a lost deal should be easy to close");
    Some(diagnostic)
}
