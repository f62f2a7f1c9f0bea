//! Answers held against trying every combination of values.
//!
//! `PROPTEST_CASES=100000` makes a deep run.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::conformance::by_atoms;
use super::{Row, Table};
use crate::expr::atoms::Atoms;
use crate::expr::{
    Condition, Declaration, Domain, Facts, Record, RecordType, Slot, Truth, Type, Value,
};
use crate::logic::space::Held;
use crate::logic::{Answer, Cheapest, ConditionIx, Conditions, Demand, Given, Wanted};

const WANTED: [Wanted; 4] = [Wanted::True, Wanted::False, Wanted::Unknown, Wanted::NotTrue];

fn texts(values: &[&str]) -> Domain {
    Domain::OneOf(values.iter().map(|value| Arc::from(*value)).collect())
}

fn range(min: f64, max: f64) -> Domain {
    Domain::Range { min: Some(min), max: Some(max) }
}

fn contact() -> Arc<RecordType> {
    let stance = Declaration::new(Type::String, "stance").within(texts(&["pro", "con"]));
    let met = Declaration::new(Type::Bool, "met");
    Arc::new(RecordType { fields: vec![("met".into(), met), ("stance".into(), stance)] })
}

/// The fields, some of them always set.
pub(super) fn table() -> Table {
    let rows = [
        ("nda", Declaration::new(Type::Bool, "").always_set()),
        ("met", Declaration::new(Type::Bool, "")),
        ("segment", Declaration::new(Type::String, "").within(texts(&["smb", "mid", "big"]))),
        ("region", Declaration::new(Type::String, "").within(texts(&["smb", "mid"])).always_set()),
        ("fit", Declaration::new(Type::Int, "").within(range(0.0, 6.0))),
        ("seats", Declaration::new(Type::Int, "").within(range(-2.0, 90.0))),
        ("amount", Declaration::new(Type::Double, "").within(range(0.0, 100.0))),
        ("roles", Declaration::new(Type::list(Type::String), "").within(texts(&["a", "b", "c"]))),
        ("tags", Declaration::new(Type::list(Type::String), "")),
        ("name", Declaration::new(Type::String, "")),
        ("people", Declaration::new(Type::list(Type::Record(contact())), "").always_set()),
    ];
    Table(rows.into_iter().map(|(name, declaration)| (name.to_owned(), declaration)).collect())
}

/// All values that matter, found without the code under test.
fn values(name: &str) -> Vec<Option<Value>> {
    let some = |values: Vec<Value>| values.into_iter().map(Some).collect::<Vec<_>>();
    let strings = |texts: &[&str]| texts.iter().map(|text| Value::from(*text)).collect();
    let unset = || vec![None];
    match name {
        "nda" => some(vec![true.into(), false.into()]),
        "met" => [unset(), some(vec![true.into(), false.into()])].concat(),
        "segment" => [unset(), some(strings(&["smb", "mid", "big"]))].concat(),
        "region" => some(strings(&["smb", "mid"])),
        "fit" => [unset(), some((0..=6_i64).map(Value::Int).collect())].concat(),
        "seats" => [unset(), some((-2..=90_i64).map(Value::Int).collect())].concat(),
        "amount" => {
            let numbers = [0.0, 0.5, 10.0, 15.0, 20.5, 20.6, 60.0, 80.0, 100.0];
            [unset(), some(numbers.map(Value::Double).to_vec())].concat()
        }
        "roles" => [unset(), some(lists(&["a", "b", "c"], 1, 3))].concat(),
        "tags" => [unset(), some(lists(&["a", "b", "c", "d"], LONGEST, LONGEST))].concat(),
        "name" => [unset(), some(strings(&["", "a", "ab", "ba", "bab", "abxxx", "x"]))].concat(),
        _ => some(people()),
    }
}

/// Lists of these texts, each at most so often, and at most so many together.
fn lists(texts: &[&str], each: usize, most: usize) -> Vec<Value> {
    let mut lists: Vec<Vec<Value>> = vec![Vec::new()];
    for text in texts {
        let longer = lists.iter().flat_map(|list| {
            (0..=each).map(|count| {
                let more = std::iter::repeat_n(Value::from(*text), count);
                list.iter().cloned().chain(more).collect::<Vec<_>>()
            })
        });
        lists = longer.filter(|list| list.len() <= most).collect();
    }
    lists.into_iter().map(Value::list).collect()
}

