//! What has been added, removed, renamed, changed or reworded, thing by thing.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::facts::same_type;
use super::{Changes, Compared};
use crate::deal::field::{Field, FieldOrigin};
use crate::expr::{Condition, Slot};
use crate::playbook::content::{Play, Question, ScorecardRule, SignalRule, StageSet};
use crate::playbook::playbook::{Model, Playbook};

/// What is different about a thing that both versions have.
#[derive(Default)]
pub(super) struct Aspects {
    changed: Vec<String>,
    reworded: bool,
}

impl Aspects {
    pub(super) fn of(aspects: &[(&str, bool)]) -> Self {
        let changed = aspects.iter().filter(|(_, differs)| *differs);
        Self { changed: changed.map(|(what, _)| (*what).to_owned()).collect(), reworded: false }
    }

    pub(super) fn worded(self, differs: bool) -> Self {
        Self { reworded: differs, ..self }
    }

    pub(super) fn is_none(&self) -> bool {
        self.changed.is_empty() && !self.reworded
    }
}

/// How things that have another id are recognised.
pub(super) enum Renamed<'a> {
    /// By a map of old ids to new ones.
    By(&'a BTreeMap<String, String>),
    /// When nothing but the id differs.
    Alike,
}

/// Compares things by id.
pub(super) fn changes<T>(
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
    pub(super) fn same_condition(&self, old: Option<&Condition>, new: Option<&Condition>) -> bool {
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

fn ids_of(model: &Model, slots: &[Slot]) -> Vec<Arc<str>> {
    slots.iter().filter_map(|slot| Some(model.fields.field(*slot)?.id.clone())).collect()
}

fn asked(model: &Model, play: &Play) -> Vec<Arc<str>> {
    let questions = play.asks.iter().filter_map(|place| model.questions.get(*place));
    questions.map(|question| question.id.clone()).collect()
}

pub(super) fn written(words: Option<&crate::playbook::content::Words>) -> Option<Arc<str>> {
    words.map(|words| words.written.clone())
}
