//! Verdicts that another program worked out.

use std::sync::Arc;

use serde_json::Value as Json;

use super::{Row, Table};
use crate::expr::atoms::{Algebra, AtomId, Atoms};
use crate::expr::{Condition, Declaration, Domain, Slot, Truth, Type, Value};
use crate::logic::space::Held;
use crate::logic::{Answer, Conditions, Wanted};

const FIELDS: &str = include_str!("../../../tests/conformance/guard_fields.json");
const GUARDS: &str = include_str!("../../../tests/conformance/guards.jsonl");
const VALUES: &str = include_str!("../../../tests/conformance/guard_values.jsonl");

fn fields() -> Table {
    let fields: serde_json::Map<String, Json> = serde_json::from_str(FIELDS).unwrap();
    Table(fields.iter().map(|(name, field)| (name.clone(), declaration(name, field))).collect())
}

fn declaration(name: &str, field: &Json) -> Declaration {
    let values = || -> Domain {
        let values = field["values"].as_array().unwrap().iter();
        Domain::OneOf(values.map(|value| Arc::from(value.as_str().unwrap())).collect())
    };
    let range = || Domain::Range { min: field["min"].as_f64(), max: field["max"].as_f64() };
    let (ty, domain) = match field["type"].as_str().unwrap() {
        "int" => (Type::Int, range()),
        "double" => (Type::Double, range()),
        "bool" => (Type::Bool, Domain::Any),
        "enum" => (Type::String, values()),
        _ => (Type::list(Type::String), values()),
    };
    let declaration = Declaration::new(ty, name).within(domain);
    if field["required"] == true { declaration.always_set() } else { declaration }
}

fn lines(text: &str) -> impl Iterator<Item = Json> {
    text.lines().map(|line| serde_json::from_str(line).unwrap())
}

fn compiled(case: &Json, key: &str, fields: &Table) -> Condition {
    let text = case[key].as_str().unwrap();
    Condition::read(text, fields).0.unwrap_or_else(|| panic!("{text} is not understood"))
}

/// Whether an answer agrees with what is known; without exactness only a sure «no» has to.
fn check<T: std::fmt::Debug>(answer: &Answer<T>, known: &Json, exact: bool, what: &str) -> bool {
    let known = known.as_bool().unwrap();
    match answer {
        Answer::Yes(_) => assert!(known, "{what}: {answer:?}"),
        Answer::No => assert!(!known, "{what}: no"),
        Answer::Undecided(_) => assert!(!exact, "{what}: {answer:?}"),
    }
    !matches!(answer, Answer::Undecided(_))
}

#[test]
fn every_verdict_on_conditions_agrees() {
    let fields = fields();
    let (mut undecided, mut cases) = (0, 0);
    for case in lines(GUARDS) {
        let exact = case["field_vs_field"] == false;
        let mut conditions = Conditions::default();
        let what = case.to_string();
        let mut agree = |answer: &Answer<_>, known: &Json| {
            cases += 1;
            undecided += u32::from(!check(answer, known, exact, &what));
        };
        if case["kind"] == "guard" {
            let ix = conditions.add(&compiled(&case, "expr", &fields));
            let can_fail: Json = (!case["always"].as_bool().unwrap()).into();
            let alone = conditions.by_itself(ix, &Held::nothing()).alone();
            check(&alone.can_hold, &case["sat"], exact, &what);
            check(&alone.can_fail, &can_fail, exact, &what);
            let can_be_false = case["can_false"].as_bool().unwrap();
            assert!(!alone.is_never_false || !can_be_false, "{what}");
            assert!(alone.is_never_false || can_be_false || !exact, "{what}");
            agree(&conditions.can_hold(ix), &case["sat"]);
            agree(&conditions.find(&[(ix, Wanted::NotTrue)]), &can_fail);
            agree(&conditions.find(&[(ix, Wanted::False)]), &case["can_false"]);
            agree(&conditions.find(&[(ix, Wanted::Unknown)]), &case["can_error"]);
        } else {
            let a = conditions.add(&compiled(&case, "a", &fields));
            let b = conditions.add(&compiled(&case, "b", &fields));
            agree(&conditions.can_part(a, b), &(!case["implies"].as_bool().unwrap()).into());
            agree(&conditions.can_part(b, a), &(!case["implied_by"].as_bool().unwrap()).into());
            agree(&conditions.overlap(a, b), &case["overlap"]);
        }
    }
    assert!(cases > 2_000, "only {cases} verdicts");
    assert!(undecided < 5, "{undecided} of {cases} are open");
}

pub(super) struct Answers<'a>(pub(super) &'a Atoms, pub(super) &'a Row);

impl Algebra for Answers<'_> {
    type Answer = Truth;

    fn constant(&mut self, truth: Truth) -> Truth {
        truth
    }

    fn atom(&mut self, atom: AtomId) -> Truth {
        self.0.get(atom).unwrap().decide(self.1)
    }

    fn not(&mut self, of: Truth) -> Truth {
        match of {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
        }
    }

    fn and(&mut self, left: Truth, right: Truth) -> Truth {
        left.min(right)
    }

    fn or(&mut self, left: Truth, right: Truth) -> Truth {
        left.max(right)
    }

    fn choose(&mut self, condition: Truth, yes: Truth, no: Truth) -> Truth {
        match condition {
            Truth::True => yes,
            Truth::False => no,
            Truth::Unknown => Truth::Unknown,
        }
    }
}

pub(super) fn by_atoms(atoms: &mut Atoms, condition: &Condition, facts: &Row) -> Truth {
    let formula = atoms.formula(condition);
    formula.fold(&mut Answers(atoms, facts))
}

#[test]
fn every_value_agrees_and_so_does_the_decided_form() {
    let fields = fields();
    let mut atoms = Atoms::default();
    for case in lines(VALUES) {
        let condition = compiled(&case, "expr", &fields);
        let facts = row(&fields, &case["facts"]);
        let truth = match &case["result"] {
            Json::Bool(truth) => Truth::from(*truth),
            _ => Truth::Unknown,
        };
        assert_eq!(condition.decide(&facts), truth, "{case}");
        assert_eq!(by_atoms(&mut atoms, &condition, &facts), truth, "{case}");
    }
    assert!(atoms.len() < 250, "{} atoms: not shared", atoms.len());
}

fn row(fields: &Table, facts: &Json) -> Row {
    let facts = facts.as_object().unwrap().iter();
    Row(facts
        .map(|(name, value)| {
            let place = fields.0.iter().position(|(known, _)| known == name).unwrap();
            let value = match value {
                Json::Bool(value) => Value::Bool(*value),
                Json::String(text) => Value::from(text.as_str()),
                Json::Array(items) => {
                    Value::list(items.iter().map(|item| Value::from(item.as_str().unwrap())))
                }
                number if fields.0[place].1.ty == Type::Double => {
                    Value::Double(number.as_f64().unwrap())
                }
                number => Value::Int(number.as_i64().unwrap()),
            };
            (Slot(u32::try_from(place).unwrap()), value)
        })
        .collect())
}
