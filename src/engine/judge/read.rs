//! Facts from JSON, straight into their places.

use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::cell::{self, UNSET};
use super::cells::Cells;
use super::model::JudgeModel;
use super::row::FactRow;
use crate::base::time::Timestamp;
use crate::deal::binding::{Row, Unusable, bind_contacts, bind_fact};
use crate::deal::contact::Contact;
use crate::deal::fact::Fact;
use crate::deal::field::{Field, FieldType};
use crate::deal::table::given;
use crate::error::Error;
use crate::expr::Slot;
use crate::playbook::graph::StageIx;

impl FactRow {
    /// Sets facts of any type from JSON, as they stand under `facts` in a deal's own form: bare
    /// values, or objects with `value` and its evidence. Facts that are not named stay as they are;
    /// `null` unsets one. `deal` names the deal in errors.
    ///
    /// # Errors
    /// At the first fact that the playbook does not know or whose value its field cannot have; the
    /// facts before it are set then.
    ///
    /// # Example
    /// ```
    /// use dealgraph::Library;
    ///
    /// let judge = Library::builtin().compile("four_step")?.judge();
    /// let mut row = judge.row();
    /// let facts = serde_json::json!({ "amount": 120_000, "close_date": "2026-12-18" });
    /// row.read("D-1", facts.as_object().unwrap())?;
    /// let wrong = serde_json::json!({ "amount": "much" });
    /// assert!(row.read("D-1", wrong.as_object().unwrap()).is_err());
    /// # Ok::<(), dealgraph::Error>(())
    /// ```
    pub fn read(&mut self, deal: &str, facts: &Map<String, Json>) -> Result<(), Error> {
        for (field, value) in facts {
            self.read_one(field, value).map_err(|unusable| {
                let playbook = self.judge.0.playbook.rule_set().id.as_str();
                Error::unusable(unusable, deal, playbook)
            })?;
        }
        Ok(())
    }

    /// Sets who is known on the buyer's side.
    pub fn contacts(&mut self, contacts: &[Contact]) {
        let model = &*self.judge.0;
        let mut one = Row::for_table(model.fields());
        bind_contacts(model.fields(), &mut one, contacts);
        self.cells.take(model, given::CONTACTS, &one);
    }

    /// The same for those facts alone that the gate from the row's stage to another reads: good for one
    /// [`standing`](super::Settled::standing) there, and much faster. One that JSON does not name is
    /// unset; names that the playbook does not know are not noticed.
    ///
    /// # Errors
    /// The first fact whose value its field cannot have. Such a fact is unset; all others are put in, so
    /// that nothing of another deal is left.
    ///
    /// # Example
    /// ```
    /// use dealgraph::{Library, Timestamp};
    ///
    /// let playbook = Library::builtin().compile("four_step")?;
    /// let judge = playbook.judge();
    /// let stage = |id| playbook.graph().find(id).unwrap();
    /// let facts = serde_json::json!({ "amount": 120_000, "close_date": "2026-12-18" });
    /// let mut row = judge.row();
    /// row.stand_in(Some(stage("proposal")));
    /// row.read_for_move("D-1", facts.as_object().unwrap(), stage("closing"))?;
    /// let now = Timestamp::parse("2026-11-23T09:00:00Z").unwrap();
    /// assert!(!row.at(now).standing(stage("closing")).unwrap().is_open());
    /// # Ok::<(), dealgraph::Error>(())
    /// ```
    pub fn read_for_move(
        &mut self,
        deal: &str,
        facts: &Map<String, Json>,
        to: StageIx,
    ) -> Result<(), Error> {
        let ways = self.stage.and_then(|from| self.judge.0.ways(from, to));
        let reads = ways.map(|ways| &*ways.reads).unwrap_or_default();
        read_some(&self.judge.0, &mut self.cells, reads, (deal, facts))
    }

    /// The same for those facts alone that the plays of the row's stage read: good for
    /// [`plays`](super::Settled::plays).
    ///
    /// # Errors
    /// As [`read_for_move`](Self::read_for_move).
    pub fn read_for_plays(&mut self, deal: &str, facts: &Map<String, Json>) -> Result<(), Error> {
        let model = &*self.judge.0;
        let plays = model.plays_of(self.stage);
        let reads = plays.map(|plays| &*plays.reads).unwrap_or_default();
        read_some(model, &mut self.cells, reads, (deal, facts))
    }

