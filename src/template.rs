//! Floor 1: templates; the only file that names minijinja.
//!
//! Strict: a name that is not there is an error, never an empty hole. A name that is there without a
//! value is a [`TemplateValue::unset`]: it counts as false in conditions and, printed as it is, shows its
//! fallback.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Object, ObjectRepr, Value, ValueKind};
use minijinja::{Environment, Output, State, UndefinedBehavior};

use crate::base::language::{Language, sentences};
use crate::base::markdown;
use crate::base::source::Span;

/// What a template may do at most, in minijinja's steps: a loop over a deal's facts is far below.
const FUEL: u64 = 1_000_000;

/// Longest template, in bytes.
pub(crate) const MAX_LENGTH: usize = 64 * 1024;

/// A template that does not parse, or that cannot be rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TemplateError {
    pub(crate) message: String,
    /// Where in the template; `None` when the engine does not say.
    pub(crate) span: Option<Span>,
}

/// A text in which names are filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Text {
    /// No name in it.
    Plain(Arc<str>),
    /// The place in its [`Templates`].
    Template(usize),
    /// The place of one that is Markdown.
    Markdown(usize),
}

/// What a template is, and so what its values must not become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// A plain text: values stand in it as they are.
    Plain,
    /// Markdown: whatever a value says, it is shown as text.
    Markdown,
}

impl Syntax {
    fn text(self, place: usize) -> Text {
        match self {
            Self::Plain => Text::Template(place),
            Self::Markdown => Text::Markdown(place),
        }
    }
}

/// The engine's name of a template; by it the formatter knows what it prints into.
fn engine_name(text: &Text) -> Option<String> {
    match text {
        Text::Plain(_) => None,
        Text::Template(place) => Some(place.to_string()),
        Text::Markdown(place) => Some(format!("{place}{MARKDOWN}")),
    }
}

const MARKDOWN: &str = ".md";

/// The templates that the rule sets of a playbook write, parsed once.
#[derive(Debug, Clone)]
pub(crate) struct Templates {
    engine: Environment<'static>,
    count: usize,
}

impl Default for Templates {
    fn default() -> Self {
        let mut engine = Environment::new();
        engine.set_undefined_behavior(UndefinedBehavior::Strict);
        engine.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
        engine.set_formatter(|out, state, value| print(&Wording::default(), out, state, value));
        engine.set_fuel(Some(FUEL));
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        engine.set_syntax(syntax.unwrap_or_default());
        Self { engine, count: 0 }
    }
}

/// How values are printed that are not printed as they are.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wording {
    pub(crate) language: Language,
    /// What people call the values of choices.
    pub(crate) names: BTreeMap<Arc<str>, Arc<str>>,
}

sentences! {
    /// A yes.
    yes() { English: "yes", SimplifiedChinese: "是" }
    /// A no.
    no() { English: "no", SimplifiedChinese: "否" }
    /// Between the items of a list.
    comma() { English: ", ", SimplifiedChinese: "、" }
}

impl Wording {
    fn truth(&self, truth: bool) -> String {
        if truth { yes(self.language) } else { no(self.language) }
    }

    fn choice(&self, value: &str) -> String {
        self.names.get(value).map_or_else(|| value.replace('_', " "), ToString::to_string)
    }
}

impl Templates {
    /// Prints values in these words from now on.
    pub(crate) fn speak(&mut self, wording: Wording) {
        self.engine.set_formatter(move |out, state, value| print(&wording, out, state, value));
    }

