//! Files that cannot be read or written.

use arrow_schema::ArrowError;
use parquet::errors::ParquetError;
use thiserror::Error;

use crate::error::ColumnError;

/// A file that cannot be read or written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FileError {
    /// The table in it cannot be used.
    #[error(transparent)]
    Column(#[from] ColumnError),
    /// It is no Parquet, or damaged.
    #[error("it cannot be read as Parquet: {0}")]
    Parquet(String),
    /// It is no CSV.
    #[error("it cannot be read as CSV: {0}")]
    Csv(String),
    /// Nothing can be written any more.
    #[error("{0}")]
    Unwritten(#[from] std::io::Error),
}

impl FileError {
    pub(super) fn unread(error: &ArrowError) -> Self {
        let told = error.to_string();
        let prefixes = ["Parquet argument error: ", "External: ", "Parquet error: "];
        Self::Parquet(
            prefixes
                .iter()
                .fold(&*told, |told, prefix| told.strip_prefix(prefix).unwrap_or(told))
                .to_owned(),
        )
    }

    pub(super) fn no_parquet(error: ParquetError) -> Self {
        Self::unread(&ArrowError::from(error))
    }

    /// What became of something that was to be written.
    pub(super) fn unwritten(error: ParquetError) -> Self {
        match error {
            ParquetError::External(cause) => match cause.downcast::<std::io::Error>() {
                Ok(error) => Self::Unwritten(*error),
                Err(cause) => Self::Unwritten(std::io::Error::other(cause)),
            },
            other => Self::Unwritten(std::io::Error::other(other)),
        }
    }
}
