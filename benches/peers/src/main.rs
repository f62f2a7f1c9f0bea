//! How fast other engines judge the workload that `benches/judge.rs` measures, in one run with
//! dealgraph and with the rules written by hand.
//!
//! Before anything is timed, every engine has to give the answers of the rules written by hand for
//! all deals, from values of its own and from text.

mod common_expressions;
mod conditions;
mod contender;
mod judged;
mod logic_as_json;
mod logic_in_lists;
mod table;
#[path = "../../workload/mod.rs"]
#[allow(dead_code, reason = "shared with the benches of the library")]
mod workload;
mod zen;

use std::hint::black_box;

use common_expressions::Cel;
use conditions::Rules;
use contender::{Asked, Best, Contender};
use judged::Judged;
use logic_as_json::Datalogic;
use logic_in_lists::DatalogicLists;
use table::{Table, Task, timed};
use workload::hand_written::{self, Facts, Stage};
use workload::{Draws, HostDeal, STAGES};
use zen::Zen;

const DEALS: usize = 100_000;

/// How many deals are made ready before they are timed: new to the processor, but near to it, as
/// those are that a host has just bound.
const NEAR: usize = 500;

fn main() {
    let rules = Rules::read(include_str!("../../workload/process.toml"));
    let mut draws = Draws::new(7);
    let deals: Vec<HostDeal> = (0..DEALS).map(|_| HostDeal::drawn(&mut draws)).collect();
    let asked: Vec<Asked> = deals.iter().map(Asked::of).collect();
    let answers = Answers::new(&deals);

    let mut table = Table::default();
    add_hand_written(&mut table, &deals);
    add(&mut table, &asked, &answers, Judged::new);
    add(&mut table, &asked, &answers, || Datalogic::new(&rules));
    add(&mut table, &asked, &answers, || DatalogicLists::new(&rules));
    add(&mut table, &asked, &answers, || Zen::new(&rules));
    add(&mut table, &asked, &answers, || Cel::new(&rules));
    println!("{}", table.measured());
}

/// What the rules written by hand say of each deal.
struct Answers(Vec<(u64, [Option<String>; 3])>);

impl Answers {
    fn new(deals: &[HostDeal]) -> Self {
        let playbook = workload::playbook().expect("the rules compile");
        let plays: Vec<&str> = playbook.plays().map(dealgraph::Play::id).collect();
        let of = |deal: &HostDeal| {
            let (facts, from) = (deal.facts(), stage(deal.stage));
            let unmet = hand_written::unmet(&facts, from, stage(deal.to)).expect("a declared move");
            let best = hand_written::best_plays(&facts, from);
            (unmet, best.map(|place| Some(plays[usize::from(place?)].to_owned())))
        };
        Self(deals.iter().map(of).collect())
    }

    /// Stops at the first deal of which an engine says something else.
    fn hold_for<C: Contender>(&self, asked: &[Asked], mut engine: C) {
        for (asked, (unmet, best)) in asked.iter().zip(&self.0) {
            let best: Best<'_> = best.each_ref().map(Option::as_deref);
            let mut facts = engine.bind(asked);
            let of = |engine: &str| format!("{engine}, {}: {}", asked.declared, asked.facts);
            assert_eq!(engine.unmet(&mut facts, asked), *unmet, "{}", of(C::NAME));
            assert_eq!(engine.best(&mut facts, asked), best, "{}", of(C::NAME));
            assert_eq!(engine.unmet_of_json(asked), *unmet, "{}", of(C::NAME));
            assert_eq!(engine.best_of_json(asked), best, "{}", of(C::NAME));
        }
    }
}

fn stage(place: usize) -> Stage {
    STAGES[place].0
}

fn add_hand_written<'d>(table: &mut Table<'d>, deals: &'d [HostDeal]) {
    let ready = |deal: &HostDeal| (deal.facts(), stage(deal.stage), stage(deal.to));
    table.add(Task::Move, "by hand", move || {
        let each = deals.chunks(NEAR).map(|window| {
            let mut ready: Vec<(Facts, Stage, Stage)> = window.iter().map(ready).collect();
            timed(&mut ready, |(facts, from, to)| hand_written::unmet(facts, *from, *to))
        });
        each.sum()
    });
    table.add(Task::Plays, "by hand", move || {
        let each = deals.chunks(NEAR).map(|window| {
            let mut ready: Vec<(Facts, Stage, Stage)> = window.iter().map(ready).collect();
            timed(&mut ready, |(facts, from, _)| hand_written::best_plays(facts, *from))
        });
        each.sum()
    });
}

/// Adds the four measurements of an engine, once its answers are known to be right.
fn add<'d, C: Contender + 'd>(
    table: &mut Table<'d>,
    asked: &'d [Asked],
    answers: &Answers,
    new: impl Fn() -> C,
) {
    answers.hold_for(asked, new());
    let mut engine = new();
    table.add(Task::Move, C::NAME, move || {
        let each = asked.chunks(NEAR).map(|window| {
            let near = window.to_vec();
            let mut ready = bound(&engine, &near);
            timed(&mut ready, |(facts, asked)| engine.unmet(facts, asked))
        });
        each.sum()
    });
    let mut engine = new();
    table.add(Task::Plays, C::NAME, move || {
        let each = asked.chunks(NEAR).map(|window| {
            let near = window.to_vec();
            let mut ready = bound(&engine, &near);
            timed(&mut ready, |(facts, asked)| {
                black_box(engine.best(facts, asked));
            })
        });
        each.sum()
    });
    let mut engine = new();
    table.add(Task::MoveOfJson, C::NAME, move || {
        let each = asked
            .chunks(NEAR)
            .map(|window| timed(&mut window.to_vec(), |asked| engine.unmet_of_json(asked)));
        each.sum()
    });
    let mut engine = new();
    table.add(Task::PlaysOfJson, C::NAME, move || {
        let each = asked.chunks(NEAR).map(|window| {
            timed(&mut window.to_vec(), |asked| {
                black_box(engine.best_of_json(asked));
            })
        });
        each.sum()
    });
}

fn bound<'t, C: Contender>(engine: &C, window: &'t [Asked]) -> Vec<(C::Facts<'t>, &'t Asked)> {
    window.iter().map(|asked| (engine.bind(asked), asked)).collect()
}
