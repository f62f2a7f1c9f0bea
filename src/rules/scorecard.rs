//! `[scorecard.needs]`: how strong a deal is, in figures.

use crate::base::code::Code;
use crate::base::id::Id;
use crate::base::source::Spanned;

use super::allow::AllowDef;
use super::reader::Reader;
use super::section::section;
use super::text::{ConditionText, Text};
use super::word::words;

section! {
    /// A figure for how strong a deal is, made of items.
    ScorecardDef {
        /// What people call it.
        required name: Option<Text> = r#""Strength of need""#;
        /// How the items' points become one figure: their `sum` (the default), `product` or `min`.
        optional combine: Option<Spanned<Combine>>;
        /// Its items.
        optional items as "item": Vec<ItemDef>;
        /// Findings of `check` that are known and meant here, each with its reason.
        optional allow: Vec<AllowDef>;
    }
    check ScorecardDef::check;
}

section! {
    /// An item of a scorecard.
    ItemDef {
        /// Its id, unique in its scorecard.
        required id: Spanned<Id> = r#""explicit""#;
        /// When it scores its points.
        required when: ConditionText = r#""has(amount)""#;
        /// The points that it scores.
        required points: Spanned<f64> = "10";
        /// What to say when it does not score.
        optional otherwise: Option<Text>;
    }
}

words! {
    /// How the items' points become one figure.
    Combine {
        /// Added up.
        Sum "sum",
        /// Multiplied.
        Product "product",
        /// The least of them.
        Min "min",
    }
}

impl ScorecardDef {
    fn check(self, reader: &mut Reader<'_>) -> Option<Self> {
        if self.items.is_empty() && reader.clean {
            let help = "add a table `[[scorecard.ID.item]]` with `id`, `when` and `points`";
            reader.report(Code::MissingKey, self.at, "this scorecard has no items", help);
        }
        Some(self)
    }
}
