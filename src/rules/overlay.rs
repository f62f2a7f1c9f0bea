//! `[[overlay]]`: the methodologies that are laid over a process.

use super::allow::AllowDef;
use super::keyed::Pairs;
use super::scalar::Name;
use super::section::section;

section! {
    /// A methodology whose gates and content are laid over the stages of a process.
    OverlayDef {
        /// The id of a built-in methodology, or a path relative to this file.
        required methodology: Name = r#""spin""#;
        /// Which stage of the methodology each stage of the process lies in.
        optional stages: Pairs<Name>;
        /// Criteria of the methodology that become exit gates of these stages of the process.
        optional require: Pairs<Vec<Name>>;
        /// Findings of `check` that are known and meant here, each with its reason.
        optional allow: Vec<AllowDef>;
    }
}
