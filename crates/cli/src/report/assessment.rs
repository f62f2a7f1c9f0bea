//! An assessment: where the deal stands, what to do next, what blocks it; then the rest.

use dealgraph::{Assessment, Next, Verdict};

use super::blockers::Detail;
use super::page::{Line, Page, style};
use super::{actions, blockers, moves, scorecards, signals, standing};

/// The report of an assessment; `all` leaves nothing out.
pub(crate) fn report(assessment: &Assessment, all: bool, width: usize) -> Page {
    let mut page = Page::new(width);
    let next = next(assessment);
    standing::write(&mut page, assessment);
    let unmet = next.map_or(&[][..], |(_, verdict)| verdict.unmet.as_slice());
    let ids: Vec<&str> = unmet.iter().map(|unmet| unmet.criterion.as_str()).collect();
    actions::write(&mut page, &assessment.actions, &ids, all);
    if let Some((next, verdict)) = next {
        let detail = Detail { all, actions: actions::shown(&assessment.actions, all) };
        blocked(&mut page, next, verdict, detail);
    }
    signals::write(&mut page, &assessment.signals);
    scorecards::write(&mut page, &assessment.scorecards, all);
    moves::write(&mut page, &others(assessment));
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

fn blocked(page: &mut Page, next: &Next, verdict: &Verdict, detail: Detail<'_>) {
    if verdict.unmet.is_empty() {
        page.heading(&format!("Nothing blocks the move to {}", next.stage_name), "");
        if verdict.warnings.is_empty() {
            page.hanging(
                Line::new().and("  ").with(style::GOOD, "✓ "),
                Line::new().and("Every gate on the way is open"),
            );
        }
    } else {
        page.heading(&format!("What blocks the move to {}", next.stage_name), "");
    }
    blockers::lettered(page, &verdict.unmet, detail);
    blockers::warnings(page, &verdict.warnings, detail);
}
