//! Floor 4: the compiled model, immutable. Only the compiler builds one.

mod accessors;
pub(crate) mod coaching;
pub(crate) mod content;
pub(crate) mod criterion;
mod gate;
pub(crate) mod graph;
pub(crate) mod languages;
pub(crate) mod market;
pub(crate) mod overlay;
pub(crate) mod paths;
pub(crate) mod places;
#[expect(clippy::module_inception, reason = "the playbook itself is the main noun of this room")]
pub(crate) mod playbook;
pub(crate) mod stage;
pub(crate) mod transition;
mod verify;
