//! A deal's facts in the slots of a playbook, checked against their types.

use std::sync::Arc;

use super::contact::Contact;
use super::deal::Deal;
use super::evidence::Evidence;
use super::fact::{Fact, grade};
use super::field::{FieldType, SubField};
use super::raw::RawValue;
use super::table::{FieldTable, given};
use crate::base::nearest::nearest;
use crate::base::time::{Duration, Timestamp};
use crate::expr::{Facts, Record, RecordType, Slot, Type, Value};

/// What is behind a fact, or behind one item of a records fact.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Behind {
    pub(crate) evidence: Evidence,
    pub(crate) at: Option<Timestamp>,
}

/// The facts of a deal, each in its slot.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    values: Vec<Option<Value>>,
    behind: Vec<Behind>,
    items: Vec<Vec<Behind>>,
}

impl Facts for Row {
    fn get(&self, slot: Slot) -> Option<&Value> {
        self.values.get(slot.0 as usize)?.as_ref()
    }
}

impl Row {
    /// A row in which nothing is set.
    pub(crate) fn for_table(table: &FieldTable) -> Self {
        Self {
            values: vec![None; table.len()],
            behind: vec![Behind::default(); table.len()],
            items: vec![Vec::new(); table.len()],
        }
    }

    /// Unsets everything.
    pub(crate) fn clear(&mut self) {
        self.values.fill(None);
        self.behind.fill(Behind::default());
        self.items.iter_mut().for_each(Vec::clear);
    }

    /// Takes a fact over from another row, with all that is behind it.
    pub(crate) fn take(&mut self, slot: Slot, from: &Self) {
        let place = slot.0 as usize;
        self.set(slot, from.get(slot).cloned());
        if let (Some(here), Some(there)) = (self.behind.get_mut(place), from.behind.get(place)) {
            *here = *there;
        }
        if let (Some(here), Some(there)) = (self.items.get_mut(place), from.items.get(place)) {
            here.clone_from(there);
        }
    }

    pub(crate) fn set(&mut self, slot: Slot, value: Option<Value>) {
        if let Some(place) = self.values.get_mut(slot.0 as usize) {
            *place = value;
        }
    }

    /// Sets a fact with what is behind it, and behind each of its items.
    pub(crate) fn find_out(&mut self, slot: Slot, value: Option<Value>, behind: Behind) {
        let items = match &value {
            Some(Value::List(items)) => items.len(),
            _ => 0,
        };
        self.set(slot, value);
        if let Some(place) = self.behind.get_mut(slot.0 as usize) {
            *place = behind;
        }
        if let Some(place) = self.items.get_mut(slot.0 as usize) {
            *place = vec![behind; items];
        }
    }

    /// What is behind a fact as a whole: behind each of its items, where it has items.
    pub(crate) fn backings(&self, slot: Slot, item: Option<usize>) -> Vec<Behind> {
        let items = self.items.get(slot.0 as usize).map_or(&[][..], Vec::as_slice);
        match item {
            Some(index) => items.get(index).copied().into_iter().collect(),
            None if !items.is_empty() => items.to_vec(),
            None => self.behind.get(slot.0 as usize).copied().into_iter().collect(),
        }
    }

    /// What is behind a fact.
    pub(crate) fn behind(&self, slot: Slot) -> Option<Behind> {
        self.get(slot).and(self.backings(slot, None).into_iter().min_by_key(|b| b.evidence))
    }
}

/// Why a deal cannot be held against a playbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unusable {
    UnknownFact { field: String, nearest: Option<String> },
    Worked { field: String },
    WrongValue { field: String, expected: String, found: String },
    Missing { field: String },
}

/// A value that is not what it should be.
struct Mismatch {
    /// Where inside the field: `[2].kind`, or nothing.
    place: String,
    expected: String,
    found: String,
}

impl Mismatch {
    fn new(expected: impl Into<String>, found: &RawValue) -> Self {
        Self { place: String::new(), expected: expected.into(), found: found.described() }
    }

