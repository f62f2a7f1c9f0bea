//! Plans: what they say, that they work, and that nothing is cheaper.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[allow(dead_code, reason = "each test uses its own part of this")]
mod deals;
mod planned;
mod sample;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use dealgraph::{
    Deal, Duration, Error, Evidence, Fact, Gain, Library, Move, Obstacle, Plan, PlanOutcome,
    PlannedMove, Playbook, RawValue, Source, StageKind, Timestamp,
};
use deals::deal;
use proptest::prelude::*;
use sample::{Chance, config, draws, now};

static PLAYBOOKS: LazyLock<Vec<Playbook>> = LazyLock::new(|| {
    let library = Library::builtin();
    let ids = library.rule_sets().map(|rules| rules.id().to_string());
    let laid = ["seven_step+spin", "four_step+value"].map(str::to_owned);
    ids.chain(laid)
        .filter_map(|id| match library.compile(&id) {
            Ok(playbook) => Some(playbook),
            Err(Error::NoStages { .. }) => None,
            Err(error) => panic!("{error}"),
        })
        .collect()
});

/// The deal after somebody has found out what a plan needs.
fn found_out(deal: &mut Deal, gain: &Gain, at: Timestamp) {
    let grade = gain.evidence.unwrap_or(Evidence::Recorded);
    match &gain.example {
        RawValue::Null => {
            deal.facts.unset(&gain.field);
        }
        RawValue::List(items) if gain.field == "contacts" => {
            let mut contacts = serde_json::to_value(items).expect("a list");
            for contact in contacts.as_array_mut().expect("a list") {
                contact["evidence"] = serde_json::to_value(grade).expect("a grade");
                contact["at"] = serde_json::to_value(at).expect("a moment");
            }
            deal.contacts = serde_json::from_value(contacts).expect("contacts");
        }
        value => {
            let fact = Fact::bare(value.clone()).with_evidence(grade).with_date(at);
            deal.facts.set(gain.field.clone(), fact);
        }
    }
}

/// The move that a plan asks for, by somebody who may make it and with a reason that counts.
fn asked(playbook: &Playbook, planned: &PlannedMove) -> Move {
    let graph = playbook.graph();
    let ends = planned
        .from
        .as_ref()
        .and_then(|from| Some((graph.find(from.as_str())?, graph.find(planned.to.as_str())?)));
    let ways = ends.map(|(from, to)| graph.between(from, to)).unwrap_or_default();
    let mut asked = Move::to(planned.to.as_str());
    if let Some(transition) = ways.first().and_then(|ix| graph.transition(*ix)) {
        asked = transition.actors().take(1).fold(asked, |asked, role| asked.by(role));
        asked = transition.reasons().take(1).fold(asked, |asked, reason| asked.because(reason));
    }
    asked
}

/// Does what a plan says, in order; every move of it is allowed when its turn comes.
fn follow(playbook: &Playbook, deal: &Deal, plan: &Plan) -> Result<(), TestCaseError> {
    let (mut deal, mut now) = (deal.clone(), plan.now);
    for planned in &plan.route().expect("a way").moves {
        for gain in planned.tasks.iter().flat_map(|task| &task.gives) {
            found_out(&mut deal, gain, now);
        }
        let wait = Duration::from_seconds(planned.wait_days * 86_400).expect("a wait");
        now = now.checked_add(wait).expect("a moment");
        let verdict = playbook.check_move(&deal, &asked(playbook, planned), now).expect("it fits");
        prop_assert!(verdict.is_allowed(), "{verdict:#?}\n{plan:#?}");
        deal.stage = Some(planned.to.to_string());
        deal.entered_stage_at = Some(now);
    }
    prop_assert_eq!(deal.stage.as_deref(), Some(plan.to.as_str()));
    Ok(())
}

fn first_won(playbook: &Playbook) -> String {
    let mut stages = playbook.graph().stages().map(|(_, stage)| stage);
    stages.find(|stage| stage.kind() == StageKind::Won).expect("a won stage").id().to_string()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..config() })]

    /// Whatever the deal, doing what its plan says opens every move of the plan in turn.
    #[test]
    fn a_plan_that_is_followed_leads_there(which in any::<usize>(), draws in draws(900)) {
        let playbook = &PLAYBOOKS[which % PLAYBOOKS.len()];
        // An assessment that may be two weeks old at every gate has to be made again on the way, and
        // a plan gives each fact one value until its end.
        prop_assume!(playbook.rule_set().id.as_str() != "target_account");
        let deal = deal(playbook, &mut Chance::new(draws));
        let plan = playbook.plan(&deal, &first_won(playbook), now()).expect("the deal fits");
        if plan.route().is_some() {
            follow(playbook, &deal, &plan)?;
        }
    }
}

