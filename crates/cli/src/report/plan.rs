//! A plan: what to do before each move, what would do instead, and whether there is time.

use dealgraph::{
    Alternative, Clashing, FixKind, Gain, Obstacle, Plan, PlanOutcome, PlannedMove, Playbook,
    Route, Schedule, Stage, Task, Timestamp,
};

use super::page::{Line, Page, style};
use super::words::{glued, joined};
use crate::said::{plan as said, report};

/// The report of a plan.
pub(crate) fn report(
    plan: &Plan,
    schedule: Option<&Schedule>,
    playbook: &Playbook,
    width: usize,
) -> Page {
    let mut page = Page::new(width).by(playbook);
    match &plan.outcome {
        PlanOutcome::Possible(route) => possible(&mut page, plan, route, playbook),
        PlanOutcome::Impossible(obstacle) => impossible(&mut page, plan, obstacle),
    }
    if let (Some(schedule), Some(route)) = (schedule, plan.route()) {
        timing(&mut page, schedule, route, plan.now);
    }
    page
}

fn possible(page: &mut Page, plan: &Plan, route: &Route, playbook: &Playbook) {
    let language = page.language();
    page.hanging(Line::new(), Line::styled(style::STRONG, said::way_to(language, &plan.to_name)));
    let mut parts = vec![plan.deal.name.clone()];
    if route.moves.is_empty() {
        parts.push(said::there_already(language));
    } else {
        let effort = match route.effort_minutes {
            0 => said::no_work(language),
            minutes => said::of_work(language, said::effort(language, minutes)),
        };
        parts.extend([said::moves(language, route.moves.len()), effort]);
        let least = if route.is_least { said::the_least } else { said::at_most };
        parts.push(least(language));
    }
    page.indented(2, joined(parts, style::QUIET));
    for planned in &route.moves {
        one_move(page, planned, route);
    }
    if !route.alternatives.is_empty() {
        page.heading(&said::alternatives(language), "");
        for alternative in &route.alternatives {
            instead(page, alternative, route, playbook);
        }
    }
}

fn one_move(page: &mut Page, planned: &PlannedMove, route: &Route) {
    let language = page.language();
    let from = planned.from_name.clone().unwrap_or_else(|| said::new_deal(language));
    let mut parts = Vec::new();
    if let Some(days) = planned.expected_days.filter(|days| *days > 0) {
        parts.push(said::about(language, days_of(page, days)));
    }
    if planned.wait_days > 0 {
        parts.push(said::wait(language, days_of(page, planned.wait_days)));
    }
    if !planned.actors.is_empty() {
        parts.push(said::made_by(language, report::any_of(language, &planned.actors)));
    }
    page.heading(&format!("{from} → {}", planned.to_name), &parts.join(" · "));
    if !planned.reasons.is_empty() {
        let reasons = said::with_reason(language, report::any_of(language, &planned.reasons));
        page.indented(2, Line::new().and(reasons));
    }
    if planned.tasks.is_empty() {
        let front = Line::new().and("  ").with(style::GOOD, "✓ ");
        page.hanging(front, Line::styled(style::QUIET, said::open_already(language)));
    }
    for one in &planned.tasks {
        task(page, one, route);
    }
}

fn days_of(page: &Page, days: i64) -> String {
    report::days(page.language(), usize::try_from(days).unwrap_or(0))
}

fn task(page: &mut Page, task: &Task, route: &Route) {
    let language = page.language();
    let text = match task.kind {
        FixKind::Question => report::ask_aloud(language, &task.text),
        _ => task.text.clone(),
    };
    page.hanging(Line::new().and("  ☐ "), Line::new().and(text));
    let gains: Vec<String> = task.gives.iter().map(|one| gain(page, one)).collect();
    let mut parts = vec![said::effort(language, task.effort_minutes)];
    if !gains.is_empty() {
        parts.push(said::to_learn(language, report::row(language, &gains)));
    }
    if !task.owners.is_empty() {
        parts.push(said::seen_to_by(language, report::row(language, &task.owners)));
    }
    page.indented(4, joined(parts, style::QUIET));
    for settled in settled(task, route) {
        page.indented(4, Line::styled(style::QUIET, said::settles(language, settled)));
    }
}

