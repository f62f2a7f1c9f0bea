//! Facts of a deal as conditions see them, for tests.

use std::collections::BTreeMap;
use std::sync::Arc;

use dealgraph::expr::{
    Declaration, Domain, Facts, Names, Record, RecordType, Slot, Trust, Type, Value,
};

/// Names of a small process.
pub(crate) struct Process {
    names: Vec<(&'static str, Declaration)>,
}

fn texts(words: &[&str]) -> Domain {
    Domain::OneOf(words.iter().map(|word| Arc::from(*word)).collect())
}

fn range(min: Option<f64>, max: Option<f64>) -> Domain {
    Domain::Range { min, max }
}

/// The fields of a contact.
pub(crate) fn contact_type() -> Arc<RecordType> {
    let roles = Declaration::new(Type::list(Type::String), "Roles");
    let stance = Declaration::new(Type::String, "Stance");
    Arc::new(RecordType {
        fields: vec![
            ("name".into(), Declaration::new(Type::String, "Name")),
            ("roles".into(), roles.within(texts(&["champion", "economic_buyer", "user"]))),
            ("stance".into(), stance.within(texts(&["champion", "neutral", "opponent"]))),
            ("met".into(), Declaration::new(Type::Bool, "Met")),
            ("calls".into(), Declaration::new(Type::Int, "Calls")),
        ],
    })
}

impl Default for Process {
    fn default() -> Self {
        let outcomes = texts(&["order", "advance", "continuation", "no_sale"]);
        let declare = Declaration::new;
        let names = vec![
            (
                "amount",
                declare(Type::Double, "Amount").in_unit("EUR").within(range(Some(0.0), None)),
            ),
            (
                "budget",
                declare(Type::Double, "Budget").in_unit("EUR").within(range(Some(0.0), None)),
            ),
            (
                "discount",
                declare(Type::Double, "Discount")
                    .in_unit("%")
                    .within(range(Some(0.0), Some(100.0))),
            ),
            ("stakeholders", declare(Type::Int, "Stakeholders").within(range(Some(0.0), None))),
            ("fit", declare(Type::Int, "Fit").within(range(Some(0.0), Some(10.0)))),
            ("days_in_stage", declare(Type::Int, "Days in stage").always_set()),
            (
                "segment",
                declare(Type::String, "Segment").within(texts(&["smb", "mid", "enterprise"])),
            ),
            ("last_outcome", declare(Type::String, "Outcome of the last call").within(outcomes)),
            ("competitor", declare(Type::String, "Competitor")),
            (
                "roles",
                declare(Type::list(Type::String), "Roles").within(texts(&[
                    "champion",
                    "economic_buyer",
                    "user",
                ])),
            ),
            ("nda", declare(Type::Bool, "NDA signed")),
            ("decision_process", declare(Type::Bool, "Decision process mapped")),
            ("buyer_met", declare(Type::Bool, "Economic buyer met")),
            ("close_date", declare(Type::Timestamp, "Close date")),
            ("last_call", declare(Type::Timestamp, "Last call")),
            ("cycle", declare(Type::Duration, "Buying cycle")),
            ("now", declare(Type::Timestamp, "Now").always_set()),
            (
                "score.needs",
                declare(Type::Double, "Strength of need")
                    .in_unit("%")
                    .within(range(Some(0.0), Some(100.0)))
                    .always_set(),
            ),
            ("contacts", declare(Type::list(Type::Record(contact_type())), "Contacts")),
        ];
        Self { names }
    }
}

impl Process {
    pub(crate) fn slot(&self, name: &str) -> Slot {
        let place = self.names.iter().position(|(known, _)| *known == name);
        Slot(u32::try_from(place.unwrap_or_else(|| panic!("no {name}"))).unwrap())
    }

    pub(crate) fn name(&self, slot: Slot) -> &'static str {
        self.names[slot.0 as usize].0
    }

    pub(crate) fn names_of(&self, slots: &[Slot]) -> Vec<&'static str> {
        slots.iter().map(|slot| self.name(*slot)).collect()
    }
}

impl Names for Process {
    fn find(&self, dotted: &str) -> Option<(Slot, &Declaration)> {
        let place = self.names.iter().position(|(known, _)| *known == dotted)?;
        Some((Slot(u32::try_from(place).unwrap()), &self.names[place].1))
    }

    fn known(&self) -> Vec<&str> {
        self.names.iter().map(|(name, _)| *name).collect()
    }
}

/// The facts of one deal.
#[derive(Default, Clone, Debug)]
pub(crate) struct Deal(pub(crate) BTreeMap<Slot, Value>);

impl Deal {
    pub(crate) fn with(mut self, process: &Process, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(process.slot(name), value.into());
        self
    }
}

impl Facts for Deal {
    fn get(&self, slot: Slot) -> Option<&Value> {
        self.0.get(&slot)
    }
}

/// A contact; `None` is unset.
pub(crate) fn contact(roles: &[&str], met: Option<bool>) -> Value {
    let roles = Value::list(roles.iter().map(|role| Value::from(*role)));
    let values = vec![Some("D. Reyes".into()), Some(roles), None, met.map(Value::Bool), None];
    Value::Record(Arc::new(Record::new(contact_type(), values)))
}

/// Trusts all but these.
#[derive(Default, Debug)]
pub(crate) struct TrustsAllBut(pub(crate) Vec<(Slot, Option<usize>)>);

impl Trust for TrustsAllBut {
    fn accepts(&self, slot: Slot, item: Option<usize>) -> bool {
        !self.0.contains(&(slot, item))
    }
}
