//! What is to be seen of a rule set's content: what it asks, and what helps to answer it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::base::id::Id;
use crate::base::source::Span;
use crate::compile::Compiler;
use crate::compile::part::Part;
use crate::deal::evidence::Evidence;
use crate::deal::field::FieldOrigin;
use crate::deal::table::given;
use crate::expr::syntax::Expr;
use crate::expr::{Condition, Slot, parse};
use crate::playbook::criterion::Criterion;
use crate::playbook::graph::StageIx;
use crate::rules::{CriterionDef, CriterionKind, ItemDef};

/// The fewest open stages of a rule set that is meant to be worked with: what is only missing
/// everywhere is not held against a sketch.
pub(in crate::compile) const WORKED_WITH: usize = 3;

/// The playbook's own rule set with what has been compiled of it and of those laid over it.
pub(crate) struct Content<'a> {
    pub(crate) compiler: &'a Compiler,
    pub(crate) own: &'a Part<'a>,
    pub(crate) laid: &'a [Part<'a>],
    /// The criteria by their ids; of several with one id the first.
    criteria: BTreeMap<&'a str, &'a Criterion>,
}

/// A criterion where it is asked.
pub(super) struct Asked<'a> {
    /// Where it is written.
    pub(super) at: Span,
    pub(super) criterion: &'a Criterion,
}

/// A compiled condition's tree, if it is the one that is written there: an id that stands twice leads to
/// another.
fn expr_of<'a>(compiled: Option<&'a Condition>, text: &str) -> Option<Cow<'a, Expr>> {
    let compiled = compiled.filter(|compiled| compiled.text() == text);
    let expr = compiled.map(|compiled| Cow::Borrowed(compiled.expr()));
    expr.or_else(|| parse(text).0.map(Cow::Owned))
}

impl<'a> Content<'a> {
    pub(crate) fn new(compiler: &'a Compiler, own: &'a Part<'a>, laid: &'a [Part<'a>]) -> Self {
        let mut criteria = BTreeMap::new();
        for criterion in &compiler.criteria {
            criteria.entry(criterion.id()).or_insert(criterion);
        }
        Self { compiler, own, laid, criteria }
    }

    /// What a play asks: as compiled, or as it can be read.
    pub(super) fn asked_of_play(&self, id: &Id, text: &str) -> Option<Cow<'a, Expr>> {
        let play = self.own.plays.get(id.as_str()).and_then(|at| self.compiler.plays.get(*at));
        expr_of(play.and_then(|play| play.when.as_ref()), text)
    }

    /// What an item of a scorecard asks: as compiled, or as it can be read.
    pub(super) fn asked_of_item(&self, card: &Id, item: &ItemDef) -> Option<Cow<'a, Expr>> {
        let qualified = self.own.qualified(card.as_str());
        let card = self.compiler.scorecards.iter().find(|known| known.id == qualified);
        let mut items = card.into_iter().flat_map(|card| &card.items);
        let compiled = items.find(|known| &*known.id == item.id.value.as_str());
        expr_of(compiled.map(|item| &item.when), &item.when.value)
    }

    pub(super) fn open_stages(&self) -> Vec<StageIx> {
        let stages = self.own.graph.stages();
        stages.filter(|(_, stage)| stage.is_open()).map(|(ix, _)| ix).collect()
    }

    /// The id of a stage, and where it is written.
    pub(super) fn stage(&self, ix: StageIx) -> (&'a str, Span) {
        let name = self.own.graph.stage(ix).map_or("", |stage| stage.id().as_str());
        let span = self.own.stage_spans.get(ix.position()).copied();
        (name, span.unwrap_or(self.own.header))
    }

    /// Whether there is any play or question, in this rule set or one laid over it.
    pub(super) fn suggests_something(&self) -> bool {
        !self.compiler.plays.is_empty() || !self.compiler.questions.is_empty()
    }

    /// What is written under these criteria, one for each field of a `requires`.
    pub(super) fn asked(&self, defs: &[CriterionDef]) -> Vec<Asked<'a>> {
        let ids = defs.iter().flat_map(|def| match def.kind() {
            CriterionKind::Inline { id, .. } => {
                id.map(|id| (id.value.to_string(), id.span)).into_iter().collect()
            }
            CriterionKind::Named(name) => vec![(name.value.to_string(), name.span)],
            CriterionKind::Requires(fields) => {
                let has = |field: &crate::rules::Name| (format!("has_{}", field.value), field.span);
                fields.iter().map(has).collect::<Vec<_>>()
            }
        });
        ids.filter_map(|(id, at)| Some(Asked { at, criterion: self.criterion(&id)? })).collect()
    }

    fn criterion(&self, id: &str) -> Option<&'a Criterion> {
        self.criteria.get(&*self.own.qualified(id)).copied()
    }

    /// The facts behind a criterion that somebody has to find out: what is worked out from the deal,
    /// what every deal has and what every CRM keeps is not among them. For a score they are those of
    /// its items.
    pub(super) fn to_find_out(&self, criterion: &Criterion) -> BTreeSet<Slot> {
        let cards = &self.compiler.scorecards;
        let behind = |slot: &Slot| match cards.iter().find(|card| card.slot == *slot) {
            Some(card) => card.items.iter().flat_map(|item| item.when.reads()).copied().collect(),
            None => vec![*slot],
        };
        let slots = criterion.condition.reads().iter().flat_map(behind);
        slots.filter(|slot| self.is_to_find_out(*slot)).collect()
    }

    fn is_to_find_out(&self, slot: Slot) -> bool {
        let field = self.compiler.fields.field(slot);
        field.is_some_and(|field| match field.origin {
            FieldOrigin::Declared => !field.required,
            FieldOrigin::Given => slot == given::CONTACTS,
            FieldOrigin::Derived | FieldOrigin::Score => false,
        })
    }

    /// Every fact that some play or question gives.
    pub(super) fn filled(&self) -> BTreeSet<Slot> {
        let plays = self.compiler.plays.iter().flat_map(|play| &play.fills);
        let questions = self.compiler.questions.iter().flat_map(|question| &question.fills);
        plays.chain(questions).copied().collect()
    }
}

/// Whether a criterion asks for more than the seller's own word.
pub(super) fn asks_the_buyer(criterion: &Criterion) -> bool {
    criterion.evidence.is_some_and(|grade| grade >= Evidence::Stated)
}
