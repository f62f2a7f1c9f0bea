//! Which part of a condition is to blame, or of no use.

use std::collections::{BTreeMap, BTreeSet};

use super::diagram::Diagram;
use super::space::{Held, Space};
use super::{ConditionIx, Conditions, LIMIT};
use crate::base::source::Span;
use crate::expr::atoms::{Atoms, Formula};

impl Conditions {
    /// The places of the parts of a condition that cannot hold together, the fewest first.
    pub(crate) fn clashing_parts(&self, ix: ConditionIx) -> Vec<Span> {
        let Some(condition) = self.get(ix) else { return Vec::new() };
        let mut atoms = Atoms::default();
        let parts = atoms.parts(condition);
        let held = Held::nothing();
        let mut space = of_all(&atoms, parts.iter().map(|(_, formula)| formula), &held);
        let yes: Vec<(Span, Diagram)> = parts
            .iter()
            .map(|(span, formula)| {
                let two = space.of(formula);
                (*span, space.possible(two.yes))
            })
            .collect();
        smallest(&mut space, &yes)
    }

    /// The most points that conditions can give which hold at the same time; `None` when nobody
    /// knows.
    pub(crate) fn most_together(&self, points: &[(ConditionIx, u64)]) -> Option<u64> {
        let held = Held::nothing();
        let asked: Vec<ConditionIx> = points.iter().map(|(ix, _)| *ix).collect();
        let mut space = self.space(&asked, &held, LIMIT);
        let all: u64 = points.iter().map(|(_, points)| points).sum();
        let mut held_by = Vec::new();
        let mut together = Diagram::TRUE;
        for (ix, points) in points {
            let yes = self.two(*ix, &mut space)?.yes;
            together = space.diagrams.and(together, yes);
            held_by.push((yes, points));
        }
        // Mostly all of them can, which costs far less to find out than how many.
        let together = space.possible(together);
        if together != Diagram::FALSE && !space.diagrams.is_exhausted() {
            return Some(all);
        }
        let mut missed = BTreeMap::new();
        let mut whole = Diagram::TRUE;
        for (yes, points) in held_by {
            let variable = space.diagrams.add_variable(2);
            missed.insert(variable, *points);
            // Class 1 is that its points are given up.
            let given_up = space.diagrams.is(variable, 1);
            let either = space.diagrams.or(yes, given_up);
            whole = space.diagrams.and(whole, either);
        }
        let whole = space.possible(whole);
        let cost = |variable, class| {
            let points = missed.get(&variable).copied().unwrap_or(0);
            Some(if class == 1 { points } else { 0 })
        };
        let (_, lost) = space.diagrams.cheapest(whole, cost)?;
        (!space.diagrams.is_exhausted()).then(|| all.saturating_sub(lost))
    }
}

fn of_all<'a, 'f>(
    atoms: &'a Atoms,
    formulas: impl IntoIterator<Item = &'f Formula>,
    held: &'a Held<'a>,
) -> Space<'a> {
    let ids: BTreeSet<_> = formulas.into_iter().flat_map(Formula::atoms).collect();
    Space::new(atoms, &ids, held, LIMIT)
}

/// One part that cannot hold, or two that cannot together; all of them where it takes more.
fn smallest(space: &mut Space<'_>, parts: &[(Span, Diagram)]) -> Vec<Span> {
    if let Some((span, _)) = parts.iter().find(|(_, yes)| *yes == Diagram::FALSE) {
        return vec![*span];
    }
    for (place, (first, one)) in parts.iter().enumerate() {
        for (second, other) in parts.iter().skip(place + 1) {
            if space.diagrams.and(*one, *other) == Diagram::FALSE {
                return vec![*first, *second];
            }
        }
    }
    parts.iter().map(|(span, _)| *span).collect()
}
