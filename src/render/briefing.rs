//! What a coaching text for people may speak of: the names of `playbook/coaching`, filled.

use super::words;
use crate::base::language::Language;
use crate::base::line::one_line;
use crate::deal::evidence::Evidence;
use crate::engine::assessment::{Assessment, Next, Progress};
use crate::engine::situation::Situation;
use crate::engine::unmet::{Unmet, UnmetState};
use crate::engine::verdict::Verdict;
use crate::engine::wording::{self, found};
use crate::error::Error;
use crate::playbook::stage::{Forecast, StageKind};
use crate::template::TemplateValue;

/// How many questions a manager asks.
const QUESTIONS: usize = 3;

/// All names for the rep's and the manager's texts.
pub(super) fn names(
    situation: &Situation<'_>,
    assessment: &Assessment,
) -> Result<TemplateValue, Error> {
    let language = situation.words();
    let verdict = next_verdict(assessment);
    let gaps = |of: fn(&Verdict) -> &Vec<Unmet>| {
        TemplateValue::list(verdict.map(of).into_iter().flatten().map(|unmet| gap(unmet, language)))
    };
    let text = |text: &str| TemplateValue::text(&one_line(text));
    let named = |name: &str, value: TemplateValue| (name.to_owned(), value);
    let principles = situation.model().principles.iter().map(|principle| text(principle));
    Ok(wording::names(situation).with([
        named("playbook", playbook(situation)),
        named("standing", text(&standing(assessment, language))),
        named("next", next(assessment)),
        named("actions", actions(assessment)),
        named("unmet", gaps(|verdict| &verdict.unmet)),
        named("warnings", gaps(|verdict| &verdict.warnings)),
        named("signals", signals(assessment)),
        named("scorecards", scorecards(assessment)),
        named("record", record(situation)),
        named("contacts", contacts(situation)),
        named(
            "questions",
            TemplateValue::list(questions(assessment, language).iter().map(|q| text(q))),
        ),
        named("forecast", text(&forecast(situation, assessment))),
        named("scripts", scripts(situation)?),
        named("principles", TemplateValue::list(principles)),
    ]))
}

