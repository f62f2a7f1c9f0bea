//! The stage graph for a terminal.

use super::picture::{Picture, Way, criteria};
use crate::base::line::one_line;
use crate::engine::assessment::Assessment;
use crate::playbook::graph::StageIx;
use crate::playbook::playbook::Playbook;
use crate::playbook::stage::{Stage, StageKind};

/// The stage graph as lines for a terminal: the stages from top to bottom, the gate to the next one
/// between them, other ways behind arrows. With an assessment it marks where the deal stands and
/// which ways are open.
#[must_use]
pub fn graph_text(playbook: &Playbook, assessment: Option<&Assessment>) -> String {
    let picture = Picture::new(playbook, assessment);
    let mut lines = vec![one_line(&playbook.rule_set().name), String::new()];
    let spine: Vec<(StageIx, &Stage)> = picture
        .stages()
        .filter(|(_, stage)| matches!(stage.kind(), StageKind::Open | StageKind::Won))
        .collect();
    for (place, (ix, stage)) in spine.iter().enumerate() {
        let next = spine.get(place + 1).map(|(next, _)| *next);
        lines.push(stage_line(&picture, stage));
        lines.extend(other_ways(&picture, *ix, next));
        lines.extend(next.map(|next| spine_line(&picture, *ix, next)));
    }
    lines.push(String::new());
    lines.extend(side_lines(&picture));
    lines.join("\n") + "\n"
}

fn stage_line(picture: &Picture<'_>, stage: &Stage) -> String {
    let sign = match (picture.is_here(stage), stage.kind()) {
        (true, _) => "●",
        (false, StageKind::Won) => "★",
        (false, _) => "○",
    };
    let share = stage.probability().map(|share| format!("  {:.0} %", share * 100.0));
    let here = if picture.is_here(stage) { "  ← the deal is here" } else { "" };
    format!("{sign} {} ({}){}{here}", one_line(stage.name()), stage.id(), share.unwrap_or_default())
}

/// The line between a stage and the one below it.
fn spine_line(picture: &Picture<'_>, from: StageIx, to: StageIx) -> String {
    let ways = picture.ways();
    match ways.iter().find(|(source, target, _)| *source == from && *target == to) {
        Some((_, _, count)) => format!("│  {}", gate(picture, from, to, *count)),
        None => String::new(),
    }
}

fn gate(picture: &Picture<'_>, from: StageIx, to: StageIx, count: usize) -> String {
    let asked = match count {
        0 => "no gate".to_owned(),
        count => criteria(count),
    };
    match picture.way(from, to) {
        Way::Idle => asked,
        Way::Open => format!("{asked}: open ✓"),
        Way::Shut(unmet) => format!("{asked}: {unmet} unmet ✗"),
    }
}

fn other_ways(picture: &Picture<'_>, from: StageIx, next: Option<StageIx>) -> Vec<String> {
    let ways = picture.ways();
    let others: Vec<_> =
        ways.iter().filter(|(source, to, _)| *source == from && Some(*to) != next).collect();
    let targets: Vec<StageIx> = others.iter().map(|(_, to, _)| *to).collect();
    if reaches_every_open_stage(picture, &targets) {
        return vec!["│  ↰ back to any open stage".to_owned()];
    }
    others
        .into_iter()
        .map(|(_, to, count)| {
            let name = picture.graph.stage(*to).map(|stage| one_line(stage.name()));
            let arrow = if picture.graph.leads_forward(from, *to) { "↳" } else { "↰ back to" };
            format!(
                "│  {arrow} {} ({})",
                name.unwrap_or_default(),
                gate(picture, from, *to, *count)
            )
        })
        .collect()
}

fn reaches_every_open_stage(picture: &Picture<'_>, targets: &[StageIx]) -> bool {
    let mut open = picture.stages().filter(|(_, stage)| stage.is_open());
    targets.len() > 2 && open.all(|(ix, _)| targets.contains(&ix))
}

/// Lost and parked stages, with where they are reached from and where they lead.
fn side_lines(picture: &Picture<'_>) -> Vec<String> {
    let open: Vec<StageIx> =
        picture.stages().filter(|(_, stage)| stage.is_open()).map(|(ix, _)| ix).collect();
    let ways = picture.side_ways();
    let aside = picture
        .stages()
        .filter(|(_, stage)| matches!(stage.kind(), StageKind::Lost | StageKind::Parked));
    aside
        .map(|(ix, stage)| {
            let sign = match (picture.is_here(stage), stage.kind()) {
                (true, _) => "●",
                (false, StageKind::Lost) => "✗",
                (false, _) => "‖",
            };
            let into: Vec<StageIx> =
                ways.iter().filter(|(_, to)| *to == ix).map(|(from, _)| *from).collect();
            let out: Vec<StageIx> =
                ways.iter().filter(|(from, _)| *from == ix).map(|(_, to)| *to).collect();
            let from = if !open.is_empty() && open.iter().all(|stage| into.contains(stage)) {
                "from any open stage".to_owned()
            } else {
                format!("from {}", names(picture, &into))
            };
            let back = if out.is_empty() {
                String::new()
            } else if reaches_every_open_stage(picture, &out) {
                "; back to any stage".to_owned()
            } else {
                format!("; back to {}", names(picture, &out))
            };
            format!("{sign} {} ({})  {from}{back}", one_line(stage.name()), stage.id())
        })
        .collect()
}

fn names(picture: &Picture<'_>, stages: &[StageIx]) -> String {
    let names = stages.iter().filter_map(|ix| Some(one_line(picture.graph.stage(*ix)?.name())));
    names.collect::<Vec<_>>().join(", ")
}
