//! Tables in files, and tables that cannot be used.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "../../../tests/deals/mod.rs"]
mod deals;
mod encoded;
#[path = "../../../tests/sample/mod.rs"]
mod sample;
mod told;

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Int64Array, RecordBatch, StringArray};
use dealgraph::{Library, Playbook};
use dealgraph_arrow::files::{DealTable, Form, ResultFile};
use dealgraph_arrow::{ColumnJudge, errors};
use encoded::{Asked, table};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use proptest::prelude::*;
use sample::{Chance, config, draws, now};
use told::rows;

fn playbook() -> Playbook {
    Library::builtin().compile("spin").expect("a built-in")
}

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn written(name: &str, table: &RecordBatch, compression: Compression, group: usize) -> File {
    let path = file(name);
    let properties = WriterProperties::builder()
        .set_compression(compression)
        .set_max_row_group_row_count(Some(group))
        .build();
    let made = File::create(&path).unwrap();
    let mut writer = ArrowWriter::try_new(made, table.schema(), Some(properties)).unwrap();
    writer.write(table).unwrap();
    writer.close().unwrap();
    File::open(&path).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, max_shrink_iters: 100, ..config() })]

    /// A table that was written as Parquet and read again says the same, and so do its results.
    #[test]
    fn parquet_changes_nothing(draws in draws(6000), is_zstd in any::<bool>(), group in 1_usize..5) {
        let playbook = playbook();
        let judge = ColumnJudge::new(&playbook);
        let mut chance = Chance::new(draws);
        let asked = |number| {
            let mut deal = deals::deal(&playbook, &mut chance);
            deal.id = format!("D-{number}");
            deal.history = Vec::new();
            Asked { deal, to: None, visits: None }
        };
        let asked: Vec<Asked> = (0..5).map(asked).collect();
        let table = table(&playbook, &asked, &mut chance);
        let zstd = Compression::ZSTD(ZstdLevel::default());
        let compression = if is_zstd { zstd } else { Compression::SNAPPY };
        let name = format!("changes_nothing_{group}.parquet");
        let deals = DealTable::parquet(written(&name, &table, compression, group), &judge).unwrap();
        prop_assert_eq!(deals.rows(), Some(5));
        let whole = rows(&judge.judge(&table, now()).unwrap());
        let mut told = Vec::new();
        let mut results = ResultFile::new(Form::Parquet, Vec::new(), &judge).unwrap();
        for batch in deals {
            let judged = judge.judge(&batch.unwrap(), now()).unwrap();
            results.write(&judged).unwrap();
            told.extend(rows(&judged));
        }
        prop_assert_eq!(&told, &whole);
        let path = file(&format!("results_{group}.parquet"));
        std::fs::write(&path, results.finish().unwrap()).unwrap();
        let again = parquet::arrow::arrow_reader::ParquetRecordBatchReader::try_new(
            File::open(path).unwrap(),
            100,
        );
        let again: Vec<_> = again.unwrap().flat_map(|batch| rows(&batch.unwrap())).collect();
        prop_assert_eq!(again, whole);
    }
}

fn column(values: impl arrow_array::Array + 'static) -> ArrayRef {
    Arc::new(values)
}

fn ids() -> ArrayRef {
    column(StringArray::from(vec!["D-1"]))
}

fn refused(columns: Vec<(&str, ArrayRef)>) -> String {
    let table = RecordBatch::try_from_iter_with_nullable(
        columns.into_iter().map(|(name, column)| (name, column, true)),
    );
    let judge = ColumnJudge::new(&playbook());
    judge.judge(&table.unwrap(), now()).unwrap_err().to_string()
}

