//! Results written to a file as they come.

use std::io::Write;

use arrow_array::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use super::{FileError, Form, written};
use crate::column_judge::ColumnJudge;

/// Rows of a Parquet row group: what is held in memory before it is written.
const GROUP: usize = 256 * 1024;

/// A file of results, to which batches are written as they come.
#[derive(Debug)]
pub struct ResultFile<W: Write + Send>(Writer<W>);

#[derive(Debug)]
enum Writer<W: Write + Send> {
    Parquet(Box<ArrowWriter<W>>),
    Csv(Box<csv::Writer<W>>),
    JsonLines(W),
}

impl<W: Write + Send> ResultFile<W> {
    /// Begins a file; CSV with its header line.
    ///
    /// # Errors
    /// When nothing can be written.
    pub fn new(form: Form, out: W, judge: &ColumnJudge) -> Result<Self, FileError> {
        let schema = judge.results();
        Ok(Self(match form {
            Form::Parquet => {
                let properties = WriterProperties::builder()
                    .set_compression(Compression::SNAPPY)
                    .set_max_row_group_row_count(Some(GROUP))
                    .build();
                let writer = ArrowWriter::try_new(out, schema, Some(properties));
                Writer::Parquet(Box::new(writer.map_err(FileError::unwritten)?))
            }
            Form::Csv => {
                let mut writer = csv::Writer::from_writer(out);
                writer
                    .write_record(schema.fields().iter().map(|field| field.name()))
                    .map_err(unwritten)?;
                Writer::Csv(Box::new(writer))
            }
            Form::JsonLines => Writer::JsonLines(out),
        }))
    }

    /// Writes a batch of results.
    ///
    /// # Errors
    /// When nothing can be written any more.
    pub fn write(&mut self, results: &RecordBatch) -> Result<(), FileError> {
        match &mut self.0 {
            Writer::Parquet(writer) => writer.write(results).map_err(FileError::unwritten),
            Writer::Csv(writer) => {
                for row in 0..results.num_rows() {
                    let cells = results.columns().iter().map(|column| written::csv(column, row));
                    for cell in cells {
                        writer.write_field(&*cell).map_err(unwritten)?;
                    }
                    writer.write_record(None::<&[u8]>).map_err(unwritten)?;
                }
                Ok(writer.flush()?)
            }
            Writer::JsonLines(out) => {
                for row in 0..results.num_rows() {
                    line(out, results, row)?;
                }
                Ok(out.flush()?)
            }
        }
    }

    /// Finishes the file. One that is not finished cannot be read as Parquet.
    ///
    /// # Errors
    /// When nothing can be written any more.
    pub fn finish(self) -> Result<W, FileError> {
        match self.0 {
            Writer::Parquet(writer) => writer.into_inner().map_err(FileError::unwritten),
            Writer::Csv(writer) => {
                writer.into_inner().map_err(|error| FileError::Unwritten(error.into_error()))
            }
            Writer::JsonLines(out) => Ok(out),
        }
    }
}

/// Writes a row as a JSON object, its keys in the order of the columns.
fn line(out: &mut dyn Write, results: &RecordBatch, row: usize) -> std::io::Result<()> {
    let columns = results.schema_ref().fields().iter().zip(results.columns());
    for (place, (field, column)) in columns.enumerate() {
        let before = if place == 0 { "{" } else { "," };
        write!(out, "{before}{}:", serde_json::Value::from(field.name().as_str()))?;
        serde_json::to_writer(&mut *out, &written::json(column, row))?;
    }
    writeln!(out, "}}")
}

fn unwritten(error: csv::Error) -> FileError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => FileError::Unwritten(error),
        other => FileError::Unwritten(std::io::Error::other(format!("{other:?}"))),
    }
}
