//! Every kind of move, by example.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::unreachable,
    reason = "a test fails by panicking"
)]

use dealgraph::{
    Deal, Library, Move, MoveKind, Outcome, Playbook, Source, Timestamp, UnmetState, Verdict,
};

const ACME: &str = r#"
dealgraph = 1

[process]
id = "acme"
name = "Acme enterprise sales"
version = "2.1.0"

[field.decision_process_known]
type = "bool"
label = "Decision process mapped"

[field.discount_percent]
type = "percent"
label = "Discount"

[[stage]]
id = "qualify"
name = "Qualify"
  [[stage.exit]]
  id = "decision_known"
  when = "decision_process_known"
  otherwise = "Nobody has told us how they will decide"

[[stage]]
id = "discover"
name = "Discover"

[[stage]]
id = "propose"
name = "Propose"
  [[stage.entry]]
  id = "has_amount"
  when = "amount > 0"
  otherwise = "A proposal needs an amount"
  [[stage.stay]]
  requires = ["close_date"]

[[stage]]
id = "won"
type = "won"
name = "Won"
[[stage]]
id = "lost"
type = "lost"
name = "Lost"
[[stage]]
id = "nurture"
type = "parked"
name = "Nurture"

[[transition]]
from = "qualify"
to = "discover"

[[transition]]
from = ["discover"]
to = "propose"
actors = ["rep", "manager"]
  [[transition.guard]]
  id = "discount_approved"
  when = "discount_percent <= 15.0"
  otherwise = "More than 15 % discount"
  override = ["vp_sales"]

[[transition]]
from = "propose"
to = "won"

[[transition]]
from = "*"
to = "lost"
reasons = ["price", "competitor"]

[[transition]]
from = "*"
to = "nurture"

[[transition]]
from = "lost"
to = "qualify"
"#;

fn acme() -> Playbook {
    compile(ACME)
}

fn compile(text: &str) -> Playbook {
    Library::builtin()
        .compile_source(Source::new("test.toml", text))
        .unwrap_or_else(|e| panic!("{e}"))
}

fn now() -> Timestamp {
    Timestamp::parse("2026-11-23T09:00:00Z").unwrap()
}

#[expect(clippy::needless_pass_by_value, reason = "each move is made where it is judged")]
fn judge(playbook: &Playbook, deal: &str, asked: Move) -> Verdict {
    let deal: Deal = serde_json::from_str(deal).unwrap();
    playbook.check_move(&deal, &asked, now()).unwrap()
}

fn unmet(verdict: &Verdict) -> Vec<(&str, UnmetState)> {
    verdict.unmet.iter().map(|unmet| (unmet.criterion.as_str(), unmet.state)).collect()
}

#[test]
fn a_forward_move_passes_exit_guards_and_entry() {
    let deal = r#"{"id": "D", "stage": "discover", "facts": {"discount_percent": 20}}"#;
    let verdict = judge(&acme(), deal, Move::to("propose").by("rep"));
    assert_eq!(verdict.kind, MoveKind::Forward);
    assert_eq!(verdict.outcome, Outcome::Blocked);
    assert_eq!(
        unmet(&verdict),
        [("acme.discount_approved", UnmetState::False), ("acme.has_amount", UnmetState::Unknown)]
    );
    assert_eq!(verdict.unmet[1].missing, ["amount"]);
    assert_eq!(verdict.unmet[1].otherwise, "A proposal needs an amount");
}

#[test]
fn a_role_may_override_only_what_lists_it() {
    let deal =
        r#"{"id": "D", "stage": "discover", "facts": {"discount_percent": 20, "amount": 5}}"#;
    let asked = Move::to("propose").by("rep");
    assert_eq!(judge(&acme(), deal, asked.clone()).outcome, Outcome::NeedsOverride);
    let wrong = judge(&acme(), deal, asked.clone().overridden_by("rep"));
    assert_eq!(wrong.outcome, Outcome::NeedsOverride);
    let verdict = judge(&acme(), deal, asked.overridden_by("vp_sales"));
    assert_eq!(verdict.outcome, Outcome::Overridden);
    assert!(verdict.is_allowed());
    assert_eq!(unmet(&verdict), [("acme.discount_approved", UnmetState::False)]);
}

