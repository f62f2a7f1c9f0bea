//! Which playbook a deal goes by, and rule sets by id or file.

use std::path::Path;

use dealgraph::{Library, Playbook, RuleSet, Source};

use super::text;
use crate::exit::Failure;

/// A playbook by id, or by a path relative to a folder.
pub(crate) fn named(library: &Library, name: &str, folder: &Path) -> Result<Playbook, Failure> {
    if !is_path(name) {
        return Ok(library.compile(name)?);
    }
    let path = folder.join(name);
    text::open(&path)?;
    Ok(library.compile_file(path)?)
}

/// The playbook of a deal: the one asked for, else the one that the deal names.
pub(crate) fn of_deal(
    library: &Library,
    asked: Option<&str>,
    named_by_deal: Option<&str>,
    folder: &Path,
) -> Result<Playbook, Failure> {
    match (asked, named_by_deal) {
        (Some(asked), _) => named(library, asked, Path::new("")),
        (None, Some(name)) => named(library, name, folder),
        (None, None) => {
            let known: Vec<&str> = library.rule_sets().map(|rules| rules.id().as_str()).collect();
            Err(Failure::input("the deal names no playbook, and none was asked for").help(format!(
                "add `--playbook` with a file, or with one of {}",
                known.join(", ")
            )))
        }
    }
}

/// A rule set by id, or from a file; for `-` from standard input.
pub(crate) fn rule_set(library: &Library, name: &str) -> Result<RuleSet, Failure> {
    if let Some(rules) = library.rule_set(name) {
        return Ok(rules.clone());
    }
    if !is_path(name) {
        library.compile(name)?;
    }
    let text = text::read(Path::new(name))?;
    let (rules, diagnostics) = RuleSet::parse(Source::new(text.name, text.text));
    rules.ok_or(Failure::RuleSet(diagnostics))
}

/// Whether a name is a path rather than an id.
pub(crate) fn is_path(name: &str) -> bool {
    dealgraph::Id::new(name).is_none()
}
