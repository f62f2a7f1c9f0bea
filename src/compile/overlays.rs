//! Methodologies laid over a process: which ones, and where each stage of the process lies in them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Compiler;
use super::part::Part;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Span;
use crate::playbook::graph::{StageGraph, StageIx};
use crate::playbook::stage::StageKind;
use crate::rules::{Name, OverlayDef, RuleSet, RuleSetRole};

impl Compiler {
    /// The rule sets that the overlays name, those left out that cannot be used.
    pub(super) fn laid_over<'a>(
        &mut self,
        own: &'a RuleSet,
        find: &dyn Fn(&str) -> Option<Arc<RuleSet>>,
    ) -> Vec<(&'a OverlayDef, Arc<RuleSet>)> {
        let mut laid: Vec<(&OverlayDef, Arc<RuleSet>)> = Vec::new();
        for def in &own.document.overlays {
            let name = &def.methodology;
            let problem = match find(&name.value) {
                None => Some(format!("there is no methodology `{}`", name.value)),
                Some(rules) if rules.role() == RuleSetRole::Process => Some(format!(
                    "`{}` is a process, and only a methodology can be laid over a process",
                    name.value
                )),
                Some(rules) if laid.iter().any(|(_, known)| known.id() == rules.id()) => {
                    Some(format!("`{}` is laid over twice", rules.id()))
                }
                Some(rules) => {
                    laid.push((def, rules));
                    None
                }
            };
            if let Some(problem) = problem {
                let diagnostic = Diagnostic::new(Code::UnknownOverlay, problem)
                    .at(&own.source, name.span, "")
                    .help("name a built-in methodology (`dealgraph list` shows them), or the path of a file beside this one");
                self.sink.push(diagnostic);
            }
        }
        laid
    }

    /// Finds where each of the playbook's own stages lies in each part.
    pub(super) fn place_overlays(&mut self, parts: &mut [Part<'_>]) {
        let Some((own, laid)) = parts.split_first_mut() else { return };
        let open: Vec<bool> = own.graph.stages().map(|(_, stage)| stage.is_open()).collect();
        own.lies_in = own.graph.stages().map(|(ix, _)| Some(ix)).collect();
        for part in laid {
            let mapped = self.mapped(own, part);
            part.lies_in = places(&own.graph, &part.graph, &mapped);
            part.open.clone_from(&open);
            if !part.graph.is_empty() {
                self.check_map(own, part, &mapped);
            }
        }
        own.open = open;
    }

    /// The stage map as written, by the process's stage.
    fn mapped(&mut self, own: &Part<'_>, part: &Part<'_>) -> BTreeMap<StageIx, (StageIx, Span)> {
        let Some(overlay) = part.overlay else { return BTreeMap::new() };
        let mut mapped = BTreeMap::new();
        for (process, methodology) in overlay.stages.iter() {
            let from = self.stage(own, process);
            let to = part.graph.find(&methodology.value);
            if to.is_none() {
                let known = part.graph.stages().map(|(_, stage)| stage.id.as_str());
                self.unknown_name(
                    own,
                    &format!("stage of {}", part.rules.id()),
                    methodology,
                    known,
                );
            }
            if let (Some(from), Some(to)) = (from, to) {
                mapped.insert(from, (to, methodology.span));
            }
        }
        mapped
    }

    fn check_map(
        &mut self,
        own: &Part<'_>,
        part: &Part<'_>,
        mapped: &BTreeMap<StageIx, (StageIx, Span)>,
    ) {
        let rank = |ix: &StageIx| part.graph.forward_rank(*ix);
        let steps: Vec<_> = mapped
            .iter()
            .filter(|(from, _)| own.graph.stage(**from).is_some_and(|s| s.is_open()))
            .collect();
        let mut backwards = false;
        for pair in steps.windows(2) {
            let [(earlier, (before, first)), (later, (after, second))] = pair else { continue };
            if rank(after) < rank(before) {
                let name = |ix: &StageIx| own.graph.stage(*ix).map_or("", |s| s.id.as_str());
                let message = format!(
                    "`{}` comes after `{}`, but lies in an earlier stage of {}",
                    name(later),
                    name(earlier),
                    part.rules.id()
                );
                let diagnostic = Diagnostic::new(Code::BackwardsMap, message)
                    .at(&own.rules.source, *second, "the earlier stage of the methodology")
                    .related(&own.rules.source, *first, "the later one")
                    .help("let the map go forwards, as the deal does");
                self.sink.push(diagnostic);
                backwards = true;
            }
        }
        if !backwards {
            self.warn_of_unshown(own, part);
        }
    }

    /// Open stages of a methodology in which no stage of the process lies, where something is meant
    /// for them alone.
    fn warn_of_unshown(&mut self, own: &Part<'_>, part: &Part<'_>) {
        let Some(overlay) = part.overlay else { return };
        let is_left_out = |ix: StageIx| !part.lies_in.contains(&Some(ix));
        for (ix, stage) in part.graph.stages().filter(|(ix, s)| s.is_open() && is_left_out(*ix)) {
            let lost = never_shown(part, ix);
            if lost.is_empty() {
                continue;
            }
            let message =
                format!("no stage of this process lies in `{}` of {}", stage.id, part.rules.id());
            let diagnostic = Diagnostic::new(Code::UnmappedStage, message)
                .at(&own.rules.source, overlay.at, listed("never shown: ", &lost))
                .help(format!("map a stage to it: `stages = {{ … = \"{}\" }}`", stage.id));
            self.sink.push(diagnostic);
        }
    }
}

