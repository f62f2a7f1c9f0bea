//! What moves are possible at all, and by whom, as findings: ways that are gone or new, policies, actors,
//! reasons and overrides.

use std::collections::BTreeSet;

use super::Compared;
use super::ways::sorted;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::playbook::graph::{StageIx, TransitionIx};
use crate::playbook::playbook::{Back, Playbook, Skip};
use crate::playbook::transition::Transition;

/// Most ways that are named in one finding.
const NAMED: usize = 4;

/// What a way names: roles, or reasons.
type Named = fn(&Transition) -> Vec<String>;

/// What fewer deals can do, and what more can.
#[derive(Default)]
struct Shifts {
    fewer: Vec<String>,
    more: Vec<String>,
}

impl Shifts {
    /// Notes it on one side, on both or on neither.
    fn note(&mut self, (fewer, more): (bool, bool), what: &str) {
        self.fewer.extend(fewer.then(|| what.to_owned()));
        self.more.extend(more.then(|| what.to_owned()));
    }
}

impl Compared<'_> {
    /// What has changed in the moves that are possible, apart from the gates.
    pub(super) fn moves_shifted(&self, findings: &mut Vec<Diagnostic>) {
        let mut shifts = Shifts::default();
        self.ways_shifted(&mut shifts);
        self.policies_shifted(&mut shifts);
        for (old, new) in self.ways() {
            if let Some(new) = new {
                self.terms_shifted((old, new), &mut shifts);
            }
        }
        let finding = |code, what: String, help: &str| Diagnostic::new(code, what).help(help);
        findings.extend(shifts.fewer.into_iter().map(|what| {
            let help = "run it with `--deals` to see which deals it touches";
            finding(Code::Stranded, format!("fewer moves are possible: {what}"), help)
        }));
        findings.extend(shifts.more.into_iter().map(|what| {
            let what = format!("more moves are possible: {what}");
            finding(Code::Opened, what, "make sure that this is meant")
        }));
    }

    /// Ways between stages of both versions that only one of them has.
    fn ways_shifted(&self, shifts: &mut Shifts) {
        let there = |ix: StageIx| self.becomes(self.old.graph().stage(ix)?.id().as_str());
        let mut gone = Vec::new();
        let mut kept: BTreeSet<TransitionIx> = BTreeSet::new();
        for (old, new) in self.ways() {
            kept.extend(new);
            let ends = self.old.graph().ends(old);
            let ends = ends.and_then(|(from, to)| there(from).zip(there(to)));
            if let Some((from, to)) = ends.filter(|ends| new.is_none() && !leads(self.new, *ends)) {
                gone.push(way(self.new, from, to));
            }
        }
        let stages = self.old.graph().stages().filter_map(|(ix, _)| Some((there(ix)?, ix)));
        let old_stages: Vec<(StageIx, StageIx)> = stages.collect();
        let before =
            |new: StageIx| old_stages.iter().find(|(now, _)| *now == new).map(|(_, ix)| *ix);
        let mut fresh = Vec::new();
        for (new, from, to, _) in self.new.graph().transitions() {
            let ends = before(from).zip(before(to));
            if ends.is_some_and(|ends| !kept.contains(&new) && !leads(self.old, ends)) {
                fresh.push(way(self.new, from, to));
            }
        }
        for (ways, told) in [(gone, &mut shifts.fewer), (fresh, &mut shifts.more)] {
            told.extend((!ways.is_empty()).then(|| listed(&ways)));
        }
    }

    fn policies_shifted(&self, shifts: &mut Shifts) {
        let (old, new) = (&self.old.0, &self.new.0);
        let skips = |skip: Skip| skip == Skip::Gated;
        let skip = (skips(old.skip) && !skips(new.skip), !skips(old.skip) && skips(new.skip));
        shifts.note(skip, "jumping ahead when every gate on the way is open (`skip`)");
        let far = |back: Back| match back {
            Back::Never => 0,
            Back::Previous => 1,
            Back::Any => 2,
        };
        let back = (far(new.back) < far(old.back), far(new.back) > far(old.back));
        shifts.note(back, "going back (`back`)");
        let (before, now) = self.starts();
        shifts.note(shift(before.as_ref(), now.as_ref()), "creating deals (`start`)");
    }

    /// Who may take a way, for what reasons, and past what.
    fn terms_shifted(&self, (old, new): (TransitionIx, TransitionIx), shifts: &mut Shifts) {
        let Some((from, to)) = self.new.graph().ends(new) else { return };
        let way = way(self.new, from, to);
        let terms: [(&str, Named); 2] =
            [("actors", |it| sorted(it.actors())), ("reasons", |it| sorted(it.reasons()))];
        for (what, of) in terms {
            let named = |transition: Option<&Transition>| {
                let named: Vec<String> = transition.map(of).unwrap_or_default();
                (!named.is_empty()).then_some(named)
            };
            let before = named(self.old.graph().transition(old));
            let now = named(self.new.graph().transition(new));
            shifts.note(shift(before.as_ref(), now.as_ref()), &format!("{way} (`{what}`)"));
        }
        let roles = |playbook: &Playbook, transition| {
            let gate = playbook.gate_of(transition);
            Some(sorted(gate.into_iter().flat_map(|criterion| criterion.overridable_by())))
        };
        let (before, now) = (roles(self.old, old), roles(self.new, new));
        shifts.note(shift(before.as_ref(), now.as_ref()), &format!("{way} (`override`)"));
    }
}

/// Whether some of what was named is not any more, and whether something new is; `None` names all.
fn shift<T: PartialEq>(before: Option<&Vec<T>>, now: Option<&Vec<T>>) -> (bool, bool) {
    let lacks = |all: Option<&Vec<T>>, some: Option<&Vec<T>>| match (all, some) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(all), Some(some)) => all.iter().any(|one| !some.contains(one)),
    };
    (lacks(before, now), lacks(now, before))
}

/// Whether a deal can get from one stage to another without a way of its own.
fn leads(playbook: &Playbook, (from, to): (StageIx, StageIx)) -> bool {
    let graph = playbook.graph();
    let is_open = |ix| graph.stage(ix).is_some_and(crate::playbook::stage::Stage::is_open);
    let ahead = playbook.0.skip == Skip::Gated && graph.leads_forward(from, to);
    let back = playbook.0.back == Back::Any && to < from && is_open(from) && is_open(to);
    !graph.between(from, to).is_empty() || ahead || back
}

fn way(playbook: &Playbook, from: StageIx, to: StageIx) -> String {
    let id = |ix| playbook.graph().stage(ix).map_or("", |stage| stage.id().as_str());
    format!("{} -> {}", id(from), id(to))
}

fn listed(ways: &[String]) -> String {
    let named = ways.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    match ways.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}
