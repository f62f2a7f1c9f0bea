//! Stages and the transitions between them.

use std::sync::Arc;

use super::Compiler;
use super::part::Part;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::id::Id;
use crate::base::language::Language;
use crate::base::nearest::nearest;
use crate::expr::Slot;
use crate::playbook::graph::{StageGraph, StageIx};
use crate::playbook::stage::{Forecast, Stage, StageKind};
use crate::playbook::transition::Transition;
use crate::rules::{self, Name, Origin, RuleSet, RuleSetRole, StageDef, TransitionDef};

/// The stages that a methodology gets by itself: `won` and `lost`, when it has stages and declares
/// no closed one.
pub(super) fn added_by_itself(rules: &RuleSet) -> &'static [&'static str] {
    let stages = &rules.document.stages;
    let closed = |stage: &StageDef| kind(stage) == StageKind::Won || kind(stage) == StageKind::Lost;
    let adds = rules.role() == RuleSetRole::Methodology
        && !stages.is_empty()
        && !stages.iter().any(closed);
    if adds { &["won", "lost"] } else { &[] }
}

/// A won stage is certain, a lost one impossible.
fn wrong_probability(part: &Part<'_>, def: &StageDef) -> Option<Diagnostic> {
    let (word, due) = match kind(def) {
        StageKind::Won => ("won", 1.0),
        StageKind::Lost => ("lost", 0.0),
        StageKind::Open | StageKind::Parked => return None,
    };
    let found = def.probability.as_ref().filter(|found| found.value.0 != due)?;
    let message = format!("a {word} stage has probability {due}, not {}", found.value.0);
    let source = &part.rules.source;
    let diagnostic = Diagnostic::new(Code::Probability, message).at(source, found.span, "");
    Some(diagnostic.help(format!("write `probability = {due:?}`")).fix(
        source,
        found.span,
        format!("{due:?}"),
    ))
}

fn kind(stage: &StageDef) -> StageKind {
    match stage.kind.as_ref().map(|kind| &kind.value) {
        Some(rules::StageType::Won) => StageKind::Won,
        Some(rules::StageType::Lost) => StageKind::Lost,
        Some(rules::StageType::Parked) => StageKind::Parked,
        Some(rules::StageType::Open) | None => StageKind::Open,
    }
}

impl Compiler {
    pub(super) fn build_stages(&mut self, part: &mut Part<'_>) {
        for def in &part.rules.document.stages {
            let position = part.graph.len();
            part.graph.add_stage(stage(def, position));
            part.stage_spans.push(def.id.span);
            self.sink.extend(wrong_probability(part, def));
        }
        for id in added_by_itself(part.rules) {
            part.graph.add_stage(by_itself(id, part.graph.len(), self.words));
        }
        if part.rules.document.transitions.is_empty() && !part.rules.lacks("transition") {
            add_default_transitions(&mut part.graph);
        } else {
            self.build_transitions(part);
        }
    }

    fn build_transitions(&mut self, part: &mut Part<'_>) {
        for (order, def) in part.rules.document.transitions.iter().enumerate() {
            part.transition_spans.push(def.at);
            let to = self.stage(part, &def.to);
            let from = self.origins(part, def);
            part.incomplete |= to.is_none() || from.is_empty();
            let Some(to) = to else { continue };
            for from in from.into_iter().filter(|from| *from != to) {
                part.graph.add_transition(from, to, transition(def, order));
            }
            self.used_roles.extend(def.actors.iter().map(|role| role.value.clone()));
        }
    }

    fn origins(&mut self, part: &Part<'_>, def: &TransitionDef) -> Vec<StageIx> {
        match &def.from {
            Origin::One(name) => self.stage(part, name).into_iter().collect(),
            Origin::Many(names) => names.iter().filter_map(|n| self.stage(part, n)).collect(),
            Origin::Any => open_stages(&part.graph),
        }
    }

    /// The stage of a part that a name means; reports a name that no stage has.
    pub(super) fn stage(&mut self, part: &Part<'_>, name: &Name) -> Option<StageIx> {
        let found = part.graph.find(&name.value);
        if found.is_none() {
            let known = part.graph.stages().map(|(_, stage)| stage.id.as_str());
            self.unknown_name(part, "stage", name, known);
        }
        found
    }

    /// The field that a name means; reports a name that no field has.
    pub(super) fn field(&mut self, part: &Part<'_>, name: &Name) -> Option<Slot> {
        let found = self.fields.slot(&name.value);
        if found.is_none() {
            let known: Vec<Arc<str>> = self.fields.settable().map(Arc::from).collect();
            self.unknown_name(part, "field", name, known.iter().map(|id| &**id));
        }
        found
    }

