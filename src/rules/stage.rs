//! `[[stage]]`: the stages, in their forward order, with their gates.

use crate::base::id::Id;
use crate::base::length::Length;
use crate::base::source::Spanned;

use super::allow::AllowDef;
use super::criterion::CriterionDef;
use super::scalar::{Name, Probability};
use super::section::section;
use super::text::Text;
use super::word::words;

section! {
    /// A stage; the order of the stages is the forward order.
    StageDef {
        /// Its id.
        required id: Spanned<Id> = r#""discover""#;
        /// What people call it. Left out: its id.
        optional name: Option<Text>;
        /// Whether deals in it are `open` (the default), `won`, `lost` or `parked`.
        optional kind as "type": Option<Spanned<StageType>>;
        /// What is to be reached in it.
        optional goal: Option<Text>;
        /// The chance that a deal in it is won, 0 to 1.
        optional probability: Option<Spanned<Probability>>;
        /// Where a forecast counts a deal in it.
        optional forecast: Option<Spanned<Forecast>>;
        /// How long a healthy deal stays in it, such as `14d`.
        optional expected: Option<Spanned<Length>>;
        /// After how long a deal in it counts as stalled.
        optional stalled_after: Option<Spanned<Length>>;
        /// Whether a deal has to pass it: `check` finds ways around it.
        optional must_pass: Option<Spanned<bool>>;
        /// Where the buyer is in their own journey.
        optional buyer_stage: Option<Name>;
        /// What must hold to enter it forwards, on resuming, on reopening or on creating a deal in it.
        optional entry: Vec<CriterionDef>;
        /// What must hold to leave it forwards.
        optional exit: Vec<CriterionDef>;
        /// What must hold for as long as a deal is in it; it blocks no move.
        optional stay: Vec<CriterionDef>;
        /// Findings of `check` that are known and meant here, each with its reason.
        optional allow: Vec<AllowDef>;
    }
}

words! {
    /// What being in a stage means for a deal.
    StageType {
        /// The deal is being worked on.
        Open "open",
        /// The deal has reached the goal.
        Won "won",
        /// The deal is over.
        Lost "lost",
        /// The deal rests.
        Parked "parked",
    }
}

words! {
    /// Where a forecast counts a deal.
    Forecast {
        /// Possible.
        Pipeline "pipeline",
        /// Likely, if all goes well.
        BestCase "best_case",
        /// Promised.
        Commit "commit",
        /// Done.
        Closed "closed",
        /// Not counted.
        Omitted "omitted",
    }
}
