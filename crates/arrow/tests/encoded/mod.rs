//! Deals as tables, each column in one of the encodings that its values allow.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]
#![allow(dead_code, reason = "each test uses its own part of this")]

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::types::{Int8Type, Int32Type, UInt16Type};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, Date64Array, Decimal128Array, DictionaryArray,
    DurationMicrosecondArray, DurationMillisecondArray, DurationNanosecondArray,
    DurationSecondArray, Float32Array, Float64Array, Int8Array, Int16Array, Int32Array, Int64Array,
    LargeListArray, LargeStringArray, ListArray, NullArray, RecordBatch, StringArray,
    StringViewArray, StructArray, TimestampMicrosecondArray, TimestampMillisecondArray,
    TimestampNanosecondArray, TimestampSecondArray, UInt8Array, UInt16Array, UInt32Array,
    UInt64Array,
};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{Field, Fields};
use dealgraph::{Deal, Duration, Evidence, FieldType, Playbook, RawValue, SubField, Timestamp};

use crate::sample::Chance;

type Cells = [Option<RawValue>];

/// A deal, and the stage that is asked about.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) deal: Deal,
    pub(crate) to: Option<String>,
    pub(crate) visits: Option<u32>,
}

/// These deals as a table.
pub(crate) fn table(playbook: &Playbook, asked: &[Asked], chance: &mut Chance) -> RecordBatch {
    let mut columns: Vec<(String, ArrayRef)> = Vec::new();
    let text = |text: Option<&str>| text.map(|text| RawValue::Text(text.to_owned()));
    let mut add =
        |name: &str, kind: &FieldType, cells: Vec<Option<RawValue>>, chance: &mut Chance| {
            let is_empty = cells.iter().all(Option::is_none);
            // A column in which nothing is set may be left out, or have no type.
            match is_empty && name != "id" && chance.percent(50) {
                true if chance.percent(50) => {}
                true => columns.push((name.to_owned(), Arc::new(NullArray::new(cells.len())))),
                false => columns.push((name.to_owned(), column(kind, &cells, chance))),
            }
        };
    let each = |of: &dyn Fn(&Asked) -> Option<RawValue>| asked.iter().map(of).collect::<Vec<_>>();
    let at = |at: Option<Timestamp>| at.map(|at| RawValue::Text(at.to_string()));
    let moment = FieldType::DateTime;
    add("id", &FieldType::Text, each(&|one| text(Some(&one.deal.id))), chance);
    let stage = FieldType::Choice(Arc::new([]));
    add("stage", &stage, each(&|one| text(one.deal.stage.as_deref())), chance);
    add("to", &stage, each(&|one| text(one.to.as_deref())), chance);
    add("created_at", &moment, each(&|one| at(one.deal.created_at)), chance);
    add("entered_stage_at", &moment, each(&|one| at(one.deal.entered_stage_at)), chance);
    add("last_activity_at", &moment, each(&|one| at(one.deal.last_activity_at)), chance);
    let whole = FieldType::Integer { min: None, max: None };
    add("visits", &whole, each(&|one| Some(RawValue::Integer(one.visits?.into()))), chance);
    for field in playbook.fields().filter(|field| field.carries_evidence()) {
        if &*field.id == "contacts" {
            add("contacts", &field.kind, each(&contacts), chance);
            continue;
        }
        let fact = |one: &Asked| {
            one.deal.facts.get(&field.id).filter(|fact| fact.value != RawValue::Null).cloned()
        };
        add(&field.id, &field.kind, each(&|one| Some(fact(one)?.value)), chance);
        let grade = |one: &Asked| fact(one).filter(|f| f.evidence != Evidence::default());
        let grades = each(&|one| text(Some(grade(one)?.evidence.word())));
        add(&format!("{}.evidence", field.id), &stage, grades, chance);
        let dates = each(&|one| at(fact(one)?.at));
        add(&format!("{}.evidence_at", field.id), &moment, dates, chance);
    }
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(n, c)| (n, c, true)))
        .expect("columns of one length")
}

fn contacts(one: &Asked) -> Option<RawValue> {
    let contacts = serde_json::to_value(one.deal.contacts.as_ref()?).expect("contacts");
    Some(serde_json::from_value(contacts).expect("a value"))
}

