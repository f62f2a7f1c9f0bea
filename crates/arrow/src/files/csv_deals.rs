//! Deals in CSV: texts, whose types are those of their fields.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, RecordBatch, RecordBatchOptions};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use csv::{StringRecord, Trim};

use super::{BYTES, DealTable, FileError, ROWS};
use crate::column_judge::ColumnJudge;
use crate::error::ColumnError;

/// Most bytes of a row: a quote that nobody closes must not fill the memory.
const LONGEST_ROW: usize = 64 * 1024 * 1024;

impl DealTable {
    /// The table of CSV with a header line. An empty cell is unset.
    ///
    /// # Errors
    /// When it has no header, or its table cannot be used.
    pub fn csv<R>(reader: R, judge: &ColumnJudge) -> Result<Self, FileError>
    where
        R: Read + Send + 'static,
    {
        let left = Arc::new(AtomicUsize::new(LONGEST_ROW));
        let reader = Measured { reader, left: Arc::clone(&left) };
        let mut reader = csv::ReaderBuilder::new().trim(Trim::Headers).from_reader(reader);
        let header = reader.headers().map_err(|error| unread(&error))?;
        let text = |name: &str| Field::new(name, DataType::Utf8, true);
        let whole = Schema::new(header.iter().map(text).collect::<Vec<Field>>());
        let reading = judge.reading(&whole)?;
        let places = reading.places();
        let schema = whole.project(&places).map_err(ColumnError::from)?;
        let rows = Rows { reader, left, places, schema: Arc::new(schema), is_done: false };
        Ok(Self { batches: Box::new(rows), ignored: reading.ignored, rows: None })
    }
}

/// The rows of a file, in batches.
struct Rows<R> {
    reader: csv::Reader<Measured<R>>,
    left: Arc<AtomicUsize>,
    places: Vec<usize>,
    schema: SchemaRef,
    is_done: bool,
}

impl<R: Read> Rows<R> {
    fn batch(&mut self) -> Result<RecordBatch, FileError> {
        let mut columns: Vec<StringBuilder> =
            self.places.iter().map(|_| StringBuilder::new()).collect();
        let mut record = StringRecord::new();
        let (mut rows, mut bytes) = (0, 0);
        while rows < ROWS && bytes < BYTES {
            self.left.store(LONGEST_ROW, Ordering::Relaxed);
            if !self.reader.read_record(&mut record).map_err(|error| unread(&error))? {
                self.is_done = true;
                break;
            }
            for (column, place) in columns.iter_mut().zip(&self.places) {
                column.append_option(record.get(*place).filter(|cell| !cell.is_empty()));
            }
            bytes += record.as_slice().len();
            rows += 1;
        }
        let columns = columns.into_iter().map(|mut c| Arc::new(c.finish()) as ArrayRef).collect();
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        let batch = RecordBatch::try_new_with_options(self.schema.clone(), columns, &options);
        Ok(batch.map_err(ColumnError::from)?)
    }
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<RecordBatch, FileError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        match self.batch() {
            Ok(batch) if batch.num_rows() == 0 => None,
            Ok(batch) => Some(Ok(batch)),
            Err(error) => {
                self.is_done = true;
                Some(Err(error))
            }
        }
    }
}

fn unread(error: &csv::Error) -> FileError {
    FileError::Csv(match error.kind() {
        csv::ErrorKind::UnequalLengths { pos: Some(at), expected_len, len } => {
            format!("line {}: it has {len} cells, the header {expected_len}", at.line())
        }
        csv::ErrorKind::Utf8 { pos: Some(at), .. } => format!("line {}: it is no UTF-8", at.line()),
        csv::ErrorKind::Io(error) => error.to_string(),
        _ => error.to_string(),
    })
}

/// A reader that stops in the midst of a row that is too long.
struct Measured<R> {
    reader: R,
    left: Arc<AtomicUsize>,
}

impl<R: Read> Read for Measured<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let left = self.left.load(Ordering::Relaxed);
        if left == 0 {
            return Err(std::io::Error::other("a row is longer than 64 MiB"));
        }
        let read = self.reader.read(buffer)?;
        self.left.store(left.saturating_sub(read), Ordering::Relaxed);
        Ok(read)
    }
}