/// The facts of the small processes, with every value each may have.
const FACTS: [(&str, &str, &[&str]); 4] = [
    ("a", "bool", &["true", "false"]),
    ("b", "bool", &["true", "false"]),
    ("c", "choice", &["\"x\"", "\"y\"", "\"z\""]),
    ("n", "integer", &["0", "1", "2"]),
];
const CONDITIONS: [&str; 14] = [
    "a",
    "!a",
    "b",
    "a || b",
    "a && n > 0",
    "!has(b) || a",
    "c == 'x'",
    "c != 'x'",
    "c in ['y', 'z'] || b",
    "n >= 2",
    "n < 2",
    "has(c)",
    "a ? n > 1 : c == 'y'",
    "score.card >= 50.0",
];
const GRADES: [&str; 3] = ["assumed", "stated", "confirmed"];

/// Facts with the place of their value and of their grade.
type Known = BTreeMap<&'static str, (usize, usize)>;

/// A small process, a deal in it, and the work that gives its facts.
#[derive(Debug, Clone)]
struct World {
    toml: String,
    facts: Known,
    /// What each question and play gives, and its effort in minutes.
    work: Vec<(Vec<&'static str>, u64)>,
}

fn gate(chance: &mut Chance, name: &str, at: &str) -> String {
    let mut text = String::new();
    for number in 0..chance.below(3) {
        let condition = chance.pick(&CONDITIONS);
        text += &format!("\n[[{at}]]\nid = \"{name}{number}\"\nwhen = \"{condition}\"\n");
        text += "otherwise = \"Not yet\"\n";
        if chance.percent(40) && !condition.contains("score") {
            text += &format!("evidence = \"{}\"\n", chance.pick(&GRADES));
        }
    }
    text
}

fn world(draws: Vec<u16>) -> World {
    let chance = &mut Chance::new(draws);
    let mut toml =
        "dealgraph = 1\n[process]\nid = \"p\"\nname = \"P\"\nversion = \"1.0.0\"\n".to_owned();
    for (name, kind, values) in FACTS {
        toml += &format!("[field.{name}]\ntype = \"{kind}\"\nlabel = \"{name}\"\n");
        match kind {
            "choice" => toml += &format!("values = [{}]\n", values.join(", ")),
            "integer" => toml += "min = 0\nmax = 2\n",
            _ => {}
        }
    }
    for (ix, (id, kind)) in
        [("s", "open"), ("t", "open"), ("u", "open"), ("w", "won")].into_iter().enumerate()
    {
        toml += &format!("[[stage]]\nid = \"{id}\"\nname = \"{id}\"\ntype = \"{kind}\"\n");
        if ix > 0 {
            toml += &gate(chance, &format!("n{id}"), "stage.entry");
        }
        if kind == "open" {
            toml += &gate(chance, &format!("x{id}"), "stage.exit");
        }
    }
    for (from, to) in [("s", "t"), ("t", "u"), ("u", "w"), ("s", "u"), ("t", "w")] {
        if to.as_bytes()[0] - from.as_bytes()[0] == 1
            || to == "w" && from == "u"
            || chance.percent(50)
        {
            toml += &format!("[[transition]]\nfrom = \"{from}\"\nto = \"{to}\"\n");
            toml += &gate(chance, &format!("g{from}{to}"), "transition.guard");
        }
    }
    toml += "[scorecard.card]\nname = \"Card\"\n";
    for (number, when) in ["a", "c == 'y'", "n > 0"].iter().enumerate() {
        let points = 1 + chance.below(3);
        toml += &format!(
            "[[scorecard.card.item]]\nid = \"i{number}\"\nwhen = \"{when}\"\npoints = {points}\n"
        );
    }
    let mut work = Vec::new();
    for number in 0..3 + chance.below(2) {
        let mut fills: Vec<&str> =
            FACTS.iter().map(|(name, ..)| *name).filter(|_| chance.percent(40)).collect();
        if fills.is_empty() {
            fills.push(FACTS[chance.below(FACTS.len())].0);
        }
        let effort = [5_u64, 20, 45][chance.below(3)];
        toml += &format!(
            "[play.p{number}]\ndo = \"Do it\"\neffort = \"{effort}m\"\nfills = {fills:?}\n"
        );
        work.push((fills, effort));
    }
    for (name, ..) in FACTS {
        if !work.iter().any(|(fills, _)| fills.contains(&name)) {
            work.push((vec![name], 30));
        }
    }
    let facts = FACTS
        .iter()
        .filter_map(|(name, _, values)| {
            let value = chance.below(values.len() + 1);
            (value < values.len()).then(|| (*name, (value, chance.below(GRADES.len()))))
        })
        .collect();
    World { toml, facts, work }
}

impl World {
    fn deal(&self, facts: &Known) -> Deal {
        let mut deal = Deal::new("D", "s");
        for (name, (value, grade)) in facts {
            let values = FACTS.iter().find(|(known, ..)| known == name).expect("known").2;
            let value: RawValue = serde_json::from_str(values[*value]).expect("a value");
            let grade = [Evidence::Assumed, Evidence::Stated, Evidence::Confirmed][*grade];
            deal.facts.set(*name, Fact::bare(value).with_evidence(grade).with_date(now()));
        }
        deal
    }

