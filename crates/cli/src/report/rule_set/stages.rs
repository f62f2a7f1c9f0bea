//! Stages: what they are for, their gates in words, and where they lead.

use dealgraph::{
    Criterion, Forecast, Playbook, Stage, StageIx, StageKind, Strictness, Transition, TransitionIx,
};

use crate::report::page::{Line, Page, style};
use crate::report::words::{joined, percent, spoken};

/// The column where gates and ways begin.
const TEXT: usize = 17;

/// Every stage, in document order.
pub(super) fn write(page: &mut Page, playbook: &Playbook) {
    page.heading("Stages", "");
    let mut number = 0;
    for (ix, stage) in playbook.graph().stages() {
        number += usize::from(stage.is_open());
        if stage.position() > 0 {
            page.gap();
        }
        title(page, stage, number);
        gate(page, "to enter", playbook.entry_of(ix));
        gate(page, "to leave", playbook.exit_of(ix));
        gate(page, "while here", playbook.stay_of(ix));
        ways(page, playbook, ix);
    }
}

/// What a checklist, which has no stages of its own, asks of those that it is laid over.
pub(super) fn write_checklist(page: &mut Page, playbook: &Playbook) {
    page.heading("What it asks for", "at the stages that a process puts it at");
    let open = playbook.graph().stages().filter(|(_, stage)| stage.is_open());
    for criterion in open.flat_map(|(ix, _)| playbook.exit_of(ix)) {
        page.hanging(Line::new().and("  ▪ "), criterion_line(criterion));
    }
}

fn title(page: &mut Page, stage: &Stage, number: usize) {
    let sign = match stage.kind() {
        StageKind::Open => number.to_string(),
        StageKind::Won => "★".to_owned(),
        StageKind::Lost => "✗".to_owned(),
        StageKind::Parked => "‖".to_owned(),
    };
    let front = Line::new().and(format!("{sign:>3}  "));
    let name = Line::styled(style::STRONG, stage.name()).and("  ");
    page.hanging(front, name.with(style::QUIET, stage.id().as_str()));
    if let Some(goal) = stage.goal() {
        page.indented(5, Line::new().and(goal));
    }
    let parts = [
        stage.probability().map(|share| format!("{} likely", percent(share))),
        stage.forecast().map(|forecast| forecast_word(forecast).to_owned()),
        stage.expected().map(|length| format!("{length} expected")),
        stage.stalled_after().map(|length| format!("stalled after {length}")),
        stage.buyer_stage().map(|stage| format!("buyer: {}", spoken(stage))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if !parts.is_empty() {
        page.indented(5, joined(parts, style::QUIET));
    }
}

const fn forecast_word(forecast: Forecast) -> &'static str {
    match forecast {
        Forecast::Omitted => "not forecast",
        Forecast::Pipeline => "pipeline",
        Forecast::BestCase => "best case",
        Forecast::Commit => "commit",
        Forecast::Closed => "closed",
    }
}

fn front(label: &mut &str) -> Line {
    Line::new().up_to(5).with(style::QUIET, std::mem::take(label)).up_to(TEXT)
}

fn gate<'p>(page: &mut Page, label: &str, criteria: impl Iterator<Item = &'p Criterion>) {
    let mut label = label;
    for criterion in criteria {
        page.hanging(front(&mut label), criterion_line(criterion));
    }
}

fn criterion_line(criterion: &Criterion) -> Line {
    let text = Line::new().and(criterion.sentence());
    match asked(criterion) {
        asked if asked.is_empty() => text,
        asked => text.with(style::QUIET, format!(" ({})", asked.join(", "))),
    }
}

/// What a criterion asks for besides being true.
fn asked(criterion: &Criterion) -> Vec<String> {
    let roles: Vec<String> = criterion.overridable_by().map(spoken).collect();
    [
        criterion.evidence().map(|grade| grade.word().to_owned()),
        criterion.fresh().map(|length| format!("within {length}")),
        (criterion.strictness() == Strictness::Warn).then(|| "blocks nothing".to_owned()),
        criterion.owner().map(|role| format!("{} sees to it", spoken(role))),
        (!roles.is_empty()).then(|| format!("{} may override", roles.join(" or "))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Where a stage leads, and what the way asks besides. What every open stage leads to alike stands
/// with the stage it leads to.
fn ways(page: &mut Page, playbook: &Playbook, ix: StageIx) {
    let graph = playbook.graph();
    let mut label = "leads to";
    let from_here = graph.transitions().filter(|(_, start, ..)| *start == ix);
    for (transition, _, to, way) in from_here {
        let Some(stage) = graph.stage(to).filter(|_| !is_from_everywhere(playbook, to)) else {
            continue;
        };
        let text =
            joined(std::iter::once(stage.name().to_owned()).chain(conditions(way)), style::PLAIN);
        page.hanging(front(&mut label), text);
        asks(page, playbook, transition);
    }
    let mut into = graph.transitions().filter(|(_, _, end, _)| *end == ix);
    if let Some((transition, _, _, way)) = into.next().filter(|_| is_from_everywhere(playbook, ix))
    {
        let parts = std::iter::once("any open stage".to_owned()).chain(conditions(way));
        page.hanging(front(&mut "comes from"), joined(parts, style::PLAIN));
        asks(page, playbook, transition);
    }
}

/// What a way asks besides leaving one stage and entering the other.
fn asks(page: &mut Page, playbook: &Playbook, transition: TransitionIx) {
    for criterion in playbook.guards_of(transition).chain(playbook.added_to(transition)) {
        let front = Line::new().up_to(TEXT).with(style::QUIET, "▪ ");
        page.hanging(front, criterion_line(criterion));
    }
}

/// Whether every open stage leads to a stage, on the same conditions.
fn is_from_everywhere(playbook: &Playbook, to: StageIx) -> bool {
    let graph = playbook.graph();
    let ways = || graph.transitions().filter(|(_, _, end, _)| *end == to);
    let first = ways().next().map(|(_, _, _, way)| conditions(way));
    let mut open = graph.stages().filter(|(_, stage)| stage.is_open()).map(|(ix, _)| ix);
    let leads = |from: StageIx| {
        ways().any(|(_, start, _, way)| start == from && Some(conditions(way)) == first)
    };
    graph.stage(to).is_some_and(|stage| !stage.is_open()) && open.all(leads) && ways().count() > 1
}

fn conditions(way: &Transition) -> Vec<String> {
    let actors: Vec<String> = way.actors().map(spoken).collect();
    let reasons: Vec<String> = way.reasons().map(spoken).collect();
    [
        (!actors.is_empty()).then(|| format!("by {}", actors.join(" or "))),
        (!reasons.is_empty()).then(|| format!("reason: {}", reasons.join(", "))),
    ]
    .into_iter()
    .flatten()
    .collect()
}
