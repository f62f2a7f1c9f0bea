//! `[model.buyers_journey]`: the models that a methodology thinks in.

use crate::base::source::Spanned;

use super::keyed::Pairs;
use super::scalar::Name;
use super::section::section;
use super::text::Text;
use super::word::words;

section! {
    /// A model that a methodology thinks in.
    ModelDef {
        /// What it is a model of.
        required kind: Spanned<ModelKind> = r#""buyer_journey""#;
        /// Its states, in their order.
        optional states: Vec<Name>;
        /// What people call these states, where their ids do not say it well.
        optional names: Pairs<Text>;
    }
}

words! {
    /// What a model is of.
    ModelKind {
        /// The way of a buyer.
        BuyerJourney "buyer_journey",
        /// The way of a deal.
        Pipeline "pipeline",
        /// How many of many remain.
        Funnel "funnel",
    }
}
