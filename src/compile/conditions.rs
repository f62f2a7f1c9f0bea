//! Conditions of the rule sets, compiled against the fields.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Compiler;
use super::part::Part;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Span;
use crate::deal::field::FieldOrigin;
use crate::deal::table::FieldTable;
use crate::expr::sentence::Phrases;
use crate::expr::{Condition, Declaration, Names, Problem, ProblemKind, Slot};
use crate::rules::ConditionText;

/// The names that the conditions of one part may use.
struct Scope<'a> {
    fields: &'a FieldTable,
    own_scores: &'a BTreeMap<Arc<str>, Slot>,
    /// What `stage` means here, where it is not the stage of the process.
    own_stage: Option<Slot>,
    /// Whether scores may be read: not by the items that make them.
    scores: bool,
}

impl Names for Scope<'_> {
    fn find(&self, dotted: &str) -> Option<(Slot, &Declaration)> {
        let own = dotted.strip_prefix("score.").and_then(|id| self.own_scores.get(id)).copied();
        let stage = self.own_stage.filter(|_| dotted == "stage");
        let slot = own.or(stage).or_else(|| self.fields.slot(dotted))?;
        let is_score = self.fields.field(slot)?.origin == FieldOrigin::Score;
        if is_score && !self.scores {
            return None;
        }
        Some((slot, self.fields.declaration(slot)?))
    }

    fn known(&self) -> Vec<&str> {
        self.fields
            .iter()
            .filter(|(_, field)| self.scores || field.origin != FieldOrigin::Score)
            .map(|(_, field)| &*field.id)
            .collect()
    }
}

impl Compiler {
    /// Compiles a condition; `None` when it has defects, which have been reported.
    pub(super) fn condition(&mut self, part: &Part<'_>, text: &ConditionText) -> Option<Condition> {
        self.condition_in(part, text, true)
    }

    /// Compiles the condition of a scorecard's item, which may not read scores.
    pub(super) fn item_condition(
        &mut self,
        part: &Part<'_>,
        text: &ConditionText,
    ) -> Option<Condition> {
        self.condition_in(part, text, false)
    }

    fn condition_in(
        &mut self,
        part: &Part<'_>,
        text: &ConditionText,
        scores: bool,
    ) -> Option<Condition> {
        let scope = Scope {
            fields: &self.fields,
            own_scores: &part.scores,
            own_stage: part.stage_slot,
            scores,
        };
        match Condition::compile(&text.value, &scope) {
            Ok(condition) => {
                self.used.extend(condition.reads());
                self.use_roles(&condition);
                Some(condition)
            }
            Err(problems) => {
                for problem in problems {
                    if !excused(part, text, &problem) && !self.follows(text, &problem) {
                        self.sink.push(told(part, text, problem));
                    }
                }
                None
            }
        }
    }

    /// Whether a problem only repeats that a field is declared with several types.
    fn follows(&self, text: &ConditionText, problem: &Problem) -> bool {
        let is_of_types = matches!(problem.kind, ProblemKind::Type | ProblemKind::OutsideValues);
        let in_a_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let mut names = text.value.split(|c| !in_a_name(c));
        is_of_types && names.any(|name| self.clashing.contains(name))
    }

    /// Whether a field is set.
    pub(super) fn has(&mut self, slot: Slot, field: &str) -> Option<Condition> {
        self.used.insert(slot);
        Condition::compile(&format!("has({field})"), &self.fields).ok()
    }

    /// A condition in plain words.
    pub(super) fn sentence(&self, condition: &Condition) -> Arc<str> {
        condition.sentence(Phrases::of(self.words), &()).into()
    }

    /// Every text in a condition may be the id of a role.
    fn use_roles(&mut self, condition: &Condition) {
        self.used_roles.extend(condition.texts().cloned());
    }
}

/// Whether a problem only repeats that a definition could not be read.
fn excused(part: &Part<'_>, text: &ConditionText, problem: &Problem) -> bool {
    let named = text.value.get(problem.span.start..problem.span.end);
    problem.kind == ProblemKind::Name && named.is_some_and(|n| part.rules.has_unread(n))
}

pub(super) fn told(part: &Part<'_>, text: &ConditionText, problem: Problem) -> Diagnostic {
    let source = &part.rules.source;
    let place = |inner: Span| text.place(source, inner);
    let code = match problem.kind {
        ProblemKind::Syntax => Code::ConditionSyntax,
        ProblemKind::Name => Code::UnknownName,
        ProblemKind::Type => Code::ConditionType,
        ProblemKind::OutsideValues => Code::OutsideValues,
        ProblemKind::Pattern => Code::BadPattern,
    };
    let mut diagnostic = Diagnostic::new(code, problem.message).at(source, place(problem.span), "");
    if let Some(help) = problem.help {
        diagnostic = diagnostic.help(help);
    }
    if let Some(fix) = problem.fix {
        diagnostic = diagnostic.fix(source, place(fix.span), fix.replacement);
    }
    diagnostic
}