fn people() -> Vec<Value> {
    let mut kinds = Vec::new();
    for met in [None, Some(true), Some(false)] {
        for stance in [None, Some("pro"), Some("con")] {
            let values = vec![met.map(Value::Bool), stance.map(Value::from)];
            kinds.push(Value::Record(Arc::new(Record::new(contact(), values))));
        }
    }
    let mut lists: Vec<(usize, Vec<Value>)> = vec![(0, Vec::new())];
    let mut from = 0;
    for _ in 0..LONGEST {
        let to = lists.len();
        for place in from..to {
            let (first, list) = lists[place].clone();
            for (kind, record) in kinds.iter().enumerate().skip(first) {
                lists.push((kind, [list.clone(), vec![record.clone()]].concat()));
            }
        }
        from = to;
    }
    lists.into_iter().map(|(_, list)| Value::list(list)).collect()
}

/// The longest list that is tried.
const LONGEST: usize = 4;

/// Whether a witness is among what is tried.
fn is_tried(facts: &BTreeMap<Slot, Option<Value>>) -> bool {
    !facts.values().any(|value| matches!(value, Some(Value::List(items)) if items.len() > LONGEST))
}

const COMPARISONS: [&str; 6] = ["==", "!=", "<", "<=", ">", ">="];

fn atom(name: &'static str) -> BoxedStrategy<String> {
    let operator = || select(COMPARISONS.to_vec());
    let equal = || select(vec!["==", "!="]);
    let has = Just(format!("has({name})"));
    let body = || {
        select(vec![
            "p.met",
            "!p.met",
            "p.stance == 'pro'",
            "p.met && p.stance == 'con'",
            "p.met || p.stance != 'con'",
            "has(p.met)",
            "p.stance in ['pro']",
        ])
    };
    let member = || select(vec!["a", "b", "c"]);
    let own: BoxedStrategy<String> = match name {
        "nda" | "met" => select(vec!["{}", "{} == false", "{} != true"])
            .prop_map(move |text| text.replace("{}", name))
            .boxed(),
        "segment" | "region" => prop_oneof![
            (equal(), select(vec!["smb", "mid"]))
                .prop_map(move |(op, value)| format!("{name} {op} '{value}'")),
            Just(format!("{name} in ['smb', 'mid']")),
            Just(format!("{name}.startsWith('m')")),
        ]
        .boxed(),
        "fit" | "seats" => prop_oneof![
            (operator(), -1..8_i64).prop_map(move |(op, n)| format!("{name} {op} {n}")),
            (operator(), 0..8_i64).prop_map(move |(op, n)| format!("{name} {op} {n}.5")),
            (operator(), -9..9_i64, 1..4_i64)
                .prop_map(move |(op, n, k)| format!("{name} * {k} - 3 {op} {n}")),
            (operator(), 1..4_i64).prop_map(move |(op, k)| format!("10 {op} 3 - {name} / {k}")),
            (2..4_i64).prop_map(move |k| format!("{name} % {k} == 1")),
            (operator(), 0..8_i64).prop_map(move |(op, n)| format!("12 / {name} {op} {n}")),
        ]
        .boxed(),
        "amount" => (operator(), select(vec!["0.0", "10", "20.5", "100.0", "60"]))
            .prop_map(move |(op, n)| format!("{name} {op} {n}"))
            .boxed(),
        "roles" | "tags" => prop_oneof![
            member().prop_map(move |item| format!("'{item}' in {name}")),
            (operator(), 0..3_i64).prop_map(move |(op, n)| format!("size({name}) {op} {n}")),
            select(vec!["all", "exists", "exists_one"])
                .prop_map(move |kind| format!("{name}.{kind}(r, r in ['a', 'b'])")),
            (operator(), 0..2_i64)
                .prop_map(move |(op, n)| format!("size({name}.filter(r, r != 'a')) {op} {n}")),
        ]
        .boxed(),
        "name" => prop_oneof![
            (equal(), select(vec!["a", "ab", "x"]))
                .prop_map(move |(op, text)| format!("{name} {op} '{text}'")),
            select(vec!["startsWith('a')", "endsWith('b')", "contains('ab')", "contains('b')"])
                .prop_map(move |test| format!("{name}.{test}")),
            (operator(), 0..4_i64).prop_map(move |(op, n)| format!("size({name}) {op} {n}")),
        ]
        .boxed(),
        _ => prop_oneof![
            (select(vec!["all", "exists", "exists_one"]), body())
                .prop_map(move |(kind, body)| format!("{name}.{kind}(p, {body})")),
            (operator(), body())
                .prop_map(move |(op, body)| format!("size({name}.filter(p, {body})) {op} 1")),
            (operator(), 0..2_i64).prop_map(move |(op, n)| format!("size({name}) {op} {n}")),
        ]
        .boxed(),
    };
    prop_oneof![6 => own, 1 => has].boxed()
}

