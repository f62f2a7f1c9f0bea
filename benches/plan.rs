//! How fast a plan is found when nothing is known yet and everything hangs together: up to 30 unmet
//! criteria over 10 stages, and beyond. Up to 10 of them the plan is the least there is; from 15 on the
//! search ends first, and it is an upper bound (see `docs/plan.md`).
//!
//! Budget, release build, one core of a plain server: 20 ms for 10 criteria, 400 ms for 30, 1 s for 100.

#![allow(clippy::unwrap_used, reason = "a benchmark without its process measures nothing")]

#[path = "../tests/planned/mod.rs"]
mod planned;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use dealgraph::{Deal, Library, Source, Timestamp};

const SIZES: [(usize, usize); 6] = [(2, 5), (4, 10), (7, 20), (10, 30), (10, 60), (10, 100)];

fn plans(c: &mut Criterion) {
    let now = Timestamp::parse("2026-11-23T12:00:00Z").unwrap();
    let deal = Deal::new("D", "s0");
    let mut group = c.benchmark_group("plan");
    group.sample_size(10).measurement_time(Duration::from_secs(3));
    for (stages, criteria) in SIZES {
        let source = Source::new("p.toml", planned::process(stages, criteria));
        let playbook = Library::empty().with_source(source).unwrap().compile("p").unwrap();
        let id = BenchmarkId::new(format!("{stages} stages"), criteria);
        group.bench_function(id, |b| b.iter(|| playbook.plan(black_box(&deal), "won", now)));
    }
    group.finish();
}

criterion_group!(benches, plans);
criterion_main!(benches);
