//! A rule set as a guide in Markdown: what a new rep is given to read.

mod lists;
mod stage;
mod words;

use crate::base::language::Language;
use crate::base::line::one_line;
use crate::playbook::market::{Effect, Fit, Market};
use crate::playbook::playbook::{Model, Playbook, RuleSetName};
use crate::playbook::stage::StageKind;

/// A rule set as a guide in Markdown, in the playbook's language: what it is, when it fits, its
/// stages as a picture (Mermaid), every gate with its sentences, the questions, the plays, the
/// warning signs. `rule_set` is the id of the one that it is about: the playbook's own, or one laid
/// over it.
///
/// # Example
/// ```
/// use dealgraph::{Library, render};
///
/// let library = Library::builtin();
/// let guide = render::guide(&library.compile("spin")?, "spin", &library.market("en")?);
/// assert!(guide.starts_with("# SPIN Selling\n"));
/// # Ok::<(), dealgraph::Error>(())
/// ```
#[must_use]
pub fn guide(playbook: &Playbook, rule_set: &str, market: &Market) -> String {
    let mut guide = Guide::new(playbook);
    guide.introduce(rule_set, market);
    let is_own = playbook.rule_set().id.as_str() == rule_set;
    if is_own {
        guide.heading(2, &words::the_way(guide.language));
        guide.block(&format!("```mermaid\n{}```", super::mermaid(playbook, None)));
        guide.overview();
    }
    guide.people();
    guide.thinking();
    let title = if is_own { words::stages } else { words::checklist };
    guide.heading(2, &title(guide.language));
    if is_own {
        for (ix, stage) in playbook.graph().stages() {
            if matches!(stage.kind(), StageKind::Open | StageKind::Won) {
                guide.stage(ix, stage);
            }
        }
        guide.ways();
    } else {
        guide.checklist();
    }
    guide.signals();
    guide.scorecards();
    guide.facts();
    guide.text
}

/// A guide in the making.
struct Guide<'a> {
    playbook: &'a Playbook,
    model: &'a Model,
    language: Language,
    text: String,
}

impl<'a> Guide<'a> {
    fn new(playbook: &'a Playbook) -> Self {
        let model = &*playbook.0;
        Self { playbook, model, language: model.languages.words, text: String::new() }
    }

    /// A paragraph, or anything else that stands for itself.
    fn block(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn heading(&mut self, level: usize, text: &str) {
        self.block(&format!("{} {}", "#".repeat(level), escaped(text)));
    }

    /// A list, each item in its own lines; nothing where it is empty.
    fn list(&mut self, items: impl IntoIterator<Item = String>) {
        let items: Vec<String> = items.into_iter().map(|item| format!("- {item}")).collect();
        if !items.is_empty() {
            self.block(&items.join("\n"));
        }
    }

    fn introduce(&mut self, rule_set: &str, market: &Market) {
        let all = std::iter::once(&self.model.own).chain(&self.model.laid_over);
        let Some(about) = all.into_iter().find(|name| name.id.as_str() == rule_set) else { return };
        self.head(about);
        self.fits(rule_set, market);
        let principles: Vec<String> =
            self.model.principles.iter().map(|principle| escaped(principle)).collect();
        if !principles.is_empty() {
            self.heading(2, &words::principles(self.language));
            self.list(principles);
        }
    }

    fn head(&mut self, about: &RuleSetName) {
        self.heading(1, &about.name);
        if let Some(summary) = &about.summary {
            self.block(&format!("> {}", escaped(summary)));
        }
        if let Some(source) = &about.source {
            self.block(&words::source(self.language, escaped(source)));
        }
    }

    fn fits(&mut self, rule_set: &str, market: &Market) {
        let Some(candidate) = market.candidate(rule_set) else { return };
        self.heading(2, &words::when_it_fits(self.language));
        let (against, speaking): (Vec<_>, Vec<_>) =
            candidate.fits.iter().partition(|fit| speaks_against(fit.effect));
        self.reasons(speaking);
        if !against.is_empty() {
            self.block(&format!("**{}**", words::when_not(self.language)));
            self.reasons(against);
        }
        let names: Vec<String> = candidate
            .pairs
            .iter()
            .filter_map(|id| market.candidate(id))
            .map(|pair| escaped(&pair.name))
            .collect();
        if !names.is_empty() {
            let with = words::goes_well_with(self.language);
            let colon = if self.language == Language::English { ": " } else { "：" };
            self.block(&format!("{with}{colon}{}", self.row(&names)));
        }
    }

    /// What speaks for or against it, the weightiest first.
    fn reasons(&mut self, mut fits: Vec<&Fit>) {
        let points = |effect: Effect| match effect {
            Effect::Points(points) => points,
            Effect::Veto => f64::NEG_INFINITY,
        };
        fits.sort_by(|one, other| points(other.effect).abs().total_cmp(&points(one.effect).abs()));
        let items: Vec<String> = fits
            .into_iter()
            .map(|fit| {
                let sentence = capital(&escaped(&fit.sentence));
                let what = match fit.effect {
                    Effect::Points(points) => {
                        words::fit(self.language, sentence, format!("{points:+}"))
                    }
                    Effect::Veto => words::veto(self.language, sentence),
                };
                let why = fit.because.as_deref().map(|why| format!(": {}", escaped(why)));
                format!("**{what}**{}", why.unwrap_or_default())
            })
            .collect();
        self.list(items);
    }

    /// «a, b, c».
    fn row(&self, items: &[String]) -> String {
        crate::engine::words::row(self.language, items.iter().map(String::as_str))
    }
}

fn speaks_against(effect: Effect) -> bool {
    match effect {
        Effect::Points(points) => points < 0.0,
        Effect::Veto => true,
    }
}

/// One line in which nothing is Markdown or HTML.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in one_line(text).chars() {
        if matches!(letter, '\\' | '*' | '_' | '<' | '>' | '[' | ']' | '|' | '#') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
