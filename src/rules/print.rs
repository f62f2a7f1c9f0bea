//! A rule set as canonical TOML: the same rule set always gives the same bytes.

use toml::Value;

use crate::base::id::Id;

use super::rule_set::RuleSet;
use super::shape::Shape;

/// A part of a document on its way out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    /// What stands behind a key.
    Value(Value),
    /// A table with a header of its own; empty headers are left out where tables follow.
    Table(Vec<(String, Node)>),
    /// Tables under a header with two brackets each.
    Tables(Vec<Node>),
}

impl Node {
    /// A table, without the keys that are left out.
    pub(crate) fn table<const N: usize>(keys: [(&str, Option<Self>); N]) -> Self {
        let written = keys.into_iter();
        Self::Table(written.filter_map(|(key, node)| Some((key.to_owned(), node?))).collect())
    }

    /// A list: of tables, if its elements are tables.
    pub(crate) fn list(nodes: Vec<Self>) -> Self {
        if nodes.iter().any(|node| matches!(node, Self::Table(_))) {
            return Self::Tables(nodes);
        }
        Self::Value(nodes.into_iter().map(Self::into_value).collect::<Vec<_>>().into())
    }

    /// Whether a path leads to a value: keys of tables, `id`s of elements, places in lists.
    pub(crate) fn holds(&self, path: &[&str]) -> bool {
        let Some((first, rest)) = path.split_first() else { return matches!(self, Self::Value(_)) };
        match self {
            Self::Table(entries) => {
                entries.iter().any(|(key, node)| key == first && node.holds(rest))
            }
            Self::Tables(nodes) => {
                nodes.iter().any(|node| node.is_called(first) && node.holds(rest))
            }
            Self::Value(Value::Array(elements)) => {
                rest.is_empty() && first.parse::<usize>().is_ok_and(|at| at < elements.len())
            }
            Self::Value(Value::Table(entries)) => rest.is_empty() && entries.contains_key(*first),
            Self::Value(_) => false,
        }
    }

    /// Whether an element of a list of tables has this id.
    fn is_called(&self, wanted: &str) -> bool {
        self.id() == Some(wanted)
    }

    /// The id of an element of a list of tables.
    pub(crate) fn id(&self) -> Option<&str> {
        let Self::Table(entries) = self else { return None };
        entries.iter().find_map(|(key, node)| match node {
            Self::Value(Value::String(id)) if key == "id" => Some(id.as_str()),
            _ => None,
        })
    }

    /// The same as a value that stands behind a key.
    pub(crate) fn into_value(self) -> Value {
        match self {
            Self::Value(value) => value,
            Self::Table(entries) => {
                let entries = entries.into_iter().map(|(key, node)| (key, node.into_value()));
                entries.collect::<toml::Table>().into()
            }
            Self::Tables(nodes) => {
                nodes.into_iter().map(Self::into_value).collect::<Vec<_>>().into()
            }
        }
    }
}

impl RuleSet {
    /// The rule set as TOML, in the order of the format's sections. Comments are not kept. Reading
    /// the result gives the same rule set again, and printing that gives the same text.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut text = String::new();
        if let Some(Node::Table(entries)) = self.document.print() {
            write_table(&mut text, "", &entries);
        }
        text
    }
}

fn write_table(text: &mut String, path: &str, entries: &[(String, Node)]) {
    for (key, node) in entries {
        if let Node::Value(value) = node {
            write_entry(text, key, value);
        }
    }
    for (key, node) in entries {
        let path =
            if path.is_empty() { written_key(key) } else { format!("{path}.{}", written_key(key)) };
        match node {
            Node::Value(_) => {}
            Node::Table(entries) => write_headed(text, &path, entries),
            Node::Tables(nodes) => nodes.iter().for_each(|node| write_element(text, &path, node)),
        }
    }
}

fn write_headed(text: &mut String, path: &str, entries: &[(String, Node)]) {
    let only_tables = entries.iter().all(|(_, node)| !matches!(node, Node::Value(_)));
    if entries.is_empty() || !only_tables {
        text.push_str(&format!("\n[{path}]\n"));
    }
    write_table(text, path, entries);
}

fn write_element(text: &mut String, path: &str, node: &Node) {
    if let Node::Table(entries) = node {
        text.push_str(&format!("\n[[{path}]]\n"));
        write_table(text, path, entries);
    }
}

fn write_entry(text: &mut String, key: &str, value: &Value) {
    let key = written_key(key);
    let line = format!("{key} = {value}\n");
    match value {
        Value::Array(elements) if line.chars().count() > WIDEST => {
            text.push_str(&format!("{key} = [\n"));
            for element in elements {
                text.push_str(&format!("  {element},\n"));
            }
            text.push_str("]\n");
        }
        _ => text.push_str(&line),
    }
}

/// Widest line before a list is written one element a line.
const WIDEST: usize = 100;

fn written_key(key: &str) -> String {
    match Id::new(key) {
        Some(id) => id.to_string(),
        None => Value::from(key).to_string(),
    }
}
