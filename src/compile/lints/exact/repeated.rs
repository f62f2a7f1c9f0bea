//! DG0411: gates that ask for what every way to them has asked already.

use std::collections::{BTreeMap, BTreeSet};

use super::Proofs;
use super::ways::Ways;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::logic::Wanted;
use crate::playbook::criterion::{Criterion, CriterionIx};

/// Most pairs of gates that are compared.
const PAIRS: usize = 20_000;

type Asked = BTreeSet<CriterionIx>;

pub(super) fn gates(proofs: &Proofs<'_>, ways: &Ways) -> Vec<Diagnostic> {
    let before = asked_before(ways);
    let mut told: BTreeSet<CriterionIx> = BTreeSet::new();
    let mut pairs = 0;
    let mut found = Vec::new();
    for step in &ways.steps {
        let Some(earlier) = before.get(&step.from.position()) else { continue };
        for later in &step.own {
            let Some(criterion) = proofs.compiler.criteria.get(later.0) else { continue };
            if told.contains(later) {
                continue;
            }
            for first in earlier.iter().filter(|first| *first != later) {
                let Some(known) = proofs.compiler.criteria.get(first.0) else { continue };
                if !may_cover(known, criterion) {
                    continue;
                }
                pairs += 1;
                if pairs > PAIRS {
                    proofs.leave_open("gates that repeat what was asked");
                    return found;
                }
                if implies(proofs, *first, *later) && told.insert(*later) {
                    found.extend(finding(proofs, *first, *later));
                    break;
                }
            }
        }
    }
    found
}

/// By the stage: what every way to it has asked. Only what is the same on all ways is kept, so this
/// is the largest solution.
fn asked_before(ways: &Ways) -> BTreeMap<usize, Asked> {
    let mut known: BTreeMap<usize, Asked> = BTreeMap::new();
    let mut open: Vec<usize> = Vec::new();
    for (stage, asked) in &ways.starts {
        known.insert(stage.position(), asked.iter().copied().collect());
        open.push(stage.position());
    }
    while let Some(from) = open.pop() {
        let here = known.get(&from).cloned().unwrap_or_default();
        for step in ways.from(from) {
            let passed: Asked = here.iter().chain(&step.own).copied().collect();
            let to = step.to.position();
            let both = match known.get(&to) {
                Some(before) => before.intersection(&passed).copied().collect(),
                None => passed,
            };
            if known.get(&to) != Some(&both) {
                known.insert(to, both);
                open.push(to);
            }
        }
    }
    known
}

/// Whether one criterion can cover another: it reads some of the same facts and asks for no less
/// evidence.
fn may_cover(first: &Criterion, later: &Criterion) -> bool {
    let shares =
        later.condition().reads().iter().any(|slot| first.condition().reads().contains(slot));
    shares && later.fresh().is_none() && later.evidence() <= first.evidence()
}

fn implies(proofs: &Proofs<'_>, first: CriterionIx, later: CriterionIx) -> bool {
    let both = proofs.criteria.get(first.0).zip(proofs.criteria.get(later.0));
    both.is_some_and(|(first, later)| {
        let wanted = [(*first, Wanted::True), (*later, Wanted::NotTrue)];
        proofs.never(&wanted, "gates that repeat what was asked")
    })
}

fn finding(proofs: &Proofs<'_>, first: CriterionIx, later: CriterionIx) -> Option<Diagnostic> {
    let own = &proofs.own.rules.source;
    let here = proofs.compiler.written.get(&later).filter(|written| written.source == *own)?;
    let before = proofs.compiler.written.get(&first)?;
    let diagnostic = Diagnostic::new(Code::Repeated, "every way here has asked for this already")
        .at(own, here.span, "asked again")
        .related(&before.source, before.span, "asked before")
        .help("remove it, unless it is meant to notice that the fact was unset again");
    Some(diagnostic)
}