/// Values of a field's type in an encoding that can hold all of them.
fn column(kind: &FieldType, cells: &Cells, chance: &mut Chance) -> ArrayRef {
    match kind {
        FieldType::Bool => match truths(cells).filter(|_| chance.percent(70)) {
            Some(truths) => Arc::new(truths),
            None => texts(&written(cells), chance),
        },
        FieldType::Integer { .. }
        | FieldType::Number { .. }
        | FieldType::Money
        | FieldType::Percent => numbers(cells, chance),
        FieldType::Date | FieldType::DateTime => moments(kind, cells, chance),
        FieldType::Duration => lengths(cells, chance),
        FieldType::Choices(_) | FieldType::Texts => match lists(cells) {
            Some(lists) if chance.percent(70) => list(&lists, chance, &|items, chance| {
                texts(&items.iter().map(Option::as_ref).map(text_of).collect::<Vec<_>>(), chance)
            }),
            _ => texts(&listed(cells, chance), chance),
        },
        FieldType::Records(fields) => match lists(cells) {
            Some(lists) if chance.percent(70) => {
                list(&lists, chance, &|items, chance| records(fields, items, chance))
            }
            _ => texts(&written(cells), chance),
        },
        _ => texts(&cells.iter().map(Option::as_ref).map(text_of).collect::<Vec<_>>(), chance),
    }
}

fn text_of(cell: Option<&RawValue>) -> Option<String> {
    match cell {
        None | Some(RawValue::Null) => None,
        Some(RawValue::Text(text)) => Some(text.clone()),
        Some(other) => panic!("{other:?} is no text"),
    }
}

/// Values as JSON writes them, texts without their quotes.
fn written(cells: &Cells) -> Vec<Option<String>> {
    let write = |cell: &RawValue| match cell {
        RawValue::Text(text) => text.clone(),
        other => serde_json::to_string(other).expect("JSON"),
    };
    cells.iter().map(|cell| cell.as_ref().map(write)).collect()
}

/// Lists with `;` between their items, or as JSON.
fn listed(cells: &Cells, chance: &mut Chance) -> Vec<Option<String>> {
    let mut as_json = written(cells);
    for (cell, text) in cells.iter().zip(&mut as_json) {
        let Some(RawValue::List(items)) = cell else { continue };
        let items: Vec<String> = items.iter().filter_map(|item| text_of(Some(item))).collect();
        if !items.is_empty() && chance.percent(60) {
            *text = Some(items.join(chance.pick(&[";", "; ", " ;"])));
        }
    }
    as_json
}

fn truths(cells: &Cells) -> Option<BooleanArray> {
    let truth = |cell: &Option<RawValue>| match cell {
        None => Some(None),
        Some(RawValue::Bool(truth)) => Some(Some(*truth)),
        Some(_) => None,
    };
    cells.iter().map(truth).collect()
}

fn texts(cells: &[Option<String>], chance: &mut Chance) -> ArrayRef {
    let refs = || cells.iter().map(Option::as_deref);
    match chance.below(6) {
        0 => Arc::new(refs().collect::<StringArray>()),
        1 => Arc::new(refs().collect::<LargeStringArray>()),
        2 => Arc::new(refs().collect::<StringViewArray>()),
        3 => Arc::new(refs().collect::<DictionaryArray<Int8Type>>()),
        4 => {
            let keys = (0..cells.len()).map(|row| cells[row].as_ref().map(|_| row as i32));
            let values = Arc::new(refs().collect::<LargeStringArray>());
            Arc::new(DictionaryArray::<Int32Type>::new(keys.collect(), values))
        }
        _ => Arc::new(refs().collect::<DictionaryArray<UInt16Type>>()),
    }
}

