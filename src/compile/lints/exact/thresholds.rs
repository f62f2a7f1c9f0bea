//! DG0505: conditions that ask more of a score than its items can give.

use std::collections::BTreeMap;

use super::{Proofs, Stated, What};
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::expr::Slot;
use crate::expr::syntax::{Expr, ExprKind, Literal, Operator};
use crate::logic::ConditionIx;
use crate::playbook::content::{Combine, ScorecardRule};

/// Points are summed up as whole thousandths.
const PARTS: f64 = 1_000.0;

pub(super) fn of_scores(proofs: &Proofs<'_>) -> Vec<Diagnostic> {
    let mut most: BTreeMap<Slot, Option<f64>> = BTreeMap::new();
    let mut found = Vec::new();
    for stated in &proofs.stated {
        for slot in stated.condition.reads() {
            let card = proofs.compiler.scorecards.iter().find(|card| card.slot == *slot);
            let Some(card) = card else { continue };
            let most = *most.entry(*slot).or_insert_with(|| reachable(proofs, card));
            if let Some(most) = most.filter(|most| *most < 100.0) {
                asked_of(proofs, stated, (*slot, most), stated.condition.expr(), &mut found);
            }
        }
    }
    found
}

/// The most that a score can be, in percent, rounded up a little.
fn reachable(proofs: &Proofs<'_>, card: &ScorecardRule) -> Option<f64> {
    let items: Vec<(ConditionIx, u64)> = proofs
        .stated
        .iter()
        .filter_map(|stated| match stated.what {
            What::Item(item) if card.items.iter().any(|own| std::ptr::eq(own, item)) => {
                Some((stated.ix, (item.points.max(0.0) * PARTS).round() as u64))
            }
            _ => None,
        })
        .collect();
    let all: u64 = items.iter().map(|(_, points)| points).sum();
    if items.len() != card.items.len() || all == 0 {
        return None;
    }
    let most = proofs.conditions.most_together(&items)?;
    match card.combine {
        Combine::Sum => Some(most as f64 * 100.0 / all as f64),
        Combine::Product | Combine::Min => Some(if most == all { 100.0 } else { 0.0 }),
    }
}

fn asked_of(
    proofs: &Proofs<'_>,
    stated: &Stated<'_>,
    (slot, most): (Slot, f64),
    expr: &Expr,
    found: &mut Vec<Diagnostic>,
) {
    if let Some(least) = threshold(proofs, slot, expr)
        && least > most + 1e-6
    {
        let name = proofs.wording().name(slot);
        let message = format!("{name} can be at most {most:.0}, so this asks too much of it");
        let diagnostic = Diagnostic::new(Code::ScoreReach, message)
            .help("lower the threshold, or let the items of the scorecard hold together");
        found.push(stated.at_part(diagnostic, expr.span, "can never be met"));
    }
    for part in expr.parts() {
        asked_of(proofs, stated, (slot, most), part, found);
    }
}

/// The least score that a comparison asks for.
fn threshold(proofs: &Proofs<'_>, slot: Slot, expr: &Expr) -> Option<f64> {
    let ExprKind::Binary { operator, left, right, .. } = &expr.kind else { return None };
    let is_score = |expr: &Expr| {
        let written = expr.to_string();
        let id = proofs.fields().field(slot).map(|field| &*field.id);
        matches!(expr.kind, ExprKind::Select { .. }) && id.is_some_and(|id| id.ends_with(&written))
    };
    match (number(left), number(right), operator) {
        (None, Some(least), Operator::GreaterEqual | Operator::Greater | Operator::Equal)
            if is_score(left) =>
        {
            Some(least)
        }
        (Some(least), None, Operator::LessEqual | Operator::Less | Operator::Equal)
            if is_score(right) =>
        {
            Some(least)
        }
        _ => None,
    }
}

fn number(expr: &Expr) -> Option<f64> {
    match expr.kind {
        ExprKind::Literal(Literal::Int(number)) => Some(number as f64),
        ExprKind::Literal(Literal::Double(number)) => Some(number),
        _ => None,
    }
}
