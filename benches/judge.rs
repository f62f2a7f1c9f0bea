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
use std::time::{Duration, Instant};

use criterion::{Bencher, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use dealgraph::{FactRow, Judge, Library, Play, Playbook, Settled, StageIx, Timestamp};
use serde_json::{Map, Value as Json};
use workload::columns::Columns;
use workload::hand_written::{Facts, Stage, best_plays, unmet};
use workload::{Draws, HostDeal, Slots, bound, playbook, stage_at as stage, stages, with_plays};

const DEALS: usize = 100_000;

/// How many deals are made ready before they are timed.
const NEAR: usize = 500;

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
        (0..NEAR).map(|_| self.judge.row()).collect()
    }

    /// Deals in rows, each with the stage it is to move to.
    fn settled<'r>(
        &self,
        rows: &'r mut [FactRow],
        deals: &[HostDeal],
    ) -> Vec<(Settled<'r>, StageIx)> {
        let filled = |(row, deal): (&'r mut FactRow, &HostDeal)| {
            self.slots.fill(row, &self.stages, deal);
            (row.at(self.now), self.stage(deal.to))
        };
        rows.iter_mut().zip(deals).map(filled).collect()
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

/// Goes round all deals, one a time.
fn each<'t, T>(of: &'t [T]) -> impl FnMut() -> &'t T {
    let mut turn = of.iter().cycle();
    move || match turn.next() {
        Some(next) => next,
        None => panic!("no deals"),
    }
}

/// Times deals that are new to the processor but lie near it, as those do that a host has just bound:
/// some hundred are made ready, and what is then asked of them is timed.
fn near(
    b: &mut Bencher<'_>,
    deals: &[HostDeal],
    mut ready_and_time: impl FnMut(&[HostDeal]) -> Duration,
) {
    b.iter_custom(|times| {
        let (mut left, mut spent) = (usize::try_from(times).unwrap_or(usize::MAX), Duration::ZERO);
        let mut windows = deals.chunks(NEAR).cycle();
        while left > 0 {
            let window = windows.next().unwrap_or_default();
            let window = window.get(..left).unwrap_or(window);
            spent += ready_and_time(window);
            left -= window.len();
        }
        spent
    });
}

/// How long it takes to ask each of these.
fn timed<T, A>(of: &[T], mut ask: impl FnMut(&T) -> A) -> Duration {
    let start = Instant::now();
    for one in of {
        black_box(ask(black_box(one)));
    }
    start.elapsed()
}

