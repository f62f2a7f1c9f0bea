//! A batch of columns as deals.

use std::borrow::Cow;

use arrow_array::{Array, RecordBatch};
use dealgraph::{
    CellValue, ChoiceValue, Contact, Deal, Duration, Error, Evidence, Fact, FactRow, FactSlot,
    FieldType, HistoryEntry, Judge, RawValue, StageGraph, Timestamp, expr::Slot,
};

use crate::cells::{Cell, Texts, cells, moment_at, raw, text_at};
use crate::deals::{Deals, Moments, Named, in_one_line, wrong};
use crate::reading::{FactColumns, Place, Reading, VISITS};

/// What a moment should be, as the library words it.
const A_MOMENT: &str = "a moment that exists, such as \"2026-11-23T09:00:00Z\"";

/// A batch of columns, read once as values that a row takes.
pub(crate) struct Table<'a> {
    batch: &'a RecordBatch,
    reading: &'a Reading,
    stage: Option<Texts<'a>>,
    to: Option<Texts<'a>>,
    stages: Vec<Named>,
    asked: Vec<Named>,
    created_at: Vec<Cell<Timestamp>>,
    entered_stage_at: Vec<Cell<Timestamp>>,
    last_activity_at: Vec<Cell<Timestamp>>,
    visits: Vec<Cell<i64>>,
    facts: Vec<Quick>,
}

/// The cells of one fact.
struct Quick {
    values: Values,
    evidence: Vec<Cell<Evidence>>,
    evidence_at: Vec<Cell<Timestamp>>,
}

enum Values {
    Truths(FactSlot<bool>, Vec<Cell<bool>>),
    Wholes(FactSlot<i64>, Vec<Cell<i64>>),
    Numbers(FactSlot<f64>, Vec<Cell<f64>>),
    Moments(FactSlot<Timestamp>, Vec<Cell<Timestamp>>),
    Lengths(FactSlot<Duration>, Vec<Cell<Duration>>),
    Choices(FactSlot<ChoiceValue>, Vec<Cell<ChoiceValue>>),
    /// More than a word each: texts, lists, records.
    Others,
}

