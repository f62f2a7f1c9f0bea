//! DG0406, DG0410, DG0704: gates that clash, on one move or along the way. DG0414: gates that exclude
//! each other unless a fact changes between. DG0407: won without what a forecast needs. DG0416: deals
//! that are stuck.

use std::collections::BTreeSet;

use super::super::content::WORKED_WITH;
use super::ways::{Gates, Life, Step, Travel, Ways};
use super::{Proofs, avoidable, circular, repeated, staleness};
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::deal::table::given;
use crate::logic::diagram::Diagram;
use crate::logic::space::Held;
use crate::playbook::criterion::CriterionIx;
use crate::playbook::graph::StageIx;
use crate::playbook::stage::StageKind;
use crate::rules::RuleSetRole;

pub(super) fn findings(proofs: &Proofs<'_>) -> Vec<Diagnostic> {
    if proofs.stated.iter().any(|stated| stated.alone.can_hold.is_no()) {
        return Vec::new();
    }
    let ways = Ways::of(proofs);
    let held = Held::nothing();
    let mut conditions = proofs.conditions.clone();
    let mut gates = Gates::new(proofs, &ways, &mut conditions, &held);
    let journeys = Journeys { proofs, shut: shut(proofs, &ways, &gates), ways };
    let mut found = journeys.overlays();
    if !found.is_empty() {
        return found;
    }
    let shut = journeys.shut.iter().enumerate().filter(|(_, clash)| clash.is_some());
    shut.for_each(|(at, _)| gates.close(at));
    let declared = Travel::new(proofs, &journeys.ways, Life::AsDeclared, &mut gates);
    let Some(declared) = declared else {
        proofs.leave_open("what deals can reach");
        return found;
    };
    found.extend(journeys.clashes(&declared, &mut gates));
    if found.iter().any(Diagnostic::is_error) {
        return found;
    }
    found.extend(repeated::gates(proofs, &journeys.ways));
    found.extend(circular::gates(proofs, &journeys.ways));
    found.extend(avoidable::stages(proofs, &declared, &mut gates));
    found.extend(staleness::on_the_way(proofs));
    found.extend(journeys.stuck(&declared, &mut gates));
    match Travel::new(proofs, &journeys.ways, Life::Kept, &mut gates) {
        Some(kept) => {
            found.extend(journeys.exclusions(&declared, &kept));
            found.extend(journeys.won_without(&kept, &mut gates));
        }
        None => proofs.leave_open("gates that exclude each other on the way"),
    }
    found
}

/// By the step: the criteria that keep it shut for good.
fn shut(proofs: &Proofs<'_>, ways: &Ways, gates: &Gates<'_>) -> Vec<Option<Vec<CriterionIx>>> {
    let of_step = |step: &Step| {
        let mut least: Option<Vec<CriterionIx>> = None;
        for asked in step.alternatives() {
            let clash = proofs.clash(&asked)?;
            if least.as_ref().is_none_or(|known| clash.len() < known.len()) {
                least = Some(clash);
            }
        }
        least
    };
    let may_be_shut = |at: usize| gates.is_shut(at) != Some(false);
    let steps = ways.steps.iter().enumerate();
    steps.map(|(at, step)| may_be_shut(at).then(|| of_step(step)).flatten()).collect()
}

struct Journeys<'a> {
    proofs: &'a Proofs<'a>,
    ways: Ways,
    shut: Vec<Option<Vec<CriterionIx>>>,
}

