//! A rule set as a guide: what a new rep is given to read.

mod lists;
mod stage;
mod words;

use super::document::{Document, Item, Marker, plain, strong};
use crate::base::language::Language;
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
        guide.document.mermaid(super::mermaid(playbook, None));
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
    guide.document.markdown()
}

/// A guide in the making.
pub(super) struct Guide<'a> {
    playbook: &'a Playbook,
    model: &'a Model,
    language: Language,
    document: Document,
}

impl<'a> Guide<'a> {
    pub(super) fn new(playbook: &'a Playbook) -> Self {
        let model = &*playbook.0;
        let language = model.languages.words;
        Self { playbook, model, language, document: Document::default() }
    }

    /// What it says so far.
    pub(super) fn document(self) -> Document {
        self.document
    }

    fn heading(&mut self, level: usize, text: &str) {
        self.document.heading(level, text);
    }

    fn list(&mut self, items: impl IntoIterator<Item = Item>) {
        self.document.list(Marker::Dot, items);
    }

    fn introduce(&mut self, rule_set: &str, market: &Market) {
        let all = std::iter::once(&self.model.own).chain(&self.model.laid_over);
        let Some(about) = all.into_iter().find(|name| name.id.as_str() == rule_set) else { return };
        self.head(about);
        self.fits(rule_set, market);
        if !self.model.principles.is_empty() {
            self.heading(2, &words::principles(self.language));
            let principles = &self.model.principles;
            self.list(principles.iter().map(|principle| plain(principle).item()));
        }
    }

    fn head(&mut self, about: &RuleSetName) {
        self.heading(1, &about.name);
        if let Some(summary) = &about.summary {
            self.document.quote([summary.as_str()]);
        }
        if let Some(source) = &about.source {
            self.document.paragraph(plain(words::source(self.language, source)));
        }
    }

    fn fits(&mut self, rule_set: &str, market: &Market) {
        let Some(candidate) = market.candidate(rule_set) else { return };
        self.heading(2, &words::when_it_fits(self.language));
        let (against, speaking): (Vec<_>, Vec<_>) =
            candidate.fits.iter().partition(|fit| speaks_against(fit.effect));
        self.reasons(speaking);
        if !against.is_empty() {
            self.document.paragraph(strong(words::when_not(self.language)));
            self.reasons(against);
        }
        let names: Vec<String> = candidate
            .pairs
            .iter()
            .filter_map(|id| market.candidate(id))
            .map(|pair| pair.name.to_string())
            .collect();
        if !names.is_empty() {
            let with = words::goes_well_with(self.language);
            let colon = if self.language == Language::English { ": " } else { "：" };
            let names = self.row(&names);
            self.document.paragraph(plain(format!("{with}{colon}{names}")));
        }
    }

    /// What speaks for or against it, the weightiest first.
    fn reasons(&mut self, mut fits: Vec<&Fit>) {
        let points = |effect: Effect| match effect {
            Effect::Points(points) => points,
            Effect::Veto => f64::NEG_INFINITY,
        };
        fits.sort_by(|one, other| points(other.effect).abs().total_cmp(&points(one.effect).abs()));
        let items: Vec<Item> = fits
            .into_iter()
            .map(|fit| {
                let sentence = capital(&fit.sentence);
                let what = match fit.effect {
                    Effect::Points(points) => {
                        words::fit(self.language, sentence, format!("{points:+}"))
                    }
                    Effect::Veto => words::veto(self.language, sentence),
                };
                let why = fit.because.as_deref().map(|why| format!(": {why}"));
                strong(what).plain(why.unwrap_or_default()).item()
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

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
