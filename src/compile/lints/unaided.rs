//! DG0604: criteria that no play or question helps to meet.

use super::content::{Asked, Content};
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;

pub(super) fn criteria(content: &Content<'_>) -> Vec<Diagnostic> {
    if !content.suggests_something() {
        return Vec::new();
    }
    let filled = content.filled();
    let document = &content.own.rules.document;
    let gates = document.stages.iter().flat_map(|stage| [&stage.entry, &stage.exit]);
    let guards = document.transitions.iter().map(|transition| &transition.guard);
    let asked = gates.chain(guards).flat_map(|defs| content.asked(defs));
    asked
        .filter(|asked| {
            let facts = content.to_find_out(asked.criterion);
            !facts.is_empty() && facts.is_disjoint(&filled)
        })
        .map(|asked| unaided(content, &asked))
        .collect()
}

fn unaided(content: &Content<'_>, asked: &Asked<'_>) -> Diagnostic {
    let fields = &content.compiler.fields;
    let facts = content.to_find_out(asked.criterion);
    let names: Vec<String> = facts
        .iter()
        .filter_map(|slot| fields.field(*slot))
        .map(|field| format!("`{}`", field.id))
        .collect();
    let message = format!("no play or question helps to find out {}", names.join(", "));
    Diagnostic::new(Code::Unaided, message)
        .at(&content.own.rules.source, asked.at, "whoever has to meet this is left alone")
        .help("write a question that `fills` it, or a play")
}
