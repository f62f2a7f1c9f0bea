//! What has changed in meaning between two versions of a playbook, proven rather than compared as
//! text.

mod content;
mod deals;
mod facts;
mod findings;
mod gates;

use std::collections::BTreeMap;

use serde::Serialize;

use self::facts::CommonFacts;
use crate::base::diagnostic::Diagnostic;
use crate::playbook::criterion::Criterion;
use crate::playbook::graph::{StageIx, TransitionIx};
use crate::playbook::overlay::Overlay;
use crate::playbook::playbook::{Playbook, RuleSetName};
use crate::playbook::transition::Transition;

pub use deals::{DealEffects, Effect, MoveChange};
pub use gates::{Example, ExampleFact, Shift};

/// What has changed in meaning between two versions of a playbook.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Difference {
    /// The older version.
    pub old: RuleSetName,
    /// The newer version.
    pub new: RuleSetName,
    /// What has changed in the stages.
    pub stages: Changes,
    /// What has changed in the ways between them.
    pub transitions: Changes,
    /// What has changed in the fields.
    pub fields: Changes,
    /// What has changed in the questions.
    pub questions: Changes,
    /// What has changed in the plays.
    pub plays: Changes,
    /// What has changed in the signals.
    pub signals: Changes,
    /// What has changed in the scorecards.
    pub scorecards: Changes,
    /// Every way that both versions have, and how its gate has changed.
    pub gates: Vec<GateChange>,
    /// Whether every move of every deal gets the same verdict: proven.
    pub decides_the_same: bool,
    /// What follows from it for deals that are under way.
    pub findings: Vec<Diagnostic>,
}

/// What has changed among things with an id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Changes {
    /// The ids that are new.
    pub added: Vec<String>,
    /// The ids that are gone.
    pub removed: Vec<String>,
    /// Old ids with the new ones that take their place, by the map or because nothing but the id has
    /// changed.
    pub renamed: Vec<(String, String)>,
    /// The ids whose meaning has changed, with what about them.
    pub changed: Vec<(String, Vec<String>)>,
    /// The ids of which only texts have changed.
    pub reworded: Vec<String>,
}

impl Changes {
    /// Whether nothing has changed, or nothing but texts.
    #[must_use]
    pub fn is_wording(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.renamed.is_empty()
            && self.changed.is_empty()
    }

    /// Whether nothing has changed at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.is_wording() && self.reworded.is_empty()
    }
}

/// How the gate of a way has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct GateChange {
    /// Where the way begins, by its id in the newer version.
    pub from: String,
    /// Where it leads.
    pub to: String,
    /// How the gate has changed.
    pub shift: Shift,
    /// A deal that the older gate let through and the newer one holds back.
    pub held_back: Option<Example>,
    /// A deal that the older gate held back and the newer one lets through.
    pub let_through: Option<Example>,
    /// What else about the way has changed: who may make the move, who may override, its reasons.
    pub besides: Vec<String>,
}

impl GateChange {
    /// Whether it decides as before.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.shift == Shift::Same && self.besides.is_empty()
    }
}

/// Which stage takes the place of one that is gone: old id, new id.
pub type StageMap = BTreeMap<String, String>;

impl Playbook {
    /// What has changed in meaning from this playbook to a newer one. `moved` says which stages have
    /// taken the place of others.
    ///
    /// Conditions are compared by what they let through, not by how they are written.
    ///
    /// # Example
    /// ```
    /// use dealgraph::{Playbook, Shift, StageMap};
    ///
    /// let version = |gate: &str| format!(r#"
    ///     dealgraph = 1
    ///     process = {{ id = "acme", name = "Acme", version = "1.0.0" }}
    ///     stage = [
    ///       {{ id = "offer", exit = [{{ id = "worth_it", when = "{gate}" }}] }},
    ///       {{ id = "won", type = "won" }},
    ///       {{ id = "lost", type = "lost" }},
    ///     ]
    /// "#);
    /// let old = Playbook::from_toml(&version("amount > 1000"))?;
    /// let same = Playbook::from_toml(&version("!(amount <= 1000)"))?;
    /// let stricter = Playbook::from_toml(&version("amount > 5000"))?;
    /// assert!(old.diff(&same, &StageMap::new()).decides_the_same);
    /// let difference = old.diff(&stricter, &StageMap::new());
    /// assert_eq!(difference.gates[0].shift, Shift::Stricter);
    /// # Ok::<(), dealgraph::Error>(())
    /// ```
    #[must_use]
    pub fn diff(&self, newer: &Self, moved: &StageMap) -> Difference {
        let compared =
            Compared { old: self, new: newer, moved, facts: CommonFacts::new(self, newer) };
        compared.difference()
    }
}

/// Two versions beside each other.
struct Compared<'a> {
    old: &'a Playbook,
    new: &'a Playbook,
    moved: &'a StageMap,
    facts: CommonFacts<'a>,
}

