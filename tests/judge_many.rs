//! Very many plays, and very many deals, are judged as a few are.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod sample;

use std::fmt::Write;

use dealgraph::{
    ActionKind, Binding, Bitmap, ChoiceValue, Deal, FactColumns, FactSlot, Judge, Move, Playbook,
    StageIx, Timestamp,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use sample::{config, now};
use serde_json::json;

const LEVELS: [&str; 4] = ["low", "fair", "high", "top"];
const TAGS: [&str; 3] = ["east", "west", "north"];
const DAY: i64 = 86_400;

/// The facts of a deal, some of them unset.
#[derive(Debug, Clone)]
struct Drawn {
    count: Option<i64>,
    worth: Option<f64>,
    level: Option<usize>,
    is_ready: Option<bool>,
    day: Option<i32>,
    tags: Option<Vec<usize>>,
    stage: usize,
    to: usize,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let tags = proptest::collection::vec(0..3_usize, 0..3);
    let some = |of: i64| proptest::option::weighted(0.8, 0..of);
    (
        some(12),
        some(12),
        proptest::option::weighted(0.8, 0..4_usize),
        proptest::option::weighted(0.8, any::<bool>()),
        some(40),
        proptest::option::weighted(0.8, tags),
        (0..3_usize, 0..3_usize),
    )
        .prop_map(|(count, worth, level, is_ready, day, tags, (stage, to))| Drawn {
            count,
            worth: worth.map(|worth| worth as f64 * 1_000.0),
            level,
            is_ready,
            day: day.map(|day| 20_760 + day as i32),
            tags,
            stage,
            to,
        })
}

impl Drawn {
    fn deal(&self) -> Deal {
        let at = |days: i32| {
            dealgraph::Timestamp::from_unix_seconds(i64::from(days) * DAY).map(|at| at.date())
        };
        let facts = json!({
            "count": self.count,
            "worth": self.worth,
            "level": self.level.map(|level| LEVELS[level]),
            "is_ready": self.is_ready,
            "day": self.day.and_then(at),
            "tags": self.tags.as_ref().map(|tags| tags.iter().map(|tag| TAGS[*tag]).collect::<Vec<_>>()),
        });
        let deal = json!({ "id": "D", "stage": STAGES[self.stage], "facts": facts });
        serde_json::from_value(deal).expect("a deal")
    }
}

const STAGES: [&str; 3] = ["first", "second", "won"];

/// A condition of one of several kinds, some of which ask about several facts at once.
fn condition() -> impl Strategy<Value = String> {
    let one = prop_oneof![
        (0..12_i64).prop_map(|n| format!("count >= {n}")),
        (0..12_i64).prop_map(|n| format!("count == {n}")),
        (0..12_i64).prop_map(|n| format!("worth < {}.0", n * 1_000)),
        (0..12_i64).prop_map(|n| format!("worth != {}.0", n * 1_000)),
        (0..4_usize).prop_map(|l| format!("level == '{}'", LEVELS[l])),
        (0..4_usize).prop_map(|l| format!("level in ['{}', 'top']", LEVELS[l])),
        Just("is_ready".to_owned()),
        Just("!has(is_ready)".to_owned()),
        (0..40_i64)
            .prop_map(|d| format!("day >= timestamp('2026-11-{:02}T00:00:00Z')", d % 30 + 1)),
        Just("day < now".to_owned()),
        (0..3_usize).prop_map(|t| format!("'{}' in tags", TAGS[t])),
        Just("size(tags) > 1".to_owned()),
        Just("double(count) * 1000.0 >= worth".to_owned()),
    ];
    let negated = (one, any::<bool>()).prop_map(|(c, not)| if not { format!("!({c})") } else { c });
    (negated.clone(), negated.clone(), negated, 0..5_u8).prop_map(|(a, b, c, how)| match how {
        0 => a,
        1 => format!("{a} && {b}"),
        2 => format!("{a} || {b}"),
        3 => format!("{a} && ({b} || {c})"),
        _ => format!("({a} || {b}) && ({b} || {c}) && ({c} || {a})"),
    })
}

/// Three stages, a gate before each next one, and plays in every stage.
fn process(gates: &[String], plays: &[String]) -> Playbook {
    let text = text(gates, plays);
    Playbook::from_toml(&text).unwrap_or_else(|error| panic!("{error:#?}\n{text}"))
}

fn text(gates: &[String], plays: &[String]) -> String {
    let mut text = String::from(
        r#"dealgraph = 1
[process]
id = "many"
name = "Many"
version = "1.0.0"
[field.count]
label = "A fact"
type = "integer"
[field.worth]
label = "A fact"
type = "money"
[field.level]
label = "A fact"
type = "choice"
values = ["low", "fair", "high", "top"]
[field.is_ready]
label = "A fact"
type = "bool"
[field.day]
label = "A fact"
type = "date"
[field.tags]
label = "A fact"
type = "choices"
values = ["east", "west", "north"]
[[stage]]
id = "first"
name = "First"
[[stage]]
id = "second"
name = "Second"
[[stage]]
id = "won"
name = "Won"
type = "won"
[[stage]]
id = "lost"
name = "Lost"
type = "lost"
[[transition]]
from = "first"
to = "lost"
[[transition]]
from = "second"
to = "lost"
"#,
    );
    for (place, ends) in STAGES.windows(2).enumerate() {
        let _ = writeln!(text, "[[transition]]\nfrom = \"{}\"\nto = \"{}\"", ends[0], ends[1]);
        for (number, gate) in gates.iter().enumerate().filter(|(n, _)| n % 2 == place) {
            let _ = writeln!(text, "[[transition.guard]]\nid = \"g{number}\"\nwhen = \"{gate}\"");
        }
    }
    for (number, when) in plays.iter().enumerate() {
        let _ = writeln!(
            text,
            "[play.p{number}]\nstages = [\"first\", \"second\"]\npriority = {}\ndo = \"Do {number}\"\nwhen = \"{when}\"",
            number * 37 % 101,
        );
    }
    text
}

fn stage(playbook: &Playbook, place: usize) -> StageIx {
    playbook.graph().find(STAGES[place]).expect("a stage")
}

/// The plays that `assess` suggests, in the order of their priorities and then of the text.
fn suggested(playbook: &Playbook, deal: &Deal) -> Vec<String> {
    let assessment = playbook.assess(deal, now()).expect("the deal fits");
    let plays = assessment.actions.iter().filter(|action| action.kind == ActionKind::Play);
    let mut numbers: Vec<usize> = plays
        .map(|play| play.id.rsplit_once(".p").expect("an id").1.parse().expect("a number"))
        .collect();
    numbers.sort_by_key(|number| (std::cmp::Reverse(number * 37 % 101), *number));
    numbers.into_iter().map(|number| format!("many.p{number}")).collect()
}

/// A column's values, and where they are set.
struct Column<T> {
    values: Vec<T>,
    set: Vec<u8>,
}

impl<T> Column<T> {
    fn of(deals: &[Drawn], of: impl Fn(&Drawn) -> Option<T>, unset: impl Fn() -> T) -> Self {
        let mut set = vec![0; deals.len() / 8 + 1];
        for (place, _) in deals.iter().enumerate().filter(|(_, deal)| of(deal).is_some()) {
            set[place / 8] |= 1 << (place % 8);
        }
        Self { values: deals.iter().map(|deal| of(deal).unwrap_or_else(&unset)).collect(), set }
    }

    fn set(&self) -> Option<Bitmap<'_>> {
        Some(Bitmap::new(&self.set, 0))
    }
}

