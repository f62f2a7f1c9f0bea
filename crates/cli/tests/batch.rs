//! `batch`: many deals, in order, whatever some of them are like.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use common::{NOW, dealgraph, err, folder, out, run, run_with};
use serde_json::Value as Json;

fn deal(number: usize) -> String {
    let stage = ["prospecting", "qualifying", "proposal", "closing"][number % 4];
    format!(
        r#"{{"id":"D-{number}","playbook":"four_step","stage":"{stage}","facts":{{"amount":{number}}}}}"#
    )
}

fn lines(output: &std::process::Output) -> Vec<Json> {
    out(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn results_come_in_the_order_of_the_deals_however_many_work_on_them() {
    let deals: Vec<String> = (0..1500).map(deal).collect();
    let input = deals.join("\n");
    let one = run_with(&["batch", "-", "--now", NOW, "--jobs", "1"], input.as_bytes());
    let many = run_with(&["batch", "-", "--now", NOW, "--jobs", "7"], input.as_bytes());
    assert_eq!(one.status.code(), Some(0), "{}", err(&one));
    assert_eq!(one.stdout, many.stdout);
    let ids: Vec<Json> = lines(&one).iter().map(|line| line["id"].clone()).collect();
    let expected: Vec<Json> = (0..1500).map(|number| format!("D-{number}").into()).collect();
    assert_eq!(ids, expected);
    assert_eq!(err(&one), "note: 1500 deals assessed\n");
}

#[test]
fn bad_lines_are_told_by_their_number_and_the_others_are_done() {
    let (good, other) = (deal(1), deal(2));
    let no_stage = good.replace("qualifying", "qualifing");
    let mut input = format!("{good}\n{{\"id\": 3}}\n\n{no_stage}\r\n[1]\n").into_bytes();
    input.extend(b"{\"id\": \"\xff\"}\n");
    input.extend(other.as_bytes());
    let output = run_with(&["batch", "-", "--now", NOW, "--jobs", "3"], &input);
    assert_eq!(output.status.code(), Some(2));
    let ids: Vec<Json> = lines(&output).iter().map(|line| line["id"].clone()).collect();
    assert_eq!(ids, ["D-1", "D-2"]);
    assert_eq!(
        err(&output),
        "line 2: column 8: found integer `3`, expected a string
line 4: deal `D-1`: four_step has no stage `qualifing` (did you mean `qualifying`?)
line 5: column 1: a deal is a JSON object, `{…}`
line 6: it is not text: byte 8 of the line is no UTF-8
note: 2 deals assessed, 4 lines could not be used
"
    );
}

#[test]
fn a_line_says_in_short_what_an_assessment_says_at_length() {
    let input = deal(1);
    let short = &lines(&run_with(&["batch", "-", "--now", NOW], input.as_bytes()))[0];
    let full = &lines(&run_with(&["batch", "-", "--full", "--now", NOW], input.as_bytes()))[0];
    let own = run_with(&["assess", "-", "--format", "json", "--now", NOW], input.as_bytes());
    assert_eq!(*full, serde_json::from_slice::<Json>(&own.stdout).unwrap());
    assert_eq!(short["stage"], full["progress"]["stage"]);
    assert_eq!(short["next"]["open"], full["progress"]["next"]["met"]);
    assert_eq!(short["action"]["score"], full["actions"][0]["score"]);
    assert_eq!(short["actions"], full["actions"].as_array().unwrap().len());
}

#[test]
fn a_playbook_named_by_a_path_lies_beside_the_file_of_deals() {
    let folder = folder("batch_paths");
    std::fs::create_dir_all(folder.join("books")).unwrap();
    let made = run(&["new", "acme"]);
    std::fs::write(folder.join("books/acme.toml"), &made.stdout).unwrap();
    let deals = r#"{"id":"D-1","playbook":"books/acme.toml","stage":"qualify"}
{"id":"D-2","playbook":"books/none.toml","stage":"qualify"}
"#;
    std::fs::write(folder.join("deals.jsonl"), deals).unwrap();
    let output = run(&["batch", &folder.join("deals.jsonl").display().to_string(), "--now", NOW]);
    assert_eq!(lines(&output).len(), 1, "{}", err(&output));
    assert!(err(&output).contains("line 2: ") && err(&output).contains("there is no such file"));
}

#[test]
fn a_playbook_that_cannot_be_used_is_told_once_before_anything_is_read() {
    let input = format!("{}\n{}\n", deal(1), deal(2));
    let output = run_with(&["batch", "-", "--playbook", "four_stp"], input.as_bytes());
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        err(&output),
        "error: there is no rule set `four_stp`\nhelp: did you mean `four_step`?\n"
    );
}

#[test]
fn an_answer_comes_before_the_next_deal_is_asked() {
    let mut child = dealgraph()
        .args(["batch", "-", "--now", NOW, "--quiet"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for number in 0..3 {
        writeln!(stdin, "{}", deal(number)).unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert!(line.contains(&format!("\"D-{number}\"")), "{line}");
    }
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), err(&output)), (Some(0), String::new()));
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let mut child = dealgraph()
        .args(["batch", "-", "--now", NOW])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        for number in 0..20_000 {
            if writeln!(stdin, "{}", deal(number)).is_err() {
                return;
            }
        }
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert_eq!((output.status.code(), err(&output)), (Some(0), String::new()));
}

#[test]
fn nothing_to_do_is_fine() {
    let output = run_with(&["batch", "-"], b"\n\n");
    assert_eq!((output.status.code(), out(&output)), (Some(0), String::new()));
    assert_eq!(err(&output), "note: 0 deals assessed\n");
}
