//! `[coach.rep]`: coaching prompts, one per audience.

use super::section::section;
use super::text::Text;

section! {
    /// The coaching prompts, one per audience.
    Coach {
        /// For the seller: what to do and say next.
        optional rep: Option<CoachDef>;
        /// For the manager: what to ask the seller.
        optional manager: Option<CoachDef>;
        /// For a language model that assists.
        optional assistant: Option<CoachDef>;
    }
}

section! {
    /// A coaching prompt.
    CoachDef {
        /// The prompt; a template. Left out: the built-in one.
        optional template: Option<Text>;
    }
}
