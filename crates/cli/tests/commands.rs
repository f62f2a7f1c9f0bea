//! The commands, run as their user runs them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::unreachable,
    reason = "a test fails by panicking"
)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const NOW: &str = "2026-11-23T09:00:00Z";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn dealgraph() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dealgraph"));
    command.current_dir(root()).env("NO_COLOR", "1").env("COLUMNS", "80");
    command
}

fn run(args: &[&str]) -> Output {
    dealgraph().args(args).stdin(Stdio::null()).output().unwrap()
}

fn run_with(args: &[&str], input: &[u8]) -> Output {
    let mut child = dealgraph()
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

const DEAL: &str = r#"{
    "id": "D-1", "name": "Northwind renewal", "playbook": "spin", "stage": "investigating",
    "entered_stage_at": "2026-10-20T08:00:00Z", "last_activity_at": "2026-11-14T15:30:00Z",
    "facts": {"implied_needs": 2, "explicit_needs": {"value": 1, "evidence": "stated", "at": "2026-11-02T10:00:00Z"}},
    "contacts": [{"name": "D. Reyes", "roles": ["economic_buyer"], "stance": "neutral", "met": false}]
}"#;

#[test]
fn assess_says_where_the_deal_stands_what_to_do_and_what_blocks_it() {
    let output = run_with(&["assess", "-", "--now", NOW], DEAL.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let text = out(&output);
    let places =
        ["Northwind renewal", "→ Demonstrating", "What to do next", "What blocks the move to"];
    let found: Vec<_> = places.iter().map(|place| text.find(place)).collect();
    assert!(found.iter().all(Option::is_some), "{text}");
    assert!(found.windows(2).all(|pair| pair[0] < pair[1]), "{text}");
    let wide = text.lines().find(|line| line.chars().count() > 80 || line.ends_with(' '));
    assert_eq!(wide, None, "a line is too wide or ends in a space");
    assert!(!text.contains('\u{1b}'), "no colours without a terminal");
}

#[test]
fn assess_as_json_is_the_librarys_own_type() {
    let output = run_with(&["assess", "-", "--now", NOW, "--format", "json"], DEAL.as_bytes());
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["progress"]["stage"], "investigating");
    assert!(json["actions"].as_array().unwrap().iter().all(|action| action["score"].is_u64()));
}

#[test]
fn move_answers_with_its_exit_status() {
    let blocked = run_with(&["move", "-", "--to", "demonstrating", "--now", NOW], DEAL.as_bytes());
    assert_eq!(blocked.status.code(), Some(1));
    assert!(out(&blocked).starts_with("✗ Blocked"), "{}", out(&blocked));
    let back = run_with(&["move", "-", "--to", "opening", "--now", NOW], DEAL.as_bytes());
    assert_eq!(back.status.code(), Some(0), "{}", out(&back));
    let lost = run_with(
        &["move", "-", "--to", "lost", "--reason", "price", "--now", NOW],
        DEAL.as_bytes(),
    );
    assert_eq!(lost.status.code(), Some(0), "{}", out(&lost));
}

#[test]
fn coach_writes_for_each_audience() {
    for audience in ["rep", "manager", "assistant"] {
        let output =
            run_with(&["coach", "-", "--audience", audience, "--now", NOW], DEAL.as_bytes());
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        let text = out(&output);
        assert!(text.lines().count() > 5, "{text}");
        assert!(!text.contains("{{") && !text.contains("{%"), "{text}");
    }
}

#[test]
fn every_built_in_is_listed_shown_checked_and_drawn() {
    let listed = out(&run(&["list"]));
    for id in ["spin", "seven_step", "four_step"] {
        assert!(listed.contains(id));
        assert!(out(&run(&["show", id])).lines().count() > 50);
        let checked = run(&["check", id, "--deny", "warnings"]);
        assert_eq!(checked.status.code(), Some(0), "{}", err(&checked));
        assert!(out(&run(&["graph", id])).contains("criteria"));
        assert!(out(&run(&["graph", id, "--format", "mermaid"])).starts_with("flowchart LR\n"));
        assert!(out(&run(&["graph", id, "--format", "dot"])).starts_with("digraph"));
    }
}

#[test]
fn a_new_process_is_sound() {
    for from in [None, Some("spin"), Some("seven_step"), Some("four_step")] {
        let mut args = vec!["new", "our_process"];
        args.extend(from.iter().flat_map(|from| ["--from", from]));
        let made = run(&args);
        assert_eq!(made.status.code(), Some(0), "{}", err(&made));
        let checked = run_with(&["check", "-", "--deny", "warnings"], &made.stdout);
        assert_eq!(checked.status.code(), Some(0), "{from:?}: {}", err(&checked));
    }
    assert_eq!(run(&["new", "Our Process"]).status.code(), Some(2));
}

