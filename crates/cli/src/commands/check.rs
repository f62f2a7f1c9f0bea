//! `check`: every defect of rule sets.

use std::path::{Path, PathBuf};

use dealgraph::{Code, Diagnostic, Severity, Source};

use super::{Context, print, print_json};
use crate::diagnostics;
use crate::exit::{Failure, Status};
use crate::input;
use crate::report::layout::count;

pub(crate) fn run(
    context: &Context<'_>,
    files: &[String],
    deny_warnings: bool,
) -> Result<Status, Failure> {
    let json = context.wants_json()?;
    let mut all: Vec<Diagnostic> = Vec::new();
    let mut summaries = Vec::new();
    for name in expanded(files)? {
        let found = check(context, &name)?;
        summaries.push(summary(context, &name, &found));
        all.extend(found);
    }
    let is_defect = |diagnostic: &Diagnostic| {
        diagnostic.is_error() || (deny_warnings && diagnostic.severity == Severity::Warning)
    };
    if json {
        print_json(&all)?;
    } else {
        diagnostics::print(&all);
        if !context.common.quiet {
            print(&(summaries.join("\n") + "\n"))?;
        }
    }
    Ok(if all.iter().any(is_defect) { Status::Negative } else { Status::Fine })
}

/// Files as they are, folders as the rule sets in them.
fn expanded(files: &[String]) -> Result<Vec<String>, Failure> {
    let mut names = Vec::new();
    for file in files {
        if !Path::new(file).is_dir() {
            names.push(file.clone());
            continue;
        }
        let unreadable = |error| Failure::input(format!("{file}: it cannot be read: {error}"));
        let mut inside: Vec<PathBuf> = Vec::new();
        for entry in std::fs::read_dir(file).map_err(unreadable)? {
            inside.push(entry.map_err(unreadable)?.path());
        }
        inside.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
        inside.sort();
        names.extend(inside.iter().map(|path| path.display().to_string()));
    }
    Ok(names)
}

fn check(context: &Context<'_>, name: &str) -> Result<Vec<Diagnostic>, Failure> {
    if name == "-" {
        let text = input::read(Path::new("-"))?;
        return Ok(context.library.check(Source::new(text.name, text.text)));
    }
    if let Some(rules) = context.library.rule_set(name).filter(|_| !input::is_path(name)) {
        return Ok(context.library.check(rules.source().clone()));
    }
    Ok(context.library.check_file(name)?)
}

fn summary(context: &Context<'_>, name: &str, found: &[Diagnostic]) -> String {
    let of = |severity| found.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    if errors + warnings > 0 {
        let errors = count(errors, "error", "errors");
        return format!("{name}: {errors}, {}", count(warnings, "warning", "warnings"));
    }
    let playbook = if input::is_path(name) {
        context.library.compile_file(name).ok()
    } else {
        context.library.compile(name).ok()
    };
    match playbook {
        Some(playbook) => format!(
            "{name}: sound: {}, {}, {}",
            count(playbook.graph().len(), "stage", "stages"),
            count(playbook.graph().transitions().count(), "transition", "transitions"),
            count(playbook.criteria().count(), "criterion", "criteria"),
        ),
        None => format!("{name}: sound"),
    }
}

pub(crate) fn explain(code: &str) -> Result<Status, Failure> {
    let Some(found) = Code::find(code) else {
        let known: Vec<&str> = Code::ALL.iter().map(|code| code.number()).collect();
        return Err(Failure::with_help(
            format!("there is no code `{code}`"),
            format!("there are {}", known.join(", ")),
        ));
    };
    let severity = found.severity().word();
    print(&format!("{found} ({}, {severity})\n\n{}", found.slug(), found.explanation()))
}
