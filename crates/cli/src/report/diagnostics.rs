//! Defects of rule sets, drawn at their places.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use dealgraph::expr::Mistake;
use dealgraph::{Diagnostic, Label, Severity, Source};

use super::words::{count, lines_cleaned};
use crate::output;

/// Draws diagnostics on standard error.
pub(crate) fn print(diagnostics: &[Diagnostic]) {
    let width = output::error_width();
    let drawn: Vec<String> =
        diagnostics.iter().map(|diagnostic| drawn(diagnostic, width) + "\n").collect();
    output::diagnostic(&drawn.join("\n"));
}

/// Draws what is wrong with the text of a condition on standard error.
pub(crate) fn print_mistakes(text: &str, mistakes: &[Mistake]) {
    let renderer = Renderer::styled().term_width(output::error_width());
    let drawn = |mistake: &Mistake| {
        let span = mistake.span.start..mistake.span.end;
        let snippet = Snippet::source(text).annotation(AnnotationKind::Primary.span(span));
        let group = Level::ERROR.primary_title(mistake.message.as_str()).element(snippet);
        let help = mistake.help.as_deref().map(|help| Level::HELP.message(help));
        trimmed(&renderer.render(&[group.elements(help)])) + "\n"
    };
    let drawn: Vec<String> = mistakes.iter().map(drawn).collect();
    output::diagnostic(&drawn.join("\n"));
}

/// Without spaces at the ends of lines.
fn trimmed(text: &str) -> String {
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// The first error in one line, and how many more there are.
pub(crate) fn outline(diagnostics: &[Diagnostic]) -> String {
    let mut errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
    let Some(first) = errors.next() else { return "the playbook cannot be used".to_owned() };
    match errors.count() {
        0 => first.to_string(),
        more => format!("{first} (and {})", count(more, "more error", "more errors")),
    }
}

/// «2 errors, 1 warning»; `None` where there is neither.
pub(crate) fn tally(diagnostics: &[Diagnostic]) -> Option<String> {
    let of = |severity| diagnostics.iter().filter(|found| found.severity == severity).count();
    let words = [
        (of(Severity::Error), "error", "errors"),
        (of(Severity::Warning), "warning", "warnings"),
        (of(Severity::Info), "remark", "remarks"),
    ];
    let told: Vec<String> = words
        .iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many)| count(*number, one, many))
        .collect();
    (!told.is_empty()).then(|| told.join(", "))
}

/// One diagnostic with its places and its mend.
fn drawn(diagnostic: &Diagnostic, width: usize) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.number());
    let group = Group::with_title(title).elements(snippets(diagnostic));
    let report: Vec<Group<'_>> = std::iter::once(group).chain(mend(diagnostic)).collect();
    trimmed(&Renderer::styled().term_width(width).render(&report))
}

/// A snippet for each file, with every place that the diagnostic points at in it.
fn snippets(diagnostic: &Diagnostic) -> Vec<Snippet<'_, Annotation<'_>>> {
    let mut files: Vec<(&Source, Vec<(AnnotationKind, &Label)>)> = Vec::new();
    let primary = diagnostic.primary.iter().map(|label| (AnnotationKind::Primary, label));
    let related = diagnostic.related.iter().map(|label| (AnnotationKind::Context, label));
    for (kind, label) in primary.chain(related) {
        let source = &label.location.source;
        match files.iter_mut().find(|(known, _)| *known == source) {
            Some((_, labels)) => labels.push((kind, label)),
            None => files.push((source, vec![(kind, label)])),
        }
    }
    files.into_iter().map(|(source, labels)| snippet(source, labels)).collect()
}

fn snippet<'a>(
    source: &'a Source,
    labels: Vec<(AnnotationKind, &'a Label)>,
) -> Snippet<'a, Annotation<'a>> {
    let annotations = labels.into_iter().map(|(kind, label)| {
        let span = label.location.span;
        let text = Some(label.message.as_str()).filter(|message| !message.is_empty());
        kind.span(span.start..span.end).label(text)
    });
    Snippet::source(source.text()).path(lines_cleaned(source.name())).annotations(annotations)
}

/// How to mend it: as a patch where there is one.
fn mend(diagnostic: &Diagnostic) -> Option<Group<'_>> {
    let fix = diagnostic.fix.as_ref();
    let help = diagnostic.help.as_deref().or(fix.map(|_| "change it like this"))?;
    let title = Level::HELP.secondary_title(help);
    let Some(fix) = fix else { return Some(Group::with_title(title)) };
    let span = fix.location.span.start..fix.location.span.end;
    let snippet = Snippet::source(fix.location.source.text())
        .path(fix.location.source.name())
        .patch(Patch::new(span, fix.replacement.as_str()));
    Some(title.element(snippet))
}
