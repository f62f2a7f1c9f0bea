//! `[[fit]]`: when to choose a methodology.

use crate::base::source::Spanned;

use super::section::section;
use super::text::{ConditionText, Text};

section! {
    /// A reason for, or against, choosing a methodology for a market.
    FitDef {
        /// A condition over the traits of a market.
        required when: ConditionText = r#""product_complexity == 'high'""#;
        /// How much it counts; below 0 it counts against. Left out: 1.
        optional weight: Option<Spanned<f64>>;
        /// Why.
        optional because: Option<Text>;
    }
}
