//! Points in time, lengths of time and the calendar. There is no clock here. Nothing else in the
//! library names the crate behind it.

mod calendar;
mod duration;
mod reader;
mod timestamp;

pub(crate) use calendar::{Calendar, Zone};
pub use duration::Duration;
pub use timestamp::Timestamp;

/// Why a text is not a point in time or a length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimeError {
    /// The text does not have the form.
    #[error("not of the expected form")]
    Form,
    /// The form is right, but the value is beyond what can be represented.
    #[error("out of range")]
    Range,
}
