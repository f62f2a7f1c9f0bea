//! `[process]` and `[methodology]`: what a rule set is.

use semver::Version;

use crate::base::id::Id;
use crate::base::source::Spanned;

use super::allow::AllowDef;
use super::scalar::Name;
use super::section::section;
use super::text::Text;
use super::word::words;

section! {
    /// The header of a process: the stages that a company walks a deal through.
    ProcessDef {
        /// The id of the rule set.
        required id: Option<Spanned<Id>> = r#""acme_enterprise""#;
        /// Its name, for people.
        required name: Option<Text> = r#""Acme enterprise sales""#;
        /// Its semantic version; every assessment names it.
        required version: Option<Spanned<Version>> = r#""1.0.0""#;
        /// What a won deal means: `purchase` (the default), `investment`, `signup`, `subscription` or a word of one's own.
        optional goal: Option<Name>;
        /// The stages where a deal may be created. Left out: every open stage whose gates on the way from the first one are open.
        optional start: Vec<Name>;
        /// Whether a deal may jump ahead: `gated` (the default) when every gate on the way is open, or `never`.
        optional skip: Option<Spanned<Skip>>;
        /// How far a deal may go back: to `any` earlier open stage (the default), to the `previous` one, or `never`.
        optional back: Option<Spanned<Back>>;
        /// Findings of `check` that are known and meant in all of the text, each with its reason.
        optional allow: Vec<AllowDef>;
    }
}

section! {
    /// The header of a methodology: why and how to sell, for many companies.
    MethodologyDef {
        /// The id of the rule set.
        required id: Option<Spanned<Id>> = r#""our_method""#;
        /// Its name, for people.
        required name: Option<Text> = r#""Our method""#;
        /// Its semantic version; every assessment names it.
        required version: Option<Spanned<Version>> = r#""1.0.0""#;
        /// What it is about, in one sentence.
        optional summary: Option<Text>;
        /// Where it comes from: author, work, year.
        optional source: Option<Text>;
        /// What it holds to be true of selling.
        optional principles: Vec<Text>;
        /// Whether it is best laid beside another one that owns the stages of a deal.
        optional support: Option<Spanned<bool>>;
        /// The methodologies that it goes well with.
        optional pairs: Vec<Name>;
        /// Findings of `check` that are known and meant in all of the text, each with its reason.
        optional allow: Vec<AllowDef>;
    }
}

words! {
    /// Whether a deal may jump ahead.
    Skip {
        /// When every gate on the way is open.
        Gated "gated",
        /// Not at all.
        Never "never",
    }
}

words! {
    /// How far a deal may go back.
    Back {
        /// To any earlier open stage.
        Any "any",
        /// To the stage before.
        Previous "previous",
        /// Not at all.
        Never "never",
    }
}

/// The header of a rule set.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Header<'a> {
    /// It is a process.
    Process(&'a ProcessDef),
    /// It is a methodology.
    Methodology(&'a MethodologyDef),
}