    pub(super) fn read_one(&mut self, field: &str, value: &Json) -> Result<(), Unusable> {
        let model = &*self.judge.0;
        match model.place_named(field) {
            Some(slot) => put(model, &mut self.cells, (slot, field), value),
            None => put_slowly(model, &mut self.cells, field, value),
        }
    }
}

fn read_some(
    model: &JudgeModel,
    cells: &mut Cells,
    slots: &[Slot],
    (deal, facts): (&str, &Map<String, Json>),
) -> Result<(), Error> {
    let mut all = Ok(());
    for slot in slots {
        let Some(field) = model.fields().field(*slot).filter(|field| may_be_set(*slot, field))
        else {
            continue;
        };
        match facts.get(&*field.id) {
            Some(value) => {
                let done = put(model, cells, (*slot, &field.id), value).map_err(|unusable| {
                    cells.put(model, *slot, None);
                    Error::unusable(unusable, deal, model.playbook.rule_set().id.as_str())
                });
                all = all.and(done);
            }
            None => cells.put(model, *slot, None),
        }
    }
    all
}

#[inline]
fn put(
    model: &JudgeModel,
    cells: &mut Cells,
    (slot, field): (Slot, &str),
    value: &Json,
) -> Result<(), Unusable> {
    match word(model, slot, value) {
        Some(word) => {
            cells.record(slot, word);
            Ok(())
        }
        None => put_slowly(model, cells, field, value),
    }
}

/// The way of every fact whose value is more than a word, or wrong.
#[cold]
fn put_slowly(
    model: &JudgeModel,
    cells: &mut Cells,
    field: &str,
    value: &Json,
) -> Result<(), Unusable> {
    let fact = Fact::deserialize(value).map_err(|error| Unusable::WrongValue {
        field: field.to_owned(),
        expected: "a value, or an object with `value` and its evidence".to_owned(),
        found: error.to_string(),
    })?;
    let mut one = Row::for_table(model.fields());
    bind_fact(model.fields(), &mut one, field, &fact)?;
    if let Some(slot) = model.fields().slot(field) {
        cells.take(model, slot, &one);
    }
    Ok(())
}

/// Whether a fact may be set by its name.
fn may_be_set(slot: Slot, field: &Field) -> bool {
    field.carries_evidence() && slot != given::CONTACTS
}

impl JudgeModel {
    /// The place of a fact that may be set by name.
    #[inline]
    fn place_named(&self, field: &str) -> Option<Slot> {
        let slot = Slot(u32::try_from(self.names.find(field)?).ok()?);
        self.fields().field(slot).filter(|field| may_be_set(slot, field)).map(|_| slot)
    }
}

/// The word of a bare value; `None` where its value has to be kept too, and where it is not one that
/// the field can have.
fn word(model: &JudgeModel, slot: Slot, value: &Json) -> Option<u64> {
    if model.is_watched(slot) {
        return None;
    }
    let kind = &model.fields().field(slot)?.kind;
    match (kind, value) {
        (_, Json::Null) => Some(UNSET),
        (FieldType::Bool, Json::Bool(truth)) => Some(cell::yes_or_no(*truth)),
        (FieldType::Integer { min, max }, Json::Number(number)) => {
            let number = number.as_i64()?;
            let is_within =
                min.is_none_or(|min| number >= min) && max.is_none_or(|max| number <= max);
            is_within.then(|| cell::whole(number))
        }
        (
            FieldType::Number { .. } | FieldType::Money | FieldType::Percent,
            Json::Number(number),
        ) => {
            let (min, max) = match kind {
                FieldType::Number { min, max } => (*min, *max),
                FieldType::Money => (Some(0.0), None),
                _ => (Some(0.0), Some(100.0)),
            };
            let number = number.as_f64().filter(|number| number.is_finite())?;
            let is_within =
                min.is_none_or(|min| number >= min) && max.is_none_or(|max| number <= max);
            is_within.then(|| cell::number_cell(number))
        }
        (FieldType::Choice(_), Json::String(text)) => model.choice(slot, text),
        (FieldType::Date, Json::String(text)) => Timestamp::parse_date(text).ok().map(cell::moment),
        (FieldType::DateTime, Json::String(text)) => Timestamp::parse(text).ok().map(cell::moment),
        _ => None,
    }
}
