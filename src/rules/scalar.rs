//! Values that are not tables or lists: identifiers, names, numbers, lengths of time, versions.

use std::sync::Arc;

use semver::Version;
use toml::de::DeValue;

use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::id::{Id, MAX_LENGTH, suggestion};
use crate::base::length::Length;
use crate::base::source::{Span, Spanned};

use super::form::Form;
use super::print::Node;
use super::reader::{Item, Reader, found, quoted, shown};
use super::shape::Shape;
use super::text::{ConditionText, Text, inside};

/// The name of something that is defined elsewhere, as written; the span is without quotes.
pub(crate) type Name = Spanned<Arc<str>>;

/// A value that carries its place: the place of a text is without its quotes.
pub(crate) trait Scalar: Sized {
    /// What may be written for it.
    fn form() -> Form;
    /// Reads it; `None` when it is broken, which has been reported then.
    fn read(reader: &mut Reader<'_>, item: Item<'_>) -> Option<Self>;
    /// How it is written.
    fn print(&self) -> toml::Value;
    /// The id that it is.
    fn id(&self) -> Option<&str> {
        None
    }
}

impl<T: Scalar> Shape for Spanned<T> {
    fn form() -> Form {
        T::form()
    }

    fn read(reader: &mut Reader<'_>, item: Item<'_>) -> Option<Self> {
        let span = inside(reader.source, item.span);
        T::read(reader, item).map(|value| Self::new(value, span))
    }

    fn print(&self) -> Option<Node> {
        Some(Node::Value(self.value.print()))
    }

    fn id(&self) -> Option<&str> {
        self.value.id()
    }
}

impl Shape for Text {
    fn form() -> Form {
        Form::Text
    }

    fn read(reader: &mut Reader<'_>, item: Item<'_>) -> Option<Self> {
        let value = text(reader, item)?.into();
        Some(Self { value, span: item.span })
    }

    fn print(&self) -> Option<Node> {
        Some(Node::Value((&*self.value).into()))
    }

    fn translate(&mut self, path: &[Name], text: &Text) -> bool {
        if path.is_empty() {
            self.value.clone_from(&text.value);
        }
        path.is_empty()
    }

    fn texts<'t>(&'t self, path: &mut Vec<String>, found: &mut Vec<(Vec<String>, &'t Text)>) {
        found.push((path.clone(), self));
    }
}

impl Shape for ConditionText {
    fn form() -> Form {
        Form::Condition
    }

    fn read(reader: &mut Reader<'_>, item: Item<'_>) -> Option<Self> {
        Text::read(reader, item).map(Self)
    }

    fn print(&self) -> Option<Node> {
        self.0.print()
    }
}

/// The text of a value that must be one and must not be blank.
pub(crate) fn text<'a>(reader: &mut Reader<'_>, item: Item<'a>) -> Option<&'a str> {
    match item.value {
        DeValue::String(text) if text.trim().is_empty() => {
            let problem = format!("`{}` is empty", item.key);
            let help = "write something between the quotes, or leave the key out";
            reader.report(Code::WrongValue, item.span, problem, help);
            None
        }
        DeValue::String(text) => Some(text),
        _ => {
            let problem = format!("`{}`: expected text, found {}", item.key, found(item.value));
            let written = reader.source.slice(item.span);
            let diagnostic =
                Diagnostic::new(Code::WrongValue, problem).at(reader.source, item.span, "");
            reader.sink.push(match item.value {
                DeValue::Array(_) | DeValue::Table(_) => {
                    diagnostic.help("write one text in quotes")
                }
                _ => diagnostic.help(format!("put it in quotes: `\"{}\"`", shown(written))).fix(
                    reader.source,
                    item.span,
                    format!("\"{written}\""),
                ),
            });
            None
        }
    }
}