    /// The least effort that gives some facts, by trying every choice.
    fn effort(&self, wanted: &[&str]) -> u64 {
        let choices = 0..1_usize << self.work.len();
        let chosen = |mask: usize| {
            self.work.iter().enumerate().filter(move |(at, _)| mask >> at & 1 == 1).map(|(_, w)| w)
        };
        choices
            .filter(|mask| {
                wanted.iter().all(|name| chosen(*mask).any(|(fills, _)| fills.contains(name)))
            })
            .map(|mask| chosen(mask).map(|(_, effort)| effort).sum())
            .min()
            .expect("every fact is given")
    }

    /// The least effort by which the deal can be won, by trying every change of every fact.
    fn least(&self, playbook: &Playbook) -> Option<u64> {
        let mut worlds: Vec<(Known, Vec<&str>)> = vec![(Known::new(), Vec::new())];
        for (name, _, values) in FACTS {
            let mut next = Vec::new();
            for (facts, changed) in worlds {
                let mut kept = facts.clone();
                kept.extend(self.facts.get(name).map(|known| (name, *known)));
                next.push((kept, changed.clone()));
                let mut with = changed;
                with.push(name);
                next.push((facts.clone(), with.clone()));
                for value in 0..values.len() {
                    let mut facts = facts.clone();
                    facts.insert(name, (value, GRADES.len() - 1));
                    next.push((facts, with.clone()));
                }
            }
            worlds = next;
        }
        let efforts: Vec<u64> = worlds.iter().map(|(_, changed)| self.effort(changed)).collect();
        let mut order: Vec<usize> = (0..worlds.len()).collect();
        order.sort_by_key(|at| efforts[*at]);
        let wins = |at: &usize| can_win(playbook, &self.deal(&worlds[*at].0));
        order.into_iter().find(wins).map(|at| efforts[at])
    }
}

/// Whether some way of single moves leads to won with the facts as they are.
fn can_win(playbook: &Playbook, deal: &Deal) -> bool {
    let stage = deal.stage.as_deref().expect("a stage");
    if stage == "w" {
        return true;
    }
    let ahead = ["t", "u", "w"].into_iter().filter(|to| *to > stage);
    let graph = playbook.graph();
    let joined = |to: &str| {
        let ends = (graph.find(stage).expect("known"), graph.find(to).expect("known"));
        !graph.between(ends.0, ends.1).is_empty()
    };
    ahead.filter(|to| joined(to)).any(|to| {
        let verdict = playbook.check_move(deal, &Move::to(to), now()).expect("it fits");
        let mut moved = deal.clone();
        moved.stage = Some(to.to_owned());
        verdict.is_allowed() && can_win(playbook, &moved)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..config() })]

    /// A plan costs what the cheapest of all changes of all facts costs, and there is none exactly
    /// where no change opens the way.
    #[test]
    fn nothing_is_cheaper_than_the_plan(draws in draws(120)) {
        let world = world(draws);
        let library = Library::empty().with_source(Source::new("p.toml", world.toml.clone()));
        let library = library.unwrap_or_else(|error| panic!("{error}\n{}", world.toml));
        let playbook = library.compile("p").unwrap_or_else(|error| panic!("{error}\n{}", world.toml));
        let deal = world.deal(&world.facts);
        let plan = playbook.plan(&deal, "w", now()).expect("it fits");
        let least = world.least(&playbook);
        match plan.route() {
            Some(route) => {
                prop_assert!(route.is_least, "{}", world.toml);
                prop_assert_eq!(Some(route.effort_minutes), least, "{}\n{:#?}", world.toml, plan);
                follow(&playbook, &deal, &plan)?;
            }
            None => prop_assert_eq!(least, None, "{}\n{:#?}", world.toml, plan),
        }
    }
}

