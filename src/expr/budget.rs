//! Counts the steps of one evaluation.

use std::cell::Cell;

use super::fault::Fault;
use super::limits;

/// No steps are left. Of its own type, because every step asks, and this takes no memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoSteps;

impl From<NoSteps> for Fault {
    fn from(NoSteps: NoSteps) -> Self {
        Self::TooManySteps
    }
}

/// The steps that an evaluation has left.
#[derive(Debug)]
pub(crate) struct Budget(Cell<u32>);

impl Default for Budget {
    fn default() -> Self {
        Self(Cell::new(limits::STEPS))
    }
}

impl Budget {
    /// Takes steps, or fails when there are not as many left.
    pub(crate) fn spend(&self, steps: usize) -> Result<(), NoSteps> {
        let left = u32::try_from(steps).ok().and_then(|steps| self.0.get().checked_sub(steps));
        self.0.set(left.unwrap_or(0));
        left.map(|_| ()).ok_or(NoSteps)
    }

    /// How many steps are left.
    #[cfg(test)]
    pub(super) fn left(&self) -> u32 {
        self.0.get()
    }

    /// Takes the steps of looking at so many bytes.
    pub(crate) fn spend_bytes(&self, bytes: usize) -> Result<(), NoSteps> {
        self.spend(bytes / limits::BYTES_PER_STEP)
    }
}
