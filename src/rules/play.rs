//! `[play.plan_an_advance]`: what to do next.

use crate::base::length::Length;
use crate::base::source::Spanned;

use super::allow::AllowDef;
use super::scalar::{Name, Priority};
use super::section::section;
use super::text::{ConditionText, Text};
use super::word::words;

section! {
    /// A next action.
    PlayDef {
        /// The stages in which it may be made. Left out: in any.
        optional stages: Vec<Name>;
        /// When it is called for. Left out: always.
        optional when: Option<ConditionText>;
        /// How important it is, 0 to 100.
        optional priority: Option<Spanned<Priority>>;
        /// How long it takes, such as `30m`.
        optional effort: Option<Spanned<Length>>;
        /// What sort of action it is: `tactic` (the default), `strategy`, `nurture` or `disqualify`.
        optional kind: Option<Spanned<PlayKind>>;
        /// What to do; a template.
        required action as "do": Text = r#""Agree the next step before the call ends""#;
        /// Why to do it.
        optional because: Option<Text>;
        /// The questions to ask for it.
        optional asks: Vec<Name>;
        /// The fields that it gives.
        optional fills: Vec<Name>;
        /// Findings of `check` that are known and meant here, each with its reason.
        optional allow: Vec<AllowDef>;
    }
}

words! {
    /// What sort of action a play is.
    PlayKind {
        /// A step on the way.
        Tactic "tactic",
        /// A change of the whole approach.
        Strategy "strategy",
        /// Keeping in touch until the time is right.
        Nurture "nurture",
        /// Giving the deal up.
        Disqualify "disqualify",
    }
}
