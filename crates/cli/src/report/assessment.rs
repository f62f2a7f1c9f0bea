//! An assessment: where the deal stands, what to do next, what blocks it; then the rest.

use dealgraph::{Assessment, Next, Playbook, Verdict};

use super::blockers::Telling;
use super::page::{Line, Page, style};
use crate::said::report as said;

use super::{Detail, actions, blockers, moves, scorecards, signals, standing};

/// The report of an assessment.
pub(crate) fn report(
    assessment: &Assessment,
    playbook: &Playbook,
    detail: Detail,
    width: usize,
) -> Page {
    let mut page = Page::new(width).by(playbook);
    let next = next(assessment);
    let unmet = next.map_or(&[][..], |(_, verdict)| verdict.unmet.as_slice());
    let blockers: Vec<&str> = unmet.iter().map(|unmet| unmet.criterion.as_str()).collect();
    let shown = actions::shown(assessment, detail);
    standing::write(&mut page, assessment);
    actions::write(&mut page, &shown, assessment.actions.len(), &blockers, detail);
    if let Some((next, verdict)) = next {
        blocked(&mut page, next, verdict, Telling { detail, actions: &shown });
    }
    signals::write(&mut page, &assessment.signals);
    scorecards::write(&mut page, &assessment.scorecards, detail);
    let heading = if next.is_some() { said::other_moves } else { said::moves };
    let heading = heading(page.language());
    moves::write(&mut page, &heading, &others(assessment));
    page
}

/// The natural next stage, with the verdict on moving there.
fn next(assessment: &Assessment) -> Option<(&Next, &Verdict)> {
    let next = assessment.progress.as_ref()?.next.as_ref()?;
    let verdict = assessment.moves.iter().find(|verdict| verdict.to == next.stage)?;
    Some((next, verdict))
}

fn others(assessment: &Assessment) -> Vec<&Verdict> {
    let next = next(assessment).map(|(next, _)| &next.stage);
    assessment.moves.iter().filter(|verdict| Some(&verdict.to) != next).collect()
}

fn blocked(page: &mut Page, next: &Next, verdict: &Verdict, telling: Telling<'_>) {
    if verdict.unmet.is_empty() {
        page.heading(&said::nothing_blocks(page.language(), &next.stage_name), "");
        let front = Line::new().and("  ").with(style::GOOD, "✓ ");
        page.hanging(front, Line::new().and(said::all_met(page.language())));
    } else {
        page.heading(&said::blocks(page.language(), &next.stage_name), "");
    }
    blockers::lettered(page, &verdict.unmet, telling);
    blockers::warnings(page, &verdict.warnings, telling);
}
