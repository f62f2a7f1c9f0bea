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

mod common;

use std::process::Stdio;

use common::{NOW, data, dealgraph, err, folder, out, run, run_with};

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
        assert!(out(&run(&["graph", id, "--format", "svg"])).starts_with("<svg "));
        assert!(out(&run(&["graph", id, "--format", "html"])).starts_with("<!DOCTYPE html>"));
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

#[test]
fn a_new_file_is_written_once_and_never_over_another() {
    let folder = folder("new_file");
    let path = folder.join("acme.toml").display().to_string();
    let made = run(&["new", "acme", "--from", "spin", "--out", &path]);
    assert_eq!(made.status.code(), Some(0), "{}", err(&made));
    assert_eq!(out(&made), "");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("id = \"acme\"") && text.contains("[[overlay]]"), "{text}");
    let again = run(&["new", "other", "--out", &path]);
    assert_eq!(again.status.code(), Some(2));
    assert!(err(&again).contains("it is there already"), "{}", err(&again));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn a_new_process_of_a_methodology_mirrors_its_stages_and_adds_its_gates() {
    let made = run(&["new", "acme", "--from", "spin"]);
    let folder = folder("mirrored");
    std::fs::write(folder.join("acme.toml"), &made.stdout).unwrap();
    std::fs::write(folder.join("deal.json"), DEAL.replace("\"spin\"", "\"acme.toml\"")).unwrap();
    let deal = folder.join("deal.json").display().to_string();
    let of = |playbook: &[&str]| {
        let args = [&["move", &deal, "--to", "demonstrating", "--format", "json"], playbook];
        let output = run(&args.concat());
        let verdict: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let unmet = verdict["unmet"].as_array().unwrap().clone();
        unmet.iter().map(|one| one["criterion"].clone()).collect::<Vec<_>>()
    };
    let own = of(&[]);
    assert!(own.len() > 2, "{own:?}");
    assert_eq!(own, of(&["--playbook", "spin"]));
}

#[test]
fn a_folder_is_checked_with_everything_in_it() {
    let folder = folder("checked_folder");
    let inner = folder.join("methods");
    std::fs::create_dir_all(&inner).unwrap();
    let process = std::fs::read_to_string(data("acme.toml")).unwrap();
    std::fs::write(folder.join("acme.toml"), process.replace("./needs.toml", "needs")).unwrap();
    std::fs::copy(data("needs.toml"), inner.join("needs.toml")).unwrap();
    std::fs::write(folder.join("notes.txt"), "nothing").unwrap();
    let path = folder.display().to_string();
    let checked = run(&["check", &path]);
    assert_eq!(checked.status.code(), Some(0), "{}{}", out(&checked), err(&checked));
    assert_eq!(out(&checked).lines().count(), 2, "{}", out(&checked));
    assert_eq!(run(&["check", &path, "--deny", "warnings"]).status.code(), Some(1));
    let empty = run(&["check", &common::folder("empty_folder").display().to_string()]);
    assert_eq!(empty.status.code(), Some(2));
    assert!(err(&empty).contains("there is no `*.toml` file"), "{}", err(&empty));
}

