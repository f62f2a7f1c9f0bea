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
    /// Puts the facts of a deal that are a word each into a row in which nothing is set; whether that
    /// could be done. The row is of no use otherwise.
    fn fill(&self, place: usize, row: &mut FactRow) -> bool;
    /// Puts the others in too, with who is known on the buyer's side.
    fn fill_others(&self, place: usize, row: &mut FactRow) -> bool;
    /// What of a deal such a row does not say.
    ///
    /// # Errors
    /// When something in it is no value of its kind: what, in a line.
    fn rest(&self, place: usize) -> Result<Cow<'_, Deal>, String>;
    /// The deal as JSON would have it: slower, and good for whatever a row cannot say.
    ///
    /// # Errors
    /// When something in it is no value of its kind: what, in a line.
    fn deal(&self, place: usize) -> Result<Cow<'_, Deal>, String>;
}

/// Deals that were read one by one, or why one could not be.
impl Deals for [Result<Deal, String>] {
    fn len(&self) -> usize {
        <[Result<Deal, String>]>::len(self)
    }

    fn id(&self, place: usize) -> Option<Cow<'_, str>> {
        self.get(place)?.as_ref().ok().map(|deal| Cow::Borrowed(&*deal.id))
    }

    fn stage(&self, place: usize) -> Option<&str> {
        self.get(place)?.as_ref().ok()?.stage.as_deref()
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

    fn fill_others(&self, _: usize, _: &mut FactRow) -> bool {
        false
    }

    fn rest(&self, place: usize) -> Result<Cow<'_, Deal>, String> {
        self.deal(place)
    }

    fn deal(&self, place: usize) -> Result<Cow<'_, Deal>, String> {
        match self.get(place) {
            Some(Ok(deal)) => Ok(Cow::Borrowed(deal)),
            Some(Err(why)) => Err(why.clone()),
            None => Err("there is no such deal".to_owned()),
        }
    }
}

/// What is wrong with a deal and, where that is known, what mends it.
pub(crate) fn in_one_line(error: &Error) -> String {
    error.help().map_or_else(|| error.to_string(), |help| format!("{error} ({help})"))
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
