//! `batch` with tables: CSV and Parquet in and out.
#![cfg(feature = "columns")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use std::fs;
use std::path::Path;
use std::process::Output;

use common::{NOW, dealgraph, err, folder, out, run, run_with};
use serde_json::Value as Json;

const DEALS: &str = "\
id,stage,to,amount,close_date,contract_signed,region
D-1,closing,,120000,2026-12-18,true,EU
D-2,closin,,5,,,EU
D-3,prospecting,won,abc,,,
\"D,4\",closing,proposal,,,FALSE,
D-5,,,,,,
";

fn batch(deals: &Path, more: &[&str]) -> Output {
    let deals = deals.display().to_string();
    run(&[&["batch", &deals, "--playbook", "four_step", "--now", NOW], more].concat())
}

fn csv(folder: &Path, deals: &str) -> std::path::PathBuf {
    let path = folder.join("deals.csv");
    fs::write(&path, deals).unwrap();
    path
}

fn lines(text: &str) -> Vec<Json> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_row_gets_its_result_and_bad_ones_say_why() {
    let folder = folder("tables_rows");
    let output = batch(&csv(&folder, DEALS), &[]);
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!("rows", format!("{}{}", out(&output), err(&output)));
}

#[test]
fn results_are_written_as_csv() {
    let folder = folder("tables_csv");
    let results = folder.join("results.csv");
    let output = batch(&csv(&folder, DEALS), &["--out", &results.display().to_string(), "-q"]);
    assert_eq!(out(&output), "");
    insta::assert_snapshot!("csv", fs::read_to_string(results).unwrap());
}

/// The same deals get the same results, whichever form they and the results have.
#[test]
fn all_forms_say_the_same() {
    let folder = folder("tables_forms");
    let path = |name: &str| folder.join(name).display().to_string();
    let deals = "id,stage,amount\nD-1,closing,120000\nD-2,prospecting,\n";
    let json = r#"{"id":"D-1","stage":"closing","facts":{"amount":120000}}
{"id":"D-2","stage":"prospecting"}
"#;
    fs::write(folder.join("deals.jsonl"), json).unwrap();
    let told = batch(&csv(&folder, deals), &[]);
    assert_eq!(told.status.code(), Some(0), "{}", err(&told));
    let of_csv = batch(&folder.join("deals.csv"), &["--format", "csv"]);
    let of_lines = batch(&folder.join("deals.jsonl"), &["--format", "csv"]);
    assert_eq!(out(&of_csv), out(&of_lines));
    // Results name the deal and its stage, so they are a table of deals as well.
    let parquet = batch(&folder.join("deals.csv"), &["--out", &path("results.parquet")]);
    assert_eq!(parquet.status.code(), Some(0), "{}", err(&parquet));
    let again = batch(&folder.join("results.parquet"), &[]);
    let ids = |output: &Output| -> Vec<Json> {
        lines(&out(output)).iter().map(|line| line["id"].clone()).collect()
    };
    assert_eq!(ids(&again), ids(&told));
    assert!(
        err(&again).contains("passed over") && err(&again).contains("unmet"),
        "{}",
        err(&again)
    );
}

#[test]
fn results_come_in_the_order_of_the_rows_however_many_work_on_them() {
    let stages = ["prospecting", "qualifying", "proposal", "closing"];
    let row = |number: usize| format!("D-{number},{},{number}\n", stages[number % 4]);
    let deals: String = (0..9_000).map(row).collect();
    let input = format!("id,stage,amount\n{deals}");
    let with = |jobs: &str| {
        let args = ["batch", "-", "--from", "csv", "--format", "csv", "--playbook", "four_step"];
        run_with(&[&args[..], &["--now", NOW, "--jobs", jobs]].concat(), input.as_bytes())
    };
    let (one, many) = (with("1"), with("7"));
    assert_eq!(one.status.code(), Some(0), "{}", err(&one));
    assert!(one.stdout == many.stdout);
    let text = out(&one);
    let ids = text.lines().skip(1).map(|line| line.split(',').next().unwrap());
    assert!(ids.eq((0..9_000).map(|number| format!("D-{number}"))));
    assert_eq!(err(&one), "note: 9000 deals assessed\n");
}

