//! `[signal.continuation]`: warning signs.

use crate::base::source::Spanned;

use super::allow::AllowDef;
use super::scalar::Name;
use super::section::section;
use super::text::{ConditionText, Text};
use super::word::words;

section! {
    /// A warning sign.
    SignalDef {
        /// The stages in which it is looked for. Left out: in any that is open.
        optional stages: Vec<Name>;
        /// When it shows.
        required when: ConditionText = r#""days_since_activity > 14""#;
        /// How bad it is: `info`, `warning` (the default) or `critical`.
        optional severity: Option<Spanned<Gravity>>;
        /// What to say; a template.
        required say: Text = r#""Nobody has spoken to the buyer for two weeks""#;
        /// The plays that answer it.
        optional plays: Vec<Name>;
        /// Findings of `check` that are known and meant here, each with its reason.
        optional allow: Vec<AllowDef>;
    }
}

words! {
    /// How bad a warning sign is.
    Gravity {
        /// Worth knowing.
        Info "info",
        /// Act soon.
        Warning "warning",
        /// Act now.
        Critical "critical",
    }
}
