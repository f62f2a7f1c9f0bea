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
    for id in ["spin", "seven_step", "four_step"] {
        let playbook = library.compile(id).unwrap();
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
