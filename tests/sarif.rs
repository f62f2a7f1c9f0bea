//! SARIF output, held against the schema of the standard.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "tests stop at the first surprise and read files"
)]

use std::path::Path;

use dealgraph::render::sarif;
use dealgraph::{Diagnostic, Library, Source};
use serde_json::Value;

/// The schema, without the patterns of language tags: they have a bracket too many, which stricter
/// readers of patterns refuse. No log of ours names a language.
fn schema() -> Value {
    let text = include_str!("sarif/sarif-schema-2.1.0.json");
    let mut schema: Value = serde_json::from_str(text).unwrap();
    for owner in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][owner]["properties"]["language"];
        assert!(language.as_object_mut().unwrap().remove("pattern").is_some());
    }
    schema
}

/// Everything that is found in the rule sets of `tests/defects`.
fn findings() -> Vec<Diagnostic> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/defects");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let library = Library::builtin();
    let check = |file: &std::path::PathBuf| {
        let name = file.file_name().unwrap().to_str().unwrap();
        library.check(Source::new(name, std::fs::read_to_string(file).unwrap()))
    };
    files.iter().flat_map(check).collect()
}

fn log(found: &[Diagnostic]) -> Value {
    serde_json::from_str(&sarif(found)).unwrap()
}

#[test]
fn every_log_is_what_the_standard_says() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    for found in [findings(), Vec::new()] {
        let log = log(&found);
        let wrong: Vec<String> = validator
            .iter_errors(&log)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn every_finding_is_in_the_log_with_its_rule_its_place_and_its_mend() {
    let found = findings();
    let log = log(&found);
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), found.len());
    for (result, diagnostic) in results.iter().zip(&found) {
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], diagnostic.code.number());
        assert_eq!(result["ruleId"], rule["id"]);
        // Nobody can show a text that is too large, or one that is too much to decide.
        let example = match diagnostic.code.number() {
            "DG0003" => "2 MiB",
            "DG0902" => "200,000",
            _ => "This is right",
        };
        assert!(rule["help"]["markdown"].as_str().unwrap().contains(example), "{rule}");
        let primary = diagnostic.primary.as_ref().unwrap();
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert_eq!(region["startLine"], primary.location.start().line);
        assert_eq!(region["endColumn"], primary.location.end().column);
        let fixes = result["fixes"].as_array().map_or(0, Vec::len);
        assert_eq!(fixes, usize::from(diagnostic.fix.is_some()));
    }
}
