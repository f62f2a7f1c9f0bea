//! Whether a gate has become stricter, looser, both or neither.

use std::collections::BTreeMap;

use serde::Serialize;

use super::facts::{CommonFacts, Version};
use crate::deal::evidence::Evidence;
use crate::engine::wording::{Reading, read};
use crate::expr::{Condition, Facts, Slot, Trust, Truth, Value};
use crate::logic::{Answer, Conditions, Wanted, Witness};
use crate::playbook::criterion::{Criterion, Strictness};

/// How a gate has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shift {
    /// It lets the same deals through: proven.
    Same,
    /// Deals that it let through are held back.
    Stricter,
    /// Deals that it held back are let through.
    Looser,
    /// Both, of different deals.
    Both,
    /// It hangs on something that is not looked into, such as a comparison of two facts.
    Undecided,
}

/// A deal that is treated differently, by the facts that make the difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Example {
    /// The criterion that treats it differently.
    pub criterion: String,
    /// Its facts.
    pub facts: Vec<ExampleFact>,
}

/// A fact of an example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ExampleFact {
    /// The field's id.
    pub field: String,
    /// What people call it.
    pub label: String,
    /// Its value; `None`: it has to be unset.
    pub value: Option<String>,
    /// How well it is evidenced, where that matters.
    pub evidence: Option<Evidence>,
    /// How many days old its evidence is, where that matters.
    pub age_days: Option<i64>,
}

/// What a gate lets through that the other one does not.
pub(super) enum Beyond {
    Nothing,
    Something(Example),
    Unknown,
}

/// Two gates held against each other.
pub(super) struct Compared {
    pub(super) shift: Shift,
    /// A deal that the older one let through and the newer one holds back.
    pub(super) held_back: Option<Example>,
    /// A deal that the older one held back and the newer one lets through.
    pub(super) let_through: Option<Example>,
}

