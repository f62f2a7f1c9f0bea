//! Ids that stand twice where one is needed.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::id::Id;
use crate::base::source::{Span, Spanned};

use super::criterion::CriterionDef;
use super::document::Document;
use super::reader::Reader;

/// Reports ids that stand twice: of stages, of criteria (all of a rule set share one space, since
/// verdicts name them), of a scorecard's items, and methodologies that are laid over twice.
pub(crate) fn check(reader: &mut Reader<'_>, document: &Document) {
    once_each(reader, "stage", document.stages.iter().map(|stage| id(&stage.id)));
    let named = document.criteria.iter().map(|(name, _)| id(name));
    let written = criteria(document).filter_map(|criterion| criterion.id.as_ref().map(id));
    once_each(reader, "criterion", named.chain(written));
    for (_, scorecard) in document.scorecards.iter() {
        once_each(reader, "item", scorecard.items.iter().map(|item| id(&item.id)));
    }
    let overlays = document.overlays.iter().map(|overlay| &overlay.methodology);
    once_each(reader, "overlay", overlays.map(|name| (&*name.value, name.span)));
}

fn id(id: &Spanned<Id>) -> (&str, Span) {
    (id.value.as_str(), id.span)
}

/// All criteria that are written at a stage or a transition, in the order of the text's sections.
fn criteria(document: &Document) -> impl Iterator<Item = &CriterionDef> {
    let stages = document.stages.iter();
    let gates = stages.flat_map(|stage| stage.entry.iter().chain(&stage.exit).chain(&stage.stay));
    gates.chain(document.transitions.iter().flat_map(|transition| &transition.guard))
}

fn once_each<'a>(
    reader: &mut Reader<'_>,
    what: &str,
    names: impl Iterator<Item = (&'a str, Span)>,
) {
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    let malformed: BTreeSet<Span> = reader.unread.iter().map(|unread| unread.at).collect();
    for (name, span) in names {
        if malformed.contains(&span) {
            continue;
        }
        match first.get(name) {
            Some(earlier) => twice(reader, what, name, *earlier, span),
            None => drop(first.insert(name, span)),
        }
    }
}

fn twice(reader: &mut Reader<'_>, what: &str, name: &str, earlier: Span, span: Span) {
    let (problem, help) = match what {
        "overlay" => (format!("`{name}` is laid over twice"), "make one `[[overlay]]` of the two"),
        _ => (format!("the {what} `{name}` is defined twice"), "give one of them another id"),
    };
    reader.sink.push(
        Diagnostic::new(Code::BadId, problem)
            .at(reader.source, span, "again here")
            .related(reader.source, earlier, "first here")
            .help(help),
    );
}