impl Journeys<'_> {
    /// Moves that the process alone allows and a methodology laid over shuts.
    fn overlays(&self) -> Vec<Diagnostic> {
        let proofs = self.proofs;
        let steps = self.ways.steps.iter().zip(&self.shut);
        let mut told: BTreeSet<Vec<CriterionIx>> = BTreeSet::new();
        let mut found = Vec::new();
        for (step, shut) in steps {
            let Some(clash) = shut.as_ref().filter(|_| proofs.clash(&step.own).is_none()) else {
                continue;
            };
            if !told.insert(clash.clone()) {
                continue;
            }
            let (from, to) = (proofs.stage(step.from).0, proofs.stage(step.to).0);
            let why = self.told(clash);
            let message = format!("no deal can move from `{from}` to `{to}`: {why}");
            let diagnostic = Diagnostic::new(Code::OverlayClash, message)
                .help("map the stages otherwise, or change the gate of the process");
            found.push(self.placed(diagnostic, clash, step));
        }
        found
    }

    /// Stages that no deal reaches, and transitions that no deal takes.
    fn clashes(&self, travel: &Travel, gates: &mut Gates<'_>) -> Vec<Diagnostic> {
        let without_gates = self.ways.reached(|_| true);
        let is_reached =
            |place: usize| travel.reached.moves.get(place).copied().flatten().is_some();
        let mut found = Vec::new();
        let mut lost: BTreeSet<usize> = BTreeSet::new();
        for (stage, _) in self.proofs.own.graph.stages() {
            let place = stage.position();
            if is_reached(place) || !without_gates.contains(&place) {
                continue;
            }
            lost.insert(place);
            let mut into = self
                .steps()
                .filter(|(_, step)| step.to == stage && is_reached(step.from.position()));
            if let Some((at, step)) = into.next() {
                found.push(self.unreached(travel, at, step));
            } else if self.ways.starts.iter().any(|(start, _)| *start == stage) {
                found.push(self.no_start(stage));
            }
        }
        for (at, step) in self.steps() {
            let from = step.from.position();
            if step.transition.is_none() || !is_reached(from) || lost.contains(&step.to.position())
            {
                continue;
            }
            let here = travel.reached.states.get(from).copied().unwrap_or(Diagram::FALSE);
            let open = travel.walk.ways.get(at).map_or(Diagram::TRUE, |way| way.open);
            if gates.space.diagrams.and(here, open) == Diagram::FALSE {
                found.push(self.never_taken(travel, at, step));
            }
        }
        self.known(found, gates)
    }

    /// What was found, unless the room for the diagrams ran out: nothing of it is sure then.
    fn known(&self, found: Vec<Diagnostic>, gates: &Gates<'_>) -> Vec<Diagnostic> {
        if gates.space.diagrams.is_exhausted() {
            self.proofs.leave_open("what deals can reach");
            return Vec::new();
        }
        found
    }

    fn unreached(&self, travel: &Travel, at: usize, step: &Step) -> Diagnostic {
        let to = self.proofs.stage(step.to).0;
        let (clash, why) = self.why_shut(travel, at, step);
        let message = format!("no deal can reach `{to}`: {why}");
        let diagnostic = Diagnostic::new(Code::ClashOnTheWay, message)
            .help("change one of the gates, or add a way around");
        self.placed(diagnostic, &clash, step)
    }

    fn never_taken(&self, travel: &Travel, at: usize, step: &Step) -> Diagnostic {
        let (from, to) = (self.proofs.stage(step.from).0, self.proofs.stage(step.to).0);
        let (clash, why) = self.why_shut(travel, at, step);
        let message = format!("no deal can take the transition from `{from}` to `{to}`: {why}");
        let diagnostic = Diagnostic::new(Code::NeverTaken, message)
            .help("change one of the gates, or remove the transition");
        self.placed(diagnostic, &clash, step)
    }

    fn no_start(&self, stage: StageIx) -> Diagnostic {
        let (name, span) = self.proofs.stage(stage);
        let message = format!("no deal can be created in `{name}`: its entry never opens");
        Diagnostic::new(Code::ClashOnTheWay, message)
            .at(&self.proofs.own.rules.source, span, "no facts open its entry")
            .help("change one of the criteria of its entry")
    }

    /// The criteria that shut a step, by themselves or with what was asked on the way to it.
    fn why_shut(&self, travel: &Travel, at: usize, step: &Step) -> (Vec<CriterionIx>, String) {
        if let Some(clash) = self.shut.get(at).cloned().flatten() {
            let why = self.told(&clash);
            return (clash, why);
        }
        let path = travel.walk.path_to(&travel.reached, step.from.position());
        let first = path.first().map_or(step.from.position(), |way| way.from);
        let starts = self.ways.starts.iter().filter(|(start, _)| start.position() == first);
        let mut asked: Vec<CriterionIx> = starts.flat_map(|(_, entry)| entry).copied().collect();
        for way in &path {
            let before = self.ways.from(way.from).find(|step| step.to.position() == way.to);
            asked.extend(before.into_iter().flat_map(|step| step.own.iter().copied()));
        }
        asked.extend(step.alternatives().next().unwrap_or_default());
        let clash = self.proofs.clash(&asked).unwrap_or_else(|| step.own.clone());
        let why = match clash.as_slice() {
            [only] => format!(
                "{} asks for a fact that cannot become so on the way",
                self.named(std::slice::from_ref(only))
            ),
            _ => format!(
                "{} exclude each other, and the facts may not change so between",
                self.named(&clash)
            ),
        };
        (clash, why)
    }

    /// Gates that can be passed one after the other only if a fact changes between.
    fn exclusions(&self, declared: &Travel, kept: &Travel) -> Vec<Diagnostic> {
        let is_in = |travel: &Travel, place: usize| {
            travel.reached.moves.get(place).copied().flatten().is_some()
        };
        let stages = self.proofs.own.graph.stages().map(|(stage, _)| stage);
        let excluded = stages
            .filter(|stage| is_in(declared, stage.position()) && !is_in(kept, stage.position()));
        excluded
            .filter_map(|stage| {
                let (at, step) = self
                    .steps()
                    .find(|(_, step)| step.to == stage && is_in(kept, step.from.position()))?;
                let (clash, _) = self.why_shut(kept, at, step);
                let to = self.proofs.stage(stage).0;
                let message = format!(
                    "every way to `{to}` asks for facts that exclude each other: {}",
                    self.named(&clash)
                );
                let diagnostic = Diagnostic::new(Code::ExcludedOnTheWay, message).help(
                    "a fact has to change between: if that is not meant, change one of the two",
                );
                Some(self.placed(diagnostic, &clash, step))
            })
            .collect()
    }

    /// Won deals without an amount or a close date.
    fn won_without(&self, kept: &Travel, gates: &mut Gates<'_>) -> Vec<Diagnostic> {
        let proofs = self.proofs;
        let open = proofs.own.graph.stages().filter(|(_, stage)| stage.is_open()).count();
        let cares = |slot| gates.space.is_asked(slot);
        let has_figures = proofs
            .own
            .graph
            .stages()
            .any(|(_, s)| s.is_open() && (s.probability().is_some() || s.forecast().is_some()));
        let has_gates = self.ways.steps.iter().any(|step| !step.own.is_empty());
        let is_worked_with = open >= WORKED_WITH && has_gates && has_figures;
        let is_sketch = !is_worked_with && !cares(given::AMOUNT) && !cares(given::CLOSE_DATE);
        if proofs.own.rules.role() != RuleSetRole::Process || is_sketch {
            return Vec::new();
        }
        let won = proofs.own.graph.stages().filter(|(_, stage)| stage.kind() == StageKind::Won);
        let mut found = Vec::new();
        for (stage, _) in won {
            let states = kept.reached.states.get(stage.position()).copied();
            let Some(states) = states.filter(|states| *states != Diagram::FALSE) else { continue };
            let missing: Vec<&str> = [(given::AMOUNT, "amount"), (given::CLOSE_DATE, "close_date")]
                .into_iter()
                .filter(|(slot, _)| {
                    let required =
                        proofs.fields().declaration(*slot).is_some_and(|known| known.always_set);
                    let set = gates.space.is_set_now(*slot);
                    !required && gates.space.diagrams.without(states, set) != Diagram::FALSE
                })
                .map(|(_, name)| name)
                .collect();
            if !missing.is_empty() {
                found.push(self.won_bare(kept, stage, &missing));
            }
        }
        found
    }

    fn won_bare(&self, kept: &Travel, stage: StageIx, missing: &[&str]) -> Diagnostic {
        let proofs = self.proofs;
        let path = proofs.path(&kept.walk, &kept.reached, stage);
        let (name, span) = proofs.stage(stage);
        let fields: Vec<String> = missing.iter().map(|field| format!("`{field}`")).collect();
        let message =
            format!("a deal can become `{name}` without {}: {path}", fields.join(" and "));
        let requires: Vec<String> = missing.iter().map(|field| format!("\"{field}\"")).collect();
        Diagnostic::new(Code::WonWithout, message)
            .at(&proofs.own.rules.source, span, "no gate on the way asks for it")
            .help(format!("add a gate with `requires = [{}]` before it", requires.join(", ")))
    }

    /// Stages with facts from which no move is possible any more.
    fn stuck(&self, travel: &Travel, gates: &mut Gates<'_>) -> Vec<Diagnostic> {
        let proofs = self.proofs;
        let open = proofs.own.graph.stages().filter(|(_, stage)| stage.is_open());
        let mut found = Vec::new();
        for (stage, _) in open {
            if self.ways.from(stage.position()).next().is_none() {
                continue;
            }
            let place = stage.position();
            let stuck = travel.walk.stuck(&mut gates.space.diagrams, &travel.reached, place);
            if stuck == Diagram::FALSE {
                continue;
            }
            let way = gates.space.diagrams.ways(stuck, 1).into_iter().next().unwrap_or_default();
            let witness = gates.space.witness(&way, None, 1, &|_| true).unwrap_or_default();
            let bounded = witness.only(way.iter().map(|(variable, _)| *variable), &gates.space);
            let facts = proofs.wording().facts(&bounded);
            let (name, span) = proofs.stage(stage);
            let message = match facts.is_empty() {
                true => format!("a deal in `{name}` is stuck: every move out of it is shut"),
                false => format!("a deal in `{name}` is stuck when {facts}"),
            };
            found.push(
                Diagnostic::new(Code::Stuck, message)
                    .at(
                        &proofs.own.rules.source,
                        span,
                        "no move is possible, whatever else changes",
                    )
                    .help("let such a deal be lost or parked without a guard"),
            );
        }
        self.known(found, gates)
    }

    fn steps(&self) -> impl Iterator<Item = (usize, &Step)> {
        self.ways.steps.iter().enumerate()
    }

    fn told(&self, clash: &[CriterionIx]) -> String {
        match clash {
            [_] => format!("{} never holds", self.named(clash)),
            _ => format!("{} exclude each other", self.named(clash)),
        }
    }

    fn named(&self, criteria: &[CriterionIx]) -> String {
        let ids: Vec<String> = criteria
            .iter()
            .filter_map(|ix| self.proofs.compiler.criteria.get(ix.0))
            .map(|criterion| format!("`{}`", criterion.condition().text()))
            .collect();
        match ids.as_slice() {
            [one, other] => format!("{one} and {other}"),
            many => many.join(", "),
        }
    }

    /// A finding at the last of the criteria, pointing at the others.
    fn placed(&self, mut diagnostic: Diagnostic, clash: &[CriterionIx], step: &Step) -> Diagnostic {
        let own = &self.proofs.own.rules.source;
        let written = clash.iter().filter_map(|ix| self.proofs.compiler.written.get(ix));
        let (here, elsewhere): (Vec<_>, Vec<_>) = written.partition(|w| w.source == *own);
        let mut here = here.into_iter().rev();
        diagnostic = match here.next() {
            Some(last) => diagnostic.at(own, last.span, "asked here"),
            None => {
                let transition = self.proofs.transition_span(step.transition);
                let span = transition.unwrap_or_else(|| self.proofs.stage(step.to).1);
                diagnostic.at(own, span, "on this way")
            }
        };
        for other in here.chain(elsewhere) {
            diagnostic = diagnostic.related(&other.source, other.span, "and here");
        }
        diagnostic
    }
}
