//! `[[fit]]`: when to choose a methodology.

use crate::base::code::Code;
use crate::base::id::Id;
use crate::base::source::Spanned;

use super::reader::Reader;
use super::section::section;
use super::text::{ConditionText, Text};

section! {
    /// A reason for, or against, choosing a methodology for a market.
    FitDef {
        /// Its id, by which translations find it.
        optional id: Option<Spanned<Id>>;
        /// A condition over the traits of a market.
        required when: ConditionText = r#""product_complexity == 'high'""#;
        /// How much it counts; below 0 it counts against. Left out: 1.
        optional weight: Option<Spanned<f64>>;
        /// Whether it rules the methodology out, whatever else speaks for it.
        optional veto: Option<Spanned<bool>>;
        /// Why.
        optional because: Option<Text>;
    }
    check FitDef::check;
}

impl FitDef {
    fn check(self, reader: &mut Reader<'_>) -> Option<Self> {
        if let (Some(weight), Some(true)) = (&self.weight, self.veto.as_ref().map(|it| it.value)) {
            let problem = "a veto has no `weight`: it rules the methodology out";
            reader.report(Code::WrongValue, weight.span, problem, "remove `weight` or `veto`");
        }
        Some(self)
    }
}
