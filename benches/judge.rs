//! How fast a playbook judges, next to the same rules written by hand as plain Rust.
//!
//! The deals are many and new to the processor: cycling through a few lets it learn their answers.
//! Before anything is timed, both have to give the same answers for all of them.
//!
//! `cargo bench --bench judge` prints both sides of each comparison in one run; what counts is their
//! ratio.

#![allow(clippy::panic, reason = "a benchmark without its playbook measures nothing")]

mod workload;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use dealgraph::{FactRow, Judge, Library, Playbook, StageIx, Timestamp};
use workload::hand_written::{Facts, Stage, best_plays, unmet};
use workload::{Draws, HostDeal, STAGES, Slots, playbook, stages};

const DEALS: usize = 100_000;

struct Bench {
    playbook: Playbook,
    judge: Judge,
    slots: Slots,
    stages: Vec<StageIx>,
    deals: Vec<HostDeal>,
    now: Timestamp,
}

impl Bench {
    fn new() -> Self {
        let Some(playbook) = playbook() else { panic!("the rules do not compile") };
        let judge = playbook.judge();
        let Some(slots) = Slots::of(&judge) else { panic!("a fact is not there") };
        let Some(now) = Timestamp::from_unix_seconds(1_795_435_200) else { panic!("no moment") };
        let mut draws = Draws::new(7);
        let deals = (0..DEALS).map(|_| HostDeal::drawn(&mut draws)).collect();
        let stages = stages(&playbook);
        let bench = Self { playbook, judge, slots, stages, deals, now };
        bench.compare();
        bench
    }

    fn rows(&self) -> Vec<FactRow> {
        let filled = |deal| {
            let mut row = self.judge.row();
            self.slots.fill(&mut row, &self.stages, deal);
            row
        };
        self.deals.iter().map(filled).collect()
    }

    fn stage(&self, place: usize) -> StageIx {
        match self.stages.get(place) {
            Some(stage) => *stage,
            None => panic!("no such stage"),
        }
    }

    /// Both sides give the same answers for every deal.
    fn compare(&self) {
        let plays: Vec<&str> = self.playbook.plays().map(dealgraph::Play::id).collect();
        let mut row = self.judge.row();
        for deal in &self.deals {
            self.slots.fill(&mut row, &self.stages, deal);
            let (facts, by_hand) = (row.at(self.now), deal.facts());
            let (from, to) = (stage(deal.stage), stage(deal.to));
            let ours = facts.standing(self.stage(deal.to)).map(|standing| standing.bits());
            assert_eq!(ours, unmet(&by_hand, from, to), "{deal:?}");
            let ours: Vec<&str> = facts.plays().take(3).map(dealgraph::Play::id).collect();
            let theirs = best_plays(&by_hand, from);
            let theirs: Vec<&str> = theirs
                .into_iter()
                .flatten()
                .filter_map(|place| plays.get(usize::from(place)).copied())
                .collect();
            assert_eq!(ours, theirs, "{deal:?}");
        }
    }
}

fn stage(place: usize) -> Stage {
    STAGES.get(place).map_or(Stage::Won, |(stage, _)| *stage)
}

/// Goes round all deals, one a time.
fn each<'t, T>(of: &'t [T]) -> impl FnMut() -> &'t T {
    let mut turn = of.iter().cycle();
    move || match turn.next() {
        Some(next) => next,
        None => panic!("no deals"),
    }
}

fn moves(c: &mut Criterion) {
    let bench = Bench::new();
    let mut group = c.benchmark_group("move");
    group.throughput(Throughput::Elements(1));
    let by_hand: Vec<(Facts, Stage, Stage)> =
        bench.deals.iter().map(|deal| (deal.facts(), stage(deal.stage), stage(deal.to))).collect();
    group.bench_function("by_hand", |b| {
        let mut next = each(&by_hand);
        b.iter(|| {
            let (facts, from, to) = next();
            unmet(black_box(facts), *from, *to)
        });
    });
    let now = bench.now;
    let mut rows = bench.rows();
    let settled: Vec<_> = rows
        .iter_mut()
        .zip(&bench.deals)
        .map(|(row, deal)| (row.at(now), bench.stage(deal.to)))
        .collect();
    group.bench_function("judge", |b| {
        let mut next = each(&settled);
        b.iter(|| {
            let (facts, to) = next();
            black_box(facts).standing(*to).map(|standing| standing.bits())
        });
    });
}

fn plays(c: &mut Criterion) {
    let bench = Bench::new();
    let mut group = c.benchmark_group("best_plays");
    group.throughput(Throughput::Elements(1));
    let by_hand: Vec<(Facts, Stage)> =
        bench.deals.iter().map(|deal| (deal.facts(), stage(deal.stage))).collect();
    group.bench_function("by_hand", |b| {
        let mut next = each(&by_hand);
        b.iter(|| {
            let (facts, from) = next();
            best_plays(black_box(facts), *from)
        });
    });
    let now = bench.now;
    let mut rows = bench.rows();
    let settled: Vec<_> = rows.iter_mut().map(|row| row.at(now)).collect();
    group.bench_function("judge", |b| {
        let mut next = each(&settled);
        b.iter(|| {
            let mut best = [None; 3];
            for (place, play) in best.iter_mut().zip(black_box(next()).plays()) {
                *place = Some(play);
            }
            best
        });
    });
}

fn binding(c: &mut Criterion) {
    let bench = Bench::new();
    let mut group = c.benchmark_group("bind_and_move");
    group.throughput(Throughput::Elements(1));
    group.bench_function("by_hand", |b| {
        let mut next = each(&bench.deals);
        b.iter(|| {
            let deal = black_box(next());
            unmet(&deal.facts(), stage(deal.stage), stage(deal.to))
        });
    });
    group.bench_function("judge", |b| {
        let mut next = each(&bench.deals);
        let mut row = bench.judge.row();
        b.iter(|| {
            let deal = black_box(next());
            bench.slots.fill(&mut row, &bench.stages, deal);
            row.at(bench.now).standing(bench.stage(deal.to)).map(|standing| standing.bits())
        });
    });
}

/// Making a playbook ready, next to compiling it.
fn ready(c: &mut Criterion) {
    let library = Library::builtin();
    let mut group = c.benchmark_group("ready");
    for id in ["four_step", "spin", "value"] {
        let Ok(playbook) = library.compile(id) else { panic!("{id} does not compile") };
        group.bench_function(BenchmarkId::new("compile", id), |b| b.iter(|| library.compile(id)));
        group.bench_function(BenchmarkId::new("judge", id), |b| b.iter(|| playbook.judge()));
    }
}

criterion_group!(benches, moves, plays, binding, ready);
criterion_main!(benches);
