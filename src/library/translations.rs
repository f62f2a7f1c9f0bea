//! A rule set, those laid over it and their translations: a playbook in each language.

use std::sync::Arc;

use super::volume::Volume;
use crate::base::diagnostic::Diagnostic;
use crate::base::language::{Language, best_tag};
use crate::compile::{MARKET, Purpose, compile};
use crate::playbook::languages::Languages;
use crate::playbook::playbook::Playbook;
use crate::rules::{RuleSet, Translation};

/// All that a playbook is made from.
pub(super) struct Parts {
    own: Arc<RuleSet>,
    /// The rule sets laid over it, by the names under which it knows them, and the market that it
    /// speaks of where it says when it fits.
    laid_over: Vec<(Arc<str>, Arc<RuleSet>)>,
    translations: Vec<Arc<Volume<Translation>>>,
}

impl Parts {
    pub(super) fn new(
        own: Arc<RuleSet>,
        find: &dyn Fn(&str) -> Option<Arc<RuleSet>>,
        translations: impl IntoIterator<Item = Arc<Volume<Translation>>>,
    ) -> Arc<Self> {
        let names = own.document.overlays.iter().map(|overlay| overlay.methodology.value.clone());
        let market = std::iter::once(Arc::from(MARKET));
        let laid_over: Vec<_> =
            names.chain(market).filter_map(|name| Some((name.clone(), find(&name)?))).collect();
        let of = |translation: &Arc<Volume<Translation>>| {
            let mut sets = laid_over.iter().map(|(_, rules)| rules).chain([&own]);
            sets.any(|rules| rules.id().as_str() == &*translation.of)
        };
        let translations = translations.into_iter().filter(of).collect();
        Arc::new(Self { own, laid_over, translations })
    }

    pub(super) fn own(&self) -> &RuleSet {
        &self.own
    }

    /// The playbook in the rule sets' own language, and everything there is to say about it.
    pub(super) fn compile(
        self: &Arc<Self>,
        purpose: Purpose,
    ) -> (Option<Playbook>, Vec<Diagnostic>) {
        self.compile_with("", purpose, |rules| rules.clone())
    }

    /// In another language; with the rule sets' own texts where a translated one has a defect.
    fn compile_in(self: &Arc<Self>, tag: &str) -> Option<Playbook> {
        let translated = self
            .compile_with(tag, Purpose::Use, |rules| in_language(rules, &self.translations, tag))
            .0;
        translated.or_else(|| self.compile_with(tag, Purpose::Use, |rules| rules.clone()).0)
    }

    fn compile_with(
        self: &Arc<Self>,
        tag: &str,
        purpose: Purpose,
        text: impl Fn(&Arc<RuleSet>) -> Arc<RuleSet>,
    ) -> (Option<Playbook>, Vec<Diagnostic>) {
        let parts = self.clone();
        let make = move |tag: &str| parts.compile_in(tag);
        let languages = Languages::new(tag, &self.tags(), Arc::new(make));
        let find = |name: &str| {
            let (_, rules) = self.laid_over.iter().find(|(known, _)| **known == *name)?;
            Some(text(rules))
        };
        compile(&text(&self.own), &find, languages, purpose)
    }

    /// The tags that make a difference, the empty one for the rule sets' own language included.
    fn tags(&self) -> Vec<Arc<str>> {
        let mut tags: Vec<Arc<str>> = vec!["".into(), Language::SimplifiedChinese.tag().into()];
        tags.extend(self.translations.iter().map(|translation| translation.lang.clone()));
        tags.sort();
        tags.dedup();
        tags
    }
}

/// A rule set in the language that serves a reader of `tag` best, as far as that goes.
pub(super) fn in_language(
    rules: &Arc<RuleSet>,
    translations: &[Arc<Volume<Translation>>],
    tag: &str,
) -> Arc<RuleSet> {
    let of = || translations.iter().filter(|t| *t.of == *rules.id().as_str());
    let tags: Vec<&str> = of().map(|translation| &*translation.lang).collect();
    let best = best_tag(tag, &tags);
    let found = of().find(|translation| Some(&*translation.lang) == best);
    match found.and_then(|translation| translation.get()) {
        Some(translation) => Arc::new(translation.of_rule_set(rules)),
        None => rules.clone(),
    }
}
