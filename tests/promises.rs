//! What is promised of every rule set that comes along.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};

use dealgraph::{Deal, Language, Library, MoveKind, Playbook, StageKind, Timestamp};
use toml::{Table, Value};

/// The methodologies that own the stages of a deal and are translated.
const SIX: [&str; 6] = ["spin", "solution", "value", "inbound", "target_account", "conceptual"];
const PROCESSES: [&str; 2] = ["seven_step", "four_step"];
const CHECKLISTS: [&str; 3] = ["strategic", "meddpicc", "bant"];

fn now() -> Timestamp {
    Timestamp::parse("2026-11-23T09:00:00Z").unwrap()
}

/// Every rule set that deals are held against.
fn about_deals(library: &Library) -> Vec<String> {
    let ids = library.rule_sets().map(|rules| rules.id().to_string());
    ids.filter(|id| id != "market").collect()
}

/// A playbook in which all of a rule set shows: its own; for a checklist a process with it laid over.
fn playbook(library: &Library, id: &str) -> Playbook {
    let name = if CHECKLISTS.contains(&id) { format!("seven_step+{id}") } else { id.to_owned() };
    library.compile(&name).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn document(library: &Library, id: &str) -> Table {
    library.rule_set(id).unwrap().source().text().parse().unwrap()
}

fn section<'t>(document: &'t Table, name: &str) -> Vec<(&'t String, &'t Value)> {
    document.get(name).and_then(Value::as_table).into_iter().flatten().collect()
}

/// `check` proves that every condition of a gate can hold and can fail, that every play and signal
/// can show, that won can be reached from every open stage, and that something helps with every
/// criterion. It finds nothing, and nothing of that is silenced.
#[test]
fn check_finds_nothing_and_is_not_kept_from_it() {
    /// What is inexact is shown by a deal below; stages of preparation are meant to be the seller's.
    const MEANT: [&str; 2] = ["DG0308", "DG0605"];
    let library = Library::builtin();
    for rules in library.rule_sets() {
        let found = library.check(rules.source().clone());
        assert!(found.is_empty(), "{}: {found:#?}", rules.id());
        let text = rules.source().text();
        let silenced = text.match_indices("code = \"DG").map(|(at, _)| &text[at + 8..at + 14]);
        for code in silenced {
            assert!(MEANT.contains(&code), "{} silences {code}", rules.id());
        }
    }
}

/// Content whose condition `check` cannot decide shows with some deal of the scenarios.
#[test]
fn what_cannot_be_decided_shows_with_a_deal() {
    let library = Library::builtin();
    for id in about_deals(&library) {
        let document = document(&library, &id);
        let undecided = |kind: &'static str| {
            let all = section(&document, kind).into_iter();
            let silenced = all.filter(|(_, it)| it.to_string().contains("DG0308"));
            silenced.map(|(name, _)| name.clone()).collect::<BTreeSet<String>>()
        };
        let mut wanted: BTreeSet<String> = undecided("play");
        wanted.extend(undecided("signal"));
        if wanted.is_empty() {
            continue;
        }
        let text = std::fs::read_to_string(format!("tests/scenarios/{id}.toml")).unwrap();
        let scenario: Table = text.parse().unwrap();
        let playbook = playbook(&library, &id);
        for sick in scenario["sick"].as_array().unwrap() {
            let deal: Deal = serde_json::from_str(sick["deal"].as_str().unwrap()).unwrap();
            let now = Timestamp::parse(sick["now"].as_str().unwrap()).unwrap();
            let assessment = playbook.assess(&deal, now).unwrap();
            let plays = assessment.actions.iter().map(|action| &action.id);
            let shown = plays.chain(assessment.signals.iter().map(|signal| &signal.id));
            for name in shown {
                wanted.remove(name.rsplit('.').next().unwrap());
            }
        }
        assert!(wanted.is_empty(), "{id}: no deal of the scenarios shows {wanted:?}");
    }
}