    fn inside(mut self, place: &str) -> Self {
        self.place.insert_str(0, place);
        self
    }
}

/// Puts a deal's facts and contacts into the slots of a table, and whatever else is known of it.
pub(crate) fn bind(
    table: &FieldTable,
    deal: &Deal,
    add: impl FnOnce(&mut Row),
) -> Result<Row, Unusable> {
    let mut row = Row::for_table(table);
    for (id, fact) in deal.facts.iter() {
        bind_fact(table, &mut row, id, fact)?;
    }
    if let Some(contacts) = &deal.contacts {
        bind_contacts(table, &mut row, contacts);
    }
    add(&mut row);
    let missing = table.iter().find(|(slot, field)| field.required && row.get(*slot).is_none());
    match missing {
        Some((_, field)) => Err(Unusable::Missing { field: field.id.to_string() }),
        None => Ok(row),
    }
}

/// Puts one fact into its slot.
pub(crate) fn bind_fact(
    table: &FieldTable,
    row: &mut Row,
    id: &str,
    fact: &Fact,
) -> Result<(), Unusable> {
    let slot = table.slot(id).ok_or_else(|| Unusable::UnknownFact {
        field: id.to_owned(),
        nearest: nearest(id, table.settable()).map(str::to_owned),
    })?;
    let Some(field) = table.field(slot) else { return Ok(()) };
    if !field.carries_evidence() || slot == given::CONTACTS {
        return Err(Unusable::Worked { field: id.to_owned() });
    }
    if fact.value == RawValue::Null {
        return Ok(());
    }
    let behind = Behind { evidence: fact.evidence, at: fact.at };
    let wrong = |mismatch: Mismatch| Unusable::WrongValue {
        field: format!("{id}{}", mismatch.place),
        expected: mismatch.expected,
        found: mismatch.found,
    };
    let bound = match (&field.kind, record_type(table, slot)) {
        (FieldType::Records(fields), Some(ty)) => records(&ty, fields, &fact.value),
        (kind, _) => value(kind, &fact.value),
    };
    row.set(slot, Some(bound.map_err(wrong)?));
    if let FieldType::Records(_) = field.kind {
        let items = item_backings(&fact.value, behind).map_err(wrong)?;
        if let Some(place) = row.items.get_mut(slot.0 as usize) {
            *place = items;
        }
    }
    if let Some(place) = row.behind.get_mut(slot.0 as usize) {
        *place = behind;
    }
    Ok(())
}

/// The value of a field's type that a raw value stands for.
fn value(kind: &FieldType, raw: &RawValue) -> Result<Value, Mismatch> {
    match (kind, raw) {
        (FieldType::Bool, RawValue::Bool(truth)) => Ok(Value::Bool(*truth)),
        (FieldType::Integer { min, max }, _) => integer(raw, *min, *max),
        (FieldType::Number { min, max }, _) => number(raw, *min, *max, "a number"),
        (FieldType::Money, _) => number(raw, Some(0.0), None, "an amount of money"),
        (FieldType::Percent, _) => number(raw, Some(0.0), Some(100.0), "a percentage"),
        (FieldType::Text, RawValue::Text(text)) => Ok(Value::from(text.as_str())),
        (FieldType::Choice(values), RawValue::Text(text)) => choice(values, text, raw),
        (FieldType::Choices(values), RawValue::List(items)) => {
            list(items, |item| value(&FieldType::Choice(values.clone()), item))
        }
        (FieldType::Texts, RawValue::List(items)) => {
            list(items, |item| value(&FieldType::Text, item))
        }
        (FieldType::Date, RawValue::Text(text)) => Timestamp::parse_date(text)
            .map(Value::Timestamp)
            .map_err(|_| Mismatch::new(expected(kind), raw)),
        (FieldType::DateTime, RawValue::Text(text)) => Timestamp::parse(text)
            .map(Value::Timestamp)
            .map_err(|_| Mismatch::new(expected(kind), raw)),
        (FieldType::Duration, RawValue::Text(text)) => Duration::parse(text)
            .map(Value::Duration)
            .map_err(|_| Mismatch::new(expected(kind), raw)),
        _ => Err(Mismatch::new(expected(kind), raw)),
    }
}

