//! One of the rule sets that a playbook is made from.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{header_span, no_stages};
use crate::base::source::Span;
use crate::expr::Slot;
use crate::playbook::content::StageSet;
use crate::playbook::criterion::CriterionIx;
use crate::playbook::graph::{StageGraph, StageIx};
use crate::playbook::overlay::Overlay;
use crate::rules::{OverlayDef, RuleSet};

/// One of the rule sets that a playbook is made from: its own, or one laid over it.
pub(super) struct Part<'a> {
    pub(super) rules: &'a RuleSet,
    /// How it is laid over; `None` for the playbook's own rule set.
    pub(super) overlay: Option<&'a OverlayDef>,
    pub(super) graph: StageGraph,
    pub(super) header: Span,
    pub(super) stage_spans: Vec<Span>,
    pub(super) transition_spans: Vec<Span>,
    /// By the position of the playbook's own stage: the stage of this part in which it lies.
    pub(super) lies_in: Vec<Option<StageIx>>,
    /// The slots of its scores, by the scorecard's id.
    pub(super) scores: BTreeMap<Arc<str>, Slot>,
    /// The slot of its own stage, when it is laid over and has stages.
    pub(super) stage_slot: Option<Slot>,
    /// Its questions and plays, by id.
    pub(super) questions: BTreeMap<Arc<str>, usize>,
    pub(super) plays: BTreeMap<Arc<str>, usize>,
    /// Its named criteria, by id.
    pub(super) named: BTreeMap<Arc<str>, CriterionIx>,
    /// The playbook's own stages that are open, by position.
    pub(super) open: Vec<bool>,
    /// Whether a stage or a transition could not be built, so that the graph proves nothing.
    pub(super) incomplete: bool,
}

impl<'a> Part<'a> {
    pub(super) fn own(rules: &'a RuleSet) -> Self {
        Self::new(rules, None)
    }

    pub(super) fn laid(rules: &'a RuleSet, overlay: &'a OverlayDef) -> Self {
        Self::new(rules, Some(overlay))
    }

    fn new(rules: &'a RuleSet, overlay: Option<&'a OverlayDef>) -> Self {
        Self {
            rules,
            overlay,
            graph: no_stages(),
            header: header_span(rules),
            stage_spans: Vec::new(),
            transition_spans: Vec::new(),
            lies_in: Vec::new(),
            scores: BTreeMap::new(),
            stage_slot: None,
            questions: BTreeMap::new(),
            plays: BTreeMap::new(),
            named: BTreeMap::new(),
            open: Vec::new(),
            incomplete: false,
        }
    }

    /// An id with the rule set in front.
    pub(super) fn qualified(&self, id: &str) -> Arc<str> {
        format!("{}.{id}", self.rules.id()).into()
    }

    /// The playbook's own stages that lie in these stages of the part; every open one when none are
    /// named.
    pub(super) fn shown_in(&self, stages: Option<&[StageIx]>) -> StageSet {
        let Some(stages) = stages else { return StageSet(self.open.clone()) };
        let lies = |place: &Option<StageIx>| place.is_some_and(|place| stages.contains(&place));
        StageSet(self.lies_in.iter().map(lies).collect())
    }

    /// The part as a methodology laid over; `None` when it has no stages.
    pub(super) fn overlay(&mut self) -> Option<Overlay> {
        let stage_slot = self.stage_slot.filter(|_| !self.graph.is_empty())?;
        let graph = std::mem::take(&mut self.graph);
        Some(Overlay { graph, lies_in: std::mem::take(&mut self.lies_in), stage_slot })
    }
}