/// The word of a value that takes one of a few words.
pub(crate) fn words<'a>(
    reader: &mut Reader<'_>,
    item: Item<'a>,
    allowed: &[&str],
) -> Option<&'a str> {
    match item.value {
        DeValue::String(word) => Some(word),
        _ => reader.expected(item, "text", &format!("one of {}, in quotes", quoted(allowed))),
    }
}

impl Scalar for Arc<str> {
    fn form() -> Form {
        Form::Name
    }

    fn read(reader: &mut Reader<'_>, item: Item<'_>) -> Option<Self> {
        text(reader, item).map(Self::from)
    }

    fn print(&self) -> toml::Value {
        (&**self).into()
    }

    fn id(&self) -> Option<&str> {
        Some(self)
    }
}

impl Scalar for Id {
    fn form() -> Form {
        Form::Id
    }

    fn read(reader: &mut Reader<'_>, item: Item<'_>) -> Option<Self> {
        let written = text(reader, item)?;
        let span = inside(reader.source, item.span);
        Some(id(reader, item.key, written, span))
    }

    fn print(&self) -> toml::Value {
        self.as_str().into()
    }

    fn id(&self) -> Option<&str> {
        Some(self.as_str())
    }
}

/// An identifier. A malformed one is reported and replaced by what was most likely meant, so that
/// the definition is read on; what refers to it by the malformed name is to stay silent.
pub(crate) fn id(reader: &mut Reader<'_>, section: &str, written: &str, span: Span) -> Id {
    if let Some(id) = Id::new(written) {
        return id;
    }
    reader.drop_named(section, Some(written), span);
    let problem = format!("`{}` is not an id: {}", shown(written), fault(written));
    let diagnostic = Diagnostic::new(Code::BadId, problem).at(reader.source, span, "");
    let meant = suggestion(written);
    reader.sink.push(match &meant {
        Some(meant) => diagnostic.help(format!("write `{meant}`, wherever it is used")).fix(
            reader.source,
            span,
            meant.as_str(),
        ),
        None => diagnostic.help("write a lower-case word such as `qualify`"),
    });
    meant.as_deref().and_then(Id::new).unwrap_or_else(Id::unnamed)
}

fn fault(written: &str) -> &'static str {
    if written.len() > MAX_LENGTH {
        "it is longer than 100 characters"
    } else if !written.starts_with(|first: char| first.is_ascii_alphabetic()) {
        "it must begin with a lower-case letter"
    } else {
        "only lower-case letters, digits and `_` are allowed"
    }
}

impl Scalar for bool {
    fn form() -> Form {
        Form::Flag
    }

    fn read(reader: &mut Reader<'_>, item: Item<'_>) -> Option<Self> {
        let found = item.value.as_bool();
        found.or_else(|| {
            reader.unquoted(item, "`true` or `false`", |text| matches!(text, "true" | "false"))
        })
    }

    fn print(&self) -> toml::Value {
        (*self).into()
    }
}

impl Scalar for f64 {
    fn form() -> Form {
        Form::Number { whole: false, min: None, max: None }
    }

    fn read(reader: &mut Reader<'_>, item: Item<'_>) -> Option<Self> {
        match number(item.value) {
            Some(number) if number.is_finite() => Some(number),
            Some(_) => out_of_range(reader, item, Code::WrongValue, "a number that is finite"),
            None => reader.unquoted(item, "a number", is_plain_number),
        }
    }

    fn print(&self) -> toml::Value {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if self.fract() == 0.0 && self.abs() < EXACT {
            #[expect(clippy::cast_possible_truncation, reason = "whole and small enough")]
            let whole = *self as i64;
            return whole.into();
        }
        (*self).into()
    }
}

/// A chance that a deal is won, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(crate) struct Probability(pub(crate) f64);

impl Scalar for Probability {
    fn form() -> Form {
        Form::Number { whole: false, min: Some(0.0), max: Some(1.0) }
    }