fn expected(kind: &FieldType) -> &'static str {
    match kind {
        FieldType::Bool => "`true` or `false`",
        FieldType::Integer { .. } => "a whole number",
        FieldType::Number { .. } => "a number",
        FieldType::Money => "an amount of money",
        FieldType::Percent => "a percentage",
        FieldType::Text => "a text",
        FieldType::Choice(_) => "one of its values, as a text",
        FieldType::Choices(_) => "a list of its values",
        FieldType::Texts => "a list of texts",
        FieldType::Date => "a date that exists, such as \"2026-11-23\"",
        FieldType::DateTime => "a moment that exists, such as \"2026-11-23T09:00:00Z\"",
        FieldType::Duration => "a length of time, such as \"36h\"",
        FieldType::Records(_) => "a list of records",
    }
}

fn integer(raw: &RawValue, min: Option<i64>, max: Option<i64>) -> Result<Value, Mismatch> {
    let number = match raw {
        RawValue::Integer(number) => *number,
        RawValue::Number(number) => {
            whole(*number).ok_or_else(|| Mismatch::new("a whole number", raw))?
        }
        _ => return Err(Mismatch::new("a whole number", raw)),
    };
    if min.is_some_and(|min| number < min) || max.is_some_and(|max| number > max) {
        return Err(Mismatch::new(bounds("a whole number", min, max), raw));
    }
    Ok(Value::Int(number))
}

/// The whole number that a double is, as far as doubles hold whole numbers exactly.
fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[expect(clippy::cast_possible_truncation, reason = "whole and within 53 bits")]
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
}

fn number(
    raw: &RawValue,
    min: Option<f64>,
    max: Option<f64>,
    what: &str,
) -> Result<Value, Mismatch> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "amounts beyond 53 bits are rounded, as in JSON"
    )]
    let number = match raw {
        RawValue::Integer(number) => *number as f64,
        RawValue::Number(number) if number.is_finite() => *number,
        _ => return Err(Mismatch::new(what, raw)),
    };
    if min.is_some_and(|min| number < min) || max.is_some_and(|max| number > max) {
        return Err(Mismatch::new(bounds(what, min, max), raw));
    }
    Ok(Value::Double(number))
}

fn bounds<T: std::fmt::Display>(what: &str, min: Option<T>, max: Option<T>) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!("{what} from {min} to {max}"),
        (Some(min), None) => format!("{what} of at least {min}"),
        (None, Some(max)) => format!("{what} of at most {max}"),
        (None, None) => what.to_owned(),
    }
}

fn choice(values: &[Arc<str>], text: &str, raw: &RawValue) -> Result<Value, Mismatch> {
    if let Some(known) = values.iter().find(|value| &***value == text) {
        return Ok(Value::String(known.clone()));
    }
    let all = values.iter().map(|value| format!("\"{value}\"")).collect::<Vec<_>>().join(", ");
    let hint = nearest(text, values.iter().map(|value| &**value))
        .map(|near| format!(" (did you mean \"{near}\"?)"))
        .unwrap_or_default();
    Err(Mismatch::new(format!("one of {all}{hint}"), raw))
}

fn list(
    items: &[RawValue],
    each: impl Fn(&RawValue) -> Result<Value, Mismatch>,
) -> Result<Value, Mismatch> {
    let values: Result<Vec<Value>, Mismatch> = items
        .iter()
        .enumerate()
        .map(|(index, item)| each(item).map_err(|wrong| wrong.inside(&format!("[{index}]"))))
        .collect();
    Ok(Value::List(values?.into()))
}

/// The keys of a record that say how it is evidenced.
const EVIDENCE_KEYS: [&str; 4] = ["evidence", "by", "at", "note"];

