//! A stage of a playbook.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::criterion::CriterionIx;
use crate::base::id::Id;
use crate::base::length::Length;

/// What being in a stage means for the deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageKind {
    /// The deal is being worked.
    Open,
    /// The deal is won.
    Won,
    /// The deal is lost, or was given up.
    Lost,
    /// The deal rests and may come back.
    Parked,
}

/// How a deal in a stage counts in a forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Forecast {
    /// Not counted.
    Omitted,
    /// May come.
    Pipeline,
    /// May well come.
    BestCase,
    /// Will come.
    Commit,
    /// Has come.
    Closed,
}

/// A stage: one step that a deal walks through.
#[derive(Debug, Clone)]
pub struct Stage {
    pub(crate) id: Id,
    pub(crate) name: Arc<str>,
    pub(crate) goal: Option<Arc<str>>,
    pub(crate) kind: StageKind,
    pub(crate) position: usize,
    pub(crate) probability: Option<f64>,
    pub(crate) forecast: Option<Forecast>,
    pub(crate) expected: Option<Length>,
    pub(crate) stalled_after: Option<Length>,
    pub(crate) buyer_stage: Option<Arc<str>>,
    pub(crate) entry: Vec<CriterionIx>,
    pub(crate) exit: Vec<CriterionIx>,
    pub(crate) stay: Vec<CriterionIx>,
}

impl Stage {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// What people call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is for.
    #[must_use]
    pub fn goal(&self) -> Option<&str> {
        self.goal.as_deref()
    }

    /// What being in it means.
    #[must_use]
    pub fn kind(&self) -> StageKind {
        self.kind
    }

    /// Its place in the document, counted from 0.
    #[must_use]
    pub fn position(&self) -> usize {
        self.position
    }

    /// How likely a deal in it is won, 0 to 1.
    #[must_use]
    pub fn probability(&self) -> Option<f64> {
        self.probability
    }

    /// How a deal in it counts in a forecast.
    #[must_use]
    pub fn forecast(&self) -> Option<Forecast> {
        self.forecast
    }

    /// How long a healthy deal spends in it.
    #[must_use]
    pub fn expected(&self) -> Option<Length> {
        self.expected
    }

    /// How long a deal may spend in it before it counts as stalled.
    #[must_use]
    pub fn stalled_after(&self) -> Option<Length> {
        self.stalled_after
    }

    /// Where the buyer is in their own journey.
    #[must_use]
    pub fn buyer_stage(&self) -> Option<&str> {
        self.buyer_stage.as_deref()
    }

    /// Whether deals are worked in it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.kind == StageKind::Open
    }
}
