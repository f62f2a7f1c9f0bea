//! What the signs of a picture mean: only those that stand in it.

use super::drawing::{Group, Meaning, Point, Rect, px};
use super::lines::{Face, broken};
use super::marks::{RADIUS, check, counted, shut};
use super::{Course, Picture, Standing, words};
use crate::playbook::playbook::{Back, Skip};

const TEXT: Face = Face::regular(12.0);
const LINE: f64 = 28.0;
const BETWEEN: f64 = 22.0;
/// From the middle of a sign to its words.
const BESIDE: f64 = 19.0;

/// A sign of the legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Gate,
    Open,
    Shut,
    Plan,
    Back,
    Into,
    OutOf,
}

/// Draws the legend from a place on, `width` wide; returns it and where it ends.
pub(super) fn legend(picture: &Picture<'_>, at: Point, width: f64) -> (Group, f64) {
    let mut group = Group::new(Meaning::None, "");
    let mut place = Point { x: at.x, y: at.y + LINE / 2.0 };
    for sign in signs(picture) {
        let words = sign.words(picture);
        let needed = RADIUS + BESIDE + TEXT.width(&words) + 4.0;
        if place.x > at.x && place.x + needed > at.x + width {
            place = Point { x: at.x, y: place.y + LINE };
        }
        let middle = Point { x: place.x + RADIUS + 3.0, y: place.y };
        sign.draw(&mut group, middle);
        let text = Point { x: middle.x + BESIDE, y: middle.y + 4.3 };
        group.start(text, TEXT, "quiet", &words);
        place.x += needed + BETWEEN;
    }
    let mut y = place.y + LINE / 2.0;
    for line in broken(&rules(picture), TEXT, width, 4) {
        y += 17.0;
        group.start(Point { x: at.x, y }, TEXT, "quiet", &line);
    }
    (group, y + 6.0)
}

fn signs(picture: &Picture<'_>) -> Vec<Sign> {
    let any = |is: &dyn Fn(&super::Way<'_>) -> bool| picture.ways().iter().any(is);
    let on_spine = |ix| picture.graph.stage(ix).is_some_and(super::is_on_spine);
    let signs = [
        (Sign::Gate, any(&|way| way.has_gate() && matches!(way.standing, Standing::Idle))),
        (Sign::Open, any(&|way| matches!(way.standing, Standing::Open))),
        (Sign::Shut, any(&|way| matches!(way.standing, Standing::Shut(_)))),
        (Sign::Plan, any(&|way| way.planned.is_some())),
        (Sign::Back, any(&|way| way.course == Course::Back)),
        (Sign::Into, any(&|way| way.course == Course::Aside && on_spine(way.from))),
        (Sign::OutOf, any(&|way| way.course == Course::Aside && on_spine(way.to))),
    ];
    signs.into_iter().filter(|(_, shows)| *shows).map(|(sign, _)| sign).collect()
}

/// What the process says of skipping and going back in general.
fn rules(picture: &Picture<'_>) -> String {
    let (model, language) = (&picture.playbook.0, picture.language);
    let skip = match model.skip {
        Skip::Gated => words::may_skip(language),
        Skip::Never => words::no_skip(language),
    };
    let back = match model.back {
        Back::Any => words::any_back(language),
        Back::Previous => words::one_back(language),
        Back::Never => words::no_back(language),
    };
    [skip, back].map(|sentence| words::stop(language, sentence)).concat()
}

impl Sign {
    fn words(self, picture: &Picture<'_>) -> String {
        let language = picture.language;
        match self {
            Self::Gate => words::key_gate(language),
            Self::Open => words::key_open(language),
            Self::Shut => words::key_shut(language),
            Self::Plan => words::key_plan(language),
            Self::Back => words::key_back(language),
            Self::Into => words::key_into(language),
            Self::OutOf => words::key_out(language),
        }
    }

    fn draw(self, group: &mut Group, at: Point) {
        let dash = format!("M{},{} h22", px(at.x - 11.0), px(at.y));
        match self {
            Self::Gate => counted(group, "3", at),
            Self::Open => {
                group.circle(at, RADIUS, "mark open");
                group.path(check(at), "sign open");
            }
            Self::Shut => shut(group, "2", Point { x: at.x - 5.0, ..at }),
            Self::Plan => {
                let rect = Rect { left: at.x - 12.0, top: at.y - 4.5, width: 24.0, height: 9.0 };
                group.rect(rect, 4.5, "key plan-key");
            }
            Self::Back => group.path(dash, "arc back"),
            Self::Into => {
                group.path(dash, "lane");
                group.circle(at, 4.5, "dot");
            }
            Self::OutOf => {
                group.path(dash, "lane out");
                let (left, right) = (px(at.x - 5.0), px(at.x + 5.0));
                let (tip, foot) = (px(at.y - 5.5), px(at.y + 4.0));
                let path = format!("M{},{tip} L{right},{foot} L{left},{foot} Z", px(at.x));
                group.path(path, "up");
            }
        }
    }
}
