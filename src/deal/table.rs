//! All fields of a playbook, each in its slot.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::contact::Stance;
use super::field::{Field, FieldOrigin, FieldType, SubField};
use super::words;
use crate::base::id::Id;
use crate::base::language::Language;
use crate::expr::{Declaration, Names, Slot, ValueNames};

/// All fields of a playbook, each in its slot: first those that are always there, then the declared
/// ones in document order, then the scores.
#[derive(Debug, Clone, Default)]
pub(crate) struct FieldTable {
    fields: Vec<Field>,
    declarations: Vec<Declaration>,
    slots: BTreeMap<Arc<str>, Slot>,
}

/// The slots of those fields that are always there and that the engine itself asks for.
pub(crate) mod given {
    use crate::expr::Slot;

    pub(crate) const AMOUNT: Slot = Slot(0);
    pub(crate) const CLOSE_DATE: Slot = Slot(2);
    pub(crate) const CONTACTS: Slot = Slot(4);
    pub(crate) const STAGE: Slot = Slot(5);
    pub(crate) const DAYS_IN_STAGE: Slot = Slot(6);
    pub(crate) const DAYS_SINCE_ACTIVITY: Slot = Slot(7);
    pub(crate) const AGE_DAYS: Slot = Slot(8);
    pub(crate) const NOW: Slot = Slot(9);
    pub(crate) const VISITS: Slot = Slot(10);
}

impl FieldTable {
    /// The fields that are always there. `stages` and `roles` are the ids that a stage and a
    /// contact's roles may have, with their names; no roles: any.
    pub(crate) fn with_given(language: Language, stages: &Named, roles: &Named) -> Self {
        let whole = || FieldType::Integer { min: Some(0), max: None };
        let rows = [
            ("amount", words::amount(language), FieldType::Money, FieldOrigin::Given),
            ("currency", words::currency(language), FieldType::Text, FieldOrigin::Given),
            ("close_date", words::close_date(language), FieldType::Date, FieldOrigin::Given),
            ("owner", words::owner(language), FieldType::Text, FieldOrigin::Given),
            ("contacts", words::contacts(language), contacts(language, roles), FieldOrigin::Given),
            (
                "stage",
                words::stage(language),
                FieldType::Choice(stages.ids()),
                FieldOrigin::Derived,
            ),
            ("days_in_stage", words::days_in_stage(language), whole(), FieldOrigin::Derived),
            (
                "days_since_activity",
                words::days_since_activity(language),
                whole(),
                FieldOrigin::Derived,
            ),
            ("age_days", words::age_days(language), whole(), FieldOrigin::Derived),
            ("now", words::now(language), FieldType::DateTime, FieldOrigin::Derived),
            (
                "visits",
                words::visits(language),
                FieldType::Integer { min: Some(1), max: None },
                FieldOrigin::Derived,
            ),
        ];
        let mut table = Self::default();
        for (id, label, kind, origin) in rows {
            let mut field = Field::new(id, &label, kind, origin);
            if id == "stage" {
                field.value_names = stages.names();
            }
            table.add(field);
        }
        table
    }

    /// Adds a field in the next slot, or puts it in place of one with the same id.
    pub(crate) fn add(&mut self, field: Field) -> Slot {
        let declaration = field.declaration();
        if let Some(slot) = self.slot(&field.id) {
            let place = slot.0 as usize;
            if let (Some(old), Some(known)) =
                (self.fields.get_mut(place), self.declarations.get_mut(place))
            {
                *old = field;
                *known = declaration;
            }
            return slot;
        }
        let slot = Slot(u32::try_from(self.fields.len()).unwrap_or(u32::MAX));
        self.slots.insert(field.id.clone(), slot);
        self.fields.push(field);
        self.declarations.push(declaration);
        slot
    }

    /// Says in which stages, by position, a field may be set.
    pub(crate) fn restrict(&mut self, slot: Option<Slot>, stages: &[bool]) {
        let ids: Vec<Id> = match self.field(given::STAGE).map(|field| &field.kind) {
            Some(FieldType::Choice(ids)) => {
                let may = ids.iter().zip(stages).filter(|(_, may)| **may);
                may.filter_map(|(id, _)| Id::new(id)).collect()
            }
            _ => Vec::new(),
        };
        if let Some(field) = slot.and_then(|slot| self.fields.get_mut(slot.0 as usize)) {
            field.set_in = ids;
        }
    }

    pub(crate) fn slot(&self, id: &str) -> Option<Slot> {
        self.slots.get(id).copied()
    }

    pub(crate) fn field(&self, slot: Slot) -> Option<&Field> {
        self.fields.get(slot.0 as usize)
    }

    pub(crate) fn declaration(&self, slot: Slot) -> Option<&Declaration> {
        self.declarations.get(slot.0 as usize)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (Slot, &Field)> {
        self.fields.iter().zip(0u32..).map(|(field, slot)| (Slot(slot), field))
    }

    pub(crate) fn len(&self) -> usize {
        self.fields.len()
    }

    /// The ids of the fields that a deal's JSON may name under `facts`.
    pub(crate) fn settable(&self) -> impl Iterator<Item = &str> {
        let contacts = self.field(given::CONTACTS).map(|field| field.id.clone());
        self.fields
            .iter()
            .filter(move |field| field.carries_evidence() && Some(&field.id) != contacts.as_ref())
            .map(|field| &*field.id)
    }
}

impl Names for FieldTable {
    fn find(&self, dotted: &str) -> Option<(Slot, &Declaration)> {
        let slot = self.slot(dotted)?;
        Some((slot, self.declaration(slot)?))
    }

    fn known(&self) -> Vec<&str> {
        self.fields.iter().map(|field| &*field.id).collect()
    }
}

/// Ids with the names that people know them by.
#[derive(Debug, Default)]
pub(crate) struct Named(pub(crate) Vec<(Arc<str>, Arc<str>)>);

impl Named {
    pub(crate) fn ids(&self) -> Arc<[Arc<str>]> {
        self.0.iter().map(|(id, _)| id.clone()).collect()
    }

    pub(crate) fn names(&self) -> ValueNames {
        Arc::new(self.0.iter().rev().cloned().collect())
    }
}

fn contacts(language: Language, roles: &Named) -> FieldType {
    let role = words::contact_role(language);
    let role = match roles.0.is_empty() {
        true => SubField::new("roles", &role, FieldType::Texts),
        false => SubField {
            value_names: roles.names(),
            ..SubField::new("roles", &role, FieldType::Choices(roles.ids()))
        },
    };
    let stances = Stance::ALL.map(|stance| (stance.word().into(), stance.name(language).into()));
    let stances = Named(stances.to_vec());
    let stance = SubField {
        value_names: stances.names(),
        ..SubField::new(
            "stance",
            &words::contact_stance(language),
            FieldType::Choice(stances.ids()),
        )
    };
    FieldType::Records(
        [
            SubField::new("name", &words::contact_name(language), FieldType::Text),
            role,
            stance,
            SubField::new("met", &words::contact_met(language), FieldType::Bool),
            SubField::new("last_contact_at", &words::last_contact(language), FieldType::DateTime),
        ]
        .into(),
    )
}
