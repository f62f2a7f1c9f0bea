//! Regions of free text: each constant by itself, and all the rest.

use super::Asking;
use super::scalar::Region;
use crate::expr::atoms::{Shape, Term, TextTest};
use crate::expr::pattern::example;
use crate::expr::{Truth, Value};

/// Most texts that are tried as examples of all the rest.
const SAMPLES: usize = 64;

pub(super) fn regions(asking: &Asking<'_>) -> Vec<Region> {
    let mut constants: Vec<Value> = Vec::new();
    for (_, atom) in &asking.atoms {
        match atom.shape() {
            Shape::Compare { term: Term::Itself, constant, .. } => note(&mut constants, constant),
            Shape::OneOf { values, .. } => values.iter().for_each(|v| note(&mut constants, v)),
            _ => {}
        }
    }
    if let Some(now) = asking.now {
        note(&mut constants, now);
    }
    let rest = Region::rest(samples(asking, &constants));
    constants.into_iter().map(Region::single).chain([rest]).collect()
}

fn note(constants: &mut Vec<Value>, constant: &Value) {
    if matches!(constant, Value::String(_)) && !constants.contains(constant) {
        constants.push(constant.clone());
    }
}

/// Texts that are none of the constants, made to pass and fail the tests that there are: one for
/// each set of answers that was found.
fn samples(asking: &Asking<'_>, constants: &[Value]) -> Vec<Value> {
    let mut parts = Parts::default();
    let mut examples = Vec::new();
    for (_, atom) in &asking.atoms {
        match atom.shape() {
            Shape::Text { test: TextTest::StartsWith(part), .. } => parts.starts.push(part),
            Shape::Text { test: TextTest::EndsWith(part), .. } => parts.ends.push(part),
            Shape::Text { test: TextTest::Contains(part), .. } => parts.middles.push(part),
            Shape::Text { test: TextTest::Matches(pattern), .. } => examples.push(example(pattern)),
            _ => {}
        }
    }
    let mut known: Vec<Vec<Truth>> = Vec::new();
    let mut samples = Vec::new();
    for text in parts.texts().chain(examples).chain(mutated(constants)) {
        let value = Value::from(text.as_str());
        if constants.contains(&value) {
            continue;
        }
        let answers: Vec<Truth> =
            asking.atoms.iter().map(|(_, atom)| asking.answer(atom, Some(&value))).collect();
        if !known.contains(&answers) && samples.len() < SAMPLES {
            known.push(answers);
            samples.push(value);
        }
    }
    samples
}

#[derive(Default)]
struct Parts<'a> {
    starts: Vec<&'a str>,
    middles: Vec<&'a str>,
    ends: Vec<&'a str>,
}

impl Parts<'_> {
    /// Every start with every middle and every end, short fillers among them.
    fn texts(&self) -> impl Iterator<Item = String> {
        let fill = ["x", "", "a", "1", "xxxxxxxx", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"];
        let with = |parts: &[&str]| -> Vec<String> {
            let own = parts.iter().map(|part| (*part).to_owned());
            std::iter::once(String::new()).chain(own).take(8).collect()
        };
        let all: String = self.middles.concat();
        let mut middles = with(&self.middles);
        middles.push(all);
        let (starts, ends) = (with(&self.starts), with(&self.ends));
        let mut texts = Vec::new();
        for start in &starts {
            for middle in &middles {
                for end in &ends {
                    let fillers = if start.len() + middle.len() + end.len() == 0 { 6 } else { 2 };
                    for filler in fill.iter().take(fillers) {
                        texts.push(format!("{start}{filler}{middle}{filler}{end}"));
                    }
                }
            }
        }
        texts.into_iter()
    }
}

/// Constants with a letter more, for order and length.
fn mutated(constants: &[Value]) -> impl Iterator<Item = String> {
    constants.iter().filter_map(|constant| match constant {
        Value::String(text) => Some(format!("{text}x")),
        _ => None,
    })
}

/// Whether a text that passes the first test surely passes the second.
pub(crate) fn implies(one: &TextTest, other: &TextTest) -> bool {
    match (one, other) {
        (TextTest::StartsWith(one), TextTest::StartsWith(other)) => one.starts_with(&**other),
        (TextTest::EndsWith(one), TextTest::EndsWith(other)) => one.ends_with(&**other),
        (
            TextTest::StartsWith(one) | TextTest::EndsWith(one) | TextTest::Contains(one),
            TextTest::Contains(other),
        ) => one.contains(&**other),
        _ => false,
    }
}

/// Whether no text passes both tests.
pub(crate) fn exclude(one: &TextTest, other: &TextTest) -> bool {
    match (one, other) {
        (TextTest::StartsWith(one), TextTest::StartsWith(other)) => {
            !one.starts_with(&**other) && !other.starts_with(&**one)
        }
        (TextTest::EndsWith(one), TextTest::EndsWith(other)) => {
            !one.ends_with(&**other) && !other.ends_with(&**one)
        }
        _ => false,
    }
}
