//! Ways that do not lead to the next stage: skips above the spine, ways back below it. Each runs on a
//! track of its own, the longer ones further out, so that they nest.

use super::drawing::{Group, Meaning, Point, arrowhead, rounded};
use super::grid::Grid;
use super::marks::mark;
use super::{Course, Picture, Standing, Way};

/// From the box to the first track.
const FIRST_TRACK: f64 = 26.0;
/// From one track to the next.
const TRACK: f64 = 26.0;
const CORNER: f64 = 16.0;
/// From the middle of a box to its first port, and from port to port.
const FIRST_PORT: f64 = 15.0;
const MOST_PORT_PITCH: f64 = 14.0;

/// On which side of the spine tracks run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Above,
    Below,
}

/// One way, or several from one stage that look the same, on a track.
#[derive(Debug)]
struct Arc {
    /// Places among the picture's ways, the nearest target first.
    ways: Vec<usize>,
    source: usize,
    targets: Vec<usize>,
    track: usize,
}

impl Arc {
    fn columns(&self) -> impl Iterator<Item = usize> {
        self.targets.iter().copied().chain([self.source])
    }

    fn ends(&self) -> (usize, usize) {
        let (low, high) = (self.columns().min(), self.columns().max());
        (low.unwrap_or(self.source), high.unwrap_or(self.source))
    }

    fn length(&self) -> usize {
        let (low, high) = self.ends();
        high - low
    }
}

/// All arcs on one side.
pub(super) struct Arcs {
    arcs: Vec<Arc>,
    side: Side,
}

impl Arcs {
    pub(super) fn new(picture: &Picture<'_>, grid: &Grid, side: Side) -> Self {
        let mut arcs: Vec<Arc> = Vec::new();
        for (place, way) in picture.ways().iter().enumerate() {
            let columns = grid.column(way.from).zip(grid.column(way.to));
            let Some((source, target)) = columns.filter(|(from, to)| is_on(side, way, *from, *to))
            else {
                continue;
            };
            let twin = arcs.iter_mut().find(|arc| {
                arc.source == source
                    && arc
                        .ways
                        .iter()
                        .filter_map(|place| picture.ways().get(*place))
                        .all(|other| side == Side::Below && looks_the_same(way, other))
            });
            match twin {
                Some(arc) => {
                    arc.ways.push(place);
                    arc.targets.push(target);
                }
                None => {
                    arcs.push(Arc { ways: vec![place], source, targets: vec![target], track: 0 });
                }
            }
        }
        let mut arcs = Self { arcs, side };
        arcs.stack();
        arcs
    }

    /// Gives each arc a track outside of those that it spans.
    fn stack(&mut self) {
        self.arcs.sort_by_key(|arc| (arc.length(), arc.ends()));
        for place in 0..self.arcs.len() {
            let (done, rest) = self.arcs.split_at_mut(place);
            let Some(arc) = rest.first_mut() else { continue };
            let (low, high) = arc.ends();
            let below = done.iter().filter(|other| {
                let (other_low, other_high) = other.ends();
                low < other_high && other_low < high
            });
            arc.track = below.map(|other| other.track + 1).max().unwrap_or(0);
        }
    }

    /// How much room the tracks take.
    pub(super) fn height(&self) -> f64 {
        let tracks = self.arcs.iter().map(|arc| arc.track + 1).max().unwrap_or(0);
        match tracks {
            0 => 0.0,
            tracks => FIRST_TRACK + TRACK * number(tracks - 1) + 14.0,
        }
    }

    /// The arcs with their marks, the longest first, so that the short ones lie above them.
    pub(super) fn drawn(&self, picture: &Picture<'_>, grid: &Grid) -> Vec<Group> {
        let mut groups = Vec::new();
        for arc in self.arcs.iter().rev() {
            for (way, target) in arc.ways.iter().zip(&arc.targets) {
                let Some(shown) = picture.ways().get(*way) else { continue };
                let mut group = picture.way_group(*way);
                let y = self.track(grid, arc.track);
                let points = self.points(grid, arc, *target);
                picture.line(&mut group, shown, &rounded(&points, CORNER), "arc");
                if let [.., from, tip] = points.as_slice() {
                    group.path(arrowhead(*tip, *from, 8.0), head(shown, "head still"));
                }
                if !self.shares_its_mark(arc, *target) {
                    mark(&mut group, shown, Point { x: gap_of(grid, arc.source, *target), y });
                }
                groups.push(group);
            }
        }
        groups
    }

