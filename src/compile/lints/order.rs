//! DG0408: open stages listed after closed ones.

use super::Surveyed;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;

pub(super) fn mixed(surveyed: &Surveyed<'_>) -> Vec<Diagnostic> {
    let mut closed = surveyed.graph.stages().filter(|(_, stage)| !stage.is_open());
    let Some((first_closed, closed)) = closed.next() else { return Vec::new() };
    let late = surveyed.graph.stages().filter(|(ix, stage)| stage.is_open() && *ix > first_closed);
    late.map(|(ix, stage)| {
        let message = format!("the open stage `{}` stands after a closed one", stage.id());
        Diagnostic::new(Code::OpenAfterClosed, message)
            .at(surveyed.source, surveyed.span(ix), "open")
            .related(surveyed.source, surveyed.span(first_closed), "closed")
            .help(format!("move `{}` and the other closed stages to the end", closed.id()))
    })
    .collect()
}
