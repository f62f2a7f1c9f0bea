//! Which of several conditions cannot hold together.

use super::diagram::Diagram;
use super::space::{Held, Space};
use super::{ConditionIx, Conditions, LIMIT};

/// Up to so many conditions every set of two and three is tried; beyond, they are left out one by
/// one, which gives a set of which none can be left out.
const TRIED: usize = 24;

impl Conditions {
    /// The smallest set of conditions that cannot all hold; `None` when all can, or nobody knows.
    pub(crate) fn clash(&self, asked: &[ConditionIx]) -> Option<Vec<ConditionIx>> {
        self.clash_while(asked, &Held::nothing())
    }

    /// The same while some facts are held.
    pub(crate) fn clash_while(
        &self,
        asked: &[ConditionIx],
        held: &Held<'_>,
    ) -> Option<Vec<ConditionIx>> {
        let mut space = self.space(asked, held, LIMIT);
        let parts: Vec<(ConditionIx, Diagram)> = asked
            .iter()
            .filter_map(|ix| {
                let yes = self.two(*ix, &mut space)?.yes;
                Some((*ix, space.possible(yes)))
            })
            .collect();
        let never = |space: &mut Space<'_>, chosen: &[&(ConditionIx, Diagram)]| {
            let all = space.diagrams.all(chosen.iter().map(|(_, part)| *part));
            all == Diagram::FALSE && !space.diagrams.is_exhausted()
        };
        let all: Vec<&(ConditionIx, Diagram)> = parts.iter().collect();
        if !never(&mut space, &all) {
            return None;
        }
        let smallest = if parts.len() <= TRIED { few(&mut space, &all, &never) } else { None };
        let chosen = smallest.unwrap_or_else(|| left_over(&mut space, all, &never));
        Some(chosen.iter().map(|(ix, _)| *ix).collect())
    }
}

type Part = (ConditionIx, Diagram);

/// One, two or three that clash.
fn few<'p>(
    space: &mut Space<'_>,
    all: &[&'p Part],
    never: &impl Fn(&mut Space<'_>, &[&Part]) -> bool,
) -> Option<Vec<&'p Part>> {
    for size in 1..=3 {
        let mut chosen = Vec::new();
        if choose(space, all, size, &mut chosen, never) {
            return Some(chosen);
        }
    }
    None
}

fn choose<'p>(
    space: &mut Space<'_>,
    rest: &[&'p Part],
    size: usize,
    chosen: &mut Vec<&'p Part>,
    never: &impl Fn(&mut Space<'_>, &[&Part]) -> bool,
) -> bool {
    if size == 0 {
        return never(space, chosen);
    }
    for (place, part) in rest.iter().enumerate() {
        chosen.push(part);
        let after = rest.get(place + 1..).unwrap_or_default();
        if choose(space, after, size - 1, chosen, never) {
            return true;
        }
        chosen.pop();
    }
    false
}

/// What is left when each that can be left out is.
fn left_over<'p>(
    space: &mut Space<'_>,
    all: Vec<&'p Part>,
    never: &impl Fn(&mut Space<'_>, &[&Part]) -> bool,
) -> Vec<&'p Part> {
    let mut kept = all;
    let mut place = 0;
    while place < kept.len() {
        let mut without = kept.clone();
        without.remove(place);
        if never(space, &without) {
            kept = without;
        } else {
            place += 1;
        }
    }
    kept
}
