//! Reading values and tables, and saying what is wrong with them.

use std::sync::Arc;

use toml::Spanned as TomlSpanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::nearest::nearest;
use crate::base::sink::Sink;
use crate::base::source::{Source, Span};

use super::form::{Form, KeyForm, SectionForm};
use super::rule_set::Unread;
use super::text::inside;

/// A value on its way in: what it is called, what it is, where it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Item<'a> {
    /// Its key; for an element of a list, the key of the list.
    pub(crate) key: &'a str,
    /// Where the key stands.
    pub(crate) key_span: Span,
    /// The value.
    pub(crate) value: &'a DeValue<'a>,
    /// Where the value stands; for a table, its header.
    pub(crate) span: Span,
}

impl<'a> Item<'a> {
    /// An entry of a table.
    pub(crate) fn entry(
        key: &'a TomlSpanned<DeString<'a>>,
        value: &'a TomlSpanned<DeValue<'a>>,
    ) -> Self {
        let (key_span, span) = (key.span().into(), value.span().into());
        Self { key: key.get_ref(), key_span, value: value.get_ref(), span }
    }

    /// An element of this list.
    pub(crate) fn element<'b>(self, element: &'b TomlSpanned<DeValue<'b>>) -> Item<'b>
    where
        'a: 'b,
    {
        let span = element.span().into();
        Item { key: self.key, key_span: self.key_span, value: element.get_ref(), span }
    }
}

/// Gathers what is wrong while a document is read.
#[derive(Debug)]
pub(crate) struct Reader<'s> {
    pub(crate) source: &'s Source,
    pub(crate) sink: Sink,
    pub(crate) unread: Vec<Unread>,
    /// Whether a syntax error may have swallowed keys: nothing is reported as missing then.
    pub(crate) partial: bool,
    /// Whether the table that was just read is whole and without a defect, so that something that
    /// it lacks is a defect of its own.
    pub(crate) clean: bool,
}

impl<'s> Reader<'s> {
    pub(crate) fn new(source: &'s Source) -> Self {
        Self { source, sink: Sink::default(), unread: Vec::new(), partial: false, clean: true }
    }

    /// Reports a defect of a value: `problem` says what it is, `help` how to mend it.
    pub(crate) fn report(
        &mut self,
        code: Code,
        span: Span,
        problem: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.sink.push(Diagnostic::new(code, problem).at(self.source, span, "").help(help));
    }

    /// Reports that a value has the wrong type.
    pub(crate) fn expected<T>(
        &mut self,
        item: Item<'_>,
        expected: &str,
        example: &str,
    ) -> Option<T> {
        let problem = format!("`{}`: expected {expected}, found {}", item.key, found(item.value));
        self.report(Code::WrongValue, item.span, problem, format!("write {example}"));
        None
    }

    /// The same for a value that is right but for the quotes around it.
    pub(crate) fn unquoted<T>(
        &mut self,
        item: Item<'_>,
        expected: &str,
        is_sound: fn(&str) -> bool,
    ) -> Option<T> {
        let DeValue::String(written) = item.value else {
            return self.expected(item, expected, &format!("{expected}, without quotes"));
        };
        let problem = format!("`{}`: expected {expected}, found text", item.key);
        let diagnostic = Diagnostic::new(Code::WrongValue, problem).at(self.source, item.span, "");
        self.sink.push(if is_sound(written) {
            let help = format!("remove the quotes: `{} = {}`", item.key, shown(written));
            diagnostic.help(help).fix(self.source, item.span, &**written)
        } else {
            diagnostic.help(format!("write {expected}, without quotes"))
        });
        None
    }

    /// Reports that a word is none of the allowed ones.
    pub(crate) fn not_allowed<T>(
        &mut self,
        item: Item<'_>,
        word: &str,
        allowed: &[&str],
    ) -> Option<T> {
        let span = inside(self.source, item.span);
        let problem = format!("`{}`: `{}` is not allowed here", item.key, shown(word));
        let diagnostic = Diagnostic::new(Code::WrongValue, problem).at(self.source, span, "");
        self.sink.push(match nearest(word, allowed.iter().copied()) {
            Some(near) => diagnostic.did_you_mean(self.source, span, Some(near)),
            None => diagnostic.help(format!("write one of {}", quoted(allowed))),
        });
        None
    }

    pub(crate) fn empty_list<T>(&mut self, item: Item<'_>) -> Option<T> {
        let problem = format!("`{}` is an empty list", item.key);
        let help = "name at least one, or leave the key out";
        self.report(Code::WrongValue, item.span, problem, help);
        None
    }

