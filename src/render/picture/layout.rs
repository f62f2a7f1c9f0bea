//! Where everything of a picture stands.

use super::arcs::{Arcs, Side, head};
use super::drawing::{Drawing, Group, Meaning, Point, Rect, arrowhead, px, xy};
use super::grid::{Grid, MARGIN};
use super::lanes::Lanes;
use super::legend::legend;
use super::lines::{Face, broken};
use super::marks::mark;
use super::notes::notes;
use super::{Course, Picture, words};

const TITLE: Face = Face::bold(20.0);
const SUBTITLE: Face = Face::regular(13.0);
const TO_DO: Face = Face::regular(11.0);
/// The narrowest picture, and the narrowest one of a deal.
const LEAST_WIDTH: f64 = 460.0;
const LEAST_WIDTH_OF_DEAL: f64 = 620.0;

/// Where a picture is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// It is a file of its own.
    Alone,
    /// It stands in a page that has its title and tells what belongs to it.
    InPage,
    /// It stands in a page that tells of each stage and way at an anchor of its own.
    Linked,
}

/// A picture, laid out.
pub(super) fn laid_out(picture: &Picture<'_>, used: Use) -> Drawing {
    let mut grid = Grid::new(picture);
    let above = Arcs::new(picture, &grid, Side::Above);
    let below = Arcs::new(picture, &grid, Side::Below);
    let lanes = Lanes::new(picture, &grid, 0.0);
    let least = if picture.deal.is_some() { LEAST_WIDTH_OF_DEAL } else { LEAST_WIDTH };
    let spine_right = grid.at(grid.spine.len().saturating_sub(1)).right();
    let width = (spine_right.max(lanes.right()) + MARGIN).max(least);
    let inner = width - 2.0 * MARGIN;

    let nothing = |y: f64| (Group::new(Meaning::None, ""), y);
    let (heading, y) = match used {
        Use::Alone => heading(picture, inner),
        Use::InPage | Use::Linked => nothing(0.0),
    };
    grid.top = y + 20.0 + above.height();
    let lanes_top = grid.top + grid.box_height + below.height();
    let lanes = Lanes::new(picture, &grid, lanes_top);
    let y = lanes.bottom().unwrap_or(lanes_top) + 30.0;
    let (notes, y) = match (used, picture.deal) {
        (Use::Alone, Some(_)) => {
            let (notes, end) = notes(picture, Point { x: MARGIN, y }, inner);
            (notes, end + 16.0)
        }
        _ => (Vec::new(), y),
    };
    let (legend, y) = legend(picture, Point { x: MARGIN, y }, inner);
    let height = y + MARGIN - 6.0;

    let mut paper = Group::new(Meaning::None, "");
    paper.rect(Rect { left: 0.0, top: 0.0, width, height }, 0.0, "paper");
    let mut groups = vec![paper, heading, lanes.guides(&grid)];
    groups.extend(entry(picture, &grid));
    groups.extend(above.drawn(picture, &grid));
    groups.extend(below.drawn(picture, &grid));
    groups.extend(straight(picture, &grid));
    groups.extend(lanes.drawn(picture, &grid));
    groups.extend(
        grid.spine.iter().enumerate().map(|(at, ix)| grid.stage(picture, *ix, grid.at(at))),
    );
    groups.extend(notes);
    groups.push(legend);
    groups.retain(|group| !group.shapes.is_empty());
    Drawing { width, height, groups }
}

/// The name of the rule set, what is laid over it, and the deal.
fn heading(picture: &Picture<'_>, width: f64) -> (Group, f64) {
    let mut group = Group::new(Meaning::None, "");
    let mut y = MARGIN;
    for line in broken(&picture.title(), TITLE, width, 2) {
        y += 22.0;
        group.start(Point { x: MARGIN, y: y - 5.0 }, TITLE, "name", &line);
    }
    for line in broken(&picture.subtitle(), SUBTITLE, width, 2) {
        y += 19.0;
        group.start(Point { x: MARGIN, y: y - 4.0 }, SUBTITLE, "quiet", &line);
    }
    (group, y)
}

