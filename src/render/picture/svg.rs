//! A picture as SVG.

use super::drawing::{Anchor, Drawing, Group, Label, Meaning, Shape, px};
use super::layout::{Use, laid_out};
use super::letters::Weight;
use super::{DealView, Picture, words};
use crate::playbook::graph::StageIx;
use crate::playbook::playbook::Playbook;
use crate::render::markup::{Element, element};

const STYLE: &str = include_str!("picture.css");

/// The stage graph as an SVG picture, drawn without any other program: the stages from left to
/// right, forward ways straight, skips above and ways back below, a gate as a mark on its way with
/// the number of its criteria, lost and parked stages apart. With a deal it shows where that stands,
/// which ways are open, what is missing for the others, and the way that is planned.
///
/// It is light or dark as its reader prefers, tells everything by shape as well as by colour, and
/// carries a title and a description. Texts are measured with Helvetica's widths.
///
/// # Example
/// ```
/// use dealgraph::{Library, render};
///
/// let picture = render::svg(&Library::builtin().compile("four_step")?, None);
/// assert!(picture.starts_with("<svg "));
/// assert!(picture.contains("<title id=\"dg-title\">Four-step sales process</title>"));
/// # Ok::<(), dealgraph::Error>(())
/// ```
#[must_use]
pub fn svg(playbook: &Playbook, deal: Option<DealView<'_>>) -> String {
    written(&Picture::new(playbook, deal), Use::Alone).written()
}

/// The picture for a page in which each stage and way has an anchor: `stage-N` by the position of the
/// stage, `way-N` by the place of the way.
pub(in crate::render) fn drawn_with_links(picture: &Picture<'_>) -> Element {
    written(picture, Use::Linked)
}

/// The picture for a page that has its title.
pub(in crate::render) fn drawn_bare(picture: &Picture<'_>) -> Element {
    written(picture, Use::InPage)
}

fn written(picture: &Picture<'_>, used: Use) -> Element {
    let drawing = laid_out(picture, used);
    let Drawing { width, height, ref groups } = drawing;
    let (width, height) = (px(width), px(height));
    let role = match used {
        Use::Alone | Use::InPage => "img",
        Use::Linked => "group",
    };
    element("svg")
        .with("xmlns", "http://www.w3.org/2000/svg")
        .class("dg")
        .with("viewBox", format!("0 0 {width} {height}"))
        .with("width", width)
        .with("height", height)
        .with("role", role)
        .with("aria-labelledby", "dg-title dg-about")
        .and(element("title").with("id", "dg-title").text(picture.title()))
        .and(element("desc").with("id", "dg-about").text(about(picture)))
        .and(element("style").style(STYLE))
        .all(groups.iter().map(|group| group_element(group, used)))
}

/// The picture in words.
fn about(picture: &Picture<'_>) -> String {
    let language = picture.language;
    let names = |stages: Vec<StageIx>| picture.row(stages.into_iter().map(|ix| picture.name(ix)));
    let mut sentences = vec![words::from_left(language, names(picture.spine()))];
    let aside = picture.aside();
    if !aside.is_empty() {
        sentences.push(words::apart(language, names(aside)));
    }
    let here = picture.stages().find(|(_, stage)| picture.is_here(stage));
    sentences
        .extend(here.map(|(ix, _)| words::told(language, picture.name(ix), words::here(language))));
    sentences.extend(picture.ways().iter().map(|way| {
        let ends = words::way(language, picture.name(way.from), picture.name(way.to));
        words::told(language, ends, picture.told(way))
    }));
    let text: String =
        sentences.into_iter().map(|sentence| words::stop(language, sentence)).collect();
    text.trim_end().to_owned()
}

fn group_element(group: &Group, used: Use) -> Element {
    let target = match group.means {
        Meaning::None => None,
        Meaning::Stage(position) => Some(format!("stage-{position}")),
        Meaning::Way(place) => Some(format!("way-{place}")),
    };
    let mut shown = match (used, target) {
        (Use::Linked, Some(target)) => {
            element("a").with("href", format!("#{target}")).with("aria-label", &*group.title)
        }
        _ => element("g"),
    };
    if !group.title.is_empty() {
        shown.push(element("title").text(&group.title));
    }
    shown.all(group.shapes.iter().map(shape))
}

fn shape(shape: &Shape) -> Element {
    match shape {
        Shape::Rect { rect, radius, class } => {
            let element = element("rect")
                .class(*class)
                .with("x", px(rect.left))
                .with("y", px(rect.top))
                .with("width", px(rect.width))
                .with("height", px(rect.height));
            if *radius > 0.0 { element.with("rx", px(*radius)) } else { element }
        }
        Shape::Circle { at, radius, class } => element("circle")
            .class(*class)
            .with("cx", px(at.x))
            .with("cy", px(at.y))
            .with("r", px(*radius)),
        Shape::Path { path, class } => element("path").class(*class).with("d", path.as_str()),
        Shape::Label(label) => text(label),
    }
}

fn text(label: &Label) -> Element {
    let mut shown = element("text")
        .class(label.class)
        .with("x", px(label.at.x))
        .with("y", px(label.at.y))
        .with("font-size", px(label.face.size));
    if label.face.weight == Weight::Bold {
        shown = shown.with("font-weight", "bold");
    }
    if label.anchor == Anchor::Middle {
        shown = shown.with("text-anchor", "middle");
    }
    shown.text(&label.text)
}