fn compiled(toml: &str) -> Playbook {
    let header = "dealgraph = 1\n[process]\nid = \"p\"\nname = \"P\"\nversion = \"1.0.0\"\n";
    let source = Source::new("p.toml", format!("{header}{toml}"));
    let library = Library::empty().with_source(source).expect("it can be read");
    library.compile("p").unwrap_or_else(|error| panic!("{error}"))
}

const TWO_STAGES: &str = r#"
[field.discount]
type = "percent"
label = "Discount"

[field.approval]
type = "bool"
label = "Approval"

[field.small]
type = "bool"
label = "Small deal"
circumstance = true

[field.signed]
type = "bool"
label = "Signed"
changes = "once"

[[stage]]
id = "talk"
name = "Talk"
expected = "10d"

  [[stage.exit]]
  id = "discount_allowed"
  when = "discount <= 15.0 || approval || small"
  evidence = "confirmed"
  otherwise = "The discount is above 15 % and not approved"

  [[stage.exit]]
  id = "cooled_down"
  when = "days_in_stage >= 3"
  otherwise = "Three days have not passed"

[[stage]]
id = "won"
type = "won"
name = "Won"

  [[stage.entry]]
  id = "signed"
  when = "signed"
  otherwise = "Not signed"

[[stage]]
id = "lost"
type = "lost"
name = "Lost"

[[transition]]
from = "talk"
to = "won"

[[transition]]
from = "talk"
to = "lost"

[play.ask_the_boss]
do = "Ask the boss"
effort = "1h"
fills = ["approval"]

[play.offer_less]
do = "Offer less"
effort = "50m"
fills = ["discount"]

[question.signature]
ask = "Will you sign?"
fills = ["signed"]

[question.how_large]
ask = "How many of you are there?"
fills = ["small"]
"#;

fn talking(facts: &str) -> Deal {
    let text = format!(
        r#"{{"id": "D", "stage": "talk", "entered_stage_at": "2026-11-22T09:00:00Z", "facts": {facts}}}"#
    );
    serde_json::from_str(&text).expect("a deal")
}

