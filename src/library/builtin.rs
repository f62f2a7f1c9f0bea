//! The rule sets that come with dealgraph.

use super::shelf::{ShelvedRuleSet, ShelvedTranslation};
use crate::base::source::Source;

macro_rules! texts {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../methodologies/", $name, ".toml"))),)*]
    };
}

/// Names and texts of the files; a rule set's name is its id.
const RULE_SETS: &[(&str, &str)] = texts![
    "spin" "solution" "value" "inbound" "target_account" "conceptual"
    "challenger" "sandler" "gap" "strategic" "meddpicc" "bant"
    "market" "seven_step" "four_step"
];
/// Language and rule set.
const TRANSLATIONS: &[(&str, &str)] = texts![
    "zh-Hans/spin" "zh-Hans/solution" "zh-Hans/value" "zh-Hans/inbound"
    "zh-Hans/target_account" "zh-Hans/conceptual" "zh-Hans/market"
    "zh-Hans/seven_step" "zh-Hans/four_step"
];

/// The built-in rule sets: methodologies, then processes.
pub(super) fn rule_sets() -> impl Iterator<Item = ShelvedRuleSet> {
    RULE_SETS.iter().map(|(name, text)| ShelvedRuleSet::unread(name, source(name, text)))
}

/// Their texts in other languages.
pub(super) fn translations() -> impl Iterator<Item = ShelvedTranslation> {
    TRANSLATIONS.iter().filter_map(|(name, text)| {
        let (lang, of) = name.split_once('/')?;
        Some(ShelvedTranslation::unread(of, lang, source(name, text)))
    })
}

fn source(name: &str, text: &str) -> Source {
    Source::new(format!("{name}.toml"), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_set_is_the_one_that_its_file_is_named_after() {
        for shelved in rule_sets() {
            let rules = shelved.get().unwrap_or_else(|| panic!("{} cannot be read", shelved.id));
            assert_eq!(rules.id().as_str(), &*shelved.id);
        }
        assert_eq!(rule_sets().count(), RULE_SETS.len());
    }

    #[test]
    fn every_translation_is_the_one_that_its_file_is_named_after() {
        for shelved in translations() {
            let name = format!("{}/{}", shelved.lang, shelved.of);
            let translation = shelved.get().unwrap_or_else(|| panic!("{name} cannot be read"));
            assert_eq!(format!("{}/{}", translation.lang.value, translation.of.value), name);
        }
        assert_eq!(translations().count(), TRANSLATIONS.len());
    }
}
