//! Laws that hold for every playbook and every deal.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]
#![allow(dead_code, reason = "each test uses its own part of this")]

use std::collections::BTreeMap;

use dealgraph::{
    Action, ActionKind, Assessment, ChoiceValue, Deal, Evidence, Fact, FactRow, HistoryEntry,
    Judge, Move, MoveKind, Playbook, RawValue, Snooze, StageIx, StageKind, Standing, Timestamp,
    Unmet, UnmetState, Verdict,
};
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

type Law = Result<(), TestCaseError>;

/// An assessment of any deal that fits; it never fails and never panics.
pub(crate) fn assessed(playbook: &Playbook, deal: &Deal, now: Timestamp) -> Assessment {
    match playbook.assess(deal, now) {
        Ok(assessment) => assessment,
        Err(error) => panic!("{error}\n{deal:#?}"),
    }
}

/// Everything that holds for one deal at one moment.
pub(crate) fn hold_all(playbook: &Playbook, deal: &Deal, now: Timestamp) -> Law {
    let assessment = assessed(playbook, deal, now);
    scores_add_up(&assessment)?;
    gate_openers_first(&assessment)?;
    moves_are_those_asked_for(playbook, deal, &assessment)?;
    kinds_are_right(playbook, &assessment)?;
    missing_is_unset(deal, &assessment)?;
    outlines_say_the_same(playbook, deal, &assessment)?;
    same_bytes(playbook, deal, &assessment)?;
    order_of_facts(playbook, deal, &assessment)?;
    order_of_contacts(playbook, deal, &assessment)?;
    skips_are_steps(playbook, deal, &Move::to(""), now)
}

/// The parts of a score add up to it, it is at most 100, and scores never rise along the list.
fn scores_add_up(assessment: &Assessment) -> Law {
    for action in &assessment.actions {
        let sum: u32 = action.because.iter().map(|part| u32::from(part.points)).sum();
        prop_assert_eq!(sum, u32::from(action.score), "{:?}", action);
        prop_assert!(action.score <= 100, "{:?}", action);
    }
    let falls = assessment.actions.is_sorted_by(|one, next| one.score >= next.score);
    prop_assert!(falls, "{:#?}", assessment.actions);
    Ok(())
}

/// What opens a gate to the next stage comes before what does not.
fn gate_openers_first(assessment: &Assessment) -> Law {
    let first = assessment.actions.is_sorted_by_key(|action| action.opens.is_empty());
    prop_assert!(first, "{:#?}", assessment.actions);
    Ok(())
}

/// The verdicts of an assessment are those that the same moves get when asked for.
fn moves_are_those_asked_for(playbook: &Playbook, deal: &Deal, assessment: &Assessment) -> Law {
    for verdict in &assessment.moves {
        let asked = Move::to(verdict.to.as_str());
        let alone = playbook.check_move(deal, &asked, assessment.now);
        prop_assert_eq!(alone.as_ref(), Ok(verdict));
    }
    let place = |verdict: &Verdict| playbook.graph().find(verdict.to.as_str());
    prop_assert!(assessment.moves.is_sorted_by(|one, next| place(one) < place(next)));
    Ok(())
}

/// A move's kind follows from the stages at its ends and from whether a transition joins them.
fn kinds_are_right(playbook: &Playbook, assessment: &Assessment) -> Law {
    for verdict in &assessment.moves {
        prop_assert_eq!(Some(verdict.kind), kind_of(playbook, verdict), "{:?}", verdict);
    }
    Ok(())
}

/// What is said to be missing is not set, and nothing is missing where the answer is no longer open.
fn missing_is_unset(deal: &Deal, assessment: &Assessment) -> Law {
    for verdict in &assessment.moves {
        for unmet in verdict.unmet.iter().chain(&verdict.warnings) {
            let open = |field: &String| match deal.facts.get(field).map(|fact| &fact.value) {
                // A record in a list may lack one of its own fields.
                None | Some(RawValue::Null | RawValue::List(_)) => true,
                Some(_) => false,
            };
            prop_assert!(unmet.missing.iter().all(open), "{:#?}", unmet);
            let told = matches!(unmet.state, UnmetState::Unverified | UnmetState::Stale);
            prop_assert!(!told || unmet.missing.is_empty(), "{:#?}", unmet);
        }
    }
    Ok(())
}

