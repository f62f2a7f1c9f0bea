//! DG0603: open stages for which there is neither a play nor a question.

use super::content::{Content, WORKED_WITH};
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::playbook::graph::StageIx;

pub(super) fn silent(content: &Content<'_>) -> Vec<Diagnostic> {
    let open = content.open_stages();
    if content.suggests_something() {
        let silent = open.into_iter().filter(|ix| !has_content(content, *ix));
        return silent.map(|ix| silent_stage(content, ix)).collect();
    }
    if open.len() < WORKED_WITH { Vec::new() } else { vec![nothing_at_all(content)] }
}

fn has_content(content: &Content<'_>, ix: StageIx) -> bool {
    let place = ix.position();
    content.compiler.plays.iter().any(|play| play.stages.contains(place))
        || content.compiler.questions.iter().any(|question| question.stages.contains(place))
}

fn silent_stage(content: &Content<'_>, ix: StageIx) -> Diagnostic {
    let (stage, span) = content.stage(ix);
    let message = format!("nothing says what to do or to ask in the stage `{stage}`");
    Diagnostic::new(Code::NoContent, message)
        .at(&content.own.rules.source, span, "no play and no question")
        .help(format!("add `\"{stage}\"` to the `stages` of a play or question, or write one"))
}

fn nothing_at_all(content: &Content<'_>) -> Diagnostic {
    let message = "there is no play and no question, so nothing can be suggested in any stage";
    Diagnostic::new(Code::NoContent, message)
        .at(&content.own.rules.source, content.own.header, "in this rule set")
        .help("lay a methodology over it with `[[overlay]]`, or write `[play.ID]` and `[question.ID]`")
}
