//! The stage graph for a terminal.

use super::picture::{Course, DealView, Picture, Standing, Way, words};
use crate::base::line::one_line;
use crate::playbook::graph::StageIx;
use crate::playbook::playbook::Playbook;
use crate::playbook::stage::{Stage, StageKind};

/// The stage graph as lines for a terminal: the stages from top to bottom, the gate to the next one
/// between them, other ways behind arrows. With a deal it marks where that stands, which ways are
/// open, what is missing for the others, and the way that is planned.
#[must_use]
pub fn graph_text(playbook: &Playbook, deal: Option<DealView<'_>>) -> String {
    let picture = Picture::new(playbook, deal);
    let mut lines = vec![one_line(&playbook.rule_set().name), String::new()];
    let spine: Vec<(StageIx, &Stage)> = picture
        .stages()
        .filter(|(_, stage)| matches!(stage.kind(), StageKind::Open | StageKind::Won))
        .collect();
    for (place, (ix, stage)) in spine.iter().enumerate() {
        let next = spine.get(place + 1).map(|(next, _)| *next);
        lines.push(stage_line(&picture, stage));
        lines.extend(other_ways(&picture, *ix, next));
        lines.extend(next.map(|next| spine_lines(&picture, *ix, next)).into_iter().flatten());
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
    let here = picture.is_here(stage).then(|| words::here(picture.language()));
    let here = here.map(|here| format!("  ← {here}")).unwrap_or_default();
    format!("{sign} {} ({}){}{here}", one_line(stage.name()), stage.id(), share.unwrap_or_default())
}

/// The lines between a stage and the one below it.
fn spine_lines(picture: &Picture<'_>, from: StageIx, to: StageIx) -> Vec<String> {
    match picture.ways().iter().find(|way| (way.from, way.to) == (from, to)) {
        Some(way) => {
            let sign = if way.planned.is_some() { "┃" } else { "│" };
            std::iter::once(format!("{sign}  {}", gate(picture, way))).chain(missing(way)).collect()
        }
        None => vec![String::new()],
    }
}

/// What keeps a way shut.
fn missing(way: &Way<'_>) -> Vec<String> {
    way.missing().map(|unmet| format!("│    · {}", one_line(&unmet.otherwise))).collect()
}

fn gate(picture: &Picture<'_>, way: &Way<'_>) -> String {
    let told = picture.told(way);
    match way.standing {
        Standing::Idle => told,
        Standing::Open => format!("✓ {told}"),
        Standing::Shut(_) => format!("✗ {told}"),
    }
}

fn other_ways(picture: &Picture<'_>, from: StageIx, next: Option<StageIx>) -> Vec<String> {
    let others: Vec<&Way<'_>> = picture
        .ways()
        .iter()
        .filter(|way| way.from == from && Some(way.to) != next && way.course != Course::Aside)
        .collect();
    let targets: Vec<StageIx> = others.iter().map(|way| way.to).collect();
    if reaches_every_open_stage(picture, &targets) {
        return vec!["│  ↰ back to any open stage".to_owned()];
    }
    others
        .into_iter()
        .flat_map(|way| {
            let arrow = if way.course == Course::Ahead { "↳" } else { "↰ back to" };
            let line = format!("│  {arrow} {} ({})", picture.name(way.to), gate(picture, way));
            std::iter::once(line).chain(missing(way))
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
    let ways = picture.ways();
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
                ways.iter().filter(|way| way.to == ix).map(|way| way.from).collect();
            let out: Vec<StageIx> =
                ways.iter().filter(|way| way.from == ix).map(|way| way.to).collect();
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
    picture.row(stages.iter().map(|ix| picture.name(*ix)))
}
