//! Boxes for stages: the spine from left to right, all of one size.

use super::Picture;
use super::drawing::{Group, Meaning, Point, Rect, px};
use super::lines::{Face, broken};
use super::words;
use crate::base::line::one_line;
use crate::playbook::graph::StageIx;
use crate::playbook::stage::{Stage, StageKind};

/// The picture's margin on every side.
pub(super) const MARGIN: f64 = 28.0;
/// The way to the first stage from where a deal begins.
const ENTRY: f64 = 34.0;
/// The width between two stages.
const GAP: f64 = 54.0;
/// The same where marks also say how the way stands for a deal.
const DEAL_GAP: f64 = 76.0;
/// The width between the spine and a stage apart that stands right of it.
const GAP_BEYOND: f64 = 34.0;
const PADDING: f64 = 13.0;
const NAME: Face = Face::bold(14.0);
const NAME_LINE: f64 = 18.0;
const SHARE: Face = Face::regular(12.0);
const SHARE_LINE: f64 = 17.0;
const HERE: Face = Face::bold(12.0);
const HERE_BAND: f64 = 22.0;
/// Names are broken into lines of this width.
const NAME_WIDTH: f64 = 102.0;
const NAME_LINES: usize = 4;
/// The narrowest box.
const LEAST_WIDTH: f64 = 86.0;

/// Where the boxes of the spine stand.
pub(super) struct Grid {
    /// The stages of the spine.
    pub(super) spine: Vec<StageIx>,
    pub(super) box_width: f64,
    pub(super) box_height: f64,
    pub(super) gap: f64,
    left: f64,
    /// The top of the boxes.
    pub(super) top: f64,
    band: f64,
}

impl Grid {
    pub(super) fn new(picture: &Picture<'_>) -> Self {
        let names = |ix: &StageIx| broken(&picture.name(*ix), NAME, NAME_WIDTH, NAME_LINES);
        let (spine, aside) = (picture.spine(), picture.aside());
        let widest = spine.iter().chain(&aside).flat_map(names).map(|line| NAME.width(&line));
        let inner = widest.fold(0.0, f64::max).max(LEAST_WIDTH - 2.0 * PADDING);
        let inner = match picture.deal {
            Some(_) => inner.max(HERE.width(&words::deal_here(picture.language))),
            None => inner,
        };
        let lines = spine.iter().map(|ix| names(ix).len()).max().unwrap_or(1);
        let band = if picture.deal.is_some() { HERE_BAND } else { 0.0 };
        let lines = f64::from(u32::try_from(lines).unwrap_or(1));
        Self {
            spine,
            box_width: (inner + 2.0 * PADDING).ceil(),
            box_height: lines * NAME_LINE + SHARE_LINE + 2.0 * PADDING + band,
            gap: if picture.deal.is_some() { DEAL_GAP } else { GAP },
            left: MARGIN + ENTRY,
            top: 0.0,
            band,
        }
    }

    /// The box of a place on the spine.
    pub(super) fn at(&self, column: usize) -> Rect {
        let column = f64::from(u32::try_from(column).unwrap_or(0));
        Rect {
            left: self.left + column * (self.box_width + self.gap),
            top: self.top,
            width: self.box_width,
            height: self.box_height,
        }
    }

    /// The left edge of a box that stands right of the spine.
    pub(super) fn beyond(&self) -> f64 {
        self.at(self.spine.len()).left - self.gap + GAP_BEYOND
    }

    /// The place of a stage on the spine.
    pub(super) fn column(&self, stage: StageIx) -> Option<usize> {
        self.spine.iter().position(|known| *known == stage)
    }

    /// The middle of the gap before a place on the spine.
    pub(super) fn gap_before(&self, column: usize) -> f64 {
        self.at(column).left - self.gap / 2.0
    }

    /// How high a box for a stage apart is.
    pub(super) fn height_aside(&self, picture: &Picture<'_>, stage: StageIx) -> f64 {
        let lines = broken(&picture.name(stage), NAME, NAME_WIDTH, NAME_LINES).len().max(1);
        let is_here = picture.graph.stage(stage).is_some_and(|stage| picture.is_here(stage));
        let band = if is_here { self.band } else { 0.0 };
        f64::from(u32::try_from(lines).unwrap_or(1)) * NAME_LINE + 20.0 + band
    }

    /// A stage in its box.
    pub(super) fn stage(&self, picture: &Picture<'_>, ix: StageIx, rect: Rect) -> Group {
        let Some(stage) = picture.graph.stage(ix) else { return Group::new(Meaning::None, "") };
        let mut group = Group::new(Meaning::Stage(ix.position()), title(picture, stage));
        let is_here = picture.is_here(stage);
        group.rect(rect, 9.0, class(stage.kind(), is_here));
        if stage.kind() == StageKind::Won {
            group.rect(rect.grown(-3.5), 6.5, "inner");
        }
        let names = broken(stage.name(), NAME, NAME_WIDTH, NAME_LINES);
        let share = stage.probability().filter(|_| stage.is_open());
        let count = f64::from(u32::try_from(names.len()).unwrap_or(1));
        let text_height = count * NAME_LINE + if share.is_some() { SHARE_LINE } else { 0.0 };
        let free = rect.height - if is_here { self.band } else { 0.0 };
        let mut y = rect.top + (free - text_height) / 2.0 + NAME_LINE / 2.0;
        let x = rect.centre().x;
        for line in names {
            group.middle(Point { x, y }, NAME, "name", &line);
            y += NAME_LINE;
        }
        if let Some(share) = share {
            let text = format!("{:.0} %", share * 100.0);
            group.middle(Point { x, y }, SHARE, "quiet", &text);
        }
        if is_here {
            let top = rect.bottom() - self.band;
            group.path(band(rect, top), "band");
            let at = Point { x, y: top + self.band / 2.0 - 0.5 };
            group.middle(at, HERE, "here", &words::deal_here(picture.language));
        }
        group
    }
}

fn title(picture: &Picture<'_>, stage: &Stage) -> String {
    let name = one_line(stage.name());
    let goal = stage.goal().map(one_line);
    let name = match picture.is_here(stage) {
        true => picture.row([name, words::here(picture.language)]),
        false => name,
    };
    match goal {
        Some(goal) => words::told(picture.language, name, goal),
        None => name,
    }
}

const fn class(kind: StageKind, is_here: bool) -> &'static str {
    match (kind, is_here) {
        (StageKind::Open, false) => "stage",
        (StageKind::Open, true) => "stage at",
        (StageKind::Won, false) => "stage won",
        (StageKind::Won, true) => "stage won at",
        (StageKind::Lost, false) => "stage lost",
        (StageKind::Lost, true) => "stage lost at",
        (StageKind::Parked, false) => "stage parked",
        (StageKind::Parked, true) => "stage parked at",
    }
}

/// The lower end of a box, with its round corners.
fn band(rect: Rect, top: f64) -> String {
    let (left, right, bottom) = (px(rect.left), px(rect.right()), px(rect.bottom()));
    let (inner_left, inner_right) = (px(rect.left + 9.0), px(rect.right() - 9.0));
    let (top, low) = (px(top), px(rect.bottom() - 9.0));
    format!(
        "M{left},{top} H{right} V{low} Q{right},{bottom} {inner_right},{bottom} H{inner_left} \
         Q{left},{bottom} {left},{low} Z"
    )
}
