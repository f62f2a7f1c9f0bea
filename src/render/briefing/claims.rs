//! What the record claims, and whose word it is.

use std::collections::BTreeMap;

use super::Claim;
use crate::base::line::one_line;
use crate::deal::evidence::Evidence;
use crate::engine::situation::Situation;
use crate::engine::wording::found;
use crate::expr::{Facts, Slot, Value};
use crate::playbook::criterion::Criterion;

/// Every fact on record, the best evidenced first.
pub(super) fn record(situation: &Situation<'_>) -> Vec<Claim> {
    let slots = situation.model().fields.iter().map(|(slot, _)| slot);
    let mut claims: Vec<Claim> = slots.filter_map(|slot| claim(situation, slot)).collect();
    claims.sort_by_key(|claim| std::cmp::Reverse(claim.evidence));
    claims
}

/// The facts on record that gates ask for, the weakest evidence first.
pub(super) fn claims(situation: &Situation<'_>) -> Vec<Claim> {
    let slots = asked_for(situation).into_keys();
    let mut claims: Vec<Claim> = slots.filter_map(|slot| claim(situation, slot)).collect();
    claims.sort_by_key(|claim| claim.evidence);
    claims
}

/// Of the facts on record for which some gate wants a buyer's word: how many there are, and how many
/// are the seller's own. A «no» or a zero claims nothing and is left out.
pub(super) fn own_word(situation: &Situation<'_>) -> (usize, usize) {
    let asked = asked_for(situation);
    let wanted = asked.into_iter().filter(|(slot, grade)| {
        *grade >= Some(Evidence::Stated) && claims_something(situation.row.get(*slot))
    });
    let claims: Vec<Claim> = wanted.filter_map(|(slot, _)| claim(situation, slot)).collect();
    let own = claims.iter().filter(|claim| claim.evidence < Evidence::Stated).count();
    (claims.len(), own)
}

fn claims_something(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Bool(false) | Value::Int(0)) => false,
        Some(Value::Double(number)) => *number != 0.0,
        Some(Value::List(items)) => !items.is_empty(),
        Some(_) => true,
    }
}

/// The facts that gates ask for, each with the best evidence that one wants.
fn asked_for(situation: &Situation<'_>) -> BTreeMap<Slot, Option<Evidence>> {
    let mut asked: BTreeMap<Slot, Option<Evidence>> = BTreeMap::new();
    for criterion in &situation.model().criteria {
        for slot in reads(situation, criterion) {
            let best = asked.entry(slot).or_default();
            *best = criterion.evidence.max(*best);
        }
    }
    asked
}

/// The facts that a criterion reads; for a score those behind its items.
fn reads(situation: &Situation<'_>, criterion: &Criterion) -> Vec<Slot> {
    let cards = &situation.model().scorecards;
    let mut slots = criterion.condition.reads().to_vec();
    for card in cards.iter().filter(|card| criterion.condition.reads().contains(&card.slot)) {
        slots.extend(card.items.iter().flat_map(|item| item.when.reads().iter().copied()));
    }
    slots
}

fn claim(situation: &Situation<'_>, slot: Slot) -> Option<Claim> {
    let field = situation.model().fields.field(slot).filter(|field| field.carries_evidence())?;
    let found = found(situation, slot)?;
    let fact = situation.deal.facts.get(&field.id)?;
    Some(Claim {
        field: found.field,
        label: one_line(&found.label),
        value: one_line(&found.value?),
        evidence: found.evidence?,
        by: fact.by.as_deref().map(one_line),
        at: fact.at.map(|at| at.date()),
        note: fact.note.as_deref().map(one_line),
    })
}
