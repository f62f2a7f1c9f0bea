//! What a manager is told.

use super::super::coach::Ground;
use super::super::telling;
use super::super::words;
use super::{ForecastCheck, ManagerBriefing, claims, rep};
use crate::base::language::Language;
use crate::base::time::{Duration, Timestamp};
use crate::deal::table::given;
use crate::engine::assessment::Signal;
use crate::engine::unmet::{FixKind, Found, Unmet, UnmetState};
use crate::expr::{Facts, Value};
use crate::playbook::graph::StageIx;
use crate::playbook::stage::{Forecast, StageKind};

/// How many questions a manager asks.
const QUESTIONS: usize = 3;

/// What the manager is told about a deal.
pub(in super::super) fn briefing(ground: &Ground<'_>) -> ManagerBriefing {
    let timing = timing(ground);
    ManagerBriefing {
        standing: telling::standing(ground.assessment, ground.situation.words()),
        questions: questions(ground, timing.as_ref()),
        forecast: forecast(ground, timing.as_ref()),
        claims: claims::claims(ground.situation),
        risks: ground.loud().cloned().collect(),
        not_yet: rep::not_yet(ground),
    }
}

/// The close date on record against the pace that the stages expect.
struct Timing {
    close: Timestamp,
    is_past: bool,
    /// When it would be won, if each stage took as long as expected.
    usual: Option<Timestamp>,
}

impl Timing {
    /// By how many days the close date comes too early.
    fn early_by(&self) -> i64 {
        let day = |at: Timestamp| Timestamp::parse_date(&at.date()).unwrap_or(at);
        self.usual.map_or(0, |usual| day(usual).days_since(day(self.close)))
    }

    fn is_late(&self) -> bool {
        self.is_past || self.early_by() > 0
    }

    fn asked(&self, language: Language) -> String {
        match self.is_past {
            true => words::ask_for_a_date(language, self.close.date()),
            false => words::ask_for_the_days(language, self.close.date()),
        }
    }

    fn said(&self, language: Language) -> String {
        let close = self.close.date();
        match self.usual {
            _ if self.is_past => words::close_date_past(language, close),
            None => String::new(),
            Some(usual) if self.is_late() => {
                words::close_date_missed(language, close, usual.date(), self.early_by())
            }
            Some(usual) => words::close_date_kept(language, close, usual.date()),
        }
    }
}

fn timing(ground: &Ground<'_>) -> Option<Timing> {
    let situation = ground.situation;
    let is_open = ground.assessment.progress.as_ref().is_some_and(|p| p.kind == StageKind::Open);
    let Some(Value::Timestamp(close)) = situation.row.get(given::CLOSE_DATE) else { return None };
    let is_past = close.date() < situation.now.date();
    let days = usual_days(ground).and_then(|days| days.checked_mul(86_400));
    let usual = days.and_then(Duration::from_seconds).and_then(|d| situation.now.checked_add(d));
    is_open.then_some(Timing { close: *close, is_past, usual })
}

/// How many days a healthy deal still takes, from each stage to the nearest one ahead, until it is won;
/// `None` when no stage on this way says how long it takes.
fn usual_days(ground: &Ground<'_>) -> Option<i64> {
    let graph = &ground.situation.model().graph;
    let here = ground.situation.stage?;
    let nearest = |stage: &StageIx| {
        let ahead = graph.forward_from(*stage).into_iter().map(|(_, next)| next);
        ahead.min_by_key(|next| graph.forward_rank(*next))
    };
    let way = std::iter::successors(Some(here), nearest);
    let open = way.map_while(|ix| Some((ix, graph.stage(ix).filter(|stage| stage.is_open())?)));
    let expected = open.filter_map(|(ix, stage)| {
        let expected = stage.expected()?.seconds().div_euclid(86_400);
        let spent = ground.situation.days(given::DAYS_IN_STAGE).filter(|_| ix == here);
        Some((expected - spent.unwrap_or(0)).max(0))
    });
    expected.reduce(i64::saturating_add)
}

/// The questions for the one-to-one, each of another kind as far as there are: whose word a claim is,
/// what is missing, whether there is time, what warns.
fn questions(ground: &Ground<'_>, timing: Option<&Timing>) -> Vec<String> {
    let language = ground.situation.words();
    let unmet = ground.next_verdict().map(|verdict| verdict.unmet.as_slice()).unwrap_or_default();
    let is_weak =
        |unmet: &&Unmet| matches!(unmet.state, UnmetState::Unverified | UnmetState::Stale);
    let weak = unmet.iter().chain(&ground.carried.unmet).filter(is_weak);
    let mut claims = weak.filter_map(|unmet| whose_word(unmet, language));
    let first = ground.first_gap().filter(|unmet| !is_weak(unmet));
    let others = unmet.iter().filter(|one| Some(*one) != first && !is_weak(one));
    let late = timing.filter(|timing| timing.is_late());
    let late = late.map(|timing| timing.asked(language));
    let mut signals = sharpest(ground).into_iter();
    let mut signals = signals.by_ref().map(|signal| words::ask_what_now(language, &signal.text));
    let mut asked: Vec<String> = Vec::new();
    asked.extend(claims.next());
    asked.extend(first.map(|unmet| about_gap(unmet, language)));
    asked.extend(late);
    asked.extend(signals.next());
    asked.extend(others.map(|unmet| about_another_gap(unmet, language)).next());
    asked.extend(signals.next());
    asked.extend(claims.next());
    asked.truncate(QUESTIONS);
    asked
}

