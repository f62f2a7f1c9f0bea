//! `[script.advance_email]`: what a seller says or sends.

use crate::base::source::Spanned;

use super::allow::AllowDef;
use super::scalar::Name;
use super::section::section;
use super::text::Text;
use super::word::words;

section! {
    /// What a seller says or sends.
    ScriptDef {
        /// How it reaches the buyer: `call`, `email`, `meeting` or `message`.
        optional channel: Option<Spanned<Channel>>;
        /// The stages in which it is of use. Left out: in any.
        optional stages: Vec<Name>;
        /// The words; a template.
        required text: Text = r#""Thank you for your time today""#;
        /// Findings of `check` that are known and meant here, each with its reason.
        optional allow: Vec<AllowDef>;
    }
}

words! {
    /// How a script reaches the buyer.
    Channel {
        /// By telephone.
        Call "call",
        /// By e-mail.
        Email "email",
        /// Face to face, on the spot or by video.
        Meeting "meeting",
        /// By a short message.
        Message "message",
    }
}
