//! Conditions that say between which numbers one name lies.

use crate::expr::syntax::{Expr, ExprKind, Literal, Operator};

/// What a condition says of one number: between which bounds it lies.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Range {
    /// The name, such as `score.needs`.
    pub(super) name: String,
    /// The lower bound; `None`: none.
    pub(super) low: Option<Bound>,
    /// The upper bound; `None`: none.
    pub(super) high: Option<Bound>,
}

/// A bound, and whether it belongs to what it bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bound {
    pub(super) at: f64,
    pub(super) included: bool,
}

impl Range {
    /// The range that a condition stands for, if it says nothing else.
    pub(super) fn of(expr: &Expr) -> Option<Self> {
        match &expr.kind {
            ExprKind::And(parts) => {
                let mut ranges = parts.iter().map(Self::of);
                let first = ranges.next()??;
                ranges.try_fold(first, |range, next| range.within(&next?))
            }
            ExprKind::Binary { operator, left, right, .. } => match (name(left), number(right)) {
                (Some(name), Some(at)) => Self::compared(name, *operator, at),
                _ => Self::compared(name(right)?, mirrored(*operator), number(left)?),
            },
            _ => None,
        }
    }

    fn compared(name: String, operator: Operator, at: f64) -> Option<Self> {
        let bound = |included| Some(Bound { at, included });
        let (low, high) = match operator {
            Operator::Less => (None, bound(false)),
            Operator::LessEqual => (None, bound(true)),
            Operator::Greater => (bound(false), None),
            Operator::GreaterEqual => (bound(true), None),
            Operator::Equal => (bound(true), bound(true)),
            _ => return None,
        };
        Some(Self { name, low, high })
    }

    /// What lies in both; `None` when they speak of two names.
    fn within(self, other: &Self) -> Option<Self> {
        (self.name == other.name).then(|| Self {
            low: tighter(self.low, other.low, |one, other| one > other),
            high: tighter(self.high, other.high, |one, other| one < other),
            name: self.name,
        })
    }

    /// The same for a number that is always whole: bounds that are left out become the next number.
    pub(super) fn whole(mut self) -> Self {
        let closed = |bound: Bound, step: f64| {
            let at = if bound.included { bound.at } else { bound.at + step };
            Bound { at: if step > 0.0 { at.ceil() } else { at.floor() }, included: true }
        };
        let fraction = |bound: Option<Bound>| bound.is_some_and(|bound| bound.at.fract() != 0.0);
        if !fraction(self.low) && !fraction(self.high) {
            self.low = self.low.map(|low| closed(low, 1.0));
            self.high = self.high.map(|high| closed(high, -1.0));
        }
        self
    }

    /// Whether no number lies in both, for the same name.
    pub(super) fn excludes(&self, other: &Self) -> bool {
        self.name == other.name && (self.ends_before(other) || other.ends_before(self))
    }

    fn ends_before(&self, other: &Self) -> bool {
        match (self.high, other.low) {
            (Some(high), Some(low)) => {
                high.at < low.at || (high.at <= low.at && !(high.included && low.included))
            }
            _ => false,
        }
    }
}

fn tighter(
    one: Option<Bound>,
    other: Option<Bound>,
    is_tighter: impl Fn(f64, f64) -> bool,
) -> Option<Bound> {
    match (one, other) {
        (Some(one), Some(other)) if is_tighter(other.at, one.at) => Some(other),
        (Some(one), Some(other)) if is_tighter(one.at, other.at) => Some(one),
        (Some(one), Some(other)) => {
            Some(Bound { at: one.at, included: one.included && other.included })
        }
        (one, other) => one.or(other),
    }
}

fn mirrored(operator: Operator) -> Operator {
    match operator {
        Operator::Less => Operator::Greater,
        Operator::LessEqual => Operator::GreaterEqual,
        Operator::Greater => Operator::Less,
        Operator::GreaterEqual => Operator::LessEqual,
        other => other,
    }
}

/// A name, with its dots.
pub(super) fn name(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Name { name, .. } => Some(name.to_string()),
        ExprKind::Select { operand, field } => Some(format!("{}.{field}", name(operand)?)),
        _ => None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "bounds are compared with numbers of every kind")]
fn number(expr: &Expr) -> Option<f64> {
    match &expr.kind {
        ExprKind::Literal(Literal::Int(number)) => Some(*number as f64),
        ExprKind::Literal(Literal::Uint(number)) => Some(*number as f64),
        ExprKind::Literal(Literal::Double(number)) => Some(*number),
        ExprKind::Negate(inner) => number(inner).map(|number| -number),
        _ => None,
    }
}