impl<'a> Compared<'a> {
    fn difference(&self) -> Difference {
        let gates = self.gates();
        let mut difference = Difference {
            old: self.old.rule_set().clone(),
            new: self.new.rule_set().clone(),
            stages: self.stages(),
            transitions: self.transitions(),
            fields: self.fields(),
            questions: self.questions(),
            plays: self.plays(),
            signals: self.signals(),
            scorecards: self.scorecards(),
            decides_the_same: false,
            gates,
            findings: Vec::new(),
        };
        difference.decides_the_same = self.decides_the_same(&difference);
        difference.findings = self.findings(&difference);
        difference
    }

    /// The stage of the newer version that an old one has become.
    fn becomes(&self, old: &str) -> Option<StageIx> {
        let name = self.moved.get(old).map_or(old, String::as_str);
        self.new.graph().find(name)
    }

    /// A way of the older version, and the one that it has become.
    fn ways(&self) -> impl Iterator<Item = (TransitionIx, Option<TransitionIx>)> {
        let graph = self.old.graph();
        graph.transitions().map(move |(transition, from, to, _)| {
            let there = |ix| self.becomes(graph.stage(ix)?.id().as_str());
            let ends = there(from).zip(there(to));
            let same =
                ends.and_then(|(from, to)| self.new.graph().between(from, to).first().copied());
            (transition, same)
        })
    }

    fn gates(&self) -> Vec<GateChange> {
        let ways = self.ways().filter_map(|(old, new)| Some((old, new?)));
        ways.map(|(old, new)| self.gate(old, new)).collect()
    }

    fn gate(&self, old: TransitionIx, new: TransitionIx) -> GateChange {
        let (before, now) = (self.old.gate_of(old), self.new.gate_of(new));
        let compared = self.facts.compare(&before, &now);
        let name = |ix: StageIx| {
            let stage = self.new.graph().stage(ix);
            stage.map(|stage| stage.id().to_string()).unwrap_or_default()
        };
        let (from, to) =
            self.new.graph().ends(new).map(|(a, b)| (name(a), name(b))).unwrap_or_default();
        GateChange {
            from,
            to,
            shift: compared.shift,
            held_back: compared.held_back,
            let_through: compared.let_through,
            besides: self.besides((old, &before), (new, &now)),
        }
    }

    /// What else about a way has changed.
    fn besides(
        &self,
        (old, before): (TransitionIx, &[&Criterion]),
        (new, now): (TransitionIx, &[&Criterion]),
    ) -> Vec<String> {
        let mut changed = Vec::new();
        let mut compare = |what: &str, of: fn(&Transition) -> Vec<String>| {
            let old = self.old.graph().transition(old).map(of);
            if old != self.new.graph().transition(new).map(of) {
                changed.push(what.to_owned());
            }
        };
        compare("actors", |it| sorted(it.actors()));
        compare("reasons", |it| sorted(it.reasons()));
        if self.overrides_differ(before, now) {
            changed.push("override".to_owned());
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

    /// Whether every verdict is the same: the same stages in the same order, the same ways, every
    /// gate lets the same deals through, and the policies are the same.
    fn decides_the_same(&self, difference: &Difference) -> bool {
        let (old, new) = (&self.old.0, &self.new.0);
        let stages = |playbook: &Playbook| -> Vec<_> {
            let stages = playbook.graph().stages();
            stages.map(|(_, stage)| (stage.id().clone(), stage.kind())).collect()
        };
        let starts = |playbook: &Playbook| -> Option<Vec<usize>> {
            let start = playbook.0.start.as_ref()?;
            Some(start.iter().map(|ix| ix.position()).collect())
        };
        old.skip == new.skip
            && old.back == new.back
            && starts(self.old) == starts(self.new)
            && stages(self.old) == stages(self.new)
            && difference.transitions.is_wording()
            && difference.gates.iter().all(GateChange::is_same)
            && difference.fields.removed.is_empty()
            && difference.fields.changed.is_empty()
            && self.lay_alike()
    }

    /// Whether the methodologies laid over lie as before, and ask the same on every way of theirs.
    fn lay_alike(&self) -> bool {
        let (old, new) = (&self.old.0.overlays, &self.new.0.overlays);
        old.len() == new.len() && old.iter().zip(new).all(|(old, new)| self.lies_alike(old, new))
    }

    fn lies_alike(&self, old: &Overlay, new: &Overlay) -> bool {
        let ids = |overlay: &Overlay| -> Vec<_> {
            overlay.graph.stages().map(|(_, stage)| stage.id().clone()).collect()
        };
        let ways = |overlay: &Overlay| -> Vec<_> {
            overlay.graph.transitions().map(|(_, from, to, _)| (from, to)).collect()
        };
        let same = |old_way, new_way| {
            let before = self.old.asked_in(old, old_way);
            let now = self.new.asked_in(new, new_way);
            self.facts.compare(&before, &now).shift == Shift::Same
        };
        old.lies_in == new.lies_in
            && ids(old) == ids(new)
            && ways(old) == ways(new)
            && old
                .graph
                .transitions()
                .zip(new.graph.transitions())
                .all(|((old_way, ..), (new_way, ..))| same(old_way, new_way))
    }
}

fn sorted<'t>(items: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut items: Vec<String> = items.map(str::to_owned).collect();
    items.sort();
    items.dedup();
    items
}