/// An outline says what the assessment says: every id, score, severity, outcome and number, however
/// many actions are asked for, and whatever is silenced; its actions in words are those with which
/// the assessment's begin.
fn outlines_say_the_same(playbook: &Playbook, deal: &Deal, assessment: &Assessment) -> Law {
    outline_says_the_same(playbook, deal, assessment)?;
    let mut silenced = deal.clone();
    silenced.snoozed.extend(assessment.signals.iter().step_by(2).map(|signal| {
        let snooze = json!({ "signal": signal.id, "until": "2100-01-01T00:00:00Z", "reason": "" });
        serde_json::from_value::<Snooze>(snooze).expect("a snooze")
    }));
    outline_says_the_same(playbook, &silenced, &assessed(playbook, &silenced, assessment.now))
}

fn outline_says_the_same(playbook: &Playbook, deal: &Deal, assessment: &Assessment) -> Law {
    for most in 0..=assessment.actions.len() + 1 {
        let outline = playbook.outline(deal, assessment.now, most).expect("the deal fits");
        prop_assert_eq!(json!(outline), outlined(assessment, most));
    }
    let told = playbook.outline_with_actions(deal, assessment.now, 2).expect("the deal fits");
    let best: Vec<Action> = assessment.actions.iter().take(2).cloned().collect();
    prop_assert_eq!((json!(told.0), told.1), (outlined(assessment, 2), best));
    Ok(())
}

/// An assessment without its sentences, as an outline has it.
fn outlined(assessment: &Assessment, most: usize) -> Json {
    let ids = |unmet: &[Unmet]| json!(unmet.iter().map(|u| &u.criterion).collect::<Vec<_>>());
    let progress = assessment.progress.as_ref();
    let next = progress.and_then(|progress| progress.next.as_ref()).map(|next| {
        let verdict = assessment.moves.iter().find(|verdict| verdict.to == next.stage);
        let verdict = verdict.expect("the next move is one of those there are");
        json!({
            "stage": next.stage, "outcome": verdict.outcome, "met": next.met, "of": next.of,
            "unmet": ids(&verdict.unmet), "warnings": ids(&verdict.warnings),
        })
    });
    let actions = assessment.actions.iter().take(most);
    let actions = actions.map(|a| json!({ "kind": a.kind, "id": a.id, "score": a.score }));
    let loud = assessment.signals.iter().filter(|signal| signal.snoozed.is_none());
    let signals = loud.map(|signal| json!({ "id": signal.id, "severity": signal.severity }));
    let scores: BTreeMap<&str, f64> =
        assessment.scorecards.iter().map(|card| (&*card.id, card.score)).collect();
    json!({
        "stage": progress.map(|progress| &progress.stage),
        "days_in_stage": progress.and_then(|progress| progress.days_in_stage),
        "next": next,
        "actions": actions.collect::<Vec<_>>(),
        "actions_in_all": assessment.actions.len(),
        "signals": signals.collect::<Vec<_>>(),
        "scores": scores,
    })
}

