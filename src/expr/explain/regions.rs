//! Tries the missing facts out: each with a value of every region that the condition's constants can
//! tell apart.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::budget::Budget;
use super::super::condition::{Condition, Truth};
use super::super::eval::{Evaluator, Stop};
use super::super::fault::Fault;
use super::super::names::{Declaration, Domain, Facts, Slot, Type};
use super::super::program::{Node, NodeId, Program};
use super::super::syntax::Operator;
use super::super::value::Value;
use crate::base::time::Duration;

/// Most facts that are tried out together.
const FACTS: usize = 4;

/// Most values that are tried of one fact.
const VALUES: usize = 8;

/// Most combinations of values that are tried.
const COMBINATIONS: usize = 1_000;

/// Those of the missing facts whose setting can make the condition true with some values of the
/// others; all of them where that cannot be tried out.
pub(super) fn that_can_help(
    condition: &Condition,
    facts: &dyn Facts,
    missing: Vec<Slot>,
) -> Vec<Slot> {
    let is_unset = |slot: &Slot| facts.get(*slot).is_none();
    if !missing.iter().all(is_unset) {
        return missing;
    }
    // Where a condition asks what is set, setting one fact can make another one matter.
    let tried = match condition.uses_has() {
        true => condition.reads().iter().copied().filter(is_unset).collect(),
        false => missing.clone(),
    };
    let found = Trial::new(condition, facts, &tried).and_then(|trial| {
        let outcomes = trial.outcomes()?;
        let helps = |(place, _): &(usize, &Slot)| trial.helps(*place, &outcomes);
        Some(tried.iter().enumerate().filter(helps).map(|(_, slot)| *slot).collect())
    });
    found.unwrap_or(missing)
}

/// Facts, and the values that are tried of each; unset is always tried too.
struct Trial<'a> {
    condition: &'a Condition,
    facts: &'a dyn Facts,
    tried: Vec<(Slot, Vec<Value>)>,
}

/// The facts, some of them with the values that are tried.
struct Tried<'a> {
    facts: &'a dyn Facts,
    values: Vec<(Slot, Option<&'a Value>)>,
}

impl Facts for Tried<'_> {
    fn get(&self, slot: Slot) -> Option<&Value> {
        match self.values.iter().find(|(tried, _)| *tried == slot) {
            Some((_, value)) => *value,
            None => self.facts.get(slot),
        }
    }
}

impl<'a> Trial<'a> {
    fn new(condition: &'a Condition, facts: &'a dyn Facts, missing: &[Slot]) -> Option<Self> {
        if missing.is_empty() || missing.len() > FACTS {
            return None;
        }
        let values = |slot: &Slot| representatives(condition.program(), *slot);
        let tried: Option<Vec<_>> =
            missing.iter().map(|slot| Some((*slot, values(slot)?))).collect();
        let trial = Self { condition, facts, tried: tried? };
        (trial.combinations() <= COMBINATIONS).then_some(trial)
    }

    fn combinations(&self) -> usize {
        self.tried.iter().map(|(_, values)| values.len() + 1).product()
    }

    /// The step between two combinations that differ in the value of one fact alone.
    fn stride(&self, place: usize) -> usize {
        self.tried.iter().take(place).map(|(_, values)| values.len() + 1).product()
    }

    /// The answer of each combination; `None` when that takes too many steps. A combination is a number whose digits are the values; the
    /// digit 0 is unset.
    fn outcomes(&self) -> Option<Vec<Truth>> {
        let program = self.condition.program();
        let budget = Budget::default();
        (0..self.combinations())
            .map(|combination| {
                let tried = self.tried(combination);
                match Evaluator::new(program, &tried, &budget).truth::<()>(program.root()?, None) {
                    Ok(truth) => Some(truth.into()),
                    Err(Stop::Fault(Fault::TooManySteps)) => None,
                    Err(_) => Some(Truth::Unknown),
                }
            })
            .collect()
    }

    fn tried(&self, mut combination: usize) -> Tried<'_> {
        let mut values = Vec::new();
        for (slot, tried) in &self.tried {
            let digit = combination % (tried.len() + 1);
            combination /= tried.len() + 1;
            values.push((*slot, digit.checked_sub(1).and_then(|digit| tried.get(digit))));
        }
        Tried { facts: self.facts, values }
    }

    fn helps(&self, place: usize, outcomes: &[Truth]) -> bool {
        let stride = self.stride(place);
        let values = self.tried.get(place).map_or(0, |(_, values)| values.len());
        outcomes.iter().enumerate().any(|(combination, before)| {
            let is_unset = (combination / stride).is_multiple_of(values + 1);
            let with = |digit: usize| outcomes.get(combination + digit * stride);
            let can_hold = || (1..=values).any(|digit| with(digit) == Some(&Truth::True));
            is_unset && *before != Truth::True && can_hold()
        })
    }
}

/// A value of each region of a fact; `None` where it is used for more than to be compared with
/// constants.
fn representatives(program: &Program, slot: Slot) -> Option<Vec<Value>> {
    let declaration = &program.read(slot)?.declaration;
    let mut constants = Vec::new();
    gather(program, program.root()?, slot, &mut constants)?;
    let values = match (&declaration.ty, &declaration.domain) {
        (Type::Bool, _) => vec![true.into(), false.into()],
        (Type::String, Domain::OneOf(values)) => {
            values.iter().map(|value| Value::String(Arc::clone(value))).collect()
        }
        (Type::String, _) => texts(&constants),
        (Type::List(element), _) if **element == Type::String => sets_of(&constants)?,
        (Type::Int | Type::Double | Type::Timestamp | Type::Duration, _) => {
            ordered(declaration, &constants)?
        }
        _ => return None,
    };
    (!values.is_empty() && values.len() <= VALUES).then_some(values)
}