    /// Takes a text in and says which names it uses, dotted and sorted.
    pub(crate) fn add(
        &mut self,
        text: &str,
        syntax: Syntax,
    ) -> Result<(Text, Vec<String>), TemplateError> {
        if text.len() > MAX_LENGTH {
            let message = format!("the text is longer than {MAX_LENGTH} bytes");
            return Err(TemplateError { message, span: None });
        }
        let opens = |(brace, _)| {
            text.get(brace + 1..).is_some_and(|after| after.starts_with(['{', '%', '#']))
        };
        if !text.match_indices('{').any(opens) {
            return Ok((Text::Plain(text.trim_end_matches('\n').into()), Vec::new()));
        }
        let made = syntax.text(self.count);
        let name = engine_name(&made).unwrap_or_default();
        self.engine.add_template_owned(name.clone(), text.to_owned()).map_err(|e| error(&e))?;
        let template = self.engine.get_template(&name).map_err(|e| error(&e))?;
        let mut names: Vec<String> = template.undeclared_variables(true).into_iter().collect();
        names.sort_unstable();
        self.count += 1;
        Ok((made, names))
    }

    /// Fills the names in a text that is no template of these.
    pub(crate) fn render_once(
        &self,
        text: &str,
        syntax: Syntax,
        names: &TemplateValue,
    ) -> Result<String, TemplateError> {
        let name = match syntax {
            Syntax::Plain => "",
            Syntax::Markdown => MARKDOWN,
        };
        let template = self.engine.template_from_named_str(name, text).map_err(|e| error(&e))?;
        template.render(names.0.clone()).map_err(|e| error(&e))
    }

    /// Fills the names in.
    pub(crate) fn render(
        &self,
        text: &Text,
        names: &TemplateValue,
    ) -> Result<String, TemplateError> {
        match (text, engine_name(text)) {
            (Text::Plain(text), _) => Ok(text.to_string()),
            (_, name) => self
                .engine
                .get_template(&name.unwrap_or_default())
                .and_then(|template| template.render(names.0.clone()))
                .map_err(|e| error(&e)),
        }
    }
}

/// A part of a text as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
    /// What is shown as it is.
    Literal(&'t str),
    /// What is filled in.
    Placeholder {
        /// The name.
        name: &'t str,
        /// What is shown where the name has no value, if the text says so.
        fallback: Option<&'t str>,
    },
}

/// The parts of a text, in order.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    let mut ahead = None;
    std::iter::from_fn(move || {
        if let Some(placeholder) = ahead.take() {
            return Some(placeholder);
        }
        let found = rest.split_once("{{").and_then(|(before, after)| {
            let (inner, behind) = after.split_once("}}")?;
            Some((before, inner, behind))
        });
        let Some((before, inner, behind)) = found else {
            let last = std::mem::take(&mut rest);
            return (!last.is_empty()).then_some(Piece::Literal(last));
        };
        rest = behind;
        ahead = Some(placeholder(inner));
        Some(Piece::Literal(before))
    })
}

fn placeholder(inner: &str) -> Piece<'_> {
    let (name, fallback) = inner.split_once(" or ").map_or((inner, None), |(n, f)| (n, Some(f)));
    Piece::Placeholder {
        name: name.split('|').next().unwrap_or(name).trim(),
        fallback: fallback.map(|words| words.trim().trim_matches(['\'', '"'])),
    }
}

/// A text as it was written, with what will be filled in between `‹` and `›`: the words to use
/// where the name has no value, else the last part of the name.
pub(crate) fn readable(text: &str) -> String {
    let shown = pieces(text).map(|piece| match piece {
        Piece::Literal(text) => text.to_owned(),
        Piece::Placeholder { fallback: Some(words), .. } => {
            format!("‹{}›", words.trim_matches(['[', ']']))
        }
        Piece::Placeholder { name, .. } => {
            format!("‹{}›", name.rsplit('.').next().unwrap_or(name).replace('_', " "))
        }
    });
    shown.collect()
}

/// Names that every template may call besides its own: the engine's functions.
pub(crate) const FUNCTIONS: &[&str] = &["range", "dict", "namespace", "debug", "loop", "self"];

/// A value that templates see.
#[derive(Debug, Clone)]
pub(crate) struct TemplateValue(Value);

impl TemplateValue {
    /// A text.
    pub(crate) fn text(text: &str) -> Self {
        Self(Value::from(text))
    }

