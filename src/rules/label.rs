//! Names for people that people cannot tell apart.

use std::collections::BTreeMap;

use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;

use super::document::Document;
use super::reader::Reader;
use super::scalar::Name;
use super::text::Text;

/// Reports labels and names that are equal but for case and white space, and those that are only a
/// number: of fields, stages, roles, scorecards and kinds of question, and the values and reasons
/// that people choose from.
pub(crate) fn check(reader: &mut Reader<'_>, document: &Document) {
    let fields = document.fields.iter();
    tell_apart(reader, "fields", fields.filter_map(|(_, field)| field.label.as_ref()));
    for (_, field) in document.fields.iter() {
        let items = field.fields.iter();
        tell_apart(reader, "fields", items.filter_map(|(_, field)| field.label.as_ref()));
    }
    tell_apart(reader, "stages", document.stages.iter().filter_map(|stage| stage.name.as_ref()));
    let roles = document.roles.iter().filter_map(|(_, role)| role.name.as_ref());
    tell_apart(reader, "roles", roles);
    let cards = document.scorecards.iter().filter_map(|(_, card)| card.name.as_ref());
    tell_apart(reader, "scorecards", cards);
    let kinds = document.question_kinds.iter().filter_map(|(_, kind)| kind.name.as_ref());
    tell_apart(reader, "kinds of question", kinds);
    for (_, field) in document.fields.iter() {
        tell_choices_apart(reader, "values", &field.values);
    }
    for transition in &document.transitions {
        tell_choices_apart(reader, "reasons", &transition.reasons);
    }
}

/// Reports choices that differ only in case and white space. Equal ones are reported elsewhere, and
/// a number is a fair choice.
fn tell_choices_apart(reader: &mut Reader<'_>, what: &str, choices: &[Name]) {
    let mut first: BTreeMap<String, &Name> = BTreeMap::new();
    for choice in choices {
        match first.get(&folded(&choice.value)) {
            Some(earlier) if earlier.value == choice.value => {}
            Some(earlier) => alike(reader, what, earlier, choice),
            None => drop(first.insert(folded(&choice.value), choice)),
        }
    }
}

fn tell_apart<'a>(reader: &mut Reader<'_>, what: &str, labels: impl Iterator<Item = &'a Text>) {
    let mut first: BTreeMap<String, &Text> = BTreeMap::new();
    for label in labels {
        let folded = folded(&label.value);
        if is_number(&folded) {
            let problem = format!("`{folded}` says nothing about what it is");
            let help = "write a name that people know it by";
            reader.report(Code::LabelClash, label.span, problem, help);
        }
        match first.get(&folded) {
            Some(earlier) => alike(reader, what, &name_of(earlier), &name_of(label)),
            None => drop(first.insert(folded, label)),
        }
    }
}

fn alike(reader: &mut Reader<'_>, what: &str, earlier: &Name, label: &Name) {
    let problem = format!("two {what} are called `{}`", super::reader::shown(&label.value));
    reader.sink.push(
        Diagnostic::new(Code::LabelClash, problem)
            .at(reader.source, label.span, "again here")
            .related(reader.source, earlier.span, "first here")
            .help("name one of them so that people can tell them apart"),
    );
}

fn name_of(text: &Text) -> Name {
    Name::new(text.value.clone(), text.span)
}

/// The label without what people overlook: case, and how much white space there is.
fn folded(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn is_number(label: &str) -> bool {
    label.chars().any(|c| c.is_ascii_digit())
        && label.chars().all(|c| c.is_ascii_digit() || ".,+-% ".contains(c))
}
