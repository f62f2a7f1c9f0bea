//! DG0505: scorecards that can never be full, or never anything else.

use super::content::Content;
use super::range::{Range, name};
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::id::Id;
use crate::base::source::{Span, Spanned};
use crate::expr::Type;
use crate::expr::syntax::{Expr, ExprKind, Literal, Operator};
use crate::rules::{Combine, ItemDef, ScorecardDef};

pub(super) fn stuck(content: &Content<'_>) -> Vec<Diagnostic> {
    let cards = content.own.rules.document.scorecards.iter();
    cards
        .filter_map(|(id, card)| {
            out_of_reach(content, id, card).or_else(|| full(content, id, card))
        })
        .collect()
}

fn out_of_reach(
    content: &Content<'_>,
    id: &Spanned<Id>,
    card: &ScorecardDef,
) -> Option<Diagnostic> {
    let scoring: Vec<(&ItemDef, Vec<Claim>)> = card
        .items
        .iter()
        .filter(|item| item.points.value > 0.0 || !is_sum(card))
        .map(|item| (item, claims(content, id, item)))
        .collect();
    if scoring.is_empty() && !card.items.is_empty() {
        return Some(no_points(content, id));
    }
    for (place, (later, claims)) in scoring.iter().enumerate() {
        let mut earlier = scoring.iter().take(place);
        let clash = |others: &[Claim]| claims.iter().any(|c| others.iter().any(|o| c.excludes(o)));
        if let Some((first, _)) = earlier.find(|(_, others)| clash(others)) {
            return Some(exclusive(content, id, card, first, later));
        }
    }
    None
}

fn is_sum(card: &ScorecardDef) -> bool {
    card.combine.as_ref().is_none_or(|combine| combine.value == Combine::Sum)
}

/// One thing that an item asks, as far as it can clash with another.
#[derive(Debug, PartialEq)]
enum Claim {
    Within(Range),
    Is(String, String),
    Holds(String, bool),
    Set(String, bool),
}

impl Claim {
    fn excludes(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Within(one), Self::Within(other)) => one.excludes(other),
            (Self::Is(one, value), Self::Is(other, another)) => one == other && value != another,
            (Self::Holds(one, yes), Self::Holds(other, no))
            | (Self::Set(one, yes), Self::Set(other, no)) => one == other && yes != no,
            _ => false,
        }
    }
}

fn claims(content: &Content<'_>, card: &Spanned<Id>, item: &ItemDef) -> Vec<Claim> {
    let expr = content.asked_of_item(&card.value, item);
    let parts = expr.as_deref().map(conjuncts).unwrap_or_default();
    parts.into_iter().filter_map(|part| claim(content, part)).collect()
}

fn conjuncts(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::And(parts) => parts.iter().flat_map(conjuncts).collect(),
        _ => vec![expr],
    }
}

fn claim(content: &Content<'_>, expr: &Expr) -> Option<Claim> {
    match &expr.kind {
        ExprKind::Not(inner) => match claim(content, inner)? {
            Claim::Holds(name, yes) => Some(Claim::Holds(name, !yes)),
            Claim::Set(name, yes) => Some(Claim::Set(name, !yes)),
            Claim::Within(_) | Claim::Is(..) => None,
        },
        ExprKind::Has { operand: None, field } => Some(Claim::Set(field.to_string(), true)),
        ExprKind::Binary { operator: Operator::Equal, left, right, .. } => {
            equal(left, right).or_else(|| equal(right, left)).or_else(|| within(content, expr))
        }
        ExprKind::Binary { .. } => within(content, expr),
        ExprKind::Name { .. } | ExprKind::Select { .. } => Some(Claim::Holds(name(expr)?, true)),
        _ => None,
    }
}

fn equal(left: &Expr, right: &Expr) -> Option<Claim> {
    match &right.kind {
        ExprKind::Literal(Literal::String(value)) => {
            Some(Claim::Is(name(left)?, value.to_string()))
        }
        ExprKind::Literal(Literal::Bool(value)) => Some(Claim::Holds(name(left)?, *value)),
        _ => None,
    }
}

fn within(content: &Content<'_>, expr: &Expr) -> Option<Claim> {
    let range = Range::of(expr)?;
    let fields = &content.compiler.fields;
    let ty = fields.slot(&range.name).and_then(|slot| fields.declaration(slot)).map(|d| &d.ty);
    Some(Claim::Within(if ty == Some(&Type::Int) { range.whole() } else { range }))
}

fn no_points(content: &Content<'_>, id: &Spanned<Id>) -> Diagnostic {
    let message = format!("no item of the scorecard `{}` has points to give", id.value);
    told(content, id.span, message).help("give the items points above 0")
}

fn exclusive(
    content: &Content<'_>,
    id: &Spanned<Id>,
    card: &ScorecardDef,
    first: &ItemDef,
    second: &ItemDef,
) -> Diagnostic {
    let (one, other) = (&first.id.value, &second.id.value);
    let (end, help) = if is_sum(card) {
        (
            "reach its maximum",
            "let the better item hold where the lesser one holds as well, so that their points add up",
        )
    } else {
        (
            "be anything but 0",
            "an item that must not hold together with another has no place in a `product` or `min`",
        )
    };
    let message = format!(
        "the scorecard `{}` can never {end}: `{one}` and `{other}` exclude each other",
        id.value
    );
    told(content, second.when.span, message)
        .related(&content.own.rules.source, first.when.span, "never together with this one")
        .help(help)
}

/// A scorecard whose items always hold.
fn full(content: &Content<'_>, id: &Spanned<Id>, card: &ScorecardDef) -> Option<Diagnostic> {
    if card.items.is_empty() || !card.items.iter().all(|item| always(content, id, item)) {
        return None;
    }
    let message = format!("every deal has the full score of `{}`", id.value);
    Some(told(content, id.span, message).help("ask for something that can be missing"))
}

fn always(content: &Content<'_>, card: &Spanned<Id>, item: &ItemDef) -> bool {
    let fields = &content.compiler.fields;
    let is_always_set = |name: &str| {
        fields.slot(name).and_then(|slot| fields.declaration(slot)).is_some_and(|d| d.always_set)
    };
    let expr = content.asked_of_item(&card.value, item);
    match expr.as_deref().map(|expr| &expr.kind) {
        Some(ExprKind::Literal(Literal::Bool(holds))) => *holds,
        Some(ExprKind::Has { operand: None, field }) => is_always_set(field),
        _ => false,
    }
}

fn told(content: &Content<'_>, span: Span, message: String) -> Diagnostic {
    Diagnostic::new(Code::ScoreReach, message).at(&content.own.rules.source, span, "")
}
