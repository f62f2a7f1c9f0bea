//! The rule sets that come with dealgraph.

use super::volume::{Unread, Volume};
use crate::rules::{RuleSet, Translation};

macro_rules! texts {
    ($($name:literal)*) => {
        &[$((concat!($name, ".toml"), include_str!(concat!("../../methodologies/", $name, ".toml"))),)*]
    };
}

/// Names and texts of the files.
const RULE_SETS: &[(&str, &str)] = texts![
    "spin" "solution" "value" "inbound" "target_account" "conceptual"
    "challenger" "sandler" "gap" "strategic" "meddpicc" "bant"
    "market" "seven_step" "four_step"
];
const TRANSLATIONS: &[(&str, &str)] = texts![
    "zh-Hans/spin" "zh-Hans/solution" "zh-Hans/value" "zh-Hans/inbound"
    "zh-Hans/target_account" "zh-Hans/conceptual" "zh-Hans/market"
    "zh-Hans/seven_step" "zh-Hans/four_step"
];

/// The built-in rule sets: methodologies, then processes.
pub(super) fn rule_sets() -> impl Iterator<Item = Volume<RuleSet>> {
    RULE_SETS.iter().map(|(name, text)| {
        let parse = |source| RuleSet::parse(source).0;
        Volume::unread(id(name), "", Unread { name, text, parse })
    })
}

/// Their texts in other languages.
pub(super) fn translations() -> impl Iterator<Item = Volume<Translation>> {
    TRANSLATIONS.iter().map(|(name, text)| {
        let parse = |source| Translation::parse(source).0;
        let lang = name.split_once('/').map_or("", |(lang, _)| lang);
        Volume::unread(id(name), lang, Unread { name, text, parse })
    })
}

/// A file is named after the rule set in it.
fn id(name: &str) -> &str {
    let file = name.rsplit_once('/').map_or(name, |(_, file)| file);
    file.trim_end_matches(".toml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_later_is_what_its_name_says() {
        for volume in rule_sets() {
            assert_eq!(volume.get().unwrap().id().as_str(), &*volume.of);
        }
        for volume in translations() {
            let translation = volume.get().unwrap();
            assert_eq!(translation.of.value, volume.of);
            assert_eq!(translation.lang.value, volume.lang);
        }
    }
}
