//! How rule sets are read: what is wrong with bad ones, and that good ones survive printing.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests stop at the first surprise, read files and measure time"
)]

mod bad_input;
mod defects;
mod explanations;
mod printing;
mod schema;

use std::path::{Path, PathBuf};

use dealgraph::{Diagnostic, RuleSet, Source};

/// All TOML files below a folder of this package, in the order of their names.
fn toml_files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut todo = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = todo.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                todo.push(path);
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn parse(text: &str) -> (Option<RuleSet>, Vec<Diagnostic>) {
    RuleSet::parse(Source::new("test.toml", text))
}

/// Each code with its line, as the first lines of the files in `tests/defects` write them.
fn summary(diagnostics: &[Diagnostic]) -> Vec<String> {
    let lines = diagnostics.iter().map(|diagnostic| {
        let line = diagnostic.primary.as_ref().map_or(0, |label| label.location.start().line);
        (line, diagnostic.code)
    });
    lines.map(|(line, code)| format!("{code} {line}")).collect()
}
