//! Deals in columns: a table of deals goes in as an Arrow record batch, and what a
//! [`Playbook`](dealgraph::Playbook) says of each comes out as another, row for row.
//!
//! Nothing is decided here. Every row gets the answers that
//! [`check_move`](dealgraph::Playbook::check_move) and [`assess`](dealgraph::Playbook::assess) give to
//! the same deal; property tests hold that. `docs/columns.md` lists the columns.

mod cells;
mod column_judge;
mod deals;
mod error;
#[cfg(feature = "files")]
pub mod files;
mod ids;
mod judging;
mod reading;
mod results;
mod table;

pub use arrow_array::RecordBatch;
pub use column_judge::{ColumnJudge, errors};
pub use error::ColumnError;