impl<'a> Table<'a> {
    pub(crate) fn new(
        batch: &'a RecordBatch,
        reading: &'a Reading,
        judge: &Judge,
        graph: &StageGraph,
    ) -> Self {
        let column = |place: Option<Place>| place.map(|place| batch.column(place).as_ref());
        let moments =
            |place| column(place).map_or_else(Vec::new, |c| cells(&FieldType::DateTime, c));
        let texts = |place| column(place).and_then(Texts::new);
        let (stage, to) = (texts(reading.stage), texts(reading.to));
        let named = |texts: &Option<Texts<'_>>| match texts {
            Some(texts) => texts.map(&|text| named(graph, text)),
            None => Vec::new(),
        };
        Self {
            batch,
            reading,
            stages: named(&stage),
            asked: named(&to),
            stage,
            to,
            created_at: moments(reading.created_at),
            entered_stage_at: moments(reading.entered_stage_at),
            last_activity_at: moments(reading.last_activity_at),
            visits: column(reading.visits).map_or_else(Vec::new, |c| cells(&VISITS, c)),
            facts: reading.facts.iter().map(|fact| Quick::new(batch, fact, judge)).collect(),
        }
    }

    fn column(&self, place: Place) -> &dyn Array {
        self.batch.column(place).as_ref()
    }

    fn in_stage(&self, place: usize) -> Named {
        self.stages.get(place).copied().unwrap_or(Named::Nowhere)
    }

    fn moment(&self, column: Option<Place>, place: usize) -> Result<Option<Timestamp>, Error> {
        let Some(column) = column else { return Ok(None) };
        let name = || self.batch.schema_ref().field(column).name().clone();
        moment_at(self.column(column), place)
            .transpose()
            .map_err(|found| wrong(&self.name(place), &name(), A_MOMENT, described(&found)))
    }

    fn moments(&self, place: usize) -> Result<Moments, Error> {
        Ok(Moments {
            created_at: self.moment(self.reading.created_at, place)?,
            entered_stage_at: self.moment(self.reading.entered_stage_at, place)?,
            last_activity_at: self.moment(self.reading.last_activity_at, place)?,
        })
    }

    /// The deal's id in messages.
    fn name(&self, place: usize) -> String {
        self.id(place).unwrap_or_default().into_owned()
    }

    fn fact(&self, columns: &FactColumns, place: usize) -> Result<Option<Fact>, Error> {
        let value = raw(&columns.field.kind, self.column(columns.value), place);
        if value == RawValue::Null {
            return Ok(None);
        }
        let mut fact = Fact::bare(value);
        let word = columns.evidence.and_then(|column| text_at(self.column(column), place));
        if let Some(word) = word.map(str::trim).filter(|word| !word.is_empty()) {
            fact = fact.with_evidence(Evidence::from_word(word).ok_or_else(|| {
                let words = Evidence::ALL.map(|grade| format!("\"{}\"", grade.word())).join(", ");
                let field = format!("{}.evidence", columns.field.id);
                let found = described(&RawValue::Text(word.to_owned()));
                wrong(&self.name(place), &field, &format!("one of {words}"), found)
            })?);
        }
        Ok(Some(match self.moment(columns.evidence_at, place)? {
            Some(at) => fact.with_date(at),
            None => fact,
        }))
    }

    fn contacts(&self, place: usize) -> Result<Option<Vec<Contact>>, Error> {
        let Some(columns) = &self.reading.contacts else { return Ok(None) };
        let wrong = |field: &str, expected: &str, found: String| {
            wrong(&self.name(place), field, expected, found)
        };
        let listed = match raw(&columns.field.kind, self.column(columns.value), place) {
            RawValue::Null => return Ok(None),
            RawValue::List(listed) => listed,
            other => return Err(wrong("contacts", "a list of records", described(&other))),
        };
        let contact = |(index, contact): (usize, RawValue)| {
            let read = serde_json::to_value(contact).and_then(serde_json::from_value);
            read.map_err(|error| {
                wrong(&format!("contacts[{index}]"), "a contact", error.to_string())
            })
        };
        listed.into_iter().enumerate().map(contact).collect::<Result<_, _>>().map(Some)
    }

    /// The moves of a deal that has been in its stage so often. Of one that says neither when it was
    /// created nor when it entered its stage there are none: they would say when.
    fn history(&self, place: usize, moments: Moments) -> Result<Vec<HistoryEntry>, Error> {
        let times = match self.visits.get(place) {
            None | Some(Cell::Unset) => return Ok(Vec::new()),
            Some(Cell::Set(times)) => visits(*times),
            Some(Cell::Unusable) => None,
        };
        let times = times.ok_or_else(|| {
            let found = self.reading.visits.map(|column| raw(&VISITS, self.column(column), place));
            let found = described(&found.unwrap_or(RawValue::Null));
            wrong(&self.name(place), "visits", "a whole number of at least 1", found)
        })?;
        let at = moments.entered_stage_at.or(moments.created_at);
        Ok(match self.stage(place).zip(at) {
            Some((stage, at)) if times > 1 => {
                (0..times).map(|_| HistoryEntry::moved(stage, at)).collect()
            }
            _ => Vec::new(),
        })
    }
}

impl Deals for Table<'_> {
    fn len(&self) -> usize {
        self.batch.num_rows()
    }

    fn id(&self, place: usize) -> Option<Cow<'_, str>> {
        let ids = self.column(self.reading.id);
        if let Some(text) = text_at(ids, place) {
            return Some(Cow::Borrowed(text));
        }
        match raw(&VISITS, ids, place) {
            RawValue::Integer(number) => Some(Cow::Owned(number.to_string())),
            _ => None,
        }
    }

    fn stage(&self, place: usize) -> Option<&str> {
        self.stage.as_ref()?.get(place).map(str::trim).filter(|stage| !stage.is_empty())
    }

    fn asked(&self, place: usize) -> Option<&str> {
        self.to.as_ref()?.get(place).map(str::trim).filter(|stage| !stage.is_empty())
    }

    fn asked_stage(&self, place: usize) -> Named {
        self.asked.get(place).copied().unwrap_or(Named::Nowhere)
    }

    fn fill(&self, place: usize, row: &mut FactRow) -> bool {
        let stage = match self.in_stage(place) {
            Named::Nowhere => None,
            Named::Stage(stage) => Some(stage),
            Named::Unknown => return false,
        };
        row.stand_in(stage);
        let mut all = true;
        let mut moment = |cells: &[Cell<Timestamp>]| match cells.get(place) {
            None | Some(Cell::Unset) => None,
            Some(Cell::Set(at)) => Some(*at),
            Some(Cell::Unusable) => {
                all = false;
                None
            }
        };
        row.created_at(moment(&self.created_at));
        row.entered_stage_at(moment(&self.entered_stage_at));
        row.last_activity_at(moment(&self.last_activity_at));
        match self.visits.get(place) {
            None | Some(Cell::Unset) => {}
            Some(Cell::Set(times)) => match visits(*times) {
                Some(times) => row.visits(times),
                None => return false,
            },
            Some(Cell::Unusable) => return false,
        }
        all && self.column(self.reading.id).is_valid(place)
            && self.facts.iter().all(|fact| fact.fill(place, row))
    }

    fn fill_others(&self, place: usize, row: &mut FactRow) -> bool {
        self.put_others(place, row) == Some(())
    }

    fn deal(&self, place: usize) -> Result<Cow<'_, Deal>, String> {
        self.deal_with(place, |_| true).map(Cow::Owned).map_err(|error| in_one_line(&error))
    }

    fn rest(&self, place: usize) -> Result<Cow<'_, Deal>, String> {
        let others = |fact: &Quick| !fact.values.is_a_word(place);
        self.deal_with(place, others).map(Cow::Owned).map_err(|error| in_one_line(&error))
    }
}