#[test]
fn what_cannot_be_a_table_is_told_before_anything_is_judged() {
    let folder = folder("tables_refused");
    csv(&folder, DEALS);
    fs::write(folder.join("no_id.csv"), "name,stage\nAcme,closing\n").unwrap();
    fs::write(folder.join("twice.csv"), "id,stage,stage\nD-1,closing,won\n").unwrap();
    fs::write(folder.join("fake.parquet"), "id,stage\n").unwrap();
    let told = |args: &[&str]| {
        let output = dealgraph().current_dir(&folder).arg("batch").args(args).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(out(&output), "");
        err(&output)
    };
    let with_playbook = |args: &[&str]| told(&[args, &["--playbook", "four_step"]].concat());
    let all = [
        told(&["deals.csv"]),
        with_playbook(&["deals.csv", "--full"]),
        with_playbook(&["deals.csv", "--out", "results.xls"]),
        with_playbook(&["no_id.csv"]),
        with_playbook(&["twice.csv"]),
        with_playbook(&["fake.parquet"]),
        with_playbook(&["-", "--from", "parquet"]),
    ];
    insta::assert_snapshot!("refused", all.join("\n"));
}

#[test]
fn a_file_of_results_is_there_only_once_it_is_whole() {
    let folder = folder("tables_whole");
    let results = folder.join("results.csv");
    fs::write(&results, "of yesterday\n").unwrap();
    let deals = csv(&folder, "id,stage\nD-1,closing\nD-2,closing,won\n");
    let output = batch(&deals, &["--out", &results.display().to_string()]);
    assert_eq!(output.status.code(), Some(2));
    // A message is wrapped where the folder's name makes it long.
    let told = err(&output).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("line 3: it has 3 cells, the header 2"), "{told}");
    assert_eq!(fs::read_to_string(&results).unwrap(), "of yesterday\n");
    let mut names: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|f| f.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["deals.csv", "results.csv"]);
}

#[test]
fn results_may_take_the_place_of_the_deals() {
    let folder = folder("tables_in_place");
    let deals = csv(&folder, "id,stage\nD-1,closing\n");
    let output = batch(&deals, &["--out", &deals.display().to_string(), "-q"]);
    assert_eq!((output.status.code(), err(&output)), (Some(0), String::new()));
    assert!(fs::read_to_string(&deals).unwrap().starts_with("id,stage,to,allowed"));
}

#[test]
fn json_lines_go_to_a_file_too() {
    let folder = folder("tables_lines");
    let results = folder.join("results.jsonl");
    let deal = r#"{"id":"D-1","playbook":"four_step","stage":"closing"}"#;
    let path = results.display().to_string();
    let output = run_with(&["batch", "-", "--out", &path, "--now", NOW], deal.as_bytes());
    assert_eq!((output.status.code(), out(&output)), (Some(0), String::new()));
    let line = &lines(&fs::read_to_string(&results).unwrap())[0];
    assert_eq!(line["next"]["stage"], "won");
}

#[test]
fn spreadsheets_begin_their_files_with_a_mark() {
    let folder = folder("tables_mark");
    let deals = csv(&folder, "\u{feff}id, stage ,amount\r\nD-1,closing,5\r\n");
    let output = batch(&deals, &["--actions", "1"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let line = &lines(&out(&output))[0];
    assert_eq!((line["id"].clone(), line["stage"].clone()), ("D-1".into(), "closing".into()));
    assert_eq!(line["actions"].as_array().unwrap().len(), 1);
}

#[test]
fn no_deals_make_an_empty_table() {
    let folder = folder("tables_empty");
    let output = batch(&csv(&folder, "id,stage\n"), &["--format", "csv"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(out(&output).lines().count(), 1);
    assert_eq!(err(&output), "note: 0 deals assessed\n");
}
