//! Deals to judge, one after the other.

use std::borrow::Cow;

use dealgraph::{Deal, Error, FactRow, StageIx, Timestamp};

/// A stage that a deal names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    /// None at all.
    Nowhere,
    /// This one.
    Stage(StageIx),
    /// One that the playbook does not have.
    Unknown,
}

/// Deals to judge, by their place.
pub(crate) trait Deals {
    /// How many there are.
    fn len(&self) -> usize;
    /// The CRM's id of a deal.
    fn id(&self, place: usize) -> Option<Cow<'_, str>>;
    /// The stage that a deal says it is in, as it is written.
    fn stage(&self, place: usize) -> Option<&str>;
    /// The stage that is asked about, as it is written; `None` for the natural next one.
    fn asked(&self, place: usize) -> Option<&str>;
    /// The same, looked up.
    fn asked_stage(&self, place: usize) -> Named;
    /// Puts all facts of a deal into a row in which nothing is set; whether that could be done. The
    /// row is of no use otherwise.
    fn fill(&self, place: usize, row: &mut FactRow) -> bool;
    /// The deal as JSON would have it: slower, and good for whatever a row cannot say.
    ///
    /// # Errors
    /// When something in it is no value of its kind.
    fn deal(&self, place: usize) -> Result<Cow<'_, Deal>, Error>;
}

impl Deals for [Deal] {
    fn len(&self) -> usize {
        <[Deal]>::len(self)
    }

    fn id(&self, place: usize) -> Option<Cow<'_, str>> {
        self.get(place).map(|deal| Cow::Borrowed(&*deal.id))
    }

    fn stage(&self, place: usize) -> Option<&str> {
        self.get(place)?.stage.as_deref()
    }

    fn asked(&self, _: usize) -> Option<&str> {
        None
    }

    fn asked_stage(&self, _: usize) -> Named {
        Named::Nowhere
    }

    fn fill(&self, _: usize, _: &mut FactRow) -> bool {
        false
    }

    fn deal(&self, place: usize) -> Result<Cow<'_, Deal>, Error> {
        Ok(self.get(place).map_or_else(|| Cow::Owned(Deal::default()), Cow::Borrowed))
    }
}

/// Something that is no value of its kind.
pub(crate) fn wrong(deal: &str, field: &str, expected: &str, found: impl Into<String>) -> Error {
    Error::WrongValue {
        deal: deal.to_owned(),
        field: field.to_owned(),
        expected: expected.to_owned(),
        found: found.into(),
    }
}

/// The moments of a deal that are no facts.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Moments {
    pub(crate) created_at: Option<Timestamp>,
    pub(crate) entered_stage_at: Option<Timestamp>,
    pub(crate) last_activity_at: Option<Timestamp>,
}
