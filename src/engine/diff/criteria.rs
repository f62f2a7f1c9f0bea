//! What has changed in the criteria, wherever they are asked.

use std::collections::BTreeMap;

use super::content::{Aspects, Renamed, changes, written};
use super::ways::sorted;
use super::{Changes, Compared};
use crate::playbook::criterion::{Criterion, CriterionIx};
use crate::playbook::playbook::Playbook;

impl Compared<'_> {
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
        let several = [repeated(&old), repeated(&new)].concat();
        let [old, new] = [old, new].map(|all| by_place(all, &several));
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
}

/// A criterion, and where it is asked: `exit of qualify`, `qualify -> offer`.
struct Asked {
    criterion: Criterion,
    places: Vec<String>,
}

/// The ids that several criteria have, such as that of `requires`.
fn repeated(all: &[(String, Asked)]) -> Vec<String> {
    let ids = all.iter().map(|(id, _)| id);
    let count = |id: &String| all.iter().filter(|(known, _)| known == id).count();
    ids.filter(|id| count(id) > 1).cloned().collect()
}

/// Criteria with one of these ids are told by each of their places as well.
fn by_place(all: Vec<(String, Asked)>, several: &[String]) -> Vec<(String, Asked)> {
    let told = all.into_iter().flat_map(|(id, asked)| match several.contains(&id) {
        false => vec![(id, asked)],
        true => {
            let here = |place: &String| {
                let criterion = asked.criterion.clone();
                (format!("{id} ({place})"), Asked { criterion, places: vec![place.clone()] })
            };
            asked.places.iter().map(here).collect()
        }
    });
    told.collect()
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
