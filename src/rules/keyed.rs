//! Tables whose keys are data.

use toml::de::DeValue;

use crate::base::code::Code;
use crate::base::id::Id;
use crate::base::source::Spanned;

use super::form::Form;
use super::print::Node;
use super::reader::{Item, Reader, found};
use super::scalar::{Name, id};
use super::shape::Shape;
use super::text::{Text, inside};

/// Definitions by id, such as `[field.amount]`, in the order of the text.
#[derive(Debug, Clone)]
pub(crate) struct Keyed<T>(pub(crate) Vec<(Spanned<Id>, T)>);

impl<T> Keyed<T> {
    /// The definitions in the order of the text; the span of an id is where it is defined.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &(Spanned<Id>, T)> {
        self.0.iter()
    }

    /// The definition with this id.
    pub(crate) fn get(&self, id: &str) -> Option<&T> {
        self.0.iter().find(|(known, _)| known.value == *id).map(|(_, definition)| definition)
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Shape> Shape for Keyed<T> {
    fn form() -> Form {
        Form::Keyed(Box::new(T::form()))
    }

    fn read(reader: &mut Reader<'_>, item: Item<'_>) -> Option<Self> {
        let DeValue::Table(entries) = item.value else {
            return not_keyed(reader, item, &T::form());
        };
        let mut definitions = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let entry = Item::entry(key, value);
            let span = inside(reader.source, entry.key_span);
            let read = T::read(reader, entry);
            if read.is_none() {
                reader.drop_named(item.key, Some(entry.key), span);
            }
            let id = id(reader, item.key, entry.key, span);
            definitions.extend(read.map(|read| (Spanned::new(id, span), read)));
        }
        Some(Self(definitions))
    }

    fn absent() -> Option<Self> {
        Some(Self(Vec::new()))
    }

    fn print(&self) -> Option<Node> {
        let entries = self.iter().filter_map(|(id, definition)| {
            definition.print().map(|node| (id.value.to_string(), node))
        });
        (!self.is_empty()).then(|| Node::Table(entries.collect()))
    }

    fn translate(&mut self, path: &[Name], text: &Text) -> bool {
        let Some((first, rest)) = path.split_first() else { return false };
        let definition = self.0.iter_mut().find(|(id, _)| id.value == *first.value);
        definition.is_some_and(|(_, definition)| definition.translate(rest, text))
    }

    fn texts<'t>(&'t self, path: &mut Vec<String>, found: &mut Vec<(Vec<String>, &'t Text)>) {
        for (id, definition) in self.iter() {
            path.push(id.value.to_string());
            definition.texts(path, found);
            path.pop();
        }
    }
}

fn not_keyed<T>(reader: &mut Reader<'_>, item: Item<'_>, entry: &Form) -> Option<T> {
    let key = item.key;
    let problem = format!("`{key}`: expected tables with an id each, found {}", found(item.value));
    let help = match entry {
        Form::Section(_) => {
            format!("write `[{key}.ID]`, with its id instead of `ID`, above each one")
        }
        _ => format!("write `[{key}]` and its texts below it"),
    };
    reader.report(Code::WrongValue, item.span, problem, help);
    None
}

/// A table from names to values, such as the stage map of an overlay, in the order of the text.
#[derive(Debug, Clone)]
pub(crate) struct Pairs<T>(pub(crate) Vec<(Name, T)>);

impl<T> Pairs<T> {
    /// The pairs in the order of the text.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &(Name, T)> {
        self.0.iter()
    }
}

impl<T: Shape> Shape for Pairs<T> {
    fn form() -> Form {
        Form::Pairs(Box::new(T::form()))
    }

    fn read(reader: &mut Reader<'_>, item: Item<'_>) -> Option<Self> {
        let DeValue::Table(entries) = item.value else {
            return reader.expected(item, "a table", "it in braces: `{ qualify = ... }`");
        };
        let mut pairs = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let entry = Item::entry(key, value);
            let name = Spanned::new(entry.key.into(), inside(reader.source, entry.key_span));
            pairs.extend(T::read(reader, entry).map(|value| (name, value)));
        }
        Some(Self(pairs))
    }

    fn absent() -> Option<Self> {
        Some(Self(Vec::new()))
    }

    fn print(&self) -> Option<Node> {
        let pairs = self.iter().filter_map(|(name, value)| {
            value.print().map(|node| (name.value.to_string(), node.into_value()))
        });
        let table: toml::Table = pairs.collect();
        (!table.is_empty()).then(|| Node::Value(table.into()))
    }

    fn translate(&mut self, path: &[Name], text: &Text) -> bool {
        let Some((first, rest)) = path.split_first() else { return false };
        let value = self.0.iter_mut().find(|(name, _)| name.value == first.value);
        value.is_some_and(|(_, value)| value.translate(rest, text))
    }

    fn texts<'t>(&'t self, path: &mut Vec<String>, found: &mut Vec<(Vec<String>, &'t Text)>) {
        for (name, value) in self.iter() {
            path.push(name.value.to_string());
            value.texts(path, found);
            path.pop();
        }
    }
}