impl Table<'_> {
    /// A deal with some of its facts.
    fn deal_with(&self, place: usize, takes: impl Fn(&Quick) -> bool) -> Result<Deal, Error> {
        let Some(id) = self.id(place) else {
            return Err(wrong("", "id", "a text", "nothing"));
        };
        let mut deal = Deal::new(id, "");
        deal.stage = self.stage(place).map(str::to_owned);
        let moments = self.moments(place)?;
        (deal.created_at, deal.entered_stage_at) = (moments.created_at, moments.entered_stage_at);
        deal.last_activity_at = moments.last_activity_at;
        deal.history = self.history(place, moments)?;
        deal.contacts = self.contacts(place)?;
        let facts = self.facts.iter().zip(&self.reading.facts);
        for (_, columns) in facts.filter(|(fact, _)| takes(fact)) {
            if let Some(fact) = self.fact(columns, place)? {
                deal.facts.set(&*columns.field.id, fact);
            }
        }
        Ok(deal)
    }

    /// Puts the facts that are more than a word into a row; `None` where that cannot be done.
    fn put_others(&self, place: usize, row: &mut FactRow) -> Option<()> {
        let facts = self.facts.iter().zip(&self.reading.facts);
        for (_, columns) in facts.filter(|(fact, _)| matches!(fact.values, Values::Others)) {
            let Some(fact) = self.fact(columns, place).ok()? else { continue };
            let named = (columns.field.id.to_string(), serde_json::to_value(fact).ok()?);
            row.read("", &std::iter::once(named).collect()).ok()?;
        }
        if let Some(contacts) = self.contacts(place).ok()? {
            row.contacts(&contacts);
        }
        Some(())
    }
}

/// How often a deal has been in its stage: more often than that is all the same.
fn visits(times: i64) -> Option<u32> {
    const MOST: u32 = 1_000;
    u32::try_from(times).ok().filter(|times| *times > 0).map(|times| times.min(MOST))
}

/// The stage that a text names.
fn named(graph: &StageGraph, text: Option<&str>) -> Named {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        None => Named::Nowhere,
        Some(text) => graph.find(text).map_or(Named::Unknown, Named::Stage),
    }
}

impl Quick {
    fn new(batch: &RecordBatch, columns: &FactColumns, judge: &Judge) -> Self {
        let column = |place: Option<Place>| place.map(|place| batch.column(place).as_ref());
        let grade = |word: Option<&str>| match word.map(str::trim).filter(|word| !word.is_empty()) {
            None => Cell::Unset,
            Some(word) => Evidence::from_word(word).map_or(Cell::Unusable, Cell::Set),
        };
        let grades = column(columns.evidence).and_then(Texts::new);
        Self {
            values: Values::new(batch.column(columns.value).as_ref(), columns, judge),
            evidence: grades.map_or_else(Vec::new, |grades| grades.map(&grade)),
            evidence_at: column(columns.evidence_at)
                .map_or_else(Vec::new, |column| cells(&FieldType::DateTime, column)),
        }
    }

    /// Puts the fact of one deal into a row; whether that could be done.
    fn fill(&self, place: usize, row: &mut FactRow) -> bool {
        match self.values.fill(place, row) {
            Filled::Unset => true,
            Filled::Unusable => false,
            Filled::Set(slot) => self.back(place, slot, row),
        }
    }