/// What is not yet the case and is, as far as this task goes, once it is done.
fn settled<'r>(task: &Task, route: &'r Route) -> Vec<&'r str> {
    let unmet = route.moves.iter().flat_map(|planned| &planned.unmet);
    let opened = task.opens.iter();
    opened
        .filter_map(|id| unmet.clone().find(|unmet| unmet.criterion == *id))
        .map(|unmet| unmet.otherwise.as_str())
        .collect()
}

fn gain(page: &Page, gain: &Gain) -> String {
    let language = page.language();
    let fact = match &gain.becomes {
        Some(value) => said::becomes(language, &gain.label, value),
        None => gain.label.clone(),
    };
    match gain.evidence {
        Some(grade) => said::as_good_as(language, fact, report::grade(language, grade)),
        None => fact,
    }
}

fn instead(page: &mut Page, one: &Alternative, route: &Route, playbook: &Playbook) {
    let language = page.language();
    let found: Vec<String> = one.finding.iter().map(|one| gain(page, one)).collect();
    let (found, gone) = (report::row(language, &found), report::row(language, &one.instead_of));
    let facts = match (one.finding.is_empty(), one.instead_of.is_empty()) {
        (false, false) => said::rather(language, found, gone),
        (false, true) => said::also(language, found),
        (true, _) => said::without(language, gone),
    };
    let mut parts =
        vec![facts, said::of_work(language, said::effort(language, one.effort_minutes))];
    if !one.through.iter().eq(route.moves.iter().map(|planned| &planned.to)) {
        let graph = playbook.graph();
        let name = |id: &dealgraph::Id| {
            let stage = graph.find(id.as_str()).and_then(|ix| graph.stage(ix));
            stage.map_or_else(|| id.to_string(), |stage: &Stage| stage.name().to_owned())
        };
        let names: Vec<String> = one.through.iter().map(name).collect();
        parts.push(said::through(language, report::row(language, &names)));
    }
    page.hanging(Line::new().and("  ○ "), joined(parts, style::PLAIN));
}

fn timing(page: &mut Page, schedule: &Schedule, route: &Route, now: Timestamp) {
    let language = page.language();
    let spare = days_of(page, schedule.spare_days.abs());
    let heading = match schedule.is_in_time() {
        true => said::in_time(language, schedule.by.date(), spare),
        false => said::too_late(language, schedule.by.date(), spare),
    };
    page.heading(&heading, &said::done_on(language, schedule.done.date()));
    if schedule.untimed > 0 {
        let remark = said::untimed(language, said::moves(language, schedule.untimed));
        page.indented(2, Line::styled(style::QUIET, remark));
    }
    for (planned, day) in route.moves.iter().zip(&schedule.begin_by) {
        let told = if day.date() < now.date() { said::was_to_begin_by } else { said::begin_by };
        let begin = told(language, glued(&planned.to_name), day.date());
        page.indented(2, Line::new().and(begin));
    }
}

fn impossible(page: &mut Page, plan: &Plan, obstacle: &Obstacle) {
    let language = page.language();
    let (sign, headline) = match obstacle {
        Obstacle::Undecided(_) => ("? ", said::untold(language, &plan.to_name)),
        _ => ("✗ ", said::impossible(language, &plan.to_name)),
    };
    page.hanging(Line::styled(style::BAD.bold(), sign), Line::styled(style::STRONG, headline));
    match obstacle {
        Obstacle::NoWay => page.indented(2, Line::new().and(said::no_moves(language))),
        Obstacle::Clash(clash) if clash.is_empty() => {
            page.indented(2, Line::new().and(said::settled(language)));
        }
        Obstacle::Clash(clash) => {
            page.indented(2, Line::new().and(said::clash(language)));
            for one in clash {
                clashing(page, one);
            }
        }
        Obstacle::Undecided(parts) if parts.is_empty() => {
            page.indented(2, Line::new().and(said::too_large(language)));
        }
        Obstacle::Undecided(parts) => {
            page.indented(2, Line::new().and(said::undecided(language)));
            for part in parts {
                page.indented(4, Line::new().and(format!("`{part}`")));
            }
        }
    }
}

fn clashing(page: &mut Page, one: &Clashing) {
    let text = Line::new().and(&one.sentence).with(style::QUIET, format!("  {}", one.criterion));
    page.hanging(Line::new().and("  ✗ "), text);
}