/// Every question can be asked and every script used in some stage that is not lost, and every play
/// made in some stage.
#[test]
fn everything_has_a_stage_to_show_in() {
    let library = Library::builtin();
    for id in about_deals(&library) {
        let playbook = playbook(&library, &id);
        let graph = playbook.graph();
        let stages: Vec<_> = graph
            .stages()
            .filter(|(_, stage)| stage.kind() != StageKind::Lost)
            .map(|(ix, _)| ix)
            .collect();
        for question in playbook.questions() {
            assert!(stages.iter().any(|ix| question.is_shown_in(*ix)), "{}", question.id());
        }
        for play in playbook.plays() {
            assert!(graph.stages().any(|(ix, _)| play.is_shown_in(ix)), "{}", play.id());
        }
        for script in playbook.scripts() {
            assert!(stages.iter().any(|ix| script.is_shown_in(*ix)), "{}", script.id());
        }
    }
}

/// Every fact is filled by some play or question, unless the host sets it.
#[test]
fn every_fact_is_filled_by_something() {
    let library = Library::builtin();
    for rules in library.rule_sets() {
        let document = document(&library, rules.id().as_str());
        let content = section(&document, "play").into_iter().chain(section(&document, "question"));
        let filled: BTreeSet<&str> = content
            .filter_map(|(_, it)| it.get("fills")?.as_array())
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        for (field, definition) in section(&document, "field") {
            let by_host = |key| definition.get(key).and_then(Value::as_bool) == Some(true);
            let is_filled = filled.contains(field.as_str());
            assert!(is_filled || by_host("circumstance"), "{}: nothing fills {field}", rules.id());
        }
    }
}

/// The six are worked out in full.
#[test]
fn the_six_have_what_a_whole_methodology_has() {
    let library = Library::builtin();
    for id in SIX {
        let document = document(&library, id);
        let playbook = library.compile(id).unwrap();
        let open = playbook.graph().stages().filter(|(_, stage)| stage.is_open()).count();
        assert!((6..=9).contains(&open), "{id} has {open} open stages");
        let written = document["transition"].as_array().unwrap().len();
        assert!(written >= 12, "{id} has {written} transitions");
        for kind in ["play", "signal", "question"] {
            let count = section(&document, kind).len();
            assert!(count >= 20, "{id} has {count} {kind}s");
        }
        for kind in ["role", "scorecard", "question_kind", "model", "script"] {
            assert!(!section(&document, kind).is_empty(), "{id} has no {kind}");
        }
        let scripts = section(&document, "script");
        for channel in ["call", "email", "meeting"] {
            let used = scripts.iter().any(|(_, it)| it["channel"].as_str() == Some(channel));
            assert!(used, "{id} has no script for a {channel}");
        }
        for part in ["prospecting", "relationships", "closing"] {
            assert!(document["strategy"].get(part).is_some(), "{id} says nothing of {part}");
        }
        assert!(document["fit"].as_array().is_some_and(|fits| fits.len() >= 10), "{id}");
        let source = document["methodology"]["source"].as_str().unwrap();
        let mut numbers = source.split(|c: char| !c.is_ascii_digit());
        let has_year = numbers.any(|number| number.len() == 4 && number.starts_with(['1', '2']));
        assert!(source.contains("not affiliated") && has_year, "{id}: {source}");
    }
}

/// Where nothing is known of a deal, each criterion that shuts the way ahead names what would help,
/// and something is suggested that opens it.
#[test]
fn a_shut_gate_has_an_action_that_helps() {
    let library = Library::builtin();
    for id in about_deals(&library) {
        let playbook = playbook(&library, &id);
        let mut shut = 0;
        for (_, stage) in playbook.graph().stages().filter(|(_, stage)| stage.is_open()) {
            let deal = Deal::new("D-1", stage.id().as_str());
            let assessment = playbook.assess(&deal, now()).unwrap();
            let next = assessment.progress.as_ref().and_then(|progress| progress.next.clone());
            let ahead = assessment.moves.iter().filter(|verdict| {
                verdict.kind == MoveKind::Forward
                    && !verdict.is_allowed()
                    && next.as_ref().is_some_and(|next| next.stage == verdict.to)
            });
            for verdict in ahead {
                shut += 1;
                for unmet in &verdict.unmet {
                    assert!(
                        !unmet.fixes.is_empty(),
                        "{id}: nothing helps with {}",
                        unmet.criterion
                    );
                }
                let helped = assessment.actions.iter().any(|action| !action.opens.is_empty());
                assert!(helped, "{id}: nothing in {} opens {}", stage.id(), verdict.to);
            }
        }
        assert!(shut > 0, "{id} has no gate");
    }
}

