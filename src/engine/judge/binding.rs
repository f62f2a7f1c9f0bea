//! A host's own deals: how each fact is found in one, said once.

use thiserror::Error;

use super::Judge;
use super::row::FactRow;
use super::slot::{CellValue, Choice, FactSlot, OutOfRange};
use crate::base::nearest::nearest;
use crate::base::time::Timestamp;
use crate::deal::evidence::Evidence;
use crate::expr::Slot;
use crate::playbook::graph::StageIx;

/// A fact cannot be bound to what a host has.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Unbindable {
    /// There is no such field.
    #[error("there is no field `{field}`{}", did_you_mean(nearest.as_deref()))]
    Unknown {
        /// The field that was named.
        field: String,
        /// The one that was probably meant.
        nearest: Option<String>,
    },
    /// The field is of another type, or is worked out and cannot be set.
    #[error("`{field}` is of type {is} or worked out: values of this type cannot be put there")]
    OfAnotherType {
        /// The field that was named.
        field: String,
        /// The type of the field, as rule sets write it.
        is: String,
    },
}

fn did_you_mean(nearest: Option<&str>) -> String {
    nearest.map(|nearest| format!(" (did you mean `{nearest}`?)")).unwrap_or_default()
}

type Backing<D> = Box<dyn Fn(&D) -> (Evidence, Option<Timestamp>) + Send + Sync>;
type Answer<D> = Box<dyn Fn(&D, &mut FactRow) -> Result<(), OutOfRange> + Send + Sync>;

/// How the facts are found in deals of a host's own type. Checked against the playbook once; a deal
/// is then asked only for those facts that a gate reads.
///
/// # Example
/// ```
/// use dealgraph::{Binding, Library, Timestamp};
///
/// struct Opportunity {
///     amount: Option<f64>,
///     budget: Option<String>,
/// }
///
/// let playbook = Library::builtin().compile("four_step")?;
/// let judge = playbook.judge();
/// let binding = Binding::new(&judge)
///     .fact("amount", |deal: &Opportunity| deal.amount)
///     .unwrap()
///     .choice("budget", |deal: &Opportunity| deal.budget.as_deref())
///     .unwrap();
///
/// let deal = Opportunity { amount: Some(120_000.0), budget: None };
/// let stage = |id| playbook.graph().find(id).unwrap();
/// let now = Timestamp::parse("2026-11-23T09:00:00Z").unwrap();
/// let mut row = judge.row();
/// row.stand_in(Some(stage("proposal")));
/// binding.fill_for(&deal, stage("closing"), &mut row).unwrap();
/// assert!(!row.at(now).standing(stage("closing")).unwrap().is_open());
/// # Ok::<(), dealgraph::Error>(())
/// ```
pub struct Binding<D: ?Sized> {
    judge: Judge,
    /// By slot.
    answers: Vec<Bound<D>>,
}

/// How one fact is found.
struct Bound<D: ?Sized> {
    answer: Option<Answer<D>>,
    backing: Option<Backing<D>>,
}

impl<D: ?Sized> Bound<D> {
    #[inline]
    fn fill(&self, slot: Slot, deal: &D, row: &mut FactRow) -> Result<(), OutOfRange> {
        let Some(answer) = &self.answer else { return Ok(()) };
        answer(deal, row)?;
        if let Some(backing) = &self.backing {
            let (evidence, at) = backing(deal);
            row.back(slot, evidence, at);
        }
        Ok(())
    }
}

impl<D: ?Sized> std::fmt::Debug for Binding<D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bound = self.answers.iter().filter(|bound| bound.answer.is_some()).count();
        f.debug_struct("Binding").field("facts", &bound).finish_non_exhaustive()
    }
}

impl<D: ?Sized> Binding<D> {
    /// A binding of no facts yet.
    #[must_use]
    pub fn new(judge: &Judge) -> Self {
        let mut answers = Vec::new();
        answers.resize_with(judge.0.fields().len(), || Bound { answer: None, backing: None });
        Self { judge: judge.clone(), answers }
    }

