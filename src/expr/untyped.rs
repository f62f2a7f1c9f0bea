//! Expressions over facts that nobody declared: their types are those of their values.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::budget::Budget;
use super::check::{Level, compile};
use super::eval::{Evaluator, Stop};
use super::names::{Declaration, Facts, Names, Slot, Type};
use super::parse::parse;
use super::value::Value;

/// What an expression gives.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A value.
    Value(Value),
    /// It cannot be told: these facts are unset, sorted.
    Unknown(Vec<String>),
    /// It does not parse or fit, or evaluating it failed: why.
    Error(String),
}

/// Evaluates an expression of any type.
///
/// With `check`, types are checked first, and a name that is not among the facts is a fact that is
/// unset: the outcome is unknown where it is needed. Without `check` nothing is checked, and, there
/// being no declarations, such a name is a failure, as CEL has it.
#[must_use]
pub fn evaluate_untyped(text: &str, facts: &BTreeMap<String, Value>, check: bool) -> Outcome {
    let (expr, mistakes) = parse(text);
    let expr = match (expr, mistakes.into_iter().next()) {
        (_, Some(mistake)) => return Outcome::Error(mistake.message),
        (None, None) => return Outcome::Error("there is nothing to evaluate".to_owned()),
        (Some(expr), None) => expr,
    };
    let names = UntypedNames::new(facts, check);
    let level = if check { Level::Types } else { Level::Nothing };
    let compiled = compile(&expr, text, &names, level);
    if let Some(problem) = compiled.problems.into_iter().next() {
        return Outcome::Error(problem.message);
    }
    let row = Row(facts.values().collect());
    let budget = Budget::default();
    let evaluator = Evaluator::new(&compiled.program, &row, &budget);
    match evaluator.run::<BTreeSet<Slot>>() {
        Ok(value) => Outcome::Value(value.into_owned()),
        Err(Stop::Unknown(slots)) => Outcome::Unknown(names.of(&slots)),
        Err(Stop::Fault(fault)) => Outcome::Error(fault.to_string()),
    }
}

struct Row<'f>(Vec<&'f Value>);

impl Facts for Row<'_> {
    fn get(&self, slot: Slot) -> Option<&Value> {
        self.0.get(slot.0 as usize).copied()
    }
}

/// The names of the facts, and of the facts that are missed, in slots behind those.
struct UntypedNames {
    declared: BTreeMap<String, (Slot, Declaration)>,
    unset: Option<RefCell<Vec<String>>>,
    of_unset: Declaration,
}

impl UntypedNames {
    fn new(facts: &BTreeMap<String, Value>, invent: bool) -> Self {
        let declare = |(slot, (name, value)): (u32, (&String, &Value))| {
            let declaration = Declaration::new(shallow(value), name.as_str());
            (name.clone(), (Slot(slot), declaration))
        };
        Self {
            declared: (0..).zip(facts).map(declare).collect(),
            unset: invent.then(RefCell::default),
            of_unset: Declaration::new(Type::Dyn, ""),
        }
    }

    fn of(&self, slots: &BTreeSet<Slot>) -> Vec<String> {
        let unset = self.unset.as_ref().map(RefCell::borrow);
        let name = |slot: &Slot| {
            let place = (slot.0 as usize).checked_sub(self.declared.len())?;
            unset.as_ref()?.get(place).cloned()
        };
        let mut names: Vec<String> = slots.iter().filter_map(name).collect();
        names.sort();
        names
    }
}

/// The type of a value, the elements of lists and maps being of any type: a value shows what it is,
/// not what its fact may be.
fn shallow(value: &Value) -> Type {
    match value {
        Value::Null => Type::Dyn,
        Value::List(_) => Type::list(Type::Dyn),
        Value::Map(_) => Type::map(Type::Dyn, Type::Dyn),
        other => other.type_of(),
    }
}

impl Names for UntypedNames {
    fn find(&self, dotted: &str) -> Option<(Slot, &Declaration)> {
        if let Some((slot, declaration)) = self.declared.get(dotted) {
            return Some((*slot, declaration));
        }
        let mut unset = self.unset.as_ref().filter(|_| !dotted.contains('.'))?.borrow_mut();
        let place = unset.iter().position(|name| name == dotted).unwrap_or_else(|| {
            unset.push(dotted.to_owned());
            unset.len().saturating_sub(1)
        });
        let slot = self.declared.len().saturating_add(place);
        Some((Slot(u32::try_from(slot).ok()?), &self.of_unset))
    }

    fn known(&self) -> Vec<&str> {
        self.declared.keys().map(String::as_str).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::expr::names::RecordType;
    use crate::expr::value::Record;

    /// What of the steps is left after `text` was answered, as a yes or no and as any value.
    fn left(text: &str) -> [u32; 2] {
        let number = Declaration::new(Type::Int, "A");
        let item = RecordType { fields: vec![("a".into(), number)] };
        let item = Value::Record(Record::new(Arc::new(item), vec![Some(Value::Int(1))]).into());
        let facts = BTreeMap::from([
            ("f".to_owned(), Value::Bool(true)),
            ("n".to_owned(), Value::Int(1)),
            ("items".to_owned(), Value::list([item])),
        ]);
        let (expr, _) = parse(text);
        let names = UntypedNames::new(&facts, false);
        let program = compile(&expr.unwrap(), text, &names, Level::Nothing).program;
        let row = Row(facts.values().collect());
        [true, false].map(|as_truth| {
            let budget = Budget::default();
            let evaluator = Evaluator::new(&program, &row, &budget);
            match as_truth {
                true => assert_eq!(evaluator.truth::<()>(program.root().unwrap(), None), Ok(true)),
                false => assert_eq!(evaluator.run::<()>().unwrap().into_owned(), true.into()),
            }
            budget.left()
        })
    }

    #[test]
    fn every_node_takes_a_step_however_it_is_answered() {
        let all = Budget::default().left();
        let taken = |text| left(text).map(|left| all - left);
        assert_eq!(taken("f"), [1, 1]);
        assert_eq!(taken("n == 1"), [3, 3]);
        assert_eq!(taken("n + 0 == 1"), [5, 5]);
        assert_eq!(taken("items.exists(i, i.a == 1)"), [6, 6]);
        assert_eq!(taken("items.exists(i, 1 == i.a + 0)"), [8, 8]);
    }
}
