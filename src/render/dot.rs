//! The stage graph in Graphviz's language.

use super::picture::{Picture, Way, criteria};
use crate::base::line::one_line;
use crate::engine::assessment::Assessment;
use crate::playbook::graph::StageIx;
use crate::playbook::playbook::Playbook;
use crate::playbook::stage::StageKind;

const HEAD: &str = r##"  rankdir=LR;
  bgcolor="white";
  node [shape=box, style="rounded,filled", fillcolor="#f5f7fa", color="#4a5568", fontcolor="#1a202c", fontname="Helvetica", fontsize=12, margin="0.15,0.1"];
  edge [color="#4a5568", fontcolor="#4a5568", fontname="Helvetica", fontsize=10];
"##;

/// The stage graph in Graphviz's language, left to right. With an assessment it marks where the deal
/// stands and which ways are open.
#[must_use]
pub fn dot(playbook: &Playbook, assessment: Option<&Assessment>) -> String {
    let picture = Picture::new(playbook, assessment);
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
            look.push_str(", penwidth=4, xlabel=\"the deal is here\"");
        }
        let name = escaped(stage.name());
        text.push_str(&format!(
            "  {} [label=\"{name}{}\"{look}];\n",
            node(ix),
            share.unwrap_or_default()
        ));
    }
    for (from, to, count) in picture.ways() {
        let back = if picture.graph.leads_forward(from, to) {
            ""
        } else {
            "style=dashed, constraint=false, "
        };
        let label = label(&picture, from, to, count);
        text.push_str(&format!("  {} -> {} [{back}label=\"{label}\"];\n", node(from), node(to)));
    }
    for (from, to) in picture.side_ways() {
        let look = "style=dotted, color=\"#a0aec0\", arrowsize=0.6";
        text.push_str(&format!("  {} -> {} [{look}];\n", node(from), node(to)));
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

fn label(picture: &Picture<'_>, from: StageIx, to: StageIx, count: usize) -> String {
    match (picture.way(from, to), count) {
        (Way::Open, _) => "open".to_owned(),
        (Way::Shut(unmet), _) => format!("{unmet} unmet"),
        (Way::Idle, 0) => String::new(),
        (Way::Idle, count) => criteria(count),
    }
}

/// A text inside a quoted DOT string.
fn escaped(text: &str) -> String {
    one_line(text).replace('\\', "\\\\").replace('"', "\\\"")
}
