//! `[reason.price]`: what people call the reasons of a move.

use super::section::section;
use super::text::Text;

section! {
    /// A reason that a move may state, where its id does not say it well.
    ReasonDef {
        /// What people call it.
        required name: Text = r#""Too expensive""#;
    }
}