#[test]
fn only_the_actors_of_a_transition_may_make_it() {
    let deal = r#"{"id": "D", "stage": "discover", "facts": {"discount_percent": 0, "amount": 5}}"#;
    let unstated = judge(&acme(), deal, Move::to("propose"));
    assert_eq!(unmet(&unstated), [("move.actor", UnmetState::Unknown)]);
    let other = judge(&acme(), deal, Move::to("propose").by("intern"));
    assert_eq!(unmet(&other), [("move.actor", UnmetState::False)]);
    assert!(judge(&acme(), deal, Move::to("propose").by("manager")).is_allowed());
}

#[test]
fn a_skip_passes_every_gate_on_the_way() {
    let deal = r#"{"id": "D", "stage": "qualify", "facts": {}}"#;
    let verdict = judge(&acme(), deal, Move::to("propose").by("rep"));
    assert_eq!(verdict.kind, MoveKind::Skip);
    assert_eq!(verdict.through.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["discover"]);
    let ids: Vec<&str> = verdict.unmet.iter().map(|unmet| unmet.criterion.as_str()).collect();
    assert_eq!(ids, ["acme.decision_known", "acme.discount_approved", "acme.has_amount"]);
    let never = ACME.replace("version = \"2.1.0\"", "version = \"2.1.0\"\nskip = \"never\"");
    let refused = judge(&compile(&never), deal, Move::to("propose").by("rep"));
    assert_eq!(refused.unmet[0].criterion, "move.skip");
}

#[test]
fn going_back_needs_no_gate_but_the_policy() {
    let deal = r#"{"id": "D", "stage": "propose"}"#;
    let policy = |policy: &str| {
        let header = format!("version = \"2.1.0\"\nback = \"{policy}\"");
        compile(&ACME.replace("version = \"2.1.0\"", &header))
    };
    let back = |playbook: &Playbook, to: &str| judge(playbook, deal, Move::to(to));
    assert_eq!(back(&policy("any"), "qualify").kind, MoveKind::Back);
    assert!(back(&policy("any"), "qualify").is_allowed());
    assert!(back(&policy("previous"), "discover").is_allowed());
    assert_eq!(unmet(&back(&policy("previous"), "qualify")), [("move.back", UnmetState::False)]);
    assert_eq!(unmet(&back(&policy("never"), "discover")), [("move.back", UnmetState::False)]);
    let explicit = ACME.replace("version = \"2.1.0\"", "version = \"2.1.0\"\nback = \"never\"")
        + "\n[[transition]]\nfrom = \"propose\"\nto = \"discover\"\n";
    assert!(back(&compile(&explicit), "discover").is_allowed());
}

#[test]
fn losing_needs_a_reason_and_no_exit_gate() {
    let deal = r#"{"id": "D", "stage": "qualify"}"#;
    let silent = judge(&acme(), deal, Move::to("lost"));
    assert_eq!(silent.kind, MoveKind::Lose);
    assert_eq!(unmet(&silent), [("move.reason", UnmetState::Unknown)]);
    let wrong = judge(&acme(), deal, Move::to("lost").because("weather"));
    assert_eq!(unmet(&wrong), [("move.reason", UnmetState::False)]);
    assert!(judge(&acme(), deal, Move::to("lost").because("price")).is_allowed());
    let parked = judge(&acme(), deal, Move::to("nurture"));
    assert_eq!((parked.kind, parked.is_allowed()), (MoveKind::Park, true));
}

