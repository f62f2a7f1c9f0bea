//! Texts of the rule sets, parsed as templates, their names checked.

use super::Compiler;
use super::part::Part;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::nearest::nearest;
use crate::base::source::Span;
use crate::playbook::coaching::{self, Name};
use crate::playbook::content::Words;
use crate::rules::Text;
use crate::template::{FUNCTIONS, Syntax};

/// The names that every text may use besides the facts and the scores.
const NAMES: [&str; 5] = ["deal.id", "deal.name", "stage.id", "stage.name", "stage.goal"];

/// The names of which the others are parts.
const ROOTS: [&str; 4] = ["deal", "stage", "facts", "score"];

/// Which names a text may use.
#[derive(Debug, Clone, Copy)]
pub(super) enum Allowed {
    /// Those of every text, and these.
    Besides(&'static [Name]),
    /// These and no others.
    Only(&'static [Name]),
}

impl Compiler {
    /// A text that every deal may see; `None` when it has defects, which have been reported.
    pub(super) fn words(&mut self, part: &Part<'_>, text: &Text) -> Option<Words> {
        self.words_with(part, text, Allowed::Besides(&[]), Syntax::Plain)
    }

    /// A text that may use more names, or other ones.
    pub(super) fn words_with(
        &mut self,
        part: &Part<'_>,
        text: &Text,
        allowed: Allowed,
        syntax: Syntax,
    ) -> Option<Words> {
        let source = &part.rules.source;
        let (parsed, names) = match self.templates.add(&text.value, syntax) {
            Ok(parsed) => parsed,
            Err(error) => {
                let place = error.span.map_or(text.span, |span| text.place(source, span));
                let message = format!("this text cannot be read: {}", error.message);
                self.sink.push(
                    Diagnostic::new(Code::TemplateSyntax, message)
                        .at(source, place, "")
                        .help("placeholders look like `{{ facts.amount }}`"),
                );
                return None;
            }
        };
        let unknown: Vec<&String> =
            names.iter().filter(|name| !self.allows(allowed, name)).collect();
        for name in &unknown {
            let diagnostic = self.unknown(part, text, name);
            self.sink.push(diagnostic);
        }
        self.use_facts(&names);
        unknown.is_empty().then(|| Words { text: parsed, written: text.value.clone() })
    }

    fn allows(&self, allowed: Allowed, name: &str) -> bool {
        match allowed {
            Allowed::Besides(more) => self.knows(name) || coaching::knows(more, name),
            Allowed::Only(names) => coaching::knows(names, name) || FUNCTIONS.contains(&name),
        }
    }

    fn knows(&self, name: &str) -> bool {
        let mut parts = name.split('.');
        let root = parts.next().unwrap_or_default();
        match (root, parts.next()) {
            (root, None) => ROOTS.contains(&root) || FUNCTIONS.contains(&root),
            ("facts", Some(field)) => self.fields.slot(field).is_some(),
            ("score", Some(_)) => self.fields.slot(name).is_some(),
            (_, Some(_)) => NAMES.contains(&name),
        }
    }

    fn unknown(&self, part: &Part<'_>, text: &Text, name: &str) -> Diagnostic {
        let source = &part.rules.source;
        let place =
            find_name(&text.value, name).map_or(text.span, |inner| text.place(source, inner));
        let facts: Vec<String> =
            self.fields.iter().map(|(_, field)| format!("facts.{}", field.id)).collect();
        let known = NAMES.into_iter().chain(facts.iter().map(String::as_str));
        let near =
            nearest(name, known.clone()).or_else(|| nearest(&format!("facts.{name}"), known));
        let diagnostic =
            Diagnostic::new(Code::TemplateName, format!("nothing fills the placeholder `{name}`"))
                .at(source, place, "");
        match near {
            Some(near) => diagnostic.did_you_mean(source, place, Some(near)),
            None => diagnostic.help(
                "use `facts.` with the id of a field, `deal.name`, `deal.id`, `stage.name` or `score.`",
            ),
        }
    }

    fn use_facts(&mut self, names: &[String]) {
        for name in names {
            let field = name.strip_prefix("facts.").and_then(|rest| rest.split('.').next());
            self.used.extend(field.and_then(|field| self.fields.slot(field)));
        }
    }
}

/// The first place where a name stands as a whole word.
fn find_name(text: &str, name: &str) -> Option<Span> {
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    text.match_indices(name)
        .find(|(start, found)| {
            let before = text.get(..*start).and_then(|front| front.chars().next_back());
            let after = text.get(start + found.len()..).and_then(|rest| rest.chars().next());
            !before.is_some_and(word) && !after.is_some_and(word)
        })
        .map(|(start, found)| Span::new(start, start + found.len()))
}
