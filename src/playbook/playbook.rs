//! A compiled rule set with those laid over it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::coaching::Coaching;
use super::content::{
    Play, Question, QuestionKind, Role, ScorecardRule, Script, SignalRule, Strategy, ThinkingModel,
};
use super::criterion::{Criterion, CriterionIx};
use super::graph::{StageGraph, StageIx};
use super::languages::Languages;
use super::overlay::Overlay;
use super::places::Places;
use crate::base::id::Id;
use crate::deal::field::Field;
use crate::deal::table::FieldTable;
use crate::expr::Condition;
use crate::expr::sentence::Phrases;
use crate::template::Templates;

/// A compiled rule set with those laid over it: immutable, checked, cheap to clone and to share
/// between threads.
#[derive(Debug, Clone)]
pub struct Playbook(pub(crate) Arc<Model>);

/// Which rule set a playbook was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RuleSetName {
    /// Its id.
    pub id: Id,
    /// What people call it.
    pub name: String,
    /// Its version.
    pub version: String,
    /// What it is about; processes do not say.
    #[serde(skip)]
    pub summary: Option<String>,
    /// Where it comes from: author, work, year.
    #[serde(skip)]
    pub source: Option<String>,
}

/// Whether a deal may jump ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Skip {
    /// When every gate on the way is open.
    Gated,
    /// Not at all.
    Never,
}

/// How far a deal may go back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Back {
    /// To any earlier stage.
    Any,
    /// To the stage before.
    Previous,
    /// Not at all.
    Never,
}

#[derive(Debug)]
pub(crate) struct Model {
    pub(crate) languages: Languages,
    pub(crate) own: RuleSetName,
    pub(crate) laid_over: Vec<RuleSetName>,
    pub(crate) goal: Arc<str>,
    pub(crate) skip: Skip,
    pub(crate) back: Back,
    /// Where a deal may be created; `None`: wherever the gates on the way are open.
    pub(crate) start: Option<Vec<StageIx>>,
    pub(crate) graph: StageGraph,
    pub(crate) overlays: Vec<Overlay>,
    pub(crate) fields: FieldTable,
    pub(crate) criteria: Vec<Criterion>,
    pub(crate) question_kinds: Vec<QuestionKind>,
    pub(crate) questions: Vec<Question>,
    pub(crate) plays: Vec<Play>,
    pub(crate) signals: Vec<SignalRule>,
    pub(crate) scorecards: Vec<ScorecardRule>,
    /// The places of the scorecards whose scores some criterion asks for.
    pub(crate) gate_scores: Vec<usize>,
    pub(crate) scripts: Vec<Script>,
    pub(crate) roles: Vec<Role>,
    /// What people call the reasons of a move, where their ids do not say it well.
    pub(crate) reason_names: BTreeMap<Arc<str>, Arc<str>>,
    pub(crate) principles: Vec<Arc<str>>,
    pub(crate) strategies: Vec<Strategy>,
    pub(crate) thinking_models: Vec<ThinkingModel>,
    pub(crate) coaching: Coaching,
    pub(crate) templates: Templates,
    pub(crate) places: Places,
}

impl Playbook {
    /// The rule set it was made from.
    #[must_use]
    pub fn rule_set(&self) -> &RuleSetName {
        &self.0.own
    }

    /// The rule sets laid over it, in document order.
    #[must_use]
    pub fn laid_over(&self) -> &[RuleSetName] {
        &self.0.laid_over
    }

    /// The stage graph.
    #[must_use]
    pub fn graph(&self) -> &StageGraph {
        &self.0.graph
    }

    /// What a won deal means: `purchase`, `subscription` or the company's own word.
    #[must_use]
    pub fn goal(&self) -> &str {
        &self.0.goal
    }

    /// The facts that a deal may carry, those that are worked out included.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.0.fields.iter().map(|(_, field)| field)
    }

    /// A condition in plain words, in the playbook's language.
    #[must_use]
    pub fn sentence(&self, condition: &Condition) -> String {
        condition.sentence(Phrases::of(self.0.languages.words), &())
    }

    /// Every criterion of its gates.
    pub fn criteria(&self) -> impl Iterator<Item = &Criterion> {
        self.0.criteria.iter()
    }

    /// The criteria that must hold to leave a stage forwards, those of checklists laid over
    /// included.
    pub fn exit_of(&self, stage: StageIx) -> impl Iterator<Item = &Criterion> {
        self.named(self.graph().stage(stage).map(|stage| stage.exit.as_slice()))
    }

    /// The criteria that must hold to enter a stage forwards.
    pub fn entry_of(&self, stage: StageIx) -> impl Iterator<Item = &Criterion> {
        self.named(self.graph().stage(stage).map(|stage| stage.entry.as_slice()))
    }

    /// The criteria that must hold for as long as a deal is in a stage.
    pub fn stay_of(&self, stage: StageIx) -> impl Iterator<Item = &Criterion> {
        self.named(self.graph().stage(stage).map(|stage| stage.stay.as_slice()))
    }

    fn named(&self, places: Option<&[CriterionIx]>) -> impl Iterator<Item = &Criterion> {
        places.unwrap_or_default().iter().filter_map(|ix| self.0.criteria.get(ix.0))
    }
}

impl Model {
    pub(crate) fn criterion(&self, ix: CriterionIx) -> Option<&Criterion> {
        self.criteria.get(ix.0)
    }
}
