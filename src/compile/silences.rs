//! Findings that a rule set says are meant, and DG0901: silences that nothing needs.

use std::cmp::Reverse;

use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Span;
use crate::rules::{AllowDef, RuleSet, Silence};

/// Leaves out what the rule set silences, the silence in the narrowest place first, and tells of the
/// silences that nothing needed. Errors are never left out, and where there are some, a finding may
/// be missing because of them.
pub(crate) fn heard(rules: &RuleSet, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut silences = rules.silences();
    silences.sort_by_key(|silence| Reverse(silence.scope.start));
    let mut needed = vec![false; silences.len()];
    let mut heard = Vec::with_capacity(found.len());
    for diagnostic in found {
        let silence = silences.iter().position(|silence| covers(rules, silence, &diagnostic));
        match silence.and_then(|place| needed.get_mut(place)) {
            Some(needed) => *needed = true,
            None => heard.push(diagnostic),
        }
    }
    if !heard.iter().any(Diagnostic::is_error) {
        let idle = silences.iter().zip(needed).filter(|(_, needed)| !needed);
        heard.extend(idle.map(|(silence, _)| idle_silence(rules, silence.allow)));
    }
    heard
}

fn covers(rules: &RuleSet, silence: &Silence<'_>, found: &Diagnostic) -> bool {
    let here = found.primary.as_ref().is_some_and(|label| {
        let at = label.location.span.start;
        label.location.source == rules.source && silence.scope.start <= at && at < silence.scope.end
    });
    here && !found.is_error() && silence.allow.silenced() == Some(found.code)
}

fn idle_silence(rules: &RuleSet, allow: &AllowDef) -> Diagnostic {
    let message =
        format!("nothing here gives {}, so there is nothing to silence", allow.code.value);
    let diagnostic = Diagnostic::new(Code::IdleSilence, message)
        .at(&rules.source, allow.code.span, "")
        .help("remove it: it would hide the next one that is not meant");
    match without(rules.source.text(), allow.at) {
        Some(span) => diagnostic.fix(&rules.source, span, ""),
        None => diagnostic,
    }
}

/// What to cut out of the text so that an element of a list is gone: with its comma, or the whole
/// line where it is alone in its list.
fn without(text: &str, element: Span) -> Option<Span> {
    let before = text.get(..element.start)?.trim_end();
    let after = text.get(element.end..)?;
    if before.ends_with(',') {
        return Some(Span::new(before.len() - 1, element.end));
    }
    if let Some(rest) = after.trim_start().strip_prefix(',') {
        return Some(Span::new(element.start, text.len() - rest.trim_start().len()));
    }
    let key = before.strip_suffix('[')?.trim_end().strip_suffix('=')?.trim_end();
    let line = key.strip_suffix("allow")?;
    let rest = after.trim_start().strip_prefix(']')?;
    let rest = rest.trim_start_matches([' ', '\t']);
    let start = line.rfind('\n').map_or(0, |newline| newline + 1);
    let is_whole_line = line.get(start..)?.trim().is_empty();
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'));
    is_whole_line.then(|| Some(Span::new(start, text.len() - rest?.len()))).flatten()
}