/// A judge finds the same criteria unmet on every declared way, and the same plays to be done.
pub(crate) fn judged_without_words(
    (playbook, judge): (&Playbook, &Judge),
    deal: &Deal,
    now: Timestamp,
) -> Law {
    let assessment = assessed(playbook, deal, now);
    let mut row = judge.row_of(deal, now).expect("the deal fits");
    let facts = row.at(now);
    let mut read = match deal.history.is_empty() {
        true => row_read(judge, deal),
        false => judge.row_of(deal, now).expect("the deal fits"),
    };
    let read = read.at(now);
    let from = deal.stage.as_deref().and_then(|stage| playbook.graph().find(stage));
    for (to, stage) in playbook.graph().stages() {
        let Some(standing) = facts.standing(to) else { continue };
        let from_json = read.standing(to).expect("the way is there whatever the facts");
        let ids = |standing: &Standing<'_>| -> Vec<String> {
            standing.unmet().map(|criterion| criterion.id().to_owned()).collect()
        };
        prop_assert_eq!(ids(&standing), ids(&from_json), "read from JSON");
        let mut of_the_gate = read_in_part(judge, deal, |row, facts| {
            row.read_for_move(&deal.id, facts, to).expect("the facts fit");
        });
        let some = of_the_gate.at(now).standing(to).expect("the way is there");
        if deal.history.is_empty() {
            prop_assert_eq!(ids(&standing), ids(&some), "of the gate from JSON");
        }
        let asked = Move::to(stage.id().as_str());
        let verdict = playbook.check_move(deal, &asked, now).expect("the deal fits");
        let told = |unmet: &[Unmet]| -> Vec<String> {
            let criteria = unmet.iter().filter(|unmet| !unmet.criterion.starts_with("move."));
            criteria.map(|unmet| unmet.criterion.clone()).collect()
        };
        let unmet: Vec<&str> = standing.unmet().map(|criterion| criterion.id()).collect();
        prop_assert_eq!(&unmet, &told(&verdict.unmet), "{:#?}", verdict);
        let warnings: Vec<&str> = standing.warnings().map(|criterion| criterion.id()).collect();
        prop_assert_eq!(&warnings, &told(&verdict.warnings), "{:#?}", verdict);
        prop_assert_eq!(standing.is_open(), unmet.is_empty());
        prop_assert_eq!(standing.unmet_count(), unmet.len());
        let declared = from.is_some_and(|from| !playbook.graph().between(from, to).is_empty());
        prop_assert!(declared, "{:?} is no declared way", verdict);
    }
    let mut told: Vec<&str> = facts.plays().map(|play| play.id()).collect();
    let from_json: Vec<&str> = read.plays().map(|play| play.id()).collect();
    prop_assert_eq!(&told, &from_json);
    let mut of_the_plays = read_in_part(judge, deal, |row, facts| {
        row.read_for_plays(&deal.id, facts).expect("the facts fit");
    });
    if deal.history.is_empty() {
        let some: Vec<&str> = of_the_plays.at(now).plays().map(|play| play.id()).collect();
        prop_assert_eq!(&told, &some, "of the plays from JSON");
    }
    let actions = assessment.actions.iter().filter(|action| action.kind == ActionKind::Play);
    let mut suggested: Vec<&str> = actions.map(|action| action.id.as_str()).collect();
    told.sort_unstable();
    suggested.sort_unstable();
    prop_assert_eq!(told, suggested);
    outlined_from_a_row((playbook, judge), deal, now)
}

/// An outline of facts that are half in a row and half in the deal is that of the whole deal.
fn outlined_from_a_row((playbook, judge): (&Playbook, &Judge), deal: &Deal, now: Timestamp) -> Law {
    let row = judge.row_of(deal, now).expect("the deal fits");
    let mut rest = deal.clone();
    for (field, _) in deal.facts.iter() {
        let is_a_word = judge.slot::<f64>(field).is_some()
            || judge.slot::<i64>(field).is_some()
            || judge.slot::<bool>(field).is_some()
            || judge.slot::<ChoiceValue>(field).is_some()
            || judge.slot::<Timestamp>(field).is_some();
        if is_a_word {
            rest.facts.unset(field);
        }
    }
    for most in [0, 2, 1_000] {
        prop_assert_eq!(judge.outline(&row, &rest, now, most), playbook.outline(deal, now, most));
    }
    Ok(())
}

/// The row of a deal whose facts are read from JSON. Only for deals without a history.
fn row_read(judge: &Judge, deal: &Deal) -> FactRow {
    read_in_part(judge, deal, |row, facts| row.read(&deal.id, facts).expect("the facts fit"))
}

/// A row with some of a deal's facts, read from JSON.
fn read_in_part(
    judge: &Judge,
    deal: &Deal,
    read: impl Fn(&mut FactRow, &Map<String, Json>),
) -> FactRow {
    let mut row = judge.row();
    row.stand_in(deal.stage.as_deref().and_then(|stage| judge.playbook().graph().find(stage)));
    row.entered_stage_at(deal.entered_stage_at);
    row.created_at(deal.created_at);
    row.last_activity_at(deal.last_activity_at);
    let facts = serde_json::to_value(&deal.facts).expect("facts can be written");
    read(&mut row, facts.as_object().expect("facts are an object"));
    if let Some(contacts) = &deal.contacts {
        row.contacts(contacts);
    }
    row
}

