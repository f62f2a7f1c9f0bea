//! DG0413: gates that need what only the stages behind them find out.

use std::collections::BTreeSet;

use super::ways::Ways;
use super::{Proofs, Stated, What};
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
    let is_it =
        |stated: &&Stated<'_>| matches!(stated.what, What::Criterion(known, _) if known == ix);
    let stated = proofs.stated.iter().find(is_it)?;
    let found_out = stated.alone.only_while_set.iter().filter(|slot| {
        let declared = proofs.fields().field(**slot).map(|field| field.origin);
        declared == Some(FieldOrigin::Declared)
    });
    let mut found_out = found_out
        .map(|slot| (*slot, given_in(proofs, *slot)))
        .filter(|(_, given_in)| !given_in.is_empty())
        .peekable();
    found_out.peek()?;
    // A deal may be created with any facts, so what the entry of a first stage asks for can be there.
    let before = ways.reached(|step| !step.own.contains(&ix));
    let (slot, given_in) = found_out.find(|(_, given_in)| given_in.is_disjoint(&before))?;
    let stages: Vec<String> = given_in
        .into_iter()
        .filter_map(|place| proofs.own.graph.stages().nth(place))
        .map(|(_, stage)| format!("`{}`", stage.id()))
        .collect();
    let name = proofs.wording().name(slot);
    let message =
        format!("{name} is found out only in {}, and only behind this gate", stages.join(", "));
    let diagnostic = Diagnostic::new(Code::Circular, message)
        .at(own, stated.written.span, "shut until then")
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
