//! What people read, held as snapshots: a change of a text shows as a change of a file.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::{NOW, data, dealgraph};
use std::process::Stdio;

/// Standard output, then standard error, on a page of a width; and how the program ended.
fn read_at(columns: &str, args: &[&str]) -> String {
    let output =
        dealgraph().args(args).env("COLUMNS", columns).stdin(Stdio::null()).output().unwrap();
    let mut text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    if let Some(code) = output.status.code().filter(|code| *code != 0) {
        text.push_str(&format!("[exit status {code}]\n"));
    }
    text.replace(&data(""), "")
}

fn read(args: &[&str]) -> String {
    let text = read_at("80", args);
    assert!(!text.lines().any(|line| line.ends_with(' ')), "a line ends in a space:\n{text}");
    text
}

#[test]
fn an_assessment_of_a_rich_deal() {
    insta::assert_snapshot!(read(&[
        "assess",
        "examples/deals/northwind_enterprise.json",
        "--now",
        NOW
    ]));
}

#[test]
fn an_assessment_of_a_stalled_deal() {
    insta::assert_snapshot!(read(&[
        "assess",
        "examples/deals/stalled_in_discovery.json",
        "--now",
        NOW
    ]));
}

#[test]
fn a_move_that_is_blocked() {
    let deal = "examples/deals/stalled_in_discovery.json";
    insta::assert_snapshot!(read(&["move", deal, "--to", "demonstrating", "--now", NOW]));
}

#[test]
fn a_move_for_which_a_reason_is_missing() {
    let deal = "examples/deals/stalled_in_discovery.json";
    insta::assert_snapshot!(read(&["move", deal, "--to", "lost", "--now", NOW]));
}

#[test]
fn coaching_for_the_rep() {
    insta::assert_snapshot!(read(&[
        "coach",
        "examples/deals/stalled_in_discovery.json",
        "--now",
        NOW
    ]));
}

#[test]
fn coaching_for_the_manager() {
    let deal = "examples/deals/stalled_in_discovery.json";
    insta::assert_snapshot!(read(&["coach", deal, "--audience", "manager", "--now", NOW]));
}

#[test]
fn coaching_for_a_language_model() {
    let deal = "examples/deals/demo_without_need.json";
    insta::assert_snapshot!(read(&["coach", deal, "--audience", "assistant", "--now", NOW]));
}

#[test]
fn the_graph_of_a_deal() {
    let deal = "examples/deals/northwind_enterprise.json";
    let process = "examples/processes/salesforce.toml";
    insta::assert_snapshot!(read(&["graph", process, "--deal", deal, "--now", NOW]));
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

#[test]
fn an_assessment_that_leaves_nothing_out() {
    insta::assert_snapshot!(read(&["assess", &data("northwind.json"), "--all", "--now", NOW]));
}

#[test]
fn an_assessment_on_a_narrow_page() {
    insta::assert_snapshot!(read_at("44", &["assess", &data("northwind.json"), "--now", NOW]));
}

#[test]
fn an_assessment_with_wide_letters() {
    insta::assert_snapshot!(read(&["assess", &data("harbour.json"), "--now", NOW]));
}

#[test]
fn a_move_that_needs_an_override() {
    let deal = data("harbour.json");
    insta::assert_snapshot!(read(&["move", &deal, "--to", "won", "--now", NOW]));
}

#[test]
fn a_move_that_is_overridden() {
    let deal = data("harbour.json");
    let args = ["move", &deal, "--to", "won", "--override", "vp_sales", "--now", NOW];
    insta::assert_snapshot!(read(&args));
}

#[test]
fn a_move_that_is_allowed() {
    let deal = data("northwind.json");
    insta::assert_snapshot!(read(&["move", &deal, "--to", "qualify", "--now", NOW]));
}

#[test]
fn a_rule_set_in_plain_words() {
    insta::assert_snapshot!(read(&["show", &data("acme.toml")]));
}

#[test]
fn a_new_process() {
    insta::assert_snapshot!(read(&["new", "acme_enterprise"]));
}

#[test]
fn a_condition_with_mistakes() {
    insta::assert_snapshot!(read(&["eval", "amount >= && has(close_date"]));
}

#[test]
fn help_at_length() {
    insta::assert_snapshot!(read_at("80", &["--help"]).replace("          \n", "\n"));
}

#[test]
fn help_about_a_command() {
    insta::assert_snapshot!(read(&["assess", "-h"]));
}
