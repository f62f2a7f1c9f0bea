//! `check --fix` and `check --format sarif`, as their user runs them.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test fails by panicking")]

mod common;

use std::path::PathBuf;

use common::{data, err, folder, out, run, run_with};

const WRONG: &str = r#"dealgraph = 1   # the format

[process]
id   = "acme"            # spaces and comments stay
nmae = "Acme"
version = "1.0.0"

[[stage]]
id = "talk"
goal = """One \
  two"""

[[stage]]
id = "won"
type = "wun"

[[stage]]
id = "lost"
type = "lost"
"#;

fn written(name: &str, text: &str) -> (PathBuf, String) {
    let file = folder(name).join("ours.toml");
    std::fs::write(&file, text).unwrap();
    let path = file.display().to_string();
    (file, path)
}

#[test]
fn what_has_a_mend_is_mended_and_everything_else_stays_as_it_is() {
    let (file, path) = written("fix_mends", WRONG);
    let answer = run(&["check", "--fix", &path]);
    assert_eq!(answer.status.code(), Some(0), "{}", err(&answer));
    let after = std::fs::read_to_string(&file).unwrap();
    assert_eq!(after, WRONG.replace("nmae", "name").replace("wun", "won"));
    let told = out(&answer);
    assert!(told.contains("ours.toml:5:1: DG0101: `nmae` is now `name`"), "{told}");
    assert!(told.contains("DG0103: `wun` is now `won`"), "{told}");
    assert_eq!(std::fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
    let again = run(&["check", "--fix", &path]);
    assert!(!out(&again).contains("is now"), "{}", out(&again));
}

#[test]
fn a_dry_run_shows_a_diff_and_changes_nothing() {
    let (file, path) = written("fix_dry", WRONG);
    let answer = run(&["check", "--fix", "--dry-run", &path]);
    let diff = out(&answer);
    assert!(diff.contains("-nmae = \"Acme\"\n+name = \"Acme\"\n"), "{diff}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), WRONG);
}

#[test]
fn what_is_left_over_is_told_and_the_exit_status_says_so() {
    let (_, path) = written("fix_left", &WRONG.replace("\"talk\"", "\"won\""));
    let answer = run(&["check", "--fix", &path]);
    assert_eq!(answer.status.code(), Some(1));
    assert!(err(&answer).contains("DG0105"), "{}", err(&answer));
}

/// The process with nothing wrong but what may be wrong in its gate.
fn gated(when: &str, field: &str) -> String {
    let text = WRONG.replace("nmae", "name").replace("wun", "won");
    let gate = format!(
        "  two\"\"\"\n\n  [[stage.exit]]\n  id = \"ready\"\n  when = \"{when}\" # as agreed\n  \
         otherwise = \"Not yet\""
    );
    format!("{}\n{field}\nlabel = \"A field\"\n", text.replace("  two\"\"\"", &gate))
}

#[test]
fn a_file_is_left_alone_where_its_mends_would_not_make_it_better() {
    let wrong = gated("seats", "[field.seat]\ntype = \"text\"");
    let (file, path) = written("fix_no_better", &wrong);
    let answer = run(&["check", "--fix", &path]);
    assert_eq!(answer.status.code(), Some(2), "{}", err(&answer));
    assert!(err(&answer).contains("left as it is"), "{}", err(&answer));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), wrong);
    assert_eq!(std::fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
}

#[test]
fn a_part_that_decides_nothing_is_taken_out() {
    let seats = "[field.seats]\ntype = \"integer\"";
    for (name, before, after) in [
        ("fix_last", "seats >= 10 && seats >= 5", "seats >= 10"),
        ("fix_first", "seats >= 5   && seats >= 10", "seats >= 10"),
        ("fix_absorbed", "seats >= 10 || (seats >= 20 && seats < 50)", "seats >= 10"),
        ("fix_inner", "seats < 50 && (seats >= 20 || seats > 30)", "seats < 50 && (seats >= 20)"),
    ] {
        let (file, path) = written(name, &gated(before, seats));
        let answer = run(&["check", "--fix", &path]);
        assert!(out(&answer).contains("DG0306"), "{before}: {}", out(&answer));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), gated(after, seats));
    }
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_permissions_and_a_link_stays_a_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let (file, _) = written("fix_link", WRONG);
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    let link = file.with_file_name("link.toml");
    symlink(&file, &link).unwrap();
    run(&["check", "--fix", &link.display().to_string()]);
    assert!(link.is_symlink());
    assert!(std::fs::read_to_string(&file).unwrap().contains("name = \"Acme\""));
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn what_is_no_file_is_not_changed() {
    let input = run_with(&["check", "--fix", "-"], WRONG.as_bytes());
    assert_eq!(input.status.code(), Some(2));
    assert!(err(&input).contains("nothing in it can be changed"), "{}", err(&input));
    assert_eq!(run(&["check", "--fix", "spin"]).status.code(), Some(2));
}

#[test]
fn sarif_is_one_log_of_all_files() {
    let answer = run(&["check", "--format", "sarif", &data("acme.toml"), &data("needs.toml")]);
    let log: serde_json::Value = serde_json::from_slice(&answer.stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["runs"].as_array().unwrap().len(), 1);
}
