//! What is printed is read again, for every rule set of the package.

use super::{parse, toml_files};

#[test]
fn the_rule_sets_of_the_package_survive_printing() {
    let files = ["methodologies", "examples/processes", "tests/defects"].map(toml_files).concat();
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let (Some(rule_set), found) = parse(&text) else { continue };
        if found.iter().any(dealgraph::Diagnostic::is_error) {
            continue;
        }
        let printed = rule_set.to_toml();
        let (again, found) = parse(&printed);
        assert!(!found.iter().any(dealgraph::Diagnostic::is_error), "{path:?}: {found:#?}");
        assert_eq!(again.unwrap().to_toml(), printed, "{path:?}");
    }
}

#[test]
fn the_print_is_readable() {
    let text = r#"
dealgraph = 1
[methodology]
version = "1.0.0"
name = "Spin"
id = "spin"
principles = ["Large sales are won in the investigating stage", "Every call ends in an advance or in nothing"]
[play.b]
do = "Say \"yes\"\nand stop"
effort = "90m"
[play.a]
do = 'C:\x'
because = "It's \"so\""
[[stage]]
id = "open"
probability = 1
[[stage.exit]]
requires = ["amount"]
fresh = "2w"
[[overlay]]
"#;
    let (rule_set, _) = parse(text);
    insta::assert_snapshot!(rule_set.unwrap().to_toml());
}
