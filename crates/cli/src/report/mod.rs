//! Results laid out for a person at a terminal.

pub(crate) mod assessment;
pub(crate) mod layout;
pub(crate) mod unmet;
