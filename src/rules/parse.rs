//! TOML text becomes a rule set.

use std::sync::Arc;

use semver::Version;
use toml::de::{DeTable, DeValue};

use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::id::Id;
use crate::base::nearest::nearest;
use crate::base::source::{Source, Span};

use super::document::{Document, FORMAT, Format};
use super::reader::{Item, Reader};
use super::rule_set::{RuleSet, RuleSetRole, Unread};
use super::scalar::whole;
use super::shape::Shape;
use super::syntax::syntax;
use super::{guard, identity, label, scope};

impl RuleSet {
    /// Reads a rule set, and gives all defects of its form at once.
    ///
    /// The rule set is `None` when the text is none at all: too large, empty, of a format that is
    /// not known, or something else. With defects of kind error it holds what could be read.
    #[must_use]
    pub fn parse(source: Source) -> (Option<Self>, Vec<Diagnostic>) {
        let (read, diagnostics) = read(&source);
        let flawed = diagnostics.iter().any(Diagnostic::is_error);
        let rule_set = read.map(|Read { document, unread, headers, partial }| {
            let (id, name, version, role) = identity_of(&document);
            Self { source, id, name, version, role, document, unread, headers, flawed, partial }
        });
        (rule_set, diagnostics)
    }

    /// Reads a rule set from the bytes of a file. Bytes that are no text give a diagnostic that
    /// names the first offending one.
    #[must_use]
    pub fn from_bytes(name: &str, bytes: &[u8]) -> (Option<Self>, Vec<Diagnostic>) {
        match decode(name, bytes) {
            Ok(source) => Self::parse(source),
            Err(diagnostic) => (None, vec![*diagnostic]),
        }
    }
}

/// What could be read of a text.
struct Read {
    document: Document,
    unread: Vec<Unread>,
    headers: Vec<Span>,
    partial: bool,
}

fn read(source: &Source) -> (Option<Read>, Vec<Diagnostic>) {
    if let Some(refusal) = guard::refuse(source) {
        return (None, vec![refusal]);
    }
    let mut reader = Reader::new(source);
    let value = syntax(&mut reader);
    let document = document(&mut reader, &value);
    if let Some(document) = &document {
        identity::check(&mut reader, document);
        label::check(&mut reader, document);
    }
    let headers = scope::headers(source, &value);
    let Reader { sink, unread, partial, .. } = reader;
    (document.map(|document| Read { document, unread, headers, partial }), sink.finish())
}

/// The text of a file, which must be UTF-8.
pub(crate) fn decode(name: &str, bytes: &[u8]) -> Result<Source, Box<Diagnostic>> {
    std::str::from_utf8(bytes).map(|text| Source::new(name, text)).map_err(|error| {
        let offset = error.valid_up_to();
        let problem = format!("byte {offset} is not part of any text in UTF-8");
        let source = Source::new(name, String::from_utf8_lossy(bytes));
        let diagnostic = Diagnostic::new(Code::NotToml, problem);
        let span = Span::new(offset, offset);
        Box::new(diagnostic.at(&source, span, "").help("save the file as UTF-8"))
    })
}

/// Reads the whole; `None` when it is no rule set of this format.
fn document(reader: &mut Reader<'_>, value: &DeValue<'_>) -> Option<Document> {
    let table = value.as_table()?;
    if table.is_empty() {
        return if reader.partial { None } else { nothing(reader) };
    }
    if let Some((of, _)) = table.get_key_value("translation") {
        let problem = "this file is a translation, not a rule set";
        let help = "check the rule set that it translates; its translations are checked with it";
        reader.report(Code::Header, of.span().into(), problem, help);
        return None;
    }
    format(reader, table)?;
    let start = Span::new(0, 0);
    let item = Item { key: "", key_span: start, value, span: start };
    let mut document = Document::read(reader, item)?;
    header(reader, table, &mut document);
    Some(document)
}

fn nothing(reader: &mut Reader<'_>) -> Option<Document> {
    let problem = "there is nothing in this file";
    let help = "begin with `dealgraph = 1` and a `[process]` or `[methodology]`";
    reader.report(Code::FormatVersion, Span::new(0, 0), problem, help);
    None
}

