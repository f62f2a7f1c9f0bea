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
