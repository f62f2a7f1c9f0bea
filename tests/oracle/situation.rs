//! A deal as conditions see it: with the stage it stands in at the moment of judging.

use dealgraph::UnmetState;

use super::condition::stage_word;
use super::model::{Backing, Criterion, Deal, Item, Value};

/// A deal standing in a stage.
#[derive(Debug, Clone)]
pub(crate) struct Situation<'a> {
    deal: &'a Deal,
    stage: Option<String>,
    days_in_stage: Option<i64>,
    visits: Option<i64>,
}

impl<'a> Situation<'a> {
    /// The deal where it stands now.
    pub(crate) fn now(deal: &'a Deal) -> Self {
        let visits = deal.stage.as_ref().map(|stage| visits(deal, stage));
        Self {
            deal,
            stage: deal.stage.clone(),
            days_in_stage: deal.entered_hours_ago.map(|hours| hours / 24),
            visits,
        }
    }

    /// The same deal just after entering another stage.
    pub(crate) fn entering(&self, stage: &str) -> Self {
        Self {
            deal: self.deal,
            stage: Some(stage.to_owned()),
            days_in_stage: Some(0),
            visits: Some(visits(self.deal, stage) + 1),
        }
    }

    /// The value of a fact, declared or worked out.
    pub(crate) fn value_of(&self, name: &str) -> Option<Value> {
        match name {
            "stage" => self.stage.as_deref().map(|id| Value::Text(stage_word(id))),
            "days_in_stage" => self.days_in_stage.map(Value::Integer),
            "visits" => self.visits.map(Value::Integer),
            "age_days" => self.deal.created_hours_ago.map(|hours| Value::Integer(hours / 24)),
            "days_since_activity" => {
                self.deal.active_hours_ago.map(|hours| Value::Integer(hours / 24))
            }
            "contacts" => self.deal.contacts.clone().map(Value::Items),
            _ => self.deal.facts.get(name).and_then(|fact| fact.value.clone()),
        }
    }

    /// How well a fact is evidenced; `None` for what is worked out.
    pub(crate) fn backing_of(&self, name: &str) -> Option<Backing> {
        match name {
            "stage" | "days_in_stage" | "visits" | "age_days" | "days_since_activity" => None,
            "contacts" => Some(Backing::BARE),
            _ => Some(self.fact_backing(name)),
        }
    }

    fn fact_backing(&self, name: &str) -> Backing {
        self.deal.facts.get(name).and_then(|fact| fact.backing).unwrap_or(Backing::BARE)
    }

    /// The elements of a list, each with its evidence.
    pub(crate) fn items_of(&self, name: &str) -> Vec<(Item, Backing)> {
        let (items, backing) = match (name, self.value_of(name)) {
            ("contacts", Some(Value::Items(items))) => (items, Backing::BARE),
            (_, Some(Value::Items(items))) => (items, self.fact_backing(name)),
            _ => return Vec::new(),
        };
        items.into_iter().map(|item| (item.clone(), item.own.unwrap_or(backing))).collect()
    }

    /// Why a criterion is not met here; `None` when it is.
    pub(crate) fn unmet(&self, criterion: &Criterion) -> Option<UnmetState> {
        match criterion.condition.answer(self) {
            None => return Some(UnmetState::Unknown),
            Some(false) => return Some(UnmetState::False),
            Some(true) => {}
        }
        let well = |b: Backing| criterion.evidence.is_none_or(|least| b.grade >= least);
        let recently = |b: Backing| {
            criterion.fresh_days.is_none_or(|most| b.days_ago.is_some_and(|days| days <= most))
        };
        if !criterion.condition.rests_on(true, self, &well) {
            return Some(UnmetState::Unverified);
        }
        let both = |b: Backing| well(b) && recently(b);
        (!criterion.condition.rests_on(true, self, &both)).then_some(UnmetState::Stale)
    }
}

fn visits(deal: &Deal, stage: &str) -> i64 {
    let times = deal.history.iter().filter(|(to, _)| to == stage).count();
    i64::try_from(times).expect("a short history")
}
