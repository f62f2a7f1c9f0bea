//! Tables of deals in files, and results written to files, a batch at a time: no file is ever in
//! memory as a whole.

mod csv_deals;
mod error;
mod form;
mod parquet_deals;
mod results;
mod written;

use arrow_array::RecordBatch;

pub use error::FileError;
pub use form::Form;
pub use results::ResultFile;

/// Most rows of a batch.
const ROWS: usize = 8_192;

/// About the most bytes of a batch.
const BYTES: usize = 16 * 1024 * 1024;

/// A table of deals in a file, batch by batch. A batch has those columns that say something of a
/// deal.
///
/// # Example
/// ```
/// use dealgraph::{Library, Timestamp};
/// use dealgraph_arrow::ColumnJudge;
/// use dealgraph_arrow::files::{DealTable, Form, ResultFile};
///
/// let judge = ColumnJudge::new(&Library::builtin().compile("four_step")?);
/// let deals = "id,stage,amount\nD-1,closing,120000\nD-2,nowhere,5\n";
/// let mut results = ResultFile::new(Form::Csv, Vec::new(), &judge)?;
/// let now = Timestamp::parse("2026-11-23T09:00:00Z").unwrap();
/// for batch in DealTable::csv(deals.as_bytes(), &judge)? {
///     results.write(&judge.judge(&batch?, now)?)?;
/// }
/// let text = String::from_utf8(results.finish()?)?;
/// assert!(text.starts_with("id,stage,to,allowed,unmet,"));
/// assert!(text.contains("D-2,nowhere,") && text.contains("four_step has no stage `nowhere`"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct DealTable {
    batches: Box<dyn Iterator<Item = Result<RecordBatch, FileError>> + Send>,
    ignored: Vec<String>,
    rows: Option<u64>,
}

impl DealTable {
    /// The columns of the file that say nothing of a deal, by name.
    #[must_use]
    pub fn ignored(&self) -> &[String] {
        &self.ignored
    }

    /// How many deals there are, where the file says so.
    #[must_use]
    pub fn rows(&self) -> Option<u64> {
        self.rows
    }
}

impl Iterator for DealTable {
    type Item = Result<RecordBatch, FileError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.batches.next()
    }
}

impl std::fmt::Debug for DealTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DealTable")
            .field("ignored", &self.ignored)
            .field("rows", &self.rows)
            .finish_non_exhaustive()
    }
}
