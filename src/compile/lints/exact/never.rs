//! DG0304: conditions that can never hold.

use super::Proofs;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;

pub(super) fn holding(proofs: &Proofs<'_>) -> Vec<Diagnostic> {
    let never = proofs.stated.iter().filter(|stated| stated.alone.can_hold.is_no());
    never
        .map(|stated| {
            let parts = proofs.conditions.clashing_parts(stated.ix);
            let message = match parts.as_slice() {
                [one, other] => {
                    let (one, other) = (stated.text(*one), stated.text(*other));
                    format!("this can never hold: `{one}` and `{other}` exclude each other")
                }
                _ => "this can never hold, whatever the facts are".to_owned(),
            };
            let diagnostic =
                Diagnostic::new(Code::NeverHolds, message).help("say what was meant, or remove it");
            match parts.as_slice() {
                [one, other] => stated.at_part(diagnostic, *other, "").related(
                    &stated.written.source,
                    stated.written.place(*one),
                    "excluded here",
                ),
                [one] => stated.at_part(diagnostic, *one, "no facts make this true"),
                _ => stated.at(diagnostic, "no facts make this true"),
            }
        })
        .collect()
}
