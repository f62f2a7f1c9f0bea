//! How fast conditions are read and answered, beside the `cel` crate in the same run.
//!
//! Budget, release build, one core of a plain server: 20 µs to read, check and compile a condition of
//! a rule set; 500 ns to answer one. Report ratios from one run, not figures from two.

#![allow(clippy::expect_used, reason = "a benchmark without its conditions measures nothing")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dealgraph::expr::{Condition, Declaration, Facts, Names, Slot, Type, Value};
use dealgraph::{Library, Playbook};

const CONDITIONS: [&str; 6] = [
    "implied_needs >= 1 && explicit_needs == 0",
    "amount >= 50000.0 || probability > 75.0",
    "outcome == 'continuation' || outcome == 'no_sale'",
    "known && !blocked && implied_needs + explicit_needs > 2",
    "outcome in ['order', 'advance'] ? amount > 1000.0 : known",
    "outcome.startsWith('adv') && size(outcome) > 3",
];

struct Table {
    rows: Vec<(&'static str, Declaration)>,
    values: Vec<Option<Value>>,
}

impl Names for Table {
    fn find(&self, dotted: &str) -> Option<(Slot, &Declaration)> {
        let place = self.rows.iter().position(|(name, _)| *name == dotted)?;
        Some((Slot(u32::try_from(place).ok()?), &self.rows.get(place)?.1))
    }

    fn known(&self) -> Vec<&str> {
        self.rows.iter().map(|(name, _)| *name).collect()
    }
}

impl Facts for Table {
    fn get(&self, slot: Slot) -> Option<&Value> {
        self.values.get(slot.0 as usize)?.as_ref()
    }
}

fn table() -> Table {
    let rows = [
        ("implied_needs", Type::Int, Value::Int(2)),
        ("explicit_needs", Type::Int, Value::Int(0)),
        ("amount", Type::Double, Value::Double(120_000.0)),
        ("probability", Type::Double, Value::Double(40.0)),
        ("outcome", Type::String, Value::from("continuation")),
        ("known", Type::Bool, Value::Bool(true)),
        ("blocked", Type::Bool, Value::Bool(false)),
    ];
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for (name, ty, value) in rows {
        names.push((name, Declaration::new(ty, name)));
        values.push(Some(value));
    }
    Table { rows: names, values }
}

fn other_context() -> cel::Context<'static, 'static> {
    let mut context = cel::Context::default();
    context.add_variable("implied_needs", 2_i64).expect("a number");
    context.add_variable("explicit_needs", 0_i64).expect("a number");
    context.add_variable("amount", 120_000.0_f64).expect("a number");
    context.add_variable("probability", 40.0_f64).expect("a number");
    context.add_variable("outcome", "continuation").expect("a text");
    context.add_variable("known", true).expect("yes or no");
    context.add_variable("blocked", false).expect("yes or no");
    context
}

fn read(c: &mut Criterion) {
    let table = table();
    let mut group = c.benchmark_group("read six conditions");
    group.bench_function("dealgraph: parse, check, compile", |b| {
        b.iter(|| CONDITIONS.map(|text| Condition::compile(black_box(text), &table).is_ok()));
    });
    group.bench_function("cel crate: parse", |b| {
        b.iter(|| CONDITIONS.map(|text| cel::Program::compile(black_box(text)).is_ok()));
    });
    group.finish();
}

/// Every condition of a gate in the built-in rule sets and in the example processes, with the
/// playbook that knows its names; only those that the other implementation reads too.
fn of_rule_sets() -> Vec<(Playbook, String)> {
    let library = Library::builtin();
    let ids: Vec<String> = library.rule_sets().map(|rules| rules.id().to_string()).collect();
    let mut playbooks: Vec<Playbook> =
        ids.iter().map(|id| library.compile(id).expect("a built-in")).collect();
    for name in ["compassiq", "hubspot", "maven", "posthog", "salesforce", "tryton"] {
        let file = format!("{}/examples/processes/{name}.toml", env!("CARGO_MANIFEST_DIR"));
        playbooks.push(library.compile_file(file).expect("an example"));
    }
    let all = playbooks.iter().flat_map(|playbook| {
        playbook.criteria().map(|c| (playbook.clone(), c.condition().text().to_owned()))
    });
    all.filter(|(playbook, text)| {
        Condition::compile(text, playbook).is_ok() && cel::Program::compile(text).is_ok()
    })
    .collect()
}

fn read_rule_sets(c: &mut Criterion) {
    let conditions = of_rule_sets();
    let mut group = c.benchmark_group("read the gates of the rule sets");
    group.throughput(Throughput::Elements(conditions.len() as u64));
    group.bench_function("dealgraph: parse, check, compile", |b| {
        b.iter(|| {
            conditions.iter().filter(|(book, text)| Condition::compile(text, book).is_ok()).count()
        });
    });
    group.bench_function("cel crate: parse", |b| {
        b.iter(|| {
            conditions.iter().filter(|(_, text)| cel::Program::compile(text).is_ok()).count()
        });
    });
    group.finish();
}

fn answer(c: &mut Criterion) {
    let table = table();
    let ours = CONDITIONS.map(|text| Condition::compile(text, &table).expect("it compiles"));
    let theirs = CONDITIONS.map(|text| cel::Program::compile(text).expect("it compiles"));
    let context = other_context();
    let mut group = c.benchmark_group("answer six conditions");
    group.bench_function("dealgraph", |b| {
        b.iter(|| ours.each_ref().map(|condition| condition.decide(black_box(&table))));
    });
    group.bench_function("cel crate", |b| {
        b.iter(|| theirs.each_ref().map(|program| program.execute(black_box(&context)).is_ok()));
    });
    group.finish();
}

criterion_group!(benches, read, read_rule_sets, answer);
criterion_main!(benches);