/// What columns say of each deal: the unmet criteria, or that no gate is there.
fn by_columns(judge: &Judge, deals: &[Drawn]) -> Vec<Option<Vec<String>>> {
    let playbook = judge.playbook();
    let counts = Column::of(deals, |deal| deal.count, || 7);
    let worths = Column::of(deals, |deal| deal.worth, || 7.0);
    let days = Column::of(deals, |deal| deal.day, || 7);
    let levels = Column::of(deals, |deal| deal.level.map(|level| level as i32), || 1);
    let ready = Column::of(deals, |deal| deal.is_ready, || true);
    let mut bits = vec![0_u8; deals.len() / 8 + 1];
    for (place, _) in ready.values.iter().enumerate().filter(|(_, ready)| **ready) {
        bits[place / 8] |= 1 << (place % 8);
    }
    let from: Vec<Option<StageIx>> =
        deals.iter().map(|deal| Some(stage(playbook, deal.stage))).collect();
    let to: Vec<StageIx> = deals.iter().map(|deal| stage(playbook, deal.to)).collect();
    let level: FactSlot<ChoiceValue> = judge.slot("level").expect("a choice");
    let dictionary = LEVELS.map(|name| judge.choice(level, name));
    let mut columns = FactColumns::new(judge, &from);
    columns.wholes(judge.slot("count").expect("a fact"), &counts.values, counts.set());
    columns.numbers(judge.slot("worth").expect("a fact"), &worths.values, worths.set());
    columns.days(judge.slot("day").expect("a fact"), &days.values, days.set());
    columns.choices(level, &levels.values, &dictionary, levels.set());
    columns.flags(judge.slot("is_ready").expect("a fact"), Bitmap::new(&bits, 0), ready.set());
    let standings = columns.standings(&to, now());
    let unmet = |standing: dealgraph::Standing<'_>| -> Vec<String> {
        standing.unmet().map(|criterion| criterion.id().to_owned()).collect()
    };
    standings.iter().map(|standing| standing.map(unmet)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..config() })]

    /// However many plays there are, the same are suggested, in the same order, as one at a time.
    #[test]
    fn all_plays_are_found_together(
        plays in proptest::collection::vec(condition(), 1..150),
        deals in proptest::collection::vec(drawn(), 8),
    ) {
        let playbook = process(&[], &plays);
        let judge = playbook.judge();
        for deal in deals.iter().map(Drawn::deal) {
            let mut row = judge.row_of(&deal, now()).expect("the deal fits");
            let facts = row.at(now());
            let found: Vec<&str> = facts.plays().map(|play| play.id()).collect();
            prop_assert_eq!(found, suggested(&playbook, &deal), "{:?}", deal);
        }
    }

    /// However many criteria a gate has, those are unmet that a move checked in words finds unmet.
    #[test]
    fn all_criteria_are_asked_together(
        gates in proptest::collection::vec(condition(), 1..150),
        deals in proptest::collection::vec(drawn(), 8),
    ) {
        let playbook = process(&gates, &[]);
        let judge = playbook.judge();
        for (drawn, deal) in deals.iter().map(|drawn| (drawn, drawn.deal())) {
            let mut row = judge.row_of(&deal, now()).expect("the deal fits");
            let to = stage(&playbook, drawn.to);
            let Some(standing) = row.at(now()).standing(to) else { continue };
            let told: Vec<&str> = standing.unmet().map(|criterion| criterion.id()).collect();
            let asked = Move::to(STAGES[drawn.to]);
            let verdict = playbook.check_move(&deal, &asked, now()).expect("the deal fits");
            let unmet: Vec<&str> = verdict.unmet.iter().map(|unmet| unmet.criterion.as_str()).collect();
            prop_assert_eq!(told, unmet, "{:?}", deal);
        }
    }

    /// A deal in columns stands before its gate as it does in a row of its own.
    #[test]
    fn columns_say_what_rows_say(
        gates in proptest::collection::vec(condition(), 1..8),
        mut deals in proptest::collection::vec(drawn(), 1..300),
    ) {
        let judge = process(&gates, &[]).judge();
        // There are no columns of lists.
        deals.iter_mut().for_each(|deal| deal.tags = None);
        for (deal, told) in deals.iter().zip(by_columns(&judge, &deals)) {
            let mut row = judge.row_of(&deal.deal(), now()).expect("the deal fits");
            let facts = row.at(now());
            let standing = facts.standing(stage(judge.playbook(), deal.to));
            let unmet = standing.map(|standing| -> Vec<String> {
                standing.unmet().map(|criterion| criterion.id().to_owned()).collect()
            });
            prop_assert_eq!(told, unmet, "{:?}", deal);
        }
    }
}

