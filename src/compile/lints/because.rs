//! DG0606: plays that do not say why.

use super::content::Content;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;

pub(super) fn missing(content: &Content<'_>) -> Vec<Diagnostic> {
    let plays = content.own.rules.document.plays.iter();
    plays
        .filter(|(_, play)| play.because.is_none())
        .map(|(id, _)| {
            let message = format!("the play `{}` does not say why", id.value);
            Diagnostic::new(Code::PlayOrSignal, message)
                .at(&content.own.rules.source, id.span, "has no `because`")
                .help("add `because = \"…\"`: people follow advice whose reason they know")
        })
        .collect()
}
