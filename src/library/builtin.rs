//! The rule sets that come with dealgraph.

use crate::base::source::Source;

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

/// The texts of the built-in rule sets: methodologies, then processes.
pub(super) fn sources() -> impl Iterator<Item = Source> {
    RULE_SETS.iter().map(|(name, text)| Source::new(*name, *text))
}

/// Their texts in other languages.
pub(super) fn translations() -> impl Iterator<Item = Source> {
    TRANSLATIONS.iter().map(|(name, text)| Source::new(*name, *text))
}