/// Where a deal stands and for how long is known also where only a score asks for it.
#[test]
fn facts_behind_a_score_alone_are_worked_out() {
    let score = r#"
[scorecard.pace]
name = "Pace"
combine = "sum"
  [[scorecard.pace.item]]
  id = "here"
  when = "stage == 'first'"
  points = 60
  otherwise = "It is elsewhere"
  [[scorecard.pace.item]]
  id = "fresh"
  when = "days_in_stage < 10"
  points = 40
  otherwise = "It has been there for long"
"#;
    let plays = ["score.pace >= 100.0".to_owned(), "score.pace >= 50.0".to_owned()];
    let text = format!("{}{score}", text(&[], &plays));
    let playbook = Playbook::from_toml(&text).unwrap_or_else(|error| panic!("{error:#?}"));
    let judge = playbook.judge();
    for (since, wanted) in [("2026-11-22", 2), ("2026-10-01", 1)] {
        let mut row = judge.row();
        row.stand_in(playbook.graph().find("first"));
        row.entered_stage_at(Timestamp::parse(&format!("{since}T09:00:00Z")).ok());
        assert_eq!(row.at(now()).plays().count(), wanted, "since {since}");
    }
}

/// More plays than are looked at at a time are all told, in their order.
#[test]
fn plays_by_the_thousand_are_told_in_order() {
    let mut runner = TestRunner::deterministic();
    let mut draw = |of: usize| -> Vec<String> {
        let plays = proptest::collection::vec(condition(), of).new_tree(&mut runner);
        plays.expect("conditions").current()
    };
    let playbook = process(&[], &draw(1_200));
    let judge = playbook.judge();
    let deals = proptest::collection::vec(drawn(), 12).new_tree(&mut runner).expect("deals");
    for drawn in deals.current() {
        let deal = Drawn { stage: 0, ..drawn }.deal();
        let mut row = judge.row_of(&deal, now()).expect("the deal fits");
        let facts = row.at(now());
        let told: Vec<&str> = facts.plays().map(|play| play.id()).collect();
        assert!(told.len() > 100, "{deal:?}");
        assert_eq!(told, suggested(&playbook, &deal), "{deal:?}");
    }
}