fn kind_of(playbook: &Playbook, verdict: &Verdict) -> Option<MoveKind> {
    let graph = playbook.graph();
    let to = graph.find(verdict.to.as_str())?;
    let Some(from) = &verdict.from else { return Some(MoveKind::Create) };
    let from = graph.find(from.as_str())?;
    let straight = !graph.between(from, to).is_empty();
    match (graph.stage(from)?.kind(), graph.stage(to)?.kind()) {
        _ if from == to => Some(MoveKind::Stay),
        (_, StageKind::Lost) => Some(MoveKind::Lose),
        (_, StageKind::Parked) => Some(MoveKind::Park),
        (StageKind::Parked, StageKind::Open) => Some(MoveKind::Resume),
        (StageKind::Lost | StageKind::Won, StageKind::Open) => Some(MoveKind::Reopen),
        (StageKind::Open, StageKind::Open) if to < from => Some(MoveKind::Back),
        (StageKind::Won, StageKind::Won) if to < from => Some(MoveKind::Back),
        (StageKind::Lost | StageKind::Parked, StageKind::Won) if straight => {
            Some(MoveKind::Forward)
        }
        _ if !graph.leads_forward(from, to) => None,
        _ if straight => Some(MoveKind::Forward),
        _ => Some(MoveKind::Skip),
    }
}

/// The same deal gives the same bytes, also after being written and read; and writing and reading
/// changes no deal.
fn same_bytes(playbook: &Playbook, deal: &Deal, assessment: &Assessment) -> Law {
    let written = serde_json::to_string(deal).expect("a deal can be written");
    let read: Deal = serde_json::from_str(&written).expect("a written deal can be read");
    prop_assert_eq!(&read, deal);
    let bytes = serde_json::to_string(assessment).expect("an assessment can be written");
    for again in [deal, &read] {
        let again = assessed(playbook, again, assessment.now);
        let again = serde_json::to_string(&again).expect("an assessment can be written");
        prop_assert_eq!(&again, &bytes);
    }
    Ok(())
}

/// The order in which a deal's JSON names its facts does not matter.
fn order_of_facts(playbook: &Playbook, deal: &Deal, assessment: &Assessment) -> Law {
    let Ok(Json::Object(mut whole)) = serde_json::to_value(deal) else { panic!("a deal") };
    let facts = whole.remove("facts").unwrap_or_else(|| json!({}));
    let facts = facts.as_object().expect("facts are an object");
    let written = |(key, value): (&String, &Json)| format!("{}:{value}", json!(key));
    let backwards: Vec<String> = facts.iter().rev().map(written).collect();
    let mut parts = vec![format!("\"facts\":{{{}}}", backwards.join(","))];
    parts.extend(whole.iter().rev().map(written));
    let read: Deal = serde_json::from_str(&format!("{{{}}}", parts.join(","))).expect("a deal");
    prop_assert_eq!(&assessed(playbook, &read, assessment.now), assessment);
    Ok(())
}

/// The order of the contacts does not matter, except in texts that list them.
fn order_of_contacts(playbook: &Playbook, deal: &Deal, assessment: &Assessment) -> Law {
    let mut turned = deal.clone();
    turned.contacts.iter_mut().for_each(|contacts| contacts.reverse());
    let again = assessed(playbook, &turned, assessment.now);
    prop_assert_eq!(without_texts(&again), without_texts(assessment));
    Ok(())
}

/// What an assessment says, without the sentences.
pub(crate) fn without_texts(assessment: &Assessment) -> Json {
    let actions = assessment.actions.iter().map(|a| json!([a.id, a.score, a.opens, a.fills]));
    let signals = assessment.signals.iter().map(|s| json!([s.id, s.severity, s.plays]));
    let cards = assessment.scorecards.iter().map(|card| json!([card.id, card.score]));
    json!({
        "actions": actions.collect::<Vec<_>>(),
        "signals": signals.collect::<Vec<_>>(),
        "scorecards": cards.collect::<Vec<_>>(),
        "moves": assessment.moves.iter().map(decision).collect::<Vec<_>>(),
    })
}

/// What a verdict says, without the sentences.
pub(crate) fn decision(verdict: &Verdict) -> Json {
    let brief = |unmet: &Unmet| json!([unmet.criterion, unmet.state, unmet.missing, unmet.at]);
    json!([
        verdict.outcome,
        verdict.kind,
        verdict.from,
        verdict.to,
        verdict.through,
        verdict.unmet.iter().map(brief).collect::<Vec<_>>(),
        verdict.warnings.iter().map(brief).collect::<Vec<_>>(),
    ])
}

