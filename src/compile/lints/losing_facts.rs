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
use crate::rules::{CriterionDef, TransitionDef};

pub(super) fn needed_too_soon(content: &Content<'_>) -> Vec<Diagnostic> {
    let document = &content.own.rules.document;
    let ways = document.transitions.iter().enumerate();
    ways.filter_map(|(order, def)| {
        let from = losing_from(content, order)?;
        Some(content.asked(&def.guard).into_iter().filter_map(move |guard| {
            let too_soon = too_soon(content, &guard, &from);
            (!too_soon.is_empty()).then(|| told(content, &guard, &too_soon))
        }))
    })
    .flatten()
    .collect()
}

/// The open stages from which a transition leads to a lost one; `None` if it is no such transition.
fn losing_from(content: &Content<'_>, order: usize) -> Option<Vec<StageIx>> {
    let graph = &content.own.graph;
    let kind = |ix: StageIx| graph.stage(ix).map(|stage| stage.kind());
    let ways = graph.transitions().filter(|(.., way)| way.order() == order);
    let from: Vec<StageIx> = ways
        .filter(|(_, _, to, _)| kind(*to) == Some(StageKind::Lost))
        .map(|(_, from, ..)| from)
        .filter(|from| kind(*from) == Some(StageKind::Open))
        .collect();
    (!from.is_empty()).then_some(from)
}

/// The facts that a guard needs in a stage although only later gates ask for them, with the stages.
/// Facts that no other gate asks for are those of the loss itself, such as its reason.
fn too_soon(
    content: &Content<'_>,
    guard: &Asked<'_>,
    from: &[StageIx],
) -> BTreeMap<Slot, Vec<StageIx>> {
    let mut found: BTreeMap<Slot, Vec<StageIx>> = BTreeMap::new();
    for stage in from {
        let (before, after) = asked_around(content, *stage);
        for slot in facts(content, guard.criterion) {
            if after.contains(&slot) && !before.contains(&slot) {
                found.entry(slot).or_default().push(*stage);
            }
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

/// The facts that gates ask for up to a stage, and from there on. What is asked on winning a deal is
/// a fact of its end, as is what is asked on losing it.
fn asked_around(content: &Content<'_>, here: StageIx) -> (BTreeSet<Slot>, BTreeSet<Slot>) {
    let (mut before, mut after) = (BTreeSet::new(), BTreeSet::new());
    let document = &content.own.rules.document;
    for (def, (ix, stage)) in document.stages.iter().zip(content.own.graph.stages()) {
        let (entry, exit) = (asked(content, &def.entry), asked(content, &def.exit));
        match stage.is_open() {
            true if ix < here => before.extend(entry.into_iter().chain(exit)),
            true if ix == here => {
                before.extend(entry);
                after.extend(exit);
            }
            true => after.extend(entry.into_iter().chain(exit)),
            false => {}
        }
    }
    for (order, def) in document.transitions.iter().enumerate() {
        let guards = asked(content, &def.guard);
        match leads_forward_by(content, order, def) {
            Some(to) if is_open(content, to) && to <= here => before.extend(guards),
            Some(to) if is_open(content, to) => after.extend(guards),
            _ => {}
        }
    }
    (before, after)
}

fn asked(content: &Content<'_>, defs: &[CriterionDef]) -> BTreeSet<Slot> {
    content.asked(defs).iter().flat_map(|asked| facts(content, asked.criterion)).collect()
}

fn is_open(content: &Content<'_>, ix: StageIx) -> bool {
    content.own.graph.stage(ix).is_some_and(|stage| stage.is_open())
}

/// Where a transition leads, if that is forwards.
fn leads_forward_by(content: &Content<'_>, order: usize, def: &TransitionDef) -> Option<StageIx> {
    let graph = &content.own.graph;
    let to = graph.find(&def.to.value)?;
    let mut ways = graph.transitions().filter(|(.., way)| way.order() == order);
    ways.any(|(_, from, to, _)| graph.leads_forward(from, to)).then_some(to)
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