/// Each methodology can be laid over each process, alone and with a checklist beside it.
#[test]
fn every_methodology_lies_on_every_process() {
    let library = Library::builtin();
    let methodologies: Vec<String> =
        about_deals(&library).into_iter().filter(|id| !PROCESSES.contains(&&**id)).collect();
    assert!(methodologies.len() >= 12);
    for process in PROCESSES {
        for id in &methodologies {
            for name in [format!("{process}+{id}"), format!("{process}+{id}+meddpicc")] {
                if name.ends_with("meddpicc+meddpicc") {
                    continue;
                }
                let playbook = library.compile(&name).unwrap_or_else(|e| panic!("{name}: {e}"));
                assert_eq!(playbook.verify(), Ok(()), "{name}");
                assert_eq!(playbook.rule_set().id.as_str(), process);
                assert_eq!(playbook.laid_over()[0].id.as_str(), id);
                let front = format!("{id}.");
                let asked = playbook.criteria().any(|criterion| criterion.id().starts_with(&front));
                assert!(asked, "{name} asks nothing of {id}");
            }
        }
    }
}

/// Every text that is promised in Chinese is there, and nothing that is not in the rule set.
#[test]
fn what_is_promised_in_chinese_is_there() {
    let library = Library::builtin();
    for id in SIX.iter().chain(&PROCESSES).chain(&["market"]) {
        let found = library.check_file(format!("methodologies/zh-Hans/{id}.toml")).unwrap();
        assert!(found.is_empty(), "{id}: {found:#?}");
    }
}

/// A reader gets the nearest language that there is, or the rule set's own.
#[test]
fn languages_fall_back() {
    let names = |playbook: &Playbook| -> Vec<String> {
        playbook.graph().stages().map(|(_, stage)| stage.name().to_owned()).collect()
    };
    let library = Library::builtin();
    for id in SIX.iter().chain(&PROCESSES) {
        let own = library.compile(id).unwrap();
        let chinese = names(&own.in_language("zh-Hans"));
        let is_chinese =
            |name: &String| name.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert!(chinese.iter().all(is_chinese), "{id}: {chinese:?}");
        for tag in ["zh-CN", "zh-Hans-CN", "zh", "zh-SG", "ZH_cn"] {
            let playbook = own.in_language(tag);
            assert_eq!(names(&playbook), chinese, "{id} in {tag}");
            assert_eq!(playbook.language(), Language::SimplifiedChinese);
        }
        for tag in ["de", "fr-FR", "zh-TW", "en", "en-GB", ""] {
            assert_eq!(names(&own.in_language(tag)), names(&own), "{id} in {tag}");
        }
        assert_eq!(names(&own.in_language("zh").in_language("de")), names(&own), "{id} and back");
    }
}

/// A rule set means the same in every language: each translation has the stages, ways and criteria
/// of its rule set.
#[test]
fn a_translation_changes_words_only() {
    let library = Library::builtin();
    for id in SIX.iter().chain(&PROCESSES) {
        let own = library.compile(id).unwrap();
        let chinese = own.in_language("zh-Hans");
        let criteria = |playbook: &Playbook| -> BTreeMap<String, String> {
            let of =
                |c: &dealgraph::Criterion| (c.id().to_owned(), c.condition().text().to_owned());
            playbook.criteria().map(of).collect()
        };
        assert_eq!(criteria(&own), criteria(&chinese), "{id}");
    }
}
