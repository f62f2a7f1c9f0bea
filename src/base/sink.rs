//! Where diagnostics are gathered.

use super::diagnostic::{Diagnostic, Severity};

/// Most diagnostics that one run keeps: a file of garbage must not give a million lines.
pub(crate) const CAP: usize = 500;

/// Gathers diagnostics: all of one run, each once, in the order of the text.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    found: Vec<Diagnostic>,
}

impl Sink {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        if self.found.len() < CAP && !self.found.contains(&diagnostic) {
            self.found.push(diagnostic);
        }
    }

    pub(crate) fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        for diagnostic in diagnostics {
            self.push(diagnostic);
        }
    }

    /// How many have been gathered.
    pub(crate) fn count(&self) -> usize {
        self.found.len()
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.found.iter().any(Diagnostic::is_error)
    }

    /// All diagnostics, by file in the order in which files were first named, then by place, then
    /// the worse first.
    pub(crate) fn finish(self) -> Vec<Diagnostic> {
        let mut files: Vec<String> = Vec::new();
        for diagnostic in &self.found {
            let name = file_of(diagnostic);
            if !files.iter().any(|known| known == name) {
                files.push(name.to_owned());
            }
        }
        let mut found = self.found;
        found.sort_by_key(|diagnostic| {
            let file = files.iter().position(|known| known == file_of(diagnostic));
            let start = diagnostic.primary.as_ref().map(|label| label.location.span);
            (file, start, worst_first(diagnostic.severity), diagnostic.code)
        });
        found
    }
}

fn file_of(diagnostic: &Diagnostic) -> &str {
    diagnostic.primary.as_ref().map_or("", |label| label.location.source.name())
}

fn worst_first(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Info => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::super::code::Code;
    use super::super::source::{Source, Span};
    use super::*;

    #[test]
    fn keeps_each_diagnostic_once_and_in_the_order_of_the_text() {
        let source = Source::new("a.toml", "x = 1\ny = 2\n");
        let late = Diagnostic::new(Code::UnknownKey, "late").at(&source, Span::new(6, 7), "");
        let early = Diagnostic::new(Code::UnknownKey, "early").at(&source, Span::new(0, 1), "");
        let mut sink = Sink::default();
        sink.extend([late.clone(), early.clone(), late.clone()]);
        assert!(sink.has_errors());
        assert_eq!(sink.finish(), [early, late]);
    }
}
