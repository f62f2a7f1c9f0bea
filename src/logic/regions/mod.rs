//! The values of each fact, cut into the finitely many regions that some atoms can tell apart.

pub(crate) mod line;
mod list;
mod scalar;
pub(crate) mod texts;

use super::diagram::{Class, Variable};
use crate::expr::atoms::{Atom, AtomId};
use crate::expr::{Facts, Slot, Truth, Value};

pub(crate) use list::{ListRegions, beyond, list, of_element};
pub(crate) use scalar::{Region, ScalarRegions, is_answered_by_regions, scalar};

/// How the values of a fact are told apart.
#[derive(Debug, Clone)]
pub(crate) enum Regions {
    /// One variable: a class for unset, where it can be, and one for each region.
    Scalar(ScalarRegions),
    /// A variable for unset, and how often each kind of element is there.
    List(ListRegions),
}

/// The variables of one fact.
#[derive(Debug, Clone)]
pub(crate) struct Cut {
    pub(crate) regions: Regions,
    /// Whether the fact is set, for lists that can be unset.
    pub(crate) set: Option<Variable>,
    /// The region, or the number of each kind of element.
    pub(crate) variables: Vec<Variable>,
    /// Whether the fact changes, for facts of several variables.
    pub(crate) changed: Option<Variable>,
}

impl Cut {
    /// The class of a variable of the fact, for a value of the fact; `None` where it has none.
    pub(crate) fn class_of(
        &self,
        variable: Variable,
        value: Option<&Value>,
        answers: &dyn Fn(&Value) -> Vec<Truth>,
    ) -> Option<Class> {
        match &self.regions {
            Regions::Scalar(regions) => regions.class_of(value),
            Regions::List(regions) => {
                if self.set == Some(variable) {
                    return Some(Class::from(value.is_some()));
                }
                let place = self.variables.iter().position(|own| *own == variable)?;
                match value {
                    Some(Value::List(items)) => regions.count_of(place, items, answers),
                    _ => Some(0),
                }
            }
        }
    }
}

/// Atoms that ask about one fact alone; other facts that they read are held still.
pub(crate) struct Asking<'a> {
    pub(crate) slot: Slot,
    pub(crate) atoms: Vec<(AtomId, &'a Atom)>,
    pub(crate) held: &'a dyn Facts,
    /// The value that the fact has now, which becomes a region of its own: only so can «as it is» be
    /// told from «elsewhere in the same region».
    pub(crate) now: Option<&'a Value>,
}

impl Asking<'_> {
    /// What an atom says when the fact has a value.
    pub(crate) fn answer(&self, atom: &Atom, value: Option<&Value>) -> Truth {
        atom.decide(&With { held: self.held, slot: self.slot, value })
    }
}

/// Facts, one of which has another value.
pub(crate) struct With<'a> {
    pub(crate) held: &'a dyn Facts,
    pub(crate) slot: Slot,
    pub(crate) value: Option<&'a Value>,
}

impl Facts for With<'_> {
    fn get(&self, slot: Slot) -> Option<&Value> {
        if slot == self.slot { self.value } else { self.held.get(slot) }
    }
}