/// An atom over two fields, where they can be compared.
fn pair(names: &[&'static str]) -> Option<BoxedStrategy<String>> {
    let both = |a: &str, b: &str| names.contains(&a) && names.contains(&b);
    let operator = select(COMPARISONS.to_vec());
    if both("fit", "seats") {
        let texts = prop_oneof![
            operator.clone().prop_map(|op| format!("fit {op} seats")),
            (operator.clone(), -2..9_i64).prop_map(|(op, n)| format!("fit - seats {op} {n}")),
            operator.prop_map(|op| format!("seats {op} fit")),
        ];
        return Some(texts.boxed());
    }
    if both("segment", "region") {
        return Some(
            select(vec!["segment == region", "region != segment"]).prop_map(str::to_owned).boxed(),
        );
    }
    None
}

fn condition(names: &[&'static str]) -> BoxedStrategy<String> {
    let mut kinds: Vec<(u32, BoxedStrategy<String>)> =
        names.iter().map(|name| (2, atom(name))).collect();
    kinds.extend(pair(names).map(|pair| (1, pair)));
    proptest::strategy::Union::new_weighted(kinds)
        .prop_recursive(3, 10, 3, |inner| {
            let three = (inner.clone(), inner.clone(), inner.clone());
            let chain = three.clone();
            prop_oneof![
                chain.clone().prop_map(|(a, b, c)| format!("({a} && {b} && {c})")),
                chain.prop_map(|(a, b, c)| format!("({a} || {b} || {c})")),
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} && {b})")),
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} || {b})")),
                inner.prop_map(|a| format!("!({a})")),
                three.prop_map(|(a, b, c)| format!("({a} ? {b} : {c})")),
            ]
        })
        .boxed()
}

fn names() -> impl Strategy<Value = Vec<&'static str>> {
    let all = [
        "nda", "met", "segment", "region", "fit", "seats", "amount", "roles", "tags", "name",
        "people",
    ];
    proptest::sample::subsequence(all.to_vec(), 1..=3).prop_filter("few combinations", |names| {
        names.iter().map(|name| values(name).len()).product::<usize>() < 6_000
    })
}

#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) names: Vec<&'static str>,
    pub(super) conditions: Vec<String>,
    given: Vec<Index>,
    costs: Vec<u64>,
}

pub(super) fn case() -> impl Strategy<Value = Case> {
    names().prop_flat_map(|names| {
        let conditions = proptest::collection::vec(condition(&names), 1..=3);
        let given = proptest::collection::vec(any::<Index>(), names.len());
        let costs = proptest::collection::vec(1..6_u64, names.len());
        (Just(names), conditions, given, costs).prop_map(|(names, conditions, given, costs)| Case {
            names,
            conditions,
            given,
            costs,
        })
    })
}

pub(super) fn slot(table: &Table, name: &str) -> Slot {
    let place = table.0.iter().position(|(known, _)| known == name).unwrap();
    Slot(u32::try_from(place).unwrap())
}

/// Every combination of values of some fields; a field that is always set has its first value where
/// it is not among them.
pub(super) fn rows(table: &Table, names: &[&'static str]) -> Vec<Row> {
    let mut rows = vec![Row::default()];
    for name in names {
        let slot = slot(table, name);
        let values = values(name);
        rows = rows
            .iter()
            .flat_map(|row| {
                values.iter().map(move |value| {
                    let mut row = row.clone();
                    row.0.extend(value.clone().map(|value| (slot, value)));
                    row
                })
            })
            .collect();
    }
    rows
}

pub(super) fn compiled(conditions: &[String], table: &Table) -> Vec<Condition> {
    let read = |text: &String| {
        let (condition, problems) = Condition::read(text, table);
        condition.unwrap_or_else(|| panic!("{text}: {problems:?}"))
    };
    conditions.iter().map(read).collect()
}

/// Whether the facts of a case can all be tried out, so that a witness has to be found.
pub(super) fn is_exact(case: &Case) -> bool {
    let text = case.conditions.join(" ");
    let two = case.names.contains(&"fit") && case.names.contains(&"seats");
    let opaque = text.contains("%") || text.contains("12 /") || text.contains("fit - seats");
    let has = |name| case.names.contains(&name);
    !(has("name") || opaque && has("seats") || two && opaque)
}

/// Each fact has its own price.
struct Priced<'a> {
    facts: &'a Row,
    costs: &'a BTreeMap<Slot, u64>,
    holds: &'a dyn Fn(&dyn Facts) -> bool,
}

