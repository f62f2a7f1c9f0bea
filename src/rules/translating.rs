//! A translation laid into the rule set that it belongs to.

use std::collections::BTreeSet;

use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::id::Id;
use crate::base::source::{Span, Spanned};

use super::document::Document;
use super::field::FieldDef;
use super::header::Header;
use super::keyed::Pairs;
use super::reason::ReasonDef;
use super::rule_set::RuleSet;
use super::scalar::Name;
use super::shape::Shape;
use super::text::Text;
use super::translation::{Translated, Translation};

impl Translation {
    /// The rule set with these texts in the place of its own. What is not translated stays.
    pub(crate) fn of_rule_set(&self, rules: &RuleSet) -> RuleSet {
        let mut translated = rules.clone();
        for text in &self.texts {
            translated.document.place(&text.path, &text.text);
        }
        let name = match translated.header() {
            Some(Header::Process(process)) => process.name.as_ref(),
            Some(Header::Methodology(methodology)) => methodology.name.as_ref(),
            None => None,
        };
        if let Some(name) = name.map(|name| name.value.clone()) {
            translated.name = name;
        }
        translated
    }

    /// What is translated and is not in the rule set, as warnings.
    pub(crate) fn strays(&self, rules: &RuleSet) -> Vec<Diagnostic> {
        let mut document = rules.document.clone();
        let stray = |text: &&Translated| !document.place(&text.path, &text.text);
        self.texts.iter().filter(stray).map(|text| self.stray(rules, text)).collect()
    }

    fn stray(&self, rules: &RuleSet, translated: &Translated) -> Diagnostic {
        let message = format!(
            "`{}` has no text `{}`, so its {} translation is never shown",
            rules.id(),
            translated.written_path(),
            self.lang.value
        );
        Diagnostic::new(Code::StrayTranslation, message)
            .at(&self.source, translated.text.span, "")
            .help("correct the name, or remove it")
    }

    /// Where each text of the rule set stands in the rule set, and its translation here: defects
    /// that the compiler finds at the first belong to the second.
    pub(crate) fn places(&self, rules: &RuleSet) -> Vec<(Span, Span)> {
        let mut found = Vec::new();
        rules.document.texts(&mut Vec::new(), &mut found);
        let found: Vec<(Vec<String>, &Text)> =
            found.into_iter().map(|(path, text)| (translation_path(path), text)).collect();
        let place = |translated: &Translated| {
            let wanted = translated.written_path();
            let (_, text) = found.iter().find(|(path, _)| path.join(".") == wanted)?;
            Some((text.span, translated.text.span))
        };
        self.texts.iter().filter_map(place).collect()
    }
}

impl Translated {
    /// The path with dots, as it stands in the headers of the file.
    fn written_path(&self) -> String {
        self.path.iter().map(|name| &*name.value).collect::<Vec<_>>().join(".")
    }
}

/// The path to a text in a translation. Transitions have no id, so their guards stand for
/// themselves.
fn translation_path(path: Vec<String>) -> Vec<String> {
    match path.first().map(String::as_str) {
        Some("transition") => path.into_iter().skip(2).collect(),
        _ => path,
    }
}

impl Document {
    /// Puts a translated text in its place; `false` when there is none.
    fn place(&mut self, path: &[Name], text: &Text) -> bool {
        let steps: Vec<&str> = path.iter().map(|name| &*name.value).collect();
        match steps.as_slice() {
            ["guard", id, ..] => self.place_in_guard(id, path.get(2..).unwrap_or_default(), text),
            ["reason", id, "name"] => self.name_reason(id, path.get(1), text),
            ["field", id, "names", value] => {
                let field = self.field(id);
                field.is_some_and(|field| call(&field.values, &mut field.names, value, text))
            }
            ["model", id, "names", state] => {
                let model = self.models.0.iter_mut().find(|(known, _)| known.value == **id);
                model.is_some_and(|(_, model)| call(&model.states, &mut model.names, state, text))
            }
            ["field", id, "fields", part, "names", value] => {
                let mut parts = self.field(id).into_iter().flat_map(|field| &mut field.fields.0);
                let part = parts.find(|(id, _)| id.value == **part);
                part.is_some_and(|(_, part)| call(&part.values, &mut part.names, value, text))
            }
            _ => self.translate(path, text),
        }
    }

    fn field(&mut self, id: &str) -> Option<&mut FieldDef> {
        self.fields.0.iter_mut().find(|(known, _)| known.value == *id).map(|(_, field)| field)
    }

    fn place_in_guard(&mut self, id: &str, rest: &[Name], text: &Text) -> bool {
        let guards = self.transitions.iter_mut().flat_map(|transition| &mut transition.guard);
        guards.filter(|guard| Shape::id(&**guard) == Some(id)).fold(false, |placed, guard| {
            let here = guard.translate(rest, text);
            placed || here
        })
    }

    /// A reason that some transition asks for needs no name in the rule set to have one in another
    /// language.
    fn name_reason(&mut self, id: &str, name: Option<&Name>, text: &Text) -> bool {
        if let Some((_, reason)) = self.reasons.0.iter_mut().find(|(known, _)| known.value == *id) {
            reason.name.value.clone_from(&text.value);
            return true;
        }
        let asked = self.reasons_asked().any(|asked| asked == id);
        let read = Id::new(id).filter(|_| asked);
        if let Some((id, name)) = read.zip(name) {
            let reason = ReasonDef { at: name.span, name: text.clone() };
            self.reasons.0.push((Spanned::new(id, name.span), reason));
            return true;
        }
        false
    }

    fn reasons_asked(&self) -> impl Iterator<Item = &str> {
        let reasons = self.transitions.iter().flat_map(|transition| &transition.reasons);
        reasons.map(|reason| &*reason.value)
    }

    /// The ways to every text that people read, by the steps of a translation.
    pub(crate) fn translatable(&self) -> Vec<Vec<String>> {
        let mut texts = Vec::new();
        self.texts(&mut Vec::new(), &mut texts);
        let mut paths: Vec<Vec<String>> =
            texts.into_iter().map(|(path, _)| translation_path(path)).collect();
        for (id, field) in self.fields.iter() {
            paths.extend(names(&["field", id.value.as_str()], &field.values));
            for (part, field) in field.fields.iter() {
                let of = ["field", id.value.as_str(), "fields", part.value.as_str()];
                paths.extend(names(&of, &field.values));
            }
        }
        for (id, model) in self.models.iter() {
            paths.extend(names(&["model", id.value.as_str()], &model.states));
        }
        paths.extend(self.reasons_asked().map(|reason| owned(&["reason", reason, "name"])));
        let mut seen = BTreeSet::new();
        paths.retain(|path| seen.insert(path.clone()));
        paths
    }
}

/// Where the names of a field's values stand.
fn names(field: &[&str], values: &[Name]) -> Vec<Vec<String>> {
    let value = |value: &Name| owned(&[field, &["names", &*value.value]].concat());
    values.iter().map(value).collect()
}

fn owned(path: &[&str]) -> Vec<String> {
    path.iter().map(|&step| step.to_owned()).collect()
}

/// Names a value of a choice, if it is one.
fn call(values: &[Name], names: &mut Pairs<Text>, value: &str, text: &Text) -> bool {
    let Some(known) = values.iter().find(|known| &*known.value == value) else { return false };
    match names.0.iter_mut().find(|(name, _)| name.value == known.value) {
        Some((_, name)) => name.value.clone_from(&text.value),
        None => names.0.push((known.clone(), text.clone())),
    }
    true
}
