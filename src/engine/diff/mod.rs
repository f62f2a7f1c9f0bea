//! What has changed in meaning between two versions of a playbook, proven rather than compared as
//! text.

mod allowed;
mod content;
mod criteria;
mod deals;
mod facts;
mod findings;
mod gates;
mod stages;
mod ways;

use std::collections::BTreeMap;

use serde::Serialize;

use self::facts::CommonFacts;
use crate::base::diagnostic::Diagnostic;
use crate::playbook::graph::StageIx;
use crate::playbook::overlay::Overlay;
use crate::playbook::playbook::{Playbook, RuleSetName};

pub use deals::{DealEffects, Effect, EffectCounts, MoveChange};
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
    /// What has changed in the criteria, wherever they are asked.
    pub criteria: Changes,
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
    /// Which of `skip`, `back`, `start` and the `order` of the stages have changed.
    pub policies: Vec<String>,
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
    /// Where the way begins, by its id in the newer version; `None` where a deal is created there,
    /// or comes back, so that only the entry of the stage counts.
    pub from: Option<String>,
    /// Where it leads.
    pub to: String,
    /// How the gate has changed.
    pub shift: Shift,
    /// A deal that the older gate let through and the newer one holds back.
    pub held_back: Option<Example>,
    /// A deal that the older gate held back and the newer one lets through.
    pub let_through: Option<Example>,
    /// What else about the way has changed: who may make the move, who may override, its reasons,
    /// how a score that it asks for is worked out.
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
        let mut compared = Compared {
            old: self,
            new: newer,
            moved,
            likely: StageMap::new(),
            facts: CommonFacts::new(self, newer),
        };
        compared.likely = compared.likely();
        compared.difference()
    }
}

/// Two versions beside each other.
struct Compared<'a> {
    old: &'a Playbook,
    new: &'a Playbook,
    moved: &'a StageMap,
    /// Stages of which nothing but the id seems to have changed.
    likely: StageMap,
    facts: CommonFacts<'a>,
}

impl<'a> Compared<'a> {
    fn difference(&self) -> Difference {
        let mut difference = Difference {
            old: self.old.rule_set().clone(),
            new: self.new.rule_set().clone(),
            stages: self.stages(),
            transitions: self.transitions(),
            criteria: self.criteria(),
            fields: self.fields(),
            questions: self.questions(),
            plays: self.plays(),
            signals: self.signals(),
            scorecards: self.scorecards(),
            gates: Vec::new(),
            policies: self.policies(),
            decides_the_same: false,
            findings: Vec::new(),
        };
        difference.gates = self.gates(&difference.scorecards);
        difference.decides_the_same = self.decides_the_same(&difference);
        difference.findings = self.findings(&difference);
        difference
    }

    /// The stage of the newer version that an old one has become.
    fn becomes(&self, old: &str) -> Option<StageIx> {
        let known = self.moved.get(old).map_or(old, String::as_str);
        let likely = || self.new.graph().find(self.likely.get(old)?);
        self.new.graph().find(known).or_else(likely)
    }

    /// The stages where a deal may be created, in both versions; `None`: wherever the gates allow.
    fn starts(&self) -> (Option<Vec<StageIx>>, Option<Vec<StageIx>>) {
        let mut before = self.old.0.start.as_ref().map(|start| {
            let ids = start.iter().filter_map(|ix| Some(self.old.graph().stage(*ix)?.id()));
            ids.filter_map(|id| self.becomes(id.as_str())).collect::<Vec<StageIx>>()
        });
        let mut now = self.new.0.start.clone();
        [&mut before, &mut now].into_iter().flatten().for_each(|stages| stages.sort());
        (before, now)
    }

    /// What holds for all stages at once and has changed.
    fn policies(&self) -> Vec<String> {
        let (old, new) = (&self.old.0, &self.new.0);
        let (before, now) = self.starts();
        let stages = old.graph.stages().filter_map(|(_, stage)| self.becomes(stage.id().as_str()));
        let policies = [
            ("skip", old.skip != new.skip),
            ("back", old.back != new.back),
            ("start", before != now),
            ("order", !stages.is_sorted()),
        ];
        let changed = policies.into_iter().filter(|(_, differs)| *differs);
        changed.map(|(policy, _)| policy.to_owned()).collect()
    }

    /// Whether every verdict is the same: the same stages in the same order, the same ways, every
    /// gate lets the same deals through, and the policies are the same.
    fn decides_the_same(&self, difference: &Difference) -> bool {
        let stages = |playbook: &Playbook| -> Vec<_> {
            let stages = playbook.graph().stages();
            stages.map(|(_, stage)| (stage.id().clone(), stage.kind())).collect()
        };
        difference.policies.is_empty()
            && stages(self.old) == stages(self.new)
            && difference.transitions.is_wording()
            && difference.gates.iter().all(GateChange::is_same)
            && difference.fields.removed.is_empty()
            && difference.fields.renamed.is_empty()
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
