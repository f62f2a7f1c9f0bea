//! What people read, held as snapshots: a change of a text shows as a change of a file.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::{Command, Stdio};

fn read(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_dealgraph"))
        .args(args)
        .args(["--now", "2026-11-23T09:00:00Z"])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .env("NO_COLOR", "1")
        .env("COLUMNS", "80")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(!text.lines().any(|line| line.ends_with(' ')), "a line ends in a space:\n{text}");
    text
}

#[test]
fn an_assessment_of_a_rich_deal() {
    insta::assert_snapshot!(read(&["assess", "examples/deals/northwind_enterprise.json"]));
}

#[test]
fn an_assessment_of_a_stalled_deal() {
    insta::assert_snapshot!(read(&["assess", "examples/deals/stalled_in_discovery.json"]));
}

#[test]
fn a_move_that_is_blocked() {
    let deal = "examples/deals/stalled_in_discovery.json";
    insta::assert_snapshot!(read(&["move", deal, "--to", "demonstrating"]));
}

#[test]
fn a_move_for_which_a_reason_is_missing() {
    let deal = "examples/deals/stalled_in_discovery.json";
    insta::assert_snapshot!(read(&["move", deal, "--to", "lost"]));
}

#[test]
fn coaching_for_the_rep() {
    insta::assert_snapshot!(read(&["coach", "examples/deals/stalled_in_discovery.json"]));
}

#[test]
fn coaching_for_the_manager() {
    let deal = "examples/deals/stalled_in_discovery.json";
    insta::assert_snapshot!(read(&["coach", deal, "--audience", "manager"]));
}

#[test]
fn coaching_for_a_language_model() {
    let deal = "examples/deals/demo_without_need.json";
    insta::assert_snapshot!(read(&["coach", deal, "--audience", "assistant"]));
}

#[test]
fn the_graph_of_a_deal() {
    let deal = "examples/deals/northwind_enterprise.json";
    let process = "examples/processes/salesforce.toml";
    insta::assert_snapshot!(read(&["graph", process, "--deal", deal]));
}

#[test]
fn the_graph_as_mermaid() {
    insta::assert_snapshot!(read(&["graph", "four_step", "--format", "mermaid"]));
}

#[test]
fn the_defects_of_a_rule_set() {
    insta::assert_snapshot!(read(&["check", "crates/cli/tests/defects.toml"]));
}

#[test]
fn an_explanation() {
    insta::assert_snapshot!(read(&["check", "--explain", "DG0303"]));
}