    fn read(reader: &mut Reader<'_>, item: Item<'_>) -> Option<Self> {
        let value = f64::read(reader, item)?;
        if (0.0..=1.0).contains(&value) {
            return Some(Self(value));
        }
        let problem = format!("`{}` is {value}, but a probability lies between 0 and 1", item.key);
        let diagnostic =
            Diagnostic::new(Code::Probability, problem).at(reader.source, item.span, "");
        reader.sink.push(if (2.0..=100.0).contains(&value) {
            let share = (value / 100.0).to_string();
            diagnostic.help(format!("write {value} % as `{share}`")).fix(
                reader.source,
                item.span,
                share,
            )
        } else {
            diagnostic.help("write a share such as `0.3` for 30 %")
        });
        None
    }

    fn print(&self) -> toml::Value {
        self.0.into()
    }
}

/// How important a play is, 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Priority(pub(crate) u8);

impl Scalar for Priority {
    fn form() -> Form {
        Form::Number { whole: true, min: Some(0.0), max: Some(100.0) }
    }

    fn read(reader: &mut Reader<'_>, item: Item<'_>) -> Option<Self> {
        let Some(number) = number(item.value) else {
            return reader.unquoted(item, "a whole number from 0 to 100", is_plain_number);
        };
        let whole = (0..=100_u8).find(|known| f64::from(*known) == number);
        let range = "a whole number from 0 to 100";
        whole.map(Self).or_else(|| out_of_range(reader, item, Code::WrongValue, range))
    }

    fn print(&self) -> toml::Value {
        i64::from(self.0).into()
    }
}

fn out_of_range<T>(reader: &mut Reader<'_>, item: Item<'_>, code: Code, range: &str) -> Option<T> {
    let written = shown(reader.source.slice(item.span));
    let problem = format!("`{}` is {written}, but must be {range}", item.key);
    reader.report(code, item.span, problem, format!("write {range}"));
    None
}

/// The number that a value stands for, whole or not.
fn number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Float(float) => float.as_str().parse().ok(),
        DeValue::Integer(integer) => whole(value).map_or_else(
            || integer.as_str().parse().ok(),
            #[expect(clippy::cast_precision_loss, reason = "a figure of a rule set, not a count")]
            |whole| Some(whole as f64),
        ),
        _ => None,
    }
}

/// Whether a text is a number as TOML writes it.
fn is_plain_number(text: &str) -> bool {
    const LONGEST: usize = 40;
    text.len() <= LONGEST
        && DeValue::parse(text)
            .is_ok_and(|value| number(value.get_ref()).is_some_and(f64::is_finite))
}

/// The whole number that a value stands for.
pub(crate) fn whole(value: &DeValue<'_>) -> Option<i64> {
    let integer = value.as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

impl Scalar for Length {
    fn form() -> Form {
        Form::Length
    }

    fn read(reader: &mut Reader<'_>, item: Item<'_>) -> Option<Self> {
        let DeValue::String(written) = item.value else {
            return reader.expected(
                item,
                "a length of time",
                "it in quotes with its unit: `\"14d\"`",
            );
        };
        let read = written.parse::<Self>();
        read.map_err(|error| {
            let problem = format!("`{}`: `{}` is not a length of time", item.key, shown(written));
            reader.report(Code::WrongValue, item.span, problem, error.to_string());
        })
        .ok()
    }

    fn print(&self) -> toml::Value {
        self.to_string().into()
    }
}

impl Scalar for Version {
    fn form() -> Form {
        Form::Version
    }

    fn read(reader: &mut Reader<'_>, item: Item<'_>) -> Option<Self> {
        let written = text(reader, item)?;
        let read = Self::parse(written);
        read.map_err(|_| {
            let problem = format!("`{}` is not a version", shown(written));
            let help = "write three numbers with dots, such as `1.0.0`";
            reader.report(Code::WrongValue, item.span, problem, help);
        })
        .ok()
    }

    fn print(&self) -> toml::Value {
        self.to_string().into()
    }
}