/// A value that a field cannot have leaves it unset, wherever it stands.
#[test]
fn a_wrong_value_in_a_column_is_no_value() {
    let judge = process(&["has(worth)".to_owned()], &[]).judge();
    let playbook = judge.playbook();
    let from = vec![Some(stage(playbook, 0)); 3];
    let values = [-5.0, f64::NAN, 5.0];
    let mut columns = FactColumns::new(&judge, &from);
    columns.numbers(judge.slot("worth").expect("a fact"), &values, None);
    let standings = columns.standings(&[stage(playbook, 1); 3], now());
    let open: Vec<bool> =
        standings.iter().map(|standing| standing.expect("a gate").is_open()).collect();
    assert_eq!(open, [false, false, true]);
}

/// A value that a field cannot have leaves nothing of the deal before in the row.
#[test]
fn a_wrong_value_leaves_nothing_of_another_deal() {
    let judge = process(&["has(worth) || is_ready".to_owned()], &[]).judge();
    let (from, to) = (stage(judge.playbook(), 0), stage(judge.playbook(), 1));
    let binding = Binding::new(&judge)
        .fact("worth", |(worth, _): &(f64, bool)| Some(*worth))
        .and_then(|binding| binding.fact("is_ready", |(_, is_ready)| Some(*is_ready)))
        .expect("both are facts");
    let mut row = judge.row();
    row.stand_in(Some(from));
    assert!(binding.fill_for(&(5.0, true), to, &mut row).is_ok());
    assert!(row.at(now()).standing(to).expect("a gate").is_open());
    assert!(binding.fill_for(&(-5.0, false), to, &mut row).is_err());
    assert!(!row.at(now()).standing(to).expect("a gate").is_open());
}

/// The same of facts that are read from JSON for one gate.
#[test]
fn a_wrong_value_in_json_leaves_nothing_of_another_deal() {
    let judge = process(&["has(worth) || is_ready".to_owned()], &[]).judge();
    let (from, to) = (stage(judge.playbook(), 0), stage(judge.playbook(), 1));
    let mut row = judge.row();
    row.stand_in(Some(from));
    let mut read = |facts: serde_json::Value| {
        let read = row.read_for_move("D-1", facts.as_object().expect("an object"), to);
        (read.is_ok(), row.at(now()).standing(to).expect("a gate").is_open())
    };
    assert_eq!(read(json!({ "worth": 5.0, "is_ready": true })), (true, true));
    assert_eq!(read(json!({ "worth": "much", "is_ready": 7 })), (false, false));
    assert_eq!(read(json!({ "is_ready": true })), (true, true));
    assert_eq!(read(json!({})), (true, false));
}
