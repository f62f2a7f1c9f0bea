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
    let mut search = Search { proofs, ways, before: asked_before(ways), covers: BTreeMap::new() };
    let mut seen = Asked::new();
    let mut found = Vec::new();
    for later in ways.steps.iter().flat_map(|step| &step.own) {
        if !seen.insert(*later) {
            continue;
        }
        if let Some(first) = search.covered_by(*later) {
            found.extend(finding(proofs, first, *later));
        }
        if search.covers.len() > PAIRS {
            proofs.leave_open("gates that repeat what was asked");
            break;
        }
    }
    found
}

struct Search<'a> {
    proofs: &'a Proofs<'a>,
    ways: &'a Ways,
    /// By the stage: what every way to it has asked.
    before: BTreeMap<usize, Asked>,
    /// By pair: whether the one asks for as much as the other, or more.
    covers: BTreeMap<(CriterionIx, CriterionIx), bool>,
}

impl Search<'_> {
    /// A criterion that was asked in an earlier stage and covers this one, where every way here has
    /// asked one that does.
    fn covered_by(&mut self, later: CriterionIx) -> Option<CriterionIx> {
        let ways = self.ways;
        let asks = |asked: &[CriterionIx]| asked.iter().position(|asked| *asked == later);
        for (_, entry) in &ways.starts {
            if let Some(place) = asks(entry) {
                self.first_cover(entry.iter().take(place), later)?;
            }
        }
        let mut cover = None;
        for step in &ways.steps {
            let Some(earlier) = self.before.get(&step.from.position()).cloned() else { continue };
            let Some(place) = asks(&step.own) else { continue };
            match self.first_cover(earlier.iter(), later) {
                Some(first) => cover = cover.or(Some(first)),
                None if earlier.contains(&later) => {}
                None => {
                    self.first_cover(step.own.iter().take(place), later)?;
                }
            }
        }
        cover
    }

    fn first_cover<'c>(
        &mut self,
        mut asked: impl Iterator<Item = &'c CriterionIx>,
        later: CriterionIx,
    ) -> Option<CriterionIx> {
        asked.find(|first| **first != later && self.is_covered(**first, later)).copied()
    }

    fn is_covered(&mut self, first: CriterionIx, later: CriterionIx) -> bool {
        if self.covers.len() > PAIRS {
            return false;
        }
        let criterion = |ix: CriterionIx| self.proofs.compiler.criteria.get(ix.0);
        let pair = criterion(first).zip(criterion(later));
        if !pair.is_some_and(|(known, criterion)| may_cover(known, criterion)) {
            return false;
        }
        let proofs = self.proofs;
        *self.covers.entry((first, later)).or_insert_with(|| implies(proofs, first, later))
    }
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
