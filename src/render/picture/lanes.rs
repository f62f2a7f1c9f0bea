//! Lost and parked stages: each in a lane below the spine, with a dot under every stage from which a
//! deal may end there and an arrow under every stage to which it may come back.

use super::drawing::{Group, Meaning, Point, Rect, px, xy};
use super::grid::Grid;
use super::marks::{RADIUS, check, counted, cross};
use super::{Course, Picture, Standing, Way};
use crate::playbook::graph::StageIx;

const FIRST_LANE: f64 = 24.0;
const BETWEEN: f64 = 16.0;
/// Half the distance between the line into a box and the line out of it.
const APART: f64 = 12.0;
/// How far ways between lanes bend out.
const BEND: f64 = 22.0;

/// Which way the marks of a lane run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flow {
    Into,
    OutOf,
}

/// A stage apart with its box and the ways that meet it.
struct Lane {
    stage: StageIx,
    rect: Rect,
    /// The columns of stages from which ways lead here, with the places of the ways.
    into: Vec<(usize, usize)>,
    /// The columns of stages to which ways lead from here.
    out: Vec<(usize, usize)>,
}

/// All stages apart.
pub(super) struct Lanes {
    lanes: Vec<Lane>,
    /// Ways between two stages apart.
    across: Vec<usize>,
}

impl Lanes {
    /// The lanes, whose first one begins at `top`.
    pub(super) fn new(picture: &Picture<'_>, grid: &Grid, top: f64) -> Self {
        let mut lanes = Vec::new();
        let mut y = top + FIRST_LANE;
        for stage in picture.aside() {
            let ways = || picture.ways().iter().enumerate();
            let into: Vec<(usize, usize)> = ways()
                .filter(|(_, way)| way.to == stage)
                .filter_map(|(place, way)| Some((grid.column(way.from)?, place)))
                .collect();
            let out: Vec<(usize, usize)> = ways()
                .filter(|(_, way)| way.from == stage)
                .filter_map(|(place, way)| Some((grid.column(way.to)?, place)))
                .collect();
            let height = grid.height_aside(picture, stage).max(2.0 * (APART + RADIUS) + 6.0);
            let rect = Rect { left: 0.0, top: y, width: grid.box_width, height };
            lanes.push(Lane { stage, rect, into, out });
            y += height + BETWEEN;
        }
        let across = picture.ways().iter().enumerate().filter(|(_, way)| {
            way.course == Course::Aside
                && grid.column(way.from).is_none()
                && grid.column(way.to).is_none()
        });
        let across = across.map(|(place, _)| place).collect();
        let mut lanes = Self { lanes, across };
        lanes.place(grid);
        lanes
    }

    /// The boxes stand in the last column in which no way meets a lane.
    fn place(&mut self, grid: &Grid) {
        let met: Vec<usize> = self.lanes.iter().flat_map(Lane::columns).collect();
        let free = (1..grid.spine.len()).rev().find(|column| !met.contains(column));
        let left = free.map_or_else(|| grid.beyond(), |column| grid.at(column).left);
        for lane in &mut self.lanes {
            lane.rect.left = left;
        }
    }

    /// The lowest place that the lanes reach; `None` without any.
    pub(super) fn bottom(&self) -> Option<f64> {
        self.lanes.last().map(|lane| lane.rect.bottom())
    }

    /// How far right they reach; 0 without any.
    pub(super) fn right(&self) -> f64 {
        let bend = if self.across.is_empty() { 0.0 } else { BEND + 12.0 };
        self.lanes.iter().map(|lane| lane.rect.right() + bend).fold(0.0, f64::max)
    }

    /// The lines down from the stages of the spine to the marks below them.
    pub(super) fn guides(&self, grid: &Grid) -> Group {
        let mut group = Group::new(Meaning::None, "");
        for column in 0..grid.spine.len() {
            let lowest = self.lanes.iter().rev().find(|lane| lane.columns().any(|c| c == column));
            let Some(lane) = lowest else { continue };
            let flow = match lane.out.iter().any(|(known, _)| *known == column) {
                true => Flow::OutOf,
                false => Flow::Into,
            };
            let x = px(grid.at(column).centre().x);
            let path =
                format!("M{x},{} V{}", px(grid.top + grid.box_height), px(lane.line(flow) - 5.0));
            group.path(path, "guide");
        }
        group
    }