fn moves(c: &mut Criterion) {
    let bench = Bench::new();
    let mut group = c.benchmark_group("move");
    group.throughput(Throughput::Elements(1));
    group.bench_function("by_hand", |b| {
        near(b, &bench.deals, |window| {
            let ready = |deal: &HostDeal| (deal.facts(), stage(deal.stage), stage(deal.to));
            let ready: Vec<(Facts, Stage, Stage)> = window.iter().map(ready).collect();
            timed(&ready, |(facts, from, to)| unmet(facts, *from, *to))
        });
    });
    group.bench_function("judge", |b| {
        let mut rows = bench.rows();
        near(b, &bench.deals, |window| {
            let ready: Vec<(Settled<'_>, StageIx)> = bench.settled(&mut rows, window);
            timed(&ready, |(facts, to)| facts.standing(*to).map(|standing| standing.bits()))
        });
    });
}

fn plays(c: &mut Criterion) {
    let bench = Bench::new();
    let mut group = c.benchmark_group("best_plays");
    group.throughput(Throughput::Elements(1));
    group.bench_function("by_hand", |b| {
        near(b, &bench.deals, |window| {
            let ready = |deal: &HostDeal| (deal.facts(), stage(deal.stage));
            let ready: Vec<(Facts, Stage)> = window.iter().map(ready).collect();
            timed(&ready, |(facts, from)| best_plays(facts, *from))
        });
    });
    group.bench_function("judge", |b| {
        let mut rows = bench.rows();
        near(b, &bench.deals, |window| {
            let ready: Vec<(Settled<'_>, StageIx)> = bench.settled(&mut rows, window);
            timed(&ready, |(facts, _)| three_best(facts))
        });
    });
}

#[inline]
fn three_best<'r>(facts: &Settled<'r>) -> [Option<&'r Play>; 3] {
    let mut best = [None; 3];
    for (place, play) in best.iter_mut().zip(facts.plays()) {
        *place = Some(play);
    }
    best
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
    group.bench_function("every_fact", |b| {
        let mut next = each(&bench.deals);
        let mut row = bench.judge.row();
        b.iter(|| {
            let deal = black_box(next());
            bench.slots.fill(&mut row, &bench.stages, deal);
            row.at(bench.now).standing(bench.stage(deal.to)).map(|standing| standing.bits())
        });
    });
    let Some(binding) = bound(&bench.judge) else { panic!("a fact is not there") };
    group.bench_function("facts_of_the_gate", |b| {
        let mut next = each(&bench.deals);
        let mut row = bench.judge.row();
        b.iter(|| {
            let deal = black_box(next());
            row.stand_in(bench.stages.get(deal.stage).copied());
            let to = bench.stage(deal.to);
            let _ = binding.fill_for(deal, to, &mut row);
            row.at(bench.now).standing(to).map(|standing| standing.bits())
        });
    });
    let jsons: Vec<Map<String, Json>> = bench.deals.iter().map(HostDeal::json).collect();
    group.bench_function("json", |b| {
        let mut next = each(&bench.deals);
        let mut json = each(&jsons);
        let mut row = bench.judge.row();
        b.iter(|| {
            let deal = black_box(next());
            row.clear();
            row.stand_in(bench.stages.get(deal.stage).copied());
            let _ = row.read("", black_box(json()));
            row.at(bench.now).standing(bench.stage(deal.to)).map(|standing| standing.bits())
        });
    });
}

/// The facts of a gate alone, or of a stage's plays, from JSON.
fn reading(c: &mut Criterion) {
    let bench = Bench::new();
    let jsons: Vec<Map<String, Json>> = bench.deals.iter().map(HostDeal::json).collect();
    let mut group = c.benchmark_group("from_json");
    group.throughput(Throughput::Elements(1));
    group.bench_function("a_move", |b| {
        let (mut next, mut json) = (each(&bench.deals), each(&jsons));
        let mut row = bench.judge.row();
        b.iter(|| {
            let deal = black_box(next());
            row.stand_in(bench.stages.get(deal.stage).copied());
            let to = bench.stage(deal.to);
            let _ = row.read_for_move("", black_box(json()), to);
            row.at(bench.now).standing(to).map(|standing| standing.bits())
        });
    });
    group.bench_function("best_plays", |b| {
        let (mut next, mut json) = (each(&bench.deals), each(&jsons));
        let mut row = bench.judge.row();
        b.iter(|| {
            row.stand_in(bench.stages.get(black_box(next()).stage).copied());
            let _ = row.read_for_plays("", black_box(json()));
            three_best(&row.at(bench.now)).iter().flatten().count()
        });
    });
}

/// Every deal of a table before its gate.
fn columns(c: &mut Criterion) {
    let bench = Bench::new();
    let facts: Vec<Facts> = bench.deals.iter().map(HostDeal::facts).collect();
    let moves: Vec<(usize, usize)> = bench.deals.iter().map(|deal| (deal.stage, deal.to)).collect();
    let columns = Columns::of(&facts, &moves, &bench.stages);
    let bound = columns.bound(&bench.judge, &bench.slots);
    let standings = bound.standings(columns.tos(), bench.now);
    let ours = standings.iter().map(|standing| standing.map(|standing| standing.bits()));
    assert!(ours.eq(columns.unmet_by_hand()), "columns are judged in another way");
    let mut group = c.benchmark_group("columns");
    group.throughput(Throughput::Elements(DEALS as u64));
    group.bench_function("by_hand", |b| b.iter(|| black_box(&columns).unmet_by_hand()));
    group.bench_function("judge", |b| {
        b.iter(|| black_box(&bound).standings(columns.tos(), bench.now));
    });
    group.bench_function("bind_and_judge", |b| {
        b.iter(|| {
            let bound = black_box(&columns).bound(&bench.judge, &bench.slots);
            bound.standings(columns.tos(), bench.now).len()
        });
    });
}

/// Very many plays, all of the deal's stage, mostly false.
fn many_plays(c: &mut Criterion) {
    let bench = Bench::new();
    let mut group = c.benchmark_group("plays_of_one_stage");
    group.throughput(Throughput::Elements(1));
    for times in [1, 10, 100] {
        let Some(playbook) = with_plays(times) else { panic!("the rules do not compile") };
        let judge = playbook.judge();
        let Some(slots) = Slots::of(&judge) else { panic!("a fact is not there") };
        let stages = stages(&playbook);
        let count = playbook.plays().count();
        let mut rows: Vec<FactRow> = (0..NEAR).map(|_| judge.row()).collect();
        let mut each = |b: &mut Bencher<'_>, ask: fn(&Settled<'_>) -> usize| {
            near(b, &bench.deals, |window| {
                let ready = |(row, deal): (&'_ mut FactRow, &HostDeal)| {
                    slots.fill(row, &stages, deal);
                };
                rows.iter_mut().zip(window).for_each(ready);
                let settled: Vec<Settled<'_>> =
                    rows.iter_mut().take(window.len()).map(|row| row.at(bench.now)).collect();
                timed(&settled, ask)
            });
        };
        group.bench_function(BenchmarkId::new("three_best", count), |b| {
            each(b, |facts| three_best(facts).iter().flatten().count());
        });
        group.bench_function(BenchmarkId::new("all", count), |b| {
            each(b, |facts| facts.plays().count());
        });
    }
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
    for times in [1, 10, 100] {
        let plays = with_plays(times).map_or(0, |playbook| playbook.plays().count());
        group.bench_function(BenchmarkId::new("compile_plays", plays), |b| {
            b.iter(|| with_plays(times));
        });
    }
}

criterion_group!(benches, moves, plays, many_plays, columns, binding, reading, ready);
criterion_main!(benches);