    /// One of a choice's values: compared as written, printed as a person says it (`no_decision`
    /// is «no decision»). Carried as a safe string, which compares like any other text.
    pub(crate) fn word(text: &str) -> Self {
        Self(Value::from_safe_string(text.to_owned()))
    }

    /// Yes or no.
    pub(crate) fn truth(truth: bool) -> Self {
        Self(Value::from(truth))
    }

    /// A whole number.
    pub(crate) fn integer(number: i64) -> Self {
        Self(Value::from(number))
    }

    /// A number.
    pub(crate) fn number(number: f64) -> Self {
        Self(Value::from(number))
    }

    /// A list.
    pub(crate) fn list(items: impl IntoIterator<Item = Self>) -> Self {
        Self(items.into_iter().map(|item| item.0).collect())
    }

    /// Named values.
    pub(crate) fn map(entries: impl IntoIterator<Item = (String, Self)>) -> Self {
        let entries: BTreeMap<String, Value> =
            entries.into_iter().map(|(name, value)| (name, value.0)).collect();
        Self(Value::from_object(Named(entries)))
    }

    /// The same named values and more; of two with the same name the later one counts.
    pub(crate) fn with(self, more: impl IntoIterator<Item = (String, Self)>) -> Self {
        let mut entries =
            self.0.downcast_object::<Named>().map_or_else(BTreeMap::new, |named| named.0.clone());
        entries.extend(more.into_iter().map(|(name, value)| (name, value.0)));
        Self(Value::from_object(Named(entries)))
    }

    /// A text that is Markdown already.
    pub(crate) fn markdown(text: String) -> Self {
        Self(Value::from_object(Made(text)))
    }

    /// A name without a value: false in conditions, and shown as its fallback.
    pub(crate) fn unset(fallback: impl Into<String>) -> Self {
        Self(Value::from_object(Unset(fallback.into())))
    }
}

#[derive(Debug)]
struct Named(BTreeMap<String, Value>);

impl Object for Named {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.0.get(key.as_str()?).cloned()
    }

    fn enumerate(self: &Arc<Self>) -> minijinja::value::Enumerator {
        minijinja::value::Enumerator::Values(
            self.0.keys().map(|k| Value::from(k.as_str())).collect(),
        )
    }
}

/// Markdown that is printed as it is.
#[derive(Debug)]
struct Made(String);

impl Object for Made {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Debug)]
struct Unset(String);

impl Object for Unset {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        false
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}]", self.0)
    }
}

fn print(
    wording: &Wording,
    out: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), minijinja::Error> {
    let text = match value.kind() {
        ValueKind::Undefined => return minijinja::escape_formatter(out, state, value),
        ValueKind::Number => number(value),
        ValueKind::Bool => wording.truth(value.is_true()),
        ValueKind::String if value.is_safe() => wording.choice(value.as_str().unwrap_or_default()),
        ValueKind::Seq => return print_list(wording, out, state, value),
        _ => value.to_string(),
    };
    let is_made = value.downcast_object_ref::<Made>().is_some();
    let text =
        if state.name().ends_with(MARKDOWN) && !is_made { markdown::escaped(&text) } else { text };
    out.write_str(&text).map_err(minijinja::Error::from)
}

fn print_list(
    wording: &Wording,
    out: &mut Output<'_>,
    state: &mut State<'_, '_>,
    list: &Value,
) -> Result<(), minijinja::Error> {
    for (index, item) in list.try_iter()?.enumerate() {
        if index > 0 {
            out.write_str(&comma(wording.language)).map_err(minijinja::Error::from)?;
        }
        print(wording, out, state, &item)?;
    }
    Ok(())
}

/// A number as people write it: no empty decimals, thousands apart from 10,000 on.
fn number(value: &Value) -> String {
    number_as_written(&value.to_string())
}

/// A number as people write it.
pub(crate) fn number_text(number: f64) -> String {
    number_as_written(&number.to_string())
}

