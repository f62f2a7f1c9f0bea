//! Verdicts held against a second opinion that was written from the format's description alone.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod oracle;
mod sample;

use std::collections::{BTreeMap, BTreeSet};

use dealgraph::{MoveKind, Unmet, UnmetState, Verdict};
use oracle::{Judgement, judge, worlds};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use sample::{config, now};

/// What the stage graph itself refuses.
fn refusals(verdict: &Verdict) -> Vec<&str> {
    let ids = verdict.unmet.iter().map(|unmet| unmet.criterion.as_str());
    ids.filter(|id| id.starts_with("move.") && !["move.actor", "move.reason"].contains(id))
        .collect()
}

fn states(unmet: &[Unmet]) -> BTreeMap<String, UnmetState> {
    unmet.iter().map(|unmet| (unmet.criterion.clone(), unmet.state)).collect()
}

/// What differs, in words; empty when the two agree.
fn differences(expected: &Judgement, verdict: &Verdict) -> Vec<String> {
    let mut found = Vec::new();
    let mut differ = |what: &str, differs: bool, wanted: String, got: String| {
        if differs {
            found.push(format!("{what}: expected {wanted}, got {got}"));
        }
    };
    let outcome = (expected.outcome, verdict.outcome);
    differ("outcome", outcome.0 != outcome.1, format!("{outcome:?}"), format!("{:?}", outcome.1));
    let kinds = &expected.kinds;
    let fits = kinds.is_empty() || kinds.contains(&verdict.kind);
    differ("kind", !fits, format!("{kinds:?}"), format!("{:?}", verdict.kind));
    let refused: Vec<&str> = expected.refused.into_iter().collect();
    let got = refusals(verdict);
    differ("refusal", refused != got, format!("{refused:?}"), format!("{got:?}"));
    if expected.refused.is_some() {
        return found;
    }
    let (unmet, warnings) = (states(&verdict.unmet), states(&verdict.warnings));
    // Two steps of a skip may ask for different actors, or reasons: each says which.
    let listed = verdict.unmet.iter().filter(|u| !u.criterion.starts_with("move.")).count();
    let asked = unmet.keys().filter(|id| !id.starts_with("move.")).count();
    let once = asked == listed && warnings.len() == verdict.warnings.len();
    differ("listed twice", !once, "each once".to_owned(), format!("{:?}", verdict.unmet));
    differ("unmet", unmet != expected.unmet, format!("{:?}", expected.unmet), format!("{unmet:?}"));
    let wanted = &expected.warnings;
    differ("warnings", warnings != *wanted, format!("{wanted:?}"), format!("{warnings:?}"));
    let through: Vec<String> = verdict.through.iter().map(ToString::to_string).collect();
    let wanted = &expected.through;
    differ("through", through != *wanted, format!("{wanted:?}"), format!("{through:?}"));
    found
}

proptest! {
    #![proptest_config(config())]

    /// Every move of every deal is judged as the format says.
    #[test]
    fn the_library_judges_as_the_format_says(world in worlds()) {
        let playbook = world.playbook();
        prop_assert_eq!(playbook.verify(), Ok(()));
        let deal = world.library_deal();
        for asked in &world.moves {
            let verdict = playbook.check_move(&deal, &asked.for_library(), now());
            let verdict = verdict.expect("a generated deal can be judged");
            let expected = judge(&world.process, &world.deal, asked);
            let found = differences(&expected, &verdict);
            prop_assert!(found.is_empty(), "{:?}\n{}", asked, found.join("\n"));
        }
    }
}

/// The generated moves are of every kind and get every answer, so that agreeing means something.
#[test]
fn the_generated_moves_cover_every_kind_and_answer() {
    let mut runner = TestRunner::deterministic();
    let mut seen = BTreeSet::new();
    for _ in 0..1000 {
        let world = worlds().new_tree(&mut runner).expect("a world").current();
        for asked in &world.moves {
            let judged = judge(&world.process, &world.deal, asked);
            seen.extend(judged.unmet.values().map(|state| format!("{state:?}")));
            seen.insert(match (judged.refused, judged.kinds.first()) {
                (Some(refusal), _) => refusal.to_owned(),
                (None, kind) => format!("{kind:?} {:?}", judged.outcome),
            });
        }
    }
    use MoveKind::{Back, Create, Forward, Lose, Park, Reopen, Resume, Skip, Stay};
    let refusals = ["no_way", "skip", "back", "start", "return"].map(|id| format!("move.{id}"));
    let states = ["False", "Unknown", "Unverified", "Stale"].map(str::to_owned);
    let ways = [Create, Forward, Skip, Back, Lose, Park, Resume, Reopen];
    let of = |kind| ["Allowed", "Blocked"].map(|outcome| format!("{:?} {outcome}", Some(kind)));
    let overridden = [Create, Forward, Skip].into_iter().flat_map(|kind| {
        ["NeedsOverride", "Overridden"].map(|outcome| format!("{:?} {outcome}", Some(kind)))
    });
    let wanted = refusals.into_iter().chain(states).chain(ways.into_iter().flat_map(of));
    for answer in wanted.chain(overridden).chain([format!("{:?} Allowed", Some(Stay))]) {
        assert!(seen.contains(&answer), "no move is {answer}: {seen:#?}");
    }
}