    /// Binds a fact; `None` is unset.
    ///
    /// # Errors
    /// When there is no such fact, or when it is of another type.
    pub fn fact<T: CellValue + 'static>(
        self,
        field: &str,
        of: impl Fn(&D) -> Option<T> + Send + Sync + 'static,
    ) -> Result<Self, Unbindable> {
        let slot: FactSlot<T> = self.slot(field)?;
        Ok(self.with(slot.fact(), Box::new(move |deal, row| row.record(slot, of(deal)))))
    }

    /// Binds a choice by the ids of its values; `None` is unset.
    ///
    /// # Errors
    /// When there is no such fact, or when it is no choice.
    pub fn choice(
        self,
        field: &str,
        of: impl Fn(&D) -> Option<&str> + Send + Sync + 'static,
    ) -> Result<Self, Unbindable> {
        let slot: FactSlot<Choice> = self.slot(field)?;
        Ok(self.with(slot.fact(), Box::new(move |deal, row| row.record_named(slot, of(deal)))))
    }

    /// Binds a fact of any type, by the JSON that stands for it in a deal; `None` is unset. For texts,
    /// lists and records: what fits into a word is faster as a [`fact`](Self::fact).
    ///
    /// # Errors
    /// When there is no such fact.
    pub fn json(
        self,
        field: &str,
        of: impl Fn(&D) -> Option<serde_json::Value> + Send + Sync + 'static,
    ) -> Result<Self, Unbindable> {
        let slot = self.known(field)?.0;
        let name = field.to_owned();
        let answer = move |deal: &D, row: &mut FactRow| match of(deal) {
            Some(value) => row.read_one(&name, &value).map_err(|_| OutOfRange { slot }),
            None => {
                row.unset(slot);
                Ok(())
            }
        };
        Ok(self.with(slot, Box::new(answer)))
    }

    /// Says how well a bound fact is evidenced, and since when. Without this a fact counts as recorded
    /// by the seller, without a date.
    ///
    /// # Errors
    /// When there is no such fact.
    pub fn evidence(
        mut self,
        field: &str,
        of: impl Fn(&D) -> (Evidence, Option<Timestamp>) + Send + Sync + 'static,
    ) -> Result<Self, Unbindable> {
        let slot = self.known(field)?.0;
        if let Some(bound) = self.answers.get_mut(slot.0 as usize) {
            bound.backing = Some(Box::new(of));
        }
        Ok(self)
    }

    /// Puts every bound fact of a deal into a row, and leaves the others as they are.
    ///
    /// # Errors
    /// The first value that its field cannot have. Such a fact is unset; all others are put in, so that
    /// nothing of another deal is left.
    pub fn fill(&self, deal: &D, row: &mut FactRow) -> Result<(), OutOfRange> {
        let slots = (0..self.answers.len()).filter_map(|slot| u32::try_from(slot).ok()).map(Slot);
        self.fill_with(slots, deal, row)
    }

    /// Puts those facts of a deal into a row that the gate from the row's stage to another reads, and
    /// leaves the others as they are: good for one [`standing`](super::Settled::standing) there.
    ///
    /// # Errors
    /// The first value that its field cannot have. Such a fact is unset; all others are put in, so that
    /// nothing of another deal is left.
    #[inline]
    pub fn fill_for(&self, deal: &D, to: StageIx, row: &mut FactRow) -> Result<(), OutOfRange> {
        let ways = row.stage.and_then(|from| self.judge.0.ways(from, to));
        let reads = ways.map(|ways| &*ways.reads).unwrap_or_default();
        self.fill_with(reads.iter().copied(), deal, row)
    }

    #[inline]
    fn fill_with(
        &self,
        slots: impl Iterator<Item = Slot>,
        deal: &D,
        row: &mut FactRow,
    ) -> Result<(), OutOfRange> {
        let mut all = Ok(());
        for slot in slots {
            let Some(bound) = self.answers.get(slot.0 as usize) else { continue };
            all = all.and(bound.fill(slot, deal, row));
        }
        all
    }

    fn with(mut self, slot: Slot, answer: Answer<D>) -> Self {
        if let Some(bound) = self.answers.get_mut(slot.0 as usize) {
            bound.answer = Some(answer);
        }
        self
    }

    fn slot<T: CellValue>(&self, field: &str) -> Result<FactSlot<T>, Unbindable> {
        let (_, is) = self.known(field)?;
        self.judge
            .slot(field)
            .ok_or_else(|| Unbindable::OfAnotherType { field: field.to_owned(), is })
    }

    /// The place of a field, and its type in words.
    fn known(&self, field: &str) -> Result<(Slot, String), Unbindable> {
        let fields = self.judge.0.fields();
        let slot = fields.slot(field);
        let known = slot.and_then(|slot| Some((slot, fields.field(slot)?.kind.word().to_owned())));
        known.ok_or_else(|| Unbindable::Unknown {
            field: field.to_owned(),
            nearest: nearest(field, fields.settable()).map(str::to_owned),
        })
    }
}
