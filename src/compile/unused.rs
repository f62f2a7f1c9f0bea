//! DG0203: declared and never used.

use super::Compiler;
use super::part::Part;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Span;
use crate::deal::field::FieldOrigin;

impl Compiler {
    /// What the playbook's own rule set declares and nothing uses. Silent when something could not
    /// be built: it might be the user.
    pub(super) fn warn_of_unused(&mut self, part: &Part<'_>) {
        if self.sink.has_errors() {
            return;
        }
        let document = &part.rules.document;
        let mut unused: Vec<(&str, &str, Span)> = Vec::new();
        for (id, _) in document.fields.iter() {
            let slot = self.fields.slot(id.value.as_str());
            let given = slot.and_then(|slot| self.fields.field(slot)).map(|field| field.origin);
            let used = slot.is_some_and(|slot| self.used.contains(&slot))
                || given == Some(FieldOrigin::Given);
            if !used {
                unused.push(("field", id.value.as_str(), id.span));
            }
        }
        for (id, _) in document.roles.iter() {
            if !self.used_roles.contains(id.value.as_str()) {
                unused.push(("role", id.value.as_str(), id.span));
            }
        }
        for (id, _) in document.question_kinds.iter() {
            let asked = |kind: &crate::rules::Name| *kind.value == *id.value.as_str();
            if !document.questions.iter().any(|(_, q)| q.kind.as_ref().is_some_and(asked)) {
                unused.push(("kind of question", id.value.as_str(), id.span));
            }
        }
        for (what, id, span) in unused {
            let message = format!("the {what} `{id}` is declared and never used");
            let diagnostic = Diagnostic::new(Code::Unused, message)
                .at(&part.rules.source, span, "")
                .help("use it in a rule, a question or a text, or remove it");
            self.sink.push(diagnostic);
        }
    }
}
