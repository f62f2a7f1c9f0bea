//! Shapes on a plane, before they are written as SVG. Lengths are in pixels, y runs down.

use super::lines::Face;

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Rect {
    pub(super) fn right(self) -> f64 {
        self.left + self.width
    }

    pub(super) fn bottom(self) -> f64 {
        self.top + self.height
    }

    pub(super) fn centre(self) -> Point {
        Point { x: self.left + self.width / 2.0, y: self.top + self.height / 2.0 }
    }

    /// The same rectangle, larger by a margin on every side.
    pub(super) fn grown(self, by: f64) -> Self {
        Self {
            left: self.left - by,
            top: self.top - by,
            width: self.width + 2.0 * by,
            height: self.height + 2.0 * by,
        }
    }
}

/// A place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// Where a text stands from its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    /// Where its baseline begins, or its middle.
    pub(super) at: Point,
    pub(super) anchor: Anchor,
    pub(super) face: Face,
    pub(super) class: &'static str,
    pub(super) text: String,
}

/// One thing that is drawn, with the class that says how.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    Rect { rect: Rect, radius: f64, class: &'static str },
    Circle { at: Point, radius: f64, class: &'static str },
    Path { path: String, class: &'static str },
    Label(Label),
}

/// What shapes stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meaning {
    /// Nothing of its own: ground, headings, lists.
    None,
    /// A stage, by its position.
    Stage(usize),
    /// A way between two stages, by its place among the ways.
    Way(usize),
}

/// Shapes that belong together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    pub(super) means: Meaning,
    /// What is said of it where it is pointed at.
    pub(super) title: String,
    pub(super) shapes: Vec<Shape>,
}

impl Group {
    pub(super) fn new(means: Meaning, title: impl Into<String>) -> Self {
        Self { means, title: title.into(), shapes: Vec::new() }
    }

    pub(super) fn rect(&mut self, rect: Rect, radius: f64, class: &'static str) {
        self.shapes.push(Shape::Rect { rect, radius, class });
    }

    pub(super) fn circle(&mut self, at: Point, radius: f64, class: &'static str) {
        self.shapes.push(Shape::Circle { at, radius, class });
    }

    pub(super) fn path(&mut self, path: String, class: &'static str) {
        self.shapes.push(Shape::Path { path, class });
    }

    pub(super) fn label(&mut self, label: Label) {
        self.shapes.push(Shape::Label(label));
    }

    /// A text whose middle is at a place.
    pub(super) fn middle(&mut self, at: Point, face: Face, class: &'static str, text: &str) {
        let at = Point { x: at.x, y: at.y + 0.36 * face.size };
        self.label(Label { at, anchor: Anchor::Middle, face, class, text: text.to_owned() });
    }

    /// A text that begins at a place, with its baseline there.
    pub(super) fn start(&mut self, at: Point, face: Face, class: &'static str, text: &str) {
        self.label(Label { at, anchor: Anchor::Start, face, class, text: text.to_owned() });
    }
}

/// A whole picture.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drawing {
    pub(super) width: f64,
    pub(super) height: f64,
    /// In the order in which they are drawn.
    pub(super) groups: Vec<Group>,
}

/// A number of pixels as SVG writes it, to a tenth.
pub(super) fn px(length: f64) -> String {
    let tenths = (length * 10.0).round() / 10.0 + 0.0;
    if tenths.fract() == 0.0 { format!("{tenths:.0}") } else { format!("{tenths:.1}") }
}

/// «x,y».
pub(super) fn xy(point: Point) -> String {
    format!("{},{}", px(point.x), px(point.y))
}

/// A way along points, with round corners.
pub(super) fn rounded(points: &[Point], radius: f64) -> String {
    let Some(first) = points.first() else { return String::new() };
    let mut path = format!("M{}", xy(*first));
    for corner in points.windows(3) {
        let [before, at, after] = corner else { continue };
        let room = radius.min(distance(*before, *at) / 2.0).min(distance(*at, *after) / 2.0);
        let (into, out) = (towards(*at, *before, room), towards(*at, *after, room));
        path.push_str(&format!(" L{} Q{} {}", xy(into), xy(*at), xy(out)));
    }
    if let Some(last) = points.get(1..).and_then(<[Point]>::last) {
        path.push_str(&format!(" L{}", xy(*last)));
    }
    path
}

fn distance(one: Point, other: Point) -> f64 {
    (one.x - other.x).hypot(one.y - other.y)
}

fn towards(from: Point, to: Point, by: f64) -> Point {
    let length = distance(from, to).max(f64::EPSILON);
    let share = by / length;
    Point { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}

/// An arrowhead with its point at a place, for a way that comes from another.
pub(super) fn arrowhead(tip: Point, from: Point, size: f64) -> String {
    let back = towards(tip, from, size);
    let (dx, dy) = ((tip.x - back.x) * 0.45, (tip.y - back.y) * 0.45);
    let one = Point { x: back.x - dy, y: back.y + dx };
    let other = Point { x: back.x + dy, y: back.y - dx };
    format!("M{} L{} L{} Z", xy(tip), xy(one), xy(other))
}