    /// Reports a name that nothing of its kind has, unless that only repeats what has been said.
    pub(super) fn unknown_name<'k>(
        &mut self,
        part: &Part<'_>,
        what: &str,
        name: &Name,
        known: impl Iterator<Item = &'k str>,
    ) {
        if part.rules.has_unread(&name.value) {
            return;
        }
        let source = &part.rules.source;
        let near = nearest(&name.value, known);
        let inner = rules::inside(source, name.span);
        let message = format!("there is no {what} `{}`", name.value);
        let diagnostic = Diagnostic::new(Code::UnknownName, message).at(source, name.span, "");
        self.sink.push(diagnostic.did_you_mean(source, inner, near));
    }
}

fn stage(def: &StageDef, position: usize) -> Stage {
    let id = def.id.value.clone();
    let name = def.name.as_ref().map_or_else(|| titled(&id), |name| name.value.clone());
    Stage {
        id,
        name,
        goal: def.goal.as_ref().map(|goal| goal.value.clone()),
        kind: kind(def),
        position,
        probability: def.probability.as_ref().map(|probability| probability.value.0),
        forecast: def.forecast.as_ref().map(|forecast| category(&forecast.value)),
        expected: def.expected.as_ref().map(|expected| expected.value),
        stalled_after: def.stalled_after.as_ref().map(|stalled| stalled.value),
        buyer_stage: def.buyer_stage.as_ref().map(|stage| stage.value.clone()),
        entry: Vec::new(),
        exit: Vec::new(),
        stay: Vec::new(),
    }
}

fn by_itself(id: &'static str, position: usize, words: Language) -> Stage {
    let (kind, probability) = match id {
        "won" => (StageKind::Won, 1.0),
        _ => (StageKind::Lost, 0.0),
    };
    Stage {
        name: ending_name(id, words),
        id: Id::known(id),
        goal: None,
        kind,
        position,
        probability: Some(probability),
        forecast: None,
        expected: None,
        stalled_after: None,
        buyer_stage: None,
        entry: Vec::new(),
        exit: Vec::new(),
        stay: Vec::new(),
    }
}

/// What people call a stage that every process has, written or not.
pub(super) fn ending_name(id: &str, words: Language) -> Arc<str> {
    let (won, lost) = match words {
        Language::English => ("Won", "Lost"),
        Language::SimplifiedChinese => ("赢单", "输单"),
    };
    if id == "won" { won.into() } else { lost.into() }
}

/// What people call a stage that has only an id: `closed_won` is «Closed won».
pub(super) fn titled(id: &Id) -> Arc<str> {
    let spoken = id.as_str().replace('_', " ");
    let mut letters = spoken.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect::<String>().into()
}

fn category(forecast: &rules::Forecast) -> Forecast {
    match forecast {
        rules::Forecast::Pipeline => Forecast::Pipeline,
        rules::Forecast::BestCase => Forecast::BestCase,
        rules::Forecast::Commit => Forecast::Commit,
        rules::Forecast::Closed => Forecast::Closed,
        rules::Forecast::Omitted => Forecast::Omitted,
    }
}

fn transition(def: &TransitionDef, order: usize) -> Transition {
    let texts = |names: &[Name]| names.iter().map(|name| name.value.clone()).collect();
    Transition {
        actors: texts(&def.actors),
        reasons: texts(&def.reasons),
        guards: Vec::new(),
        order,
    }
}

fn open_stages(graph: &StageGraph) -> Vec<StageIx> {
    graph.stages().filter(|(_, stage)| stage.is_open()).map(|(ix, _)| ix).collect()
}

/// Each open stage to the next, the last one to every won one, every open one to every lost and
/// parked one.
fn add_default_transitions(graph: &mut StageGraph) {
    let of = |wanted: &[StageKind]| -> Vec<StageIx> {
        graph.stages().filter(|(_, s)| wanted.contains(&s.kind())).map(|(ix, _)| ix).collect()
    };
    let open = of(&[StageKind::Open]);
    let won = of(&[StageKind::Won]);
    let rest = of(&[StageKind::Lost, StageKind::Parked]);
    let mut ways: Vec<(StageIx, StageIx)> =
        open.iter().copied().zip(open.iter().skip(1).copied()).collect();
    ways.extend(open.last().into_iter().flat_map(|last| won.iter().map(|won| (*last, *won))));
    ways.extend(open.iter().flat_map(|from| rest.iter().map(|to| (*from, *to))));
    for (order, (from, to)) in ways.into_iter().enumerate() {
        let transition =
            Transition { actors: Vec::new(), reasons: Vec::new(), guards: Vec::new(), order };
        graph.add_transition(from, to, transition);
    }
}