impl Given for Priced<'_> {
    fn facts(&self) -> &dyn Facts {
        self.facts
    }

    fn share(&self, slot: Slot) -> Option<u64> {
        self.costs.get(&slot).copied()
    }

    fn price(&self, changed: &BTreeSet<Slot>) -> u64 {
        changed.iter().filter_map(|slot| self.costs.get(slot)).sum()
    }

    fn may_become(&self, _: Slot, _: Option<&Value>) -> bool {
        true
    }

    fn can_be_renewed(&self) -> BTreeSet<Slot> {
        BTreeSet::new()
    }

    fn left_to_chance(&self) -> BTreeSet<Slot> {
        BTreeSet::new()
    }

    fn is_right(&self, facts: &dyn Facts, _: &BTreeSet<Slot>) -> bool {
        (self.holds)(facts)
    }
}

fn admits(wanted: Wanted, truth: Truth) -> bool {
    match wanted {
        Wanted::True => truth == Truth::True,
        Wanted::False => truth == Truth::False,
        Wanted::Unknown => truth == Truth::Unknown,
        Wanted::NotTrue => truth != Truth::True,
    }
}

proptest! {
    #[test]
    fn a_condition_is_what_its_atoms_make_of_it(case in case(), picked in any::<Index>()) {
        let table = table();
        let rows = rows(&table, &case.names);
        let row = picked.get(&rows);
        let mut atoms = Atoms::default();
        for condition in compiled(&case.conditions, &table) {
            prop_assert_eq!(by_atoms(&mut atoms, &condition, row), condition.decide(row));
        }
    }

    #[test]
    fn every_answer_agrees_with_trying_everything(case in case(), kinds in any::<[Index; 3]>()) {
        let table = table();
        let compiled = compiled(&case.conditions, &table);
        let mut conditions = Conditions::default();
        let wanted: Vec<(ConditionIx, Wanted)> = compiled
            .iter()
            .zip(&kinds)
            .map(|(condition, kind)| (conditions.add(condition), *kind.get(&WANTED)))
            .collect();
        let is_so = |row: &dyn Facts| {
            compiled.iter().zip(&wanted).all(|(c, (_, wanted))| admits(*wanted, c.decide(row)))
        };
        let can = rows(&table, &case.names).iter().any(|row| is_so(row));
        match conditions.find(&wanted) {
            Answer::Yes(witness) => {
                prop_assert!(is_so(&witness), "{witness:?}");
                prop_assert!(can || !is_exact(&case) || !is_tried(&witness.facts), "{case:?}");
            }
            Answer::No => prop_assert!(!can, "{case:?}"),
            open => prop_assert!(!is_exact(&case), "{case:?}: {open:?}"),
        }
    }

    /// What is known of a condition by itself is what trying everything shows.
    #[test]
    fn a_condition_alone_is_what_trying_everything_shows(case in case()) {
        let table = table();
        let compiled = compiled(&case.conditions, &table);
        let mut conditions = Conditions::default();
        let rows = rows(&table, &case.names);
        for condition in &compiled {
            let ix = conditions.add(condition);
            let alone = conditions.by_itself(ix, &Held::nothing()).alone();
            let can_be_false = rows.iter().any(|row| condition.decide(row) == Truth::False);
            prop_assert!(!alone.is_never_false || !can_be_false, "{case:?}");
            let answers = [(&alone.can_hold, Wanted::True), (&alone.can_fail, Wanted::NotTrue)];
            for (answer, wanted) in answers {
                let can = rows.iter().any(|row| admits(wanted, condition.decide(row)));
                match answer {
                    Answer::Yes(()) => {
                        let found = conditions.find(&[(ix, wanted)]);
                        let Answer::Yes(witness) = found else {
                            return Err(TestCaseError::fail(format!("{case:?}: {found:?}")));
                        };
                        prop_assert!(admits(wanted, condition.decide(&witness)), "{case:?}");
                        let is_tried = is_exact(&case) && is_tried(&witness.facts);
                        prop_assert!(can || !is_tried, "{case:?}");
                    }
                    Answer::No => prop_assert!(!can, "{case:?}"),
                    open => prop_assert!(!is_exact(&case), "{case:?}: {open:?}"),
                }
            }
            let holding: Vec<&Row> =
                rows.iter().filter(|row| condition.decide(*row) == Truth::True).collect();
            let all = |slot: &Slot, set: bool| {
                holding.iter().all(|row| row.get(*slot).is_some() == set)
            };
            prop_assert!(alone.only_while_unset.iter().all(|slot| all(slot, false)), "{case:?}");
            prop_assert!(alone.only_while_set.iter().all(|slot| all(slot, true)), "{case:?}");
            if is_exact(&case) && !holding.is_empty() {
                for slot in condition.reads().iter().filter(|slot| all(slot, true)) {
                    let is_optional = !table.0[slot.0 as usize].1.always_set;
                    let known = alone.only_while_set.contains(slot);
                    prop_assert_eq!(known, is_optional, "{:?}", case);
                }
            }
        }
    }

    #[test]
    fn the_cheapest_change_is_the_cheapest(case in case()) {
        let table = table();
        let compiled = compiled(&case.conditions, &table);
        let mut conditions = Conditions::default();
        let asked: Vec<ConditionIx> = compiled.iter().map(|c| conditions.add(c)).collect();
        let mut given = Row::default();
        let mut costs = BTreeMap::new();
        for ((name, picked), cost) in case.names.iter().zip(&case.given).zip(&case.costs) {
            let slot = slot(&table, name);
            given.0.extend(picked.get(&values(name)).clone().map(|value| (slot, value)));
            costs.insert(slot, *cost);
        }
        let cost_of = |row: &Row| -> u64 {
            costs.iter().filter(|(slot, _)| row.get(**slot) != given.get(**slot)).map(|(_, c)| c).sum()
        };
        let rows = rows(&table, &case.names);
        let holds = |row: &dyn Facts| compiled.iter().all(|c| c.decide(row) == Truth::True);
        let least = rows.iter().filter(|row| holds(*row)).map(cost_of).min();
        let demands: Vec<Demand> = asked.iter().map(|ix| Demand::from(*ix)).collect();
        let priced = Priced { facts: &given, costs: &costs, holds: &holds };
        match conditions.cheapest(&demands, &[], &priced) {
            Answer::Yes(Cheapest { mut changes, is_least }) => {
                let change = changes.remove(0);
                let mut row = given.clone();
                let is_tried = is_tried(&change.values);
                for (slot, value) in change.values {
                    row.0.remove(&slot);
                    row.0.extend(value.map(|value| (slot, value)));
                }
                prop_assert!(holds(&row));
                prop_assert_eq!(cost_of(&row), change.price);
                if is_exact(&case) && is_tried {
                    prop_assert!(is_least);
                    prop_assert_eq!(Some(change.price), least, "{:?}", case);
                } else {
                    prop_assert!(least.is_none_or(|least| change.price <= least || !is_least));
                }
            }
            Answer::No => prop_assert_eq!(least, None, "{:?}", case),
            open => prop_assert!(!is_exact(&case), "{case:?}: {open:?}"),
        }
    }

    #[test]
    fn a_clash_is_one_and_none_of_it_can_be_left_out(case in case()) {
        let table = table();
        let compiled = compiled(&case.conditions, &table);
        let mut conditions = Conditions::default();
        let asked: Vec<ConditionIx> = compiled.iter().map(|c| conditions.add(c)).collect();
        let rows = rows(&table, &case.names);
        let can = |chosen: &[ConditionIx]| {
            rows.iter().any(|row| {
                chosen.iter().all(|ix| conditions.get(*ix).unwrap().decide(row) == Truth::True)
            })
        };
        match conditions.clash(&asked) {
            None => {
                let wanted: Vec<_> = asked.iter().map(|ix| (*ix, Wanted::True)).collect();
                let found = conditions.find(&wanted);
                let is_tried = matches!(found, Answer::Yes(witness) if is_tried(&witness.facts));
                prop_assert!(can(&asked) || !is_exact(&case) || !is_tried, "{case:?}");
            }
            Some(clash) => {
                prop_assert!(!can(&clash));
                if is_exact(&case) {
                    for left_out in &clash {
                        let rest: Vec<_> =
                            clash.iter().copied().filter(|ix| ix != left_out).collect();
                        prop_assert!(conditions.clash(&rest).is_none(), "{case:?}");
                    }
                }
            }
        }
    }
}
