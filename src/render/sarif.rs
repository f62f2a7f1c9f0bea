//! Diagnostics as SARIF 2.1.0, which code hosts and editors read.

use serde::Serialize;

use crate::base::code::Code;
use crate::base::diagnostic::{Diagnostic, Fix, Label, Severity};
use crate::base::source::{Location, Source};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Diagnostics as a SARIF 2.1.0 log: JSON, with the explanation of every code that occurs.
///
/// Files are named as they were when they were checked, so check them by a path relative to the root
/// of the repository where a code host is to find them.
///
/// # Example
/// ```
/// use dealgraph::{Library, Source, render::sarif};
///
/// let found = Library::builtin().check(Source::new("ours.toml", "dealgraph = 1\n"));
/// let log = sarif(found.iter());
/// assert!(log.contains("\"ruleId\": \"DG0104\""));
/// ```
#[must_use]
pub fn sarif<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> String {
    let diagnostics: Vec<&Diagnostic> = diagnostics.into_iter().collect();
    let mut codes: Vec<Code> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let results = diagnostics.iter().map(|diagnostic| result(diagnostic, &codes)).collect();
    let driver = Driver {
        name: "dealgraph",
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: codes.iter().map(|code| rule(*code)).collect(),
    };
    let run = Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    serde_json::to_string_pretty(&log).unwrap_or_default()
}

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Finding>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    name: String,
    short_description: Words,
    full_description: Words,
    help: Words,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Words {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Words,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Place>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Place>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Mend>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Words>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Mend {
    description: Words,
    artifact_changes: [Change; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: Artifact,
    replacements: [Replacement; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Words,
}

fn words(text: impl Into<String>) -> Words {
    Words { text: text.into(), markdown: None }
}

fn rule(code: Code) -> Rule {
    let explanation = code.explanation();
    let body = explanation.split_once('\n').map_or("", |(_, body)| body).trim();
    let about = body.split("\n\n").next().unwrap_or(body);
    Rule {
        id: code.number(),
        name: in_pascal_case(code.slug()),
        short_description: words(code.title()),
        full_description: words(about),
        help: Words { text: body.to_owned(), markdown: Some(body.to_owned()) },
        default_configuration: Configuration { level: level(code.severity()) },
    }
}

fn in_pascal_case(slug: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    slug.split('-').map(capital).collect()
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(diagnostic: &Diagnostic, codes: &[Code]) -> Finding {
    let message = match &diagnostic.help {
        Some(help) => format!("{}\nhelp: {help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let related = diagnostic.related.iter().enumerate();
    Finding {
        rule_id: diagnostic.code.number(),
        rule_index: codes.binary_search(&diagnostic.code).unwrap_or_default(),
        level: level(diagnostic.severity),
        message: words(message),
        locations: diagnostic.primary.iter().map(|label| place(None, label)).collect(),
        related_locations: related.map(|(id, label)| place(Some(id + 1), label)).collect(),
        fixes: diagnostic.fix.iter().map(|fix| mend(diagnostic, fix)).collect(),
    }
}

fn place(id: Option<usize>, label: &Label) -> Place {
    let Location { source, .. } = &label.location;
    let physical_location =
        Physical { artifact_location: artifact(source), region: region(&label.location) };
    let message = Some(&label.message).filter(|message| !message.is_empty()).map(words);
    Place { id, physical_location, message }
}

fn mend(diagnostic: &Diagnostic, fix: &Fix) -> Mend {
    let replacement = Replacement {
        deleted_region: region(&fix.location),
        inserted_content: words(&fix.replacement),
    };
    let description = diagnostic.help.as_deref().unwrap_or("change it like this");
    Mend {
        description: words(description),
        artifact_changes: [Change {
            artifact_location: artifact(&fix.location.source),
            replacements: [replacement],
        }],
    }
}

fn region(location: &Location) -> Region {
    let (start, end) = (location.start(), location.end());
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

fn artifact(source: &Source) -> Artifact {
    Artifact { uri: uri(source.name()) }
}

/// A file's name as a relative or absolute URI.
fn uri(name: &str) -> String {
    let path = name.replace('\\', "/");
    let is_drive = path.as_bytes().get(1) == Some(&b':');
    let front = match (path.starts_with('/'), is_drive) {
        (true, _) => "file://",
        (false, true) => "file:///",
        (false, false) => "",
    };
    let mut uri = front.to_owned();
    for byte in path.trim_start_matches("./").bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'~' => uri.push(char::from(byte)),
            b':' if is_drive => uri.push(':'),
            _ if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_become_uris() {
        for (name, expected) in [
            ("ours.toml", "ours.toml"),
            ("./our processes/b\u{fc}ro.toml", "our%20processes/b%C3%BCro.toml"),
            ("/etc/a:b.toml", "file:///etc/a%3Ab.toml"),
            ("C:\\sales\\acme.toml", "file:///C:/sales/acme.toml"),
            ("standard input", "standard%20input"),
        ] {
            assert_eq!(uri(name), expected);
        }
    }
}
