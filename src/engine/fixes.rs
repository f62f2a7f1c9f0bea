//! What would help: the plays and questions that give the facts which a criterion waits for.

use super::gates::Finding;
use super::situation::Situation;
use super::unmet::{Fix, FixKind, Found, Unmet, UnmetState};
use super::wording::found;
use super::words;
use crate::deal::field::{Field, FieldOrigin};
use crate::deal::table::given;
use crate::error::Error;
use crate::expr::{Slot, Truth};
use crate::playbook::content::{Play, StageSet};

/// Most fixes that are named for one criterion: more would be a list nobody reads.
const MOST: usize = 5;

/// A finding as it is told.
pub(crate) fn unmet(situation: &Situation<'_>, finding: &Finding) -> Result<Unmet, Error> {
    let model = situation.model();
    let criterion = model.criterion(finding.ask.criterion);
    let ids = |slots: &[Slot]| -> Vec<String> {
        slots.iter().filter_map(|slot| Some(model.fields.field(*slot)?.id.to_string())).collect()
    };
    let otherwise = match criterion.and_then(|criterion| criterion.otherwise.as_ref()) {
        Some(words) => situation.say(words)?,
        None => criterion
            .map(|criterion| words::not_yet(situation.words(), criterion.sentence()))
            .unwrap_or_default(),
    };
    let ungraded = matches!(finding.state, UnmetState::Unverified);
    Ok(Unmet {
        criterion: criterion.map(|c| c.id().to_owned()).unwrap_or_default(),
        state: finding.state,
        otherwise,
        missing: ids(&finding.missing),
        found: found_out(situation, &finding.rests_on),
        needs_evidence: criterion.and_then(|c| c.evidence()).filter(|_| ungraded),
        fixes: fixes(situation, &finding.waits_for)?,
        at: finding.ask.at.clone(),
        owner: criterion.and_then(|c| c.owner()).map(str::to_owned),
        overridable_by: criterion
            .map(|c| c.overridable_by().map(str::to_owned).collect())
            .unwrap_or_default(),
    })
}

/// The facts that a finding rests on, as they are known. The moment of the assessment is none:
/// nobody has found it out.
fn found_out(situation: &Situation<'_>, slots: &[Slot]) -> Vec<Found> {
    let facts = slots.iter().filter(|slot| **slot != given::NOW);
    facts.filter_map(|slot| found(situation, *slot)).collect()
}

/// The plays and questions that give any of these facts: those of the current stage; where it has
/// none, those of any stage; where there are none at all, the facts themselves.
fn fixes(situation: &Situation<'_>, waits_for: &[Slot]) -> Result<Vec<Fix>, Error> {
    let wanted = givable(situation, waits_for);
    let here = |stages: &StageSet| shows_here(situation, stages);
    let mut fixes = fixes_where(situation, &wanted, here)?;
    if fixes.is_empty() {
        fixes = fixes_where(situation, &wanted, |_| true)?;
    }
    if fixes.is_empty() {
        fixes = wanted.iter().filter_map(|slot| fact_fix(situation, *slot)).take(MOST).collect();
    }
    Ok(fixes)
}

fn fixes_where(
    situation: &Situation<'_>,
    wanted: &[Slot],
    shows: impl Fn(&StageSet) -> bool,
) -> Result<Vec<Fix>, Error> {
    let model = situation.model();
    let helps = |gives: &[Slot]| gives.iter().any(|slot| wanted.contains(slot));
    let plays = model.plays.iter().filter_map(|play| {
        let fits = shows(&play.stages) && helps(&play.gives);
        let is_due = fits && applies(situation, play) != Truth::False;
        is_due.then_some((FixKind::Play, &play.id, &play.action))
    });
    let questions = model.questions.iter().filter_map(|question| {
        let fits = shows(&question.stages) && helps(&question.fills);
        fits.then_some((FixKind::Question, &question.id, &question.ask))
    });
    let told = plays
        .chain(questions)
        .take(MOST)
        .map(|(kind, id, words)| Ok(Fix { kind, id: id.to_string(), text: situation.say(words)? }));
    told.collect()
}

/// The advice for a fact that nothing in the rule sets gives.
pub(crate) fn fact_fix(situation: &Situation<'_>, slot: Slot) -> Option<Fix> {
    let field = situation.model().fields.field(slot)?;
    let text = match &field.help {
        Some(help) => words::find_out_with_help(situation.words(), &field.label, help),
        None => words::find_out(situation.words(), &field.label),
    };
    Some(Fix { kind: FixKind::Fact, id: format!("fact.{}", field.id), text })
}

/// Whether something that is shown in some stages is shown where the deal stands.
pub(crate) fn shows_here(situation: &Situation<'_>, stages: &StageSet) -> bool {
    match situation.stage.or(situation.model().graph.first()) {
        Some(stage) => stages.contains(stage.position()),
        None => false,
    }
}

/// Whether a play's condition holds.
pub(crate) fn applies(situation: &Situation<'_>, play: &Play) -> Truth {
    play.when.as_ref().map_or(Truth::True, |when| when.decide(&situation.row))
}

/// The facts that somebody can give so that these change: a score is changed by the facts behind
/// its items; what is worked out from the deal is given by nobody.
pub(crate) fn givable(situation: &Situation<'_>, slots: &[Slot]) -> Vec<Slot> {
    let model = situation.model();
    let mut given = Vec::new();
    for slot in slots {
        match model.fields.field(*slot).map(|field: &Field| field.origin) {
            Some(FieldOrigin::Score) => given.extend(behind_score(situation, *slot)),
            Some(FieldOrigin::Derived) | None => {}
            Some(FieldOrigin::Declared | FieldOrigin::Given) => given.push(*slot),
        }
    }
    given.sort_unstable();
    given.dedup();
    given
}

fn behind_score(situation: &Situation<'_>, slot: Slot) -> Vec<Slot> {
    let cards = situation.model().scorecards.iter().filter(|card| card.slot == slot);
    cards
        .flat_map(|card| &card.items)
        .filter(|item| item.when.decide(&situation.row) != Truth::True)
        .flat_map(|item| item.when.reads().to_vec())
        .collect()
}