#[test]
fn one_file_that_is_not_there_does_not_hide_what_is_wrong_with_another() {
    let output = run(&["check", "nothing.toml", "crates/cli/tests/defects.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("nothing.toml: there is no such file"));
    assert!(err(&output).contains("error[DG"));
}

#[test]
fn a_playbook_is_found_beside_the_deal_and_the_one_asked_for_goes_first() {
    let deal = data("northwind.json");
    let own = out(&run(&["assess", &deal, "--now", NOW]));
    assert!(own.contains("Acme enterprise 2.1.0 with Needs first 1.0.0"), "{own}");
    let other = run(&["assess", &deal, "--now", NOW, "--playbook", "four_step"]);
    assert_eq!(other.status.code(), Some(2));
    assert!(err(&other).contains("four_step has no field `decision_process`"), "{}", err(&other));
}

#[test]
fn show_as_json_and_toml_is_the_rule_set_itself() {
    let path = data("acme.toml");
    let json: serde_json::Value =
        serde_json::from_slice(&run(&["show", &path, "--format", "json"]).stdout).unwrap();
    assert_eq!(json["process"]["id"], "acme");
    assert_eq!(json["stage"].as_array().unwrap().len(), 5);
    let toml = run(&["show", "four_step", "--format", "toml"]);
    assert_eq!(
        run_with(&["check", "-", "--deny", "warnings"], &toml.stdout).status.code(),
        Some(0)
    );
}

#[test]
fn a_checklist_without_stages_can_be_read_checked_and_laid_over() {
    let path = data("checklist.toml");
    let shown = out(&run(&["show", &path]));
    assert!(
        shown.contains("What it asks for") && shown.contains("measured benefit is known"),
        "{shown}"
    );
    assert_eq!(run(&["check", &path, "--deny", "warnings"]).status.code(), Some(0));
    let made = run(&["new", "acme", "--from", &path]);
    let checked = run_with(&["check", "-", "--deny", "warnings"], &made.stdout);
    let told = format!("{}{}{}", out(&made), err(&checked), err(&made));
    assert!(told.contains(r#"require = { qualify = ["benefit", "power"] }"#), "{told}");
    let folder = folder("from_checklist");
    std::fs::copy(&path, folder.join("checklist.toml")).unwrap();
    let made = dealgraph()
        .args(["new", "acme", "--from", "./checklist.toml", "-o", "acme.toml"])
        .current_dir(&folder)
        .output()
        .unwrap();
    assert_eq!(made.status.code(), Some(0), "{}", err(&made));
    let own = folder.join("acme.toml").display().to_string();
    let checked = run(&["check", &own, "--deny", "warnings"]);
    assert_eq!(checked.status.code(), Some(0), "{}", err(&checked));
}

#[test]
fn a_report_is_a_page_or_markdown_in_the_language_asked_for() {
    let deal = data("northwind.json");
    let page = out(&run(&["report", &deal, "--now", NOW]));
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"), "{page}");
    let text = out(&run(&["report", &deal, "--now", NOW, "--format", "markdown"]));
    assert!(text.starts_with("# Northwind"), "{text}");
    for heading in ["## What to do next", "## The plan to Won", "## What is on record"] {
        assert!(text.contains(heading), "{heading} is missing:\n{text}");
    }
    let chinese = out(&run(&["report", &deal, "--now", NOW, "--lang", "zh-CN"]));
    assert!(chinese.contains("<html lang=\"zh-Hans\">") && chinese.contains("下一步做什么"));
    let picture = run(&["graph", "four_step", "--format", "svg", "--lang", "de"]);
    assert!(err(&picture).contains("there is no text in `de`"), "{}", err(&picture));
}

#[test]
fn graph_marks_a_deal_by_its_own_playbook() {
    let text = out(&run(&["graph", "--deal", &data("northwind.json"), "--now", NOW]));
    assert!(text.contains("● Discover (discover)  30 %  ← the deal is here"), "{text}");
}

#[test]
fn a_language_without_texts_is_told_unless_quiet() {
    let args = ["coach", "-", "--lang", "de", "--now", NOW];
    let told = run_with(&args, DEAL.as_bytes());
    assert_eq!(err(&told), "note: there is no text in `de`: this is in `en`\n");
    let quiet = run_with(&[&args[..], &["--quiet"]].concat(), DEAL.as_bytes());
    assert_eq!(err(&quiet), "");
}

#[test]
fn colours_are_there_only_where_they_are_wanted() {
    let deal = data("northwind.json");
    let args = ["assess", &deal, "--now", NOW];
    let always = dealgraph().args(args).args(["--color", "always"]).env_remove("NO_COLOR").output();
    let always = out(&always.unwrap());
    assert!(always.contains("\u{1b}[1m"), "{always}");
    let plain = dealgraph().args(args).args(["--color", "never"]).output();
    assert_eq!(out(&plain.unwrap()), out(&run(&args)));
    let stripped = anstream::adapter::strip_str(&always).to_string();
    assert_eq!(stripped, out(&run(&args)), "colours change no text");
}

#[test]
fn facts_from_outside_cannot_steer_the_terminal() {
    let deal = DEAL.replace("Northwind renewal", "Northwind \\u001b[2J\\u202e\\u0007 renewal");
    for args in [&["assess", "-"][..], &["move", "-", "--to", "demonstrating"], &["coach", "-"]] {
        let output =
            run_with(&[args, &["--now", NOW, "--color", "always"]].concat(), deal.as_bytes());
        let text = out(&output);
        assert!(!text.contains("\u{1b}[2J"), "{text:?}");
        assert!(!text.contains(['\u{202e}', '\u{7}']), "{text:?}");
    }
}

#[test]
fn no_line_of_a_report_is_wider_than_the_page() {
    let deal = data("northwind.json");
    let harbour = data("harbour.json");
    let acme = data("acme.toml");
    for width in [40, 52, 63, 64, 80, 100] {
        for args in [
            &["assess", &deal, "--all", "--now", NOW][..],
            &["assess", &harbour, "--now", NOW],
            &["move", &deal, "--to", "propose", "--now", NOW],
            &["show", &acme],
            &["show", "spin"],
            &["list"],
        ] {
            let output = dealgraph().args(args).env("COLUMNS", width.to_string()).output().unwrap();
            for line in out(&output).lines() {
                let wide = textwrap::core::display_width(line);
                assert!(wide <= width, "{args:?}: {wide} columns of {width}: {line}");
                assert_eq!(line, line.trim_end(), "{args:?}");
            }
        }
    }
}

#[test]
fn help_is_there_for_every_command() {
    let commands = [
        "list", "show", "new", "check", "graph", "assess", "move", "coach", "report", "batch",
        "eval", "schema",
    ];
    let all = out(&run(&["--help"]));
    for command in commands {
        assert!(all.contains(&format!("\n  {command} ")), "{command}: {all}");
        let own = out(&run(&[command, "--help"]));
        assert!(own.contains("Example"), "{own}");
        assert!(own.lines().all(|line| line.chars().count() <= 100), "{own}");
    }
}

#[test]
fn a_translation_is_checked_against_the_rule_set_in_the_folder_above_it() {
    let place = folder("translation");
    std::fs::create_dir_all(place.join("zh-Hans")).unwrap();
    let own = out(&run(&["show", "four_step", "--format", "toml"])).replace(
        "\n[[stage]]\nid = \"lost\"",
        "\n[[stage]]\nid = \"abandoned\"\nname = \"Abandoned\"\ntype = \"lost\"\n\n[[stage]]\nid = \"lost\"",
    );
    assert!(own.contains("abandoned"));
    std::fs::write(place.join("four_step.toml"), own).unwrap();
    let built_in = common::package().join("../../methodologies/zh-Hans/four_step.toml");
    let translation = place.join("zh-Hans/four_step.toml");
    std::fs::copy(built_in, &translation).unwrap();
    let output = run(&["check", &translation.display().to_string(), "--deny", "warnings"]);
    assert!(err(&output).contains("abandoned"), "{}", err(&output));
    let here = dealgraph()
        .current_dir(place.join("zh-Hans"))
        .args(["check", "four_step.toml"])
        .output()
        .unwrap();
    assert!(err(&here).contains("abandoned"), "{}", err(&here));
}

#[test]
fn a_list_of_shared_facts_is_passed_over() {
    let output = run(&["check", "methodologies", "--deny", "warnings"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let text = out(&output);
    assert!(text.contains("shared/vocabulary.toml: passed over"), "{text}");
    let named = run(&["check", "methodologies/shared/vocabulary.toml"]);
    assert_eq!(named.status.code(), Some(0), "{}", err(&named));
}

#[test]
fn a_process_and_methodologies_are_named_with_plus_signs_between_them() {
    let deal = br#"{"id": "D-1", "stage": "approach", "facts": {"implied_needs": 1}}"#;
    let playbook = "seven_step+spin+meddpicc";
    let output = run_with(&["assess", "-", "--playbook", playbook, "--now", NOW], deal);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let text = out(&output);
    assert!(text.contains("with SPIN Selling") && text.contains("with MEDDPICC"), "{text}");
    let wrong = run_with(&["assess", "-", "--playbook", "spin+seven_step", "--now", NOW], deal);
    assert_eq!(wrong.status.code(), Some(2), "{}", out(&wrong));
}

#[test]
fn a_checklist_shows_what_it_asks_for_in_the_order_of_its_file() {
    let text = out(&run(&["show", "strategic"]));
    assert!(!text.contains("with Strategic") && !text.contains("Any stage"), "{text}");
    let places = ["What it asks for", "single objective is known", "coach is unproven or proven"];
    let found: Vec<_> = places.iter().map(|place| text.find(place)).collect();
    assert!(found.iter().all(Option::is_some) && found.is_sorted(), "{text}");
}

#[test]
fn in_chinese_a_length_of_work_is_told_in_chinese() {
    let args = ["assess", "-", "--playbook", "spin", "--lang", "zh-Hans", "--now", NOW];
    let text = out(&run_with(&args, br#"{"id": "D-1", "stage": "opening", "facts": {}}"#));
    assert!(text.contains("需时 20 分钟"), "{text}");
}

#[test]
fn a_plan_that_cannot_be_decided_says_so_and_each_condition_once() {
    let stage = |id: &str| {
        format!(
            "[[stage]]\nid = \"{id}\"\nname = \"{id}\"\n[[stage.exit]]\nid = \"e_{id}\"\n\
             when = \"contacts.exists(c, c.name == owner + 'x')\"\n"
        )
    };
    let place = folder("undecided");
    let text = format!(
        "dealgraph = 1\n[process]\nid = \"p\"\nname = \"P\"\nversion = \"1.0.0\"\n{}{}\
         [[stage]]\nid = \"won\"\nname = \"Won\"\ntype = \"won\"\n",
        stage("a"),
        stage("b")
    );
    std::fs::write(place.join("p.toml"), text).unwrap();
    let playbook = place.join("p.toml").display().to_string();
    let args = ["plan", "-", "--playbook", &playbook, "--now", NOW];
    let told = out(&run_with(&args, br#"{"id": "D-1", "stage": "a"}"#));
    assert!(told.starts_with("? It cannot be told whether a way leads to Won"), "{told}");
    assert_eq!(told.matches("contacts.exists(").count(), 1, "{told}");
}
