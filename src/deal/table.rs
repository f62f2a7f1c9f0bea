//! All fields of a playbook, each in its slot.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::contact::Stance;
use super::field::{Field, FieldOrigin, FieldType, SubField};
use crate::base::id::Id;
use crate::expr::{Declaration, Names, Slot};

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
    /// contact's roles may have; no roles: any.
    pub(crate) fn with_given(stages: Vec<Arc<str>>, roles: Vec<Arc<str>>) -> Self {
        let whole = || FieldType::Integer { min: Some(0), max: None };
        let rows = [
            ("amount", "Amount", FieldType::Money, FieldOrigin::Given),
            ("currency", "Currency", FieldType::Text, FieldOrigin::Given),
            ("close_date", "Close date", FieldType::Date, FieldOrigin::Given),
            ("owner", "Owner", FieldType::Text, FieldOrigin::Given),
            ("contacts", "Contacts", contacts(roles), FieldOrigin::Given),
            ("stage", "Stage", FieldType::Choice(stages.into()), FieldOrigin::Derived),
            ("days_in_stage", "Days in stage", whole(), FieldOrigin::Derived),
            ("days_since_activity", "Days since the last activity", whole(), FieldOrigin::Derived),
            ("age_days", "Age in days", whole(), FieldOrigin::Derived),
            ("now", "Now", FieldType::DateTime, FieldOrigin::Derived),
            (
                "visits",
                "Visits to this stage",
                FieldType::Integer { min: Some(1), max: None },
                FieldOrigin::Derived,
            ),
        ];
        let mut table = Self::default();
        for (id, label, kind, origin) in rows {
            table.add(Field::new(id, label, kind, origin));
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

fn contacts(roles: Vec<Arc<str>>) -> FieldType {
    let roles = if roles.is_empty() { FieldType::Texts } else { FieldType::Choices(roles.into()) };
    let stances = Stance::WORDS.map(Arc::from).to_vec().into();
    FieldType::Records(
        [
            SubField::new("name", "name", FieldType::Text),
            SubField::new("roles", "role", roles),
            SubField::new("stance", "stance", FieldType::Choice(stances)),
            SubField::new("met", "met", FieldType::Bool),
            SubField::new("last_contact_at", "last contact", FieldType::DateTime),
        ]
        .into(),
    )
}