/// Signs that every deal can show by its dates alone: a rule set's own say more.
const BY_DATES: [&str; 4] = ["stalled", "slow", "idle", "close_date_passed"];

/// The warning signs, of the equally serious those first that a rule set looks for.
fn sharpest<'g>(ground: &'g Ground<'_>) -> Vec<&'g Signal> {
    let mut signals: Vec<&Signal> = ground.loud().collect();
    signals.sort_by_key(|signal| {
        (std::cmp::Reverse(signal.severity), BY_DATES.contains(&signal.id.as_str()))
    });
    signals
}

fn whose_word(unmet: &Unmet, language: Language) -> Option<String> {
    let found: &Found = unmet.found.iter().find(|found| found.value.is_some())?;
    let value = found.value.as_deref().unwrap_or_default();
    Some(match unmet.state {
        UnmetState::Stale => words::ask_if_still(language, &found.label, value),
        _ => words::ask_who_said(language, &found.label, value),
    })
}

fn about_gap(unmet: &Unmet, language: Language) -> String {
    let question = unmet.fixes.iter().find(|fix| fix.kind == FixKind::Question);
    match question {
        Some(question) => words::ask_if_asked(language, &unmet.otherwise, &question.text),
        None => about_another_gap(unmet, language),
    }
}

fn about_another_gap(unmet: &Unmet, language: Language) -> String {
    match unmet.state {
        UnmetState::Unknown => words::ask_how_to_learn(language, &unmet.otherwise),
        _ => words::ask_smallest_step(language, &unmet.otherwise),
    }
}

/// The stage's forecast, held against the evidence.
fn forecast(ground: &Ground<'_>, timing: Option<&Timing>) -> Option<ForecastCheck> {
    let carried = &ground.carried;
    let progress = ground.assessment.progress.as_ref().filter(|p| p.kind == StageKind::Open)?;
    let language = ground.situation.words();
    let graph = &ground.situation.model().graph;
    let carried_to = carried.only_to.and_then(|ix| graph.stage(ix));
    let (facts, own) = claims::own_word(ground.situation);
    let mut sentences = vec![
        claim(language, &progress.stage_name, progress.forecast, progress.probability),
        backing(language, facts, own),
    ];
    sentences.push(match (carried.asked, carried_to) {
        (0, _) => String::new(),
        (asked, None) => words::gates_still_hold(language, asked),
        (asked, Some(stage)) => {
            let stage = match stage.probability {
                Some(share) => words::at_share(language, stage.name(), percent(share)),
                None => stage.name().to_owned(),
            };
            match carried.unmet.len() {
                unmet if unmet == asked => words::no_gate_holds(language, asked, stage),
                1 => words::one_gate_does_not_hold(language, asked, stage),
                unmet => words::gates_do_not_hold(language, unmet, asked, stage),
            }
        }
    });
    sentences.extend(timing.map(|timing| timing.said(language)));
    sentences.retain(|sentence| !sentence.is_empty());
    Some(ForecastCheck {
        text: sentences.join(&words::between_sentences(language)),
        category: progress.forecast,
        probability: progress.probability,
        facts,
        own_word: own,
        passed: carried.asked,
        not_backed: carried.unmet.clone(),
        carried_to: carried_to.map(|stage| stage.id().clone()),
        close_date: timing.map(|timing| timing.close),
        usual_date: timing.and_then(|timing| timing.usual),
    })
}

fn claim(
    language: Language,
    stage: &str,
    category: Option<Forecast>,
    probability: Option<f64>,
) -> String {
    let claim = match category {
        None if probability.is_none() => return String::new(),
        None => words::stands(language, stage),
        Some(Forecast::Omitted) => words::is_omitted(language, stage),
        Some(Forecast::Pipeline) => words::is_pipeline(language, stage),
        Some(Forecast::BestCase) => words::is_best_case(language, stage),
        Some(Forecast::Commit) => words::is_commit(language, stage),
        Some(Forecast::Closed) => words::is_closed(language, stage),
    };
    let claim = match probability {
        Some(share) => words::at_percent(language, claim, percent(share)),
        None => claim,
    };
    words::stop(language, claim)
}

fn percent(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

fn backing(language: Language, facts: usize, own: usize) -> String {
    match (facts, own) {
        (0, _) => words::backed_by_nothing(language),
        (_, 0) => words::backed_by_buyer(language, facts),
        (facts, own) if facts == own => words::backed_by_us_alone(language, facts),
        (facts, 1) => words::backed_but_for_one(language, facts),
        (facts, own) => words::backed_by_us(language, own, facts),
    }
}
