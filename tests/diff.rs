//! What is said about two versions of a playbook, held against what the two do with deals.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use dealgraph::{
    Code, Deal, DealEffects, Difference, Library, Move, Playbook, Shift, StageMap, Timestamp,
};
use proptest::prelude::*;
use serde_json::json;

const NOW: &str = "2026-11-23T12:00:00Z";

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

/// A process whose only gate has this criterion.
fn version(criterion: &str) -> Playbook {
    Playbook::from_toml(&format!(
        r#"
dealgraph = 1
process = {{ id = "acme", name = "Acme", version = "1.0.0" }}
[field.seats]
type = "integer"
min = 0
max = 50
label = "Seats"
[field.segment]
type = "choice"
values = ["small", "middle", "large"]
label = "Segment"
[field.ready]
type = "bool"
label = "Ready"
[field.approved]
type = "integer"
label = "Approved seats"
[[stage]]
id = "offer"
[[stage.exit]]
id = "gate"
{criterion}
[[stage]]
id = "won"
type = "won"
[[stage]]
id = "lost"
type = "lost"
"#
    ))
    .unwrap()
}

fn between(old: &Playbook, new: &Playbook) -> Difference {
    old.diff(new, &StageMap::new())
}

fn way_to_won(difference: &Difference) -> &dealgraph::GateChange {
    difference.gates.iter().find(|gate| gate.to == "won").unwrap()
}

