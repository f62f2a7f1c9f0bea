//! Defects of rule sets, drawn at their places.

use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use dealgraph::{Diagnostic, Label, Severity};

/// Draws diagnostics on standard error.
pub(crate) fn print(diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        anstream::eprintln!("{}\n", drawn(diagnostic));
    }
}

/// One diagnostic as text with colours.
pub(crate) fn drawn(diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.number());
    let mut group = Group::with_title(title);
    let mut files: Vec<(&Label, Vec<&Label>)> = Vec::new();
    for label in diagnostic.primary.iter().chain(&diagnostic.related) {
        match files.iter_mut().find(|(first, _)| first.location.source == label.location.source) {
            Some((_, labels)) => labels.push(label),
            None => files.push((label, vec![label])),
        }
    }
    for (first, labels) in &files {
        let source = &first.location.source;
        let mut snippet = Snippet::source(source.text()).path(source.name());
        for label in labels {
            let primary = diagnostic.primary.as_ref() == Some(*label);
            let kind = if primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            let span = label.location.span.start..label.location.span.end;
            snippet = snippet.annotation(kind.span(span).label(label.message.as_str()));
        }
        group = group.element(snippet);
    }
    let mut report = vec![group];
    report.extend(mend(diagnostic));
    Renderer::styled().render(&report).to_string()
}

/// How to mend it: as a patch where there is one.
fn mend(diagnostic: &Diagnostic) -> Option<Group<'_>> {
    let help = diagnostic.help.as_deref()?;
    let group = Group::with_title(Level::HELP.secondary_title(help));
    let Some(fix) = &diagnostic.fix else { return Some(group) };
    let source = &fix.location.source;
    let span = fix.location.span.start..fix.location.span.end;
    let snippet = Snippet::source(source.text())
        .path(source.name())
        .patch(Patch::new(span, fix.replacement.as_str()));
    Some(group.element(snippet))
}
