//! `[field.amount]`: the facts that a deal carries.

use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::nearest::nearest;
use crate::base::source::{Span, Spanned};

use super::allow::AllowDef;
use super::keyed::{Keyed, Pairs};
use super::reader::{Reader, shown};
use super::scalar::Name;
use super::section::section;
use super::text::Text;
use super::word::words;

section! {
    /// A fact that a deal carries. Its id is what conditions call it.
    FieldDef {
        /// What kind of value it takes.
        required kind as "type": Spanned<FieldType> = r#""bool""#;
        /// What people call it.
        required label: Option<Text> = r#""Decision process mapped""#;
        /// What it means and how to find it out.
        optional help: Option<Text>;
        /// What a number counts, such as `seats`.
        optional unit: Option<Text>;
        /// The allowed values of a `choice` or `choices`.
        optional values: Vec<Name>;
        /// What people call these values, where their ids do not say it well.
        optional names: Pairs<Text>;
        /// The least allowed value of an `integer` or `number`.
        optional min: Option<Spanned<f64>>;
        /// The most allowed value of an `integer` or `number`.
        optional max: Option<Spanned<f64>>;
        /// Whether every deal has it: a deal without it cannot be used.
        optional required: Option<Spanned<bool>>;
        /// How it may change over a deal's life: `free` (the default), `once` or `grows`.
        optional changes: Option<Spanned<Changes>>;
        /// Whether it is a circumstance, which nobody brings about: a plan never counts on how it
        /// turns out.
        optional circumstance: Option<Spanned<bool>>;
        /// The stages in which it may be set. Left out: in any.
        optional set_in: Vec<Name>;
        /// The fields of each item of a `records` field.
        optional fields: Keyed<RecordFieldDef>;
        /// Findings of `check` that are known and meant here, each with its reason.
        optional allow: Vec<AllowDef>;
    }
    check FieldDef::check;
}

section! {
    /// A field of the items of a `records` field.
    RecordFieldDef {
        /// What kind of value it takes: any but `records`.
        required kind as "type": Spanned<FieldType> = r#""text""#;
        /// What people call it.
        required label: Option<Text> = r#""Who voiced it""#;
        /// What it means and how to find it out.
        optional help: Option<Text>;
        /// What a number counts, such as `seats`.
        optional unit: Option<Text>;
        /// The allowed values of a `choice` or `choices`.
        optional values: Vec<Name>;
        /// What people call these values, where their ids do not say it well.
        optional names: Pairs<Text>;
        /// The least allowed value of an `integer` or `number`.
        optional min: Option<Spanned<f64>>;
        /// The most allowed value of an `integer` or `number`.
        optional max: Option<Spanned<f64>>;
        /// Whether every item has it.
        optional required: Option<Spanned<bool>>;
    }
    check RecordFieldDef::check;
}

words! {
    /// What kind of value a field takes.
    FieldType {
        /// Yes or no.
        Bool "bool",
        /// A whole number.
        Integer "integer",
        /// A number.
        Number "number",
        /// An amount of money, never negative.
        Money "money",
        /// A percentage, 0 to 100.
        Percent "percent",
        /// Free text.
        Text "text",
        /// One of a few values.
        Choice "choice",
        /// Some of a few values.
        Choices "choices",
        /// A list of free texts.
        Texts "texts",
        /// A day.
        Date "date",
        /// A point in time.
        Datetime "datetime",
        /// A length of time.
        Duration "duration",
        /// A list of items that have fields of their own.
        Records "records",
    }
}

words! {
    /// How a fact may change over a deal's life.
    Changes {
        /// In any way.
        Free "free",
        /// It is set and stays.
        Once "once",
        /// A number never falls, a bool never turns false, evidence is never withdrawn.
        Grows "grows",
    }
}

impl FieldDef {
    fn check(self, reader: &mut Reader<'_>) -> Option<Self> {
        let records = self.kind.value == FieldType::Records;
        if records && self.fields.is_empty() {
            needs(reader, self.at, self.kind.value, "fields", "a table `[field.ID.fields.NAME]`");
        }
        if let Some((id, _)) = self.fields.iter().next().filter(|_| !records) {
            misplaced(reader, id.span, "fields", &[FieldType::Records]);
        }
        let range = Range { kind: self.kind.value, min: &self.min, max: &self.max };
        range.check(reader);
        check_values(reader, self.at, self.kind.value, &self.values);
        check_names(reader, &self.values, &self.names);
        Some(self)
    }
}

