//! What it would change if facts were otherwise.

use std::collections::BTreeSet;

use dealgraph::{Assessment, Plan, Playbook, Verdict};

use super::page::{Line, Page, style};
use super::words::joined;
use crate::said::{plan as said, report};

/// Adds what moves would be opened and shut, from one assessment to the other.
pub(crate) fn moves(
    page: &mut Page,
    set: &[String],
    between: (&Assessment, &Assessment),
    playbook: &Playbook,
) {
    let language = page.language();
    let (before, after) = between;
    let allowed = |verdicts: &[Verdict], verdict: &Verdict| {
        verdicts.iter().any(|known| known.to == verdict.to && known.is_allowed())
    };
    let names = |verdicts: &[Verdict], other: &[Verdict]| -> Vec<String> {
        let changed = verdicts.iter().filter(|v| v.is_allowed() && !allowed(other, v));
        changed.map(|verdict| stage_name(playbook, verdict.to.as_str())).collect()
    };
    heading(page, set);
    let (opened, shut) = (names(&after.moves, &before.moves), names(&before.moves, &after.moves));
    if opened.is_empty() && shut.is_empty() {
        page.indented(2, Line::new().and(said::no_move_changes(language)));
    }
    if !opened.is_empty() {
        good(page, said::opens(language, report::row(language, &opened)));
    }
    if !shut.is_empty() {
        bad(page, said::shuts(language, report::row(language, &shut)));
    }
}

/// Adds what the plan would need no longer and besides, from one plan to the other.
pub(crate) fn plans(page: &mut Page, set: &[String], between: (&Plan, &Plan)) {
    let language = page.language();
    let (before, after) = between;
    heading(page, set);
    let (was, is) = match (before.route(), after.route()) {
        (Some(was), Some(is)) => (was.effort_minutes, is.effort_minutes),
        (None, Some(_)) => return good(page, said::opens_a_way(language, &after.to_name)),
        (Some(_), None) => return bad(page, said::shuts_the_way(language, &after.to_name)),
        (None, None) => {
            return page.indented(2, Line::new().and(said::impossible(language, &after.to_name)));
        }
    };
    let effort = |minutes| said::effort(language, minutes);
    match is.cmp(&was) {
        std::cmp::Ordering::Less => {
            good(page, said::saves(language, effort(was - is), effort(was)));
        }
        std::cmp::Ordering::Greater => {
            bad(page, said::costs(language, effort(is - was), effort(was)));
        }
        std::cmp::Ordering::Equal => {
            page.indented(2, Line::new().and(said::no_work_changes(language)));
        }
    }
    let (needed, needs) = (facts_of(before), facts_of(after));
    let row = |facts: Vec<&String>| report::row(language, &facts);
    let (gone, new): (Vec<_>, Vec<_>) =
        (needed.difference(&needs).collect(), needs.difference(&needed).collect());
    if !gone.is_empty() {
        page.indented(4, Line::styled(style::QUIET, said::no_longer(language, row(gone))));
    }
    if !new.is_empty() {
        page.indented(4, Line::styled(style::QUIET, said::needed_too(language, row(new))));
    }
}

fn heading(page: &mut Page, set: &[String]) {
    let language = page.language();
    page.heading(&said::supposing(language), "");
    page.indented(2, joined(set, style::QUIET));
}

fn good(page: &mut Page, text: String) {
    page.hanging(Line::styled(style::GOOD, "  ✓ "), Line::new().and(text));
}

fn bad(page: &mut Page, text: String) {
    page.hanging(Line::styled(style::BAD, "  ✗ "), Line::new().and(text));
}

/// The facts that a plan needs, by what people call them.
fn facts_of(plan: &Plan) -> BTreeSet<String> {
    let moves = plan.route().into_iter().flat_map(|route| &route.moves);
    let tasks = moves.flat_map(|planned| &planned.tasks);
    tasks.flat_map(|task| &task.gives).map(|gain| gain.label.clone()).collect()
}

fn stage_name(playbook: &Playbook, id: &str) -> String {
    let graph = playbook.graph();
    let stage = graph.find(id).and_then(|ix| graph.stage(ix));
    stage.map_or_else(|| id.to_owned(), |stage| stage.name().to_owned())
}
