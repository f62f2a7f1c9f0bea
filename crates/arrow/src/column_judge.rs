//! The public door: a playbook made ready for tables of deals.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch};
use arrow_schema::{Schema, SchemaRef};
use dealgraph::{Deal, Playbook, Timestamp};

use crate::error::ColumnError;
use crate::judging::Judging;
use crate::reading::Reading;
use crate::table::Table;

/// How many actions are told of each deal, unless more are asked for.
const ACTIONS: usize = 3;

/// A playbook made ready to judge tables of deals. Cheap to clone, and shared between threads without
/// locks.
///
/// # Example
/// ```
/// use std::sync::Arc;
///
/// use arrow_array::cast::AsArray;
/// use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray};
/// use dealgraph::{Library, Timestamp};
/// use dealgraph_arrow::ColumnJudge;
///
/// let judge = ColumnJudge::new(&Library::builtin().compile("four_step")?);
/// let column = |column| Arc::new(column) as ArrayRef;
/// let deals = RecordBatch::try_from_iter([
///     ("id", column(StringArray::from(vec!["D-1", "D-2"]))),
///     ("stage", column(StringArray::from(vec!["closing", "prospecting"]))),
///     ("amount", Arc::new(Float64Array::from(vec![Some(120_000.0), None]))),
/// ])?;
/// let now = Timestamp::parse("2026-11-23T09:00:00Z").unwrap();
/// let results = judge.judge(&deals, now)?;
/// assert_eq!(results.num_rows(), 2);
/// let allowed = results.column_by_name("allowed").unwrap().as_boolean();
/// assert!(!allowed.value(0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct ColumnJudge(Arc<Judging>);

impl ColumnJudge {
    /// Makes a playbook ready, in about the time that compiling it took. Of each deal the three best
    /// actions are told.
    #[must_use]
    pub fn new(playbook: &Playbook) -> Self {
        Self(Arc::new(Judging::new(playbook, ACTIONS)))
    }

    /// The same with another number of actions.
    #[must_use]
    pub fn with_actions(self, most: usize) -> Self {
        Self(Arc::new(Judging::new(&self.0.playbook, most)))
    }

    /// The columns of results.
    #[must_use]
    pub fn results(&self) -> SchemaRef {
        self.0.shape.schema.clone()
    }

    /// The columns of a table that say nothing of a deal, by name: they are passed over.
    ///
    /// # Errors
    /// When the table cannot be used: a column has a type that its field cannot have, stands there
    /// twice, or is missing although every deal has to have it.
    pub fn ignored(&self, columns: &Schema) -> Result<Vec<String>, ColumnError> {
        Ok(self.reading(columns)?.ignored)
    }

    /// What is to be said of every deal of a table, a row each, in their order. A row that cannot be
    /// used says why in its column `error`, and the others are judged.
    ///
    /// # Errors
    /// When the table cannot be used, as [`ignored`](Self::ignored) says.
    pub fn judge(&self, deals: &RecordBatch, now: Timestamp) -> Result<RecordBatch, ColumnError> {
        let reading = self.reading(deals.schema_ref())?;
        let table = Table::new(deals, &reading, &self.0.judge, self.0.playbook.graph());
        Ok(self.0.judged(&table, now)?)
    }

    /// The same of deals that are no columns: their history and what is snoozed count too. One that
    /// could not be read keeps its row, which tells why.
    ///
    /// # Errors
    /// When the results cannot be put together.
    pub fn judge_deals(
        &self,
        deals: &[Result<Deal, String>],
        now: Timestamp,
    ) -> Result<RecordBatch, ColumnError> {
        Ok(self.0.judged(deals, now)?)
    }

    pub(crate) fn reading(&self, columns: &Schema) -> Result<Reading, ColumnError> {
        Reading::new(&self.0.playbook, columns)
    }
}

/// The rows of results that could not be judged, counted from 0, and why.
pub fn errors(results: &RecordBatch) -> impl Iterator<Item = (usize, &str)> {
    let errors = results.column_by_name("error").and_then(|column| column.as_string_opt::<i32>());
    errors.into_iter().flat_map(|errors| {
        let rows = (0..errors.len()).filter(|row| errors.is_valid(*row));
        rows.map(|row| (row, errors.value(row)))
    })
}