impl RecordFieldDef {
    fn check(self, reader: &mut Reader<'_>) -> Option<Self> {
        if self.kind.value == FieldType::Records {
            let problem = "`records` inside `records` are not possible";
            let help = "write another type, or move it out into a field of its own";
            reader.report(Code::WrongValue, self.kind.span, problem, help);
            return None;
        }
        let range = Range { kind: self.kind.value, min: &self.min, max: &self.max };
        range.check(reader);
        check_values(reader, self.at, self.kind.value, &self.values);
        check_names(reader, &self.values, &self.names);
        Some(self)
    }
}

struct Range<'a> {
    kind: FieldType,
    min: &'a Option<Spanned<f64>>,
    max: &'a Option<Spanned<f64>>,
}

impl Range<'_> {
    fn check(&self, reader: &mut Reader<'_>) {
        let numbers = [FieldType::Integer, FieldType::Number];
        for (key, bound) in [("min", self.min), ("max", self.max)] {
            let Some(bound) = bound else { continue };
            if !numbers.contains(&self.kind) {
                misplaced(reader, bound.span, key, &numbers);
            } else if self.kind == FieldType::Integer && bound.value.fract() != 0.0 {
                let problem = format!("`{key}` of a whole number is {}", bound.value);
                let help = "write a whole number, or make the type `number`";
                reader.report(Code::WrongValue, bound.span, problem, help);
            }
        }
        if let (Some(min), Some(max)) = (self.min, self.max)
            && min.value > max.value
        {
            let problem = format!("`min` {} is above `max` {}", min.value, max.value);
            reader.report(Code::WrongValue, min.span, problem, "write the smaller one as `min`");
        }
    }
}

fn check_values(reader: &mut Reader<'_>, at: Span, kind: FieldType, values: &[Name]) {
    let choices = [FieldType::Choice, FieldType::Choices];
    match values.first() {
        None if choices.contains(&kind) => {
            needs(reader, at, kind, "values", "`values = [\"low\", \"high\"]`");
        }
        Some(first) if !choices.contains(&kind) => {
            misplaced(reader, first.span, "values", &choices);
        }
        _ => {}
    }
    for (index, value) in values.iter().enumerate() {
        if values.iter().take(index).any(|earlier| earlier.value == value.value) {
            let problem = format!("the value `{}` stands twice", value.value);
            reader.report(Code::WrongValue, value.span, problem, "remove one of them");
        }
    }
}

fn check_names(reader: &mut Reader<'_>, values: &[Name], names: &Pairs<Text>) {
    let known = || values.iter().map(|value| &*value.value);
    for (value, _) in names.iter().filter(|(value, _)| known().all(|known| known != &*value.value))
    {
        let problem = format!("`{}` is none of the field's values", shown(&value.value));
        let near = nearest(&value.value, known());
        let diagnostic =
            Diagnostic::new(Code::UnknownName, problem).at(reader.source, value.span, "");
        reader.sink.push(diagnostic.did_you_mean(reader.source, value.span, near));
    }
}

/// Reports a key without which a field of this type is of no use.
fn needs(reader: &mut Reader<'_>, at: Span, kind: FieldType, key: &str, example: &str) {
    if reader.clean {
        let problem = format!("a field of type `{}` has no `{key}`", kind.word());
        reader.report(Code::MissingKey, at, problem, format!("add {example}"));
    }
}

/// Reports a key that a field of this type may not have.
fn misplaced(reader: &mut Reader<'_>, span: Span, key: &str, kinds: &[FieldType]) {
    let words: Vec<String> = kinds.iter().map(|kind| format!("`{}`", kind.word())).collect();
    let problem = format!("`{key}` belongs only to fields of type {}", words.join(" and "));
    reader.report(Code::WrongValue, span, problem, format!("remove `{key}`, or change the type"));
}
