//! Deals from JSON, and what is wrong with them, at its place.

use std::ops::Range;
use std::path::{Path, PathBuf};

use dealgraph::{Deal, Error, Library, Playbook, Timestamp};
use serde_json::error::Category;

use super::nearest::nearest;
use super::{place, playbook, supposed, text};
use crate::args::{Basis, WhatIf};
use crate::exit::Failure;
use crate::report::excerpt::Excerpt;

/// A deal, its text, and where it was read from.
#[derive(Debug)]
pub(crate) struct DealFile {
    pub(crate) deal: Deal,
    name: String,
    text: String,
    folder: PathBuf,
    /// The facts that are taken to be otherwise, as they were written.
    set: Vec<String>,
}

/// What is wrong with the JSON of a deal.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    pub(crate) place: Range<usize>,
    /// Whether there seem to be several deals.
    pub(crate) several: bool,
}

impl DealFile {
    /// Reads a deal from a file, or from standard input for `-`.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let text::Text { name, text } = text::read(path)?;
        if text.trim().is_empty() {
            return Err(Failure::input(format!("{name}: it is empty"))
                .help("a deal is a JSON object with at least an `id` and a `stage`"));
        }
        let deal = parse(&text).map_err(|mistake| mistake.in_file(&name, &text))?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Ok(Self { deal, name, text, folder, set: Vec::new() })
    }

    /// The same deal with facts that are taken to be otherwise.
    pub(crate) fn supposing(self, what_if: &WhatIf, now: Timestamp) -> Result<Self, Failure> {
        let deal = supposed::with(&self.deal, what_if, now)?;
        Ok(Self { deal, set: what_if.set.clone(), ..self })
    }

    /// The playbook it goes by: the one asked for, else the one that it names.
    pub(crate) fn playbook(&self, library: &Library, basis: &Basis) -> Result<Playbook, Failure> {
        let playbook = self.playbook_or(library, basis.playbook.as_deref())?;
        Ok(playbook.in_language(&basis.lang))
    }

    /// The same, where a playbook may be asked for in another way.
    pub(crate) fn playbook_or(
        &self,
        library: &Library,
        asked: Option<&str>,
    ) -> Result<Playbook, Failure> {
        let named = self.deal.playbook.as_deref();
        let found = playbook::of_deal(library, asked, named, &self.folder);
        found.map_err(|failure| match (asked, named) {
            (Some(_), _) => failure,
            (None, Some(_)) => {
                let place = place::of_value(&self.text, &place::steps("playbook"));
                failure.at(self.excerpt(place))
            }
            (None, None) => failure.in_file(&self.name),
        })
    }

    /// The library's complaint about the deal, at its place.
    pub(crate) fn unusable(&self, error: Error) -> Failure {
        if let Error::UnknownFact { field, .. }
        | Error::NotSettable { field, .. }
        | Error::WrongValue { field, .. } = &error
            && let Some(set) = supposed::setting(&self.set, field)
        {
            return supposed::refused(set, &error);
        }
        let place = place_of(&error, &self.deal, &self.text);
        match self.excerpt(place) {
            Some(excerpt) => Failure::library(None, error).at(Some(excerpt)),
            None => Failure::library(Some(&self.name), error),
        }
    }

    fn excerpt(&self, place: Option<Range<usize>>) -> Option<Excerpt> {
        Excerpt::new(&self.name, &self.text, &place?)
    }
}

/// Where in the text of a deal stands what the library complains about.
pub(crate) fn place_of(error: &Error, deal: &Deal, text: &str) -> Option<Range<usize>> {
    let fact = |field: &str| place::steps(&format!("facts.{field}"));
    match error {
        Error::UnknownStage { stage, .. } if deal.stage.as_ref() == Some(stage) => {
            place::of_value(text, &place::steps("stage"))
        }
        Error::UnknownFact { field, .. } | Error::NotSettable { field, .. } => {
            place::of_key(text, &fact(field))
        }
        Error::WrongValue { field, .. } => place::of_value(text, &fact(field)),
        _ => None,
    }
}

/// Reads a deal from its JSON.
pub(crate) fn parse(text: &str) -> Result<Deal, Mistake> {
    serde_json::from_str(text).map_err(|error| mistake(text, &error))
}

impl Mistake {
    fn in_file(self, name: &str, text: &str) -> Failure {
        let excerpt = Excerpt::new(name, text, &self.place);
        let failure = match excerpt {
            Some(_) => Failure::input(self.message),
            None => Failure::input(format!("{name}: {}", self.message)),
        };
        let several = self
            .several
            .then(|| "for many deals, one on each line, use `dealgraph batch`".to_owned());
        self.help.or(several).into_iter().fold(failure.at(excerpt), Failure::help)
    }

    /// The mistake of a text of one line, in one line.
    pub(crate) fn in_line(self, text: &str) -> String {
        let column = Excerpt::new("", text, &self.place).map(|excerpt| excerpt.column());
        let place = column.map(|column| format!("column {column}: ")).unwrap_or_default();
        let help = self.help.map(|help| format!(" ({help})")).unwrap_or_default();
        format!("{place}{}{help}", self.message)
    }
}