/// Whole numbers of every width, decimals and doubles, wherever they hold the same numbers.
fn numbers(cells: &Cells, chance: &mut Chance) -> ArrayRef {
    let whole: Option<Vec<Option<i64>>> = cells
        .iter()
        .map(|cell| match cell {
            None => Some(None),
            Some(RawValue::Integer(number)) => Some(Some(*number)),
            Some(RawValue::Number(number)) if number.fract() == 0.0 => Some(Some(*number as i64)),
            Some(_) => None,
        })
        .collect();
    let any: Option<Vec<Option<f64>>> = cells
        .iter()
        .map(|cell| match cell {
            None => Some(None),
            Some(RawValue::Integer(number)) => Some(Some(*number as f64)),
            Some(RawValue::Number(number)) => Some(Some(*number)),
            Some(_) => None,
        })
        .collect();
    fn narrow<T: TryFrom<i64>>(numbers: &[Option<i64>]) -> Option<Vec<Option<T>>> {
        numbers.iter().map(|n| n.map(T::try_from).transpose().ok()).collect()
    }
    let whole = whole.unwrap_or_default();
    let fits: Option<ArrayRef> = match chance.below(16) {
        _ if cells.is_empty() => None,
        0 => narrow::<i8>(&whole).map(|n| Arc::new(Int8Array::from(n)) as ArrayRef),
        1 => narrow::<i16>(&whole).map(|n| Arc::new(Int16Array::from(n)) as ArrayRef),
        2 => narrow::<i32>(&whole).map(|n| Arc::new(Int32Array::from(n)) as ArrayRef),
        3 | 4 => Some(Arc::new(Int64Array::from(whole))),
        5 => narrow::<u8>(&whole).map(|n| Arc::new(UInt8Array::from(n)) as ArrayRef),
        6 => narrow::<u16>(&whole).map(|n| Arc::new(UInt16Array::from(n)) as ArrayRef),
        7 => narrow::<u32>(&whole).map(|n| Arc::new(UInt32Array::from(n)) as ArrayRef),
        8 => narrow::<u64>(&whole).map(|n| Arc::new(UInt64Array::from(n)) as ArrayRef),
        9 | 10 => narrow::<i128>(&whole).map(|n| {
            let thousandths = n.into_iter().map(|n| n.map(|n| n * 1000));
            let decimals = Decimal128Array::from_iter(thousandths);
            Arc::new(decimals.with_precision_and_scale(30, 3).expect("it fits")) as ArrayRef
        }),
        11 => any.and_then(|numbers| {
            let floats: Vec<_> = numbers.iter().map(|n| n.map(|n| n as f32)).collect();
            let same = floats.iter().zip(&numbers).all(|(f, n)| f.map(f64::from) == *n);
            same.then(|| Arc::new(Float32Array::from(floats)) as ArrayRef)
        }),
        12 => None,
        _ => any.map(|numbers| Arc::new(Float64Array::from(numbers)) as ArrayRef),
    };
    let fits = fits.filter(|column| column.len() == cells.len());
    fits.unwrap_or_else(|| texts(&written(cells), chance))
}

fn moments(kind: &FieldType, cells: &Cells, chance: &mut Chance) -> ArrayRef {
    let read = |cell: &Option<RawValue>| match cell {
        None => Some(None),
        Some(RawValue::Text(text)) if *kind == FieldType::Date => {
            Timestamp::parse_date(text).ok().map(Some)
        }
        Some(RawValue::Text(text)) => Timestamp::parse(text).ok().map(Some),
        Some(_) => None,
    };
    let Some(moments) = cells.iter().map(read).collect::<Option<Vec<Option<Timestamp>>>>() else {
        return texts(&written(cells), chance);
    };
    let days = moments.iter().all(|at| at.is_none_or(Timestamp::is_midnight));
    let count = |unit: i128| -> Option<Vec<Option<i64>>> {
        let one = |at: &Timestamp| {
            let nanoseconds = at.unix_nanoseconds();
            let fits = nanoseconds.rem_euclid(unit) == 0;
            i64::try_from(nanoseconds.div_euclid(unit)).ok().filter(|_| fits)
        };
        moments.iter().map(|at| at.as_ref().map_or(Some(None), |at| one(at).map(Some))).collect()
    };
    const SECOND: i128 = 1_000_000_000;
    let zone: Option<Arc<str>> =
        chance.pick(&[None, Some("UTC"), Some("Asia/Shanghai")]).map(Arc::from);
    let encoded: Option<ArrayRef> = match chance.below(7) {
        0 if days => count(86_400 * SECOND).map(|days| {
            let days = days.into_iter().map(|day| day.map(|day| day as i32));
            Arc::new(days.collect::<Date32Array>()) as ArrayRef
        }),
        1 if days => {
            count(1_000_000).map(|of| Arc::new(of.into_iter().collect::<Date64Array>()) as ArrayRef)
        }
        2 => count(SECOND)
            .map(|of| Arc::new(TimestampSecondArray::from(of).with_timezone_opt(zone)) as ArrayRef),
        3 => count(1_000_000).map(|of| {
            Arc::new(TimestampMillisecondArray::from(of).with_timezone_opt(zone)) as ArrayRef
        }),
        4 => count(1_000).map(|of| {
            Arc::new(TimestampMicrosecondArray::from(of).with_timezone_opt(zone)) as ArrayRef
        }),
        5 => count(1).map(|of| {
            Arc::new(TimestampNanosecondArray::from(of).with_timezone_opt(zone)) as ArrayRef
        }),
        _ => None,
    };
    encoded.unwrap_or_else(|| texts(&written(cells), chance))
}

