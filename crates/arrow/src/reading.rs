//! Which column of a table says what of a deal.

use std::collections::BTreeSet;

use arrow_schema::{DataType, Schema};
use dealgraph::{Field, FieldOrigin, FieldType, Playbook};

use crate::cells::{fits, is_moment, is_name, is_text, needed};
use crate::error::ColumnError;

/// The kind of what says how often a deal has been in its stage.
pub(crate) const VISITS: FieldType = FieldType::Integer { min: Some(1), max: None };

/// The place of a column in its table.
pub(crate) type Place = usize;

/// Which column says what.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) id: Place,
    pub(crate) stage: Option<Place>,
    pub(crate) to: Option<Place>,
    pub(crate) created_at: Option<Place>,
    pub(crate) entered_stage_at: Option<Place>,
    pub(crate) last_activity_at: Option<Place>,
    pub(crate) visits: Option<Place>,
    pub(crate) contacts: Option<FactColumns>,
    pub(crate) facts: Vec<FactColumns>,
    /// The columns that say nothing of a deal, by name; of structs the entries.
    pub(crate) ignored: Vec<String>,
}

/// The columns of one fact.
#[derive(Debug)]
pub(crate) struct FactColumns {
    pub(crate) field: Field,
    pub(crate) value: Place,
    pub(crate) evidence: Option<Place>,
    pub(crate) evidence_at: Option<Place>,
}

impl Reading {
    /// Finds out which column says what.
    ///
    /// # Errors
    /// When a column has a type that it cannot have, stands there twice, or is missing.
    pub(crate) fn new(playbook: &Playbook, schema: &Schema) -> Result<Self, ColumnError> {
        let mut columns = Columns::new(schema)?;
        let id = columns.take("id", is_name, "texts, or whole numbers")?;
        let text = |columns: &mut Columns<'_>, name| columns.take(name, is_text, "texts");
        let moment = |columns: &mut Columns<'_>, name: &str| {
            columns.take(
                name,
                |column| is_moment(column) || is_text(column),
                needed(&FieldType::DateTime),
            )
        };
        let mut reading = Self {
            id: id.ok_or_else(|| ColumnError::Missing { column: "id".to_owned() })?,
            stage: text(&mut columns, "stage")?,
            to: text(&mut columns, "to")?,
            created_at: moment(&mut columns, "created_at")?,
            entered_stage_at: moment(&mut columns, "entered_stage_at")?,
            last_activity_at: moment(&mut columns, "last_activity_at")?,
            visits: columns.take("visits", |column| fits(&VISITS, column), needed(&VISITS))?,
            ..Self::default()
        };
        // What people call a deal is never asked for, and no surprise either.
        text(&mut columns, "name")?;
        for field in playbook.fields().filter(|field| is_settable(field)) {
            reading.fact(&mut columns, field)?;
        }
        reading.ignored.extend(columns.left());
        Ok(reading)
    }

    fn fact(&mut self, columns: &mut Columns<'_>, field: &Field) -> Result<(), ColumnError> {
        let kind = &field.kind;
        let value = columns.take(&field.id, |column| fits(kind, column), needed(kind))?;
        let Some(value) = value else {
            return match field.required {
                true => Err(ColumnError::Missing { column: field.id.to_string() }),
                false => Ok(()),
            };
        };
        self.ignored.extend(columns.unknown_entries(value, kind));
        if &*field.id == "contacts" {
            let field = field.clone();
            self.contacts = Some(FactColumns { field, value, evidence: None, evidence_at: None });
            return Ok(());
        }
        let (evidence, at) =
            (format!("{}.evidence", field.id), format!("{}.evidence_at", field.id));
        let is_at = |column: &DataType| is_moment(column) || is_text(column);
        self.facts.push(FactColumns {
            field: field.clone(),
            value,
            evidence: columns.take(&evidence, is_text, "texts")?,
            evidence_at: columns.take(&at, is_at, needed(&FieldType::DateTime))?,
        });
        Ok(())
    }

    /// The places of all columns that are read, in their order.
    #[cfg(feature = "files")]
    pub(crate) fn places(&self) -> Vec<Place> {
        let own = [self.stage, self.to, self.created_at, self.entered_stage_at];
        let more = [self.last_activity_at, self.visits];
        let facts = self.facts.iter().chain(&self.contacts);
        let facts = facts.flat_map(|fact| [Some(fact.value), fact.evidence, fact.evidence_at]);
        let all = own.into_iter().chain(more).chain(facts).flatten();
        all.chain([self.id]).collect::<BTreeSet<Place>>().into_iter().collect()
    }
}

/// Whether a deal may carry it.
fn is_settable(field: &Field) -> bool {
    matches!(field.origin, FieldOrigin::Declared | FieldOrigin::Given)
}

/// The columns of a table, and which of them have been taken.
struct Columns<'s> {
    schema: &'s Schema,
    taken: BTreeSet<Place>,
}

impl<'s> Columns<'s> {
    fn new(schema: &'s Schema) -> Result<Self, ColumnError> {
        let mut names = BTreeSet::new();
        match schema.fields().iter().find(|column| !names.insert(column.name())) {
            Some(again) => Err(ColumnError::Twice { column: again.name().clone() }),
            None => Ok(Self { schema, taken: BTreeSet::new() }),
        }
    }

    /// The place of the column with this name, when its type is one of those that it can have.
    fn take(
        &mut self,
        name: &str,
        fits: impl Fn(&DataType) -> bool,
        needed: &str,
    ) -> Result<Option<Place>, ColumnError> {
        let Some((place, column)) = self.schema.column_with_name(name) else { return Ok(None) };
        self.taken.insert(place);
        match column.data_type() {
            DataType::Null => Ok(None),
            fitting if fits(fitting) => Ok(Some(place)),
            found => Err(ColumnError::WrongType {
                column: name.to_owned(),
                found: found.to_string(),
                needed: needed.to_owned(),
            }),
        }
    }

    /// The entries of a column's records that its field does not know.
    fn unknown_entries(&self, place: Place, kind: &FieldType) -> Vec<String> {
        let FieldType::Records(known) = kind else { return Vec::new() };
        let column = self.schema.field(place);
        let (DataType::List(item) | DataType::LargeList(item) | DataType::FixedSizeList(item, _)) =
            column.data_type()
        else {
            return Vec::new();
        };
        let DataType::Struct(entries) = item.data_type() else { return Vec::new() };
        let is_known = |name: &str| {
            ["evidence", "by", "at", "note"].contains(&name)
                || known.iter().any(|field| &*field.name == name)
        };
        let unknown = entries.iter().filter(|entry| !is_known(entry.name()));
        unknown.map(|entry| format!("{}.{}", column.name(), entry.name())).collect()
    }

    fn left(&self) -> impl Iterator<Item = String> {
        let columns = self.schema.fields().iter().enumerate();
        columns.filter(|(place, _)| !self.taken.contains(place)).map(|(_, c)| c.name().clone())
    }
}
