//! DG0306: parts of conditions that can never matter.

use super::{Proofs, Stated};
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Span;
use crate::expr::Condition;
use crate::logic::{Conditions, Wanted};

pub(super) fn of_conditions(proofs: &Proofs<'_>) -> Vec<Diagnostic> {
    let found = proofs.stated.iter().filter_map(|stated| Some((stated, stated.idle_part?)));
    found
        .map(|(stated, part)| {
            let message = format!("`{}` can never matter here", stated.text(part));
            let diagnostic = Diagnostic::new(Code::IdlePart, message)
                .help("remove it: the rest says the same of every deal");
            let diagnostic = stated.at_part(diagnostic, part, "the rest decides without it");
            match removable(proofs, stated, part) {
                Some(place) => {
                    diagnostic.fix(&stated.written.source, stated.written.place(place), "")
                }
                None => diagnostic,
            }
        })
        .collect()
}

/// What has to be taken out of the text, the operator included, so that the rest is the condition
/// without the part; only where it is proven to say the same.
fn removable(proofs: &Proofs<'_>, stated: &Stated<'_>, part: Span) -> Option<Span> {
    let text = stated.condition.text();
    let part = with_parentheses(text, part)?;
    let (before, after) = (text.get(..part.start)?, text.get(part.end..)?);
    let is_same = |place: &Span| {
        let rest = [text.get(..place.start), text.get(place.end..)];
        let rest: Option<Vec<&str>> = rest.into_iter().collect();
        rest.is_some_and(|rest| is_equivalent(proofs, stated.condition, &rest.concat()))
    };
    let ahead = before.trim_end();
    let ahead = ["&&", "||"].iter().find_map(|operator| ahead.strip_suffix(operator));
    let behind = after.trim_start();
    let behind = ["&&", "||"].iter().find_map(|operator| behind.strip_prefix(operator));
    let ahead = ahead.map(|rest| Span::new(rest.trim_end().len(), part.end));
    let behind = behind.map(|rest| Span::new(part.start, text.len() - rest.trim_start().len()));
    [ahead, behind].into_iter().flatten().find(is_same)
}

/// A part with the parentheses that stand around it alone.
fn with_parentheses(text: &str, part: Span) -> Option<Span> {
    let (before, after) = (text.get(..part.start)?, text.get(part.end..)?);
    let opened = before.trim_end().strip_suffix('(');
    let closed = after.trim_start().strip_prefix(')');
    match opened.zip(closed) {
        Some((opened, closed)) => {
            with_parentheses(text, Span::new(opened.len(), text.len() - closed.len()))
        }
        None => Some(part),
    }
}

fn is_equivalent(proofs: &Proofs<'_>, condition: &Condition, text: &str) -> bool {
    let Ok(other) = Condition::compile(text, proofs.fields()) else { return false };
    let mut conditions = Conditions::default();
    let (one, other) = (conditions.add(condition), conditions.add(&other));
    let differences = [
        (Wanted::True, Wanted::NotTrue),
        (Wanted::NotTrue, Wanted::True),
        (Wanted::False, Wanted::Unknown),
        (Wanted::Unknown, Wanted::False),
    ];
    differences
        .into_iter()
        .all(|(as_one, as_other)| conditions.find(&[(one, as_one), (other, as_other)]).is_no())
}