fn codes(difference: &Difference) -> Vec<Code> {
    difference.findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn every_built_in_decides_as_it_does() {
    let library = Library::builtin();
    for rules in library.rule_sets() {
        let id = rules.id();
        let Ok(playbook) = library.compile(id.as_str()) else { continue };
        let difference = between(&playbook, &playbook);
        assert!(difference.decides_the_same && difference.only_texts(), "{id}");
        assert!(difference.findings.is_empty(), "{id}: {:?}", difference.findings);
    }
}

#[test]
fn gates_are_compared_by_what_they_let_through() {
    for (old, new, shift) in [
        ("when = \"seats > 4\"", "when = \"!(seats <= 4)\"", Shift::Same),
        ("when = \"seats > 4\"", "when = \"seats >= 5\"", Shift::Same),
        ("when = \"seats >= 5\"", "when = \"seats >= 6\"", Shift::Stricter),
        ("when = \"ready\"", "when = \"ready || segment == 'large'\"", Shift::Looser),
        ("when = \"seats < 20\"", "when = \"seats > 10\"", Shift::Both),
        ("when = \"ready\"", "when = \"ready\"\nevidence = \"stated\"", Shift::Stricter),
        ("when = \"ready\"\nfresh = \"30d\"", "when = \"ready\"\nfresh = \"90d\"", Shift::Looser),
        ("when = \"ready\"", "when = \"ready\"\nseverity = \"warn\"", Shift::Looser),
        ("when = \"has(seats)\"", "when = \"seats >= 0\"", Shift::Same),
    ] {
        let difference = between(&version(old), &version(new));
        assert_eq!(way_to_won(&difference).shift, shift, "{old} against {new}");
        assert_eq!(difference.decides_the_same, shift == Shift::Same, "{old} against {new}");
    }
}

#[test]
fn an_override_that_is_gone_is_no_matter_of_words() {
    let old = version("when = \"ready\"\noverride = [\"boss\"]");
    let difference = between(&old, &version("when = \"ready\""));
    assert_eq!(way_to_won(&difference).besides, ["override"]);
    assert!(!difference.decides_the_same);
}

#[test]
fn a_stage_that_is_gone_needs_a_place_for_its_deals() {
    let staged = |stage: &str| {
        format!(
            r#"
dealgraph = 1
process = {{ id = "acme", name = "Acme", version = "1.0.0" }}
[[stage]]
id = "qualify"
[[stage.exit]]
id = "worth_it"
when = "amount > 1000"
[[stage]]
id = "{stage}"
[[stage]]
id = "won"
type = "won"
[[stage]]
id = "lost"
type = "lost"
"#
        )
    };
    let [old, new] = ["proposal", "offer"].map(|id| Playbook::from_toml(&staged(id)).unwrap());
    let lost = between(&old, &new);
    assert!(codes(&lost).contains(&Code::StageGone));
    let map = StageMap::from([("proposal".to_owned(), "offer".to_owned())]);
    let mapped = old.diff(&new, &map);
    assert!(!codes(&mapped).contains(&Code::StageGone), "{:?}", mapped.findings);
    assert!(mapped.gates.iter().all(dealgraph::GateChange::is_same));
    let deal: Deal = serde_json::from_value(json!({ "id": "D-1", "stage": "proposal" })).unwrap();
    let effect = old.effect_on(&new, &StageMap::new(), &deal, now()).unwrap().unwrap();
    assert_eq!(effect.stage_gone.as_deref(), Some("proposal"));
    assert_eq!(old.effect_on(&new, &map, &deal, now()).unwrap(), None);
}

#[test]
fn deals_that_are_treated_differently_are_named() {
    let (old, new) = (version("when = \"seats >= 5\""), version("when = \"seats >= 10\""));
    let mut effects = DealEffects::default();
    for (id, seats) in [("A", 3), ("B", 7), ("C", 12)] {
        let facts = json!({ "seats": seats });
        let deal = json!({ "id": id, "stage": "offer", "facts": facts });
        let deal: Deal = serde_json::from_value(deal).unwrap();
        effects.add(old.effect_on(&new, &StageMap::new(), &deal, now()).unwrap());
    }
    assert_eq!((effects.deals, effects.counts().blocked, effects.counts().opened), (3, 1, 0));
    assert_eq!(effects.affected[0].deal, "B");
    assert_eq!(effects.affected[0].blocked[0].unmet, ["acme.gate"]);
}

#[test]
fn what_is_not_looked_into_is_not_claimed() {
    let old = version("when = \"seats <= approved\"");
    let new = version("when = \"seats <= approved + 0\"");
    let shift = way_to_won(&between(&old, &new)).shift;
    assert!(matches!(shift, Shift::Same | Shift::Undecided), "{shift:?}");
}

/// A process in which what the tests change has a place of its own.
const BASE: &str = r#"
dealgraph = 1
[process]
id = "acme"
name = "Acme"
version = "1.0.0"
[field.seats]
type = "integer"
min = 0
label = "Seats"
[field.fit]
type = "bool"
label = "Fit"
[[stage]]
id = "qualify"
name = "Qualify"
[[stage.entry]]
id = "asked"
when = "has(seats)"
[[stage.exit]]
id = "worth_it"
when = "seats >= 5"
[[stage.exit]]
id = "hint"
when = "fit"
severity = "warn"
[[stage]]
id = "proposal"
name = "Proposal"
[[stage.exit]]
id = "strong"
when = "score.strength >= 50.0"
override = ["boss"]
[[stage]]
id = "rest"
type = "parked"
[[stage]]
id = "won"
type = "won"
[[stage]]
id = "lost"
type = "lost"
[[transition]]
from = "qualify"
to = "proposal"
[[transition]]
from = "proposal"
to = "won"
actors = ["rep", "boss"]
[[transition]]
from = "*"
to = "lost"
[[transition]]
from = "*"
to = "rest"
[scorecard.strength]
name = "Strength"
[[scorecard.strength.item]]
id = "large"
when = "seats >= 20"
points = 50
[[scorecard.strength.item]]
id = "fitting"
when = "fit"
points = 50
[question.size]
stages = ["qualify"]
ask = "How many?"
fills = ["seats"]
"#;

/// The base process with some of its text replaced.
fn changed(edits: &[(&str, &str)]) -> Playbook {
    let mut text = BASE.to_owned();
    for (old, new) in edits {
        assert!(text.contains(old), "{old}");
        text = text.replace(old, new);
    }
    Playbook::from_toml(&text).unwrap_or_else(|error| panic!("{edits:?}: {error}"))
}

#[test]
fn an_entry_counts_where_a_deal_begins_or_comes_back() {
    let difference = between(&changed(&[]), &changed(&[("has(seats)", "seats >= 1")]));
    let entry = difference.gates.iter().find(|gate| gate.from.is_none()).unwrap();
    assert_eq!((&*entry.to, entry.shift), ("qualify", Shift::Stricter));
    assert!(!difference.decides_the_same);
    assert!(codes(&difference).contains(&Code::Stranded), "{:?}", difference.findings);
}

#[test]
fn a_gate_that_asks_for_a_score_changes_with_its_scorecard() {
    let difference = between(&changed(&[]), &changed(&[("seats >= 20", "seats >= 30")]));
    assert_eq!(way_to_won(&difference).besides, ["score acme.strength"]);
    assert!(!difference.decides_the_same);
    assert_eq!(difference.scorecards.changed[0].0, "acme.strength");
}

#[test]
fn a_criterion_that_only_warns_is_no_matter_of_words() {
    let edits =
        [("when = \"fit\"\nseverity", "when = \"!fit\"\nseverity"), ("\"Qualify\"", "\"Look\"")];
    let difference = between(&changed(&[]), &changed(&edits));
    assert!(difference.decides_the_same);
    assert_eq!(difference.criteria.changed, [("acme.hint".to_owned(), vec!["when".to_owned()])]);
    let found = codes(&difference);
    assert!(!found.contains(&Code::TextsOnly) && found.contains(&Code::SameVersion), "{found:?}");
}

#[test]
fn criteria_with_one_id_in_several_places_are_told_by_their_places() {
    let requires = "[[stage.exit]]\nrequires = [\"amount\"]\n";
    let exit = "[[stage.exit]]\nid = \"strong\"";
    let twice = [
        ("[[stage.exit]]\nid = \"hint\"", &*format!("{requires}[[stage.exit]]\nid = \"hint\"")),
        (exit, &format!("{requires}{exit}")),
    ];
    let both = changed(&twice);
    assert!(between(&both, &both).criteria.is_empty());
    let warned = requires.replace("\"]\n", "\"]\nseverity = \"warn\"\n");
    let other = changed(&[twice[0], (exit, &format!("{warned}{exit}"))]);
    let difference = between(&both, &other);
    let id = "acme.has_amount (exit of proposal)".to_owned();
    assert_eq!(difference.criteria.changed, [(id, vec!["severity".to_owned()])]);
}

#[test]
fn policies_and_terms_are_findings() {
    for (edit, fewer, more) in [
        (("version = \"1.0.0\"", "version = \"1.1.0\"\nback = \"never\""), 1, 0),
        (("version = \"1.0.0\"", "version = \"1.1.0\"\nskip = \"never\""), 1, 0),
        (("version = \"1.0.0\"", "version = \"1.1.0\"\nstart = [\"qualify\"]"), 1, 0),
        (("actors = [\"rep\", \"boss\"]", "actors = [\"boss\"]"), 1, 0),
        (("actors = [\"rep\", \"boss\"]", ""), 0, 1),
        (("actors = [\"rep\", \"boss\"]", "actors = [\"boss\", \"rep\"]"), 0, 0),
        (("actors = [\"rep\", \"boss\"]", "actors = [\"boss\", \"cfo\"]"), 1, 1),
        (("override = [\"boss\"]", "override = [\"boss\", \"cfo\"]"), 0, 1),
        (("from = \"*\"\nto = \"rest\"", "from = \"qualify\"\nto = \"rest\""), 1, 0),
        (
            (
                "from = \"proposal\"\nto = \"won\"",
                "from = [\"qualify\", \"proposal\"]\nto = \"won\"",
            ),
            0,
            0,
        ),
    ] {
        let (old, new) = (changed(&[]), changed(&[edit]));
        let count = |difference: &Difference, code| {
            codes(difference).into_iter().filter(|known| *known == code).count()
        };
        let there = between(&old, &new);
        let back = between(&new, &old);
        let found = (count(&there, Code::Stranded), count(&there, Code::Opened));
        assert_eq!(found, (fewer, more), "{edit:?}: {:?}", there.findings);
        let found = (count(&back, Code::Stranded), count(&back, Code::Opened));
        assert_eq!(found, (more, fewer), "{edit:?}, the other way round: {:?}", back.findings);
    }
}

/// A finding about one thing points at it: in the newer version, or where it is gone, in the older.
#[test]
fn findings_point_at_what_they_are_about() {
    for (edit, code, pointed) in [
        (("seats >= 5", "seats >= 10"), Code::Stranded, "\"seats >= 10\""),
        (("seats >= 5", "seats >= 1"), Code::Opened, "\"seats >= 1\""),
        (("\"rest\"", "\"nap\""), Code::StageGone, "rest"),
        (("min = 0", "min = 3"), Code::Narrowed, "seats"),
        (("\"integer\"", "\"number\""), Code::TypeChanged, "seats"),
        (("\"parked\"", "\"lost\""), Code::OtherMeaning, "rest"),
        (("seats >= 5", "seats >= 6"), Code::SameVersion, "1.0.0"),
    ] {
        let found = between(&changed(&[]), &changed(&[edit])).findings;
        let finding = found.iter().find(|finding| finding.code == code).expect("a finding");
        let place = &finding.primary.as_ref().expect("a place").location;
        assert_eq!(place.source.slice(place.span), pointed, "{finding}");
    }
}

#[test]
fn what_has_only_another_id_is_renamed() {
    let edits = [
        ("id = \"proposal\"", "id = \"offer\""),
        ("to = \"proposal\"", "to = \"offer\""),
        ("from = \"proposal\"", "from = \"offer\""),
        ("question.size", "question.count"),
        ("\"worth_it\"", "\"large_enough\""),
    ];
    let (old, new) = (changed(&[]), changed(&edits));
    let difference = between(&old, &new);
    let pair = |old: &str, new: &str| (old.to_owned(), new.to_owned());
    assert_eq!(difference.stages.renamed, [pair("proposal", "offer")]);
    assert_eq!(difference.questions.renamed, [pair("acme.size", "acme.count")]);
    assert_eq!(difference.criteria.renamed, [pair("acme.worth_it", "acme.large_enough")]);
    assert!(difference.transitions.is_empty(), "{:?}", difference.transitions);
    assert!(difference.gates.iter().all(dealgraph::GateChange::is_same));
    let gone = difference.findings.iter().find(|finding| finding.code == Code::StageGone).unwrap();
    assert!(gone.help.as_ref().unwrap().contains("--map proposal=offer"), "{gone:?}");
    let map = StageMap::from([pair("proposal", "offer")]);
    assert!(!codes(&old.diff(&new, &map)).contains(&Code::StageGone));
}

#[test]
fn a_stage_with_other_gates_or_figures_is_no_renamed_one() {
    for more in ["probability = 0.4", "[[stage.entry]]\nid = \"new\"\nwhen = \"fit\""] {
        let edits = [
            ("name = \"Proposal\"", &*format!("name = \"Proposal\"\n{more}")),
            ("id = \"proposal\"", "id = \"offer\""),
            ("to = \"proposal\"", "to = \"offer\""),
            ("from = \"proposal\"", "from = \"offer\""),
        ];
        let difference = between(&changed(&[]), &changed(&edits));
        assert!(difference.stages.renamed.is_empty(), "{more}");
        assert_eq!(difference.stages.removed, ["proposal"]);
    }
}

#[test]
fn two_ways_between_the_same_stages_are_compared_one_by_one() {
    let way = "[[transition]]\nfrom = \"qualify\"\nto = \"proposal\"\n";
    let guard = |when: &str| format!("[[transition.guard]]\nid = \"g\"\nwhen = \"{when}\"\n");
    let two = |when: &str| changed(&[(way, &format!("{way}{way}{}", guard(when)))]);
    assert!(between(&two("fit"), &two("fit")).decides_the_same);
    assert!(!between(&two("fit"), &two("!fit")).decides_the_same);
}

#[test]
fn deals_whose_moves_need_an_override_now_or_lead_to_a_new_stage_are_named() {
    let deal = |id: &str, stage: &str, facts: serde_json::Value| -> Deal {
        serde_json::from_value(json!({ "id": id, "stage": stage, "facts": facts })).unwrap()
    };
    let old = changed(&[("actors = [\"rep\", \"boss\"]", "")]);
    let stricter = changed(&[("actors = [\"rep\", \"boss\"]", ""), ("50.0", "90.0")]);
    let strong = deal("A", "proposal", json!({ "seats": 30 }));
    let effect = old.effect_on(&stricter, &StageMap::new(), &strong, now()).unwrap().unwrap();
    assert_eq!((&*effect.blocked[0].to, effect.blocked[0].overridable), ("won", true));
    let effect = stricter.effect_on(&old, &StageMap::new(), &strong, now()).unwrap().unwrap();
    assert_eq!(effect.opened, ["won"]);
    let rest = "[[stage]]\nid = \"rest\"";
    let close = "[[stage]]\nid = \"close\"\n[[stage.exit]]\nid = \"fits\"\nwhen = \"fit\"\n";
    let way = "from = \"proposal\"\nto = \"won\"";
    let ways = "from = [\"qualify\", \"proposal\"]\nto = \"close\"\n[[transition]]\nfrom = \"close\"\nto = \"won\"";
    let actors = ("actors = [\"rep\", \"boss\"]", "");
    let more = changed(&[actors, (rest, &format!("{close}{rest}")), (way, ways)]);
    let large = deal("B", "qualify", json!({ "seats": 30 }));
    let effect = old.effect_on(&more, &StageMap::new(), &large, now()).unwrap().unwrap();
    assert_eq!(effect.opened, ["close"]);
    assert_eq!(effect.blocked[0].to, "won");
}

#[test]
fn the_history_of_a_deal_follows_its_stages() {
    let renamed = [
        ("id = \"proposal\"", "id = \"offer\""),
        ("to = \"proposal\"", "to = \"offer\""),
        ("from = \"proposal\"", "from = \"offer\""),
    ];
    let history = json!([{ "to": "proposal", "at": NOW }, { "to": "rest", "at": NOW }]);
    let deal = json!({ "id": "A", "stage": "rest", "history": history });
    let deal: Deal = serde_json::from_value(deal).unwrap();
    let map = StageMap::from([("proposal".to_owned(), "offer".to_owned())]);
    let effect = changed(&[]).effect_on(&changed(&renamed), &map, &deal, now()).unwrap();
    assert_eq!(effect, None);
}

/// Edits of the base process, some of which change nothing that decides.
const EDITS: [(&str, &str); 14] = [
    ("has(seats)", "seats >= 0"),
    ("has(seats)", "seats >= 1"),
    ("seats >= 5", "!(seats < 5)"),
    ("seats >= 5", "seats > 5"),
    ("when = \"fit\"\nseverity", "when = \"!fit\"\nseverity"),
    ("\"Qualify\"", "\"Look\""),
    ("seats >= 20", "20 <= seats"),
    ("seats >= 20", "seats >= 21"),
    ("override = [\"boss\"]", ""),
    ("actors = [\"rep\", \"boss\"]", "actors = [\"boss\", \"rep\"]"),
    ("actors = [\"rep\", \"boss\"]", "actors = [\"boss\"]"),
    ("version = \"1.0.0\"", "version = \"1.0.0\"\nback = \"never\""),
    ("version = \"1.0.0\"", "version = \"1.0.0\"\nstart = [\"qualify\"]"),
    ("to = \"lost\"", "to = \"lost\"\nreasons = [\"price\"]"),
];

/// Every verdict on every move of some deals, by every actor.
fn verdicts(playbook: &Playbook) -> Vec<(dealgraph::Outcome, bool)> {
    let mut verdicts = Vec::new();
    let stages = [None, Some("qualify"), Some("proposal"), Some("rest"), Some("won"), Some("lost")];
    for (stage, seats) in stages
        .iter()
        .flat_map(|stage| [None, Some(0), Some(5), Some(6), Some(20)].map(|seats| (stage, seats)))
    {
        for fit in [None, Some(true), Some(false)] {
            let facts = json!({ "seats": seats, "fit": fit });
            let history = json!([{ "to": "proposal", "at": NOW }]);
            let deal = json!({ "id": "D", "stage": stage, "facts": facts, "history": history });
            let deal: Deal = serde_json::from_value(deal).unwrap();
            for to in stages.iter().flatten() {
                for actor in ["rep", "boss"] {
                    let asked = Move::to(*to).by(actor);
                    let verdict = playbook.check_move(&deal, &asked, now()).unwrap();
                    let past = asked.clone().overridden_by(actor);
                    let past = playbook.check_move(&deal, &past, now()).unwrap();
                    verdicts.push((verdict.outcome, past.is_allowed()));
                }
            }
        }
    }
    verdicts
}

#[test]
fn what_is_proven_to_decide_the_same_does_for_every_deal_that_is_tried() {
    let old = changed(&[]);
    let before = verdicts(&old);
    let mut proven = 0;
    for (place, one) in EDITS.into_iter().enumerate() {
        for far in [0, 3, 5] {
            let other = EDITS[(place + far) % EDITS.len()];
            if far > 0 && one.0 == other.0 {
                continue;
            }
            let edits = if far == 0 { vec![one] } else { vec![one, other] };
            let new = changed(&edits);
            let is_same = verdicts(&new) == before;
            let said = between(&old, &new);
            assert!(!said.decides_the_same || is_same, "{edits:?}");
            assert!(said.decides_the_same || !is_same, "needlessly cautious: {edits:?}");
            proven += usize::from(said.decides_the_same);
        }
    }
    assert!(proven >= 8, "only {proven}");
}

fn condition() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        (0..8_i64).prop_map(|n| format!("seats >= {n}")),
        (0..8_i64).prop_map(|n| format!("seats < {n}")),
        (0..8_i64).prop_map(|n| format!("seats == {n}")),
        Just("ready".to_owned()),
        Just("has(ready)".to_owned()),
        Just("segment == 'large'".to_owned()),
        Just("segment in ['small', 'middle']".to_owned()),
    ];
    leaf.prop_recursive(3, 12, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|one| format!("!({one})")),
            (inner.clone(), inner.clone()).prop_map(|(one, two)| format!("({one}) && ({two})")),
            (inner.clone(), inner).prop_map(|(one, two)| format!("({one}) || ({two})")),
        ]
    })
}

