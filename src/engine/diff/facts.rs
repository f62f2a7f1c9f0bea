//! The facts of two versions in slots of their own: what is the same fact has the same slot.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::length::Length;
use crate::deal::evidence::Evidence;
use crate::deal::field::{Field, FieldType};
use crate::expr::{Condition, Declaration, Domain, Names, Slot, Type};
use crate::playbook::criterion::Criterion;
use crate::playbook::playbook::{Model, Playbook};

/// The facts of two versions.
pub(super) struct CommonFacts<'a> {
    pub(super) old: &'a Model,
    pub(super) new: &'a Model,
    /// What is known of each slot, in both versions together.
    declarations: Vec<Declaration>,
    labels: Vec<Arc<str>>,
    old_slots: BTreeMap<Slot, Slot>,
    new_slots: BTreeMap<Slot, Slot>,
}

/// One of the two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    Old,
    New,
}

/// Whether two fields with the same id hold the same kind of value.
pub(super) fn same_type(old: &Field, new: &Field) -> bool {
    old.kind.word() == new.kind.word()
}

impl<'a> CommonFacts<'a> {
    pub(super) fn new(old: &'a Playbook, new: &'a Playbook) -> Self {
        let mut facts = Self {
            old: &old.0,
            new: &new.0,
            declarations: Vec::new(),
            labels: Vec::new(),
            old_slots: BTreeMap::new(),
            new_slots: BTreeMap::new(),
        };
        for (slot, field) in facts.new.fields.iter() {
            let here = facts.add(field.declaration(), &field.label);
            facts.new_slots.insert(slot, here);
        }
        for (slot, field) in facts.old.fields.iter() {
            let same = facts.new.fields.slot(&field.id);
            let same = same.filter(|slot| {
                facts.new.fields.field(*slot).is_some_and(|new| same_type(field, new))
            });
            let here = match same.and_then(|slot| facts.new_slots.get(&slot).copied()) {
                Some(here) => {
                    facts.widen(here, &field.declaration());
                    here
                }
                None => facts.add(field.declaration(), &field.label),
            };
            facts.old_slots.insert(slot, here);
        }
        facts
    }

    fn add(&mut self, declaration: Declaration, label: &Arc<str>) -> Slot {
        self.declarations.push(declaration);
        self.labels.push(label.clone());
        Slot(u32::try_from(self.declarations.len() - 1).unwrap_or(u32::MAX))
    }

    /// A fact may be what either version allows.
    fn widen(&mut self, slot: Slot, other: &Declaration) {
        let Some(known) = self.declarations.get_mut(slot.0 as usize) else { return };
        known.always_set &= other.always_set;
        known.domain = match (&known.domain, &other.domain) {
            (Domain::OneOf(one), Domain::OneOf(two)) => {
                let more = two.iter().filter(|value| !one.contains(value));
                Domain::OneOf(one.iter().chain(more).cloned().collect())
            }
            (Domain::Range { min, max }, Domain::Range { min: other_min, max: other_max }) => {
                Domain::Range {
                    min: min.zip(*other_min).map(|(one, other)| one.min(other)),
                    max: max.zip(*other_max).map(|(one, other)| one.max(other)),
                }
            }
            _ => Domain::Any,
        };
        if let Type::List(_) = known.ty
            && known.ty != other.ty
        {
            known.ty = other.ty.clone();
        }
    }

    pub(super) fn label(&self, slot: Slot) -> &str {
        self.labels.get(slot.0 as usize).map_or("", |label| label)
    }

