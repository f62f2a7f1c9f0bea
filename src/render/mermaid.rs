//! The stage graph as a Mermaid flowchart.

use super::picture::{Picture, Way, criteria};
use crate::base::line::one_line;
use crate::engine::assessment::Assessment;
use crate::playbook::graph::StageIx;
use crate::playbook::playbook::Playbook;
use crate::playbook::stage::StageKind;

/// The stage graph as a Mermaid flowchart, left to right. With an assessment it marks where the deal
/// stands and which ways are open.
#[must_use]
pub fn mermaid(playbook: &Playbook, assessment: Option<&Assessment>) -> String {
    let picture = Picture::new(playbook, assessment);
    let mut lines = vec!["flowchart LR".to_owned()];
    for (ix, stage) in picture.stages() {
        let name = escaped(stage.name());
        let label = match (picture.is_here(stage), stage.probability()) {
            (true, _) => format!("{name}<br/>the deal is here"),
            (false, Some(share)) => format!("{name}<br/>{:.0} %", share * 100.0),
            (false, None) => name,
        };
        let (open, close) = match stage.kind() {
            StageKind::Open => ("[", "]"),
            StageKind::Won => ("([", "])"),
            StageKind::Lost | StageKind::Parked => ("[/", "/]"),
        };
        lines.push(format!("  {}{open}\"{label}\"{close}", node(ix)));
    }
    for (from, to, count) in picture.ways() {
        let arrow = if picture.graph.leads_forward(from, to) { "-->" } else { "-.->" };
        let label = label(&picture, from, to, count);
        lines.push(format!("  {} {arrow}{label} {}", node(from), node(to)));
    }
    for (from, to) in picture.side_ways() {
        lines.push(format!("  {} -.-> {}", node(from), node(to)));
    }
    lines.extend(classes(&picture));
    lines.join("\n") + "\n"
}

fn node(ix: StageIx) -> String {
    format!("s{}", ix.position())
}

fn label(picture: &Picture<'_>, from: StageIx, to: StageIx, count: usize) -> String {
    let told = match (picture.way(from, to), count) {
        (Way::Open, _) => "open".to_owned(),
        (Way::Shut(unmet), _) => format!("{unmet} unmet"),
        (Way::Idle, 0) => return String::new(),
        (Way::Idle, count) => criteria(count),
    };
    format!("|\"{told}\"|")
}

fn classes(picture: &Picture<'_>) -> Vec<String> {
    let mut lines = vec![
        "  classDef won stroke-width:2px".to_owned(),
        "  classDef aside stroke-dasharray:4 3".to_owned(),
        "  classDef here stroke-width:4px".to_owned(),
    ];
    for (ix, stage) in picture.stages() {
        let class = match stage.kind() {
            _ if picture.is_here(stage) => "here",
            StageKind::Open => continue,
            StageKind::Won => "won",
            StageKind::Lost | StageKind::Parked => "aside",
        };
        lines.push(format!("  class {} {class}", node(ix)));
    }
    lines
}

/// A text inside a quoted Mermaid label: everything that could end or steer it as an entity.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in one_line(text).chars() {
        match letter {
            '"' | '<' | '>' | '&' | '#' | '`' | '\\' | ';' | '[' | ']' | '{' | '}' | '|' | '%' => {
                escaped.push_str(&format!("#{};", u32::from(letter)));
            }
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_in_a_name_can_end_its_label() {
        let name = escaped("a\"] --> b<script>\n%%{`#x;");
        assert!(!name.contains(['"', '<', '>', '\n', '`', '[', ']', '{']), "{name}");
    }
}
