//! Deals, and the moves that are asked of them.

use std::collections::BTreeMap;

use dealgraph::Evidence;

use super::model::{Asked, Backing, Deal, Fact, Item, Kind, RuleSet, Value};
use super::print;
use crate::sample::Chance;

/// A deal somewhere in a process, or about to be created.
pub(crate) fn deal(process: &RuleSet, chance: &mut Chance) -> Deal {
    let stages: Vec<String> = process.stages.iter().map(|stage| stage.id.clone()).collect();
    let open = process.ids_of(Kind::Open);
    let stage = match chance.below(10) {
        0..=5 => Some(chance.pick(&open)),
        6 | 7 => Some(chance.pick(&stages)),
        _ => None,
    };
    let facts = facts(chance);
    let contacts = chance.percent(80).then(|| items(chance, contact));
    let mut history = history(&stage, &stages, chance);
    let created = history.first().map(|(_, hours)| *hours);
    let entered = history.last().map(|(_, hours)| *hours);
    let unsaid = chance.percent(10);
    if unsaid && !print::all(process).contains("visits") {
        history.clear();
    }
    let known = !history.is_empty() || chance.percent(60);
    Deal {
        created_hours_ago: created.filter(|_| known),
        entered_hours_ago: entered.filter(|_| known),
        active_hours_ago: chance.percent(70).then(|| chance.pick(&[1, 30, 130, 400])),
        stage,
        facts,
        contacts,
        history,
    }
}

/// A move to every stage of the process.
pub(crate) fn moves(process: &RuleSet, chance: &mut Chance) -> Vec<Asked> {
    let mut asked = |to: &String| Asked {
        to: to.clone(),
        actor: chance.pick(&[None, Some("rep"), Some("rep"), Some("manager"), Some("intern")]),
        reason: chance.pick(&[None, Some("price"), Some("price"), Some("mood")]),
        overriding: chance.pick(&[None, None, Some("vp"), Some("ceo")]),
    };
    process.stages.iter().map(|stage| asked(&stage.id)).collect()
}

fn facts(chance: &mut Chance) -> BTreeMap<&'static str, Fact> {
    let mut facts = BTreeMap::new();
    for name in ["b1", "b2", "n1", "n2", "amount", "ch", "needs"] {
        if !chance.percent(80) {
            continue;
        }
        let value = match name {
            "b1" | "b2" => Value::Bool(chance.percent(65)),
            "amount" => Value::Integer(chance.pick(&[150, 75, 0])),
            "ch" => Value::Text(chance.pick(&["red", "green", "blue"])),
            "needs" => Value::Items(items(chance, need)),
            _ => Value::Integer(chance.pick(&[3, 2, 1, 0])),
        };
        let value = (!chance.percent(5)).then_some(value);
        let backing = chance.percent(60).then(|| backing(chance));
        facts.insert(name, Fact { value, backing });
    }
    facts
}

fn backing(chance: &mut Chance) -> Backing {
    let days_ago = chance.pick(&[None, Some(1), Some(10), Some(100)]);
    Backing { grade: chance.pick(&Evidence::ALL), days_ago }
}

fn items(
    chance: &mut Chance,
    one: impl Fn(&mut Chance) -> BTreeMap<&'static str, Value>,
) -> Vec<Item> {
    let many = chance.below(4);
    let mut item = |_| {
        let values = one(chance);
        let own = chance
            .percent(50)
            .then(|| Backing { days_ago: Some(chance.pick(&[1, 10, 100])), ..backing(chance) });
        Item { values, own }
    };
    (0..many).map(&mut item).collect()
}

fn contact(chance: &mut Chance) -> BTreeMap<&'static str, Value> {
    let mut values = BTreeMap::new();
    if chance.percent(75) {
        values.insert("met", Value::Bool(chance.percent(60)));
    }
    if chance.percent(75) {
        values.insert("stance", Value::Text(chance.pick(&["champion", "neutral"])));
    }
    if chance.percent(75) {
        values.insert("roles", Value::Texts(chance.some_of(&["buyer", "user"], 50)));
    }
    values
}

fn need(chance: &mut Chance) -> BTreeMap<&'static str, Value> {
    let mut values = BTreeMap::new();
    if chance.percent(80) {
        values.insert("kind", Value::Text(chance.pick(&["explicit", "implied"])));
    }
    if chance.percent(75) {
        values.insert("weight", Value::Integer(chance.pick(&[3, 2, 1])));
    }
    values
}

fn history(stage: &Option<String>, stages: &[String], chance: &mut Chance) -> Vec<(String, i64)> {
    let Some(stage) = stage else { return Vec::new() };
    let mut visited: Vec<String> = (0..chance.below(4)).map(|_| chance.pick(stages)).collect();
    visited.push(stage.clone());
    visited.dedup();
    let mut hours = chance.pick(&[2, 25, 300]);
    let mut history = Vec::new();
    for to in visited.into_iter().rev() {
        history.push((to, hours));
        hours += 50;
    }
    history.reverse();
    history
}
