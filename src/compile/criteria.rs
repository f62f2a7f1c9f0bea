//! Criteria: of stages, of transitions, with a name, and those that overlays require.

use std::sync::Arc;

use super::Compiler;
use super::part::Part;
use super::written::Written;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::language::{Language, sentences};
use crate::base::nearest::nearest;
use crate::deal::evidence::Evidence;
use crate::deal::table::FieldTable;
use crate::expr::Condition;
use crate::playbook::content::Words;
use crate::playbook::criterion::{Criterion, CriterionIx, Strictness};
use crate::playbook::graph::StageIx;
use crate::rules::{self, ConditionText, CriterionDef, CriterionKind, Name, Terms};
use crate::template::Text;

impl Compiler {
    /// Compiles the criteria of a part and hangs them on its stages and transitions.
    pub(super) fn gather_criteria(&mut self, part: &mut Part<'_>) {
        for (id, def) in part.rules.document.criteria.iter() {
            let compiled = self.condition(part, &def.when);
            let made = compiled
                .and_then(|condition| self.add(part, id.value.as_str(), condition, def.terms()));
            self.note_written(made, part, &def.when);
            part.named.extend(made.map(|ix| (Arc::from(id.value.as_str()), ix)));
        }
        for (position, def) in part.rules.document.stages.iter().enumerate() {
            let entry = self.criteria_of(part, &def.entry);
            let exit = self.criteria_of(part, &def.exit);
            let stay = self.criteria_of(part, &def.stay);
            if let Some(stage) = part.graph.stage_mut(position) {
                (stage.entry, stage.exit, stage.stay) = (entry, exit, stay);
            }
        }
        for (order, def) in part.rules.document.transitions.iter().enumerate() {
            let guards = self.criteria_of(part, &def.guard);
            part.graph.set_guards(order, &guards);
        }
    }

    fn criteria_of(&mut self, part: &Part<'_>, defs: &[CriterionDef]) -> Vec<CriterionIx> {
        defs.iter().flat_map(|def| self.criterion(part, def)).collect()
    }

    fn criterion(&mut self, part: &Part<'_>, def: &CriterionDef) -> Vec<CriterionIx> {
        match def.kind() {
            CriterionKind::Inline { id, when } => {
                let condition = self.condition(part, when);
                let made = id.zip(condition).and_then(|(id, condition)| {
                    self.add(part, id.value.as_str(), condition, def.terms())
                });
                self.note_written(made, part, when);
                made.into_iter().collect()
            }
            CriterionKind::Named(name) => self.named(part, name).into_iter().collect(),
            CriterionKind::Requires(fields) => {
                fields.iter().filter_map(|field| self.required(part, field, def)).collect()
            }
        }
    }

    pub(super) fn named(&mut self, part: &Part<'_>, name: &Name) -> Option<CriterionIx> {
        if let Some(ix) = part.named.get(&name.value) {
            return Some(*ix);
        }
        let defined = &part.rules.document.criteria;
        if defined.get(&name.value).is_none() {
            let known = defined.iter().map(|(id, _)| id.value.as_str());
            self.unknown_name(part, "criterion", name, known);
        }
        None
    }

    /// One criterion that a field is set.
    fn required(
        &mut self,
        part: &Part<'_>,
        name: &Name,
        def: &CriterionDef,
    ) -> Option<CriterionIx> {
        let slot = self.field(part, name)?;
        let condition = self.has(slot, &name.value)?;
        let id = format!("has_{}", name.value);
        let plain = def.terms().is_plain();
        if let Some(ix) = self.shared.get(&part.qualified(&id)).filter(|_| plain) {
            return Some(*ix);
        }
        let ix = self.add(part, &id, condition, def.terms())?;
        let source = part.rules.source.clone();
        self.written.insert(ix, Written { source, span: name.span, text: None });
        if def.otherwise.is_none() {
            let ready = unset(self.words, &self.fields, &name.value);
            if let Some(criterion) = self.criteria.get_mut(ix.0) {
                criterion.otherwise = Some(ready);
            }
        }
        if plain {
            self.shared.insert(part.qualified(&id), ix);
        }
        Some(ix)
    }

    fn note_written(&mut self, made: Option<CriterionIx>, part: &Part<'_>, when: &ConditionText) {
        if let Some(ix) = made {
            self.written.insert(ix, Written::new(&part.rules.source, when));
        }
    }

