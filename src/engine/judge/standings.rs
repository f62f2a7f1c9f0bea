//! How many deals stand, each before its gate.

use std::collections::BTreeMap;

use super::model::JudgeModel;
use super::settled::Standing;
use crate::playbook::graph::StageIx;

/// How many deals stand, each before its gate: a word a deal, as long as nobody asks for more.
#[derive(Debug, Clone)]
pub struct Standings<'j> {
    judge: &'j JudgeModel,
    /// Which ways each deal goes, by their number.
    gates: Vec<u16>,
    /// The unmet criteria of each, a bit each.
    pub(super) failing: Vec<u64>,
    /// Those that a word does not say.
    pub(super) others: BTreeMap<u32, Standing<'j>>,
}

impl<'j> Standings<'j> {
    pub(super) fn new(judge: &'j JudgeModel, from: &[Option<StageIx>], to: &[StageIx]) -> Self {
        let gate = |(from, to): (&Option<StageIx>, &StageIx)| {
            from.map_or(u16::MAX, |from| judge.gate(from, *to))
        };
        let gates: Vec<u16> = from.iter().zip(to).map(gate).collect();
        Self { judge, failing: vec![0; gates.len()], gates, others: BTreeMap::new() }
    }

    /// The deals before each gate.
    pub(super) fn by_gate(&self) -> Vec<(u16, Vec<u32>)> {
        let mut counts = vec![0_usize; self.judge.count_of_ways()];
        for gate in &self.gates {
            if let Some(count) = counts.get_mut(usize::from(*gate)) {
                *count += 1;
            }
        }
        let mut deals: Vec<Vec<u32>> = counts.into_iter().map(Vec::with_capacity).collect();
        for (gate, deal) in self.gates.iter().zip(0..) {
            if let Some(deals) = deals.get_mut(usize::from(*gate)) {
                deals.push(deal);
            }
        }
        (0..).zip(deals).filter(|(_, deals)| !deals.is_empty()).collect()
    }

    /// How many deals there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.gates.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.gates.is_empty()
    }

    /// How a deal stands before its gate; `None` as in
    /// [`Settled::standing`](super::Settled::standing), and beyond the last deal.
    #[must_use]
    pub fn get(&self, deal: usize) -> Option<Standing<'j>> {
        let other = u32::try_from(deal).ok().and_then(|deal| self.others.get(&deal));
        if let Some(other) = other {
            return Some(other.clone());
        }
        let ways = self.judge.ways_numbered(*self.gates.get(deal)?)?;
        let failing = *self.failing.get(deal)?;
        Some(Standing::new(&self.judge.playbook.0, &ways.first, failing))
    }

    /// All deals in their order.
    pub fn iter(&self) -> impl Iterator<Item = Option<Standing<'j>>> + use<'_, 'j> {
        (0..self.len()).map(|deal| self.get(deal))
    }
}
