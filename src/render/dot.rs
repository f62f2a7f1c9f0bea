//! The stage graph in Graphviz's language.

use super::picture::{Course, DealView, Picture, Standing, Way, words, wrapped};
use crate::base::line::one_line;
use crate::playbook::graph::StageIx;
use crate::playbook::playbook::Playbook;
use crate::playbook::stage::StageKind;

const HEAD: &str = r##"  rankdir=LR;
  bgcolor="white";
  node [shape=box, style="rounded,filled", fillcolor="#f5f7fa", color="#4a5568", fontcolor="#1a202c", fontname="Helvetica", fontsize=12, margin="0.15,0.1"];
  edge [color="#4a5568", fontcolor="#4a5568", fontname="Helvetica", fontsize=10];
"##;

/// The stage graph in Graphviz's language, left to right. With a deal it marks where that stands,
/// which ways are open, what is missing for the others, and the way that is planned.
#[must_use]
pub fn dot(playbook: &Playbook, deal: Option<DealView<'_>>) -> String {
    let picture = Picture::new(playbook, deal);
    let title = escaped(&playbook.rule_set().name);
    let mut text = format!("digraph \"{title}\" {{\n{HEAD}");
    for (ix, stage) in picture.stages() {
        let share = stage.probability().map(|share| format!("\\n{:.0} %", share * 100.0));
        let mut look = match stage.kind() {
            StageKind::Open => String::new(),
            StageKind::Won => ", fillcolor=\"#e6f4ea\", penwidth=2".to_owned(),
            StageKind::Lost => ", fillcolor=\"#ffffff\", style=\"rounded,dashed\"".to_owned(),
            StageKind::Parked => ", fillcolor=\"#ffffff\", style=\"rounded,dotted\"".to_owned(),
        };
        if picture.is_here(stage) {
            let here = escaped(&words::here(picture.language()));
            look.push_str(&format!(", penwidth=4, xlabel=\"{here}\""));
        }
        let name = escaped(stage.name());
        text.push_str(&format!(
            "  {} [label=\"{name}{}\"{look}];\n",
            node(ix),
            share.unwrap_or_default()
        ));
    }
    for way in picture.ways_apart_last() {
        let mut look = match way.course {
            Course::Ahead => String::new(),
            Course::Back => "style=dashed, constraint=false, ".to_owned(),
            Course::Aside => "style=dotted, color=\"#a0aec0\", arrowsize=0.6, ".to_owned(),
        };
        if way.planned.is_some() {
            look.push_str("penwidth=3, ");
        }
        let label = label(&picture, way);
        let (from, to) = (node(way.from), node(way.to));
        text.push_str(&format!("  {from} -> {to} [{look}label=\"{label}\"];\n"));
    }
    text.push_str(&aside(&picture));
    text + "}\n"
}

/// Lost and parked stages stand in a column of their own.
fn aside(picture: &Picture<'_>) -> String {
    let aside = picture
        .stages()
        .filter(|(_, stage)| matches!(stage.kind(), StageKind::Lost | StageKind::Parked))
        .map(|(ix, _)| format!("{}; ", node(ix)));
    format!("  {{ rank=same; {}}}\n", aside.collect::<String>())
}

fn node(ix: StageIx) -> String {
    format!("s{}", ix.position())
}

fn label(picture: &Picture<'_>, way: &Way<'_>) -> String {
    if way.standing == Standing::Idle && !way.has_gate() && way.planned.is_none() {
        return String::new();
    }
    let mut lines = vec![picture.told(way)];
    for unmet in way.missing() {
        lines.extend(wrapped(&format!("• {}", unmet.otherwise)));
    }
    lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("\\n")
}

/// A text inside a quoted DOT string.
fn escaped(text: &str) -> String {
    one_line(text).replace('\\', "\\\\").replace('"', "\\\"")
}
