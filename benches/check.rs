//! `check` of every built-in rule set.
//!
//! Budget, release build, one core of a plain server: 15 ms for the largest, so that the command line
//! as a whole stays below 20 ms. A text of two mebibytes with nothing but defects: 2 s.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use dealgraph::{Library, RuleSet, Source};

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

/// What a text costs that is as long as one may be, and has a defect in every line.
fn defects(c: &mut Criterion) {
    let header = "dealgraph = 1\n[process]\nid = \"a\"\nname = \"A\"\nversion = \"1.0.0\"\n";
    let unknown: String = (0..60_000).map(|n| format!("[x{n}]\n")).collect();
    let stages = format!("{header}{}", "[[stage]]\nid = \"A b\"\n".repeat(60_000));
    let mut group = c.benchmark_group("defects");
    group.sample_size(10);
    for (name, text) in
        [("tables", unknown), ("no TOML", "= \"\n".repeat(400_000)), ("stages", stages)]
    {
        let source = Source::new("t", text);
        group.bench_function(name, |b| b.iter(|| RuleSet::parse(black_box(source.clone()))));
    }
    group.finish();
}

criterion_group!(benches, builtin, reading, defects);
criterion_main!(benches);