/// Most names that a message lists.
const LISTED: usize = 5;

fn listed(front: &str, names: &[&str]) -> String {
    let first: Vec<String> = names.iter().take(LISTED).map(|name| format!("`{name}`")).collect();
    let more = match names.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{front}{}{more}", first.join(", "))
}

/// The plays, questions, signals and scripts of a methodology that are for this stage, or for it and
/// later ones, and for none in which a stage of the process lies.
fn never_shown<'p>(part: &'p Part<'_>, left_out: StageIx) -> Vec<&'p str> {
    let document = &part.rules.document;
    let plays = document.plays.iter().map(|(id, play)| (id, &play.stages));
    let questions = document.questions.iter().map(|(id, question)| (id, &question.stages));
    let signals = document.signals.iter().map(|(id, signal)| (id, &signal.stages));
    let scripts = document.scripts.iter().map(|(id, script)| (id, &script.stages));
    let is_lost = |stages: &[Name]| {
        let places: Vec<StageIx> =
            stages.iter().filter_map(|stage| part.graph.find(&stage.value)).collect();
        places.iter().min() == Some(&left_out)
            && !places.iter().any(|place| part.lies_in.contains(&Some(*place)))
    };
    let all = plays.chain(questions).chain(signals).chain(scripts);
    all.filter(|(_, stages)| is_lost(stages)).map(|(id, _)| id.value.as_str()).collect()
}

/// By the position of the process's stage: where it lies in the methodology. An open stage that is
/// not mapped lies where the one before it lies; a won one in the first won one; a lost or parked
/// one in the first of its kind.
fn places(
    process: &StageGraph,
    methodology: &StageGraph,
    mapped: &BTreeMap<StageIx, (StageIx, Span)>,
) -> Vec<Option<StageIx>> {
    let first = |kind: StageKind| {
        methodology.stages().find(|(_, stage)| stage.kind() == kind).map(|(ix, _)| ix)
    };
    let mut before = None;
    let place = |(ix, stage): (StageIx, &crate::playbook::stage::Stage)| {
        let named = mapped.get(&ix).map(|(to, _)| *to);
        if stage.is_open() {
            before = named.or(before);
            return before;
        }
        named.or_else(|| first(stage.kind()))
    };
    process.stages().map(place).collect()
}
