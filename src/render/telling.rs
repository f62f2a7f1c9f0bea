//! Where a deal stands, what a gap is and how good evidence is, in words.

use super::words;
use crate::base::language::Language;
use crate::deal::evidence::Evidence;
use crate::engine::assessment::{Assessment, Next, Progress};
use crate::engine::unmet::{Unmet, UnmetState};
use crate::playbook::stage::StageKind;

/// Where a deal stands, in a sentence or two.
pub(super) fn standing(assessment: &Assessment, language: Language) -> String {
    let Some(progress) = &assessment.progress else { return words::not_created(language) };
    let name = &progress.stage_name;
    let place = match (progress.number, progress.kind) {
        (Some(number), _) => words::in_stage(language, name, number, progress.of),
        (None, StageKind::Parked) => words::parked_in(language, name),
        (None, _) => words::closed_in(language, name),
    };
    let place = words::stop(language, format!("{place}{}", days(progress, language)));
    let gate = progress.next.as_ref().filter(|next| next.of > 0);
    let gate = gate.map(|next| gate_of(next, language));
    [Some(place), gate]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(&words::between_sentences(language))
}

fn gate_of(next: &Next, language: Language) -> String {
    match next.of {
        _ if next.met == next.of => words::gate_open(language, &next.stage_name),
        1 => words::gate_shut(language, &next.stage_name),
        _ => words::criteria_met(language, next.met, next.of, &next.stage_name),
    }
}

fn days(progress: &Progress, language: Language) -> String {
    match (progress.days_in_stage, progress.expected_days) {
        (Some(0) | None, _) => String::new(),
        (Some(1), _) => words::for_one_day(language),
        (Some(days), Some(expected)) => {
            words::for_days_of(language, days, format!("{expected:.0}"))
        }
        (Some(days), None) => words::for_days(language, days),
    }
}

/// How a criterion stands that is not met.
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

/// How good evidence is.
pub(super) fn grade(evidence: Evidence, language: Language) -> String {
    match evidence {
        Evidence::Assumed => words::assumed(language),
        Evidence::Recorded => words::recorded(language),
        Evidence::Stated => words::stated(language),
        Evidence::Confirmed => words::confirmed(language),
        Evidence::Acted => words::acted(language),
    }
}