fn map(entries: impl IntoIterator<Item = (&'static str, TemplateValue)>) -> TemplateValue {
    TemplateValue::map(entries.into_iter().map(|(name, value)| (name.to_owned(), value)))
}

/// What a template knows of the playbook.
pub(super) fn playbook(situation: &Situation<'_>) -> TemplateValue {
    let model = situation.model();
    map([
        ("name", TemplateValue::text(&one_line(&model.own.name))),
        ("version", TemplateValue::text(&model.own.version)),
        ("goal", TemplateValue::text(&one_line(&model.goal))),
    ])
}

fn next_verdict(assessment: &Assessment) -> Option<&Verdict> {
    let next = next_stage(assessment)?;
    assessment.moves.iter().find(|verdict| verdict.to == next.stage)
}

fn next_stage(assessment: &Assessment) -> Option<&Next> {
    assessment.progress.as_ref()?.next.as_ref()
}

pub(super) fn standing(assessment: &Assessment, language: Language) -> String {
    let Some(progress) = &assessment.progress else { return words::not_created(language) };
    let name = &progress.stage_name;
    let place = match (progress.number, progress.kind) {
        (Some(number), _) => words::in_stage(language, name, number, progress.of),
        (None, StageKind::Parked) => words::parked_in(language, name),
        (None, _) => words::closed_in(language, name),
    };
    let gate = next_stage(assessment).filter(|next| next.of > 0);
    let gate = gate.map(|next| words::criteria_met(language, next.met, next.of, &next.stage_name));
    let place = format!("{place}{}", days(progress, language));
    words::stop(language, place) + &gate.unwrap_or_default()
}

fn days(progress: &Progress, language: Language) -> String {
    match (progress.days_in_stage, progress.expected_days) {
        (Some(1), _) => words::for_one_day(language),
        (Some(days), Some(expected)) => {
            words::for_days_of(language, days, format!("{expected:.0}"))
        }
        (Some(days), None) => words::for_days(language, days),
        (None, _) => String::new(),
    }
}

fn next(assessment: &Assessment) -> TemplateValue {
    let Some(next) = next_stage(assessment) else { return TemplateValue::unset("next stage") };
    let number = |count: usize| TemplateValue::integer(i64::try_from(count).unwrap_or(i64::MAX));
    let open = next_verdict(assessment).is_some_and(Verdict::is_allowed);
    map([
        ("name", TemplateValue::text(&next.stage_name)),
        ("met", number(next.met)),
        ("of", number(next.of)),
        ("open", TemplateValue::truth(open)),
    ])
}

fn actions(assessment: &Assessment) -> TemplateValue {
    let optional = |text: Option<&String>, fallback: &str| match text {
        Some(text) => TemplateValue::text(&one_line(text)),
        None => TemplateValue::unset(fallback),
    };
    TemplateValue::list(assessment.distinct_actions().map(|action| {
        let asks = action.asks.iter().map(|ask| TemplateValue::text(&one_line(ask)));
        map([
            ("text", TemplateValue::text(&one_line(&action.text))),
            ("why", optional(action.why.as_ref(), "reason")),
            ("asks", TemplateValue::list(asks)),
            ("score", TemplateValue::integer(i64::from(action.score))),
            ("effort", optional(action.effort.as_ref(), "effort")),
        ])
    }))
}

fn gap(unmet: &Unmet, language: Language) -> TemplateValue {
    let helps = unmet.fixes.iter().map(|fix| TemplateValue::text(&one_line(&fix.text)));
    map([
        ("text", TemplateValue::text(&one_line(&unmet.otherwise))),
        ("state", TemplateValue::text(&state(unmet, language))),
        ("helps", TemplateValue::list(helps)),
    ])
}

pub(super) fn state(unmet: &Unmet, language: Language) -> String {
    match (unmet.state, unmet.needs_evidence) {
        (UnmetState::False, _) => words::not_so(language),
        (UnmetState::Unknown, _) => words::not_known(language),
        (UnmetState::Stale, _) => words::out_of_date(language),
        (UnmetState::Unverified, Some(Evidence::Stated)) => words::not_said(language),
        (UnmetState::Unverified, Some(Evidence::Confirmed)) => words::not_confirmed(language),
        (UnmetState::Unverified, Some(Evidence::Acted)) => words::not_acted(language),
        (UnmetState::Unverified, _) => words::not_evidenced(language),
    }
}

pub(super) fn grade(evidence: Evidence, language: Language) -> String {
    match evidence {
        Evidence::Assumed => words::assumed(language),
        Evidence::Recorded => words::recorded(language),
        Evidence::Stated => words::stated(language),
        Evidence::Confirmed => words::confirmed(language),
        Evidence::Acted => words::acted(language),
    }
}

pub(super) fn channel(channel: &str, language: Language) -> String {
    match channel {
        "call" => words::call(language),
        "email" => words::email(language),
        "meeting" => words::meeting(language),
        _ => words::message(language),
    }
}

fn signals(assessment: &Assessment) -> TemplateValue {
    let loud = assessment.signals.iter().filter(|signal| signal.snoozed.is_none());
    TemplateValue::list(loud.map(|signal| {
        map([
            ("text", TemplateValue::text(&one_line(&signal.text))),
            ("severity", TemplateValue::text(&format!("{:?}", signal.severity).to_lowercase())),
        ])
    }))
}

fn scorecards(assessment: &Assessment) -> TemplateValue {
    TemplateValue::list(assessment.scorecards.iter().map(|card| {
        let gaps = card.gaps().filter_map(|item| item.otherwise.as_ref());
        map([
            ("name", TemplateValue::text(&one_line(&card.name))),
            ("score", TemplateValue::number(card.score.round())),
            ("gaps", TemplateValue::list(gaps.map(|gap| TemplateValue::text(&one_line(gap))))),
        ])
    }))
}

/// The facts on record, the best evidenced first.
fn record(situation: &Situation<'_>) -> TemplateValue {
    let fields = situation.model().fields.iter();
    let mut facts: Vec<(Evidence, TemplateValue)> = fields
        .filter_map(|(slot, field)| {
            let found = found(situation, slot)?;
            let (evidence, fact) = (found.evidence?, situation.deal.facts.get(&field.id)?);
            let by = match &fact.by {
                Some(by) => TemplateValue::text(&one_line(by)),
                None => TemplateValue::unset("who"),
            };
            let at = match fact.at {
                Some(at) => TemplateValue::text(&at.date()),
                None => TemplateValue::unset("when"),
            };
            let note = match &fact.note {
                Some(note) => TemplateValue::text(&one_line(note)),
                None => TemplateValue::unset("note"),
            };
            let told = map([
                ("label", TemplateValue::text(&one_line(&found.label))),
                ("value", TemplateValue::text(&one_line(&found.value?))),
                ("evidence", TemplateValue::text(&grade(evidence, situation.words()))),
                ("by", by),
                ("at", at),
                ("note", note),
            ]);
            Some((evidence, told))
        })
        .collect();
    facts.sort_by_key(|(evidence, _)| std::cmp::Reverse(*evidence));
    TemplateValue::list(facts.into_iter().map(|(_, told)| told))
}

fn contacts(situation: &Situation<'_>) -> TemplateValue {
    let contacts = situation.deal.contacts.iter().flatten();
    TemplateValue::list(contacts.map(|contact| {
        let roles = contact.roles.iter().flatten();
        let roles = roles.map(|role| TemplateValue::text(&one_line(&situation.role_name(role))));
        map([
            (
                "name",
                contact.name.as_ref().map_or_else(
                    || TemplateValue::unset("name"),
                    |name| TemplateValue::text(&one_line(name)),
                ),
            ),
            ("roles", TemplateValue::list(roles)),
            (
                "stance",
                contact.stance.map_or_else(
                    || TemplateValue::unset("stance"),
                    |stance| TemplateValue::text(&stance.name(situation.words())),
                ),
            ),
            ("met", TemplateValue::truth(contact.met == Some(true))),
        ])
    }))
}

/// The questions for the one-to-one: first what the record claims on weak evidence, then what is
/// not known, then what is not so, then what warns.
fn questions(assessment: &Assessment, language: Language) -> Vec<String> {
    let unmet =
        next_verdict(assessment).map(|verdict| verdict.unmet.as_slice()).unwrap_or_default();
    let of = |wanted: &[UnmetState]| -> Vec<&Unmet> {
        unmet.iter().filter(|unmet| wanted.contains(&unmet.state)).collect()
    };
    let mut questions = Vec::new();
    for gap in of(&[UnmetState::Unverified, UnmetState::Stale]) {
        let claim = gap.found.first().map_or(gap.otherwise.as_str(), |found| found.label.as_str());
        questions.push(match gap.state {
            UnmetState::Stale => words::ask_if_still(language, claim),
            _ => words::ask_who_said(language, claim),
        });
    }
    for gap in of(&[UnmetState::Unknown]) {
        questions.push(words::ask_how_to_learn(language, &gap.otherwise));
    }
    for gap in of(&[UnmetState::False]) {
        questions.push(words::ask_smallest_step(language, &gap.otherwise));
    }
    for signal in assessment.signals.iter().filter(|signal| signal.snoozed.is_none()) {
        questions.push(words::ask_what_since(language, &signal.text));
    }
    questions.truncate(QUESTIONS);
    questions
}

/// The stage's forecast, held against the evidence.
fn forecast(situation: &Situation<'_>, assessment: &Assessment) -> String {
    let Some(progress) = assessment.progress.as_ref().filter(|p| p.kind == StageKind::Open) else {
        return String::new();
    };
    let language = situation.words();
    let name = &progress.stage_name;
    let claim = match progress.forecast {
        None if progress.probability.is_none() => return String::new(),
        None => words::stands(language, name),
        Some(Forecast::Omitted) => words::is_omitted(language, name),
        Some(Forecast::Pipeline) => words::is_pipeline(language, name),
        Some(Forecast::BestCase) => words::is_best_case(language, name),
        Some(Forecast::Commit) => words::is_commit(language, name),
        Some(Forecast::Closed) => words::is_closed(language, name),
    };
    let claim = match progress.probability {
        Some(share) => words::at_percent(language, claim, format!("{:.0}", share * 100.0)),
        None => claim,
    };
    let backed = match own_word(situation) {
        (_, 0) => words::backed_by_nothing(language),
        (0, _) => words::backed_by_buyer(language),
        (own, all) => words::backed_by_us(language, own, all),
    };
    let gate = next_stage(assessment).filter(|next| next.met < next.of);
    let open = gate.map(|next| {
        words::criteria_not_met(language, next.of - next.met, next.of, &next.stage_name)
    });
    words::stop(language, claim) + &backed + &open.unwrap_or_default()
}

/// How many facts on record are the seller's own word, and how many there are.
fn own_word(situation: &Situation<'_>) -> (usize, usize) {
    let fields = situation.model().fields.iter();
    let grades: Vec<Evidence> = fields
        .filter(|(_, field)| situation.deal.facts.get(&field.id).is_some())
        .filter_map(|(slot, _)| found(situation, slot)?.evidence)
        .collect();
    (grades.iter().filter(|grade| **grade < Evidence::Stated).count(), grades.len())
}

fn scripts(situation: &Situation<'_>) -> Result<TemplateValue, Error> {
    let model = situation.model();
    let place = situation.stage.map(crate::playbook::graph::StageIx::position);
    let shown =
        model.scripts.iter().filter(|s| place.is_some_and(|place| s.stages.contains(place)));
    let mut scripts = Vec::new();
    for script in shown {
        let text = situation.say(&script.text)?;
        scripts.push(map([
            ("channel", TemplateValue::text(&channel(&script.channel, situation.words()))),
            ("text", TemplateValue::text(text.trim())),
        ]));
    }
    Ok(TemplateValue::list(scripts))
}
