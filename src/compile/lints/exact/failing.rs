//! DG0309: arithmetic that fails for some facts.

use std::collections::BTreeMap;

use super::{Proofs, Stated};
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::expr::syntax::{Expr, ExprKind, Literal, Operator};
use crate::expr::{Declaration, Domain, Slot, Type, Value};
use crate::logic::Witness;

/// Whole numbers up to here, either way, are tried: beyond them JSON and spreadsheets lose digits, so
/// no deal has them.
const MOST: i64 = 1 << 53;

/// Fewer whole numbers than this are tried one by one.
const EACH: i64 = 100;

/// Most combinations that are tried.
const COMBINATIONS: usize = 20_000;

pub(super) fn arithmetic(proofs: &Proofs<'_>) -> Vec<Diagnostic> {
    let open = proofs.stated.iter().filter(|stated| computes(stated.condition.expr()));
    open.filter_map(|stated| {
        let (witness, reason) = failing(stated)?;
        let facts = proofs.wording().facts(&witness);
        let message = format!("this can fail: {reason} when {facts}");
        let diagnostic = Diagnostic::new(Code::MayFail, message).help(
            "ask first whether it can be worked out, or narrow the field with `min` and `max`",
        );
        Some(stated.at(diagnostic, "unknown then, though the facts are there"))
    })
    .collect()
}

fn computes(expr: &Expr) -> bool {
    let itself = matches!(
        expr.kind,
        ExprKind::Negate(_)
            | ExprKind::Binary {
                operator: Operator::Add
                    | Operator::Subtract
                    | Operator::Multiply
                    | Operator::Divide
                    | Operator::Remainder,
                ..
            }
    );
    itself || expr.parts().any(computes)
}

/// Facts for which the condition fails, all of them set, and how.
fn failing(stated: &Stated<'_>) -> Option<(Witness, String)> {
    let condition = stated.condition;
    let mut constants = vec![0, 1, -1];
    whole_numbers(condition.expr(), &mut constants);
    let choices: Vec<(Slot, Vec<Value>)> = condition
        .reads()
        .iter()
        .map(|slot| {
            let known = condition.read_of(*slot).map(|(_, known)| known);
            (*slot, known.map(|known| values(known, &constants)).unwrap_or_default())
        })
        .collect();
    if choices.iter().any(|(_, values)| values.is_empty()) {
        return None;
    }
    let count = choices.iter().fold(1_usize, |all, (_, own)| all.saturating_mul(own.len()));
    (0..count.min(COMBINATIONS)).find_map(|mut number| {
        let mut facts = BTreeMap::new();
        for (slot, values) in &choices {
            facts.insert(*slot, values.get(number % values.len()).cloned());
            number /= values.len();
        }
        let witness = Witness { facts };
        condition.arithmetic_failure(&witness).map(|reason| (witness, reason))
    })
}

fn whole_numbers(expr: &Expr, found: &mut Vec<i64>) {
    if let ExprKind::Literal(Literal::Int(number)) = expr.kind {
        for near in [number, number.saturating_neg(), number.saturating_add(1)] {
            if !found.contains(&near) {
                found.push(near);
            }
        }
    }
    expr.parts().for_each(|part| whole_numbers(part, found));
}

/// Values that arithmetic fails for, if it fails for any.
fn values(known: &Declaration, constants: &[i64]) -> Vec<Value> {
    match (&known.ty, &known.domain) {
        (Type::Bool, _) => vec![true.into(), false.into()],
        (Type::String, Domain::OneOf(values)) => {
            values.iter().map(|value| Value::String(value.clone())).collect()
        }
        (Type::String, _) => vec!["".into()],
        (Type::Int, domain) => {
            let (min, max) = match domain {
                Domain::Range { min, max } => (*min, *max),
                _ => (None, None),
            };
            let least = min.map_or(-MOST, |min| min as i64);
            let most = max.map_or(MOST, |max| max as i64);
            let end = if most.saturating_sub(least) < EACH { most } else { least };
            let few = least..=end;
            let all = constants.iter().copied().chain([least, most]).chain(few);
            let inside = all.filter(|number| (least..=most).contains(number));
            inside.map(Value::Int).collect()
        }
        (Type::Double, Domain::Range { min: Some(min), .. }) => vec![Value::Double(*min)],
        (Type::Double, _) => vec![Value::Double(0.0)],
        (Type::List(_), _) => vec![Value::list([])],
        _ => Vec::new(),
    }
}
