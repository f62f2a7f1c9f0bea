//! What has been added, removed, renamed, changed or reworded, thing by thing.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::facts::same_type;
use super::ways::sorted;
use super::{Changes, Compared, StageMap};
use crate::deal::field::{Field, FieldOrigin};
use crate::expr::{Condition, Slot};
use crate::playbook::content::{Play, Question, ScorecardRule, SignalRule, StageSet};
use crate::playbook::criterion::{Criterion, CriterionIx};
use crate::playbook::graph::StageGraph;
use crate::playbook::playbook::{Model, Playbook};
use crate::playbook::stage::Stage;

/// What is different about a thing that both versions have.
#[derive(Default)]
struct Aspects {
    changed: Vec<String>,
    reworded: bool,
}

impl Aspects {
    fn of(aspects: &[(&str, bool)]) -> Self {
        let changed = aspects.iter().filter(|(_, differs)| *differs);
        Self { changed: changed.map(|(what, _)| (*what).to_owned()).collect(), reworded: false }
    }

    fn worded(self, differs: bool) -> Self {
        Self { reworded: differs, ..self }
    }

    fn is_none(&self) -> bool {
        self.changed.is_empty() && !self.reworded
    }
}

/// How things that have another id are recognised.
enum Renamed<'a> {
    /// By a map of old ids to new ones.
    By(&'a BTreeMap<String, String>),
    /// When nothing but the id differs.
    Alike,
}

/// Compares things by id.
fn changes<T>(
    old: &[(String, T)],
    new: &[(String, T)],
    renamed: &Renamed<'_>,
    compare: impl Fn(&T, &T) -> Aspects,
) -> Changes {
    let mut changes = Changes::default();
    let find = |id: &str| new.iter().find(|(known, _)| known == id);
    let had = |id: &str| old.iter().any(|(known, _)| known == id);
    let mut taken: Vec<&str> = Vec::new();
    for (id, before) in old {
        let same = match renamed {
            Renamed::By(map) => map.get(id).and_then(|id| find(id)).or_else(|| find(id)),
            Renamed::Alike => find(id),
        };
        let fresh = || {
            if matches!(renamed, Renamed::By(_)) {
                return None;
            }
            let unused = new.iter().filter(|(known, _)| !had(known));
            let mut unused = unused.filter(|(known, _)| !taken.contains(&known.as_str()));
            unused.find(|(_, now)| compare(before, now).is_none())
        };
        let Some((known, now)) = same.or_else(fresh) else {
            changes.removed.push(id.clone());
            continue;
        };
        taken.push(known);
        if known != id {
            changes.renamed.push((id.clone(), known.clone()));
        }
        let aspects = compare(before, now);
        if !aspects.changed.is_empty() {
            changes.changed.push((known.clone(), aspects.changed));
        } else if aspects.reworded {
            changes.reworded.push(known.clone());
        }
    }
    let added = new.iter().filter(|(id, _)| !taken.contains(&id.as_str()));
    changes.added = added.map(|(id, _)| id.clone()).collect();
    changes
}