    /// Ways on one track have one mark, beside the stage that they leave.
    fn shares_its_mark(&self, arc: &Arc, target: usize) -> bool {
        let distance = |target: usize| arc.source.abs_diff(target);
        arc.targets.iter().any(|other| distance(*other) < distance(target))
    }

    fn track(&self, grid: &Grid, track: usize) -> f64 {
        let offset = FIRST_TRACK + TRACK * number(track);
        match self.side {
            Side::Above => grid.top - offset,
            Side::Below => grid.top + grid.box_height + offset,
        }
    }

    fn points(&self, grid: &Grid, arc: &Arc, target: usize) -> Vec<Point> {
        let edge = match self.side {
            Side::Above => grid.top,
            Side::Below => grid.top + grid.box_height,
        };
        let outwards = match self.side {
            Side::Above => -2.0,
            Side::Below => 2.0,
        };
        let y = self.track(grid, arc.track);
        let (from, to) = (self.port(grid, arc, arc.source), self.port(grid, arc, target));
        vec![
            Point { x: from, y: edge },
            Point { x: from, y },
            Point { x: to, y },
            Point { x: to, y: edge + outwards },
        ]
    }

    /// Where an arc meets a box: on the side of the middle to which it runs, the longest nearest to
    /// the middle, so that the legs of nested arcs do not cross.
    fn port(&self, grid: &Grid, arc: &Arc, column: usize) -> f64 {
        let runs_right = |arc: &Arc| arc.ends().1 > column;
        let same_side: Vec<&Arc> = self
            .arcs
            .iter()
            .rev()
            .filter(|other| {
                other.columns().any(|known| known == column) && runs_right(other) == runs_right(arc)
            })
            .collect();
        let rank = same_side.iter().position(|other| std::ptr::eq(*other, arc)).unwrap_or(0);
        let room = grid.box_width / 2.0 - FIRST_PORT - 9.0;
        let pitch = (room / number(same_side.len().saturating_sub(1).max(1))).min(MOST_PORT_PITCH);
        let offset = FIRST_PORT + pitch * number(rank);
        let middle = grid.at(column).centre().x;
        if runs_right(arc) { middle + offset } else { middle - offset }
    }
}

fn is_on(side: Side, way: &Way<'_>, from: usize, to: usize) -> bool {
    match (way.course, side) {
        (Course::Ahead, Side::Above) => to != from + 1,
        (Course::Back, Side::Below) => true,
        _ => false,
    }
}

fn looks_the_same(one: &Way<'_>, other: &Way<'_>) -> bool {
    one.counts == other.counts
        && one.planned.is_none()
        && other.planned.is_none()
        && matches!((one.standing, other.standing), (Standing::Idle, Standing::Idle))
}

/// The middle of a gap between two stages, the one nearest to the middle of the way.
fn gap_of(grid: &Grid, source: usize, target: usize) -> f64 {
    let (low, high) = (source.min(target), source.max(target));
    grid.gap_before(low + 1 + (high - low - 1) / 2)
}

/// The class of a way's arrowhead, where its own would be `idle`.
pub(super) fn head(way: &Way<'_>, idle: &'static str) -> &'static str {
    match way.standing {
        Standing::Open => "head open",
        Standing::Shut(_) => "head shut",
        Standing::Idle => idle,
    }
}

impl Picture<'_> {
    /// A group for a way, with what is said of it.
    pub(super) fn way_group(&self, place: usize) -> Group {
        let Some(way) = self.ways().get(place) else { return Group::new(Meaning::None, "") };
        let ends = super::words::way(self.language, self.name(way.from), self.name(way.to));
        let told = super::words::told(self.language, ends, self.told(way));
        let missing = way.missing().map(|unmet| crate::base::line::one_line(&unmet.otherwise));
        let told = match self.row(missing) {
            missing if missing.is_empty() => told,
            missing => super::words::told(self.language, told, missing),
        };
        Group::new(Meaning::Way(place), told)
    }

    /// The line of a way, with the band of the plan under it.
    pub(super) fn line(&self, group: &mut Group, way: &Way<'_>, path: &str, quiet: &'static str) {
        if way.planned.is_some() {
            group.path(path.to_owned(), "plan");
        }
        let class = match (way.standing, way.course) {
            (Standing::Open, Course::Back) => "way back open",
            (Standing::Shut(_), Course::Back) => "way back shut",
            (Standing::Open, _) => "way open",
            (Standing::Shut(_), _) => "way shut",
            (Standing::Idle, Course::Back) => "arc back",
            (Standing::Idle, _) => quiet,
        };
        group.path(path.to_owned(), class);
    }
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
