//! Input that cannot be used: each is named, with its place, and ends with status 2.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use common::{NOW, data, dealgraph, err, folder, out, run, run_with};
use std::process::Stdio;

/// The program refuses an input with exactly this complaint.
fn refuses(input: &[u8], complaint: &str) {
    let shown = String::from_utf8_lossy(&input[..input.len().min(80)]).into_owned();
    let output = run_with(&["assess", "-", "--now", NOW], input);
    assert_eq!(err(&output), format!("{}\n", complaint.trim()), "{shown}");
    assert_eq!(output.status.code(), Some(2), "{shown}");
    assert!(output.stdout.is_empty(), "{shown}");
}

fn with_facts(facts: &str) -> Vec<u8> {
    format!("{{\"id\": \"D\", \"playbook\": \"four_step\", \"stage\": \"closing\",\n \"facts\": {{{facts}}}}}").into_bytes()
}

#[test]
fn what_is_no_text() {
    refuses(
        b"",
        "error: standard input: it is empty\nhelp: a deal is a JSON object with at least an `id` and a `stage`",
    );
    refuses(
        b"  \n\t",
        "error: standard input: it is empty\nhelp: a deal is a JSON object with at least an `id` and a `stage`",
    );
    refuses(b"\x7fELF\x02\x00", "error: standard input: it is not text: byte 5 is 0");
    refuses(
        b"{\"id\": \"\xc3\x28\"}",
        "error: standard input: it is not text: byte 8 is no UTF-8\nhelp: save it as UTF-8",
    );
    refuses(b"\xff\xfe{\x00", "error: standard input: it is UTF-16\nhelp: save it as UTF-8");
}

