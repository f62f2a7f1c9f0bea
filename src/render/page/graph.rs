//! The stage graph as a page in which each stage and each way can be opened.

use super::{figure, page, words};
use crate::base::line::one_line;
use crate::engine::unmet::FixKind;
use crate::playbook::graph::StageIx;
use crate::playbook::playbook::Playbook;
use crate::playbook::stage::Stage;
use crate::render::document::{Document, Item, Marker, Text, plain, strong};
use crate::render::guide::Guide;
use crate::render::markup::{Element, element};
use crate::render::picture::{Course, DealView, Picture, Way, drawn_with_links, words as said};

/// The stage graph as one page of HTML that needs nothing else: the picture, and for each stage and
/// each way what belongs to it: gates, questions, plays. A stage or a mark in the picture opens it,
/// by mouse, finger or keyboard; the page has no script. With a deal it shows what [`svg`] shows.
///
/// [`svg`]: crate::render::svg
///
/// # Example
/// ```
/// use dealgraph::{Library, render};
///
/// let page = render::graph_html(&Library::builtin().compile("four_step")?, None);
/// assert!(page.starts_with("<!DOCTYPE html>"));
/// assert!(page.contains("<a href=\"#stage-0\""));
/// # Ok::<(), dealgraph::Error>(())
/// ```
#[must_use]
pub fn graph_html(playbook: &Playbook, deal: Option<DealView<'_>>) -> String {
    let picture = Picture::new(playbook, deal);
    let teller = Teller { playbook, picture: &picture };
    let language = picture.language();
    let stages: Vec<StageIx> = picture.spine().into_iter().chain(picture.aside()).collect();
    let here = picture.stages().find(|(_, stage)| picture.is_here(stage)).map(|(ix, _)| ix);
    let first = here.or_else(|| stages.first().copied());
    let mut panels = element("main").with("id", "told");
    for (place, ix) in stages.iter().enumerate() {
        let beside = Beside {
            before: place.checked_sub(1).and_then(|before| stages.get(before)).copied(),
            after: stages.get(place + 1).copied(),
        };
        let class = if Some(*ix) == first { "panel first" } else { "panel" };
        panels.push(teller.stage(*ix, &beside).class(class));
    }
    for (place, way) in picture.ways().iter().enumerate() {
        panels.push(teller.way(place, way).class("panel"));
    }
    let title = picture.title();
    let header = element("header").and(element("h1").text(&title)).all(
        Some(picture.subtitle())
            .filter(|text| !text.is_empty())
            .map(|text| element("p").class("quiet").text(text)),
    );
    let places = stages.iter().map(|ix| format!("stage-{}", ix.position()));
    let places = places.chain((0..picture.ways().len()).map(|place| format!("way-{place}")));
    let style: String = places.map(|place| chosen(&place)).collect();
    let body = element("body")
        .class("graph")
        .and(header)
        .and(figure(drawn_with_links(&picture), &words::picture(language)).with("id", "picture"))
        .and(element("p").class("hint quiet").text(words::choose(language)))
        .and(teller.index(&stages))
        .and(panels);
    page(&title, language.tag(), style, body)
}

/// The look of the links to a panel while it is open.
fn chosen(place: &str) -> String {
    let link = format!(".graph:has(#{place}:target) a[href='#{place}']");
    let shapes = ["stage", "mark", "dot", "up"].map(|class| format!("{link} .{class}"));
    let border = format!(
        "{link} {{ border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }}"
    );
    format!("{border}\n{} {{ stroke: var(--accent); stroke-width: 3.5; }}\n", shapes.join(", "))
}

/// The stages before and after one, in the order of the page.
struct Beside {
    before: Option<StageIx>,
    after: Option<StageIx>,
}

/// Tells what belongs to the parts of a picture.
struct Teller<'a> {
    playbook: &'a Playbook,
    picture: &'a Picture<'a>,
}

