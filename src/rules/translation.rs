//! Translations: the texts of a rule set in another language, found by id.

use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::nearest::nearest;
use crate::base::source::{Source, Span, Spanned};

use super::criterion::CriterionDef;
use super::document::{Document, Format};
use super::form::{Form, SectionForm};
use super::guard;
use super::reader::{Item, Reader, quoted, shown};
use super::scalar::Name;
use super::section::section;
use super::shape::Shape;
use super::syntax::syntax;
use super::text::{Text, inside};

section! {
    /// The header of a translation.
    TranslationDef {
        /// The id of the rule set whose texts these are.
        required of: Name = r#""spin""#;
        /// Their language, as a BCP 47 tag.
        required lang: Name = r#""zh-Hans""#;
    }
    check TranslationDef::check;
}

/// The texts of a rule set in another language.
#[derive(Debug, Clone)]
pub(crate) struct Translation {
    pub(crate) source: Source,
    /// The id of the rule set.
    pub(crate) of: Name,
    /// The language, as a BCP 47 tag.
    pub(crate) lang: Name,
    /// The texts, in the order of the file.
    pub(crate) texts: Vec<Translated>,
}

/// One text in another language.
#[derive(Debug, Clone)]
pub(crate) struct Translated {
    /// Where it belongs, such as `stage`, `investigating`, `name`; an element of a list of texts
    /// ends in its index.
    pub(crate) path: Vec<Name>,
    /// The text.
    pub(crate) text: Text,
}

impl TranslationDef {
    fn check(self, reader: &mut Reader<'_>) -> Option<Self> {
        let lang = &self.lang;
        let parts = lang.value.split('-');
        let sound = parts.clone().all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        });
        if !sound {
            let problem = format!("`{}` is not a language tag", shown(&lang.value));
            let help = "write a BCP 47 tag such as `de`, `pt-BR` or `zh-Hans`";
            reader.report(Code::WrongValue, lang.span, problem, help);
        }
        Some(self)
    }
}

impl Translation {
    /// Reads a translation, and gives all defects of its form at once. `None` when it is none.
    pub(crate) fn parse(source: Source) -> (Option<Self>, Vec<Diagnostic>) {
        let (read, diagnostics) = read(&source);
        let translation =
            read.map(|(TranslationDef { of, lang, .. }, texts)| Self { source, of, lang, texts });
        (translation, diagnostics)
    }
}

/// The line that makes a text a translation.
const HEADER: &str = "[translation]";

impl Translation {
    /// Whether a text is a translation rather than a rule set.
    pub(crate) fn is_one(source: &Source) -> bool {
        let text = source.text();
        text.contains(HEADER) && text.lines().any(|line| line.trim_end() == HEADER)
    }
}

fn read(source: &Source) -> (Option<(TranslationDef, Vec<Translated>)>, Vec<Diagnostic>) {
    if let Some(refusal) = guard::refuse(source) {
        return (None, vec![refusal]);
    }
    let mut reader = Reader::new(source);
    let value = syntax(&mut reader);
    let read = value.as_table().and_then(|table| translation(&mut reader, table));
    (read, reader.sink.finish())
}

fn translation(
    reader: &mut Reader<'_>,
    table: &DeTable<'_>,
) -> Option<(TranslationDef, Vec<Translated>)> {
    let mut walk = Walk { reader, path: Vec::new(), texts: Vec::new() };
    let mut header = None;
    for (key, value) in table {
        let item = Item::entry(key, value);
        match item.key {
            "dealgraph" => drop(Format::read(walk.reader, item)),
            "translation" => header = TranslationDef::read(walk.reader, item),
            "guard" => {
                let guards = Form::Keyed(Box::new(CriterionDef::form()));
                walk.below(item, |walk| walk.value(&guards, item));
            }
            _ => walk.key(&const { Document::FORM }, item),
        }
    }
    if !table.contains_key("translation") && !walk.reader.partial {
        let help = "add `[translation]` with `of` and `lang`";
        let problem = "this file has no `[translation]`";
        walk.reader.report(Code::Header, Span::new(0, 0), problem, help);
    }
    if !table.contains_key("dealgraph") {
        super::parse::missing_format(walk.reader);
    }
    Some((header?, walk.texts))
}

/// A walk through the tables of a translation, along the sections of a rule set.
struct Walk<'r, 's> {
    reader: &'r mut Reader<'s>,
    path: Vec<Name>,
    texts: Vec<Translated>,
}

impl Walk<'_, '_> {
    fn key(&mut self, section: &'static SectionForm, item: Item<'_>) {
        let form = section.keys.iter().find(|key| key.name == item.key).map(|key| (key.form)());
        match form.as_ref().filter(|form| holds_text(form)) {
            Some(form) => self.below(item, |walk| walk.value(form, item)),
            None => self.not_a_text(section, item),
        }
    }

    fn below(&mut self, item: Item<'_>, read: impl FnOnce(&mut Self)) {
        let span = inside(self.reader.source, item.key_span);
        self.path.push(Spanned::new(item.key.into(), span));
        read(self);
        self.path.pop();
    }

