//! DG0412: deals that cannot be lost yet, because losing asks for facts of later stages.

use std::collections::{BTreeMap, BTreeSet};

use super::content::{Asked, Content};
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::deal::field::FieldOrigin;
use crate::expr::Slot;
use crate::playbook::criterion::Criterion;
use crate::playbook::graph::StageIx;
use crate::playbook::stage::StageKind;
use crate::rules::CriterionDef;

pub(super) fn needed_too_soon(content: &Content<'_>) -> Vec<Diagnostic> {
    let graph = &content.own.graph;
    let kind = |ix: StageIx| graph.stage(ix).map(|stage| stage.kind());
    let mut losing: BTreeMap<usize, Vec<StageIx>> = BTreeMap::new();
    for (_, from, to, way) in graph.transitions() {
        if kind(from) == Some(StageKind::Open) && kind(to) == Some(StageKind::Lost) {
            losing.entry(way.order()).or_default().push(from);
        }
    }
    let first = first_asked(content);
    let defs = &content.own.rules.document.transitions;
    let mut found = Vec::new();
    for (def, from) in losing.iter().filter_map(|(order, from)| Some((defs.get(*order)?, from))) {
        for guard in content.asked(&def.guard) {
            let too_soon = too_soon(content, &first, &guard, from);
            found.extend((!too_soon.is_empty()).then(|| told(content, &guard, &too_soon)));
        }
    }
    found
}

/// The facts that a guard needs in a stage although only later gates ask for them, with the stages.
/// Facts that no other gate asks for are those of the loss itself, such as its reason.
fn too_soon(
    content: &Content<'_>,
    first: &BTreeMap<Slot, usize>,
    guard: &Asked<'_>,
    from: &[StageIx],
) -> BTreeMap<Slot, Vec<StageIx>> {
    let mut found: BTreeMap<Slot, Vec<StageIx>> = BTreeMap::new();
    for slot in facts(content, guard.criterion) {
        let later = |stage: &&StageIx| first.get(&slot).is_some_and(|at| *at > on_entry(**stage));
        let stages: Vec<StageIx> = from.iter().filter(later).copied().collect();
        if !stages.is_empty() {
            found.insert(slot, stages);
        }
    }
    found
}

fn facts(content: &Content<'_>, criterion: &Criterion) -> BTreeSet<Slot> {
    let is_needed = |slot: &&Slot| {
        let field = content.compiler.fields.field(**slot);
        field.is_some_and(|field| {
            !field.required && matches!(field.origin, FieldOrigin::Declared | FieldOrigin::Given)
        })
    };
    criterion.condition.reads().iter().filter(is_needed).copied().collect()
}

/// The place of a stage's entry among all entries and exits.
fn on_entry(stage: StageIx) -> usize {
    stage.position() * 2
}

/// By the fact: the first place where a gate asks for it. What is asked on winning a deal is a fact of
/// its end, as is what is asked on losing it.
fn first_asked(content: &Content<'_>) -> BTreeMap<Slot, usize> {
    let (document, graph) = (&content.own.rules.document, &content.own.graph);
    let mut first: BTreeMap<Slot, usize> = BTreeMap::new();
    let mut ask = |defs: &[CriterionDef], place: usize| {
        for slot in content.asked(defs).iter().flat_map(|asked| facts(content, asked.criterion)) {
            let known = first.entry(slot).or_insert(place);
            *known = place.min(*known);
        }
    };
    let open = |ix: StageIx| graph.stage(ix).is_some_and(|stage| stage.is_open());
    for (def, (ix, _)) in
        document.stages.iter().zip(graph.stages()).filter(|(_, (ix, _))| open(*ix))
    {
        ask(&def.entry, on_entry(ix));
        ask(&def.exit, on_entry(ix) + 1);
    }
    for (_, from, to, way) in graph.transitions() {
        let def = document.transitions.get(way.order());
        if let Some(def) = def.filter(|_| open(to) && graph.leads_forward(from, to)) {
            ask(&def.guard, on_entry(to));
        }
    }
    first
}

fn told(
    content: &Content<'_>,
    guard: &Asked<'_>,
    too_soon: &BTreeMap<Slot, Vec<StageIx>>,
) -> Diagnostic {
    let fields = &content.compiler.fields;
    let fields = too_soon.keys().filter_map(|slot| fields.field(*slot));
    let facts: Vec<String> = fields.map(|field| format!("`{}`", field.id)).collect();
    let stages: BTreeSet<StageIx> = too_soon.values().flatten().copied().collect();
    let names: Vec<String> =
        stages.iter().map(|ix| format!("`{}`", content.stage(*ix).0)).collect();
    let message = format!(
        "a deal in {} cannot be lost without {}, which only later gates ask for",
        names.join(", "),
        facts.join(", ")
    );
    Diagnostic::new(Code::LosingNeeds, message)
        .at(&content.own.rules.source, guard.at, "asked of every deal that is lost")
        .help("ask for it only of deals that have come so far, or not at all: a deal can die early")
}
