//! What a newer version does to deals that are under way.

use std::collections::BTreeSet;

use serde::Serialize;

use super::StageMap;
use crate::base::time::Timestamp;
use crate::deal::deal::Deal;
use crate::engine::action::ActionKind;
use crate::engine::assessment::Assessment;
use crate::engine::verdict::{Outcome, Verdict};
use crate::error::Error;
use crate::playbook::playbook::Playbook;

/// What a newer version does to deals that are under way.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DealEffects {
    /// How many deals were held against both versions.
    pub deals: usize,
    /// Those that are treated differently.
    pub affected: Vec<Effect>,
}

/// What a newer version does to a deal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Effect {
    /// The deal's id.
    pub deal: String,
    /// The stage that it is in and that the newer version lacks.
    pub stage_gone: Option<String>,
    /// Why the newer version cannot use the deal at all.
    pub unusable: Option<String>,
    /// The moves that it could make and cannot any more, or only past an override.
    pub blocked: Vec<MoveChange>,
    /// The moves that it could not make, or only past an override, and now can, by stage.
    pub opened: Vec<String>,
    /// The plays and questions that are suggested now and were not.
    pub actions_gained: Vec<String>,
    /// The plays and questions that were suggested and are not any more.
    pub actions_lost: Vec<String>,
}

/// A move that cannot be made any more, or only past an override.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MoveChange {
    /// The stage it would lead to.
    pub to: String,
    /// The criteria that are unmet now.
    pub unmet: Vec<String>,
    /// Whether an override would still let it pass.
    pub overridable: bool,
}

/// How many deals are affected, and how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EffectCounts {
    /// Those whose stage the newer version lacks.
    pub stage_gone: usize,
    /// Those that the newer version cannot use.
    pub unusable: usize,
    /// Those that can make fewer moves.
    pub blocked: usize,
    /// Those that can make more moves.
    pub opened: usize,
    /// Those with plays or questions that were not suggested before.
    pub actions_gained: usize,
    /// Those with plays or questions that are not suggested any more.
    pub actions_lost: usize,
}

impl Effect {
    fn is_none(&self) -> bool {
        let alike = Self { deal: self.deal.clone(), ..Self::default() };
        *self == alike
    }
}

impl Playbook {
    /// What a newer version does to a deal; `None` when it treats it as this one does. `moved` says
    /// which stages have taken the place of others.
    ///
    /// # Errors
    /// When the deal does not fit this version.
    pub fn effect_on(
        &self,
        newer: &Self,
        moved: &StageMap,
        deal: &Deal,
        now: Timestamp,
    ) -> Result<Option<Effect>, Error> {
        let before = self.assess(deal, now)?;
        let mut effect = Effect { deal: deal.id.clone(), ..Effect::default() };
        let there = deal.stage.as_ref().map(|stage| moved.get(stage).unwrap_or(stage));
        if let Some(gone) = there.filter(|stage| newer.graph().find(stage).is_none()) {
            effect.stage_gone = Some(gone.clone());
            return Ok(Some(effect));
        }
        let deal = Deal { stage: there.cloned(), ..deal.clone() };
        let deal = in_new_stages(deal, moved);
        match newer.assess(&deal, now) {
            Ok(after) => compare(&before, &after, moved, &mut effect),
            Err(error) => effect.unusable = Some(error.to_string()),
        }
        Ok(Some(effect).filter(|effect| !effect.is_none()))
    }
}

impl DealEffects {
    /// Counts a deal, and keeps what happens to it.
    pub fn add(&mut self, effect: Option<Effect>) {
        self.deals += 1;
        self.affected.extend(effect);
    }

    /// How many deals are affected, and how. A deal can count in several ways.
    #[must_use]
    pub fn counts(&self) -> EffectCounts {
        let count = |of: fn(&Effect) -> bool| self.affected.iter().filter(|it| of(it)).count();
        EffectCounts {
            stage_gone: count(|it| it.stage_gone.is_some()),
            unusable: count(|it| it.unusable.is_some()),
            blocked: count(|it| !it.blocked.is_empty()),
            opened: count(|it| !it.opened.is_empty()),
            actions_gained: count(|it| !it.actions_gained.is_empty()),
            actions_lost: count(|it| !it.actions_lost.is_empty()),
        }
    }
}

/// The deal with the stages of its history under their new ids.
fn in_new_stages(mut deal: Deal, moved: &StageMap) -> Deal {
    for entry in &mut deal.history {
        if let Some(new) = entry.to.as_ref().and_then(|old| moved.get(old)) {
            entry.to = Some(new.clone());
        }
    }
    deal
}

/// How far a move may go: not at all, past an override, freely.
fn freedom(verdict: &Verdict) -> u8 {
    match verdict.outcome {
        Outcome::Blocked => 0,
        Outcome::NeedsOverride => 1,
        Outcome::Allowed | Outcome::Overridden => 2,
    }
}

fn compare(before: &Assessment, after: &Assessment, moved: &StageMap, effect: &mut Effect) {
    let mut met = BTreeSet::new();
    for old in &before.moves {
        let id = old.to.as_str();
        let there = moved.get(id).map_or(id, String::as_str);
        met.insert(there);
        let new = after.moves.iter().find(|new| new.to.as_str() == there);
        let (was, is) = (freedom(old), new.map_or(0, freedom));
        if is < was {
            let unmet = new.iter().flat_map(|new| &new.unmet);
            effect.blocked.push(MoveChange {
                to: there.to_owned(),
                unmet: unmet.map(|unmet| unmet.criterion.clone()).collect(),
                overridable: is == 1,
            });
        } else if is > was {
            effect.opened.push(there.to_owned());
        }
    }
    let fresh = after.moves.iter().filter(|new| !met.contains(new.to.as_str()));
    let opened = fresh.filter(|new| freedom(new) > 0).map(|new| new.to.to_string());
    effect.opened.extend(opened);
    let ids = |assessment: &Assessment| -> BTreeSet<String> {
        let suggested = assessment.actions.iter().filter(|it| it.kind != ActionKind::Move);
        suggested.map(|action| action.id.clone()).collect()
    };
    let (old, new) = (ids(before), ids(after));
    effect.actions_gained = new.difference(&old).cloned().collect();
    effect.actions_lost = old.difference(&new).cloned().collect();
}
