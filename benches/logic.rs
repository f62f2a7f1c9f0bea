//! How time grows with the number of conditions: `check` of processes with 10 to 20,000 of them, all
//! its reasoning included.
//!
//! Budget, release build, one core of a plain server: 1 ms for 10 conditions, 10 ms for 100, 100 ms for
//! 1,000, 2 s for 10,000, 5 s for 20,000 (500 stages, 5,000 transitions, 1,000 fields).

#![allow(clippy::unwrap_used, reason = "a benchmark without its process measures nothing")]

#[path = "../tests/scale/process.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod process;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use dealgraph::{Library, Source};
use process::{Size, process};

fn conditions(c: &mut Criterion) {
    let mut group = c.benchmark_group("logic");
    group.sample_size(10).measurement_time(Duration::from_secs(5));
    for count in [10, 100, 1_000, 10_000, 20_000] {
        let source = Source::new("large.toml", process(Size::with_conditions(count)));
        let library = Library::empty();
        group.throughput(Throughput::Elements(count as u64));
        group.bench_with_input(BenchmarkId::from_parameter(count), &source, |b, source| {
            b.iter(|| library.check(black_box(source.clone())));
        });
    }
    group.finish();
}

criterion_group!(benches, conditions);
criterion_main!(benches);
