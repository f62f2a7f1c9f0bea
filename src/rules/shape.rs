//! The one trait of everything that can stand in a rule set.

use toml::de::{DeArray, DeValue};

use super::form::Form;
use super::print::Node;
use super::reader::{Item, Reader};
use super::scalar::Name;
use super::text::Text;

/// A kind of value: how it is described, read and printed.
pub(crate) trait Shape: Sized {
    /// What may be written for it.
    fn form() -> Form;

    /// Reads it. `None` when it is broken, which has been reported then.
    fn read(reader: &mut Reader<'_>, item: Item<'_>) -> Option<Self>;

    /// What it is when its key is not written; `None` when there is no such thing.
    fn absent() -> Option<Self> {
        None
    }

    /// How it is written; `None` when it is left out.
    fn print(&self) -> Option<Node>;

    /// Puts a translated text in its place, to which the path leads: keys of tables, ids of
    /// definitions, places in lists. `false` when there is no such place.
    fn translate(&mut self, _path: &[Name], _text: &Text) -> bool {
        false
    }

    /// Its texts and the paths that lead to them, by the same steps.
    fn texts<'t>(&'t self, _path: &mut Vec<String>, _found: &mut Vec<(Vec<String>, &'t Text)>) {}

    /// The id that it is, or that it has; of a list the first one. A criterion that `requires` fields
    /// goes by them.
    fn id(&self) -> Option<&str> {
        None
    }
}

impl<T: Shape> Shape for Option<T> {
    fn form() -> Form {
        T::form()
    }

    fn read(reader: &mut Reader<'_>, item: Item<'_>) -> Option<Self> {
        Some(T::read(reader, item))
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn print(&self) -> Option<Node> {
        self.as_ref()?.print()
    }

    fn translate(&mut self, path: &[Name], text: &Text) -> bool {
        self.as_mut().is_some_and(|inner| inner.translate(path, text))
    }

    fn texts<'t>(&'t self, path: &mut Vec<String>, found: &mut Vec<(Vec<String>, &'t Text)>) {
        self.iter().for_each(|inner| inner.texts(path, found));
    }

    fn id(&self) -> Option<&str> {
        self.as_ref()?.id()
    }
}

impl<T: Shape> Shape for Vec<T> {
    fn form() -> Form {
        Form::List(Box::new(T::form()))
    }

    fn read(reader: &mut Reader<'_>, item: Item<'_>) -> Option<Self> {
        match item.value {
            DeValue::Array(array) if array.is_empty() => reader.empty_list(item),
            DeValue::Array(array) => Some(elements(reader, item, array)),
            _ => reader.not_a_list(item, &T::form()),
        }
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }

    fn print(&self) -> Option<Node> {
        let nodes: Vec<Node> = self.iter().filter_map(Shape::print).collect();
        if nodes.is_empty() { None } else { Some(Node::list(nodes)) }
    }

    fn translate(&mut self, path: &[Name], text: &Text) -> bool {
        let Some((first, rest)) = path.split_first() else { return false };
        let called = self.iter().position(|element| element.id() == Some(&*first.value));
        let place = called.or_else(|| first.value.parse().ok());
        place.and_then(|at| self.get_mut(at)).is_some_and(|element| element.translate(rest, text))
    }

    fn texts<'t>(&'t self, path: &mut Vec<String>, found: &mut Vec<(Vec<String>, &'t Text)>) {
        for (at, element) in self.iter().enumerate() {
            path.push(element.id().map_or_else(|| at.to_string(), str::to_owned));
            element.texts(path, found);
            path.pop();
        }
    }

    fn id(&self) -> Option<&str> {
        self.first()?.id()
    }
}

fn elements<T: Shape>(reader: &mut Reader<'_>, item: Item<'_>, array: &DeArray<'_>) -> Vec<T> {
    let items = array.iter().map(|element| item.element(element));
    items
        .filter_map(|element| {
            let read = T::read(reader, element);
            if read.is_none() {
                reader.drop_element(element);
            }
            read
        })
        .collect()
}
