//! `[question_kind.problem]` and `[question.p_dissatisfied]`: what to ask a buyer.

use crate::base::length::Length;
use crate::base::source::Spanned;

use super::allow::AllowDef;
use super::scalar::Name;
use super::section::section;
use super::text::Text;

section! {
    /// A kind of question that a methodology teaches.
    QuestionKindDef {
        /// What people call it.
        required name: Option<Text> = r#""Problem""#;
        /// What questions of this kind are for.
        optional purpose: Option<Text>;
        /// Findings of `check` that are known and meant here, each with its reason.
        optional allow: Vec<AllowDef>;
    }
}

section! {
    /// A question to ask a buyer.
    QuestionDef {
        /// Its kind.
        optional kind: Option<Name>;
        /// The stages in which to ask it. Left out: in any.
        optional stages: Vec<Name>;
        /// The question; a template.
        required ask: Text = r#""How do you decide on a purchase like this?""#;
        /// The fields that an answer gives.
        optional fills: Vec<Name>;
        /// What to listen for in the answer.
        optional listen_for: Option<Text>;
        /// How long it takes, such as `30m`.
        optional effort: Option<Spanned<Length>>;
        /// Findings of `check` that are known and meant here, each with its reason.
        optional allow: Vec<AllowDef>;
    }
}
