//! A deal at one moment, with everything that is worked out from it.

use std::cell::OnceCell;

use super::scorecards;
use super::wording;
use crate::base::language::Language;
use crate::base::nearest::nearest;
use crate::base::time::Timestamp;
use crate::deal::binding::{Row, bind};
use crate::deal::deal::Deal;
use crate::deal::table::given;
use crate::error::Error;
use crate::expr::{Facts, Slot, Value};
use crate::playbook::content::Words;
use crate::playbook::graph::{StageGraph, StageIx};
use crate::playbook::playbook::{Model, Playbook};
use crate::playbook::stage::Stage;
use crate::template::{TemplateValue, Text};

/// A deal at one moment: its facts in their slots, what is worked out from them, and its stage.
#[derive(Debug)]
pub(crate) struct Situation<'a> {
    pub(crate) playbook: &'a Playbook,
    pub(crate) deal: &'a Deal,
    pub(crate) now: Timestamp,
    pub(crate) stage: Option<StageIx>,
    pub(crate) row: Row,
    names: OnceCell<TemplateValue>,
    /// The facts right after entering each stage, by its position, once somebody asks.
    after_entering: Vec<OnceCell<Row>>,
}

impl<'a> Situation<'a> {
    /// Holds a deal against a playbook.
    ///
    /// # Errors
    /// When the deal does not fit the playbook: an unknown stage or fact, a value of another type.
    pub(crate) fn new(
        playbook: &'a Playbook,
        deal: &'a Deal,
        now: Timestamp,
    ) -> Result<Self, Error> {
        Self::with_facts(playbook, deal, now, |_| {})
    }

    /// Holds a deal against a playbook that has only some of its facts: others are added.
    ///
    /// # Errors
    /// When the deal does not fit the playbook, as for [`Situation::new`].
    pub(crate) fn with_facts(
        playbook: &'a Playbook,
        deal: &'a Deal,
        now: Timestamp,
        add: impl FnOnce(&mut Row),
    ) -> Result<Self, Error> {
        let model = &*playbook.0;
        let row = bind(&model.fields, deal, add)
            .map_err(|unusable| Error::unusable(unusable, &deal.id, model.own.id.as_str()))?;
        let stage = deal.stage.as_deref().map(|id| find_stage(playbook, deal, id)).transpose()?;
        let mut situation = Self::of(playbook, deal, now, stage, row);
        situation.work_out();
        Ok(situation)
    }

    fn of(
        playbook: &'a Playbook,
        deal: &'a Deal,
        now: Timestamp,
        stage: Option<StageIx>,
        row: Row,
    ) -> Self {
        let after_entering = vec![OnceCell::new(); playbook.0.graph.len()];
        Self { playbook, deal, now, stage, row, names: OnceCell::new(), after_entering }
    }

