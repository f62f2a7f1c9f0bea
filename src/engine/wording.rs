//! How facts and the engine's own remarks read to a person.

use super::situation::Situation;
use super::unmet::Found;
use super::words;
use crate::base::language::Language;
use crate::base::line::one_line;
use crate::deal::field::{Field, FieldType};
use crate::expr::{Facts, Slot, Value, ValueNames};
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
    let value = |slot: Slot, field: &Field| {
        let value = situation.row.get(slot).map(|value| shown(&field.kind, value));
        value.unwrap_or_else(|| TemplateValue::unset(&*field.label))
    };
    let fields = || situation.model().fields.iter();
    let facts = fields().map(|(slot, field)| (field.id.to_string(), value(slot, field)));
    let scores = fields().filter_map(|(slot, field)| {
        Some((field.id.strip_prefix("score.")?.to_owned(), value(slot, field)))
    });
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
        (kind, value) => {
            let reading = Reading { language: Language::English, kind, names: None };
            TemplateValue::text(&one_line(&read(&reading, value)))
        }
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
pub(crate) fn read(reading: &Reading<'_>, value: &Value) -> String {
    let Reading { language, kind, .. } = *reading;
    match (kind, value) {
        (_, Value::Bool(true)) => words::yes(language),
        (_, Value::Bool(false)) => words::no(language),
        (FieldType::Date, Value::Timestamp(at)) => at.date(),
        (_, Value::Timestamp(at)) => at.to_string(),
        (FieldType::Choice(_) | FieldType::Choices(_), Value::String(text)) => reading.choice(text),
        (_, Value::String(text)) => text.to_string(),
        (FieldType::Percent, Value::Double(number)) => format!("{number} %"),
        (_, Value::Double(number)) => crate::template::number_text(*number),
        (_, Value::Int(number)) => number.to_string(),
        (_, Value::Duration(length)) => length.to_string(),
        (_, Value::List(items)) if items.is_empty() => words::nothing(language),
        (FieldType::Records(_), Value::List(items)) => words::listed(language, items.len()),
        (_, Value::List(items)) => {
            let items: Vec<String> = items.iter().map(|item| read(reading, item)).collect();
            words::row(language, items.iter().map(String::as_str))
        }
        _ => String::new(),
    }
}

/// How a field's values read.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    language: Language,
    kind: &'a FieldType,
    names: Option<&'a ValueNames>,
}

impl<'a> Reading<'a> {
    pub(crate) fn of(language: Language, field: &'a Field) -> Self {
        Self { language, kind: &field.kind, names: Some(&field.value_names) }
    }

    fn choice(&self, value: &str) -> String {
        let name = self.names.and_then(|names| names.get(value));
        name.map_or_else(|| spoken(value), ToString::to_string)
    }
}

/// A choice's value as a person says it: `no_decision` is «no decision».
pub(crate) fn spoken(value: &str) -> String {
    value.replace('_', " ")
}

/// What was found in a slot.
pub(crate) fn found(situation: &Situation<'_>, slot: Slot) -> Option<Found> {
    let field = situation.model().fields.field(slot)?;
    let reading = Reading::of(situation.words(), field);
    let value = situation.row.get(slot).map(|value| with_unit(field, read(&reading, value)));
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
