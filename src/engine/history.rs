//! Whether a deal's history contradicts what its fields say of how facts may change.

use super::assessment::Signal;
use super::situation::Situation;
use super::words;
use crate::base::time::Timestamp;
use crate::deal::fact::Fact;
use crate::deal::field::{Changes, Field};
use crate::deal::raw::RawValue;
use crate::playbook::content::SignalSeverity;
use crate::playbook::stage::Stage;

/// A signal for each field whose history says what cannot be.
pub(crate) fn contradictions(situation: &Situation<'_>) -> Vec<Signal> {
    let declared = situation.model().fields.iter().map(|(_, field)| field);
    declared.filter_map(|field| contradiction(situation, field)).collect()
}

fn contradiction(situation: &Situation<'_>, field: &Field) -> Option<Signal> {
    let values = values_over_time(situation, field);
    let text = set_elsewhere(situation, field, &values).or_else(|| match field.changes {
        Changes::Free => None,
        Changes::Once => changed(situation, field, &values),
        Changes::Grows => fell(situation, field, &values),
    })?;
    Some(Signal {
        id: format!("history.{}", field.id),
        severity: SignalSeverity::Warning,
        text,
        plays: Vec::new(),
        snoozed: None,
    })
}

/// What a field was set to, the oldest first, and what it is now.
fn values_over_time<'d>(
    situation: &Situation<'d>,
    field: &Field,
) -> Vec<(Option<Timestamp>, &'d Fact)> {
    let history = situation.deal.history.iter();
    let past = history.filter_map(|entry| Some((Some(entry.at), entry.set.get(&field.id)?)));
    let now = situation.deal.facts.get(&field.id).map(|fact| (fact.at, fact));
    past.chain(now).collect()
}

fn changed(
    situation: &Situation<'_>,
    field: &Field,
    values: &[(Option<Timestamp>, &Fact)],
) -> Option<String> {
    let mut set = values.iter().map(|(_, fact)| &fact.value).filter(|v| **v != RawValue::Null);
    let first = set.next()?;
    let again = set.any(|value| value != first);
    let gone = values.last().is_some_and(|(_, fact)| fact.value == RawValue::Null);
    (again || gone).then(|| words::was_changed(situation.words(), &field.label))
}

fn fell(
    situation: &Situation<'_>,
    field: &Field,
    values: &[(Option<Timestamp>, &Fact)],
) -> Option<String> {
    let falls = |pair: &[(Option<Timestamp>, &Fact)]| match pair {
        [(_, before), (_, after)] => is_less(&after.value, &before.value),
        _ => false,
    };
    values.windows(2).any(falls).then(|| words::was_lowered(situation.words(), &field.label))
}

fn is_less(after: &RawValue, before: &RawValue) -> bool {
    #[expect(clippy::cast_precision_loss, reason = "only the order of the two matters")]
    let number = |value: &RawValue| match value {
        RawValue::Integer(number) => Some(*number as f64),
        RawValue::Number(number) => Some(*number),
        RawValue::Bool(truth) => Some(f64::from(u8::from(*truth))),
        _ => None,
    };
    match (number(after), number(before)) {
        (Some(after), Some(before)) => after < before,
        _ => *after == RawValue::Null && *before != RawValue::Null,
    }
}

fn set_elsewhere(
    situation: &Situation<'_>,
    field: &Field,
    values: &[(Option<Timestamp>, &Fact)],
) -> Option<String> {
    let stage = values.iter().find_map(|(at, _)| {
        let stage = stage_at(situation, (*at)?)?;
        (!field.set_in.is_empty() && !field.set_in.iter().any(|known| known == stage))
            .then_some(stage)
    })?;
    let graph = &situation.model().graph;
    let name = |id: &'_ str| graph.find(id).and_then(|ix| graph.stage(ix)).map(Stage::name);
    let allowed = field.set_in.iter().filter_map(|id| name(id.as_str()));
    let allowed = words::row(situation.words(), allowed);
    let stage = name(stage).unwrap_or(stage);
    Some(words::was_set_elsewhere(situation.words(), &field.label, stage, allowed))
}

/// The stage in which the deal was at a moment, by its history.
fn stage_at<'d>(situation: &Situation<'d>, at: Timestamp) -> Option<&'d str> {
    let moves = situation.deal.history.iter().filter(|entry| entry.at <= at);
    moves.filter_map(|entry| entry.to.as_deref()).next_back()
}
