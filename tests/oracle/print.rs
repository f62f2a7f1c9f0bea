//! The texts of rule sets and the JSON of deals.

use std::fmt::Write;

use serde_json::{Map, Value as Json, json};

use super::model::{
    Back, Backing, Criterion, Deal, Fact, Form, From, Item, Kind, Overlay, RuleSet, Transition,
    Value,
};
use crate::sample::hours_ago;

const FIELDS: &str = r#"
[field.b1]
type = "bool"
label = "First yes or no"
[field.b2]
type = "bool"
label = "Second yes or no"
[field.n1]
type = "integer"
label = "First number"
[field.n2]
type = "integer"
label = "Second number"
[field.ch]
type = "choice"
values = ["red", "green", "blue"]
label = "Colour"
[field.needs]
type = "records"
label = "Needs"
[field.needs.fields.kind]
type = "choice"
values = ["explicit", "implied"]
label = "Kind"
[field.needs.fields.weight]
type = "integer"
label = "Weight"
"#;

const ROLES: &str = r#"
[role.buyer]
name = "Buyer"
duty = "Decides"
[role.user]
name = "User"
duty = "Works with it"
"#;

/// A process and all that is laid over it, to be read by a person.
pub(crate) fn all(process: &RuleSet) -> String {
    let laid = process.overlays.iter().map(|overlay| toml(&overlay.rules));
    laid.chain([toml(process)]).collect::<Vec<_>>().join("\n# ------\n")
}

/// A rule set as text.
pub(crate) fn toml(rules: &RuleSet) -> String {
    let mut text = String::from("dealgraph = 1\n");
    header(&mut text, rules);
    text.push_str(FIELDS);
    text.push_str(ROLES);
    for named in &rules.named {
        let _ = writeln!(text, "[criterion.{}]", named.id);
        terms(&mut text, named);
    }
    for stage in &rules.stages {
        if rules.ends_unsaid && stage.kind != Kind::Open {
            continue;
        }
        let kind = match stage.kind {
            Kind::Open => "open",
            Kind::Won => "won",
            Kind::Lost => "lost",
            Kind::Parked => "parked",
        };
        let _ = writeln!(text, "\n[[stage]]\nid = \"{}\"", stage.id);
        let _ = writeln!(text, "name = \"Stage {}\"\ntype = \"{kind}\"", stage.id);
        criteria(&mut text, "stage.entry", &stage.entry);
        criteria(&mut text, "stage.exit", &stage.exit);
    }
    for transition in rules.transitions.iter().flatten() {
        self::transition(&mut text, transition);
    }
    for overlay in &rules.overlays {
        self::overlay(&mut text, overlay);
    }
    text
}

fn header(text: &mut String, rules: &RuleSet) {
    let id = &rules.id;
    if !rules.is_process {
        let _ = writeln!(text, "[methodology]\nid = \"{id}\"\nname = \"The {id}\"");
        let _ = writeln!(text, "version = \"1.0.0\"\nsummary = \"Made up\"\nsource = \"None\"");
        return;
    }
    let _ = writeln!(text, "[process]\nid = \"{id}\"\nname = \"The {id}\"\nversion = \"1.0.0\"");
    if let Some(start) = &rules.start {
        let _ = writeln!(text, "start = {start:?}");
    }
    if !rules.may_skip {
        let _ = writeln!(text, "skip = \"never\"");
    }
    match rules.back {
        Back::Any => {}
        Back::Previous => text.push_str("back = \"previous\"\n"),
        Back::Never => text.push_str("back = \"never\"\n"),
    }
}

fn criteria(text: &mut String, key: &str, criteria: &[Criterion]) {
    let mut required: Vec<&str> = Vec::new();
    for criterion in criteria {
        match criterion.form {
            Form::Requires => required.extend(criterion.id.strip_prefix("has_")),
            Form::Named => {
                let _ = writeln!(text, "  [[{key}]]\n  criterion = \"{}\"", criterion.id);
            }
            Form::Inline => {
                let _ = writeln!(text, "  [[{key}]]\n  id = \"{}\"", criterion.id);
                terms(text, criterion);
            }
        }
    }
    if !required.is_empty() {
        let _ = writeln!(text, "  [[{key}]]\n  requires = {required:?}");
    }
}