    fn value(&mut self, form: &Form, item: Item<'_>) {
        match form {
            Form::Text => {
                let text = Text::read(self.reader, item);
                self.texts.extend(text.map(|text| Translated { path: self.path.clone(), text }));
            }
            Form::List(inner) if matches!(**inner, Form::Text) => self.list(item),
            Form::Section(section) => {
                self.entries(item, |walk, entry| walk.key(section, entry));
            }
            Form::List(inner) | Form::Keyed(inner) | Form::Pairs(inner) => {
                self.entries(item, |walk, entry| {
                    walk.below(entry, |walk| walk.value(inner, entry));
                });
            }
            _ => {}
        }
    }

    fn entries(&mut self, item: Item<'_>, mut read: impl FnMut(&mut Self, Item<'_>)) {
        let DeValue::Table(entries) = item.value else {
            let key = item.key;
            self.reader.expected::<()>(
                item,
                "a table",
                &format!("`[{key}.ID]` and its texts below it"),
            );
            return;
        };
        for (key, value) in entries {
            read(self, Item::entry(key, value));
        }
    }

    fn list(&mut self, item: Item<'_>) {
        let texts = Vec::<Text>::read(self.reader, item).unwrap_or_default();
        for (index, text) in texts.into_iter().enumerate() {
            let mut path = self.path.clone();
            path.push(Spanned::new(Arc::from(index.to_string()), text.span));
            self.texts.push(Translated { path, text });
        }
    }

    fn not_a_text(&mut self, section: &'static SectionForm, item: Item<'_>) {
        let keys = section.keys.iter().filter(|key| holds_text(&(key.form)()));
        let names: Vec<&str> = keys.map(|key| key.name).collect();
        let span = inside(self.reader.source, item.key_span);
        let problem = if section.names().any(|known| known == item.key) {
            format!("`{}` is not a text, so it is not translated", item.key)
        } else {
            format!("unknown key `{}`", shown(item.key))
        };
        let diagnostic =
            Diagnostic::new(Code::UnknownKey, problem).at(self.reader.source, span, "");
        self.reader.sink.push(match nearest(item.key, names.iter().copied()) {
            Some(near) => diagnostic.did_you_mean(self.reader.source, span, Some(near)),
            None => diagnostic.help(format!("remove it, or write one of {}", quoted(&names))),
        });
    }
}

/// Whether a value is a text or has texts in it that an id leads to.
pub(crate) fn holds_text(form: &Form) -> bool {
    match form {
        Form::Text => true,
        Form::Section(section) => section.keys.iter().any(|key| holds_text(&(key.form)())),
        Form::Keyed(inner) | Form::Pairs(inner) => holds_text(inner),
        Form::List(inner) => match &**inner {
            Form::Section(section) => section.names().any(|key| key == "id") && holds_text(inner),
            inner => holds_text(inner),
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Translation>, Vec<String>) {
        let (translation, found) = Translation::parse(Source::new("t.toml", text));
        (translation, found.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn every_kind_of_text_is_found_by_its_path() {
        let (translation, found) = read(
            r#"dealgraph = 1
[translation]
of = "spin"
lang = "zh-Hans"
[methodology]
name = "旋转销售"
principles = ["一", "二"]
[field.needs.fields.kind]
label = "种类"
[stage.investigating]
name = "调查"
[stage.investigating.exit.explicit_need_voiced]
otherwise = "客户还没有说"
[strategy]
prospecting = "找客户"
[scorecard.needs.item.explicit]
otherwise = "没有"
[coach.rep]
template = "说"
"#,
        );
        assert!(found.is_empty(), "{found:?}");
        let texts = translation.unwrap().texts;
        let paths: Vec<String> = texts
            .iter()
            .map(|text| text.path.iter().map(|part| &*part.value).collect::<Vec<_>>().join("."))
            .collect();
        assert_eq!(
            paths,
            [
                "methodology.name",
                "methodology.principles.0",
                "methodology.principles.1",
                "field.needs.fields.kind.label",
                "stage.investigating.name",
                "stage.investigating.exit.explicit_need_voiced.otherwise",
                "strategy.prospecting",
                "scorecard.needs.item.explicit.otherwise",
                "coach.rep.template",
            ]
        );
        assert_eq!(&*texts[4].text.value, "调查");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let (translation, found) = read(
            "[translation]\nof = \"spin\"\nlang = \"german!\"\n[stage.a]\nprobability = 1\nnmae = \"A\"\n\
             [[stage.b.exit]]\notherwise = \"x\"\n[transition]\nx = 1\n",
        );
        assert!(translation.is_some());
        assert_eq!(
            found,
            [
                "t.toml:1:1: error[DG0002]: the version of the format is missing",
                "t.toml:3:9: error[DG0103]: `german!` is not a language tag",
                "t.toml:5:1: error[DG0101]: `probability` is not a text, so it is not translated",
                "t.toml:6:1: error[DG0101]: unknown key `nmae`",
                "t.toml:7:1: error[DG0103]: `exit`: expected a table, found a list",
                "t.toml:9:2: error[DG0101]: `transition` is not a text, so it is not translated",
            ]
        );
    }

    #[test]
    fn without_a_header_there_is_no_translation() {
        let (translation, found) = read("dealgraph = 1\n[stage.a]\nname = \"A\"\n");
        assert!(translation.is_none());
        assert_eq!(found, ["t.toml:1:1: error[DG0104]: this file has no `[translation]`"]);
    }
}
