//! `diff`, as whoever looks after the process runs it before a new version goes live.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test fails by panicking")]

mod common;

use std::process::Stdio;

use common::{NOW, data, dealgraph, err, out, run};

/// Compares the two versions, from the folder in which they lie.
fn diff(more: &[&str]) -> std::process::Output {
    let mut command = dealgraph();
    command.current_dir(data("versions")).args(["diff", "old.toml", "new.toml"]).args(more);
    command.stdin(Stdio::null()).output().unwrap()
}

fn with_deals(more: &[&str]) -> std::process::Output {
    let deals = data("versions/deals.jsonl");
    diff(&[&["--deals", &deals, "--now", NOW], more].concat())
}

#[test]
fn two_versions_side_by_side() {
    let answer = diff(&[]);
    assert_eq!(answer.status.code(), Some(1), "a stage is gone without a map");
    insta::assert_snapshot!(out(&answer));
}

#[test]
fn two_versions_and_the_deals_that_are_under_way() {
    let answer = with_deals(&["--map", "proposal=offer"]);
    assert_eq!(answer.status.code(), Some(0), "{}", err(&answer));
    insta::assert_snapshot!(out(&answer));
    insta::assert_snapshot!("lines_that_are_left_out", err(&answer));
}

#[test]
fn as_json_everything_is_said_with_counts_and_ids() {
    let answer = with_deals(&["--map", "proposal=offer", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_slice(&answer.stdout).unwrap();
    assert_eq!(told["stages"]["renamed"], serde_json::json!([["proposal", "offer"]]));
    assert_eq!(told["decides_the_same"], false);
    assert_eq!(told["findings"][0]["primary"]["file"], "new.toml");
    assert_eq!(told["findings"][0]["primary"]["line"], 33);
    assert_eq!(told["deals"]["deals"], 4);
    assert_eq!(told["deals"]["counts"]["blocked"], 1);
    assert_eq!(told["deals"]["counts"]["opened"], 1);
    let ids: Vec<&str> = told["deals"]["affected"]
        .as_array()
        .unwrap()
        .iter()
        .map(|effect| effect["deal"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["D1", "D4"]);
}

#[test]
fn a_map_that_leaves_a_stage_in_use_out_is_refused() {
    for (answer, told) in [
        (
            diff(&["--map", "negotiate=offer"]),
            "the map says nothing of these open stages: `proposal`",
        ),
        (
            with_deals(&["--map", "negotiate=offer"]),
            "the map says nothing of these open stages: `proposal`",
        ),
        (diff(&["--map", "proposal=ofer"]), "the newer version has no stage `ofer`"),
        (diff(&["--map", "propsal=offer"]), "the older version has no stage `propsal`"),
        (diff(&["--map", "proposal"]), "`proposal` is no OLD=NEW"),
        (
            diff(&["--map", "proposal=offer", "--map", "proposal=won"]),
            "`proposal` is mapped to two stages",
        ),
    ] {
        assert_eq!(answer.status.code(), Some(2), "{}", out(&answer));
        assert!(out(&answer).is_empty() && err(&answer).contains(told), "{}", err(&answer));
    }
}

#[test]
fn a_stage_that_no_deal_is_in_needs_no_place_in_the_map() {
    let (old, new) = (data("versions/old.toml"), data("versions/new.toml"));
    let deals = common::folder("diff_in_use").join("deals.jsonl");
    std::fs::write(&deals, "{\"id\":\"D1\",\"stage\":\"qualify\",\"facts\":{}}\n").unwrap();
    let deals = deals.display().to_string();
    let answer =
        run(&["diff", &old, &new, "--deals", &deals, "--now", NOW, "--map", "negotiate=offer"]);
    assert_eq!(answer.status.code(), Some(1), "the stage is gone all the same: {}", err(&answer));
    assert!(out(&answer).contains("error[DG0801]"), "{}", out(&answer));
}

#[test]
fn a_rule_set_beside_itself_is_proven_to_decide_the_same() {
    let old = data("versions/old.toml");
    for rules in [old.as_str(), "spin", "seven_step+spin"] {
        let answer = run(&["diff", rules, rules]);
        assert_eq!(answer.status.code(), Some(0), "{}", err(&answer));
        assert!(out(&answer).contains("Nothing that decides has changed: proven for every deal"));
    }
}
