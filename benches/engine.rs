//! How fast a playbook is compiled and deals are held against it.
//!
//! Budget, release build, one core of a plain server (about 3 GHz):
//!
//! | what | at most |
//! | --- | --- |
//! | compile a rule set | 5 ms |
//! | `check_move` that is allowed | 20 µs |
//! | `check_move` that is blocked, with what would help | 200 µs |
//! | `assess` | 1 ms |
//! | `outline` with the three best actions | a fifth of `assess` |
//! | `assess` for 100,000 deals, one after the other | 60 s |
//!
//! `cargo bench --bench engine -- --quick` takes about a minute.

#![allow(clippy::panic, reason = "a benchmark without its playbook measures nothing")]

#[path = "../tests/deals/mod.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod deals;
#[path = "../tests/sample/mod.rs"]
mod sample;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use dealgraph::{Deal, Error, Library, Move, Playbook, Verdict};
use sample::{Chance, now};

const BATCH: usize = 100_000;

/// Numbers that look random and are the same in every run.
fn draws(seed: usize, many: usize) -> Vec<u16> {
    let mut state = u64::try_from(seed).unwrap_or(0).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u16::try_from(state >> 48).unwrap_or(0)
    };
    (0..many).map(|_| next()).collect()
}

fn deals_of(playbook: &Playbook, many: usize) -> Vec<Deal> {
    (0..many).map(|seed| deals::deal(playbook, &mut Chance::new(draws(seed, 600)))).collect()
}

fn builtin(id: &str) -> Playbook {
    match Library::builtin().compile(id) {
        Ok(playbook) => playbook,
        Err(error) => panic!("{error}"),
    }
}

fn compile(c: &mut Criterion) {
    let library = Library::builtin();
    let mut group = c.benchmark_group("compile");
    for rules in library.rule_sets() {
        let id = rules.id().as_str();
        if !matches!(library.compile(id), Err(Error::NoStages { .. })) {
            group.bench_function(BenchmarkId::from_parameter(id), |b| {
                b.iter(|| library.compile(black_box(id)));
            });
        }
    }
}

/// The same deals, asked in each way that a host may ask.
fn asked(c: &mut Criterion) {
    let playbook = builtin("spin");
    let deals = deals_of(&playbook, 64);
    let onward = |deal| playbook.outline(deal, now(), 0).ok()?.next;
    let onwards: Vec<(&Deal, Move)> = deals
        .iter()
        .filter_map(|deal| Some((deal, Move::to(onward(deal)?.stage.as_str()))))
        .collect();
    let mut group = c.benchmark_group("asked");
    let mut turn = onwards.iter().cycle();
    group.bench_function("assess", |b| {
        b.iter(|| turn.next().map(|(deal, _)| playbook.assess(black_box(deal), now())));
    });
    group.bench_function("outline", |b| {
        b.iter(|| turn.next().map(|(deal, _)| playbook.outline(black_box(deal), now(), 3)));
    });
    group.bench_function("outline_with_actions", |b| {
        b.iter(|| {
            let (deal, _) = turn.next()?;
            playbook.outline_with_actions(black_box(deal), now(), 3).ok()
        });
    });
    group.bench_function("check_move", |b| {
        b.iter(|| turn.next().map(|(deal, asked)| playbook.check_move(deal, asked, now())));
    });
}

/// The first deal and move with such a verdict, in a playbook.
fn example(playbook: &Playbook, wanted: impl Fn(&Verdict) -> bool) -> Option<(Deal, Move)> {
    let stages: Vec<Move> =
        playbook.graph().stages().map(|(_, stage)| Move::to(stage.id().as_str())).collect();
    deals_of(playbook, 500).into_iter().find_map(|deal| {
        let fits =
            |asked: &&Move| playbook.check_move(&deal, asked, now()).is_ok_and(|v| wanted(&v));
        let asked = stages.iter().find(fits)?.clone();
        Some((deal, asked))
    })
}

fn check_move(c: &mut Criterion) {
    let playbook = builtin("spin");
    let ahead = |verdict: &Verdict| verdict.kind == dealgraph::MoveKind::Forward;
    let allowed = example(&playbook, |verdict| ahead(verdict) && verdict.is_allowed());
    let blocked = example(&playbook, |verdict| ahead(verdict) && !verdict.is_allowed());
    let mut group = c.benchmark_group("check_move");
    for (name, example) in [("allowed", allowed), ("blocked", blocked)] {
        let Some((deal, asked)) = example else { panic!("no deal whose move is {name}") };
        group.bench_function(name, |b| {
            b.iter(|| playbook.check_move(black_box(&deal), black_box(&asked), now()));
        });
    }
}

fn batch(c: &mut Criterion) {
    let playbook = builtin("spin");
    let deals = deals_of(&playbook, BATCH);
    let mut group = c.benchmark_group("batch");
    group.sample_size(10);
    group.throughput(Throughput::Elements(BATCH as u64));
    group.bench_function("assess", |b| {
        let assess = |deal| playbook.assess(deal, now()).map_or(0, |found| found.actions.len());
        b.iter(|| deals.iter().map(assess).sum::<usize>());
    });
}

criterion_group!(benches, compile, asked, check_move, batch);
criterion_main!(benches);
