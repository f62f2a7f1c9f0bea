//! The market that the methodologies of a library are chosen for.

use std::sync::Arc;

use super::Library;
use super::translations::in_language;
use crate::base::language::Language;
use crate::compile::{MARKET, compile_market};
use crate::error::Error;
use crate::playbook::market::Market;
use crate::rules::RuleSet;

impl Library {
    /// The market that the methodologies of this library are chosen for, worded in the language
    /// that serves a reader of `language` (BCP 47) best. Its traits are the fields of the rule set
    /// `market`; a library can put its own in place of the built-in one.
    ///
    /// # Errors
    /// When there is no rule set `market`.
    pub fn market(&self, language: &str) -> Result<Market, Error> {
        let market = self.find(MARKET).ok_or_else(|| self.unknown(MARKET))?;
        let translated = |rules: &Arc<RuleSet>| in_language(rules, &self.translations, language);
        let rule_sets: Vec<Arc<RuleSet>> =
            self.rule_sets.iter().filter_map(|volume| volume.get()).map(translated).collect();
        let words = Language::for_reader(language).unwrap_or_default();
        Ok(compile_market(&translated(&market), &rule_sets, words))
    }
}