#[test]
fn a_column_of_another_type_says_what_it_needs() {
    let whole = || column(Int64Array::from(vec![1]));
    let flag = || column(BooleanArray::from(vec![true]));
    assert_eq!(
        refused(vec![("id", ids()), ("close_date", whole())]),
        "column `close_date` has the type Int64; it needs dates, or texts"
    );
    assert_eq!(
        refused(vec![("id", ids()), ("amount", flag())]),
        "column `amount` has the type Boolean; it needs numbers, or texts"
    );
    assert_eq!(
        refused(vec![("id", ids()), ("contacts", whole())]),
        "column `contacts` has the type Int64; it needs lists of structs, or texts with JSON"
    );
    assert_eq!(
        refused(vec![("id", ids()), ("amount.evidence", flag()), ("amount", whole())]),
        "column `amount.evidence` has the type Boolean; it needs texts"
    );
    assert_eq!(
        refused(vec![("id", ids()), ("entered_stage_at", whole())]),
        "column `entered_stage_at` has the type Int64; it needs timestamps, or texts"
    );
}

#[test]
fn a_table_without_ids_cannot_be_used() {
    assert_eq!(
        refused(vec![("stage", ids())]),
        "there is no column `id`, and every deal has to have it"
    );
}

#[test]
fn columns_that_say_nothing_are_told_and_passed_over() {
    let judge = ColumnJudge::new(&playbook());
    let text = || column(StringArray::from(vec!["x"]));
    let columns = [("region", text()), ("id", ids()), ("days_in_stage", text()), ("name", text())];
    let table = RecordBatch::try_from_iter(columns).unwrap();
    assert_eq!(judge.ignored(table.schema_ref()).unwrap(), ["region", "days_in_stage"]);
    assert_eq!(errors(&judge.judge(&table, now()).unwrap()).count(), 0);
}

#[test]
fn ids_may_be_whole_numbers_and_one_that_is_missing_spoils_its_row_alone() {
    let judge = ColumnJudge::new(&playbook());
    let ids = column(Int64Array::from(vec![Some(7), None]));
    let results = judge.judge(&RecordBatch::try_from_iter([("id", ids)]).unwrap(), now()).unwrap();
    let told = rows(&results);
    assert_eq!((told[0].id.as_deref(), &told[0].error), (Some("7"), &None));
    let why: Vec<_> = errors(&results).collect();
    assert_eq!(why, [(1, "deal ``: `id` should be a text, found nothing")]);
}

#[test]
fn what_is_no_value_is_told_in_the_row() {
    let judge = ColumnJudge::new(&playbook());
    let rows = [
        "D-1,investigating,tomorrow,,,\n",
        "D-2,investigating,,0,,\n",
        "D-3,investigating,,,5,sworn\n",
        "D-4,investigating,,,-5,\n",
        "D-5,investigating,,,5,stated\n",
    ];
    let header = "id,stage,created_at,visits,amount,amount.evidence\n";
    let text = format!("{header}{}", rows.concat());
    let mut table = DealTable::csv(std::io::Cursor::new(text), &judge).unwrap();
    let results = judge.judge(&table.next().unwrap().unwrap(), now()).unwrap();
    let why: Vec<String> = errors(&results).map(|(row, why)| format!("{row}: {why}")).collect();
    assert_eq!(
        why.join("\n"),
        "\
0: deal `D-1`: `created_at` should be a moment that exists, such as \"2026-11-23T09:00:00Z\", found the text \"tomorrow\"
1: deal `D-2`: `visits` should be a whole number of at least 1, found the number 0
2: deal `D-3`: `amount.evidence` should be one of \"assumed\", \"recorded\", \"stated\", \"confirmed\", \"acted\", found the text \"sworn\"
3: deal `D-4`: `amount` should be an amount of money of at least 0, found the number -5"
    );
}

#[test]
fn a_row_without_an_end_is_not_read_to_the_end() {
    let judge = ColumnJudge::new(&playbook());
    let endless = std::io::Read::chain("id,stage\nD-1,\"".as_bytes(), std::io::repeat(b'x'));
    let mut table = DealTable::csv(endless, &judge).unwrap();
    let error = table.next().unwrap().unwrap_err().to_string();
    assert_eq!(error, "it cannot be read as CSV: a row is longer than 64 MiB");
    assert!(table.next().is_none());
}
