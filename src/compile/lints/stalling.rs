//! DG0504: a deal that counts as stalled before its expected time in the stage is over.

use super::Surveyed;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::rules::StageDef;

pub(super) fn too_soon(surveyed: &Surveyed<'_>) -> Vec<Diagnostic> {
    surveyed.defs.iter().filter_map(|def| stage(surveyed, def)).collect()
}

fn stage(surveyed: &Surveyed<'_>, def: &StageDef) -> Option<Diagnostic> {
    let (expected, stalled) = (def.expected.as_ref()?, def.stalled_after.as_ref()?);
    if expected.value <= stalled.value {
        return None;
    }
    let message = format!(
        "a healthy deal in `{}` counts as stalled after {}, before its expected {} are over",
        def.id.value, stalled.value, expected.value
    );
    let diagnostic = Diagnostic::new(Code::Limits, message)
        .at(surveyed.source, stalled.span, "stalled from here on")
        .related(surveyed.source, expected.span, "expected until then")
        .help("let `stalled_after` be at least as long as `expected`");
    Some(diagnostic)
}