#[test]
fn a_dearer_fact_that_would_do_is_an_alternative() {
    let playbook = compiled(TWO_STAGES);
    let deal = talking(r#"{"discount": {"value": 20, "evidence": "confirmed"}}"#);
    let plan = playbook.plan(&deal, "won", now()).expect("it fits");
    let route = plan.route().expect("a way");
    assert_eq!(route.effort_minutes, 60);
    let [planned] = route.moves.as_slice() else { panic!("{route:#?}") };
    let ids: Vec<&str> = planned.tasks.iter().map(|task| task.id.as_str()).collect();
    assert_eq!(ids, ["p.offer_less", "p.signature"]);
    let discount = &planned.tasks[0].gives[0];
    assert_eq!(discount.now.as_deref(), Some("20 %"));
    assert_eq!(discount.becomes.as_deref(), Some("15 % or less"));
    assert_eq!(discount.evidence, Some(Evidence::Confirmed));
    let [other] = route.alternatives.as_slice() else { panic!("{route:#?}") };
    assert_eq!(other.instead_of, ["Discount"]);
    assert_eq!(other.finding[0].label, "Approval");
    assert_eq!(other.effort_minutes, 70);
}

#[test]
fn what_is_known_too_weakly_is_found_out_again() {
    let playbook = compiled(TWO_STAGES);
    let deal = talking(r#"{"discount": {"value": 10, "evidence": "stated"}, "signed": true}"#);
    let plan = playbook.plan(&deal, "won", now()).expect("it fits");
    let gains: Vec<&Gain> =
        plan.route().expect("a way").moves[0].tasks.iter().flat_map(|task| &task.gives).collect();
    let [gain] = gains.as_slice() else { panic!("{plan:#?}") };
    assert_eq!((gain.field.as_str(), gain.becomes.as_deref()), ("discount", None));
    assert_eq!(gain.evidence, Some(Evidence::Confirmed));
}

#[test]
fn a_plan_does_not_count_on_a_circumstance_but_takes_it_when_it_is_so() {
    let playbook = compiled(TWO_STAGES);
    let unknown = playbook.plan(&talking("{}"), "won", now()).expect("it fits");
    let moves = &unknown.route().expect("a way").moves;
    let tasks: Vec<&str> = moves[0].tasks.iter().map(|task| task.id.as_str()).collect();
    assert_eq!(tasks, ["p.offer_less", "p.signature"]);
    let small = talking(r#"{"small": {"value": true, "evidence": "confirmed"}, "signed": true}"#);
    let plan = playbook.plan(&small, "won", now()).expect("it fits");
    assert_eq!(plan.route().expect("a way").effort_minutes, 0);
}

#[test]
fn a_gate_that_asks_for_time_makes_the_deal_wait() {
    let playbook = compiled(TWO_STAGES);
    let plan = playbook.plan(&talking("{}"), "won", now()).expect("it fits");
    let planned = &plan.route().expect("a way").moves[0];
    assert_eq!((planned.wait_days, planned.expected_days), (2, Some(9)));
    let day = |text| Timestamp::parse_date(text).expect("a day");
    let schedule = plan.schedule(day("2026-12-24")).expect("a way");
    assert_eq!((schedule.spare_days, schedule.is_in_time()), (22, true));
    assert!(!plan.schedule(day("2026-11-25")).expect("a way").is_in_time());
}

#[test]
fn what_may_not_change_any_more_is_in_the_way() {
    let playbook = compiled(TWO_STAGES);
    let plan = playbook.plan(&talking(r#"{"signed": false}"#), "won", now()).expect("it fits");
    assert!(plan.route().is_none(), "{plan:#?}");
}

#[test]
fn criteria_that_clash_are_named_and_no_others() {
    let playbook = compiled(
        r#"
[field.seats]
type = "integer"
label = "Seats"

[[stage]]
id = "talk"
name = "Talk"
  [[stage.exit]]
  id = "few"
  when = "seats < 10"
  otherwise = "Too many seats"
  [[stage.exit]]
  id = "priced"
  when = "amount > 0.0"
  otherwise = "No amount"

[[stage]]
id = "won"
type = "won"
name = "Won"
  [[stage.entry]]
  id = "many"
  when = "seats > 50"
  otherwise = "Too few seats"

[[transition]]
from = "talk"
to = "won"
"#,
    );
    let plan = playbook.plan(&talking("{}"), "won", now()).expect("it fits");
    let PlanOutcome::Impossible(Obstacle::Clash(clash)) = &plan.outcome else {
        panic!("{plan:#?}")
    };
    let ids: Vec<&str> = clash.iter().map(|one| one.criterion.as_str()).collect();
    assert_eq!(ids, ["p.few", "p.many"]);
}

#[test]
fn a_deal_that_is_there_needs_nothing_and_one_that_cannot_go_there_is_told_so() {
    let playbook = Library::builtin().compile("four_step").expect("it compiles");
    let there = playbook.plan(&Deal::new("D", "closing"), "closing", now()).expect("it fits");
    assert_eq!(there.route().map(|route| route.moves.len()), Some(0));
    let back = playbook.plan(&Deal::new("D", "closing"), "prospecting", now()).expect("it fits");
    assert_eq!(back.outcome, PlanOutcome::Impossible(Obstacle::NoWay));
    assert!(playbook.plan(&Deal::new("D", "closing"), "nowhere", now()).is_err());
}

fn over(stages: usize, criteria: usize) -> (Playbook, Plan) {
    let source = Source::new("p.toml", planned::process(stages, criteria));
    let library = Library::empty().with_source(source).expect("it can be read");
    let playbook = library.compile("p").unwrap_or_else(|error| panic!("{error}"));
    let plan = playbook.plan(&Deal::new("D", "s0"), "won", now()).expect("it fits");
    (playbook, plan)
}

#[test]
fn ten_criteria_that_hang_together_are_planned_exactly() {
    let (playbook, plan) = over(4, 10);
    assert!(plan.route().expect("a way").is_least);
    follow(&playbook, &Deal::new("D", "s0"), &plan).expect("each step opens the way");
}

#[test]
fn thirty_criteria_over_ten_stages_are_planned_all_the_same() {
    let (playbook, plan) = over(10, 30);
    assert_eq!(plan.route().expect("a way").moves.len(), 10);
    follow(&playbook, &Deal::new("D", "s0"), &plan).expect("each step opens the way");
}

/// `cargo test --release --test plans -- --ignored --nocapture` shows up to which size a plan is known
/// to be the least.
#[test]
#[ignore = "it is read, not asserted"]
fn where_plans_stop_being_exact() {
    for criteria in (10..=150).step_by(10) {
        let (playbook, plan) = over(10, criteria);
        let told = plan.route().map(|route| (route.is_least, route.effort_minutes));
        println!("{criteria} criteria: least and effort {told:?}");
        follow(&playbook, &Deal::new("D", "s0"), &plan).expect("each step opens the way");
    }
}