impl Compared<'_> {
    pub(super) fn stages(&self) -> Changes {
        let all = |playbook: &Playbook| -> Vec<(String, Stage)> {
            let stages = playbook.graph().stages();
            stages.map(|(_, stage)| (stage.id().to_string(), stage.clone())).collect()
        };
        let mut renamed = self.likely.clone();
        renamed.extend(self.moved.iter().map(|(old, new)| (old.clone(), new.clone())));
        changes(&all(self.old), &all(self.new), &Renamed::By(&renamed), |old, new| {
            of_stage(old, new).worded(old.name() != new.name() || old.goal() != new.goal())
        })
    }

    /// Stages that are gone, each with the one new stage between the same neighbours that is like it
    /// in all but its texts and asks as many criteria.
    pub(super) fn likely(&self) -> StageMap {
        let (old, new) = (self.old.graph(), self.new.graph());
        let gone = old.stages().filter(|(_, stage)| {
            let id = stage.id().as_str();
            !self.moved.contains_key(id) && new.find(id).is_none()
        });
        let mut likely = StageMap::new();
        for (_, stage) in gone {
            let around = neighbours(old, stage, &|id| new.find(id).is_some());
            let mut alike = new.stages().map(|(_, fresh)| fresh).filter(|fresh| {
                let id = fresh.id().as_str();
                old.find(id).is_none()
                    && !self.moved.values().any(|taken| taken == id)
                    && neighbours(new, fresh, &|id| old.find(id).is_some()) == around
                    && of_stage(stage, fresh).is_none()
                    && [fresh.entry.len(), fresh.exit.len(), fresh.stay.len()]
                        == [stage.entry.len(), stage.exit.len(), stage.stay.len()]
            });
            if let (Some(only), None) = (alike.next(), alike.next()) {
                likely.insert(stage.id().to_string(), only.id().to_string());
            }
        }
        likely
    }

    /// Criteria are told by their ids, wherever they are asked.
    pub(super) fn criteria(&self) -> Changes {
        let all =
            |playbook: &Playbook, name_now: &dyn Fn(&str) -> String| -> Vec<(String, Asked)> {
                let places = places(playbook, name_now);
                let criteria = playbook.criteria().zip(0..);
                let asked = criteria.map(|(criterion, ix)| {
                    let places = places.get(&CriterionIx(ix)).cloned().unwrap_or_default();
                    (criterion.id().to_owned(), Asked { criterion: criterion.clone(), places })
                });
                asked.collect()
            };
        let name_now = |old: &str| match self.becomes(old).and_then(|ix| self.new.graph().stage(ix))
        {
            Some(stage) => stage.id().to_string(),
            None => old.to_owned(),
        };
        let (old, new) = (all(self.old, &name_now), all(self.new, &str::to_owned));
        changes(&old, &new, &Renamed::Alike, |old, new| {
            let (before, now) = (&old.criterion, &new.criterion);
            let when = self.same_condition(Some(&before.condition), Some(&now.condition));
            let roles = |criterion: &Criterion| sorted(criterion.overridable_by());
            Aspects::of(&[
                ("when", !when),
                ("where", old.places != new.places),
                ("evidence", before.evidence != now.evidence),
                ("fresh", before.fresh != now.fresh),
                ("severity", before.strictness != now.strictness),
                ("override", roles(before) != roles(now)),
                ("owner", before.owner != now.owner),
            ])
            .worded(written(before.otherwise.as_ref()) != written(now.otherwise.as_ref()))
        })
    }

    /// Ways are told by the ids of their ends, `from -> to`.
    pub(super) fn transitions(&self) -> Changes {
        let name = |playbook: &Playbook, from, to| {
            let id = |ix| playbook.graph().stage(ix).map(|stage| stage.id().to_string());
            format!("{} -> {}", id(from).unwrap_or_default(), id(to).unwrap_or_default())
        };
        let mut changes = Changes::default();
        let mut kept = Vec::new();
        for (old, new) in self.ways() {
            match (new, self.old.graph().ends(old)) {
                (Some(new), _) => kept.push(new),
                (None, Some((from, to))) => changes.removed.push(name(self.old, from, to)),
                (None, None) => {}
            }
        }
        for (way, from, to, _) in self.new.graph().transitions() {
            if !kept.contains(&way) {
                changes.added.push(name(self.new, from, to));
            }
        }
        changes
    }

    pub(super) fn fields(&self) -> Changes {
        let all = |playbook: &Playbook| -> Vec<(String, Field)> {
            let declared = playbook.fields().filter(|field| field.origin == FieldOrigin::Declared);
            declared.map(|field| (field.id.to_string(), field.clone())).collect()
        };
        changes(&all(self.old), &all(self.new), &Renamed::Alike, |old, new| {
            Aspects::of(&[
                ("type", !same_type(old, new)),
                ("values", same_type(old, new) && old.kind != new.kind),
                ("required", old.required != new.required),
                ("changes", old.changes != new.changes),
                ("set_in", old.set_in != new.set_in),
                ("unit", old.unit != new.unit),
            ])
            .worded(
                old.label != new.label
                    || old.help != new.help
                    || old.value_names != new.value_names,
            )
        })
    }

    pub(super) fn questions(&self) -> Changes {
        let all = |model: &Model| -> Vec<(String, Question)> {
            model.questions.iter().map(|it| (it.id.to_string(), it.clone())).collect()
        };
        changes(&all(&self.old.0), &all(&self.new.0), &Renamed::Alike, |old, new| {
            let kind = |model: &Model, question: &Question| {
                question.kind.and_then(|kind| Some(model.question_kinds.get(kind)?.name.clone()))
            };
            Aspects::of(&[
                ("stages", !self.same_stages(&old.stages, &new.stages)),
                ("fills", !self.same_fields(&old.fills, &new.fills)),
            ])
            .worded(
                old.ask.written != new.ask.written
                    || written(old.listen_for.as_ref()) != written(new.listen_for.as_ref())
                    || kind(&self.old.0, old) != kind(&self.new.0, new),
            )
        })
    }

    pub(super) fn plays(&self) -> Changes {
        let all = |model: &Model| -> Vec<(String, Play)> {
            model.plays.iter().map(|it| (it.id.to_string(), it.clone())).collect()
        };
        changes(&all(&self.old.0), &all(&self.new.0), &Renamed::Alike, |old, new| {
            Aspects::of(&[
                ("when", !self.same_condition(old.when.as_ref(), new.when.as_ref())),
                ("stages", !self.same_stages(&old.stages, &new.stages)),
                ("priority", old.priority != new.priority),
                ("effort", old.effort != new.effort),
                ("kind", old.kind != new.kind),
                ("fills", !self.same_fields(&old.fills, &new.fills)),
                ("asks", asked(&self.old.0, old) != asked(&self.new.0, new)),
            ])
            .worded(
                old.action.written != new.action.written
                    || written(old.because.as_ref()) != written(new.because.as_ref()),
            )
        })
    }

    pub(super) fn signals(&self) -> Changes {
        let all = |model: &Model| -> Vec<(String, SignalRule)> {
            model.signals.iter().map(|it| (it.id.to_string(), it.clone())).collect()
        };
        let plays = |model: &Model, signal: &SignalRule| -> Vec<Arc<str>> {
            let plays = signal.plays.iter().filter_map(|place| model.plays.get(*place));
            plays.map(|play| play.id.clone()).collect()
        };
        changes(&all(&self.old.0), &all(&self.new.0), &Renamed::Alike, |old, new| {
            Aspects::of(&[
                ("when", !self.same_condition(Some(&old.when), Some(&new.when))),
                ("stages", !self.same_stages(&old.stages, &new.stages)),
                ("severity", old.severity != new.severity),
                ("plays", plays(&self.old.0, old) != plays(&self.new.0, new)),
            ])
            .worded(old.say.written != new.say.written)
        })
    }

    pub(super) fn scorecards(&self) -> Changes {
        let all = |model: &Model| -> Vec<(String, ScorecardRule)> {
            model.scorecards.iter().map(|it| (it.id.to_string(), it.clone())).collect()
        };
        changes(&all(&self.old.0), &all(&self.new.0), &Renamed::Alike, |old, new| {
            let items = old.items.len() == new.items.len()
                && old.items.iter().zip(&new.items).all(|(old, new)| {
                    old.points.total_cmp(&new.points).is_eq()
                        && self.same_condition(Some(&old.when), Some(&new.when))
                });
            let texts = |card: &ScorecardRule| -> Vec<Option<Arc<str>>> {
                card.items.iter().map(|item| written(item.otherwise.as_ref())).collect()
            };
            Aspects::of(&[("combine", old.combine != new.combine), ("items", !items)])
                .worded(old.name != new.name || texts(old) != texts(new))
        })
    }

    /// Whether two conditions are known to hold in the same cases.
    fn same_condition(&self, old: Option<&Condition>, new: Option<&Condition>) -> bool {
        match (old, new) {
            (None, None) => true,
            (Some(old), Some(new)) => self.facts.hold_alike(old, new) == Some(true),
            _ => false,
        }
    }

    fn same_fields(&self, old: &[Slot], new: &[Slot]) -> bool {
        ids_of(self.facts.old, old) == ids_of(self.facts.new, new)
    }

    fn same_stages(&self, old: &StageSet, new: &StageSet) -> bool {
        let shown = |playbook: &Playbook, set: &StageSet| -> Vec<String> {
            let stages = playbook.graph().stages();
            let shown = stages.filter(|(ix, stage)| stage.is_open() && set.contains(ix.position()));
            let mut ids: Vec<String> = shown.map(|(_, stage)| stage.id().to_string()).collect();
            ids.sort();
            ids
        };
        let new_id = |id: String| self.moved.get(&id).cloned().unwrap_or(id);
        let mut old: Vec<String> = shown(self.old, old).into_iter().map(new_id).collect();
        old.sort();
        old.dedup();
        old == shown(self.new, new)
    }
}

