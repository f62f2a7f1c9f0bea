//! Facts that are taken to be otherwise: `field=value@grade`.

use dealgraph::{Deal, Error, Evidence, Fact, RawValue, Timestamp};

use crate::args::WhatIf;
use crate::exit::Failure;

/// The grades, by what they are called.
const GRADES: [(&str, Evidence); 5] = [
    ("assumed", Evidence::Assumed),
    ("recorded", Evidence::Recorded),
    ("stated", Evidence::Stated),
    ("confirmed", Evidence::Confirmed),
    ("acted", Evidence::Acted),
];

/// The deal with other facts. Without a grade a fact is taken to be as well evidenced as can be.
pub(super) fn with(deal: &Deal, what_if: &WhatIf, now: Timestamp) -> Result<Deal, Failure> {
    let mut deal = deal.clone();
    for set in &what_if.set {
        let (field, value) = set.split_once('=').ok_or_else(|| not_an_equation(set))?;
        let (value, grade) = graded(value);
        let fact = Fact::bare(raw(value)).with_evidence(grade).with_date(now);
        deal = deal.supposing(field.trim(), fact);
    }
    Ok(deal)
}

/// Which of these sets a field.
pub(super) fn setting<'s>(what_if: &'s [String], field: &str) -> Option<&'s String> {
    what_if.iter().rev().find(|set| set.split_once('=').is_some_and(|(to, _)| to.trim() == field))
}

/// What the library has against a fact that was set.
pub(super) fn refused(set: &str, error: &Error) -> Failure {
    let help = match error {
        Error::UnknownFact { nearest: None, playbook, .. } => {
            Some(format!("`dealgraph show {playbook}` names the fields"))
        }
        _ => error.help(),
    };
    let failure = Failure::input(format!("`--set {set}`: {error}"));
    help.into_iter().fold(failure, Failure::help)
}

fn not_an_equation(text: &str) -> Failure {
    Failure::input(format!("`--set {text}` sets nothing"))
        .help("write a field, `=` and its value: `--set amount=50000`, `--set stage_name='\"x\"'`")
}

fn graded(text: &str) -> (&str, Evidence) {
    let parts = text.rsplit_once('@');
    let known = parts.and_then(|(value, word)| {
        let grade = GRADES.iter().find(|(name, _)| *name == word)?.1;
        Some((value, grade))
    });
    known.unwrap_or((text, Evidence::Acted))
}

/// A value as JSON; what is no JSON is a text, and nothing is unset.
fn raw(text: &str) -> RawValue {
    if text.is_empty() {
        return RawValue::Null;
    }
    serde_json::from_str(text).unwrap_or_else(|_| RawValue::Text(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_json_or_a_text_and_may_have_a_grade() {
        assert_eq!(raw("true"), RawValue::Bool(true));
        assert_eq!(raw("lean"), RawValue::Text("lean".to_owned()));
        assert_eq!(raw(""), RawValue::Null);
        assert_eq!(graded("true@confirmed"), ("true", Evidence::Confirmed));
        assert_eq!(graded("me@example.com"), ("me@example.com", Evidence::Acted));
    }

    #[test]
    fn facts_are_set_and_unset() {
        let mut deal = Deal::new("D", "s");
        deal.facts.set("gone", Fact::bare(RawValue::Bool(true)));
        let what_if = WhatIf { set: vec!["gone=".to_owned(), "new=5@stated".to_owned()] };
        let now = Timestamp::from_unix_seconds(0).unwrap();
        let changed = with(&deal, &what_if, now).unwrap();
        assert_eq!(changed.facts.get("gone"), None);
        assert_eq!(changed.facts.get("new").map(|fact| fact.evidence), Some(Evidence::Stated));
        assert!(with(&deal, &WhatIf { set: vec!["x".to_owned()] }, now).is_err());
    }
}
