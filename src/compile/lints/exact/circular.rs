//! DG0413: gates that need what only the stages behind them find out.

use std::collections::BTreeSet;

use super::Proofs;
use super::ways::Ways;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::deal::field::FieldOrigin;
use crate::expr::Slot;
use crate::playbook::criterion::CriterionIx;

pub(super) fn gates(proofs: &Proofs<'_>, ways: &Ways) -> Vec<Diagnostic> {
    let asked: BTreeSet<CriterionIx> =
        ways.steps.iter().flat_map(|step| step.own.iter().copied()).collect();
    asked.into_iter().filter_map(|ix| finding(proofs, ways, ix)).collect()
}

fn finding(proofs: &Proofs<'_>, ways: &Ways, ix: CriterionIx) -> Option<Diagnostic> {
    let own = &proofs.own.rules.source;
    let written = proofs.compiler.written.get(&ix).filter(|written| written.source == *own)?;
    let needed = proofs.conditions.only_while_set(*proofs.criteria.get(ix.0)?);
    let before = before(ways, ix);
    let slot = needed.into_iter().find(|slot| {
        let declared = proofs.fields().field(*slot).map(|field| field.origin);
        let given_in = given_in(proofs, *slot);
        declared == Some(FieldOrigin::Declared)
            && !given_in.is_empty()
            && given_in.is_disjoint(&before)
    })?;
    let stages: Vec<String> = given_in(proofs, slot)
        .into_iter()
        .filter_map(|place| proofs.own.graph.stages().nth(place))
        .map(|(_, stage)| format!("`{}`", stage.id()))
        .collect();
    let name = proofs.wording().name(slot);
    let message =
        format!("{name} is found out only in {}, and only behind this gate", stages.join(", "));
    let diagnostic = Diagnostic::new(Code::Circular, message)
        .at(own, written.span, "shut until then")
        .help("show the question or play that fills it in an earlier stage, or move the gate");
    Some(diagnostic)
}

/// The stages in which a play or question that gives a fact is shown.
fn given_in(proofs: &Proofs<'_>, slot: Slot) -> BTreeSet<usize> {
    let plays = proofs.compiler.plays.iter().filter(|play| play.fills.contains(&slot));
    let questions = proofs.compiler.questions.iter().filter(|q| q.fills.contains(&slot));
    let shown = plays.map(|play| &play.stages).chain(questions.map(|question| &question.stages));
    let all = 0..proofs.own.graph.len();
    shown.flat_map(|stages| all.clone().filter(|place| stages.contains(*place))).collect()
}

/// The stages that can be reached without passing a criterion. A deal may be created with any facts,
/// so what the entry of a first stage asks for can be there.
fn before(ways: &Ways, ix: CriterionIx) -> BTreeSet<usize> {
    let mut seen: BTreeSet<usize> = ways.starts.iter().map(|(stage, _)| stage.position()).collect();
    let mut open: Vec<usize> = seen.iter().copied().collect();
    while let Some(from) = open.pop() {
        for step in ways.steps.iter().filter(|step| step.from.position() == from) {
            if !step.own.contains(&ix) && seen.insert(step.to.position()) {
                open.push(step.to.position());
            }
        }
    }
    seen
}