/// A skip is allowed exactly when some path has every single step allowed, one after the other.
/// `like` says who moves and why.
pub(crate) fn skips_are_steps(
    playbook: &Playbook,
    deal: &Deal,
    like: &Move,
    now: Timestamp,
) -> Law {
    // The first step of a walk would otherwise say when the deal was created, which the skip does not.
    let created_at = deal.created_at.or(deal.history.first().map(|entry| entry.at)).or(Some(now));
    let mut created = deal.clone();
    created.created_at = created_at;
    let deal = &created;
    for (to, stage) in playbook.graph().stages() {
        let asked = towards(stage.id().as_str(), like);
        let verdict = playbook.check_move(deal, &asked, now).expect("the deal fits");
        let ruled_out = |unmet: &Unmet| ["move.skip", "move.no_way"].contains(&&*unmet.criterion);
        if verdict.kind != MoveKind::Skip || verdict.unmet.iter().any(ruled_out) {
            continue;
        }
        let from = deal.stage.as_deref().and_then(|id| playbook.graph().find(id));
        let from = from.expect("a deal that skips is somewhere");
        let walked = walks(playbook, deal, (from, to), like, now);
        prop_assert_eq!(verdict.is_allowed(), walked, "{:#?}", verdict);
    }
    Ok(())
}

fn towards(stage: &str, like: &Move) -> Move {
    let mut asked = Move::to(stage);
    if let Some(actor) = like.actor() {
        asked = asked.by(actor);
    }
    match like.reason() {
        Some(reason) => asked.because(reason),
        None => asked,
    }
}

/// Whether a deal can walk to a stage, each step of it allowed when it is made.
fn walks(
    playbook: &Playbook,
    deal: &Deal,
    (from, to): (StageIx, StageIx),
    like: &Move,
    now: Timestamp,
) -> bool {
    if from == to {
        return true;
    }
    let graph = playbook.graph();
    let forward = graph
        .transitions()
        .filter(|(_, source, target, _)| *source == from && graph.leads_forward(from, *target));
    forward.map(|(.., target, _)| target).any(|next| {
        let id = graph.stage(next).expect("a stage").id().as_str();
        let verdict = playbook.check_move(deal, &towards(id, like), now).expect("the deal fits");
        verdict.is_allowed() && walks(playbook, &moved(deal, id, now), (next, to), like, now)
    })
}

fn moved(deal: &Deal, to: &str, now: Timestamp) -> Deal {
    let mut moved = deal.clone();
    moved.stage = Some(to.to_owned());
    moved.entered_stage_at = Some(now);
    moved.history.push(HistoryEntry::moved(to, now));
    moved
}

/// Setting a fact that was unset shuts no gate, unless the gate asks whether it is set, or a score.
pub(crate) fn knowing_more_shuts_nothing(
    playbook: &Playbook,
    deal: &Deal,
    field: &str,
    fact: Fact,
    now: Timestamp,
) -> Law {
    let mut richer = deal.clone();
    richer.facts.set(field, fact.with_evidence(Evidence::Assumed));
    for (_, stage) in playbook.graph().stages() {
        let asked = Move::to(stage.id().as_str());
        let before = playbook.check_move(deal, &asked, now).expect("the deal fits");
        if before.kind != MoveKind::Forward {
            continue;
        }
        let after = playbook.check_move(&richer, &asked, now).expect("the deal fits");
        for unmet in after.unmet.iter().chain(&after.warnings) {
            let was = before.unmet.iter().chain(&before.warnings);
            let new = was.into_iter().all(|known| known.criterion != unmet.criterion);
            let excused = asks_whether_set(playbook, &unmet.criterion);
            prop_assert!(!new || excused, "{}: {:#?}", field, unmet);
        }
    }
    Ok(())
}

fn asks_whether_set(playbook: &Playbook, criterion: &str) -> bool {
    let conditions = playbook.criteria().filter(|known| known.id() == criterion);
    let mut conditions = conditions.map(|criterion| criterion.condition());
    conditions.any(|condition| condition.uses_has() || condition.text().contains("score."))
}
