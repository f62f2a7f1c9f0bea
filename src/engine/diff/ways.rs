//! The ways between the stages, and how what each asks has changed.

use super::gates::Shift;
use super::{Changes, Compared, GateChange};
use crate::playbook::criterion::Criterion;
use crate::playbook::graph::{StageIx, TransitionIx};
use crate::playbook::playbook::Playbook;
use crate::playbook::transition::Transition;

impl Compared<'_> {
    /// A way of the older version, and the one that it has become. Of several ways between the same
    /// stages the first has become the first.
    pub(super) fn ways(&self) -> impl Iterator<Item = (TransitionIx, Option<TransitionIx>)> {
        let graph = self.old.graph();
        graph.transitions().map(move |(transition, from, to, _)| {
            let there = |ix| self.becomes(graph.stage(ix)?.id().as_str());
            let ends = there(from).zip(there(to));
            let beside = graph.between(from, to);
            let place = beside.iter().position(|known| *known == transition).unwrap_or(0);
            let same =
                ends.and_then(|(from, to)| self.new.graph().between(from, to).get(place).copied());
            (transition, same)
        })
    }

    /// The gate of every way that both versions have, and the entry of every stage that a deal can
    /// enter without a way: where it is created, or comes back.
    pub(super) fn gates(&self, scorecards: &Changes) -> Vec<GateChange> {
        let ways = self.ways().filter_map(|(old, new)| Some((old, new?)));
        let gates = ways.map(|(old, new)| self.gate(old, new, scorecards));
        let stages = self.old.graph().stages().filter(|(_, stage)| stage.is_open());
        let entries = stages.filter_map(|(old, stage)| {
            self.entry(old, self.becomes(stage.id().as_str())?, scorecards)
        });
        gates.chain(entries).collect()
    }

    fn gate(&self, old: TransitionIx, new: TransitionIx, scorecards: &Changes) -> GateChange {
        let (before, now) = (self.old.gate_of(old), self.new.gate_of(new));
        let ends = self.new.graph().ends(new);
        let mut besides = self.of_transitions(old, new);
        besides.extend(self.besides(&before, &now, scorecards));
        let from = ends.map(|(from, _)| id(self.new, from));
        self.changed((from, ends.map(|(_, to)| id(self.new, to))), (&before, &now), besides)
    }

    /// How the entry of a stage has changed; `None` where neither version asks anything there.
    fn entry(&self, old: StageIx, new: StageIx, scorecards: &Changes) -> Option<GateChange> {
        let before: Vec<&Criterion> = self.old.entry_of(old).collect();
        let now: Vec<&Criterion> = self.new.entry_of(new).collect();
        if before.is_empty() && now.is_empty() {
            return None;
        }
        let besides = self.besides(&before, &now, scorecards);
        Some(self.changed((None, Some(id(self.new, new))), (&before, &now), besides))
    }

    fn changed(
        &self,
        (from, to): (Option<String>, Option<String>),
        (before, now): (&[&Criterion], &[&Criterion]),
        besides: Vec<String>,
    ) -> GateChange {
        let compared = self.facts.compare(before, now);
        GateChange {
            from,
            to: to.unwrap_or_default(),
            shift: compared.shift,
            held_back: compared.held_back,
            let_through: compared.let_through,
            besides,
        }
    }

    fn of_transitions(&self, old: TransitionIx, new: TransitionIx) -> Vec<String> {
        let mut changed = Vec::new();
        let mut compare = |what: &str, of: fn(&Transition) -> Vec<String>| {
            let old = self.old.graph().transition(old).map(of);
            if old != self.new.graph().transition(new).map(of) {
                changed.push(what.to_owned());
            }
        };
        compare("actors", |it| sorted(it.actors()));
        compare("reasons", |it| sorted(it.reasons()));
        changed
    }

    /// What else about a gate has changed.
    fn besides(
        &self,
        before: &[&Criterion],
        now: &[&Criterion],
        scorecards: &Changes,
    ) -> Vec<String> {
        let mut changed = Vec::new();
        if self.overrides_differ(before, now) {
            changed.push("override".to_owned());
        }
        let read = [(self.old, before), (self.new, now)];
        let scores = read.into_iter().flat_map(|(playbook, gate)| scores(playbook, gate));
        for score in sorted(scores) {
            if scorecards.changed.iter().any(|(card, _)| *card == score) {
                changed.push(format!("score {score}"));
            }
        }
        changed
    }

    /// Whether for some role what it may not override has changed. Only asked where a role may
    /// override anything at all.
    fn overrides_differ(&self, before: &[&Criterion], now: &[&Criterion]) -> bool {
        let roles = |criteria: &[&Criterion]| {
            sorted(criteria.iter().flat_map(|criterion| criterion.overridable_by()))
        };
        if roles(before) != roles(now) {
            return true;
        }
        roles(before).iter().any(|role| {
            let kept = |criteria: &[&'_ Criterion]| -> Vec<Criterion> {
                let shut = criteria.iter().filter(|it| !it.overridable_by().any(|may| may == role));
                shut.map(|it| (*it).clone()).collect()
            };
            let (before, now) = (kept(before), kept(now));
            let before: Vec<&Criterion> = before.iter().collect();
            let now: Vec<&Criterion> = now.iter().collect();
            self.facts.compare(&before, &now).shift != Shift::Same
        })
    }
}

/// The scores that a gate asks for, by the ids of their scorecards.
fn scores<'p>(playbook: &'p Playbook, gate: &[&Criterion]) -> Vec<&'p str> {
    let is_read = |slot| gate.iter().any(|criterion| criterion.condition().reads().contains(&slot));
    let cards = playbook.0.scorecards.iter().filter(|card| is_read(card.slot));
    cards.map(|card| &*card.id).collect()
}

fn id(playbook: &Playbook, ix: StageIx) -> String {
    playbook.graph().stage(ix).map(|stage| stage.id().to_string()).unwrap_or_default()
}

pub(super) fn sorted<'t>(items: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut items: Vec<String> = items.map(str::to_owned).collect();
    items.sort();
    items.dedup();
    items
}