fn number_as_written(text: &str) -> String {
    let text = text.strip_suffix(".0").unwrap_or(text);
    let (sign, text) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, decimals) = text.split_once('.').map_or((text, ""), |(w, d)| (w, d));
    if whole.len() < 5 || !whole.bytes().all(|b| b.is_ascii_digit()) {
        return format!("{sign}{text}");
    }
    let dot = if decimals.is_empty() { "" } else { "." };
    format!("{sign}{}{dot}{decimals}", grouped(whole))
}

fn grouped(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn error(error: &minijinja::Error) -> TemplateError {
    let kind = error.kind().to_string();
    let message = error.detail().map_or(kind, str::to_owned);
    TemplateError { message, span: error.range().map(Span::from) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render(
        text: &str,
        names: impl IntoIterator<Item = (&'static str, TemplateValue)>,
    ) -> String {
        let mut templates = Templates::default();
        let (text, _) = templates.add(text, Syntax::Plain).unwrap();
        let names =
            TemplateValue::map(names.into_iter().map(|(name, value)| (name.to_owned(), value)));
        templates.render(&text, &names).unwrap()
    }

    #[test]
    fn an_unset_name_shows_its_fallback_and_counts_as_false() {
        let unset = || [("x", TemplateValue::unset("Current solution"))];
        assert_eq!(render("a {{ x }}", unset()), "a [Current solution]");
        assert_eq!(render("a {{ x or 'the old way' }}", unset()), "a the old way");
        assert_eq!(render("{% if x %}a{% else %}b{% endif %}", unset()), "b");
    }

    #[test]
    fn values_print_as_people_write_them() {
        assert_eq!(render("{{ x }}", [("x", TemplateValue::number(120_000.0))]), "120,000");
        assert_eq!(render("{{ x }}", [("x", TemplateValue::number(-1_234_567.5))]), "-1,234,567.5");
        assert_eq!(render("{{ x }}", [("x", TemplateValue::integer(2026))]), "2026");
        assert_eq!(render("{{ x }}", [("x", TemplateValue::truth(true))]), "yes");
        let word = || [("x", TemplateValue::word("no_sale"))];
        assert_eq!(render("{{ x }}", word()), "no sale");
        assert_eq!(render("{% if x == 'no_sale' %}{{ x }}!{% endif %}", word()), "no sale!");
        let list = TemplateValue::list([TemplateValue::text("a"), TemplateValue::text("b")]);
        assert_eq!(render("{{ x }}", [("x", list)]), "a, b");
    }

    #[test]
    fn names_are_found_and_an_unknown_one_is_an_error() {
        let mut templates = Templates::default();
        let (text, names) =
            templates.add("{{ facts.b }} {{ facts.a or deal.name }}", Syntax::Plain).unwrap();
        assert_eq!(names, ["deal.name", "facts.a", "facts.b"]);
        assert!(templates.render(&text, &TemplateValue::map([])).is_err());
        let broken = templates.add("x {{ y", Syntax::Plain).unwrap_err();
        assert!(broken.span.is_some());
    }
    #[test]
    fn in_markdown_a_value_is_shown_as_text_unless_it_was_made_as_markdown() {
        let mut templates = Templates::default();
        let written = "**{{ x }}** {{ x ~ '!' }} {{ list }} {{ unset }}\n{{ made }}";
        let (text, _) = templates.add(written, Syntax::Markdown).unwrap();
        let names = TemplateValue::map([
            ("x".to_owned(), TemplateValue::text("*a* <b>")),
            ("list".to_owned(), TemplateValue::list([TemplateValue::text("[c]")])),
            ("unset".to_owned(), TemplateValue::unset("Goal")),
            ("made".to_owned(), TemplateValue::markdown("*d*".to_owned())),
        ]);
        let shown = templates.render(&text, &names).unwrap();
        let expected = "**\\*a\\* &lt;b>** \\*a\\* &lt;b>! \\[c\\] \\[Goal\\]\n*d*";
        assert_eq!(shown, expected);
    }
}
