//! What the reasoning says, held against reference verdicts and against trying everything.
#![allow(
    clippy::disallowed_methods,
    reason = "the number of cases of a deep run comes from the environment"
)]

mod brute;
mod conformance;
mod joins;
mod parts;
mod walks;

use std::collections::BTreeMap;

use crate::expr::{Declaration, Facts, Names, Slot, Value};

/// Names in the order of their slots.
pub(super) struct Table(pub(super) Vec<(String, Declaration)>);

impl Names for Table {
    fn find(&self, dotted: &str) -> Option<(Slot, &Declaration)> {
        let place = self.0.iter().position(|(name, _)| name == dotted)?;
        Some((Slot(u32::try_from(place).ok()?), &self.0[place].1))
    }

    fn known(&self) -> Vec<&str> {
        self.0.iter().map(|(name, _)| name.as_str()).collect()
    }
}

/// Facts by slot.
#[derive(Debug, Clone, Default)]
pub(super) struct Row(pub(super) BTreeMap<Slot, Value>);

impl Facts for Row {
    fn get(&self, slot: Slot) -> Option<&Value> {
        self.0.get(&slot)
    }
}