    fn back(&self, place: usize, slot: Slot, row: &mut FactRow) -> bool {
        let said = |cell: Option<&Cell<Evidence>>| match cell {
            None | Some(Cell::Unset) => Some(Evidence::default()),
            Some(Cell::Set(grade)) => Some(*grade),
            Some(Cell::Unusable) => None,
        };
        let at = match self.evidence_at.get(place) {
            None | Some(Cell::Unset) => None,
            Some(Cell::Set(at)) => Some(*at),
            Some(Cell::Unusable) => return false,
        };
        match said(self.evidence.get(place)) {
            Some(evidence) if evidence == Evidence::default() && at.is_none() => true,
            Some(evidence) => {
                row.back(slot, evidence, at);
                true
            }
            None => false,
        }
    }
}

/// What became of a fact that was to be put into a row.
enum Filled {
    Unset,
    Set(Slot),
    Unusable,
}

impl Values {
    fn new(column: &dyn Array, columns: &FactColumns, judge: &Judge) -> Self {
        let (id, kind) = (&*columns.field.id, &columns.field.kind);
        let quick = match kind {
            FieldType::Bool => judge.slot(id).map(|slot| Self::Truths(slot, cells(kind, column))),
            FieldType::Integer { .. } => {
                judge.slot(id).map(|slot| Self::Wholes(slot, cells(kind, column)))
            }
            FieldType::Number { .. } | FieldType::Money | FieldType::Percent => {
                judge.slot(id).map(|slot| Self::Numbers(slot, cells(kind, column)))
            }
            FieldType::Date | FieldType::DateTime => {
                judge.slot(id).map(|slot| Self::Moments(slot, cells(kind, column)))
            }
            FieldType::Duration => {
                judge.slot(id).map(|slot| Self::Lengths(slot, cells(kind, column)))
            }
            FieldType::Choice(_) => judge.slot(id).zip(Texts::new(column)).map(|(slot, texts)| {
                Self::Choices(slot, texts.map(&|text| choice(judge, slot, text)))
            }),
            _ => None,
        };
        quick.unwrap_or(Self::Others)
    }

    /// Whether the value is a word in a row, and the word says it: moments and lengths of time that
    /// are no whole seconds share one.
    fn is_a_word(&self, place: usize) -> bool {
        const SECOND: i128 = 1_000_000_000;
        match self {
            Self::Others => false,
            Self::Moments(_, cells) => match cells.get(place) {
                Some(Cell::Set(at)) => at.unix_nanoseconds() % SECOND == 0,
                _ => true,
            },
            Self::Lengths(_, cells) => match cells.get(place) {
                Some(Cell::Set(length)) => length.nanoseconds() % SECOND == 0,
                _ => true,
            },
            _ => true,
        }
    }

    fn fill(&self, place: usize, row: &mut FactRow) -> Filled {
        match self {
            Self::Truths(slot, cells) => put(*slot, cells, place, row),
            Self::Wholes(slot, cells) => put(*slot, cells, place, row),
            Self::Numbers(slot, cells) => put(*slot, cells, place, row),
            Self::Moments(slot, cells) => put(*slot, cells, place, row),
            Self::Lengths(slot, cells) => put(*slot, cells, place, row),
            Self::Choices(slot, cells) => put(*slot, cells, place, row),
            Self::Others => Filled::Unset,
        }
    }
}

fn choice(judge: &Judge, slot: FactSlot<ChoiceValue>, text: Option<&str>) -> Cell<ChoiceValue> {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        None => Cell::Unset,
        Some(text) => judge.choice(slot, text).map_or(Cell::Unusable, Cell::Set),
    }
}

fn put<T: CellValue>(
    slot: FactSlot<T>,
    cells: &[Cell<T>],
    place: usize,
    row: &mut FactRow,
) -> Filled {
    match cells.get(place) {
        None | Some(Cell::Unset) => Filled::Unset,
        Some(Cell::Set(value)) => match row.set(slot, *value) {
            Ok(()) => Filled::Set(slot.fact()),
            Err(_) => Filled::Unusable,
        },
        Some(Cell::Unusable) => Filled::Unusable,
    }
}

/// What a value is, in the words of a message.
fn described(value: &RawValue) -> String {
    match value {
        RawValue::Integer(number) => format!("the number {number}"),
        RawValue::Number(number) => format!("the number {number}"),
        RawValue::Text(text) => format!("the text {text:?}"),
        RawValue::List(items) => format!("a list of {}", items.len()),
        _ => "nothing".to_owned(),
    }
}