    pub(crate) fn model(&self) -> &'a Model {
        &self.playbook.0
    }

    /// The same deal with other facts.
    pub(crate) fn with_row(&self, row: Row) -> Self {
        let Self { playbook, deal, now, stage, .. } = *self;
        Self::of(playbook, deal, now, stage, row)
    }

    /// The language of what is said in dealgraph's own words.
    pub(crate) fn words(&self) -> Language {
        self.model().languages.words
    }

    /// What people call a role.
    pub(crate) fn role_name(&self, id: &str) -> String {
        let role = self.model().roles.iter().find(|role| *role.id == *id);
        role.map_or_else(|| wording::spoken(id), |role| role.name.to_string())
    }

    /// A reason of a move as it has to be stated, with what people call it.
    pub(crate) fn reason_name(&self, id: &str) -> String {
        let name = self.model().reason_names.get(id);
        name.map_or_else(|| id.to_owned(), |name| format!("{name} ({id})"))
    }

    /// The stage with this id.
    pub(crate) fn find_stage(&self, id: &str) -> Result<StageIx, Error> {
        find_stage(self.playbook, self.deal, id)
    }

    /// That there is no stage with this id.
    pub(crate) fn no_stage(&self, id: &str) -> Error {
        no_stage(self.playbook, self.deal, id)
    }

    pub(crate) fn stage_of(&self, ix: StageIx) -> Option<&'a Stage> {
        self.model().graph.stage(ix)
    }

    /// The facts as they would be right after the deal entered a stage now.
    pub(crate) fn row_after_entering(&self, stage: StageIx) -> &Row {
        match self.after_entering.get(stage.position()) {
            Some(row) => row.get_or_init(|| self.entering(stage)),
            None => &self.row,
        }
    }

    fn entering(&self, stage: StageIx) -> Row {
        let visits = self.visits_of(stage) + 1;
        let mut row = self.row.clone();
        self.set_stage(&mut row, Some(stage));
        row.set(given::DAYS_IN_STAGE, Some(Value::Int(0)));
        row.set(given::VISITS, Some(Value::Int(visits)));
        scorecards::set_gate_scores(self.model(), &mut row);
        row
    }

    fn work_out(&mut self) {
        let days = |since: Option<Timestamp>| {
            since.map(|since| Value::Int(self.now.days_since(since).max(0)))
        };
        let (entered, created) = (self.entered_at(), self.created_at());
        let mut row = std::mem::take(&mut self.row);
        self.set_stage(&mut row, self.stage);
        row.set(given::DAYS_IN_STAGE, days(entered));
        row.set(given::DAYS_SINCE_ACTIVITY, days(self.deal.last_activity_at));
        row.set(given::AGE_DAYS, days(created));
        row.set(given::NOW, Some(Value::Timestamp(self.now)));
        let visits = self.stage.map(|stage| Value::Int(self.visits_of(stage).max(1)));
        row.set(given::VISITS, visits);
        scorecards::set_scores(self.model(), &mut row);
        self.row = row;
    }

    /// When the deal entered its stage.
    pub(crate) fn entered_at(&self) -> Option<Timestamp> {
        self.deal.entered_stage_at.or_else(|| self.entered_by_history())
    }

    /// When the deal was created.
    pub(crate) fn created_at(&self) -> Option<Timestamp> {
        self.deal.created_at.or(self.deal.history.first().map(|entry| entry.at))
    }

    /// Where the deal stands, in its process and in each methodology laid over it.
    fn set_stage(&self, row: &mut Row, stage: Option<StageIx>) {
        let id = |graph: &StageGraph, ix: Option<StageIx>| {
            Some(Value::from(graph.stage(ix?)?.id().as_str()))
        };
        row.set(given::STAGE, id(&self.model().graph, stage));
        for overlay in &self.model().overlays {
            let place = stage.and_then(|stage| overlay.place_of(stage));
            row.set(overlay.stage_slot, id(&overlay.graph, place));
        }
    }

    fn entered_by_history(&self) -> Option<Timestamp> {
        let last = self.deal.history.iter().rev().find(|entry| entry.to.is_some())?;
        (last.to == self.deal.stage).then_some(last.at)
    }

    /// How often the deal has entered a stage, by its history.
    fn visits_of(&self, stage: StageIx) -> i64 {
        let Some(stage) = self.stage_of(stage) else { return 0 };
        let id = Some(stage.id().as_str());
        let times = self.deal.history.iter().filter(|entry| entry.to.as_deref() == id).count();
        let here = i64::from(self.deal.stage.as_deref() == id);
        i64::try_from(times).unwrap_or(i64::MAX).max(here)
    }

    /// A whole-number fact that is worked out.
    pub(crate) fn days(&self, slot: Slot) -> Option<i64> {
        match self.row.get(slot) {
            Some(Value::Int(days)) => Some(*days),
            _ => None,
        }
    }

    /// A text of the rule sets with its names filled in.
    ///
    /// # Errors
    /// When the text does something that its values cannot do.
    pub(crate) fn say(&self, words: &Words) -> Result<String, Error> {
        // Most texts name nothing, and working the names out costs more than everything else.
        if let Text::Plain(text) = &words.text {
            return Ok(text.to_string());
        }
        let names = self.names.get_or_init(|| wording::names(self));
        self.model().templates.render(&words.text, names).map_err(|error| Error::Template {
            playbook: self.model().own.id.to_string(),
            message: format!("{} in {:?}", error.message, words.written),
        })
    }
}

fn find_stage(playbook: &Playbook, deal: &Deal, id: &str) -> Result<StageIx, Error> {
    playbook.graph().find(id).ok_or_else(|| no_stage(playbook, deal, id))
}

fn no_stage(playbook: &Playbook, deal: &Deal, id: &str) -> Error {
    let known: Vec<String> =
        playbook.graph().stages().map(|(_, stage)| stage.id().to_string()).collect();
    Error::UnknownStage {
        deal: deal.id.clone(),
        playbook: playbook.rule_set().id.to_string(),
        stage: id.to_owned(),
        nearest: nearest(id, known.iter().map(String::as_str)).map(str::to_owned),
        known,
    }
}
