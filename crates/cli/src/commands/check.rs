//! `check`: every defect of rule sets.

mod fix;

use std::path::{Path, PathBuf};

use dealgraph::render::sarif;
use dealgraph::{Code, Diagnostic, Examined, Library, Playbook, Severity, Source};

use super::Context;
use crate::args::{Check, CheckFormat, Deny};
use crate::exit::{Failure, Status};
use crate::input::{playbook::is_path, text};
use crate::output;
use crate::report::words::{cleaned, count};
use crate::report::{diagnostics, explanation};

pub(super) fn run(context: &Context, args: &Check) -> Result<Status, Failure> {
    match &args.explain {
        Some(code) => explain(code),
        None => check(context, args),
    }
}

fn explain(code: &str) -> Result<Status, Failure> {
    match Code::find(code) {
        Some(code) => output::page(explanation::report(code, output::width())),
        None => {
            let known: Vec<&str> = Code::ALL.iter().map(|code| code.number()).collect();
            Err(Failure::input(format!("there is no code `{code}`"))
                .help(format!("there are {}", known.join(", "))))
        }
    }
}

/// What was found out about one rule set.
struct Checked {
    found: Vec<Diagnostic>,
    summary: String,
}

fn check(context: &Context, args: &Check) -> Result<Status, Failure> {
    let mut checked = Vec::new();
    let mut status = if args.fix { fix::run(context, args)? } else { Status::Fine };
    if args.dry_run {
        return Ok(status);
    }
    for name in &args.files {
        match check_all(&context.library, name) {
            Ok(more) => checked.extend(more),
            Err(failure) => status = failure.report(),
        }
    }
    let found: Vec<&Diagnostic> = checked.iter().flat_map(|one| &one.found).collect();
    match args.format {
        CheckFormat::Json => output::json(&found)?,
        CheckFormat::Sarif => output::document(&sarif(found.iter().copied()))?,
        CheckFormat::Text => told(&checked, context.quiet)?,
    };
    let denied =
        if args.deny == Some(Deny::Warnings) { Severity::Warning } else { Severity::Error };
    let negative = found.iter().any(|diagnostic| diagnostic.severity >= denied);
    Ok(if status == Status::Fine && negative { Status::Negative } else { status })
}

fn told(checked: &[Checked], quiet: bool) -> Result<Status, Failure> {
    for one in checked.iter().filter(|one| !one.found.is_empty()) {
        diagnostics::print(&one.found);
        output::diagnostic("\n");
    }
    let summaries = checked.iter().filter(|_| !quiet).map(|one| cleaned(&one.summary) + "\n");
    output::text(&summaries.collect::<String>())
}

/// Checks a rule set, or each one in a folder.
fn check_all(library: &Library, name: &str) -> Result<Vec<Checked>, Failure> {
    let folder = Path::new(name);
    if library.source(name).is_some() || !folder.is_dir() {
        return Ok(vec![check_one(library, name)?]);
    }
    let mut files = Vec::new();
    rule_sets_in(folder, &mut files)?;
    if files.is_empty() {
        return Err(Failure::input(format!("{name}: there is no `*.toml` file in this folder")));
    }
    let library = with_files(library, &files);
    files.iter().map(|file| check_one(&library, &file.display().to_string())).collect()
}

/// Every `*.toml` file of a folder and its folders, in the order of their paths.
fn rule_sets_in(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let name = folder.display();
    let unread = |error| Failure::input(format!("{name}: it cannot be read: {error}"));
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unread)? {
        let entry = entry.map_err(unread)?;
        let is_folder = entry.file_type().map_err(unread)?.is_dir();
        entries.push((entry.path(), is_folder));
    }
    entries.sort();
    for (path, is_folder) in entries {
        let is_hidden =
            path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        match (is_hidden, is_folder) {
            (true, _) => {}
            (false, true) => rule_sets_in(&path, files)?,
            (false, false) if path.extension().is_some_and(|end| end == "toml") => files.push(path),
            (false, false) => {}
        }
    }
    Ok(())
}

/// The library with the rule sets of these files, so that they find each other by id. One that
/// cannot be read is left out here: it is reported when its turn comes.
fn with_files(library: &Library, files: &[PathBuf]) -> Library {
    files.iter().fold(library.clone(), |library, file| {
        let source = text::read(file).ok().map(|text| Source::new(text.name, text.text));
        let with = source.and_then(|source| library.clone().with_source(source).ok());
        with.unwrap_or(library)
    })
}

fn check_one(library: &Library, name: &str) -> Result<Checked, Failure> {
    if name == "-" {
        let text = text::read(Path::new(name))?;
        let examined = library.examine(Source::new(text.name, text.text));
        return Ok(checked("standard input", examined));
    }
    if let Some(source) = library.source(name).filter(|_| !is_path(name)) {
        return Ok(checked(name, library.examine(source)));
    }
    if !is_path(name) {
        return Err(unknown(library, name));
    }
    text::open(Path::new(name))?;
    if is_vocabulary(name) {
        let summary = format!("{name}: passed over: a list of facts, not a rule set");
        return Ok(Checked { summary, found: Vec::new() });
    }
    Ok(checked(name, library.examine_file(name)?))
}

/// The line that makes a file a list of shared facts.
const VOCABULARY: &str = "dealgraph_vocabulary = 1";

/// Whether a file lists the facts that rule sets share: it may lie in a folder with them.
fn is_vocabulary(name: &str) -> bool {
    let text = text::read(Path::new(name)).map(|text| text.text).unwrap_or_default();
    text.contains(VOCABULARY) && text.lines().any(|line| line.trim_end() == VOCABULARY)
}

/// That something is neither an id nor a file.
fn unknown(library: &Library, name: &str) -> Failure {
    match library.compile(name) {
        Err(error) => error.into(),
        Ok(_) => text::missing(Path::new(name)),
    }
}

/// What was found, in one line.
fn checked(name: &str, examined: Examined) -> Checked {
    let found = examined.diagnostics;
    let summary = match (diagnostics::tally(&found), examined.playbook) {
        (Some(tally), _) => format!("{tally} in {name}"),
        (None, Some(playbook)) if playbook.graph().is_empty() => {
            format!("{name}: sound: a checklist without stages of its own")
        }
        (None, Some(playbook)) => format!("{name}: sound: {}", extent(&playbook)),
        (None, None) => format!("{name}: sound"),
    };
    Checked { found, summary }
}

fn extent(playbook: &Playbook) -> String {
    let parts = [
        count(playbook.graph().len(), "stage", "stages"),
        count(playbook.graph().transitions().count(), "transition", "transitions"),
        count(playbook.criteria().count(), "criterion", "criteria"),
    ];
    parts.join(", ")
}