fn terms(text: &mut String, criterion: &Criterion) {
    let _ = writeln!(text, "  when = \"{}\"", criterion.condition.text());
    let _ = writeln!(text, "  otherwise = \"{} is not met\"", criterion.id);
    if let Some(grade) = criterion.evidence {
        let _ = writeln!(text, "  evidence = \"{}\"", grade.word());
    }
    if let Some(days) = criterion.fresh_days {
        let _ = writeln!(text, "  fresh = \"{days}d\"");
    }
    if criterion.warns {
        let _ = writeln!(text, "  severity = \"warn\"");
    }
    if !criterion.overridable_by.is_empty() {
        let _ = writeln!(text, "  override = {:?}", criterion.overridable_by);
    }
}

fn transition(text: &mut String, transition: &Transition) {
    let from = match &transition.from {
        From::One(id) => format!("{id:?}"),
        From::Many(ids) => format!("{ids:?}"),
        From::EveryOpen => "\"*\"".to_owned(),
    };
    let _ = writeln!(text, "\n[[transition]]\nfrom = {from}\nto = \"{}\"", transition.to);
    if !transition.actors.is_empty() {
        let _ = writeln!(text, "actors = {:?}", transition.actors);
    }
    if !transition.reasons.is_empty() {
        let _ = writeln!(text, "reasons = {:?}", transition.reasons);
    }
    criteria(text, "transition.guard", &transition.guards);
}

fn overlay(text: &mut String, overlay: &Overlay) {
    let _ = writeln!(text, "\n[[overlay]]\nmethodology = \"{}\"", overlay.rules.id);
    if !overlay.stages.is_empty() {
        let pairs = overlay.stages.iter().map(|(own, theirs)| format!("{own} = {theirs:?}"));
        let _ = writeln!(text, "stages = {{ {} }}", pairs.collect::<Vec<_>>().join(", "));
    }
    if !overlay.require.is_empty() {
        let pairs = overlay.require.iter().map(|(own, names)| format!("{own} = {names:?}"));
        let _ = writeln!(text, "require = {{ {} }}", pairs.collect::<Vec<_>>().join(", "));
    }
}

/// A deal's JSON.
pub(crate) fn deal_json(deal: &Deal) -> Json {
    let mut json = Map::new();
    json.insert("id".into(), json!("D-1"));
    let mut put = |key: &str, value: Option<Json>| {
        if let Some(value) = value {
            json.insert(key.to_owned(), value);
        }
    };
    put("stage", deal.stage.clone().map(Json::from));
    put("created_at", deal.created_hours_ago.map(moment));
    put("entered_stage_at", deal.entered_hours_ago.map(moment));
    put("last_activity_at", deal.active_hours_ago.map(moment));
    let facts = deal.facts.iter().map(|(name, fact)| ((*name).to_owned(), self::fact(fact)));
    put("facts", Some(Json::Object(facts.collect())));
    put("contacts", deal.contacts.as_deref().map(items));
    let entry = |(to, hours): &(String, i64)| json!({ "to": to, "at": moment(*hours) });
    let history: Vec<Json> = deal.history.iter().map(entry).collect();
    put("history", (!history.is_empty()).then_some(Json::Array(history)));
    Json::Object(json)
}

fn moment(hours: i64) -> Json {
    serde_json::to_value(hours_ago(hours)).expect("a moment can be written")
}

fn fact(fact: &Fact) -> Json {
    let value = fact.value.as_ref().map_or(Json::Null, value);
    match fact.backing {
        None => value,
        Some(backing) => {
            let mut entries = evidence(backing);
            entries.insert("value".into(), value);
            Json::Object(entries)
        }
    }
}

fn evidence(backing: Backing) -> Map<String, Json> {
    let mut entries = Map::new();
    entries.insert("evidence".into(), json!(backing.grade.word()));
    if let Some(days) = backing.days_ago {
        entries.insert("at".into(), moment(days * 24));
    }
    entries
}

fn value(value: &Value) -> Json {
    match value {
        Value::Bool(truth) => json!(truth),
        Value::Integer(number) => json!(number),
        Value::Text(text) => json!(text),
        Value::Texts(texts) => json!(texts),
        Value::Items(list) => items(list),
    }
}

fn items(list: &[Item]) -> Json {
    let one = |item: &Item| {
        let mut entries = item.own.map(evidence).unwrap_or_default();
        entries.extend(item.values.iter().map(|(name, v)| ((*name).to_owned(), value(v))));
        Json::Object(entries)
    };
    list.iter().map(one).collect()
}
