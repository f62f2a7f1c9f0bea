//! The one trait of everything that can stand in a rule set.

use toml::de::{DeArray, DeValue};

use super::form::Form;
use super::print::Node;
use super::reader::{Item, Reader};

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
