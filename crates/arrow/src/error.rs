//! Tables that cannot be used as they are.

use arrow_schema::ArrowError;
use thiserror::Error;

/// A table of deals that cannot be used, whatever its rows say. A row that cannot be used is no
/// error: its `error` column says why, and the others are judged.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ColumnError {
    /// A column that every table of deals has is not there.
    #[error("there is no column `{column}`, and every deal has to have it")]
    Missing {
        /// The column.
        column: String,
    },
    /// Two columns have the same name.
    #[error("there are two columns `{column}`")]
    Twice {
        /// The name.
        column: String,
    },
    /// A column has a type that its field cannot have.
    #[error("column `{column}` has the type {found}; it needs {needed}")]
    WrongType {
        /// The column.
        column: String,
        /// The Arrow type that it has.
        found: String,
        /// What it needs, in words.
        needed: String,
    },
    /// The columns of results could not be put together.
    #[error("the results could not be put together: {0}")]
    Unbuilt(#[from] ArrowError),
}
