//! Any condition of a rule set is checked without a crash.
#![no_main]

use dealgraph::{Library, Source};
use libfuzzer_sys::fuzz_target;

const HEAD: &str = r#"dealgraph = 1
[process]
id = "fuzzed"
name = "Fuzzed"
version = "1.0.0"
[field.needs]
type = "integer"
label = "Needs"
min = 0
[field.outcome]
type = "choice"
values = ["advance", "continuation"]
label = "Outcome"
[field.calls]
type = "records"
label = "Calls"
[field.calls.fields.at]
type = "datetime"
label = "At"
[[stage]]
id = "open"
[[stage]]
id = "won"
type = "won"
[[stage]]
id = "lost"
type = "lost"
[[transition]]
from = "open"
to = "won"
[[transition.guard]]
id = "guard"
otherwise = "Not yet"
when = "#;

fuzz_target!(|condition: &str| {
    let quoted: String = condition
        .chars()
        .map(|c| match c {
            '"' | '\\' => format!("\\{c}"),
            c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
            c => c.to_string(),
        })
        .collect();
    let text = format!("{HEAD}\"{quoted}\"\n[[transition]]\nfrom = \"*\"\nto = \"lost\"\n");
    let _ = Library::empty().check(Source::new("fuzzed.toml", text));
});