/// Where deals begin: a dot before the first stage.
fn entry(picture: &Picture<'_>, grid: &Grid) -> Option<Group> {
    let first = *grid.spine.first()?;
    let starts = picture.playbook.0.start.as_ref();
    if starts.is_some_and(|starts| !starts.contains(&first)) {
        return None;
    }
    let rect = grid.at(0);
    let y = rect.centre().y;
    let (from, tip) = (Point { x: MARGIN + 6.0, y }, Point { x: rect.left - 2.0, y });
    let mut group = Group::new(Meaning::None, words::begins(picture.language));
    group.path(format!("M{} L{}", xy(from), xy(tip)), "way");
    group.path(arrowhead(tip, from, 9.0), "head");
    group.circle(from, 6.0, "dot");
    Some(group)
}

/// The ways to the next stage.
fn straight(picture: &Picture<'_>, grid: &Grid) -> Vec<Group> {
    let mut groups = Vec::new();
    for (place, way) in picture.ways().iter().enumerate() {
        let columns = grid.column(way.from).zip(grid.column(way.to));
        let Some((from, to)) = columns.filter(|(from, to)| *to == from + 1) else { continue };
        if way.course != Course::Ahead {
            continue;
        }
        let (source, target) = (grid.at(from), grid.at(to));
        let y = source.centre().y;
        let (start, tip) = (Point { x: source.right(), y }, Point { x: target.left - 2.0, y });
        let mut group = picture.way_group(place);
        let line = format!("M{} H{}", xy(start), px(tip.x - 6.0));
        picture.line(&mut group, way, &line, "way");
        group.path(arrowhead(tip, start, 9.0), head(way, "head"));
        let middle = Point { x: grid.gap_before(to) - 3.0, y };
        mark(&mut group, way, middle);
        if let Some(planned) = way.planned.filter(|planned| !planned.tasks.is_empty()) {
            let text = words::to_do(picture.language, planned.tasks.len());
            group.middle(Point { y: y + 22.0, ..middle }, TO_DO, "quiet", &text);
        }
        groups.push(group);
    }
    groups
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::drawing::{Anchor, Drawing, Label, Rect, Shape};
    use super::super::{DealView, Picture};
    use super::{Use, laid_out};
    use crate::base::time::Timestamp;
    use crate::deal::deal::Deal;
    use crate::deal::field::FieldType;
    use crate::library::Library;
    use crate::playbook::playbook::Playbook;
    use crate::playbook::stage::StageKind;

    /// The rectangles of one sort of thing, each with what it is.
    type Rects = Vec<(String, Rect)>;

    fn shapes(drawing: &Drawing) -> impl Iterator<Item = &Shape> {
        drawing.groups.iter().flat_map(|group| &group.shapes)
    }

    fn labels(drawing: &Drawing) -> impl Iterator<Item = &Label> {
        shapes(drawing).filter_map(|shape| match shape {
            Shape::Label(label) => Some(label),
            _ => None,
        })
    }

    /// The rectangle that the letters of a label fill.
    fn extent(label: &Label) -> Rect {
        let (width, size) = (label.face.width(&label.text), label.face.size);
        let left = match label.anchor {
            Anchor::Start => label.at.x,
            Anchor::Middle => label.at.x - width / 2.0,
        };
        Rect { left, top: label.at.y - 0.75 * size, width, height: 0.97 * size }
    }

    /// What has a class: boxes of stages, or marks.
    fn of_class(drawing: &Drawing, wanted: &[&str]) -> Rects {
        let is = |class: &str| class.split(' ').next().is_some_and(|first| wanted.contains(&first));
        let found = shapes(drawing).filter_map(|shape| match shape {
            Shape::Rect { rect, class, .. } if is(class) => Some(((*class).to_owned(), *rect)),
            Shape::Circle { at, radius, class } if is(class) => {
                let size = 2.0 * radius;
                let rect =
                    Rect { left: at.x - radius, top: at.y - radius, width: size, height: size };
                Some(((*class).to_owned(), rect))
            }
            _ => None,
        });
        found.collect()
    }

    fn touch(one: Rect, other: Rect) -> bool {
        one.left < other.right()
            && other.left < one.right()
            && one.top < other.bottom()
            && other.top < one.bottom()
    }

    fn holds(outer: Rect, inner: Rect) -> bool {
        outer.left <= inner.left
            && inner.right() <= outer.right()
            && outer.top <= inner.top
            && inner.bottom() <= outer.bottom()
    }

    /// Whatever lies on something else that it should not lie on.
    fn collisions(drawing: &Drawing) -> Vec<String> {
        let texts: Rects =
            labels(drawing).map(|label| (label.text.clone(), extent(label))).collect();
        let boxes = of_class(drawing, &["stage"]);
        let marks = of_class(drawing, &["mark", "dot"]);
        let paper =
            Rect { left: 0.0, top: 0.0, width: drawing.width, height: drawing.height }.grown(-8.0);
        let mut found = Vec::new();
        for sort in [&texts, &boxes, &marks] {
            for (place, (name, rect)) in sort.iter().enumerate() {
                let after = sort.iter().skip(place + 1).filter(|(_, other)| touch(*rect, *other));
                found.extend(after.map(|(other, _)| format!("`{name}` lies on `{other}`")));
                if !holds(paper, *rect) {
                    found.push(format!("`{name}` leaves the paper"));
                }
            }
        }
        for (name, rect) in &marks {
            let under = boxes.iter().filter(|(_, stage)| touch(*rect, *stage));
            found.extend(under.map(|(class, _)| format!("`{name}` lies on a `{class}`")));
        }
        for (text, rect) in &texts {
            let across = boxes
                .iter()
                .chain(&marks)
                .filter(|(_, thing)| touch(*rect, *thing) && !holds(*thing, *rect));
            found.extend(across.map(|(class, _)| format!("`{text}` crosses a `{class}`")));
        }
        found
    }

    fn now() -> Timestamp {
        Timestamp::parse("2026-11-23T09:00:00Z").unwrap()
    }

    /// Facts that every deal of a playbook has to have.
    fn required(playbook: &Playbook) -> serde_json::Value {
        let required = playbook.fields().filter(|field| field.required);
        let facts = required.map(|field| {
            let value = match &field.kind {
                FieldType::Date => serde_json::json!("2026-12-31"),
                FieldType::Text => serde_json::json!("x"),
                FieldType::Number { .. } => serde_json::json!(0.5),
                other => panic!("a required {}: give it a value here", other.word()),
            };
            (field.id.to_string(), value)
        });
        facts.collect::<serde_json::Map<_, _>>().into()
    }

    /// What collides in the pictures of a playbook: by itself, with a deal in each of its
    /// stages, and with the plan from the first.
    fn all_collisions(playbook: &Playbook) -> Vec<String> {
        let mut found = Vec::new();
        for used in [Use::Alone, Use::InPage] {
            found.extend(collisions(&laid_out(&Picture::new(playbook, None), used)));
        }
        let stages = || playbook.graph().stages().map(|(_, stage)| stage);
        let target = stages().find(|stage| stage.kind() == StageKind::Won).unwrap().id().as_str();
        let first = stages().next().unwrap().id().as_str();
        for stage in stages().map(|stage| Some(stage.id().to_string())).chain([None]) {
            let deal: Deal = serde_json::from_value(serde_json::json!({
                "id": "D-1", "name": "A deal with a name of some length", "stage": stage,
                "facts": required(playbook)
            }))
            .unwrap();
            let assessment = playbook.assess(&deal, now()).unwrap();
            let is_first = deal.stage.as_deref() == Some(first);
            let plan = is_first.then(|| playbook.plan(&deal, target, now()).unwrap());
            let shown = DealView::new(&assessment);
            let shown = plan.as_ref().map_or(shown, |plan| shown.planned(plan));
            let drawing = laid_out(&Picture::new(playbook, Some(shown)), Use::Alone);
            found.extend(
                collisions(&drawing).into_iter().map(|it| format!("{:?}: {it}", deal.stage)),
            );
        }
        found
    }

    #[cfg(all(feature = "builtin", feature = "dir"))]
    #[test]
    fn nothing_collides_in_any_built_in_or_example_process() {
        let library = Library::builtin().with_dir("examples/processes").unwrap();
        let mut drawn = 0;
        for rules in library.rule_sets() {
            let Ok(playbook) = library.compile(rules.id().as_str()) else { continue };
            let chinese = playbook.in_language("zh-Hans");
            let mut found = collisions(&laid_out(&Picture::new(&chinese, None), Use::Alone));
            found.extend(all_collisions(&playbook));
            assert!(found.is_empty(), "{}: {found:#?}", rules.id());
            drawn += 1;
        }
        assert!(drawn >= 12, "only {drawn} rule sets have stages");
    }

    fn name() -> impl Strategy<Value = String> {
        prop_oneof![
            "[A-Z][a-z]{2,12}( [a-z/-]{1,14}){0,6}",
            "[A-Za-z]{20,70}",
            "[\u{4e00}-\u{9fa5}]{1,40}",
            "[\u{5d0}-\u{5ea}\u{627}-\u{64a}\u{1f600}-\u{1f640}]{1,12}",
        ]
    }

    /// A process of some stages with any ways between them besides those that lead on.
    fn process() -> impl Strategy<Value = String> {
        let names = proptest::collection::vec(name(), 6..12);
        let ways = proptest::collection::btree_set((0..12_usize, 0..12_usize, 0..4_usize), 0..24);
        (names, ways).prop_map(|(names, ways)| {
            let count = names.len();
            let last_open = count - 4;
            let mut text =
                "dealgraph = 1\n[process]\nid = \"p\"\nname = \"P\"\nversion = \"1.0.0\"\n"
                    .to_owned();
            for (place, name) in names.iter().enumerate() {
                let kind = match place {
                    place if place <= last_open => "open",
                    place if place == last_open + 1 => "won",
                    place if place == last_open + 2 => "lost",
                    _ => "parked",
                };
                text += &format!(
                    "[[stage]]\nid = \"s{place}\"\nname = \"{name}\"\ntype = \"{kind}\"\n"
                );
            }
            let on = (0..=last_open).map(|place| (place, place + 1, place % 4));
            let apart = (last_open + 2..count).map(|place| (0, place, 0));
            let ways: std::collections::BTreeMap<(usize, usize), usize> = ways
                .into_iter()
                .map(|(from, to, guards)| (from % count, to % count, guards))
                .filter(|(from, to, _)| from != to)
                .chain(on.chain(apart))
                .map(|(from, to, guards)| ((from, to), guards))
                .collect();
            for ((from, to), guards) in ways {
                text += &format!("[[transition]]\nfrom = \"s{from}\"\nto = \"s{to}\"\n");
                for guard in 0..guards * guards {
                    text += &format!(
                        "[[transition.guard]]\nid = \"g{from}_{to}_{guard}\"\n\
                         when = \"amount > {from}{to}{guard}.0\"\notherwise = \"No amount\"\n"
                    );
                }
            }
            text
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        // Whatever the stages are called and whatever ways lead between them, nothing collides.
        #[test]
        fn nothing_collides_in_any_process(text in process()) {
            let playbook = Playbook::from_toml(&text).unwrap();
            let found = all_collisions(&playbook);
            prop_assert!(found.is_empty(), "{found:#?}\n{text}");
        }
    }
}
