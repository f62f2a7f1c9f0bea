//! The columns of results.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Float64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use dealgraph::Playbook;

use crate::ids::{Ids, OneId, SeveralIds};

/// What all batches of results of a playbook have in common.
#[derive(Debug)]
pub(crate) struct Shape {
    pub(crate) schema: SchemaRef,
    stages: Ids,
    criteria: Ids,
    actions: Ids,
    signals: Ids,
    scorecards: usize,
}

impl Shape {
    pub(crate) fn new(playbook: &Playbook) -> Self {
        let scorecards: Vec<&str> = playbook.scorecard_rules().map(|card| card.id()).collect();
        Self {
            schema: Arc::new(Schema::new(columns(&scorecards))),
            stages: Ids::new(playbook.graph().stages().map(|(_, stage)| stage.id().as_str())),
            criteria: Ids::new(playbook.criteria().map(|criterion| criterion.id())),
            actions: Ids::new(playbook.plays().map(|play| play.id())),
            signals: Ids::new(playbook.signal_rules().map(|rule| rule.id())),
            scorecards: scorecards.len(),
        }
    }
}

fn columns(scorecards: &[&str]) -> Vec<Field> {
    let mut columns = vec![
        Field::new("id", DataType::Utf8, true),
        Field::new("stage", Ids::one(), true),
        Field::new("to", Ids::one(), true),
        Field::new("allowed", DataType::Boolean, true),
        Field::new("unmet", Ids::several(), true),
        Field::new("warnings", Ids::several(), true),
        Field::new("actions", Ids::several(), true),
        Field::new("signals", Ids::several(), true),
    ];
    let score = |card: &&str| Field::new(format!("score.{card}"), DataType::Float64, true);
    columns.extend(scorecards.iter().map(score));
    columns.push(Field::new("error", DataType::Utf8, true));
    columns
}

/// The results of one batch. What a row says in lists is put there first, then the row is finished.
#[derive(Debug)]
pub(crate) struct Results<'s> {
    schema: SchemaRef,
    ids: StringBuilder,
    stages: OneId<'s>,
    to: OneId<'s>,
    allowed: BooleanBuilder,
    pub(crate) unmet: SeveralIds<'s>,
    pub(crate) warnings: SeveralIds<'s>,
    pub(crate) actions: SeveralIds<'s>,
    pub(crate) signals: SeveralIds<'s>,
    scores: Vec<Float64Builder>,
    errors: StringBuilder,
}

/// Whether a move may be made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'p> {
    /// The stage that it goes to.
    pub(crate) to: &'p str,
    pub(crate) is_allowed: bool,
}

impl<'s> Results<'s> {
    pub(crate) fn new(shape: &'s Shape) -> Self {
        Self {
            schema: shape.schema.clone(),
            ids: StringBuilder::new(),
            stages: OneId::new(&shape.stages),
            to: OneId::new(&shape.stages),
            allowed: BooleanBuilder::new(),
            unmet: SeveralIds::new(&shape.criteria),
            warnings: SeveralIds::new(&shape.criteria),
            actions: SeveralIds::new(&shape.actions),
            signals: SeveralIds::new(&shape.signals),
            scores: (0..shape.scorecards).map(|_| Float64Builder::new()).collect(),
            errors: StringBuilder::new(),
        }
    }

    /// The scores of a row, in the order of the scorecards.
    pub(crate) fn score(&mut self, scores: impl IntoIterator<Item = Option<f64>>) {
        for (column, score) in self.scores.iter_mut().zip(scores) {
            column.append_option(score);
        }
    }

    /// Finishes the row of a deal.
    pub(crate) fn row(&mut self, id: &str, stage: Option<&str>, asked: Option<Asked<'_>>) {
        self.ids.append_value(id);
        self.stages.push(stage);
        self.to.push(asked.map(|asked| asked.to));
        self.allowed.append_option(asked.map(|asked| asked.is_allowed));
        match asked {
            Some(_) => {
                self.unmet.row();
                self.warnings.row();
            }
            None => {
                self.unmet.no_row();
                self.warnings.no_row();
            }
        }
        self.actions.row();
        self.signals.row();
        self.errors.append_null();
    }

    /// Finishes the row of a deal that cannot be used.
    pub(crate) fn failed(
        &mut self,
        id: Option<&str>,
        stage: Option<&str>,
        to: Option<&str>,
        why: &str,
    ) {
        self.ids.append_option(id);
        self.stages.push(stage);
        self.to.push(to);
        self.allowed.append_null();
        for column in [&mut self.unmet, &mut self.warnings, &mut self.actions, &mut self.signals] {
            column.no_row();
        }
        for column in &mut self.scores {
            column.append_null();
        }
        self.errors.append_value(why);
    }

    pub(crate) fn finish(mut self) -> Result<RecordBatch, ArrowError> {
        let mut columns: Vec<ArrayRef> = vec![
            Arc::new(self.ids.finish()),
            self.stages.finish()?,
            self.to.finish()?,
            Arc::new(self.allowed.finish()),
            self.unmet.finish()?,
            self.warnings.finish()?,
            self.actions.finish()?,
            self.signals.finish()?,
        ];
        for mut scores in self.scores {
            columns.push(Arc::new(scores.finish()));
        }
        columns.push(Arc::new(self.errors.finish()));
        RecordBatch::try_new(self.schema, columns)
    }
}
