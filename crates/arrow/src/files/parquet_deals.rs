//! Deals in Parquet.

use std::fs::File;

use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::metadata::RowGroupMetaData;

use super::{BYTES, DealTable, FileError, ROWS};
use crate::column_judge::ColumnJudge;

impl DealTable {
    /// The table of a Parquet file. Pages are read as they are needed; columns that say nothing of a
    /// deal are not read at all.
    ///
    /// # Errors
    /// When the file is no Parquet, or its table cannot be used.
    pub fn parquet(file: File, judge: &ColumnJudge) -> Result<Self, FileError> {
        let builder =
            ParquetRecordBatchReaderBuilder::try_new(file).map_err(FileError::no_parquet)?;
        let reading = judge.reading(builder.schema())?;
        let mask = ProjectionMask::roots(builder.parquet_schema(), reading.places());
        let rows = builder.metadata().file_metadata().num_rows();
        let widest = builder.metadata().row_groups().iter().map(|group| width(group, &mask)).max();
        let most = (BYTES / widest.unwrap_or(1).max(1)).clamp(1, ROWS);
        let reader = builder.with_projection(mask).with_batch_size(most).build();
        let reader = reader.map_err(FileError::no_parquet)?;
        Ok(Self {
            batches: Box::new(reader.map(|batch| batch.map_err(|error| FileError::unread(&error)))),
            ignored: reading.ignored,
            rows: u64::try_from(rows).ok(),
        })
    }
}

/// About how many bytes a row of a group has, in the columns that are read.
fn width(group: &RowGroupMetaData, mask: &ProjectionMask) -> usize {
    let columns = group.columns().iter().enumerate();
    let read = columns.filter(|(place, _)| mask.leaf_included(*place));
    let bytes: i64 = read.map(|(_, column)| column.uncompressed_size()).sum();
    usize::try_from(bytes / group.num_rows().max(1)).unwrap_or(usize::MAX)
}
