//! DG0607: two plays of a stage with the same condition and priority.

use std::collections::BTreeMap;

use super::content::Content;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::id::Id;
use crate::base::source::Spanned;
use crate::compile::content::PRIORITY;
use crate::rules::PlayDef;

pub(super) fn doubled(content: &Content<'_>) -> Vec<Diagnostic> {
    let mut called_for: BTreeMap<Option<String>, Vec<(&Spanned<Id>, &PlayDef)>> = BTreeMap::new();
    let mut found = Vec::new();
    for (id, play) in content.own.rules.document.plays.iter() {
        let alike_so_far = called_for.entry(when(content, id, play)).or_default();
        let rival = alike_so_far.iter().find(|(_, earlier)| compete(earlier, play));
        found.extend(rival.map(|(first, _)| alike(content, first, id)));
        alike_so_far.push((id, play));
    }
    found
}

/// When a play is called for, as it reads whatever its spaces and parentheses.
fn when(content: &Content<'_>, id: &Spanned<Id>, play: &PlayDef) -> Option<String> {
    let text = &play.when.as_ref()?.value;
    let expr = content.asked_of_play(&id.value, text);
    Some(expr.map_or_else(|| text.to_string(), |expr| expr.to_string()))
}

/// Whether two plays have the same priority in some stage.
fn compete(one: &PlayDef, other: &PlayDef) -> bool {
    let priority =
        |play: &PlayDef| play.priority.as_ref().map_or(PRIORITY, |priority| priority.value.0);
    let meet = one.stages.is_empty()
        || other.stages.is_empty()
        || one.stages.iter().any(|stage| other.stages.iter().any(|at| at.value == stage.value));
    priority(one) == priority(other) && meet
}

fn alike(content: &Content<'_>, first: &Spanned<Id>, second: &Spanned<Id>) -> Diagnostic {
    let (one, other) = (&first.value, &second.value);
    let message =
        format!("the plays `{one}` and `{other}` are called for alike, with the same priority");
    let source = &content.own.rules.source;
    Diagnostic::new(Code::SamePlays, message)
        .at(source, second.span, "only its place in the text ranks it")
        .related(source, first.span, "below this one")
        .help("give one of them another `priority` or `when`, or make one play of the two")
}