fn lengths(cells: &Cells, chance: &mut Chance) -> ArrayRef {
    let read = |cell: &Option<RawValue>| match cell {
        None => Some(None),
        Some(RawValue::Text(text)) => Duration::parse(text).ok().map(Some),
        Some(_) => None,
    };
    let lengths: Option<Vec<Option<Duration>>> = cells.iter().map(read).collect();
    let count = |unit: i128| -> Option<Vec<Option<i64>>> {
        let whole = |length: &Duration| i64::try_from(length.nanoseconds() / unit).ok();
        lengths.as_ref().map(|all| all.iter().map(|l| l.as_ref().and_then(whole)).collect())
    };
    let encoded: Option<ArrayRef> = match chance.below(5) {
        0 => count(1_000_000_000).map(|of| Arc::new(DurationSecondArray::from(of)) as ArrayRef),
        1 => count(1_000_000).map(|of| Arc::new(DurationMillisecondArray::from(of)) as ArrayRef),
        2 => count(1_000).map(|of| Arc::new(DurationMicrosecondArray::from(of)) as ArrayRef),
        3 => count(1).map(|of| Arc::new(DurationNanosecondArray::from(of)) as ArrayRef),
        _ => None,
    };
    encoded.unwrap_or_else(|| texts(&written(cells), chance))
}

/// The cells as lists; `None` where one of them is none.
fn lists(cells: &Cells) -> Option<Vec<Option<Vec<RawValue>>>> {
    let items = |cell: &Option<RawValue>| match cell {
        None => Some(None),
        Some(RawValue::List(items)) => Some(Some(items.clone())),
        Some(_) => None,
    };
    cells.iter().map(items).collect()
}

fn list(
    lists: &[Option<Vec<RawValue>>],
    chance: &mut Chance,
    of: &dyn Fn(&Cells, &mut Chance) -> ArrayRef,
) -> ArrayRef {
    let lengths: Vec<usize> = lists.iter().map(|list| list.as_ref().map_or(0, Vec::len)).collect();
    let items: Vec<Option<RawValue>> =
        lists.iter().flatten().flatten().map(|item| Some(item.clone())).collect();
    let items = of(&items, chance);
    let field = Arc::new(Field::new_list_field(items.data_type().clone(), true));
    let nulls = NullBuffer::from_iter(lists.iter().map(Option::is_some));
    match chance.percent(50) {
        true => {
            let offsets = OffsetBuffer::<i32>::from_lengths(lengths);
            Arc::new(ListArray::new(field, offsets, items, Some(nulls)))
        }
        false => {
            let offsets = OffsetBuffer::<i64>::from_lengths(lengths);
            Arc::new(LargeListArray::new(field, offsets, items, Some(nulls)))
        }
    }
}

fn records(fields: &[SubField], items: &Cells, chance: &mut Chance) -> ArrayRef {
    let entries: Vec<BTreeMap<String, RawValue>> = items
        .iter()
        .map(|item| match item {
            Some(RawValue::Record(entries)) => entries.clone(),
            other => panic!("{other:?} is no record"),
        })
        .collect();
    let grade = FieldType::Choice(Arc::new([]));
    let own = fields.iter().map(|field| (&*field.name, &field.kind));
    let beside = [("evidence", &grade), ("by", &FieldType::Text), ("at", &FieldType::DateTime)];
    let (mut names, mut columns): (Vec<Field>, Vec<ArrayRef>) = (Vec::new(), Vec::new());
    for (name, kind) in own.chain(beside) {
        let cells: Vec<Option<RawValue>> = entries.iter().map(|e| e.get(name).cloned()).collect();
        let column = column(kind, &cells, chance);
        names.push(Field::new(name, column.data_type().clone(), true));
        columns.push(column);
    }
    let fields = Fields::from(names);
    Arc::new(StructArray::try_new_with_length(fields, columns, None, items.len()).expect("records"))
}