/// Looks at the version of the format; `None` when it is another one, whose keys are not known.
fn format(reader: &mut Reader<'_>, table: &DeTable<'_>) -> Option<()> {
    match table.get_key_value("dealgraph") {
        None => missing_format(reader),
        Some((key, value)) => {
            if whole(value.get_ref()).is_some_and(|number| number != FORMAT) {
                Format::read(reader, Item::entry(key, value))?;
            }
        }
    }
    Some(())
}

pub(crate) fn missing_format(reader: &mut Reader<'_>) {
    if reader.partial {
        return;
    }
    let start = Span::new(0, 0);
    reader.sink.push(
        Diagnostic::new(Code::FormatVersion, "the version of the format is missing")
            .at(reader.source, start, "")
            .help("add `dealgraph = 1` as the first line")
            .fix(reader.source, start, "dealgraph = 1\n"),
    );
}

/// Reports a header too few or too many, and what does not go with the header.
fn header(reader: &mut Reader<'_>, table: &DeTable<'_>, document: &mut Document) {
    let place = |key| table.get_key_value(key).map(|(key, _)| Span::from(key.span()));
    match (place("process"), place("methodology")) {
        (Some(process), Some(methodology)) => both(reader, process, methodology),
        (None, None) if !reader.partial => neither(reader, table),
        (None, Some(_)) => {
            document.overlays.clear();
            place("overlay").into_iter().for_each(|overlay| no_overlays(reader, overlay));
        }
        _ => {}
    }
    if let (Some(_), None, Some(on)) = (place("process"), place("methodology"), place("on")) {
        document.on.0.clear();
        let problem = "unknown key `on` in a process";
        let help = "write `[[overlay]]` to lay a methodology over this process";
        reader.report(Code::UnknownKey, on, problem, help);
    }
}

fn both(reader: &mut Reader<'_>, process: Span, methodology: Span) {
    let problem = "a rule set is a process or a methodology, not both";
    reader.sink.push(
        Diagnostic::new(Code::Header, problem)
            .at(reader.source, methodology, "a methodology")
            .related(reader.source, process, "and a process")
            .help("move one of them into a file of its own; a process uses it by `[[overlay]]`"),
    );
}

fn neither(reader: &mut Reader<'_>, table: &DeTable<'_>) {
    if table.keys().any(|key| is_misspelt_header(key.get_ref())) {
        return;
    }
    let problem = "this file says neither `[process]` nor `[methodology]`";
    let help = "add `[process]` with `id`, `name` and `version` for the stages of a company, or \
                `[methodology]` for a way of selling";
    reader.report(Code::Header, Span::new(0, 0), problem, help);
}

/// Whether an unknown key was most likely meant to be a header, which has been reported.
fn is_misspelt_header(key: &str) -> bool {
    let names = || Document::FORM.names();
    !names().any(|known| known == key)
        && matches!(nearest(key, names()), Some("process" | "methodology"))
}

fn no_overlays(reader: &mut Reader<'_>, overlay: Span) {
    let problem = "unknown key `overlay` in a methodology";
    let help = "move it into a process: only a process picks methodologies";
    reader.report(Code::UnknownKey, overlay, problem, help);
}

/// What the rule set is called, with stand-ins for what is missing, which has been reported.
fn identity_of(document: &Document) -> (Id, Arc<str>, Version, RuleSetRole) {
    let (id, name, version, role) = match (&document.process, &document.methodology) {
        (None, Some(it)) => (&it.id, &it.name, &it.version, RuleSetRole::Methodology),
        (Some(it), _) => (&it.id, &it.name, &it.version, RuleSetRole::Process),
        (None, None) => (&None, &None, &None, RuleSetRole::Process),
    };
    let id = id.as_ref().map_or_else(Id::unnamed, |id| id.value.clone());
    let name = name.as_ref().map_or_else(|| id.as_str().into(), |name| name.value.clone());
    let version = version.as_ref().map_or(Version::new(0, 0, 0), |version| version.value.clone());
    (id, name, version, role)
}