    /// The lanes with their boxes.
    pub(super) fn drawn(&self, picture: &Picture<'_>, grid: &Grid) -> Vec<Group> {
        let mut groups = Vec::new();
        for lane in &self.lanes {
            groups.push(lane.lines(grid));
            for (column, place) in &lane.into {
                let Some(way) = picture.ways().get(*place) else { continue };
                let at = Point { x: grid.at(*column).centre().x, y: lane.line(Flow::Into) };
                let mut group = picture.way_group(*place);
                leaving(&mut group, way, at);
                groups.push(group);
            }
            for (column, place) in &lane.out {
                let Some(way) = picture.ways().get(*place) else { continue };
                let at = Point { x: grid.at(*column).centre().x, y: lane.line(Flow::OutOf) };
                let mut group = picture.way_group(*place);
                coming_back(&mut group, way, at);
                groups.push(group);
            }
        }
        groups.extend(self.across.iter().filter_map(|place| self.bend(picture, *place)));
        groups.extend(self.lanes.iter().map(|lane| grid.stage(picture, lane.stage, lane.rect)));
        groups
    }

    /// A way between two stages apart, bent around the boxes between.
    fn bend(&self, picture: &Picture<'_>, place: usize) -> Option<Group> {
        let way = picture.ways().get(place)?;
        let rect = |stage: StageIx| {
            self.lanes.iter().find(|lane| lane.stage == stage).map(|lane| lane.rect)
        };
        let (from, to) = (rect(way.from)?, rect(way.to)?);
        let start = Point { x: from.right(), y: from.centre().y };
        let end = Point { x: to.right() + 2.0, y: to.centre().y };
        let out = start.x + BEND;
        let mut group = picture.way_group(place);
        let path = format!(
            "M{} C{},{} {},{} {}",
            xy(start),
            px(out),
            px(start.y),
            px(out),
            px(end.y),
            xy(end)
        );
        picture.line(&mut group, way, &path, "arc");
        let from = Point { x: out, y: end.y };
        group.path(super::drawing::arrowhead(end, from, 8.0), super::arcs::head(way, "head still"));
        Some(group)
    }
}

impl Lane {
    fn columns(&self) -> impl Iterator<Item = usize> {
        self.into.iter().chain(&self.out).map(|(column, _)| *column)
    }

    /// The height of the line into the box, or out of it.
    fn line(&self, flow: Flow) -> f64 {
        let middle = self.rect.centre().y;
        match (self.into.is_empty() || self.out.is_empty(), flow) {
            (true, _) => middle,
            (false, Flow::Into) => middle - APART,
            (false, Flow::OutOf) => middle + APART,
        }
    }

    /// The lines along the lane, from the outermost marks to the box.
    fn lines(&self, grid: &Grid) -> Group {
        let mut group = Group::new(Meaning::None, "");
        for (flow, marks) in [(Flow::Into, &self.into), (Flow::OutOf, &self.out)] {
            let y = self.line(flow);
            let xs = marks.iter().map(|(column, _)| grid.at(*column).centre().x);
            let (first, last) = xs.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| {
                (low.min(x), high.max(x))
            });
            let sides = [
                (first, self.rect.left - 2.0, first < self.rect.left),
                (last, self.rect.right() + 2.0, last > self.rect.right()),
            ];
            for (outermost, edge, is_there) in sides {
                if !is_there {
                    continue;
                }
                let (outermost, edge) = (Point { x: outermost, y }, Point { x: edge, y });
                let class = if flow == Flow::Into { "lane" } else { "lane out" };
                group.path(format!("M{} L{}", xy(outermost), xy(edge)), class);
                if flow == Flow::Into {
                    group.path(super::drawing::arrowhead(edge, outermost, 8.0), "head still");
                }
            }
        }
        group
    }
}

/// The mark where a way leaves the spine.
fn leaving(group: &mut Group, way: &Way<'_>, at: Point) {
    planned(group, way, at);
    match way.standing {
        Standing::Idle if way.has_gate() => counted(group, &way.count(), at),
        Standing::Idle => group.circle(at, 4.5, "dot"),
        Standing::Open => {
            group.circle(at, RADIUS - 2.0, "mark open");
            group.path(check(at), "sign open");
        }
        Standing::Shut(_) => {
            group.circle(at, RADIUS - 2.0, "mark shut");
            group.path(cross(at), "sign shut");
        }
    }
}

/// The mark where a way comes back to the spine: an arrow up, with its gate beside it.
fn coming_back(group: &mut Group, way: &Way<'_>, at: Point) {
    planned(group, way, at);
    let (left, right) = (px(at.x - 5.0), px(at.x + 5.0));
    let (tip, foot) = (px(at.y - 5.5), px(at.y + 4.0));
    let class = match way.standing {
        Standing::Idle => "up",
        Standing::Open => "up open",
        Standing::Shut(_) => "up shut",
    };
    group.path(format!("M{},{tip} L{right},{foot} L{left},{foot} Z", px(at.x)), class);
    let beside = Point { x: at.x + 10.0 + super::marks::width(way) / 2.0, y: at.y };
    super::marks::mark(group, way, beside);
}

/// The ground of a mark on the plan's way.
fn planned(group: &mut Group, way: &Way<'_>, at: Point) {
    if way.planned.is_some() {
        group.circle(at, RADIUS, "halo plan-key");
    }
}
