//! Deals for any playbook, made from the types of its fields.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use dealgraph::{Deal, Field, FieldOrigin, FieldType, Playbook, SubField};
use serde_json::{Map, Value as Json, json};

use crate::sample::{Chance, hours_ago};

/// A deal somewhere in a playbook, its facts of the types that the playbook declares.
pub(crate) fn deal(playbook: &Playbook, chance: &mut Chance) -> Deal {
    let stages: Vec<&str> = playbook.graph().stages().map(|(_, s)| s.id().as_str()).collect();
    let stage = (!chance.percent(15)).then(|| chance.pick(&stages));
    let entered = stage.map(|_| moment(chance.pick(&[3, 60, 400, 3000])));
    let facts: Map<String, Json> = playbook
        .fields()
        .filter(|field| settable(field))
        .filter_map(|field| {
            let set = field.required || chance.percent(65);
            set.then(|| (field.id.to_string(), fact(&field.kind, chance)))
        })
        .collect();
    let before = chance.pick(&stages);
    let mut json = json!({ "id": "D-2", "facts": facts, "stage": stage });
    if chance.percent(70) {
        json["created_at"] = moment(5000);
        json["last_activity_at"] = moment(chance.pick(&[1, 100, 2000]));
    }
    if let (Some(entered), true) = (entered, chance.percent(80)) {
        let here = json!({ "to": stage, "at": entered, "actor": "rep" });
        json["history"] = json!([{ "to": before, "at": moment(4000) }, here]);
        json["entered_stage_at"] = entered;
    }
    if chance.percent(75) {
        json["contacts"] = (0..chance.below(4)).map(|number| contact(number, chance)).collect();
    }
    serde_json::from_value(json).expect("a generated deal can be read")
}

/// Whether a deal may carry it under `facts`.
pub(crate) fn settable(field: &Field) -> bool {
    matches!(field.origin, FieldOrigin::Declared | FieldOrigin::Given) && &*field.id != "contacts"
}

fn fact(kind: &FieldType, chance: &mut Chance) -> Json {
    let value = value(kind, chance);
    match chance.below(3) {
        0 => value,
        _ => {
            let grade = chance.pick(&["assumed", "recorded", "stated", "confirmed", "acted"]);
            let at = moment(chance.pick(&[24, 500, 9000]));
            json!({ "value": value, "evidence": grade, "at": at, "by": "A. Person" })
        }
    }
}

/// A value of a field's type.
pub(crate) fn value(kind: &FieldType, chance: &mut Chance) -> Json {
    match kind {
        FieldType::Bool => json!(chance.percent(60)),
        FieldType::Integer { min, max } => {
            let low = min.unwrap_or(0);
            let offset: i64 = chance.pick(&[0, 1, 2, 3, 5, 40, 100]);
            json!((low + offset).min(max.unwrap_or(i64::MAX)))
        }
        FieldType::Number { min, max } => {
            let low = min.unwrap_or(0.0);
            json!((low + chance.pick(&[0.0, 0.5, 2.5, 50.0])).min(max.unwrap_or(f64::MAX)))
        }
        FieldType::Money => json!(chance.pick(&[0.0, 10.5, 60_000.0, 1.0e7])),
        FieldType::Percent => json!(chance.pick(&[0.0, 12.5, 60.0, 100.0])),
        FieldType::Text => {
            json!(chance.pick(&["", "something", "A \"text\"\nof two lines {{ x }}"]))
        }
        FieldType::Choice(values) => json!(&*values[chance.below(values.len())]),
        FieldType::Choices(values) => {
            json!(chance.some_of(values, 50).iter().map(|v| &**v).collect::<Vec<&str>>())
        }
        FieldType::Texts => json!(chance.some_of(&["one", "two", "three"], 60)),
        FieldType::Date => json!(chance.pick(&["2026-01-31", "2026-11-23", "2027-03-01"])),
        FieldType::DateTime => moment(chance.pick(&[-500, 0, 30, 4000])),
        FieldType::Duration => json!(chance.pick(&["36h", "0s", "90m"])),
        FieldType::Records(fields) => {
            (0..chance.below(4)).map(|_| record(fields, chance)).collect()
        }
        other => panic!("no value for {other:?}"),
    }
}

fn record(fields: &[SubField], chance: &mut Chance) -> Json {
    let mut entries = Map::new();
    for field in fields {
        if chance.percent(75) {
            entries.insert(field.name.to_string(), value(&field.kind, chance));
        }
    }
    if chance.percent(40) {
        entries.insert("evidence".to_owned(), json!(chance.pick(&["assumed", "stated", "acted"])));
        entries.insert("at".to_owned(), moment(chance.pick(&[24, 9000])));
    }
    Json::Object(entries)
}

fn contact(number: usize, chance: &mut Chance) -> Json {
    let roles = ["economic_buyer", "champion", "user", "decision_maker", "coach"];
    let stances = ["champion", "supporter", "neutral", "sceptic", "opponent", "unknown"];
    let mut contact = json!({ "name": format!("Person {number}") });
    if chance.percent(80) {
        contact["roles"] = json!(chance.some_of(&roles, 40));
    }
    if chance.percent(70) {
        contact["stance"] = json!(chance.pick(&stances));
    }
    if chance.percent(70) {
        contact["met"] = json!(chance.percent(60));
    }
    if chance.percent(40) {
        contact["evidence"] = json!(chance.pick(&["assumed", "stated", "acted"]));
        contact["at"] = moment(chance.pick(&[24, 9000]));
    }
    contact
}

fn moment(hours: i64) -> Json {
    serde_json::to_value(hours_ago(hours)).expect("a moment can be written")
}
