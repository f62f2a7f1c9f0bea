//! Conditions: their text, their three-valued answer, and what that answer rests on.

use std::fmt::Write;

use super::model::{Backing, Item, Value};
use super::situation::Situation;

/// A condition. Names are those of facts, or inside a quantifier those of its elements.
#[derive(Debug, Clone)]
pub(crate) enum Condition {
    Flag(&'static str),
    Compare(&'static str, &'static str, i64),
    Is(&'static str, String),
    IsNot(&'static str, String),
    Includes(&'static str, &'static str),
    Has(&'static str),
    Size(&'static str, &'static str, i64),
    Not(Box<Self>),
    And(Box<Self>, Box<Self>),
    Or(Box<Self>, Box<Self>),
    If(Box<Self>, Box<Self>, Box<Self>),
    Exists(&'static str, Box<Self>),
    All(&'static str, Box<Self>),
}

use Condition::{All, And, Compare, Exists, Flag, Has, If, Includes, Is, IsNot, Not, Or, Size};

/// Where names get their values.
trait Scope {
    fn value(&self, name: &str) -> Option<Value>;
}

impl Scope for Situation<'_> {
    fn value(&self, name: &str) -> Option<Value> {
        self.value_of(name)
    }
}

impl Scope for Item {
    fn value(&self, name: &str) -> Option<Value> {
        self.values.get(name).cloned()
    }
}

impl Condition {
    /// Its text as rule sets write it.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, "");
        text
    }

    fn write(&self, out: &mut String, prefix: &str) {
        let written = match self {
            Flag(name) => write!(out, "{prefix}{name}"),
            Compare(name, op, number) => write!(out, "{prefix}{name} {op} {number}"),
            Is(name, word) => write!(out, "{prefix}{name} == '{word}'"),
            IsNot(name, word) => write!(out, "{prefix}{name} != '{word}'"),
            Includes(name, word) => write!(out, "'{word}' in {prefix}{name}"),
            Has(name) => write!(out, "has({prefix}{name})"),
            Size(name, op, number) => write!(out, "size({prefix}{name}) {op} {number}"),
            Not(inner) => write!(out, "!({})", inner.inside(prefix)),
            And(a, b) => write!(out, "({}) && ({})", a.inside(prefix), b.inside(prefix)),
            Or(a, b) => write!(out, "({}) || ({})", a.inside(prefix), b.inside(prefix)),
            If(c, x, y) => {
                let (c, x, y) = (c.inside(prefix), x.inside(prefix), y.inside(prefix));
                write!(out, "({c}) ? ({x}) : ({y})")
            }
            Exists(list, each) => write!(out, "{list}.exists(e, {})", each.inside("e.")),
            All(list, each) => write!(out, "{list}.all(e, {})", each.inside("e.")),
        };
        written.expect("writing to a string");
    }

    fn inside(&self, prefix: &str) -> String {
        let mut text = String::new();
        self.write(&mut text, prefix);
        text
    }

    /// Its answer; `None` when it cannot be told.
    pub(crate) fn answer(&self, at: &Situation<'_>) -> Option<bool> {
        self.answer_in(at)
    }

    fn answer_in(&self, scope: &dyn Scope) -> Option<bool> {
        match self {
            Flag(name) => match scope.value(name)? {
                Value::Bool(truth) => Some(truth),
                other => panic!("{name} is {other:?}"),
            },
            Compare(name, op, number) => match scope.value(name)? {
                Value::Integer(value) => Some(compared(value, op, *number)),
                other => panic!("{name} is {other:?}"),
            },
            Is(name, word) => Some(scope.value(name)? == word_value(word)),
            IsNot(name, word) => Some(scope.value(name)? != word_value(word)),
            Includes(name, word) => match scope.value(name)? {
                Value::Texts(words) => Some(words.contains(word)),
                other => panic!("{name} is {other:?}"),
            },
            Has(name) => Some(scope.value(name).is_some()),
            Size(name, op, number) => {
                let many = i64::try_from(items(scope, name)?.len()).expect("a short list");
                Some(compared(many, op, *number))
            }
            Not(inner) => inner.answer_in(scope).map(|truth| !truth),
            And(a, b) => any([a.no(scope), b.no(scope)]).map(|some_no| !some_no),
            Or(a, b) => any([a.answer_in(scope), b.answer_in(scope)]),
            If(c, x, y) => match c.answer_in(scope)? {
                true => x.answer_in(scope),
                false => y.answer_in(scope),
            },
            Exists(list, each) => any(items(scope, list)?.iter().map(|item| each.answer_in(item))),
            All(list, each) => {
                any(items(scope, list)?.iter().map(|item| each.no(item))).map(|some_no| !some_no)
            }
        }
    }

    fn no(&self, scope: &dyn Scope) -> Option<bool> {
        self.answer_in(scope).map(|truth| !truth)
    }

    /// Whether the answer `truth`, which it has, rests on facts that all suffice.
    pub(crate) fn rests_on(
        &self,
        truth: bool,
        at: &Situation<'_>,
        suffices: &dyn Fn(Backing) -> bool,
    ) -> bool {
        // A list read as a whole rests on all its elements.
        let read = |name: &str| match at.items_of(name) {
            items if items.is_empty() => at.backing_of(name).is_none_or(suffices),
            items => items.iter().all(|(_, backing)| suffices(*backing)),
        };
        let part = |inner: &Self, truth| inner.rests_on(truth, at, suffices);
        let some = |a: &Self, b: &Self| {
            [a, b].iter().any(|x| x.answer(at) == Some(truth) && part(x, truth))
        };
        match (self, truth) {
            (Has(_), false) => true,
            (
                Flag(name)
                | Compare(name, ..)
                | Is(name, _)
                | IsNot(name, _)
                | Includes(name, _)
                | Has(name),
                _,
            ) => read(name),
            (Not(inner), _) => part(inner, !truth),
            (And(a, b), true) | (Or(a, b), false) => part(a, truth) && part(b, truth),
            (And(a, b), false) | (Or(a, b), true) => some(a, b),
            (If(c, x, y), _) => match c.answer(at) {
                Some(true) => part(c, true) && part(x, truth),
                Some(false) => part(c, false) && part(y, truth),
                None => false,
            },
            (Exists(list, each), true) | (All(list, each), false) => at
                .items_of(list)
                .iter()
                .any(|(item, backing)| each.answer_in(item) == Some(truth) && suffices(*backing)),
            (Exists(list, _), false) | (All(list, _), true) | (Size(list, ..), _) => read(list),
        }
    }
}

fn word_value(word: &str) -> Value {
    let known = ["red", "green", "blue", "explicit", "implied", "champion", "neutral"];
    match known.into_iter().find(|known| *known == word) {
        Some(known) => Value::Text(known),
        None => Value::Text(stage_word(word)),
    }
}

/// A stage's id as a value lives as long as the test.
pub(crate) fn stage_word(id: &str) -> &'static str {
    const IDS: [&str; 11] =
        ["s0", "s1", "s2", "s3", "s4", "won", "signed", "lost", "dropped", "parked", "none"];
    IDS.into_iter().find(|known| *known == id).unwrap_or("none")
}

fn items(scope: &dyn Scope, name: &str) -> Option<Vec<Item>> {
    match scope.value(name)? {
        Value::Items(items) => Some(items),
        other => panic!("{name} is {other:?}"),
    }
}

fn compared(value: i64, op: &str, number: i64) -> bool {
    match op {
        "==" => value == number,
        "!=" => value != number,
        "<" => value < number,
        "<=" => value <= number,
        ">" => value > number,
        ">=" => value >= number,
        _ => panic!("no comparison {op}"),
    }
}

/// Yes when some answer is yes, else unknown when some is unknown, else no.
fn any(answers: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut result = Some(false);
    for answer in answers {
        match answer {
            Some(true) => return Some(true),
            None => result = None,
            Some(false) => {}
        }
    }
    result
}
