//! The rule sets that come with dealgraph.

use crate::base::source::Source;

macro_rules! rule_sets {
    ($($name:literal)*) => {
        [$((concat!($name, ".toml"), include_str!(concat!("../../methodologies/", $name, ".toml"))),)*]
    };
}

/// The texts of the built-in rule sets: methodologies, then processes.
pub(super) fn sources() -> impl Iterator<Item = Source> {
    rule_sets!["spin" "seven_step" "four_step"]
        .into_iter()
        .map(|(name, text)| Source::new(name, text))
}