fn records(ty: &Arc<RecordType>, fields: &[SubField], raw: &RawValue) -> Result<Value, Mismatch> {
    match raw {
        RawValue::List(items) => list(items, |item| record(ty, fields, item)),
        _ => Err(Mismatch::new("a list of records", raw)),
    }
}

/// The type of a field's records; `None` for a field that holds none.
fn record_type(table: &FieldTable, slot: Slot) -> Option<Arc<RecordType>> {
    match &table.declaration(slot)?.ty {
        Type::List(element) => match &**element {
            Type::Record(ty) => Some(ty.clone()),
            _ => None,
        },
        _ => None,
    }
}

fn record(ty: &Arc<RecordType>, fields: &[SubField], raw: &RawValue) -> Result<Value, Mismatch> {
    let RawValue::Record(entries) = raw else { return Err(Mismatch::new("a record", raw)) };
    let own = |key: &str| fields.iter().any(|field| &*field.name == key);
    if let Some((key, entry)) =
        entries.iter().find(|(key, _)| !own(key) && !EVIDENCE_KEYS.contains(&key.as_str()))
    {
        let names = fields.iter().map(|field| &*field.name).collect::<Vec<_>>().join(", ");
        return Err(Mismatch::new(format!("only {names}"), entry).inside(&format!(".{key}")));
    }
    let values: Result<Vec<Option<Value>>, Mismatch> = fields
        .iter()
        .map(|field| match entries.get(&*field.name) {
            None | Some(RawValue::Null) => Ok(None),
            Some(entry) => value(&field.kind, entry)
                .map(Some)
                .map_err(|wrong| wrong.inside(&format!(".{}", field.name))),
        })
        .collect();
    Ok(Value::Record(Arc::new(Record::new(ty.clone(), values?))))
}

/// What is behind each record of a list: what it says itself, else what the whole fact says.
fn item_backings(raw: &RawValue, whole: Behind) -> Result<Vec<Behind>, Mismatch> {
    let RawValue::List(items) = raw else { return Ok(Vec::new()) };
    items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            item_backing(item, whole).map_err(|wrong| wrong.inside(&format!("[{index}]")))
        })
        .collect()
}

fn item_backing(item: &RawValue, whole: Behind) -> Result<Behind, Mismatch> {
    let RawValue::Record(entries) = item else { return Ok(whole) };
    let mut behind = whole;
    if let Some(raw @ RawValue::Text(word)) = entries.get("evidence") {
        behind.evidence = grade(word)
            .map_err(|_| Mismatch::new("a grade of evidence", raw).inside(".evidence"))?;
    }
    if let Some(raw @ RawValue::Text(at)) = entries.get("at") {
        let at = Timestamp::parse(at)
            .map_err(|_| Mismatch::new("a moment that exists", raw).inside(".at"))?;
        behind.at = Some(at);
    }
    Ok(behind)
}

/// Puts the contacts into their slot.
pub(crate) fn bind_contacts(table: &FieldTable, row: &mut Row, contacts: &[Contact]) {
    let ty = record_type(table, given::CONTACTS).unwrap_or_default();
    let values: Vec<Value> = contacts.iter().map(|one| contact(&ty, one)).collect();
    row.set(given::CONTACTS, Some(Value::List(values.into())));
    if let Some(place) = row.items.get_mut(given::CONTACTS.0 as usize) {
        *place = contacts
            .iter()
            .map(|c| Behind { evidence: c.evidence.unwrap_or_default(), at: c.at })
            .collect();
    }
}

fn contact(ty: &Arc<RecordType>, contact: &Contact) -> Value {
    let text = |text: &str| Value::String(text.into());
    let roles = contact
        .roles
        .as_ref()
        .map(|roles| Value::List(roles.iter().map(|role| text(role)).collect::<Vec<_>>().into()));
    let values = vec![
        contact.name.as_deref().map(text),
        roles,
        contact.stance.map(|stance| text(stance.word())),
        contact.met.map(Value::Bool),
        contact.last_contact_at.map(Value::Timestamp),
    ];
    Value::Record(Arc::new(Record::new(ty.clone(), values)))
}