fn moves(playbook: &Playbook, deal: &Deal) -> bool {
    playbook.check_move(deal, &Move::to("won"), now()).unwrap().is_allowed()
}

/// Every combination of the facts that the conditions can tell apart.
fn deals() -> Vec<Deal> {
    let mut deals = Vec::new();
    for seats in -1..9_i64 {
        for segment in [None, Some("small"), Some("middle"), Some("large")] {
            for ready in [None, Some(true), Some(false)] {
                let seats = (seats >= 0).then_some(seats);
                let facts = json!({ "seats": seats, "segment": segment, "ready": ready });
                let deal = json!({ "id": "D", "stage": "offer", "facts": facts });
                deals.push(serde_json::from_value(deal).unwrap());
            }
        }
    }
    deals
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// A gate is said to have become stricter, looser, both or neither exactly when trying every
    /// deal shows it.
    #[test]
    fn the_shift_is_what_trying_every_deal_shows(one in condition(), other in condition()) {
        let [old, new] = [&one, &other].map(|text| version(&format!("when = \"{text}\"")));
        let difference = between(&old, &new);
        let (mut held_back, mut let_through) = (false, false);
        for deal in deals() {
            match (moves(&old, &deal), moves(&new, &deal)) {
                (true, false) => held_back = true,
                (false, true) => let_through = true,
                _ => {}
            }
        }
        let shift = match (held_back, let_through) {
            (true, true) => Shift::Both,
            (true, false) => Shift::Stricter,
            (false, true) => Shift::Looser,
            (false, false) => Shift::Same,
        };
        prop_assert_eq!(way_to_won(&difference).shift, shift, "{} against {}", one, other);
    }
}
