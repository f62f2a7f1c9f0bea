//! How fast other engines judge the workload that `benches/judge.rs` measures, in one run with
//! dealgraph and with the rules written by hand.
//!
//! Before anything is timed, every engine has to give the answers of the rules written by hand for
//! all deals, from values of its own and from text.

mod common_expressions;
mod conditions;
mod contender;
mod deals;
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
use contender::{Asked, Contender};
use judged::Judged;
use logic_as_json::Datalogic;
use logic_in_lists::DatalogicLists;
use table::{Table, Task};
use workload::hand_written::{self, Facts, Stage};
use workload::{Draws, HostDeal, MOVES, STAGES};
use zen::Zen;

const DEALS: usize = 100_000;

fn main() {
    let rules = Rules::read(include_str!("../../workload/process.toml"));
    let mut draws = Draws::new(7);
    let drawn: Vec<HostDeal> = (0..DEALS).map(|_| HostDeal::drawn(&mut draws)).collect();
    let deals: Vec<Deal> = drawn.iter().map(Deal::new).collect();
    let answers = Answers::new(&drawn);

    let mut table = Table::default();
    add_hand_written(&mut table, &drawn);
    add(&mut table, &deals, &answers, || Judged::new(deals::FACTS));
    add(&mut table, &deals, &answers, || Datalogic::new(&rules));
    add(&mut table, &deals, &answers, || DatalogicLists::new(&rules));
    add(&mut table, &deals, &answers, || Zen::new(&rules));
    add(&mut table, &deals, &answers, || Cel::new(&rules));
    println!("{}", table.measured());
}

struct Deal {
    json: String,
    asked: Asked,
}

impl Deal {
    fn new(deal: &HostDeal) -> Self {
        let declared = MOVES.iter().position(|way| *way == (deal.stage, deal.to));
        let declared = declared.expect("only declared moves are drawn");
        Self { json: deals::json(deal), asked: Asked { declared, stage: deal.stage, to: deal.to } }
    }
}

/// What the rules written by hand say of each deal.
struct Answers {
    unmet: Vec<u64>,
    best: Vec<[Option<String>; 3]>,
}

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
        let (unmet, best) = deals.iter().map(of).unzip();
        Self { unmet, best }
    }
}

fn stage(place: usize) -> Stage {
    STAGES[place].0
}

fn add_hand_written<'d>(table: &mut Table<'d>, deals: &'d [HostDeal]) {
    let facts: Vec<(Facts, Stage, Stage)> =
        deals.iter().map(|deal| (deal.facts(), stage(deal.stage), stage(deal.to))).collect();
    let again = facts.clone();
    table.add(Task::Move, "by hand", move || {
        for (facts, from, to) in &facts {
            black_box(hand_written::unmet(black_box(facts), *from, *to));
        }
        facts.len()
    });
    table.add(Task::Plays, "by hand", move || {
        for (facts, from, _) in &again {
            black_box(hand_written::best_plays(black_box(facts), *from));
        }
        again.len()
    });
}

/// Adds the four measurements of an engine, once its answers are known to be right.
fn add<'d, C: Contender + 'd>(
    table: &mut Table<'d>,
    deals: &'d [Deal],
    answers: &Answers,
    engine: impl Fn() -> C,
) {
    let mut judge = engine();
    let bind = |deal: &'d Deal| (judge.bind(&deal.json, deal.asked), deal.asked);
    // Two tasks hold them, for as long as the program runs.
    let facts: &'d [(C::Facts<'d>, Asked)] = Vec::leak(deals.iter().map(bind).collect());
    for (place, (deal, (facts, asked))) in deals.iter().zip(facts).enumerate() {
        let (unmet, best) = (answers.unmet[place], &answers.best[place]);
        let best = best.each_ref().map(Option::as_deref);
        let of = format!("{} on deal {place}: {}", C::NAME, deal.json);
        assert_eq!(judge.unmet(facts, *asked), unmet, "{of}");
        assert_eq!(judge.best(facts, *asked), best, "{of}");
        assert_eq!(judge.unmet_of_json(&deal.json, *asked), unmet, "{of}");
        assert_eq!(judge.best_of_json(&deal.json, *asked), best, "{of}");
    }
    table.add(Task::Move, C::NAME, move || {
        for (facts, asked) in facts {
            black_box(judge.unmet(black_box(facts), *asked));
        }
        facts.len()
    });
    let mut judge = engine();
    table.add(Task::Plays, C::NAME, move || {
        for (facts, asked) in facts {
            black_box(judge.best(black_box(facts), *asked));
        }
        facts.len()
    });
    let mut judge = engine();
    table.add(Task::MoveOfText, C::NAME, move || {
        for deal in deals {
            black_box(judge.unmet_of_json(black_box(&deal.json), deal.asked));
        }
        deals.len()
    });
    let mut judge = engine();
    table.add(Task::PlaysOfText, C::NAME, move || {
        for deal in deals {
            black_box(judge.best_of_json(black_box(&deal.json), deal.asked));
        }
        deals.len()
    });
}
