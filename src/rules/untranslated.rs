//! DG0705: texts of a rule set that a translation leaves out.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Span;

use super::rule_set::RuleSet;
use super::translation::Translation;

/// Most names that a message lists.
const LISTED: usize = 12;

/// The way to a text, such as `stage`, `opening`, `goal`.
type Path = Vec<String>;

impl Translation {
    /// What the rule set says and this translation does not: one remark for each definition that is
    /// translated in part, and one for each section of those that are left out whole.
    pub(crate) fn gaps(&self, rules: &RuleSet) -> Vec<Diagnostic> {
        let done: BTreeSet<Path> = self.texts.iter().map(|text| path_of(&text.path)).collect();
        let begun: BTreeMap<Path, Span> = self.begun();
        let mut parts: Vec<(Path, Vec<String>)> = Vec::new();
        let mut whole: Vec<(String, Vec<String>)> = Vec::new();
        for path in rules.document.translatable().into_iter().filter(|path| !done.contains(path)) {
            let (definition, rest) = split(&path);
            if begun.contains_key(&definition) {
                add(&mut parts, definition, rest.join("."));
            } else if let Some((section, id)) = definition.split_first() {
                let name = id.first().cloned().unwrap_or_else(|| rest.join("."));
                add(&mut whole, section.clone(), name);
            }
        }
        let parts = parts.iter().map(|(definition, missing)| {
            let span = begun.get(definition).copied().unwrap_or(self.of.span);
            self.gap(span, &format!("`{}` has texts", definition.join(".")), missing)
        });
        let whole = whole.iter().map(|(section, missing)| {
            self.gap(self.of.span, &format!("`{}` has `{section}`", rules.id()), missing)
        });
        parts.chain(whole).collect()
    }

    /// The definitions of which something is translated, and where.
    fn begun(&self) -> BTreeMap<Path, Span> {
        let mut begun = BTreeMap::new();
        for text in &self.texts {
            let path = path_of(&text.path);
            let (definition, _) = split(&path);
            let place = text.path.get(definition.len().saturating_sub(1));
            begun.entry(definition).or_insert(place.map_or(self.of.span, |name| name.span));
        }
        begun
    }

    fn gap(&self, span: Span, what: &str, missing: &[String]) -> Diagnostic {
        let names: Vec<String> =
            missing.iter().take(LISTED).map(|name| format!("`{name}`")).collect();
        let more = match missing.len().saturating_sub(LISTED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let message =
            format!("{what} without a {} translation: {}{more}", self.lang.value, names.join(", "));
        Diagnostic::new(Code::Untranslated, message)
            .at(&self.source, span, "")
            .help("translate them: until then they are shown as the rule set has them")
    }
}

fn path_of(names: &[super::scalar::Name]) -> Path {
    names.iter().map(|name| name.value.to_string()).collect()
}

/// Adds to the group with this key, in the order in which groups begin; each value once.
fn add<K: PartialEq>(groups: &mut Vec<(K, Vec<String>)>, key: K, value: String) {
    match groups.iter_mut().find(|(known, _)| *known == key) {
        Some((_, values)) if values.contains(&value) => {}
        Some((_, values)) => values.push(value),
        None => groups.push((key, vec![value])),
    }
}

/// The definition that a text belongs to, and the way from there: definitions with an id are tables
/// of their own, all else belongs to its section.
fn split(path: &[String]) -> (Path, &[String]) {
    let (definition, rest) = if path.len() > 2 && !is_list(path) {
        path.split_at(2)
    } else {
        path.split_at(path.len().min(1))
    };
    (definition.to_vec(), rest)
}

/// Whether a text is an element of a list of texts right under its section.
fn is_list(path: &[String]) -> bool {
    path.len() == 3 && path.last().is_some_and(|place| place.parse::<usize>().is_ok())
}