    fn add(
        &mut self,
        part: &Part<'_>,
        id: &str,
        condition: Condition,
        terms: Terms<'_>,
    ) -> Option<CriterionIx> {
        let otherwise = match terms.otherwise {
            Some(text) => Some(self.words(part, text)?),
            None => None,
        };
        self.used_roles.extend(terms.owner.iter().map(|role| role.value.clone()));
        self.used_roles.extend(terms.overrides.iter().map(|role| role.value.clone()));
        let sentence = self.sentence(&condition);
        self.criteria.push(Criterion {
            id: part.qualified(id),
            condition,
            sentence,
            evidence: terms.evidence.map(|grade| evidence(&grade.value)),
            fresh: terms.fresh.map(|fresh| fresh.value),
            owner: terms.owner.map(|owner| owner.value.clone()),
            strictness: match terms.severity.map(|severity| severity.value) {
                Some(rules::Strictness::Warn) => Strictness::Warn,
                Some(rules::Strictness::Block) | None => Strictness::Block,
            },
            otherwise,
            overridable_by: terms.overrides.iter().map(|role| role.value.clone()).collect(),
        });
        Some(CriterionIx(self.criteria.len() - 1))
    }

    /// Makes the criteria that an overlay requires exit criteria of the process's stages.
    pub(super) fn require_criteria(&mut self, parts: &mut [Part<'_>]) {
        let Some((own, laid)) = parts.split_first_mut() else { return };
        for part in laid {
            let Some(overlay) = part.overlay else { continue };
            for (stage, criteria) in overlay.require.iter() {
                let place = self.stage(own, stage);
                let found: Vec<CriterionIx> =
                    criteria.iter().filter_map(|name| self.required_by(own, part, name)).collect();
                let stage = place.map(StageIx::position);
                if let Some(stage) = stage.and_then(|place| own.graph.stage_mut(place)) {
                    stage.exit.extend(found);
                }
            }
        }
    }

    /// A criterion of a methodology, named by the process.
    fn required_by(&mut self, own: &Part<'_>, part: &Part<'_>, name: &Name) -> Option<CriterionIx> {
        if let Some(ix) = part.named.get(&name.value) {
            return Some(*ix);
        }
        let qualified = part.qualified(&name.value);
        let inline = self.criteria.iter().position(|criterion| criterion.id == qualified);
        if inline.is_none() && !part.rules.has_unread(&name.value) {
            let front = format!("{}.", part.rules.id());
            let known = self.criteria.iter().filter_map(|c| c.id.strip_prefix(&front));
            let near = nearest(&name.value, known);
            let message = format!("{} has no criterion `{}`", part.rules.id(), name.value);
            let source = &own.rules.source;
            let diagnostic = Diagnostic::new(Code::UnknownName, message)
                .at(source, name.span, "")
                .did_you_mean(source, name.span, near);
            self.sink.push(diagnostic);
        }
        inline.map(CriterionIx)
    }
}

sentences! {
    /// What a required field's criterion says when it is not met.
    is_not_set(label) { English: "{label} is not set", SimplifiedChinese: "“{label}”尚未填写" }
}

fn unset(language: Language, fields: &FieldTable, id: &str) -> Words {
    let label = fields.slot(id).and_then(|slot| fields.field(slot)).map_or(id, |f| &f.label);
    let text: Arc<str> = is_not_set(language, label).into();
    Words { text: Text::Plain(text.clone()), written: text }
}

fn evidence(grade: &rules::Grade) -> Evidence {
    match grade {
        rules::Grade::Assumed => Evidence::Assumed,
        rules::Grade::Recorded => Evidence::Recorded,
        rules::Grade::Stated => Evidence::Stated,
        rules::Grade::Confirmed => Evidence::Confirmed,
        rules::Grade::Acted => Evidence::Acted,
    }
}

impl Terms<'_> {
    /// Whether nothing goes with the criterion besides its condition.
    fn is_plain(&self) -> bool {
        self.evidence.is_none()
            && self.fresh.is_none()
            && self.owner.is_none()
            && self.severity.is_none()
            && self.otherwise.is_none()
            && self.overrides.is_empty()
    }
}