impl CommonFacts<'_> {
    pub(super) fn compare(&self, old: &[&Criterion], new: &[&Criterion]) -> Compared {
        let held_back = self.beyond((Version::Old, old), (Version::New, new));
        let let_through = self.beyond((Version::New, new), (Version::Old, old));
        let shift = match (&held_back, &let_through) {
            (Beyond::Something(_), Beyond::Something(_)) => Shift::Both,
            (Beyond::Something(_), Beyond::Nothing) => Shift::Stricter,
            (Beyond::Nothing, Beyond::Something(_)) => Shift::Looser,
            (Beyond::Nothing, Beyond::Nothing) => Shift::Same,
            _ => Shift::Undecided,
        };
        let example = |beyond| match beyond {
            Beyond::Something(example) => Some(example),
            _ => None,
        };
        Compared { shift, held_back: example(held_back), let_through: example(let_through) }
    }

    /// A deal that one gate lets through and the other does not.
    fn beyond(
        &self,
        (one, open): (Version, &[&Criterion]),
        (other, shut): (Version, &[&Criterion]),
    ) -> Beyond {
        let mut conditions = Conditions::default();
        let blocking = |criteria: &[&Criterion]| -> Vec<Criterion> {
            let blocks = criteria.iter().filter(|it| it.strictness() == Strictness::Block);
            blocks.map(|it| (*it).clone()).collect()
        };
        let (open, shut) = (blocking(open), blocking(shut));
        let given: Vec<_> = open
            .iter()
            .flat_map(|criterion| self.asked(one, criterion))
            .map(|condition| (conditions.add(&condition), Wanted::True))
            .collect();
        let mut unknown = false;
        for criterion in &shut {
            let same = |known: &Criterion| self.says_the_same((one, known), (other, criterion));
            if open.iter().any(same) {
                continue;
            }
            for condition in self.asked(other, criterion) {
                let refused = (conditions.add(&condition), Wanted::NotTrue);
                let wanted: Vec<_> = given.iter().copied().chain([refused]).collect();
                match conditions.find(&wanted) {
                    Answer::No => {}
                    Answer::Undecided(_) => unknown = true,
                    Answer::Yes(witness) => {
                        let lets = open.iter().all(|it| self.lets((one, it), &witness));
                        if lets && !self.lets((other, criterion), &witness) {
                            return Beyond::Something(self.example(criterion, &witness));
                        }
                        unknown = true;
                    }
                }
            }
        }
        if unknown { Beyond::Unknown } else { Beyond::Nothing }
    }

    /// Whether two criteria are written alike over the same facts.
    fn says_the_same(
        &self,
        (one, criterion): (Version, &Criterion),
        (other, twin): (Version, &Criterion),
    ) -> bool {
        let alike = criterion.condition.text() == twin.condition.text()
            && criterion.evidence == twin.evidence
            && criterion.fresh == twin.fresh;
        alike && {
            let reads = |version, condition| self.condition(version, condition).reads().to_vec();
            reads(one, &criterion.condition) == reads(other, &twin.condition)
        }
    }

    /// Whether a criterion lets a deal with these facts through.
    fn lets(&self, (version, criterion): (Version, &Criterion), witness: &Witness) -> bool {
        let condition = self.condition(version, &criterion.condition);
        let explanation = condition.explain(witness, &Told { facts: self, witness, criterion });
        explanation.truth == Truth::True && explanation.untrusted.is_empty()
    }

    fn example(&self, criterion: &Criterion, witness: &Witness) -> Example {
        let mut facts: BTreeMap<Slot, ExampleFact> = BTreeMap::new();
        for (slot, value) in &witness.facts {
            let Some(field) = self.field(*slot) else { continue };
            let reading = Reading::of(self.new.languages.words, field);
            facts.insert(
                *slot,
                ExampleFact {
                    field: field.id.to_string(),
                    label: self.label(*slot).to_owned(),
                    value: value.as_ref().map(|value| read(&reading, value)),
                    evidence: self.number(witness, self.evidence_slot(*slot)).map(grade),
                    age_days: self
                        .number(witness, self.age_slot(*slot))
                        .map(|seconds| seconds / (24 * 60 * 60)),
                },
            );
        }
        Example { criterion: criterion.id().to_owned(), facts: facts.into_values().collect() }
    }

    fn number(&self, witness: &Witness, slot: Slot) -> Option<i64> {
        match witness.get(slot) {
            Some(Value::Int(number)) => Some(*number),
            _ => None,
        }
    }

    /// Whether two conditions hold in the same cases; `None` where that is not known.
    pub(super) fn hold_alike(&self, old: &Condition, new: &Condition) -> Option<bool> {
        let mut conditions = Conditions::default();
        let old = conditions.add(&self.condition(Version::Old, old));
        let new = conditions.add(&self.condition(Version::New, new));
        match (conditions.can_part(old, new), conditions.can_part(new, old)) {
            (Answer::No, Answer::No) => Some(true),
            (Answer::Yes(_), _) | (_, Answer::Yes(_)) => Some(false),
            _ => None,
        }
    }

    /// Whether two conditions can never hold of the same deal.
    pub(super) fn exclude_each_other(&self, old: &Condition, new: &Condition) -> bool {
        let mut conditions = Conditions::default();
        let old = conditions.add(&self.condition(Version::Old, old));
        let new = conditions.add(&self.condition(Version::New, new));
        let possible = !conditions.can_hold(old).is_no() && !conditions.can_hold(new).is_no();
        possible && conditions.overlap(old, new).is_no()
    }
}

fn grade(number: i64) -> Evidence {
    match number {
        0 => Evidence::Assumed,
        1 => Evidence::Recorded,
        2 => Evidence::Stated,
        3 => Evidence::Confirmed,
        _ => Evidence::Acted,
    }
}

/// Trusts facts as far as a witness says how well they are evidenced.
struct Told<'a> {
    facts: &'a CommonFacts<'a>,
    witness: &'a Witness,
    criterion: &'a Criterion,
}

impl Trust for Told<'_> {
    fn accepts(&self, slot: Slot, _: Option<usize>) -> bool {
        let number = |slot| self.facts.number(self.witness, slot);
        let graded = self.criterion.evidence.is_none_or(|wanted| {
            number(self.facts.evidence_slot(slot)).map_or(Evidence::Acted, grade) >= wanted
        });
        let fresh = self.criterion.fresh.is_none_or(|length| {
            number(self.facts.age_slot(slot)).is_none_or(|age| age <= length.seconds())
        });
        graded && fresh
    }
}