    /// Reports that a list was needed; a lone value becomes a list by brackets.
    pub(crate) fn not_a_list<T>(&mut self, item: Item<'_>, element: &Form) -> Option<T> {
        let key = item.key;
        let problem = format!("`{key}`: expected a list, found {}", found(item.value));
        let diagnostic = Diagnostic::new(Code::WrongValue, problem).at(self.source, item.span, "");
        self.sink.push(match (element, item.value) {
            (Form::Section(_), _) => diagnostic.help(format!(
                "write `[[{key}]]`, with two brackets, above each one, and its id as a key `id`"
            )),
            (_, DeValue::Table(_)) => diagnostic.help(format!("write `{key} = [...]`")),
            _ => {
                let list = format!("[{}]", self.source.slice(item.span));
                let help = format!("put it in brackets: `{key} = {}`", shown(&list));
                diagnostic.help(help).fix(self.source, item.span, list)
            }
        });
        None
    }

    /// Notes that a definition in a list could not be read.
    pub(crate) fn drop_element(&mut self, element: Item<'_>) {
        if let DeValue::Table(table) = element.value {
            let id = table.get("id").and_then(|id| id.get_ref().as_str());
            self.drop_named(element.key, id, element.span);
        }
    }

    /// Notes that a definition is not in the model under the name that it has in the text.
    pub(crate) fn drop_named(&mut self, section: &str, name: Option<&str>, at: Span) {
        self.unread.push(Unread { section: section.into(), name: name.map(Arc::from), at });
    }

    /// Opens a table for reading, if it is one.
    pub(crate) fn table<'a>(
        &mut self,
        item: Item<'a>,
        form: &'static SectionForm,
    ) -> Option<Table<'a>> {
        match item.value {
            DeValue::Table(entries) => Some(Table { item, entries, form }),
            DeValue::Array(_) => {
                let problem = format!("`{}`: expected one table, found a list", item.key);
                let help = format!("write `[{}]`, with one bracket, and only once", item.key);
                self.report(Code::WrongValue, item.span, problem, help);
                None
            }
            _ => self.expected(item, "a table", &format!("`[{}]` and its keys below it", item.key)),
        }
    }
}

/// A table that is being read.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    item: Item<'a>,
    entries: &'a DeTable<'a>,
    form: &'static SectionForm,
}

impl<'a> Table<'a> {
    /// Where the table stands.
    pub(crate) fn at(&self) -> Span {
        self.item.span
    }

    /// The table as people see it: its header as written, or its key where it has no header.
    fn header(&self, reader: &Reader<'_>) -> String {
        let written = reader.source.slice(self.at());
        shown(if written.starts_with('[') { written } else { self.item.key })
    }

    /// The value of a key, reported where it is needed and missing.
    pub(crate) fn take(&self, reader: &mut Reader<'_>, key: &KeyForm) -> Option<Item<'a>> {
        let entry = self.entries.get_key_value(key.name);
        if entry.is_none() && key.required && !reader.partial && !self.misspells(key) {
            self.missing(reader, key);
        }
        entry.map(|(key, value)| Item::entry(key, value))
    }

    /// Whether some unknown key was most likely meant to be this one.
    fn misspells(&self, key: &KeyForm) -> bool {
        self.unknown_keys().any(|item| nearest(item.key, self.form.names()) == Some(key.name))
    }

    fn unknown_keys(&self) -> impl Iterator<Item = Item<'a>> {
        let items = self.entries.iter().map(|(key, value)| Item::entry(key, value));
        items.filter(|item| !self.form.names().any(|known| known == item.key))
    }

    fn missing(&self, reader: &mut Reader<'_>, key: &KeyForm) {
        let problem = format!("`{}` has no `{}`", self.header(reader), key.name);
        let help = format!("add `{} = {}`", key.name, key.example);
        reader.report(Code::MissingKey, self.at(), problem, help);
    }

    /// Reports every key that the table may not have.
    pub(crate) fn finish(&self, reader: &mut Reader<'_>) {
        for item in self.unknown_keys() {
            self.unknown(reader, item);
        }
    }

    fn unknown(&self, reader: &mut Reader<'_>, item: Item<'_>) {
        let span = inside(reader.source, item.key_span);
        let problem = if self.item.key.is_empty() {
            format!("unknown key `{}`", shown(item.key))
        } else {
            format!("unknown key `{}` in `{}`", shown(item.key), self.header(reader))
        };
        let diagnostic = Diagnostic::new(Code::UnknownKey, problem).at(reader.source, span, "");
        reader.sink.push(match nearest(item.key, self.form.names()) {
            Some(near) => diagnostic.did_you_mean(reader.source, span, Some(near)),
            None => diagnostic.help(known_keys(self.form)),
        });
    }
}

fn known_keys(form: &SectionForm) -> String {
    let names: Vec<&str> = form.names().collect();
    format!("remove it, or write one of {}", quoted(&names))
}

/// A list of words for a message.
pub(crate) fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// What somebody wrote, short enough and free of line breaks, for a message.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut letters = text.chars();
    let mut shown: String =
        letters.by_ref().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if letters.next().is_some() {
        shown.push('…');
    }
    shown
}

/// What a value is, for people.
pub(crate) fn found(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(true) => "`true`",
        DeValue::Boolean(false) => "`false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
