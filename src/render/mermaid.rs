//! The stage graph as a Mermaid flowchart.

use super::picture::{Course, DealView, Picture, Standing, Way, words};
use crate::base::line::one_line;
use crate::playbook::graph::StageIx;
use crate::playbook::playbook::Playbook;
use crate::playbook::stage::StageKind;

/// The stage graph as a Mermaid flowchart, left to right. With a deal it marks where that stands,
/// which ways are open, what is missing for the others, and the way that is planned.
#[must_use]
pub fn mermaid(playbook: &Playbook, deal: Option<DealView<'_>>) -> String {
    let picture = Picture::new(playbook, deal);
    let mut lines = vec!["flowchart LR".to_owned()];
    for (ix, stage) in picture.stages() {
        let name = escaped(stage.name());
        let label = match (picture.is_here(stage), stage.probability()) {
            (true, _) => format!("{name}<br/>{}", escaped(&words::here(picture.language()))),
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
    let ways = picture.ways_apart_last();
    for way in &ways {
        let arrow = if way.course == Course::Ahead { "-->" } else { "-.->" };
        let label = label(&picture, way);
        lines.push(format!("  {} {arrow}{label} {}", node(way.from), node(way.to)));
    }
    lines.extend(classes(&picture));
    let planned = ways.iter().enumerate().filter(|(_, way)| way.planned.is_some());
    lines.extend(planned.map(|(place, _)| format!("  linkStyle {place} stroke-width:4px")));
    lines.join("\n") + "\n"
}

fn node(ix: StageIx) -> String {
    format!("s{}", ix.position())
}

fn label(picture: &Picture<'_>, way: &Way<'_>) -> String {
    if way.standing == Standing::Idle && !way.has_gate() && way.planned.is_none() {
        return String::new();
    }
    let missing = way.missing().map(|unmet| escaped(&unmet.otherwise));
    let told = std::iter::once(escaped(&picture.told(way))).chain(missing);
    format!("|\"{}\"|", told.collect::<Vec<_>>().join("<br/>"))
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