#[test]
fn check_shows_defects_at_their_places_and_explains_codes() {
    let bad = "dealgraph = 1\n[process]\nid = \"x\"\nname = \"X\"\nversion = \"1.0.0\"\n[[stage]]\nid = \"a\"\nnmae = \"A\"\n";
    let output = run_with(&["check", "-"], bad.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    let text = err(&output);
    assert!(text.contains("DG0101") && text.contains("did you mean `name`?"), "{text}");
    assert!(text.contains(":8:1"), "{text}");
    let json = run_with(&["check", "-", "--format", "json"], bad.as_bytes());
    let found: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let unknown = found.as_array().unwrap().iter().find(|one| one["code"] == "DG0101").unwrap();
    assert_eq!(unknown["primary"]["line"], 8);
    let explained = run(&["check", "--explain", "dg0201"]);
    assert!(out(&explained).contains("a name that nothing has"));
    assert_eq!(run(&["check", "--explain", "DG9999"]).status.code(), Some(2));
}

#[test]
fn eval_answers_one_condition_and_many_cases() {
    let one = run(&["eval", "amount > 5 && has(owner)", "--facts", r#"{"amount": 7}"#]);
    assert_eq!(one.status.code(), Some(0), "{}", err(&one));
    let cases = "{\"expr\": \"1 + 1\"}\n{\"expr\": \"x > 1\", \"facts\": {}}\nnot json\n";
    let output = run_with(&["eval", "--jsonl"], cases.as_bytes());
    let lines: Vec<serde_json::Value> =
        out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["value"]["$int"], "2");
    assert_eq!(lines[1]["unknown"][0], "x");
    assert!(lines[2]["error"].is_string());
}

#[test]
fn schema_is_json() {
    let schema: serde_json::Value = serde_json::from_slice(&run(&["schema"]).stdout).unwrap();
    assert!(schema["properties"]["stage"].is_object());
}

#[test]
fn batch_reports_bad_lines_by_number_and_does_the_others() {
    let good = DEAL.replace('\n', " ");
    let lines = format!("{good}\n{{\"id\": 3}}\n\n{good}\n");
    let output = run_with(&["batch", "-", "--now", NOW, "--jobs", "3"], lines.as_bytes());
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(out(&output).lines().count(), 2);
    assert!(err(&output).contains("line 2: "), "{}", err(&output));
    let fine = run_with(&["batch", "-", "--now", NOW], format!("{good}\n").as_bytes());
    assert_eq!(fine.status.code(), Some(0), "{}", err(&fine));
}

#[test]
fn bad_input_is_named_with_its_place_and_ends_with_status_2() {
    let nested = "[".repeat(10_000);
    let brackets = "[".repeat(10_000_000);
    let long = format!(r#"{{"id": "{}"#, "x".repeat(1_000_000));
    let with_fact = |fact: &str| {
        format!(r#"{{"id": "D", "playbook": "spin", "stage": "opening", "facts": {{{fact}}}}}"#)
    };
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (Vec::new(), "empty"),
        (vec![0xff, 0xfe, 0], "UTF-16"),
        (vec![b'x', 0xff], "byte"),
        (b"{\"id\": \"\xc3\x28\"}".to_vec(), "byte 8"),
        (nested.into_bytes(), "1:"),
        (brackets.into_bytes(), "1:"),
        (long.into_bytes(), "1:"),
        (b"{\"id\": \"D\", \"stage\": \"opening\"}".to_vec(), "names no playbook"),
        (
            b"{\"id\": \"D\", \"playbook\": \"spinn\", \"stage\": \"x\"}".to_vec(),
            "did you mean `spin`?",
        ),
        (b"{\"id\": \"D\", \"playbook\": \"spin\", \"stage\": \"openning\"}".to_vec(), "`opening`"),
        (with_fact(r#""amuont": 5"#).into_bytes(), "did you mean `amount`?"),
        (with_fact(r#""amount": "much""#).into_bytes(), "an amount of money"),
        (with_fact(r#""amount": -1"#).into_bytes(), "at least 0"),
        (with_fact(r#""amount": NaN"#).into_bytes(), "1:"),
        (with_fact(r#""amount": 1e999"#).into_bytes(), "1:"),
        (with_fact(r#""implied_needs": 9223372036854775808"#).into_bytes(), "a whole number"),
        (with_fact(r#""close_date": "2026-02-30""#).into_bytes(), "a date that exists"),
        (with_fact(r#""amount": 1, "amount": 2"#).into_bytes(), "stands there twice"),
        (b"{\"id\": \"D\", \"id\": \"E\"}".to_vec(), "twice"),
    ];
    for (input, expected) in cases {
        let shown = String::from_utf8_lossy(&input[..input.len().min(80)]).into_owned();
        let output = run_with(&["assess", "-", "--now", NOW], &input);
        let told = err(&output);
        assert_eq!(output.status.code(), Some(2), "{shown}: {told}");
        assert!(output.stdout.is_empty(), "{shown}");
        assert!(told.contains(expected), "{shown}: {told}");
        assert!(
            told.contains("standard input") || told.contains("`D`") || told.contains("rule set")
        );
        assert!(!told.contains("panicked"), "{told}");
    }
}

#[test]
fn a_missing_file_and_a_folder_are_named() {
    let missing = run(&["assess", "methodologies/nothing_here.json", "--now", NOW]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(err(&missing).contains("methodologies/nothing_here.json: there is no such file"));
    let folder = run(&["assess", "methodologies", "--now", NOW]);
    assert_eq!(folder.status.code(), Some(2));
    assert!(err(&folder).contains("folder"), "{}", err(&folder));
    assert_eq!(run(&["check", "nothing.toml"]).status.code(), Some(2));
    assert_eq!(run(&["assess"]).status.code(), Some(2));
}

#[test]
fn rule_sets_of_garbage_are_refused_without_a_crash() {
    let brackets = "[".repeat(10_000_000);
    let string = format!("x = \"{}\"", "y".repeat(1_000_000));
    for input in ["", "\u{0}\u{1}", &brackets, &string, &"a.".repeat(10_000)] {
        let output = run_with(&["check", "-"], input.as_bytes());
        let status = output.status.code();
        assert!(matches!(status, Some(1 | 2)), "{status:?}: {}", err(&output));
        assert!(err(&output).contains("error"), "{}", err(&output));
    }
}

#[test]
fn a_closed_reader_ends_it_quietly() {
    let mut child = dealgraph()
        .args(["show", "spin"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(err(&output).is_empty(), "{}", err(&output));
    assert_eq!(output.status.code(), Some(0));
}
