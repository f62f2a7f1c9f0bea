//! The floors of the house, held against the source: who may import whom.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::unreachable,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const FLOORS: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("expr", &["base"]),
    ("template", &["base"]),
    ("logic", &["base", "expr"]),
    ("deal", &["base", "expr"]),
    ("error", &["base", "expr", "deal"]),
    ("rules", &["base"]),
    ("playbook", &["base", "expr", "template", "logic", "deal"]),
    ("compile", &["base", "expr", "template", "logic", "deal", "rules", "playbook"]),
    ("engine", &["base", "expr", "template", "logic", "deal", "error", "playbook"]),
    ("render", &["base", "expr", "template", "deal", "error", "playbook", "engine"]),
    (
        "library",
        &[
            "base", "expr", "template", "logic", "deal", "error", "rules", "playbook", "compile",
            "engine", "render",
        ],
    ),
];

/// Longest file, in lines, docs included.
const LONGEST_FILE: usize = 600;

fn source_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(source_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The top-level module that a file belongs to.
fn module_of(file: &Path) -> String {
    let inside = file.strip_prefix(root().join("src")).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The code of a file before its unit tests, which may look anywhere.
fn code_of(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()
}

/// The top-level modules that a text names as `crate::module`.
fn imports(code: &str) -> BTreeSet<String> {
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split("crate::").skip(1).map(str::to_owned).collect::<Vec<_>>())
        .map(|rest| {
            rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()
        })
        .filter(|name| name.chars().next().is_some_and(char::is_lowercase))
        .collect()
}

#[test]
fn every_module_has_a_row_and_imports_only_what_its_row_allows() {
    let floors: BTreeMap<&str, &[&str]> = FLOORS.iter().copied().collect();
    let mut wrong = Vec::new();
    for file in source_files(&root().join("src")) {
        let module = module_of(&file);
        if module == "lib" {
            continue;
        }
        let Some(allowed) = floors.get(module.as_str()) else {
            wrong.push(format!("`{module}` has no row in the table of floors"));
            continue;
        };
        for import in imports(&code_of(&file)) {
            if import != module && !allowed.contains(&import.as_str()) {
                wrong.push(format!("{} imports `{import}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_itself_has_no_circle() {
    for (place, (module, allowed)) in FLOORS.iter().enumerate() {
        for lower in *allowed {
            let below = FLOORS.iter().position(|(name, _)| name == lower);
            assert!(below.is_some_and(|below| below < place), "{module} may not see {lower}");
        }
    }
}

#[test]
fn only_one_file_names_the_template_engine_and_only_one_reads_files() {
    let mut wrong = Vec::new();
    for file in source_files(&root().join("src")) {
        let code = code_of(&file);
        let name = file.strip_prefix(root()).unwrap().display().to_string();
        if code.contains("minijinja::") && name != "src/template.rs" {
            wrong.push(format!("{name} names the template engine"));
        }
        if code.contains("std::fs") && name != "src/library/folder.rs" {
            wrong.push(format!("{name} reads files"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_file_is_one_room() {
    let mut long = Vec::new();
    for folder in ["src", "crates", "tests", "benches", "examples"] {
        let folder = root().join(folder);
        for file in if folder.is_dir() { source_files(&folder) } else { Vec::new() } {
            let lines = fs::read_to_string(&file).unwrap().lines().count();
            if lines > LONGEST_FILE {
                long.push(format!("{} has {lines} lines", file.display()));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}