fn mistake(text: &str, error: &serde_json::Error) -> Mistake {
    let start = text.len() - text.trim_start().len();
    if !text.trim_start().starts_with('{') && !error.is_eof() {
        let message = "a deal is a JSON object, `{…}`".to_owned();
        let several = text.trim_start().starts_with('[');
        return Mistake { message, help: None, place: start..start + 1, several };
    }
    let told = error.to_string();
    let told = told.rsplit_once(" at line ").map_or(told.as_str(), |(told, _)| told);
    let is_about_the_end = !error.is_data() || told.starts_with("missing field");
    let of_word = if is_about_the_end { place::of_word } else { place::of_word_before };
    let place = of_word(text, error.line(), error.column());
    let (message, help) = match error.classify() {
        Category::Eof => ("this JSON ends too early".to_owned(), None),
        Category::Data => not_a_deal(told),
        Category::Syntax | Category::Io => {
            not_json(told, text.get(place.start..).unwrap_or_default())
        }
    };
    Mistake { message, help, place, several: told == MORE }
}

/// What the reader of JSON says when there is more text behind a value.
const MORE: &str = "trailing characters";

fn not_json(told: &str, at_place: &str) -> (String, Option<String>) {
    let not_numbers = ["NaN", "Infinity", "-Infinity"];
    if let Some(word) = not_numbers.iter().find(|word| at_place.starts_with(**word)) {
        let help = "leave out what is not known, or write `null`";
        return (format!("this is not JSON: there is no number `{word}`"), Some(help.to_owned()));
    }
    let message = match told {
        MORE => "there is more text after the end of the deal".to_owned(),
        "recursion limit exceeded" => "this JSON is nested more than 128 levels deep".to_owned(),
        _ => format!("this is not JSON: {told}"),
    };
    (message, None)
}

fn not_a_deal(told: &str) -> (String, Option<String>) {
    let (told, known) = told.split_once(", expected one of ").unwrap_or((told, ""));
    let names = known.split('`').skip(1).step_by(2);
    let wanted = told.split('`').nth(1).unwrap_or_default();
    let help = nearest(wanted, names).map(|near| format!("did you mean `{near}`?"));
    let all = || (!known.is_empty()).then(|| format!("known are {}", known.replace('`', "")));
    (in_plain_words(told), help.or_else(all))
}

/// What a reader of JSON says, without the names of types.
fn in_plain_words(told: &str) -> String {
    if let Some(field) = told.strip_prefix("missing field ") {
        return format!("{field} is missing");
    }
    let words = [
        ("unknown field", "there is no key"),
        ("unknown variant", "there is no word"),
        ("duplicate field", "twice the key"),
        ("invalid type: ", "found "),
        ("invalid value: ", "found "),
        ("sequence", "list"),
        ("a map", "an object"),
        ("found map", "found an object"),
        ("found list", "found a list"),
        ("struct Deal", "an object"),
        ("struct Contact", "a contact, `{…}`"),
        ("struct HistoryEntry", "an entry of the history, `{…}`"),
        ("struct Snooze", "a silenced signal, `{…}`"),
        ("enum Stance", "a stance"),
        ("enum Evidence", "a grade of evidence"),
    ];
    words.iter().fold(told.to_owned(), |told, (from, to)| told.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (String, String, String) {
        let mistake = parse(text).unwrap_err();
        let place = text.get(mistake.place.clone()).unwrap_or("?").to_owned();
        let several = if mistake.several { "several" } else { "" };
        (mistake.message, mistake.help.unwrap_or(several.to_owned()), place)
    }

    fn expect(text: &str, message: &str, help: &str, place: &str) {
        assert_eq!(told(text), (message.to_owned(), help.to_owned(), place.to_owned()), "{text}");
    }

    #[test]
    fn mistakes_are_told_in_plain_words_at_their_place() {
        expect(
            r#"{"id": "D", "stgae": "x"}"#,
            "there is no key `stgae`",
            "did you mean `stage`?",
            "\"stgae\"",
        );
        expect(r#"{"stage": "x"}"#, "`id` is missing", "", "}");
        expect(r#"{"id": 5}"#, "found integer `5`, expected a string", "", "5");
        expect(r#"{"id": "a", "id": "b"}"#, "twice the key `id`", "", "\"id\"");
        expect(
            r#"{"id": "D", "facts": {"amount": NaN}}"#,
            "this is not JSON: there is no number `NaN`",
            "leave out what is not known, or write `null`",
            "N",
        );
        expect(r#"{"id": "D""#, "this JSON ends too early", "", "\"D\"");
        expect(r#"[{"id": "D"}]"#, "a deal is a JSON object, `{…}`", "several", "[");
        expect(
            "{\"id\": \"D\"}\n{}",
            "there is more text after the end of the deal",
            "several",
            "{",
        );
        expect(
            r#"{"id": "D", "contacts": [5]}"#,
            "found integer `5`, expected a contact, `{…}`",
            "",
            "5",
        );
        expect(
            r#"{"id": "D", "contacts": [{"stance": "freind"}]}"#,
            "there is no word `freind`",
            "known are champion, supporter, neutral, sceptic, opponent, unknown",
            "\"freind\"",
        );
    }

    #[test]
    fn deep_nesting_is_refused() {
        let text = format!(r#"{{"id": "D", "facts": {{"a": {}"#, "[".repeat(10_000));
        assert_eq!(told(&text).0, "this JSON is nested more than 128 levels deep");
    }
}
