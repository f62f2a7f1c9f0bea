//! What has changed in the stages, and which of them have probably only another id.

use super::content::{Aspects, Renamed, changes};
use super::{Changes, Compared, StageMap};
use crate::playbook::graph::StageGraph;
use crate::playbook::playbook::Playbook;
use crate::playbook::stage::Stage;

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
