//! What `check` finds in sales processes that people use: 14 of them, written as they are found.
//! Each finding is justified in a comment right above its line, `# DG0405: …`, and each such comment
//! has its finding.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests stop at the first surprise and read files"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use dealgraph::{Diagnostic, Library, Source};

struct Process {
    name: String,
    text: String,
    found: Vec<Diagnostic>,
}

fn processes() -> Vec<Process> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real_processes");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.filter(|file| file.extension().is_some_and(|end| end == "toml")).collect();
    files.sort();
    let library = Library::builtin();
    let process = |file: PathBuf| {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        let found = library.check(Source::new(name.clone(), text.clone()));
        Process { name, text, found }
    };
    files.into_iter().map(process).collect()
}

fn line_of(found: &Diagnostic) -> usize {
    found.primary.as_ref().unwrap().location.start().line
}

/// The codes that comments right above a line justify.
fn justified(lines: &[&str], line: usize) -> BTreeSet<String> {
    let above = lines[..line - 1].iter().rev().map(|line| line.trim_start());
    let comments = above.take_while(|line| line.starts_with('#'));
    comments.filter_map(|comment| Some(comment.strip_prefix("# ")?.get(..6)?.to_owned())).collect()
}

/// Every place with a justification, and its code.
fn justifications(text: &str) -> Vec<(usize, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let code = |line: &str| Some(line.trim_start().strip_prefix("# DG")?.get(..4)?.to_owned());
    let mut found = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let rest = lines[place..].iter().position(|line| !line.trim_start().starts_with('#'));
        found.extend(code(line).map(|code| (place + rest.unwrap() + 1, format!("DG{code}"))));
    }
    found
}

#[test]
fn every_finding_is_justified_and_every_justification_has_its_finding() {
    let mut wrong = Vec::new();
    let processes = processes();
    assert_eq!(processes.len(), 14);
    for Process { name, text, found } in &processes {
        let lines: Vec<&str> = text.lines().collect();
        for finding in found {
            let code = finding.code.to_string();
            if !justified(&lines, line_of(finding)).contains(&code) {
                wrong.push(format!("nothing justifies {finding}"));
            }
        }
        for (line, code) in justifications(text) {
            if !found.iter().any(|f| line_of(f) == line && f.code.to_string() == code) {
                wrong.push(format!("{name}:{line}: {code} is not found"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_found_in_them() {
    let findings: Vec<String> =
        processes().iter().flat_map(|p| &p.found).map(ToString::to_string).collect();
    insta::assert_snapshot!(findings.join("\n"));
}

#[test]
fn none_of_them_has_an_error() {
    for Process { name, found, .. } in processes() {
        assert!(!found.iter().any(Diagnostic::is_error), "{name}");
    }
}
