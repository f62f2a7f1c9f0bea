//! Which playbook a deal goes by, and rule sets by id or file.

use std::path::Path;

use dealgraph::{Error, Library, Playbook, RuleSet, Source};

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
            Err(Failure::input("the deal names no playbook, and none was asked for")
                .help(format!("add `--playbook` with a file, or with one of {}", known.join(", "))))
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

/// A playbook to read in. A checklist has no stages of its own: it is laid over a process of one open
/// stage that asks for all of it.
pub(crate) fn to_read(library: &Library, rules: &RuleSet, name: &str) -> Result<Playbook, Failure> {
    let compiled = match name {
        "-" => library.compile_source(rules.source().clone()),
        name if is_path(name) => library.compile_file(name),
        name => library.compile(name),
    };
    match compiled {
        Err(Error::NoStages { .. }) => laid_over_one_stage(library, rules),
        compiled => Ok(compiled?),
    }
}

fn laid_over_one_stage(library: &Library, rules: &RuleSet) -> Result<Playbook, Failure> {
    let process = ONE_STAGE
        .replace("METHODOLOGY", rules.id().as_str())
        .replace("CRITERIA", &listed(&criteria(rules)?));
    let library = library.clone().with_source(rules.source().clone())?;
    Ok(library.compile_source(Source::new(rules.id().as_str(), process))?)
}

const ONE_STAGE: &str = r#"dealgraph = 1
process = { id = "any_process", name = "Any process", version = "1.0.0" }
stage = [
  { id = "any_stage", name = "Any stage" },
  { id = "won", type = "won", name = "Won" },
  { id = "lost", type = "lost", name = "Lost" },
]
overlay = [{ methodology = "METHODOLOGY", require = { any_stage = [CRITERIA] } }]
"#;

/// Ids as TOML lists them.
pub(crate) fn listed(ids: &[String]) -> String {
    ids.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", ")
}

/// The ids of a rule set's named criteria, in the order of the file.
pub(crate) fn criteria(rules: &RuleSet) -> Result<Vec<String>, Failure> {
    let keys: toml::Table = parsed(rules)?;
    let named = keys.get("criterion").and_then(toml::Value::as_table);
    Ok(named.into_iter().flat_map(|named| named.keys().cloned()).collect())
}

/// A rule set's own keys, as JSON.
pub(crate) fn keys(rules: &RuleSet) -> Result<serde_json::Value, Failure> {
    parsed(rules)
}

fn parsed<T: serde::de::DeserializeOwned>(rules: &RuleSet) -> Result<T, Failure> {
    toml::from_str(&rules.to_toml())
        .map_err(|error| Failure::input(format!("{}: {}", rules.id(), error.message())))
}

/// Whether a name is a path rather than an id, or several ids with `+` between them.
pub(crate) fn is_path(name: &str) -> bool {
    name.split('+').any(|id| dealgraph::Id::new(id).is_none())
}
