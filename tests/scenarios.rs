//! A deal is walked from its creation to won by doing what is suggested first, and sick deals get
//! the advice that an expert of the methodology would give. Each file in `tests/scenarios` tells
//! what is true at one buyer, and what is wrong with three deals and why.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};

use dealgraph::{
    Action, ActionKind, Assessment, Deal, Library, Move, MoveKind, Playbook, Source, StageKind,
    Timestamp,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

const START: &str = "2026-01-05T09:00:00Z";
const DAY: i64 = 24 * 60 * 60;
/// More than any walk takes; one that takes longer turns in a circle.
const STEPS: usize = 600;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    /// The rule set, or `process+methodology`.
    rule_set: String,
    /// Who makes the moves, where transitions ask.
    actor: Option<String>,
    /// What is true at the buyer, told when a play or a question asks.
    world: Map<String, Value>,
    /// What is true instead from a stage on.
    #[serde(default)]
    world_at: BTreeMap<String, Map<String, Value>>,
    sick: Vec<Sick>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sick {
    name: String,
    /// The advice argued from the source.
    because: String,
    /// The deal as JSON.
    deal: String,
    now: String,
    /// What is suggested first: `play.x`, `question.x` or `move.x`.
    first: String,
    /// What is among the first five suggestions.
    #[serde(default)]
    among: Vec<String>,
    /// The signals that show.
    #[serde(default)]
    signals: Vec<String>,
    /// A move that is refused, and what is among the unmet criteria.
    shut: Option<Shut>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shut {
    to: String,
    unmet: Vec<String>,
}

fn scenario(name: &str) -> (Scenario, Playbook) {
    let text = std::fs::read_to_string(format!("tests/scenarios/{name}.toml")).unwrap();
    let scenario: Scenario = toml::from_str(&text).unwrap();
    let mut library = Library::builtin();
    for id in scenario.rule_set.split('+') {
        let file = format!("methodologies/{id}.toml");
        let text = std::fs::read_to_string(&file).unwrap();
        library = library.with_source(Source::new(file, text)).unwrap_or_else(|e| panic!("{e}"));
    }
    let playbook = library.compile(&scenario.rule_set).unwrap_or_else(|error| panic!("{error}"));
    (scenario, playbook)
}

fn check(name: &str) {
    let (scenario, playbook) = scenario(name);
    Walk::new(&scenario, &playbook).go();
    assert!(scenario.sick.len() >= 3, "{name} has fewer than three sick deals");
    for sick in &scenario.sick {
        sick.check(&playbook);
    }
}

/// How a suggestion is named in these files: its kind, and its id without the rule set.
fn called(action: &Action) -> String {
    let kind = match action.kind {
        ActionKind::Play => "play",
        ActionKind::Question => "question",
        ActionKind::Move => "move",
    };
    format!("{kind}.{}", action.id.rsplit('.').next().unwrap())
}

struct Walk<'a> {
    scenario: &'a Scenario,
    playbook: &'a Playbook,
    deal: Value,
    world: Map<String, Value>,
    now: Timestamp,
    /// What has been done in this visit of the stage.
    done: BTreeSet<String>,
    visited: Vec<String>,
    told: Vec<String>,
}

impl<'a> Walk<'a> {
    fn new(scenario: &'a Scenario, playbook: &'a Playbook) -> Self {
        let deal = json!({ "id": "walk", "created_at": START, "facts": {}, "history": [] });
        Self {
            scenario,
            playbook,
            deal,
            world: scenario.world.clone(),
            now: START.parse().unwrap(),
            done: BTreeSet::new(),
            visited: Vec::new(),
            told: Vec::new(),
        }
    }

    fn go(mut self) {
        for _ in 0..STEPS {
            let assessment = self.assess();
            if self.arrived(&assessment) {
                return self.check_way();
            }
            self.check_help(&assessment);
            let next = assessment.actions.iter().find(|a| !self.done.contains(&called(a)));
            let Some(action) = next else { self.fail("nothing left to do", &assessment) };
            self.told.push(called(action));
            self.done.insert(called(action));
            match action.kind {
                ActionKind::Move => self.walk(action, &assessment),
                ActionKind::Play | ActionKind::Question => {
                    action.fills.iter().for_each(|field| self.tell(field));
                }
            }
            self.now = Timestamp::from_unix_seconds(self.now.unix_seconds() + DAY).unwrap();
            self.deal["last_activity_at"] = json!(self.now.to_string());
        }
        let assessment = self.assess();
        self.fail("walks in a circle", &assessment);
    }

    fn assess(&self) -> Assessment {
        let deal: Deal = serde_json::from_value(self.deal.clone()).unwrap();
        self.playbook.assess(&deal, self.now).unwrap_or_else(|e| panic!("{e}\n{:#}", self.deal))
    }

    /// Whether the deal is won and no way leads on.
    fn arrived(&self, assessment: &Assessment) -> bool {
        let Some(stage) = self.deal["stage"].as_str() else { return false };
        let graph = self.playbook.graph();
        let stage = graph.stage(graph.find(stage).unwrap()).unwrap();
        let ahead = assessment.moves.iter().any(|verdict| verdict.kind == MoveKind::Forward);
        stage.kind() == StageKind::Won && !ahead
    }

    /// Where the way ahead is shut, something that is suggested helps to open it.
    fn check_help(&self, assessment: &Assessment) {
        let Some(next) = assessment.progress.as_ref().and_then(|p| p.next.as_ref()) else { return };
        let Some(verdict) = assessment.moves.iter().find(|v| v.to == next.stage) else { return };
        let helped = assessment.actions.iter().any(|action| !action.opens.is_empty());
        if !verdict.is_allowed() && !helped {
            self.fail("the gate is shut and nothing helps", assessment);
        }
    }

    /// Tells the deal what is true of a field.
    fn tell(&mut self, field: &str) {
        let Some(truth) = self.world.get(field) else { return };
        let at = self.now.to_string();
        if field == "contacts" {
            self.deal["contacts"] = truth.clone();
            return;
        }
        let mut fact = match truth {
            Value::Object(fact) if fact.contains_key("value") => truth.clone(),
            _ => json!({ "value": truth }),
        };
        let known = &self.deal["facts"][field];
        let same = |key: &str| known.get(key) == fact.get(key);
        if known.is_null() || !same("value") || !same("evidence") {
            let entry = fact.as_object_mut().unwrap();
            entry.entry("at").or_insert_with(|| json!(at));
            for item in entry.get_mut("value").and_then(Value::as_array_mut).into_iter().flatten() {
                if let Some(item) = item.as_object_mut().filter(|i| i.contains_key("evidence")) {
                    item.entry("at").or_insert_with(|| json!(at));
                }
            }
            self.deal["facts"][field] = fact;
        }
    }

    fn walk(&mut self, action: &Action, assessment: &Assessment) {
        let to = action.to.as_ref().unwrap().to_string();
        let stage = self.playbook.graph().find(&to).unwrap();
        let kind = self.playbook.graph().stage(stage).unwrap().kind();
        if !matches!(kind, StageKind::Open | StageKind::Won) {
            self.fail("the advice is to give up", assessment);
        }
        let deal: Deal = serde_json::from_value(self.deal.clone()).unwrap();
        let mut asked = Move::to(&to);
        if let Some(actor) = &self.scenario.actor {
            asked = asked.by(actor);
        }
        let verdict = self.playbook.check_move(&deal, &asked, self.now).unwrap();
        if !verdict.is_allowed() {
            self.fail(&format!("the move to {to} is suggested and refused"), assessment);
        }
        let at = json!(self.now.to_string());
        self.deal["history"].as_array_mut().unwrap().push(json!({ "to": to, "at": at }));
        self.deal["entered_stage_at"] = at;
        self.deal["stage"] = json!(to);
        self.world.extend(self.scenario.world_at.get(&to).cloned().unwrap_or_default());
        self.visited.push(to);
        self.done.clear();
    }

    /// Every open stage was gone through, in order.
    fn check_way(&self) {
        let stages = self.playbook.graph().stages().map(|(_, stage)| stage);
        let spine = stages.filter(|s| matches!(s.kind(), StageKind::Open | StageKind::Won));
        let spine: Vec<&str> = spine.map(|stage| stage.id().as_str()).collect();
        assert_eq!(self.visited, spine, "{}", self.told.join("\n"));
    }

    fn fail(&self, what: &str, assessment: &Assessment) -> ! {
        let mut text = format!("{what}, in {}\ndone:", self.deal["stage"]);
        self.told.iter().for_each(|told| text += &format!("\n  {told}"));
        text += "\nsuggested:";
        for action in &assessment.actions {
            text += &format!("\n  {:>3} {}", action.score, called(action));
        }
        let next = assessment.progress.as_ref().and_then(|progress| progress.next.as_ref());
        let ahead = assessment.moves.iter().filter(|v| next.is_none_or(|next| v.to == next.stage));
        for verdict in ahead {
            for unmet in &verdict.unmet {
                text += &format!(
                    "\nto {}: {} {:?} {:?}: {}",
                    verdict.to, unmet.criterion, unmet.state, unmet.missing, unmet.otherwise
                );
            }
        }
        panic!("{text}\n{:#}", self.deal)
    }
}

impl Sick {
    fn check(&self, playbook: &Playbook) {
        assert!(self.because.len() > 80, "{}: the advice is not argued", self.name);
        let deal: Deal = serde_json::from_str(&self.deal).unwrap();
        let now: Timestamp = self.now.parse().unwrap();
        let assessment = playbook.assess(&deal, now).unwrap_or_else(|error| panic!("{error}"));
        let suggested: Vec<String> = assessment.actions.iter().map(called).collect();
        let shown: Vec<&str> =
            assessment.signals.iter().map(|s| s.id.rsplit('.').next().unwrap()).collect();
        let told = format!("{}\nsuggested: {suggested:#?}\nsignals: {shown:#?}", self.name);
        assert_eq!(suggested.first(), Some(&self.first), "{told}");
        for wanted in &self.among {
            assert!(suggested.iter().take(5).any(|action| action == wanted), "{wanted}: {told}");
        }
        for wanted in &self.signals {
            assert!(shown.contains(&wanted.as_str()), "{wanted}: {told}");
        }
        let Some(shut) = &self.shut else { return };
        let verdict = playbook.check_move(&deal, &Move::to(&shut.to), now).unwrap();
        assert!(!verdict.is_allowed(), "the move to {} is allowed: {told}", shut.to);
        let unmet: Vec<&str> = verdict.unmet.iter().map(|unmet| unmet.criterion.as_str()).collect();
        for wanted in &shut.unmet {
            assert!(unmet.contains(&wanted.as_str()), "{wanted} is not among {unmet:?}: {told}");
        }
    }
}

macro_rules! scenarios {
    ($($name:ident)+) => {$(
        #[test]
        fn $name() {
            check(stringify!($name));
        }
    )+};
}

scenarios! {
    spin solution value inbound target_account conceptual challenger sandler gap
    strategic meddpicc bant seven_step four_step
}