impl Teller<'_> {
    /// The stages as a list of links: on a narrow page quicker than the picture.
    fn index(&self, stages: &[StageIx]) -> Element {
        let links =
            stages.iter().map(|ix| element("li").and(self.stage_link(*ix, self.picture.name(*ix))));
        element("nav")
            .with("aria-label", words::stages(self.picture.language()))
            .and(element("ol").all(links))
    }

    fn stage_link(&self, ix: StageIx, text: String) -> Element {
        element("a").with("href", format!("#stage-{}", ix.position())).text(text)
    }

    fn panel(&self, id: &str, title: &str) -> Element {
        element("section")
            .with("id", id)
            .with("tabindex", "-1")
            .with("aria-labelledby", format!("{id}-name"))
            .and(element("h2").with("id", format!("{id}-name")).text(title))
    }

    fn stage(&self, ix: StageIx, beside: &Beside) -> Element {
        let (picture, language) = (self.picture, self.picture.language());
        let Some(stage) = self.playbook.graph().stage(ix) else { return element("section") };
        let panel = self.panel(&format!("stage-{}", ix.position()), &one_line(stage.name()));
        let mut guide = Guide::new(self.playbook);
        let figures = self.figures(&guide, stage);
        guide.content(ix);
        let before = beside.before.map(|ix| {
            self.stage_link(ix, words::before(language, picture.name(ix))).with("rel", "prev")
        });
        let after = beside.after.map(|ix| {
            self.stage_link(ix, words::after(language, picture.name(ix))).with("rel", "next")
        });
        panel
            .all(stage.goal().map(|goal| element("p").class("goal").text(one_line(goal))))
            .all(figures)
            .all(self.links(&words::ways_on(language), |way| way.from == ix))
            .all(self.links(&words::ways_in(language), |way| way.to == ix))
            .all(raised(guide.document()))
            .and(self.turning(before.into_iter().chain(after)))
    }

    /// How likely, how long, and whether the deal is here.
    fn figures(&self, guide: &Guide<'_>, stage: &Stage) -> Option<Element> {
        let here = self.picture.is_here(stage).then(|| said::here(self.picture.language()));
        let figures: Vec<String> = here.into_iter().chain(guide.figures(stage)).collect();
        (!figures.is_empty()).then(|| element("p").class("quiet").text(figures.join(" · ")))
    }

    /// Links to the ways that meet a stage.
    fn links(&self, title: &str, meets: impl Fn(&Way<'_>) -> bool) -> Vec<Element> {
        let ways = self.picture.ways().iter().enumerate().filter(|(_, way)| meets(way));
        let items: Vec<Element> = ways
            .map(|(place, way)| {
                let link = element("a").with("href", format!("#way-{place}")).text(self.ends(way));
                element("li").and(link).and(
                    element("span").class("quiet").text(format!(" · {}", self.picture.told(way))),
                )
            })
            .collect();
        match items.is_empty() {
            true => Vec::new(),
            false => vec![element("h3").text(title), element("ul").class("ways").all(items)],
        }
    }

    fn ends(&self, way: &Way<'_>) -> String {
        said::way(self.picture.language(), self.picture.name(way.from), self.picture.name(way.to))
    }

    fn way(&self, place: usize, way: &Way<'_>) -> Element {
        let (picture, language) = (self.picture, self.picture.language());
        let told = element("p").class("quiet").text(picture.told(way));
        let ends = [
            self.stage_link(way.from, words::before(language, picture.name(way.from))),
            self.stage_link(way.to, words::after(language, picture.name(way.to))),
        ];
        self.panel(&format!("way-{place}"), &self.ends(way))
            .and(told)
            .all(raised(self.standing(way)))
            .all(raised(self.asked(way)))
            .and(self.turning(ends))
    }

    /// How a way stands for the deal: what is missing, and what the plan does about it.
    fn standing(&self, way: &Way<'_>) -> Document {
        let language = self.picture.language();
        let mut document = Document::default();
        let missing: Vec<Item> = way
            .missing()
            .map(|unmet| {
                let state = super::super::telling::state(unmet, language);
                strong(one_line(&unmet.otherwise)).next_line().quiet(state).item()
            })
            .collect();
        if !missing.is_empty() {
            document.heading(4, words::missing(language));
            document.list(Marker::Dot, missing);
        }
        let tasks = way.planned.map(|planned| planned.tasks.as_slice()).unwrap_or_default();
        if !tasks.is_empty() {
            document.heading(4, words::to_do(language));
            let items = tasks.iter().map(|task| {
                let text = one_line(&task.text);
                let text = match task.kind {
                    FixKind::Question => said::asked(language, text),
                    FixKind::Play | FixKind::Fact => text,
                };
                let effort = said::effort(language, task.effort_minutes);
                plain(text).next_line().quiet(effort).item()
            });
            document.list(Marker::Dot, items);
        }
        document
    }

    /// What a way asks, by where it is asked.
    fn asked(&self, way: &Way<'_>) -> Document {
        let (picture, language) = (self.picture, self.picture.language());
        let guide = Guide::new(self.playbook);
        let mut document = Document::default();
        let mut lists: Vec<(String, Vec<Text>)> = Vec::new();
        if way.course == Course::Ahead {
            let exit = self.playbook.exit_of(way.from).map(|one| guide.criterion(one));
            lists.push((words::leaving(language, picture.name(way.from)), exit.collect()));
        }
        for transition in &way.transitions {
            lists.push((words::on_the_way(language), guide.asked_of_way(*transition)));
        }
        if way.course == Course::Ahead {
            let entry = self.playbook.entry_of(way.to).map(|one| guide.criterion(one));
            lists.push((words::entering(language, picture.name(way.to)), entry.collect()));
            let added = way.transitions.first().map(|transition| {
                self.playbook.added_to(*transition).map(|one| guide.criterion(one)).collect()
            });
            let over = self.playbook.laid_over().iter().map(|name| one_line(&name.name));
            lists.push((words::added(language, picture.row(over)), added.unwrap_or_default()));
        }
        lists.retain(|(_, asked)| !asked.is_empty());
        if lists.is_empty() {
            document.paragraph(plain(words::asks_nothing(language)));
        }
        for (title, asked) in lists {
            document.heading(4, title);
            document.list(Marker::Dot, asked.into_iter().map(Text::item));
        }
        document
    }

    /// The foot of a panel: where to turn from here.
    fn turning(&self, links: impl IntoIterator<Item = Element>) -> Element {
        let back = words::back(self.picture.language());
        element("p")
            .class("turning")
            .all(links)
            .and(element("a").with("href", "#picture").text(back))
    }
}

/// The headings of a document one level up: those of a panel begin with the third.
fn raised(document: Document) -> impl Iterator<Item = Element> {
    document.raised(1).elements()
}
