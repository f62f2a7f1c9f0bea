//! The annotated rule sets of `tests/defects`: the first line names every code and its line, and a
//! near miss beside each gives nothing.

use std::path::Path;

use dealgraph::Diagnostic;

use super::{parse, summary, toml_files};

/// The defects that reading alone can find; the others need the compiler.
const READ: [&str; 10] = [
    "DG0001", "DG0002", "DG0003", "DG0101", "DG0102", "DG0103", "DG0104", "DG0105", "DG0106",
    "DG0501",
];

fn cases() -> Vec<(String, String)> {
    let named = toml_files("tests/defects").into_iter().filter_map(|path| {
        let name = Path::new(path.file_name()?).to_str()?.to_owned();
        let own = READ.iter().any(|code| name.starts_with(code));
        own.then(|| (name, std::fs::read_to_string(&path).unwrap()))
    });
    named.collect()
}

fn expected(text: &str) -> Vec<String> {
    let first = text.lines().next().and_then(|line| line.strip_prefix("#~ ")).unwrap();
    first.split(", ").filter(|note| *note != "nothing").map(str::to_owned).collect()
}

#[test]
fn each_defect_is_found_on_its_line_and_nothing_else_is() {
    let cases = cases();
    assert!(cases.len() > 100, "only {} cases", cases.len());
    let mut wrong = Vec::new();
    for (name, text) in cases {
        let (_, found) = parse(&text);
        if summary(&found) != expected(&text) {
            let found: Vec<String> = found.iter().map(ToString::to_string).collect();
            wrong.push(format!("{name}: expected {:?}, found {found:#?}", expected(&text)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_code_has_a_defect_and_each_defect_a_near_miss() {
    let names: Vec<String> = cases().into_iter().map(|(name, _)| name).collect();
    for code in READ {
        assert!(names.iter().any(|name| name.starts_with(code)), "{code} has no case");
    }
    for name in names.iter().filter(|name| !name.ends_with(".near.toml")) {
        let near = name.replace(".toml", ".near.toml");
        assert!(names.contains(&near), "{name} has no near miss");
    }
}

#[test]
fn messages_keep_to_the_house_style() {
    for (name, text) in cases() {
        for found in parse(&text).1 {
            let message = &found.message;
            let first = message.chars().next().unwrap();
            assert!(!first.is_uppercase() && !message.ends_with('.'), "{name}: {message}");
            let help = found.help.as_deref().unwrap_or_default();
            assert!(!help.is_empty() && !help.ends_with('.'), "{name}: {message}: {help}");
            assert!(!help.starts_with(char::is_uppercase), "{name}: {help}");
        }
    }
}

#[test]
fn applying_the_fixes_mends_what_they_are_for() {
    let mut fixed = 0;
    for (name, text) in cases() {
        let (_, found) = parse(&text);
        if let Some(mended) = apply(&text, &found) {
            let left = parse(&mended).1;
            let with_fix = |d: &&Diagnostic| d.fix.is_some();
            assert!(left.iter().find(with_fix).is_none(), "{name}: {left:#?}\n{mended}");
            fixed += 1;
        }
    }
    assert!(fixed > 16, "{fixed}");
}

fn apply(text: &str, found: &[Diagnostic]) -> Option<String> {
    let mut fixes: Vec<_> = found.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()).collect();
    fixes.sort_by_key(|fix| std::cmp::Reverse(fix.location.span));
    let mut mended = text.to_owned();
    for fix in &fixes {
        mended.replace_range(fix.location.span.start..fix.location.span.end, &fix.replacement);
    }
    (!fixes.is_empty()).then_some(mended)
}
