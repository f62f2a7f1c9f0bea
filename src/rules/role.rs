//! `[role.economic_buyer]`: the people of a buying decision.

use super::allow::AllowDef;
use super::section::section;
use super::text::Text;

section! {
    /// A part that somebody plays in a buying decision.
    RoleDef {
        /// What people call it.
        required name: Option<Text> = r#""Economic buyer""#;
        /// What makes somebody it.
        optional duty: Option<Text>;
        /// Findings of `check` that are known and meant here, each with its reason.
        optional allow: Vec<AllowDef>;
    }
}
