//! How a constant has to be written to fit what it stands beside.

use super::super::names::Type;
use super::super::syntax::{Expr, ExprKind, Literal};
use crate::base::time::{Duration, Timestamp};

/// How a constant has to be written to be compared with a value of type `ty`.
pub(super) fn advice(ty: &Type, constant: &Expr) -> Option<String> {
    let ExprKind::Literal(literal) = &constant.kind else { return None };
    match (ty, literal) {
        (Type::Int | Type::Uint | Type::Double, Literal::String(text)) => {
            text.parse::<f64>().ok().filter(|number| number.is_finite()).map(|_| text.to_string())
        }
        (Type::String, Literal::Int(number)) => Some(format!("'{number}'")),
        (Type::Bool, Literal::String(text)) => match text.to_lowercase().as_str() {
            "true" | "yes" => Some("true".to_owned()),
            "false" | "no" => Some("false".to_owned()),
            _ => None,
        },
        (Type::Bool, Literal::Int(0)) => Some("false".to_owned()),
        (Type::Bool, Literal::Int(1)) => Some("true".to_owned()),
        (Type::Timestamp, Literal::String(text)) => {
            let at: Timestamp = text.parse().ok()?;
            Some(format!(
                "timestamp('{}')",
                if at.is_midnight() { at.date() } else { at.to_string() }
            ))
        }
        (Type::Duration, Literal::String(text)) => {
            let length = Duration::parse_length(text).or_else(|_| Duration::parse(text)).ok()?;
            Some(in_hours(length))
        }
        (Type::Duration, Literal::Int(days)) => days_long(*days),
        _ => None,
    }
}

/// How a constant has to be written to be added to a value of type `ty`, or the like.
pub(super) fn arithmetic_advice(ty: &Type, constant: &Expr) -> Option<String> {
    let ExprKind::Literal(literal) = &constant.kind else { return None };
    match (ty, literal) {
        (Type::Double, Literal::Int(number)) => Some(format!("{number}.0")),
        (Type::Timestamp, Literal::Int(days)) => days_long(*days),
        (Type::Timestamp, Literal::String(_)) => {
            advice(&Type::Duration, constant).or_else(|| advice(ty, constant))
        }
        (Type::String, Literal::Int(number)) => Some(format!("'{number}'")),
        (Type::Double | Type::Int | Type::Uint | Type::Duration, _) => advice(ty, constant),
        _ => None,
    }
}

fn days_long(days: i64) -> Option<String> {
    days.checked_mul(86_400).and_then(Duration::from_seconds).map(in_hours)
}

fn in_hours(length: Duration) -> String {
    match length.seconds() {
        seconds if seconds % 3_600 == 0 => format!("duration('{}h')", seconds / 3_600),
        _ => format!("duration('{length}')"),
    }
}
