//! The one thing to get next, and the questions that get it.

use super::super::words;
use super::{Aim, Asking, How};
use crate::deal::evidence::Evidence;
use crate::deal::field::FieldType;
use crate::engine::action::{Action, ActionKind};
use crate::engine::situation::Situation;
use crate::engine::unmet::{FixKind, Found, Unmet};
use crate::engine::verdict::Verdict;
use crate::engine::wording::{Reading, read};
use crate::engine::words::{one_of, or_more};
use crate::error::Error;
use crate::expr::{Truth, Value};
use crate::playbook::criterion::Criterion;

/// Most questions for one thing: more is an interrogation.
const QUESTIONS: usize = 5;

/// The unmet criterion that an action helps with first.
pub(super) fn opened<'v>(action: &Action, verdict: &'v Verdict) -> Option<&'v Unmet> {
    verdict.unmet.iter().find(|unmet| action.opens.contains(&unmet.criterion))
}

/// What is to be got for a criterion; of its facts those that an action gives.
pub(super) fn aim(situation: &Situation<'_>, action: Option<&Action>, unmet: &Unmet) -> Aim {
    let (model, language) = (situation.model(), situation.words());
    let given = |found: &&Found| action.is_some_and(|action| action.fills.contains(&found.field));
    let mut found: Vec<&Found> = unmet.found.iter().filter(given).collect();
    if found.is_empty() {
        found = unmet.found.iter().collect();
    }
    let criterion = model.criteria.iter().find(|one| *one.id == *unmet.criterion);
    let evidence = criterion.and_then(|criterion| criterion.evidence);
    let labels: Vec<String> = found
        .iter()
        .map(|found| match criterion.and_then(|one| becomes(situation, one, &found.field)) {
            Some(value) => words::with_value(language, &found.label, value),
            None => found.label.clone(),
        })
        .collect();
    let what = labels.join(&words::comma(language));
    let can_be_asked = unmet.fixes.iter().any(|fix| fix.kind == FixKind::Question);
    Aim {
        text: match evidence {
            Some(Evidence::Stated) => words::in_their_words(language, what),
            Some(Evidence::Confirmed) => words::in_writing(language, what),
            Some(Evidence::Acted) => words::by_what_they_do(language, what),
            _ => what,
        },
        from_buyer: can_be_asked || evidence.is_some_and(|grade| grade >= Evidence::Stated),
        evidence,
        fields: found.iter().map(|found| found.field.clone()).collect(),
        criterion: unmet.criterion.clone(),
        missing: unmet.otherwise.clone(),
    }
}

/// The first play that helps with a criterion, with its reason.
///
/// # Errors
/// When a text cannot be filled in.
pub(super) fn how_to_meet(situation: &Situation<'_>, unmet: &Unmet) -> Result<Option<How>, Error> {
    let Some(fix) = unmet.fixes.iter().find(|fix| fix.kind != FixKind::Question) else {
        return Ok(None);
    };
    let play = situation.model().plays.iter().find(|play| *play.id == *fix.id);
    let because = play.and_then(|play| play.because.as_ref());
    let why = because.map(|because| situation.say(because)).transpose()?;
    Ok(Some(How { text: fix.text.clone(), why }))
}

/// Integers that are tried: what gates count is small.
const TRIED: i64 = 100;

/// What a fact has to become for a criterion, all others as they are: the values of a choice, or the
/// least number. Nothing for a bool that has to be true, since its label says it.
fn becomes(situation: &Situation<'_>, criterion: &Criterion, field: &str) -> Option<String> {
    let fields = &situation.model().fields;
    let slot = fields.slot(field)?;
    let field = fields.field(slot)?;
    let language = situation.words();
    let will_do = |value: &Value| {
        let mut row = situation.row.clone();
        row.set(slot, Some(value.clone()));
        criterion.condition.decide(&row) == Truth::True
    };
    let reading = Reading::of(language, field);
    match &field.kind {
        FieldType::Bool => {
            let no = Value::Bool(false);
            (will_do(&no) && !will_do(&Value::Bool(true))).then(|| read(&reading, &no))
        }
        FieldType::Choice(values) => {
            let values: Vec<Value> = values.iter().map(|value| Value::from(&**value)).collect();
            let good: Vec<String> =
                values.iter().filter(|value| will_do(value)).map(|v| read(&reading, v)).collect();
            let is_telling = !good.is_empty() && good.len() < values.len();
            is_telling.then(|| one_of(language, good.iter().map(String::as_str)))
        }
        FieldType::Integer { .. } => {
            let least = (0..TRIED).find(|number| will_do(&Value::Int(*number)))?;
            let grows = least > 0 && will_do(&Value::Int(TRIED));
            grows.then(|| or_more(language, least))
        }
        _ => None,
    }
}

/// Whether an action is a question to the buyer, and not a fact to look up.
pub(super) fn is_question(action: &Action) -> bool {
    action.kind == ActionKind::Question && !action.id.starts_with("fact.")
}

/// The questions of an action, then those that give what its criterion waits for.
///
/// # Errors
/// When a text cannot be filled in.
pub(super) fn asks(
    situation: &Situation<'_>,
    action: Option<&Action>,
    unmet: Option<&Unmet>,
) -> Result<Vec<Asking>, Error> {
    let asks = action.into_iter().flat_map(|action| &action.asks);
    let mut texts: Vec<&str> = asks.map(String::as_str).collect();
    texts.extend(action.filter(|action| is_question(action)).map(|action| action.text.as_str()));
    let fixes = unmet.into_iter().flat_map(|unmet| &unmet.fixes);
    let further = fixes.filter(|fix| fix.kind == FixKind::Question).map(|fix| fix.text.as_str());
    for text in further {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts.truncate(QUESTIONS);
    texts.into_iter().map(|text| asking(situation, text)).collect()
}

fn asking(situation: &Situation<'_>, ask: &str) -> Result<Asking, Error> {
    for question in &situation.model().questions {
        if let Some(listen_for) = &question.listen_for
            && situation.say(&question.ask)? == ask
        {
            let listen_for = Some(situation.say(listen_for)?);
            return Ok(Asking { ask: ask.to_owned(), listen_for });
        }
    }
    Ok(Asking { ask: ask.to_owned(), listen_for: None })
}
