//! What is told of a deal: in a row of results, and by the library itself.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]
#![allow(dead_code, reason = "each test uses its own part of this")]

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type};
use arrow_array::{Array, RecordBatch};
use dealgraph::{Deal, Error, Move, Playbook, Timestamp, Unmet};

/// Everything that is told of a deal.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Told {
    pub(crate) id: Option<String>,
    pub(crate) stage: Option<String>,
    pub(crate) to: Option<String>,
    pub(crate) allowed: Option<bool>,
    pub(crate) unmet: Option<Vec<String>>,
    pub(crate) warnings: Option<Vec<String>>,
    pub(crate) actions: Option<Vec<String>>,
    pub(crate) signals: Option<Vec<String>>,
    pub(crate) scores: Vec<(String, Option<f64>)>,
    pub(crate) error: Option<String>,
}

/// The rows of a table of results.
pub(crate) fn rows(results: &RecordBatch) -> Vec<Told> {
    (0..results.num_rows()).map(|row| told(results, row)).collect()
}

fn told(results: &RecordBatch, row: usize) -> Told {
    let column = |name: &str| results.column_by_name(name).expect("a column of results");
    let plain = |name: &str| {
        let texts = column(name).as_string::<i32>();
        texts.is_valid(row).then(|| texts.value(row).to_owned())
    };
    let allowed = column("allowed").as_boolean();
    let score = |(place, field): (usize, &str)| {
        let scores = results.column(place).as_primitive::<Float64Type>();
        (field.to_owned(), scores.is_valid(row).then(|| scores.value(row)))
    };
    let names = results.schema_ref().fields().iter().map(|field| field.name().as_str());
    Told {
        id: plain("id"),
        stage: one(column("stage"), row),
        to: one(column("to"), row),
        allowed: allowed.is_valid(row).then(|| allowed.value(row)),
        unmet: several(column("unmet"), row),
        warnings: several(column("warnings"), row),
        actions: several(column("actions"), row),
        signals: several(column("signals"), row),
        scores: names.enumerate().filter(|(_, n)| n.starts_with("score.")).map(score).collect(),
        error: plain("error"),
    }
}

fn one(column: &dyn Array, row: usize) -> Option<String> {
    let coded = column.as_dictionary::<Int32Type>();
    let texts = coded.values().as_string::<i32>();
    coded.key(row).map(|key| texts.value(key).to_owned())
}

fn several(column: &dyn Array, row: usize) -> Option<Vec<String>> {
    let lists = column.as_list::<i32>();
    lists.is_valid(row).then(|| {
        let items = lists.value(row);
        (0..items.len()).map(|place| one(&items, place).expect("an id")).collect()
    })
}

/// What the library tells of a deal and a move to a stage; to the natural next one when none is
/// asked about.
pub(crate) fn expected(
    playbook: &Playbook,
    deal: &Deal,
    asked: Option<&str>,
    now: Timestamp,
) -> Told {
    expect(playbook, deal, asked, now).unwrap_or_else(|error| {
        let help = error.help().map(|help| format!(" ({help})")).unwrap_or_default();
        let cards = playbook.scorecard_rules().map(|card| (format!("score.{}", card.id()), None));
        Told {
            id: Some(deal.id.clone()),
            stage: deal.stage.clone(),
            to: asked.map(str::to_owned),
            scores: cards.collect(),
            error: Some(format!("{error}{help}")),
            ..Told::default()
        }
    })
}

fn expect(
    playbook: &Playbook,
    deal: &Deal,
    asked: Option<&str>,
    now: Timestamp,
) -> Result<Told, Error> {
    let assessment = playbook.assess(deal, now)?;
    let next = assessment.progress.as_ref().and_then(|progress| progress.next.as_ref());
    let start = || {
        let first = playbook.next_stage(None).and_then(|first| playbook.graph().stage(first));
        first.map(|first| first.id().to_string()).filter(|_| deal.stage.is_none())
    };
    let next = next.map(|next| next.stage.to_string()).or_else(start);
    let to = asked.map(str::to_owned).or(next);
    let verdict = to.as_deref().map(|to| playbook.check_move(deal, &Move::to(to), now));
    let verdict = verdict.transpose()?;
    let ids = |unmet: &[Unmet]| unmet.iter().map(|unmet| unmet.criterion.clone()).collect();
    let loud = assessment.signals.iter().filter(|signal| signal.snoozed.is_none());
    let cards = assessment.scorecards.iter();
    Ok(Told {
        id: Some(deal.id.clone()),
        stage: deal.stage.clone(),
        to,
        allowed: verdict.as_ref().map(|verdict| verdict.is_allowed()),
        unmet: verdict.as_ref().map(|verdict| ids(&verdict.unmet)),
        warnings: verdict.as_ref().map(|verdict| ids(&verdict.warnings)),
        actions: Some(assessment.actions.iter().take(3).map(|one| one.id.clone()).collect()),
        signals: Some(loud.map(|signal| signal.id.clone()).collect()),
        scores: cards.map(|card| (format!("score.{}", card.id), Some(card.score))).collect(),
        error: None,
    })
}
