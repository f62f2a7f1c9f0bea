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

criterion_group!(benches, builtin);
criterion_main!(benches);
