//! Below the picture of a deal: what is missing for its next moves, and the plan.

use super::drawing::{Group, Meaning, Point};
use super::lines::{Face, broken};
use super::{Picture, Standing, Way, words};
use crate::base::line::one_line;
use crate::engine::plan::answer::PlannedMove;
use crate::engine::unmet::{FixKind, Unmet, UnmetState};

const HEADING: Look = Look { face: Face::bold(14.0), class: "name", line: LINE };
const TEXT: Look = Look { face: Face::regular(13.0), class: "text", line: LINE };
const QUIET: Look = Look { face: Face::regular(12.0), class: "quiet", line: 16.0 };
const TASK: Look = Look { class: "text", ..QUIET };
const LINE: f64 = 18.0;
const BETWEEN: f64 = 7.0;
const BULLET: f64 = 18.0;
const COLUMN_GAP: f64 = 40.0;
/// Notes stand beside each other from this width on.
const WIDE: f64 = 760.0;
/// How many missing things, and how many moves, a picture tells.
const MOST: usize = 8;
/// How many tasks of the next move it tells.
const MOST_TASKS: usize = 4;

/// Draws the notes from a place on, `width` wide; returns them and where they end.
pub(super) fn notes(picture: &Picture<'_>, at: Point, width: f64) -> (Vec<Group>, f64) {
    let is_wide = width >= WIDE;
    let column = if is_wide { (width - COLUMN_GAP) / 2.0 } else { width };
    let (missing, after_missing) = missing(picture, at, column);
    let beside = match is_wide {
        true => Point { x: at.x + column + COLUMN_GAP, y: at.y },
        false => Point { x: at.x, y: after_missing + 14.0 },
    };
    let (plan, after_plan) = plan(picture, beside, column);
    let end = match plan.shapes.is_empty() {
        true => after_missing,
        false => after_missing.max(after_plan),
    };
    (vec![missing, plan], end)
}

/// How a text looks, and how high its lines are.
#[derive(Debug, Clone, Copy)]
struct Look {
    face: Face,
    class: &'static str,
    line: f64,
}

/// A list in the making.
struct List {
    group: Group,
    at: Point,
    width: f64,
}

impl List {
    fn new(at: Point, width: f64) -> Self {
        Self { group: Group::new(Meaning::None, ""), at, width }
    }

    fn heading(&mut self, text: &str) {
        self.lines(text, HEADING, 0.0, 2);
        self.at.y += BETWEEN;
    }

    fn item(&mut self, sign: &str, text: &str, small: &str) {
        let first = Point { x: self.at.x, y: self.at.y + LINE - 5.0 };
        self.group.start(first, Face::bold(13.0), "count", sign);
        self.lines(text, TEXT, BULLET, 3);
        self.lines(small, QUIET, BULLET, 2);
        self.at.y += BETWEEN;
    }

    /// What is to be done before a move.
    fn tasks(&mut self, picture: &Picture<'_>, planned: &PlannedMove) {
        for task in planned.tasks.iter().take(MOST_TASKS) {
            let text = match task.kind {
                FixKind::Question => words::asked(picture.language, &task.text),
                FixKind::Play | FixKind::Fact => task.text.clone(),
            };
            self.lines(&format!("– {text}"), TASK, BULLET, 2);
        }
        if let Some(more) = planned.tasks.len().checked_sub(MOST_TASKS).filter(|more| *more > 0) {
            self.quiet(&words::and_more(picture.language, more));
        }
        self.at.y += BETWEEN;
    }

    fn quiet(&mut self, text: &str) {
        self.lines(text, QUIET, BULLET, 2);
    }

    fn lines(&mut self, text: &str, look: Look, indent: f64, most: usize) {
        for words in broken(text, look.face, self.width - indent, most) {
            let at = Point { x: self.at.x + indent, y: self.at.y + look.line - 5.0 };
            self.group.start(at, look.face, look.class, &words);
            self.at.y += look.line;
        }
    }

    fn done(self) -> (Group, f64) {
        (self.group, self.at.y)
    }
}

/// What keeps the ways from here shut: each criterion once, with the ways that need it.
fn missing(picture: &Picture<'_>, at: Point, width: f64) -> (Group, f64) {
    let mut list = List::new(at, width);
    let is_shut = |way: &&Way<'_>| matches!(way.standing, Standing::Shut(_));
    let shut: Vec<&Way<'_>> = picture.ways().iter().filter(is_shut).collect();
    let mut unmet: Vec<(&Unmet, Vec<String>)> = Vec::new();
    for way in &shut {
        for one in way.missing() {
            let name = picture.name(way.to);
            match unmet.iter_mut().find(|(known, _)| known.criterion == one.criterion) {
                Some((_, stages)) => stages.push(name),
                None => unmet.push((one, vec![name])),
            }
        }
    }
    let language = picture.language;
    list.heading(&match shut.as_slice() {
        [] => words::nothing_missing(language),
        [only] => words::missing_for(language, picture.name(only.to)),
        _ => words::missing(language),
    });
    for (one, stages) in unmet.iter().take(MOST) {
        let state = super::super::telling::state(one, language);
        let small = match shut.len() {
            1 => state,
            _ => picture.row([state, words::needed_for(language, picture.row(stages.clone()))]),
        };
        list.item(sign(one.state), &one_line(&one.otherwise), &small);
    }
    if let Some(more) = unmet.len().checked_sub(MOST).filter(|more| *more > 0) {
        list.quiet(&words::and_more(language, more));
    }
    list.done()
}

const fn sign(state: UnmetState) -> &'static str {
    match state {
        UnmetState::False => "×",
        UnmetState::Unknown => "?",
        UnmetState::Unverified | UnmetState::Stale => "!",
    }
}

fn plan(picture: &Picture<'_>, at: Point, width: f64) -> (Group, f64) {
    let mut list = List::new(at, width);
    let Some(plan) = picture.deal.and_then(|deal| deal.plan) else { return list.done() };
    let (language, goal) = (picture.language, one_line(&plan.to_name));
    let Some(route) = plan.route() else {
        list.heading(&words::no_way_to(language, goal));
        return list.done();
    };
    if route.moves.is_empty() {
        return list.done();
    }
    let work = words::of_work(language, words::effort(language, route.effort_minutes));
    list.heading(&picture.row([words::plan_to(language, goal), work]));
    for (place, planned) in route.moves.iter().take(MOST).enumerate() {
        let name = one_line(&planned.to_name);
        list.item(&(place + 1).to_string(), &name, &told(picture, planned));
        if place == 0 {
            list.tasks(picture, planned);
        }
    }
    if let Some(more) = route.moves.len().checked_sub(MOST).filter(|more| *more > 0) {
        list.quiet(&words::and_more(language, more));
    }
    list.done()
}

/// «3 to do, 1 h 30 min of work».
fn told(picture: &Picture<'_>, planned: &PlannedMove) -> String {
    let language = picture.language;
    if planned.tasks.is_empty() {
        return words::nothing_to_do(language);
    }
    let minutes = planned.tasks.iter().map(|task| task.effort_minutes).sum();
    let to_do = words::to_do(language, planned.tasks.len());
    picture.row([to_do, words::of_work(language, words::effort(language, minutes))])
}
