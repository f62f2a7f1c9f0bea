//! Whether a deal's history contradicts what its fields say of how facts may change.

use super::situation::Situation;
use super::words;
use crate::base::time::Timestamp;
use crate::deal::fact::Fact;
use crate::deal::field::{Changes, Field};
use crate::deal::raw::RawValue;
use crate::playbook::stage::Stage;

/// A field whose history says what cannot be.
#[derive(Debug)]
pub(crate) struct Contradiction<'a> {
    pub(crate) field: &'a Field,
    slip: Slip<'a>,
}

/// What happened to a field and may not.
#[derive(Debug)]
enum Slip<'a> {
    /// It was set in this stage.
    SetIn(&'a str),
    /// It is set once, and was changed.
    Changed,
    /// It only grows, and fell.
    Lowered,
}

/// Every field whose history says what cannot be.
pub(crate) fn contradictions<'a>(
    situation: &Situation<'a>,
) -> impl Iterator<Item = Contradiction<'a>> {
    situation
        .model()
        .fields
        .iter()
        .filter_map(|(_, field)| Some(Contradiction { field, slip: slip(situation, field)? }))
}

fn slip<'a>(situation: &Situation<'a>, field: &Field) -> Option<Slip<'a>> {
    if field.set_in.is_empty() && field.changes == Changes::Free {
        return None;
    }
    let values = values_over_time(situation, field);
    set_elsewhere(situation, field, &values).or(match field.changes {
        Changes::Once if changed(&values) => Some(Slip::Changed),
        Changes::Grows if fell(&values) => Some(Slip::Lowered),
        _ => None,
    })
}

impl Contradiction<'_> {
    /// What cannot be, in a sentence.
    pub(crate) fn text(&self, situation: &Situation<'_>) -> String {
        let (language, label) = (situation.words(), &self.field.label);
        let stage = match self.slip {
            Slip::Changed => return words::was_changed(language, label),
            Slip::Lowered => return words::was_lowered(language, label),
            Slip::SetIn(stage) => stage,
        };
        let graph = &situation.model().graph;
        let name = |id: &'_ str| graph.find(id).and_then(|ix| graph.stage(ix)).map(Stage::name);
        let allowed = self.field.set_in.iter().filter_map(|id| name(id.as_str()));
        let allowed = words::row(language, allowed);
        words::was_set_elsewhere(language, label, name(stage).unwrap_or(stage), allowed)
    }
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

fn changed(values: &[(Option<Timestamp>, &Fact)]) -> bool {
    let mut set = values.iter().map(|(_, fact)| &fact.value).filter(|v| **v != RawValue::Null);
    let Some(first) = set.next() else { return false };
    let again = set.any(|value| value != first);
    again || values.last().is_some_and(|(_, fact)| fact.value == RawValue::Null)
}

fn fell(values: &[(Option<Timestamp>, &Fact)]) -> bool {
    values.windows(2).any(|pair| match pair {
        [(_, before), (_, after)] => is_less(&after.value, &before.value),
        _ => false,
    })
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

fn set_elsewhere<'a>(
    situation: &Situation<'a>,
    field: &Field,
    values: &[(Option<Timestamp>, &Fact)],
) -> Option<Slip<'a>> {
    let stage = values.iter().find_map(|(at, _)| {
        let stage = stage_at(situation, (*at)?)?;
        (!field.set_in.is_empty() && !field.set_in.iter().any(|known| known == stage))
            .then_some(stage)
    })?;
    Some(Slip::SetIn(stage))
}

/// The stage in which the deal was at a moment, by its history.
fn stage_at<'d>(situation: &Situation<'d>, at: Timestamp) -> Option<&'d str> {
    let moves = situation.deal.history.iter().filter(|entry| entry.at <= at);
    moves.filter_map(|entry| entry.to.as_deref()).next_back()
}
