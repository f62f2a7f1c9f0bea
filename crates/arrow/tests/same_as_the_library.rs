//! Tables of deals are judged as each deal alone.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "../../../tests/deals/mod.rs"]
mod deals;
mod encoded;
#[path = "../../../tests/oracle/mod.rs"]
mod oracle;
#[path = "../../../tests/sample/mod.rs"]
mod sample;
mod told;

use std::sync::LazyLock;

use dealgraph::{Deal, Error, Fact, FieldType, HistoryEntry, Library, Playbook, RawValue};
use dealgraph_arrow::ColumnJudge;
use encoded::{Asked, table};
use oracle::worlds;
use proptest::prelude::*;
use sample::{Chance, config, draws, now};
use told::{expected, rows};

/// Every rule set that comes along and has stages of its own.
static PLAYBOOKS: LazyLock<Vec<(Playbook, ColumnJudge)>> = LazyLock::new(|| {
    let library = Library::builtin();
    let compiled =
        library.rule_sets().filter_map(|rules| match library.compile(rules.id().as_str()) {
            Ok(playbook) => Some((playbook.clone(), ColumnJudge::new(&playbook))),
            Err(Error::NoStages { .. }) => None,
            Err(error) => panic!("{error}"),
        });
    compiled.collect()
});

/// A deal as a table can say it: of its history only how often it has been in its stage.
fn tabled(deal: Deal, number: usize, playbook: &Playbook, chance: &mut Chance) -> Asked {
    let mut deal = deal;
    deal.id = format!("D-{number}");
    let visits = (deal.stage.is_some() && chance.percent(30)).then(|| chance.pick(&[1, 2, 3]));
    deal.history = match (visits, &deal.stage, deal.entered_stage_at, deal.created_at) {
        (Some(times), Some(stage), Some(at), _) if times > 1 => {
            vec![HistoryEntry::moved(stage, at); times as usize]
        }
        _ => Vec::new(),
    };
    let visits = visits.filter(|times| *times == 1 || !deal.history.is_empty());
    let stages: Vec<&str> = playbook.graph().stages().map(|(_, s)| s.id().as_str()).collect();
    let to = chance.percent(50).then(|| chance.pick(&stages).to_owned());
    Asked { deal, to, visits }
}

/// Makes something about a deal unusable.
fn spoil(asked: &mut Asked, playbook: &Playbook, chance: &mut Chance) {
    let facts = &mut asked.deal.facts;
    let of = |wanted: &dyn Fn(&FieldType) -> bool| {
        let mut fields = playbook.fields().filter(|f| f.carries_evidence() && wanted(&f.kind));
        fields.next().map(|field| field.id.to_string())
    };
    match chance.below(5) {
        0 => asked.deal.stage = Some("nowhere".to_owned()),
        1 => asked.to = Some("nowhere".to_owned()),
        2 => drop(facts.set("amount", Fact::bare(RawValue::Number(-1.5)))),
        3 => drop(facts.set("close_date", Fact::bare(RawValue::Text("2026-02-30".to_owned())))),
        _ => {
            if let Some(id) = of(&|kind| matches!(kind, FieldType::Choice(_))) {
                facts.set(id, Fact::bare(RawValue::Text("nonsuch".to_owned())));
            }
        }
    }
}

fn held(
    (playbook, judge): (&Playbook, &ColumnJudge),
    asked: &[Asked],
    chance: &mut Chance,
) -> Result<(), TestCaseError> {
    let table = table(playbook, asked, chance);
    let results = judge.judge(&table, now()).expect("a table that can be used");
    prop_assert_eq!(results.schema(), judge.results());
    for (told, asked) in rows(&results).into_iter().zip(asked) {
        let expected = expected(playbook, &asked.deal, asked.to.as_deref(), now());
        prop_assert_eq!(told, expected, "{:#?}\n{:#?}", asked, table.schema());
    }
    prop_assert_eq!(results.num_rows(), asked.len());
    Ok(())
}

/// Tables are large: smaller ones say little more.
fn brief() -> ProptestConfig {
    ProptestConfig { max_shrink_iters: 200, ..config() }
}

proptest! {
    #![proptest_config(brief())]

    /// Every row of a table, however it is encoded, says what the library says of the deal.
    #[test]
    fn a_table_says_the_same_of_builtins(which in any::<usize>(), draws in draws(4000)) {
        let (playbook, judge) = &PLAYBOOKS[which % PLAYBOOKS.len()];
        let mut chance = Chance::new(draws);
        let mut asked: Vec<Asked> = (0..chance.between(1, 4))
            .map(|number| {
                let deal = deals::deal(playbook, &mut chance);
                tabled(deal, number, playbook, &mut chance)
            })
            .collect();
        for one in &mut asked {
            if chance.percent(15) {
                spoil(one, playbook, &mut chance);
            }
        }
        held((playbook, judge), &asked, &mut chance)?;
    }

    /// The same of generated processes.
    #[test]
    fn a_table_says_the_same_of_any_process(world in worlds(), draws in draws(1500)) {
        let playbook = world.playbook();
        let judge = ColumnJudge::new(&playbook);
        let mut chance = Chance::new(draws);
        let asked = [tabled(world.library_deal(), 1, &playbook, &mut chance)];
        held((&playbook, &judge), &asked, &mut chance)?;
    }

    /// Deals that are no table, history included, get the same answers as well.
    #[test]
    fn deals_say_the_same(which in any::<usize>(), draws in draws(900)) {
        let (playbook, judge) = &PLAYBOOKS[which % PLAYBOOKS.len()];
        let deal = deals::deal(playbook, &mut Chance::new(draws));
        let results = judge.judge_deals(&[Ok(deal.clone())], now()).expect("results");
        prop_assert_eq!(rows(&results), vec![expected(playbook, &deal, None, now())]);
    }
}
