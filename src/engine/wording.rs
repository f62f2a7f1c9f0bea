//! How facts and the engine's own remarks read to a person.

use super::situation::Situation;
use super::unmet::Found;
use crate::base::line::one_line;
use crate::deal::field::{Field, FieldType};
use crate::expr::{Facts, Slot, Value};
use crate::template::TemplateValue;

/// The names that every text of a rule set may use, with their values for a deal.
pub(crate) fn names(situation: &Situation<'_>) -> TemplateValue {
    let deal = [("id", situation.deal.id.as_str()), ("name", situation.deal.title())];
    let stage = situation.stage.and_then(|ix| situation.stage_of(ix));
    let stage_names = [
        ("id", stage.map(|s| s.id().as_str())),
        ("name", stage.map(crate::playbook::stage::Stage::name)),
        ("goal", stage.and_then(crate::playbook::stage::Stage::goal)),
    ];
    let fields = || {
        situation.model().fields.iter().map(|(slot, field)| {
            let value = situation.row.get(slot).map(|value| shown(&field.kind, value));
            (&*field.id, value.unwrap_or_else(|| TemplateValue::unset(&*field.label)))
        })
    };
    let facts = fields().map(|(id, value)| (id.to_owned(), value));
    let scores =
        fields().filter_map(|(id, value)| Some((id.strip_prefix("score.")?.to_owned(), value)));
    let named = |name: &str, value: TemplateValue| (name.to_owned(), value);
    TemplateValue::map([
        named(
            "deal",
            TemplateValue::map(deal.map(|(k, v)| named(k, TemplateValue::text(&one_line(v))))),
        ),
        named(
            "stage",
            TemplateValue::map(stage_names.map(|(key, value)| {
                let fallback = || TemplateValue::unset(format!("Stage {key}"));
                named(key, value.map_or_else(fallback, TemplateValue::text))
            })),
        ),
        named("facts", TemplateValue::map(facts)),
        named("score", TemplateValue::map(scores)),
    ])
}

/// A value as templates see it.
pub(crate) fn shown(kind: &FieldType, value: &Value) -> TemplateValue {
    match (kind, value) {
        (_, Value::Bool(truth)) => TemplateValue::truth(*truth),
        (_, Value::Int(number)) => TemplateValue::integer(*number),
        (_, Value::Double(number)) => TemplateValue::number(*number),
        (FieldType::Choice(_), Value::String(text)) => TemplateValue::word(text),
        (FieldType::Choices(_), Value::List(items)) => {
            let kind = FieldType::Choice([].into());
            TemplateValue::list(items.iter().map(|item| shown(&kind, item)))
        }
        (FieldType::Records(fields), Value::List(items)) => {
            TemplateValue::list(items.iter().map(|item| shown_record(fields, item)))
        }
        (_, Value::List(items)) => {
            TemplateValue::list(items.iter().map(|item| shown(&FieldType::Text, item)))
        }
        (kind, value) => TemplateValue::text(&one_line(&read(kind, value))),
    }
}

fn shown_record(fields: &[crate::deal::field::SubField], item: &Value) -> TemplateValue {
    let Value::Record(record) = item else { return TemplateValue::unset("record") };
    TemplateValue::map(fields.iter().enumerate().map(|(index, field)| {
        let value = record.at(index).map(|value| shown(&field.kind, value));
        (field.name.to_string(), value.unwrap_or_else(|| TemplateValue::unset(&*field.label)))
    }))
}

/// A value as a person reads it.
pub(crate) fn read(kind: &FieldType, value: &Value) -> String {
    match (kind, value) {
        (_, Value::Bool(true)) => "yes".to_owned(),
        (_, Value::Bool(false)) => "no".to_owned(),
        (FieldType::Date, Value::Timestamp(at)) => at.date(),
        (_, Value::Timestamp(at)) => at.to_string(),
        (FieldType::Choice(_), Value::String(text)) => spoken(text),
        (_, Value::String(text)) => text.to_string(),
        (FieldType::Percent, Value::Double(number)) => format!("{number} %"),
        (_, Value::Double(number)) => crate::template::number_text(*number),
        (_, Value::Int(number)) => number.to_string(),
        (_, Value::Duration(length)) => length.to_string(),
        (FieldType::Records(_), Value::List(items)) => match items.len() {
            0 => "none".to_owned(),
            count => format!("{count} listed"),
        },
        (_, Value::List(items)) if items.is_empty() => "none".to_owned(),
        (_, Value::List(items)) => {
            items.iter().map(|item| read(&FieldType::Text, item)).collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    }
}

/// A choice's value as a person says it: `no_decision` is «no decision».
pub(crate) fn spoken(value: &str) -> String {
    value.replace('_', " ")
}

/// What was found in a slot.
pub(crate) fn found(situation: &Situation<'_>, slot: Slot) -> Option<Found> {
    let field = situation.model().fields.field(slot)?;
    let value = situation.row.get(slot).map(|value| with_unit(field, read(&field.kind, value)));
    let behind = situation.row.behind(slot).filter(|_| field.carries_evidence());
    Some(Found {
        field: field.id.to_string(),
        label: field.label.to_string(),
        value,
        evidence: behind.map(|behind| behind.evidence),
    })
}

fn with_unit(field: &Field, value: String) -> String {
    match &field.unit {
        Some(unit) => format!("{value} {unit}"),
        None => value,
    }
}

/// «a», «a or b», «a, b or c».
pub(crate) fn one_of<'t>(items: impl IntoIterator<Item = &'t str>) -> String {
    let mut items: Vec<&str> = items.into_iter().collect();
    match items.pop() {
        None => String::new(),
        Some(last) if items.is_empty() => last.to_owned(),
        Some(last) => format!("{} or {last}", items.join(", ")),
    }
}
