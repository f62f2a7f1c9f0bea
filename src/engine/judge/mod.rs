//! Verdicts without words: a playbook made ready to judge many deals, or one deal on every keystroke.
//!
//! Every condition becomes questions about single words; a fact is put into its word once, and a gate
//! is then a row of comparisons without a branch. What the words cannot say, such as a comparison of
//! two facts, is asked of the condition itself. There is no second meaning: the questions come from
//! the same atoms that everything else reads, and a property test holds every answer against
//! [`check_move`](crate::Playbook::check_move).

mod binding;
mod bits;
mod cell;
mod cells;
mod clauses;
mod columns;
mod index;
mod literal;
mod model;
mod plays;
mod read;
mod row;
mod settled;
mod sheet;
mod slot;
mod standings;
mod ways;

use std::sync::Arc;

use self::model::JudgeModel;
use super::outline::{Outline, outline};
use super::situation::Situation;
use crate::base::time::Timestamp;
use crate::deal::binding::Row;
use crate::deal::deal::Deal;
use crate::deal::table::given;
use crate::error::Error;
use crate::expr::{Facts, Slot, Value};
use crate::playbook::playbook::Playbook;

pub use binding::{Binding, Unbindable};
pub use columns::{Bitmap, FactColumns};
pub use row::FactRow;
pub use settled::{Settled, Standing};
pub use slot::{CellValue, Choice, FactSlot, OutOfRange};
pub use standings::Standings;

/// A playbook made ready to judge rows of facts. Cheap to clone, and shared between threads without
/// locks.
///
/// # Example
/// ```
/// use dealgraph::{Library, Timestamp};
///
/// let playbook = Library::builtin().compile("four_step")?;
/// let judge = playbook.judge();
/// let amount = judge.slot::<f64>("amount").unwrap();
/// let stage = |id| playbook.graph().find(id).unwrap();
///
/// let mut row = judge.row();
/// row.stand_in(Some(stage("closing")));
/// row.set(amount, 120_000.0).unwrap();
/// let now = Timestamp::parse("2026-11-23T09:00:00Z").unwrap();
/// let facts = row.at(now);
/// let standing = facts.standing(stage("won")).unwrap();
/// assert!(!standing.is_open());
/// let unmet: Vec<&str> = standing.unmet().map(|criterion| criterion.id()).collect();
/// assert!(unmet.contains(&"four_step.order_signed"), "{unmet:?}");
/// # Ok::<(), dealgraph::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Judge(Arc<JudgeModel>);

impl Playbook {
    /// The playbook made ready to judge rows of facts, in about the time that compiling it took.
    #[must_use]
    pub fn judge(&self) -> Judge {
        Judge(Arc::new(JudgeModel::new(self)))
    }
}

impl Judge {
    /// The place of a fact, for values of this type; `None` where no such fact can be set, or where
    /// it has another type: `f64` for numbers, money and percentages, `i64` for whole numbers,
    /// [`Timestamp`] for days and moments.
    #[must_use]
    pub fn slot<T: CellValue>(&self, field: &str) -> Option<FactSlot<T>> {
        FactSlot::of(&self.0, self.0.fields().slot(field)?)
    }

    /// A value of a choice, by its id.
    #[inline]
    #[must_use]
    pub fn choice(&self, slot: FactSlot<Choice>, value: &str) -> Option<Choice> {
        Some(Choice { of: slot.fact(), word: self.0.choice(slot.fact(), value)? })
    }

    /// The playbook that it judges by.
    #[must_use]
    pub fn playbook(&self) -> &Playbook {
        &self.0.playbook
    }

    /// A row in which nothing is set.
    #[must_use]
    pub fn row(&self) -> FactRow {
        FactRow::new(self)
    }

    /// The row of a deal at a moment; a row of a deal that is judged at another one is to be made
    /// again.
    ///
    /// # Errors
    /// When the deal does not fit the playbook.
    pub fn row_of(&self, deal: &Deal, now: Timestamp) -> Result<FactRow, Error> {
        let situation = Situation::new(&self.0.playbook, deal, now)?;
        let mut row = self.row();
        row.stand_in(situation.stage);
        if let Some(Value::Int(times)) = situation.row.get(given::VISITS) {
            row.visits(u32::try_from(*times).unwrap_or(u32::MAX));
        }
        (row.entered_stage_at, row.created_at) = (situation.entered_at(), situation.created_at());
        row.last_activity_at = deal.last_activity_at;
        for (slot, field) in self.0.fields().iter() {
            if field.carries_evidence() && situation.row.get(slot).is_some() {
                row.cells.take(&self.0, slot, &situation.row);
            }
        }
        Ok(row)
    }

    /// What [`Playbook::outline`] says of a deal whose facts are in a row, so that none of them has to
    /// be bound again. The rest of the deal is as `deal` says: its stage and moments, its history,
    /// contacts and snoozes, and those facts that are more than a word: texts, lists, records, and
    /// moments within a second. A fact that `deal` states counts as it is stated there.
    ///
    /// # Errors
    /// When the deal does not fit the playbook, as for [`Playbook::outline`].
    ///
    /// # Example
    /// ```
    /// use dealgraph::{Deal, Fact, Library, RawValue, Timestamp};
    ///
    /// let playbook = Library::builtin().compile("four_step")?;
    /// let judge = playbook.judge();
    /// let mut row = judge.row();
    /// row.set(judge.slot("amount").unwrap(), 120_000.0).unwrap();
    /// let now = Timestamp::parse("2026-11-23T09:00:00Z").unwrap();
    /// let rest = Deal::new("D-1", "prospecting");
    /// let mut whole = rest.clone();
    /// whole.facts.set("amount", Fact::bare(RawValue::Number(120_000.0)));
    /// assert_eq!(judge.outline(&row, &rest, now, 3)?, playbook.outline(&whole, now, 3)?);
    /// # Ok::<(), dealgraph::Error>(())
    /// ```
    pub fn outline(
        &self,
        row: &FactRow,
        deal: &Deal,
        now: Timestamp,
        most_actions: usize,
    ) -> Result<Outline, Error> {
        let add = |facts: &mut Row| row.cells.tell(&self.0, facts);
        outline(&Situation::with_facts(&self.0.playbook, deal, now, add)?, most_actions)
    }
}

impl Playbook {
    /// The place of a fact in conditions; `None` where there is no such fact.
    #[must_use]
    pub fn slot(&self, field: &str) -> Option<Slot> {
        self.0.fields.slot(field)
    }
}