    /// The id of the field in a slot, by the newer version where both have it.
    pub(super) fn field(&self, slot: Slot) -> Option<&'a Field> {
        let find = |slots: &BTreeMap<Slot, Slot>, model: &'a Model| {
            let (own, _) = slots.iter().find(|(_, here)| **here == slot)?;
            model.fields.field(*own)
        };
        find(&self.new_slots, self.new).or_else(|| find(&self.old_slots, self.old))
    }

    /// A condition of one version over the common slots.
    pub(super) fn condition(&self, version: Version, condition: &Condition) -> Condition {
        let slots = match version {
            Version::Old => &self.old_slots,
            Version::New => &self.new_slots,
        };
        condition.in_slots(&|slot| {
            let here = slots.get(&slot).copied().unwrap_or(slot);
            let known = self.declarations.get(here.0 as usize).cloned();
            (here, known.unwrap_or_else(|| Declaration::new(Type::Dyn, "")))
        })
    }

    /// How many slots there are; beyond them stand the evidence and the age of each.
    fn count(&self) -> u32 {
        u32::try_from(self.declarations.len()).unwrap_or(u32::MAX)
    }

    /// The slot that holds the evidence of a fact.
    pub(super) fn evidence_slot(&self, slot: Slot) -> Slot {
        Slot(self.count().saturating_add(slot.0))
    }

    /// The slot that holds the age of a fact's evidence, in seconds.
    pub(super) fn age_slot(&self, slot: Slot) -> Slot {
        Slot(self.count().saturating_mul(2).saturating_add(slot.0))
    }

    /// What a criterion asks: its condition, and what it asks of the evidence of each fact it reads.
    pub(super) fn asked(&self, version: Version, criterion: &Criterion) -> Vec<Condition> {
        let condition = self.condition(version, &criterion.condition);
        let carries = |slot: &&Slot| self.field(**slot).is_some_and(Field::carries_evidence);
        let facts: Vec<Slot> = condition.reads().iter().filter(carries).copied().collect();
        let mut asked = vec![condition];
        for slot in facts {
            asked.extend(criterion.evidence.and_then(|grade| self.graded(slot, grade)));
            asked.extend(criterion.fresh.and_then(|length| self.fresh(slot, length)));
        }
        asked
    }

    fn graded(&self, slot: Slot, grade: Evidence) -> Option<Condition> {
        let names = One { name: "evidence", slot: self.evidence_slot(slot), most: 4.0 };
        names.compile(&format!("evidence >= {}", grade as u8))
    }

    fn fresh(&self, slot: Slot, length: Length) -> Option<Condition> {
        let names = One { name: "age", slot: self.age_slot(slot), most: 1e12 };
        names.compile(&format!("age <= {}", length.seconds()))
    }

    /// Whether two fields with the same id and type allow the same values.
    pub(super) fn narrowed(old: &Field, new: &Field) -> bool {
        let narrower = |old: &FieldType, new: &FieldType| match (old, new) {
            (FieldType::Choice(old), FieldType::Choice(new))
            | (FieldType::Choices(old), FieldType::Choices(new)) => {
                old.iter().any(|value| !new.contains(value))
            }
            (old, new) => {
                let (old_min, old_max) = bounds(old);
                let (new_min, new_max) = bounds(new);
                new_min > old_min || new_max < old_max
            }
        };
        narrower(&old.kind, &new.kind) || (new.required && !old.required)
    }
}

#[expect(clippy::cast_precision_loss, reason = "only the order of the bounds matters")]
fn bounds(kind: &FieldType) -> (f64, f64) {
    let low = |min: Option<f64>| min.unwrap_or(f64::NEG_INFINITY);
    let high = |max: Option<f64>| max.unwrap_or(f64::INFINITY);
    match kind {
        FieldType::Integer { min, max } => {
            (low(min.map(|min| min as f64)), high(max.map(|max| max as f64)))
        }
        FieldType::Number { min, max } => (low(*min), high(*max)),
        _ => (f64::NEG_INFINITY, f64::INFINITY),
    }
}

/// A single whole number from 0 up that a condition may read.
struct One {
    name: &'static str,
    slot: Slot,
    most: f64,
}

impl One {
    fn compile(&self, text: &str) -> Option<Condition> {
        let mut declaration = Declaration::new(Type::Int, self.name);
        declaration.domain = Domain::Range { min: Some(0.0), max: Some(self.most) };
        declaration.always_set = true;
        Condition::compile(text, &Only { name: self.name, slot: self.slot, declaration }).ok()
    }
}

struct Only {
    name: &'static str,
    slot: Slot,
    declaration: Declaration,
}

impl Names for Only {
    fn find(&self, dotted: &str) -> Option<(Slot, &Declaration)> {
        (dotted == self.name).then_some((self.slot, &self.declaration))
    }

    fn known(&self) -> Vec<&str> {
        vec![self.name]
    }
}
