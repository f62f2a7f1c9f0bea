//! Scorecards: what a deal scores, and what is missing.

use super::assessment::{Scorecard, ScoredItem};
use super::situation::Situation;
use super::words;
use crate::deal::binding::Row;
use crate::error::Error;
use crate::expr::{Facts, Truth, Value};
use crate::playbook::content::{Combine, ScoreItem, ScorecardRule};
use crate::playbook::playbook::Model;

/// Puts every score into its slot. Items may not read scores, so the order does not matter.
pub(crate) fn set_scores(model: &Model, row: &mut Row) {
    for card in &model.scorecards {
        let score = score(card, row);
        row.set(card.slot, Some(Value::Double(score)));
    }
}

/// Puts the scores that gates ask for into their slots: all that a row needs by which moves are
/// judged.
pub(crate) fn set_gate_scores(model: &Model, row: &mut Row) {
    for card in model.gate_scores.iter().filter_map(|place| model.scorecards.get(*place)) {
        let score = score(card, row);
        row.set(card.slot, Some(Value::Double(score)));
    }
}

/// The score in percent of what can be reached. An item that is not known to hold scores nothing.
fn score(card: &ScorecardRule, row: &Row) -> f64 {
    let held = card.items.iter().filter(|item| item.when.decide(row) == Truth::True);
    from_points(card, held.fold(0.0, |sum, item| sum + points(card, item)))
}

/// What an item adds while it holds.
pub(crate) fn points(card: &ScorecardRule, item: &ScoreItem) -> f64 {
    match card.combine {
        Combine::Sum => item.points,
        Combine::Product | Combine::Min => 1.0,
    }
}

/// The score for the points of all items that hold.
pub(crate) fn from_points(card: &ScorecardRule, sum: f64) -> f64 {
    let each = card.items.iter().map(|item| points(card, item).max(0.0));
    let reachable: f64 = each.sum();
    match card.combine {
        Combine::Sum if reachable > 0.0 => (sum * 100.0 / reachable).clamp(0.0, 100.0),
        Combine::Product | Combine::Min if reachable > 0.0 && sum >= reachable => 100.0,
        Combine::Sum | Combine::Product | Combine::Min => 0.0,
    }
}

/// What a deal scores on every scorecard, in document order.
pub(crate) fn scores<'a>(
    situation: &Situation<'a>,
) -> impl Iterator<Item = (&'a ScorecardRule, f64)> {
    let cards = situation.model().scorecards.iter();
    cards.map(|card| match situation.row.get(card.slot) {
        Some(Value::Double(score)) => (card, *score),
        _ => (card, 0.0),
    })
}

/// Every scorecard, filled in.
///
/// # Errors
/// When a text cannot be filled in.
pub(crate) fn scorecards(situation: &Situation<'_>) -> Result<Vec<Scorecard>, Error> {
    scores(situation).map(|(card, score)| filled(situation, card, score)).collect()
}

fn filled(situation: &Situation<'_>, card: &ScorecardRule, score: f64) -> Result<Scorecard, Error> {
    let items: Result<Vec<ScoredItem>, Error> =
        card.items.iter().map(|item| filled_item(situation, item)).collect();
    Ok(Scorecard { id: card.id.to_string(), name: card.name.to_string(), score, items: items? })
}

fn filled_item(situation: &Situation<'_>, item: &ScoreItem) -> Result<ScoredItem, Error> {
    let truth = item.when.decide(&situation.row);
    let missing = item.when.missing(&situation.row, truth);
    let met = match truth {
        Truth::True => Some(true),
        Truth::False => Some(false),
        Truth::Unknown => None,
    };
    let otherwise = match (&item.otherwise, met) {
        (_, Some(true)) => None,
        (Some(words), _) => Some(situation.say(words)?),
        (None, _) => Some(words::not_yet(situation.words(), &item.sentence)),
    };
    let fields = &situation.model().fields;
    let names = missing.iter().filter_map(|slot| fields.field(*slot));
    Ok(ScoredItem {
        id: item.id.to_string(),
        met,
        points: if met == Some(true) { item.points } else { 0.0 },
        of: item.points,
        otherwise,
        missing: names.map(|field| field.id.to_string()).collect(),
    })
}
