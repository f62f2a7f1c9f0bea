//! The marks on ways: how many criteria a gate has, and how it stands for a deal.

use super::drawing::{Group, Point, Rect, px};
use super::lines::Face;
use super::{Standing, Way};

const COUNT: Face = Face::bold(12.0);
/// The radius of a mark, and half the height of a longer one.
pub(super) const RADIUS: f64 = 11.0;

/// Draws the mark of a way at a place; nothing for a way that asks for nothing and has no deal on it.
pub(super) fn mark(group: &mut Group, way: &Way<'_>, at: Point) {
    match way.standing {
        Standing::Idle if !way.has_gate() => {}
        Standing::Idle => counted(group, &way.count(), at),
        Standing::Open => {
            group.circle(at, RADIUS, "mark open");
            group.path(check(at), "sign open");
        }
        Standing::Shut(_) => shut(group, &way.missing().count().to_string(), at),
    }
}

/// How wide the mark of a way is.
pub(super) fn width(way: &Way<'_>) -> f64 {
    match way.standing {
        Standing::Idle => counted_width(&way.count()),
        Standing::Open => 2.0 * RADIUS,
        Standing::Shut(_) => shut_width(&way.missing().count().to_string()),
    }
}

fn counted_width(count: &str) -> f64 {
    match COUNT.width(count) {
        width if width <= 1.4 * RADIUS => 2.0 * RADIUS,
        width => width + 14.0,
    }
}

fn shut_width(count: &str) -> f64 {
    COUNT.width(count) + 31.0
}

/// How many criteria a gate has.
pub(super) fn counted(group: &mut Group, count: &str, at: Point) {
    group.rect(pill(at, counted_width(count)), RADIUS, "mark");
    group.middle(at, COUNT, "count", count);
}

/// How many criteria are not met.
pub(super) fn shut(group: &mut Group, count: &str, at: Point) {
    let text = COUNT.width(count);
    let rect = pill(at, shut_width(count));
    group.rect(rect, RADIUS, "mark shut");
    group.path(cross(Point { x: rect.left + 12.5, y: at.y }), "sign shut");
    let middle = Point { x: rect.left + 22.0 + text / 2.0, y: at.y };
    group.middle(middle, COUNT, "count shut", count);
}

fn pill(at: Point, width: f64) -> Rect {
    Rect { left: at.x - width / 2.0, top: at.y - RADIUS, width, height: 2.0 * RADIUS }
}

/// A check mark.
pub(super) fn check(at: Point) -> String {
    format!("M{},{} l3.4,3.8 l6.2,-8", px(at.x - 4.8), px(at.y + 0.4))
}

/// A cross.
pub(super) fn cross(at: Point) -> String {
    let (x, y) = (px(at.x - 3.6), px(at.y - 3.6));
    let right = px(at.x + 3.6);
    format!("M{x},{y} l7.2,7.2 M{right},{y} l-7.2,7.2")
}
