//! DG0307: facts of a methodology that its rules read and that nothing in it fills.

use std::collections::{BTreeMap, BTreeSet};

use super::{Proofs, Stated};
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::deal::field::FieldOrigin;
use crate::expr::Slot;
use crate::rules::RuleSetRole;

/// A company's process may leave its facts to the CRM; a methodology that teaches how to find facts
/// out has to say so for those that it reads.
pub(super) fn facts(proofs: &Proofs<'_>) -> Vec<Diagnostic> {
    let plays = proofs.compiler.plays.iter().flat_map(|play| &play.fills);
    let questions = proofs.compiler.questions.iter().flat_map(|question| &question.fills);
    let filled: BTreeSet<Slot> = plays.chain(questions).copied().collect();
    if filled.is_empty() || proofs.own.rules.role() != RuleSetRole::Methodology {
        return Vec::new();
    }
    let mut read: BTreeMap<Slot, &Stated<'_>> = BTreeMap::new();
    for stated in &proofs.stated {
        for slot in stated.condition.reads() {
            read.entry(*slot).or_insert(stated);
        }
    }
    let unfilled = read.into_iter().filter(|(slot, _)| {
        let field = proofs.fields().field(*slot);
        field.is_some_and(|field| field.origin == FieldOrigin::Declared && !field.required)
            && !filled.contains(slot)
    });
    unfilled.map(|(slot, stated)| finding(proofs, slot, stated)).collect()
}

fn finding(proofs: &Proofs<'_>, slot: Slot, stated: &Stated<'_>) -> Diagnostic {
    let name = proofs.wording().name(slot);
    let message = format!("nothing in this methodology fills {name}");
    let diagnostic = Diagnostic::new(Code::WhileUnset, message)
        .help(format!("add {name} to the `fills` of the question or play that finds it out"));
    stated.at(diagnostic, "read here")
}
