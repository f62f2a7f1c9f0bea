//! DG0203: declared and never used.

use super::Compiler;
use super::part::Part;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::id::Id;
use crate::base::source::Spanned;
use crate::deal::field::FieldOrigin;
use crate::playbook::coaching;
use crate::rules::{CriterionDef, CriterionKind, Keyed, RuleSetRole};

impl Compiler {
    /// What the playbook's own rule set declares and nothing uses. Silent when something could not
    /// be built: it might be the user.
    pub(super) fn warn_of_unused(&mut self, part: &Part<'_>) {
        if part.rules.flawed || self.sink.has_errors() {
            return;
        }
        let document = &part.rules.document;
        self.unused(part, "field", &document.fields, |all, id| all.uses_field(id));
        self.unused(part, "role", &document.roles, |all, id| all.used_roles.contains(id));
        self.unused(part, "kind of question", &document.question_kinds, |_, id| {
            let mut kinds = document.questions.iter().filter_map(|(_, q)| q.kind.as_ref());
            kinds.any(|kind| &*kind.value == id)
        });
        self.unused(part, "script", &document.scripts, |all, _| all.shows_scripts());
        if part.rules.role() == RuleSetRole::Process {
            self.unused(part, "criterion", &document.criteria, |_, id| is_asked(part, id));
        }
    }

    fn unused<T>(
        &mut self,
        part: &Part<'_>,
        what: &str,
        declared: &Keyed<T>,
        is_used: impl Fn(&Self, &str) -> bool,
    ) {
        for (id, _) in declared.iter() {
            if !is_used(self, id.value.as_str()) {
                let diagnostic = unused(part, what, id);
                self.sink.push(diagnostic);
            }
        }
    }

    fn uses_field(&self, id: &str) -> bool {
        let Some(slot) = self.fields.slot(id) else { return false };
        let given = self.fields.field(slot).is_some_and(|f| f.origin == FieldOrigin::Given);
        given || self.used.contains(&slot)
    }

    /// Whether a coaching prompt shows scripts: nothing else does.
    fn shows_scripts(&self) -> bool {
        let built_in = coaching::templates(self.words);
        let prompts =
            [(&self.coaching.rep, built_in.rep), (&self.coaching.manager, built_in.manager)];
        prompts.into_iter().any(|(own, built_in)| {
            own.as_ref().map_or(built_in, |own| &*own.written).contains("script")
        })
    }
}

/// Whether some stage or transition asks for a named criterion. Those of a methodology are there for
/// processes to require.
fn is_asked(part: &Part<'_>, id: &str) -> bool {
    let document = &part.rules.document;
    let stages = document.stages.iter();
    let gates = stages.flat_map(|stage| stage.entry.iter().chain(&stage.exit).chain(&stage.stay));
    let guards = document.transitions.iter().flat_map(|transition| &transition.guard);
    let names =
        |def: &CriterionDef| matches!(def.kind(), CriterionKind::Named(name) if &*name.value == id);
    gates.chain(guards).any(names)
}

fn unused(part: &Part<'_>, what: &str, id: &Spanned<Id>) -> Diagnostic {
    let message = format!("the {what} `{}` is declared and never used", id.value);
    let help = match what {
        "script" => "let a coaching template of your own show `scripts`, or remove it",
        "criterion" => "ask for it at a gate with `criterion = \"…\"`, or remove it",
        _ => "use it in a rule, a question or a text, or remove it",
    };
    Diagnostic::new(Code::Unused, message).at(&part.rules.source, id.span, "").help(help)
}