/// A criterion, and where it is asked: `exit of qualify`, `qualify -> offer`.
struct Asked {
    criterion: Criterion,
    places: Vec<String>,
}

/// Where each criterion is asked, by the ids of the newer version's stages.
fn places(
    playbook: &Playbook,
    name_now: &dyn Fn(&str) -> String,
) -> BTreeMap<CriterionIx, Vec<String>> {
    let mut places: BTreeMap<CriterionIx, Vec<String>> = BTreeMap::new();
    let mut add = |asked: &[CriterionIx], place: &str| {
        for ix in asked {
            places.entry(*ix).or_default().push(place.to_owned());
        }
    };
    let id = |ix| playbook.graph().stage(ix).map(|stage| name_now(stage.id().as_str()));
    for (_, stage) in playbook.graph().stages() {
        let name = name_now(stage.id().as_str());
        add(&stage.entry, &format!("entry of {name}"));
        add(&stage.exit, &format!("exit of {name}"));
        add(&stage.stay, &format!("stay in {name}"));
    }
    for (_, from, to, transition) in playbook.graph().transitions() {
        let ends = [id(from), id(to)].map(Option::unwrap_or_default);
        add(&transition.guards, &ends.join(" -> "));
    }
    places
}

/// What is different about a stage, but for its texts.
fn of_stage(old: &Stage, new: &Stage) -> Aspects {
    Aspects::of(&[
        ("type", old.kind() != new.kind()),
        ("probability", old.probability() != new.probability()),
        ("forecast", old.forecast() != new.forecast()),
        ("expected", old.expected() != new.expected()),
        ("stalled_after", old.stalled_after() != new.stalled_after()),
        ("buyer_stage", old.buyer_stage() != new.buyer_stage()),
    ])
}

/// The nearest stages before and after one that both versions have.
fn neighbours<'g>(
    graph: &'g StageGraph,
    of: &Stage,
    is_in_both: &dyn Fn(&str) -> bool,
) -> [Option<&'g str>; 2] {
    let known = |place: &dyn Fn(usize) -> bool| {
        let stages = graph.stages().map(|(_, stage)| stage);
        let known = stages.filter(|stage| is_in_both(stage.id().as_str()));
        known.filter(|stage| place(stage.position())).map(|s| s.id().as_str()).collect::<Vec<_>>()
    };
    let before = known(&|place| place < of.position());
    let after = known(&|place| place > of.position());
    [before.last().copied(), after.first().copied()]
}

fn ids_of(model: &Model, slots: &[Slot]) -> Vec<Arc<str>> {
    slots.iter().filter_map(|slot| Some(model.fields.field(*slot)?.id.clone())).collect()
}

fn asked(model: &Model, play: &Play) -> Vec<Arc<str>> {
    let questions = play.asks.iter().filter_map(|place| model.questions.get(*place));
    questions.map(|question| question.id.clone()).collect()
}

fn written(words: Option<&crate::playbook::content::Words>) -> Option<Arc<str>> {
    words.map(|words| words.written.clone())
}
