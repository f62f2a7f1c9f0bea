//! What callgrind counts.

use std::hint::black_box;

use dealgraph::{Deal, FactRow, Library, Move, Playbook, StageIx};
use dealgraph_costs::{built_ins, deals, now};

/// What is counted of each rule set, in this order.
pub(crate) const TASKS: [Task; 4] = [
    Task { name: "standing", times: DEALS },
    Task { name: "check_move", times: DEALS },
    Task { name: "assess", times: DEALS },
    Task { name: "compile", times: 1 },
];

/// Something that is counted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Task {
    pub(crate) name: &'static str,
    /// How many times it is done while instructions are counted.
    pub(crate) times: u64,
}

/// How many deals are judged.
const DEALS: u64 = 48;

/// Does every task for every rule set.
pub(crate) fn all() {
    let library = Library::builtin();
    for id in built_ins(&library) {
        match library.compile(&id) {
            Ok(playbook) => of(&playbook),
            Err(error) => panic!("{id}: {error}"),
        }
        // They are dropped where nothing is counted.
        let mut made = Vec::with_capacity(2);
        twice(&mut || made.push(library.compile(&id)));
    }
}

fn of(playbook: &Playbook) {
    let judge = playbook.judge();
    let asked = |(number, deal)| asked(playbook, number, deal);
    let asked: Vec<(Deal, StageIx, Move)> =
        deals(playbook, DEALS).into_iter().enumerate().map(asked).collect();
    let row = |(deal, to, _): &(Deal, StageIx, Move)| match judge.row_of(deal, now()) {
        Ok(row) => (row, *to),
        Err(error) => panic!("a deal that does not fit: {error}"),
    };
    let mut rows: Vec<(FactRow, StageIx)> = asked.iter().map(row).collect();
    twice(&mut || {
        for (row, to) in &mut rows {
            black_box(row.at(now()).standing(*to).map(|standing| standing.bits()));
        }
    });
    twice(&mut || {
        for (deal, _, to) in &asked {
            black_box(playbook.check_move(deal, to, now()).is_ok());
        }
    });
    twice(&mut || {
        for (deal, ..) in &asked {
            black_box(playbook.assess(deal, now()).is_ok());
        }
    });
}

/// A deal, and where it is asked to go: one of the stages that its own leads to.
fn asked(playbook: &Playbook, number: usize, deal: Deal) -> (Deal, StageIx, Move) {
    let graph = playbook.graph();
    let Some(first) = graph.first() else { panic!("a playbook has stages") };
    let from = deal.stage.as_deref().and_then(|stage| graph.find(stage)).unwrap_or(first);
    let ways = graph.transitions().filter(|(_, source, ..)| *source == from);
    let targets: Vec<StageIx> = ways.map(|(_, _, target, _)| target).collect();
    let to = targets.get(number % targets.len().max(1)).copied().unwrap_or(first);
    let id = graph.stage(to).map(|stage| stage.id().to_string()).unwrap_or_default();
    (deal, to, Move::to(id))
}

/// Once so that nothing is done for the first time, once to be counted.
fn twice(work: &mut dyn FnMut()) {
    work();
    at_work(work);
}

#[inline(never)]
fn at_work(work: &mut dyn FnMut()) {
    work();
}