#[test]
fn what_is_no_json() {
    refuses(
        b"{\n  \"id\": \"D\"\n  \"stage\": \"closing\"\n}",
        "
error: this is not JSON: expected `,` or `}`
  --> standard input:3:3
  |
3 |   \"stage\": \"closing\"
  |   ^",
    );
    refuses(
        b"{\"id\": \"D\", \"facts\": {\"amount\": NaN}}",
        "
error: this is not JSON: there is no number `NaN`
  --> standard input:1:33
  |
1 | {\"id\": \"D\", \"facts\": {\"amount\": NaN}}
  |                                 ^
help: leave out what is not known, or write `null`",
    );
    refuses(
        b"{\"id\": \"D\", \"facts\": {\"amount\": 1e999}}",
        "
error: this is not JSON: number out of range
  --> standard input:1:33
  |
1 | {\"id\": \"D\", \"facts\": {\"amount\": 1e999}}
  |                                 ^^^^^",
    );
    refuses(
        b"{\"id\": \"D\",",
        "
error: this JSON ends too early
  --> standard input:1:11
  |
1 | {\"id\": \"D\",
  |           ^",
    );
}

#[test]
fn what_is_nested_without_end() {
    let brackets = "[".repeat(10_000_000);
    refuses(
        brackets.as_bytes(),
        "
error: a deal is a JSON object, `{…}`
  --> standard input:1:1
  |
1 | [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[…
  | ^
help: for many deals, one on each line, use `dealgraph batch`",
    );
    let nested = with_facts(&format!("\"a\": {}1{}", "[".repeat(10_000), "]".repeat(10_000)));
    let output = run_with(&["assess", "-"], &nested);
    assert_eq!(output.status.code(), Some(2));
    let told = err(&output);
    assert!(told.starts_with("error: this JSON is nested more than 128 levels deep\n"), "{told}");
    assert!(told.lines().all(|line| line.chars().count() <= 80), "{told}");
}

#[test]
fn what_is_too_long() {
    let long = vec![b' '; 64 * 1024 * 1024 + 1];
    refuses(&long, "error: standard input: it is longer than 64 MiB");
}

#[test]
fn what_is_no_deal() {
    refuses(
        b"{\"id\": \"D\",\n  \"stgae\": \"closing\"}",
        "
error: there is no key `stgae`
  --> standard input:2:3
  |
2 |   \"stgae\": \"closing\"}
  |   ^^^^^^^
help: did you mean `stage`?",
    );
    refuses(
        b"{\"id\": \"D\", \"id\": \"E\"}",
        "
error: twice the key `id`
  --> standard input:1:13
  |
1 | {\"id\": \"D\", \"id\": \"E\"}
  |             ^^^^",
    );
    refuses(
        b"{\"id\": \"D\", \"created_at\": \"2026-02-30T00:00:00Z\"}",
        "
error: a point in time such as `2026-11-23T08:00:00Z` was expected, but
`2026-02-30T00:00:00Z` is not of the expected form
  --> standard input:1:27
  |
1 | {\"id\": \"D\", \"created_at\": \"2026-02-30T00:00:00Z\"}
  |                           ^^^^^^^^^^^^^^^^^^^^^^",
    );
}

#[test]
fn what_does_not_fit_its_playbook() {
    let unnamed = run_with(&["assess", "-"], b"{\"id\": \"D\", \"stage\": \"closing\"}");
    let told = err(&unnamed);
    assert!(told.starts_with("error: standard input: the deal names no playbook"), "{told}");
    assert!(told.contains("help: add `--playbook` with a file, or with one of spin, "), "{told}");
    refuses(
        b"{\"id\": \"D\", \"playbook\": \"four_stpe\", \"stage\": \"closing\"}",
        "
error: there is no rule set `four_stpe`
  --> standard input:1:25
  |
1 | {\"id\": \"D\", \"playbook\": \"four_stpe\", \"stage\": \"closing\"}
  |                         ^^^^^^^^^^^
help: did you mean `four_step`?",
    );
    refuses(
        b"{\"id\": \"D\", \"playbook\": \"four_step\", \"stage\": \"closng\"}",
        "
error: deal `D`: four_step has no stage `closng`
  --> standard input:1:47
  |
1 | {\"id\": \"D\", \"playbook\": \"four_step\", \"stage\": \"closng\"}
  |                                               ^^^^^^^^
help: did you mean `closing`?",
    );
}

#[test]
fn facts_that_do_not_fit_their_fields() {
    refuses(
        &with_facts("\"amuont\": 5"),
        "
error: deal `D`: four_step has no field `amuont`
  --> standard input:2:12
  |
2 |  \"facts\": {\"amuont\": 5}}
  |            ^^^^^^^^
help: did you mean `amount`?",
    );
    refuses(
        &with_facts("\"amount\": {\"value\": \"much\", \"evidence\": \"stated\"}"),
        "
error: deal `D`: `amount` should be an amount of money, found the text \"much\"
  --> standard input:2:32
  |
2 |  \"facts\": {\"amount\": {\"value\": \"much\", \"evidence\": \"stated\"}}}
  |                                ^^^^^^",
    );
    refuses(
        &with_facts("\"close_date\": \"2026-02-30\""),
        "
error: deal `D`: `close_date` should be a date that exists, such as
\"2026-11-23\", found the text \"2026-02-30\"
  --> standard input:2:26
  |
2 |  \"facts\": {\"close_date\": \"2026-02-30\"}}
  |                          ^^^^^^^^^^^^",
    );
    refuses(
        &with_facts("\"amount\": 1, \"amount\": 2"),
        "
error: the key `amount` stands there twice
  --> standard input:2:25
  |
2 |  \"facts\": {\"amount\": 1, \"amount\": 2}}
  |                         ^^^^^^^^",
    );
    refuses(
        &with_facts("\"contacts\": []"),
        "
error: deal `D`: `contacts` cannot be set under `facts`
  --> standard input:2:12
  |
2 |  \"facts\": {\"contacts\": []}}
  |            ^^^^^^^^^^
help: put `contacts` beside `facts`, not inside it",
    );
}

#[test]
fn files_that_are_not_there() {
    let told = |args: &[&str]| {
        let output = run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty(), "{args:?}");
        err(&output)
    };
    let near = "crates/cli/tests/data/northwnid.json";
    assert_eq!(
        told(&["assess", near]),
        format!(
            "error: {near}: there is no such file\nhelp: did you mean `crates/cli/tests/data/northwind.json`?\n"
        )
    );
    assert_eq!(
        told(&["assess", "no/such/deal.json"]),
        "error: no/such/deal.json: there is no such file\nhelp: the folder `no/such` is not there either\n"
    );
    assert_eq!(told(&["assess", "crates"]), "error: crates: this is a folder, not a file\n");
    assert_eq!(
        told(&["check", "methodologies/spn.toml"]),
        "error: methodologies/spn.toml: there is no such file\nhelp: did you mean `methodologies/spin.toml`?\n"
    );
    assert_eq!(
        told(&["show", "spni"]),
        "error: there is no rule set `spni`\nhelp: did you mean `spin`?\n"
    );
    assert_eq!(
        told(&["assess", "crates/cli/tests/data/northwind.json", "--playbook", "acme.tml"]),
        "error: acme.tml: there is no such file\n"
    );
}

#[test]
fn a_standard_input_that_is_closed() {
    let output = dealgraph().args(["assess", "-"]).stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("standard input: it is empty"), "{}", err(&output));
}

#[test]
fn a_moment_that_does_not_exist() {
    let output = run(&["assess", &data("northwind.json"), "--now", "2026-02-30T09:00:00Z"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).starts_with("error: `--now 2026-02-30T09:00:00Z` is no moment"));
}

#[test]
fn wrong_usage() {
    for args in [
        &["assess"][..],
        &["frobnicate"],
        &["batch", "x", "--jobs", "0"],
        &["check"],
        &["move", "x"],
        &["assess", "x", "--format", "xml"],
        &["new", "Our Process"],
        &["check", "--explain", "DG9999"],
    ] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{args:?}");
    }
    let told = err(&run(&["new", "7 Our Process!"]));
    assert!(told.contains("`our_process`"), "{told}");
}

#[test]
fn rule_sets_of_garbage() {
    let brackets = "[".repeat(10_000_000);
    let string = format!("x = \"{}\"", "y".repeat(1_000_000));
    for input in ["", "\u{1}", &brackets, &string, &"a.".repeat(10_000), "[process\n"] {
        let output = run_with(&["check", "-"], input.as_bytes());
        assert_eq!(output.status.code(), Some(1), "{}", err(&output));
        assert!(err(&output).contains("error["), "{}", err(&output));
    }
    assert_eq!(run_with(&["check", "-"], b"\x00").status.code(), Some(2));
}

#[test]
fn a_playbook_with_defects_shows_them() {
    let folder = folder("playbook_with_defects");
    std::fs::write(
        folder.join("bad.toml"),
        "dealgraph = 1\n[process]\nid = \"bad\"\nnmae = \"x\"\n",
    )
    .unwrap();
    std::fs::write(folder.join("deal.json"), "{\"id\": \"D\", \"playbook\": \"bad.toml\"}")
        .unwrap();
    let output = run(&["assess", &folder.join("deal.json").display().to_string()]);
    assert_eq!(output.status.code(), Some(2));
    let told = err(&output);
    assert!(
        told.contains("error[DG0101]: unknown key `nmae`") && told.contains("bad.toml:4:1"),
        "{told}"
    );
    assert_eq!(out(&output), "");
}

#[cfg(unix)]
#[test]
fn an_output_that_is_full() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = dealgraph().arg("schema").stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).starts_with("error: the output cannot be written"), "{}", err(&output));
}
