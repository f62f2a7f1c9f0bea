//! Sales methodologies as checked stage graphs.
#![warn(clippy::disallowed_types, clippy::disallowed_methods)]

mod base;
mod compile;
mod deal;
mod engine;
mod error;
pub mod expr;
mod library;
mod playbook;
mod render;
mod rules;
mod template;

pub use base::code::Code;
pub use base::diagnostic::{Diagnostic, Fix, Label, Severity};
pub use base::id::Id;
pub use base::source::{Location, Position, Source, Span, Spanned};
pub use base::time::{Duration, TimeError, Timestamp};
