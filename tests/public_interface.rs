//! What a host may rely on: the names of the interface, and that playbooks may be shared.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::error::Error;

use dealgraph::{
    Action, Assessment, Audience, Deal, Diagnostic, Facts, Library, Move, Outcome, Playbook,
    Prompt, RuleSet, Scorecard, Signal, Source, StageGraph, Timestamp, Unmet, UnmetState, Verdict,
};

const DEAL: &str = r#"{
  "id": "D-1042", "name": "Northwind renewal", "playbook": "spin", "stage": "investigating",
  "created_at": "2026-09-01T08:00:00Z", "entered_stage_at": "2026-10-20T08:00:00Z",
  "last_activity_at": "2026-11-14T15:30:00Z",
  "facts": { "amount": 120000, "implied_needs": 2 },
  "contacts": [ { "name": "D. Reyes", "stance": "neutral", "met": false } ],
  "history": [ { "to": "investigating", "at": "2026-10-20T08:00:00Z", "actor": "rep" } ]
}"#;

fn now() -> Timestamp {
    Timestamp::parse("2026-11-23T09:00:00Z").expect("a moment")
}

/// The main job, line by line as the interface promises it.
#[test]
fn the_main_job() -> Result<(), Box<dyn Error>> {
    let library = Library::builtin();
    let playbook = library.compile("spin")?;
    let deal: Deal = serde_json::from_str(DEAL)?;

    let assessment = playbook.assess(&deal, now())?;
    assert!(!assessment.actions.is_empty());
    for action in &assessment.actions {
        assert!(!format!("{:>3} {}", action.score, action.text).trim().is_empty());
    }

    let verdict = playbook.check_move(&deal, &Move::to("demonstrating"), now())?;
    assert!(!verdict.is_allowed());
    assert_eq!(verdict.outcome, Outcome::Blocked);
    for unmet in &verdict.unmet {
        assert!(unmet.criterion.starts_with("spin."), "{}", unmet.criterion);
        assert!(!unmet.otherwise.is_empty());
        assert!(unmet.state != UnmetState::Unknown || !unmet.missing.is_empty(), "{unmet:?}");
    }

    for audience in [Audience::Rep, Audience::Manager, Audience::Assistant] {
        let prompt = playbook.coach(&deal, audience, "en", now())?;
        assert!(prompt.text.contains("Northwind renewal"), "{}", prompt.text);
    }
    Ok(())
}

/// A playbook also comes from a text, and knows its stages.
#[test]
fn a_playbook_from_a_text() -> Result<(), dealgraph::Error> {
    let playbook = Playbook::from_toml(
        r#"
            dealgraph = 1
            [process]
            id = "small"
            name = "Small"
            version = "0.1.0"
            [[stage]]
            id = "only"
            name = "Only"
              [[stage.exit]]
              id = "priced"
              when = "amount > 0"
              otherwise = "No amount yet"
            [[stage]]
            id = "won"
            name = "Won"
            type = "won"
            [[stage]]
            id = "lost"
            name = "Lost"
            type = "lost"
        "#,
    )?;
    let graph: &StageGraph = playbook.graph();
    assert_eq!(graph.as_petgraph().node_count(), 3);
    assert_eq!(graph.first(), graph.find("only"));

    let deal = Deal::new("D-1", "only");
    let verdict = playbook.check_move(&deal, &Move::to("won"), now())?;
    let unmet: Vec<_> =
        verdict.unmet.iter().map(|unmet| (&*unmet.criterion, unmet.state)).collect();
    assert_eq!(unmet, [("small.priced", UnmetState::Unknown)]);
    assert_eq!(verdict.unmet[0].otherwise, "No amount yet");
    assert_eq!(verdict.unmet[0].missing, ["amount"]);
    Ok(())
}

/// Unusable input is an error that says what would mend it; nothing panics.
#[test]
fn unusable_input_is_an_error() -> Result<(), dealgraph::Error> {
    let library = Library::builtin();
    let unknown = library.compile("spinn").map(drop).expect_err("no such rule set");
    assert_eq!(unknown.code(), "unknown_rule_set");
    assert_eq!(unknown.help().as_deref(), Some("did you mean `spin`?"));

    let playbook = library.compile("spin")?;
    let nowhere = Deal::new("D-1", "investigatin");
    let error = playbook.assess(&nowhere, now()).expect_err("no such stage");
    assert_eq!(error.code(), "unknown_stage");
    let deal = Deal::new("D-1", "investigating");
    let error = playbook.check_move(&deal, &Move::to("gone"), now()).expect_err("no such stage");
    assert_eq!(error.code(), "unknown_stage");

    let defects = Playbook::from_toml("dealgraph = 1\n").map(drop).expect_err("no header");
    assert_eq!(defects.code(), "rule_set");
    let found: Vec<Diagnostic> = library.check(Source::new("empty.toml", "dealgraph = 1\n"));
    assert!(found.iter().any(Diagnostic::is_error));
    Ok(())
}

/// Everything may be sent to and shared between threads, and a playbook is cheap to clone.
#[test]
fn shared_between_threads() -> Result<(), Box<dyn Error>> {
    fn shareable<T: Send + Sync + 'static>() {}
    fn result<T: Send + Sync + Clone + PartialEq + serde::Serialize + 'static>() {}
    shareable::<Library>();
    shareable::<RuleSet>();
    shareable::<Playbook>();
    shareable::<StageGraph>();
    shareable::<dealgraph::Error>();
    shareable::<Move>();
    result::<Deal>();
    result::<Facts>();
    result::<Assessment>();
    result::<Verdict>();
    result::<Unmet>();
    result::<Action>();
    result::<Prompt>();
    result::<Signal>();
    result::<Scorecard>();
    result::<Diagnostic>();

    assert_eq!(size_of::<Playbook>(), size_of::<usize>());
    let playbook = Library::builtin().compile("spin")?;
    let deal: Deal = serde_json::from_str(DEAL)?;
    let here = playbook.assess(&deal, now())?;
    let elsewhere = playbook.clone();
    let there = std::thread::spawn(move || elsewhere.assess(&deal, now()));
    assert_eq!(there.join().expect("the other thread ends well")?, here);
    assert_eq!(playbook.rule_set().id.as_str(), "spin");
    Ok(())
}

/// Results cross to JSON with the words of the interface.
#[test]
fn results_as_json() -> Result<(), Box<dyn Error>> {
    let playbook = Library::builtin().compile("spin")?;
    let deal: Deal = serde_json::from_str(DEAL)?;
    let verdict = playbook.check_move(&deal, &Move::to("demonstrating"), now())?;
    let json = serde_json::to_value(&verdict)?;
    assert_eq!(json["outcome"], "blocked");
    assert_eq!(json["kind"], "forward");
    for key in ["criterion", "state", "missing", "otherwise", "fixes", "at"] {
        assert!(json["unmet"][0].get(key).is_some(), "{key}");
    }
    let json = serde_json::to_value(playbook.assess(&deal, now())?)?;
    for key in ["deal", "playbook", "now", "progress", "actions", "signals", "moves", "scorecards"]
    {
        assert!(json.get(key).is_some(), "{key}");
    }
    Ok(())
}