#[test]
fn a_parked_deal_returns_to_the_stage_it_left_and_passes_its_entry() {
    let deal = |amount: &str| {
        format!(
            r#"{{"id": "D", "stage": "nurture", "facts": {{{amount}}}, "history": [
                {{"to": "propose", "at": "2026-09-01T08:00:00Z"}},
                {{"to": "nurture", "at": "2026-10-01T08:00:00Z"}}]}}"#
        )
    };
    let without = judge(&acme(), &deal(""), Move::to("propose"));
    assert_eq!(without.kind, MoveKind::Resume);
    assert_eq!(unmet(&without), [("acme.has_amount", UnmetState::Unknown)]);
    assert!(judge(&acme(), &deal(r#""amount": 5"#), Move::to("propose")).is_allowed());
    let elsewhere = judge(&acme(), &deal(""), Move::to("discover"));
    assert_eq!(unmet(&elsewhere), [("move.return", UnmetState::False)]);
}

#[test]
fn a_lost_deal_is_reopened_over_an_explicit_transition() {
    let deal = r#"{"id": "D", "stage": "lost"}"#;
    let verdict = judge(&acme(), deal, Move::to("qualify"));
    assert_eq!((verdict.kind, verdict.is_allowed()), (MoveKind::Reopen, true));
    let won = judge(&acme(), r#"{"id": "D", "stage": "won"}"#, Move::to("qualify"));
    assert_eq!(unmet(&won), [("move.return", UnmetState::False)]);
}

#[test]
fn a_new_deal_is_judged_like_a_skip_from_the_first_stage() {
    let deal = r#"{"id": "D"}"#;
    let first = judge(&acme(), deal, Move::to("qualify"));
    assert_eq!((first.kind, first.is_allowed()), (MoveKind::Create, true));
    let later = judge(&acme(), deal, Move::to("discover"));
    assert_eq!(unmet(&later), [("acme.decision_known", UnmetState::Unknown)]);
    let closed = judge(&acme(), deal, Move::to("won"));
    assert_eq!(unmet(&closed), [("move.start", UnmetState::False)]);
    let only = ACME.replace("version = \"2.1.0\"", "version = \"2.1.0\"\nstart = [\"qualify\"]");
    let refused = judge(&compile(&only), deal, Move::to("discover"));
    assert_eq!(unmet(&refused), [("move.start", UnmetState::False)]);
}

#[test]
fn staying_is_always_allowed() {
    let verdict = judge(&acme(), r#"{"id": "D", "stage": "won"}"#, Move::to("won"));
    assert_eq!((verdict.kind, verdict.is_allowed()), (MoveKind::Stay, true));
}

#[test]
fn no_way_is_told_with_what_there_is_instead() {
    let deal = r#"{"id": "D", "stage": "nurture"}"#;
    let verdict = judge(&acme(), deal, Move::to("won"));
    assert_eq!(unmet(&verdict), [("move.no_way", UnmetState::False)]);
    assert_eq!(verdict.unmet[0].otherwise, "No way leads from Nurture to Won");
}

const GRADED: &str = r#"
dealgraph = 1
[process]
id = "graded"
name = "Graded"
version = "1.0.0"
[field.need]
type = "bool"
label = "Need"
[field.budget]
type = "bool"
label = "Budget"
[[stage]]
id = "talk"
name = "Talk"
  [[stage.exit]]
  id = "real"
  when = "need || budget"
  evidence = "stated"
  fresh = "90d"
  otherwise = "Nothing is real yet"
[[stage]]
id = "won"
type = "won"
name = "Won"
[[stage]]
id = "lost"
type = "lost"
name = "Lost"
"#;

#[test]
fn a_gate_asks_for_the_grade_and_the_age_of_what_decided_it() {
    let state = |facts: &str| {
        let deal = format!(r#"{{"id": "D", "stage": "talk", "facts": {{{facts}}}}}"#);
        let verdict = judge(&compile(GRADED), &deal, Move::to("won"));
        verdict.unmet.first().map(|unmet| unmet.state)
    };
    let fact = |grade: &str, at: &str| {
        format!(r#"{{"value": true, "evidence": "{grade}", "at": "{at}T08:00:00Z"}}"#)
    };
    assert_eq!(state(""), Some(UnmetState::Unknown));
    assert_eq!(state(r#""need": false, "budget": false"#), Some(UnmetState::False));
    assert_eq!(state(r#""need": true"#), Some(UnmetState::Unverified));
    let old = format!(r#""need": {}"#, fact("stated", "2026-01-01"));
    assert_eq!(state(&old), Some(UnmetState::Stale));
    let good = format!(r#""need": true, "budget": {}"#, fact("confirmed", "2026-11-01"));
    assert_eq!(state(&good), None);
}

const METHOD: &str = r#"
dealgraph = 1
[methodology]
id = "method"
name = "Method"
version = "1.0.0"
[field.trust]
type = "bool"
label = "Trust"
[field.need]
type = "bool"
label = "Need"
[field.proof]
type = "bool"
label = "Proof"
[criterion.proven]
when = "proof"
otherwise = "Nothing is proven"
[[stage]]
id = "open"
name = "Open"
  [[stage.exit]]
  id = "trusted"
  when = "trust"
  otherwise = "No trust yet"
[[stage]]
id = "explore"
name = "Explore"
  [[stage.exit]]
  id = "needed"
  when = "need"
  otherwise = "No need yet"
[[stage]]
id = "show"
name = "Show"
  [[stage.exit]]
  criterion = "proven"
"#;

fn laid_over(map: &str) -> Playbook {
    let process = format!(
        r#"
dealgraph = 1
[process]
id = "plain"
name = "Plain"
version = "1.0.0"
[[stage]]
id = "first"
name = "First"
[[stage]]
id = "second"
name = "Second"
[[stage]]
id = "third"
name = "Third"
[[stage]]
id = "won"
type = "won"
name = "Won"
[[stage]]
id = "lost"
type = "lost"
name = "Lost"
[[overlay]]
methodology = "method"
{map}
"#
    );
    Library::empty()
        .with_source(Source::new("method.toml", METHOD))
        .unwrap()
        .compile_source(Source::new("plain.toml", process))
        .unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn an_overlay_adds_the_gates_between_the_stages_in_which_the_ends_lie() {
    let playbook = laid_over(r#"stages = { second = "open", third = "show" }"#);
    let ids = |stage: &str, to: &str| {
        let deal = format!(r#"{{"id": "D", "stage": "{stage}"}}"#);
        let verdict = judge(&playbook, &deal, Move::to(to));
        verdict.unmet.into_iter().map(|unmet| unmet.criterion).collect::<Vec<_>>()
    };
    assert!(ids("first", "second").is_empty(), "entering the methodology's first stage is free");
    assert_eq!(ids("second", "third"), ["method.trusted", "method.needed"]);
    assert_eq!(ids("third", "won"), ["method.proven"]);
    assert_eq!(ids("first", "won"), ["method.trusted", "method.needed", "method.proven"]);
}

#[test]
fn an_overlay_can_require_single_criteria() {
    let playbook = laid_over(r#"require = { first = ["proven"] }"#);
    let verdict = judge(&playbook, r#"{"id": "D", "stage": "first"}"#, Move::to("second"));
    assert_eq!(unmet(&verdict), [("method.proven", UnmetState::Unknown)]);
}

/// A process with a gate for the amount, and so many plays and questions that give it.
fn with_helps(plays: usize, questions: usize) -> Playbook {
    let play = |n| format!("[play.p{n}]\ndo = \"Play {n}\"\nfills = [\"amount\"]\n");
    let question = |n| format!("[question.q{n}]\nask = \"Question {n}?\"\nfills = [\"amount\"]\n");
    let helps: String = (0..plays).map(play).chain((0..questions).map(question)).collect();
    compile(&format!("{ACME}\n{helps}"))
}

#[test]
fn at_most_five_fixes_are_named_plays_before_questions() {
    for (plays, questions, named) in [
        (6, 1, "p0 p1 p2 p3 p4"),
        (4, 2, "p0 p1 p2 p3 q0"),
        (1, 1, "p0 q0"),
        (0, 6, "q0 q1 q2 q3 q4"),
    ] {
        let playbook = with_helps(plays, questions);
        let asked = Move::to("propose");
        let verdict = playbook.check_move(&Deal::new("D-1", "discover"), &asked, now()).unwrap();
        let unmet =
            verdict.unmet.iter().find(|unmet| unmet.criterion == "acme.has_amount").unwrap();
        let ids: Vec<&str> =
            unmet.fixes.iter().map(|fix| fix.id.trim_start_matches("acme.")).collect();
        assert_eq!(ids.join(" "), named);
    }
}
