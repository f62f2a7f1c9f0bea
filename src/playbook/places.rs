//! Where the parts of a playbook are written.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::criterion::CriterionIx;
use crate::base::source::Location;

/// Where the parts of a playbook are written, for findings about a playbook that is compiled already.
#[derive(Default)]
pub(crate) struct Places {
    pub(crate) version: Option<Location>,
    /// By the stage's position.
    pub(crate) stages: Vec<Location>,
    pub(crate) criteria: BTreeMap<CriterionIx, Location>,
    /// By the field's id.
    pub(crate) fields: BTreeMap<Arc<str>, Location>,
}

/// Each place carries the whole text that it is in: nothing to print with a playbook.
impl fmt::Debug for Places {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Places").finish_non_exhaustive()
    }
}