/// Notes the constants that a fact is compared with; `None` when it is used otherwise.
fn gather(program: &Program, node: NodeId, slot: Slot, constants: &mut Vec<Value>) -> Option<()> {
    let is_fact = |id: NodeId| program.node(id) == Some(Node::Fact(slot));
    match program.node(node)? {
        Node::Binary { operator, left, right } if is_fact(left) || is_fact(right) => {
            let other = if is_fact(left) { right } else { left };
            let constant = program.as_constant(other)?;
            match (operator, constant) {
                (Operator::In, Value::List(items)) if is_fact(left) => {
                    constants.extend(items.iter().cloned());
                }
                (Operator::In, item) if is_fact(right) => constants.push(item.clone()),
                (
                    Operator::Equal
                    | Operator::NotEqual
                    | Operator::Less
                    | Operator::LessEqual
                    | Operator::Greater
                    | Operator::GreaterEqual,
                    constant,
                ) => constants.push(constant.clone()),
                _ => return None,
            }
            Some(())
        }
        Node::Fact(found) if found == slot => {
            let is_bool = program.read(slot)?.declaration.ty == Type::Bool;
            is_bool.then_some(())
        }
        Node::And(_) | Node::Or(_) | Node::Not(_) | Node::Conditional { .. } => {
            program.below(node).try_for_each(|below| gather(program, below, slot, constants))
        }
        _ => {
            let asks = matches!(program.node(node), Some(Node::HasFact(_)));
            (asks || !program.reads_below(node, slot)).then_some(())
        }
    }
}

fn texts(constants: &[Value]) -> Vec<Value> {
    let mut texts: BTreeSet<String> = BTreeSet::from([String::new()]);
    for constant in constants {
        if let Value::String(text) = constant {
            texts.insert(text.to_string());
            texts.insert(format!("{text}\u{1}"));
        }
    }
    texts.iter().map(|text| Value::from(text.as_str())).collect()
}

/// Every set of the constants: enough for `in`, not for a comparison of whole lists.
fn sets_of(constants: &[Value]) -> Option<Vec<Value>> {
    let mut items: Vec<&Value> = Vec::new();
    for constant in constants {
        match constant {
            Value::String(_) if items.contains(&constant) => {}
            Value::String(_) => items.push(constant),
            _ => return None,
        }
    }
    (items.len() <= 3).then(|| {
        let chosen =
            |set: usize| items.iter().enumerate().filter(move |(place, _)| set >> place & 1 == 1);
        (0..1 << items.len())
            .map(|set| Value::list(chosen(set).map(|(_, item)| (*item).clone())))
            .collect()
    })
}

/// A value below, at, between and above the constants.
fn ordered(declaration: &Declaration, constants: &[Value]) -> Option<Vec<Value>> {
    let mut values = match declaration.ty {
        Type::Timestamp | Type::Duration => around(constants, moments)?,
        Type::Int => around(constants, whole_numbers)?,
        _ => around(constants, numbers)?,
    };
    if let Domain::Range { min, max } = declaration.domain {
        let edges = [min, max].into_iter().flatten();
        values.extend(edges.map(|edge| match declaration.ty {
            // Ranges of whole numbers are far from where the cast would lose anything.
            Type::Int => Value::Int(edge as i64),
            _ => Value::Double(edge),
        }));
        values.retain(|value| {
            let Some(number) = number(value) else { return false };
            min.is_none_or(|min| number >= min) && max.is_none_or(|max| number <= max)
        });
    }
    let mut distinct: Vec<Value> = Vec::new();
    for value in values {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    Some(distinct)
}

fn around(constants: &[Value], near: impl Fn(&Value) -> Option<Vec<Value>>) -> Option<Vec<Value>> {
    let near: Option<Vec<Vec<Value>>> = constants.iter().map(near).collect();
    Some(near?.concat())
}

fn moments(constant: &Value) -> Option<Vec<Value>> {
    let second = Duration::from_seconds(1)?;
    Some(match constant {
        Value::Timestamp(at) => {
            let around = [at.checked_sub(second), Some(*at), at.checked_add(second)];
            around.into_iter().flatten().map(Value::from).collect()
        }
        Value::Duration(length) => {
            let around = [length.checked_sub(second), Some(*length), length.checked_add(second)];
            around.into_iter().flatten().map(Value::from).collect()
        }
        _ => return None,
    })
}

fn whole_numbers(constant: &Value) -> Option<Vec<Value>> {
    // A constant that is no whole number lies between its neighbours.
    let at = number(constant)?;
    let (below, above) = (at.floor() as i64, at.ceil() as i64);
    Some(vec![
        Value::Int(below.saturating_sub(1)),
        Value::Int(below),
        Value::Int(above),
        Value::Int(above.saturating_add(1)),
    ])
}

fn numbers(constant: &Value) -> Option<Vec<Value>> {
    let at = number(constant)?;
    let step = (at.abs() * 1e-9).max(1e-9);
    Some(vec![Value::Double(at - step), Value::Double(at), Value::Double(at + step)])
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Int(number) => Some(*number as f64),
        Value::Uint(number) => Some(*number as f64),
        Value::Double(number) => Some(*number),
        _ => None,
    }
}
