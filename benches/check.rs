//! `check` of every built-in rule set.
//!
//! Budget, release build, one core of a plain server: 15 ms for the largest, so that the command line
//! as a whole stays below 20 ms.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use dealgraph::Library;

fn builtin(c: &mut Criterion) {
    let library = Library::builtin();
    let mut group = c.benchmark_group("check");
    for rules in library.rule_sets() {
        let source = rules.source();
        group.bench_function(rules.id().as_str(), |b| {
            b.iter(|| library.check(black_box(source.clone())));
        });
    }
    group.finish();
}

/// What a run pays for the rule sets that it does not use, and would pay if all were read.
fn reading(c: &mut Criterion) {
    let mut group = c.benchmark_group("library");
    group.bench_function("none read", |b| b.iter(Library::builtin));
    group.bench_function("one compiled", |b| {
        b.iter(|| Library::builtin().compile(black_box("spin")));
    });
    group.bench_function("all read", |b| b.iter(|| Library::builtin().rule_sets().count()));
    group.finish();
}

criterion_group!(benches, builtin, reading);
criterion_main!(benches);
