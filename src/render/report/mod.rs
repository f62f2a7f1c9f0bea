//! A report of a deal: everything about it on one page.

mod coaching;
mod evidence;
mod plan;
mod standing;
mod words;

use super::document::{Document, plain};
use super::markup::element;
use super::page::{figure, page};
use super::picture::{DealView, Picture, drawn_bare};
use super::prompt::Audience;
use super::telling;
use crate::base::language::Language;
use crate::base::line::one_line;
use crate::base::time::Timestamp;
use crate::deal::deal::Deal;
use crate::engine::assessment::Assessment;
use crate::engine::plan::answer::Plan;
use crate::engine::situation::Situation;
use crate::error::Error;
use crate::playbook::playbook::Playbook;
use crate::playbook::stage::StageKind;

/// A report of a deal: its picture, what to do next, the verdict on every move, the plan, warning
/// signs, scorecards, coaching and the evidence. It is written as one page of HTML that needs nothing
/// else, or as Markdown.
#[derive(Debug, Clone)]
pub struct Report {
    language: Language,
    playbook: Playbook,
    assessment: Assessment,
    plan: Option<Plan>,
    /// The title and what stands below it.
    head: Document,
    /// All that follows the picture.
    told: Document,
}

impl Playbook {
    /// A report of a deal at one moment, in the language of the reader with a BCP 47 tag, as
    /// [`Playbook::in_language`] finds it. It plans the way to the first stage that is won.
    ///
    /// # Errors
    /// When the deal does not fit the playbook.
    ///
    /// # Example
    /// ```
    /// use dealgraph::{Deal, Library, Timestamp};
    ///
    /// let playbook = Library::builtin().compile("four_step")?;
    /// let now = Timestamp::parse("2026-11-23T09:00:00Z").unwrap();
    /// let report = playbook.report(&Deal::new("D-1", "qualifying"), "en", now)?;
    /// assert!(report.html().starts_with("<!DOCTYPE html>"));
    /// assert!(report.markdown().starts_with("# D-1\n"));
    /// # Ok::<(), dealgraph::Error>(())
    /// ```
    pub fn report(&self, deal: &Deal, language: &str, now: Timestamp) -> Result<Report, Error> {
        Report::of(&self.in_language(language), deal, now)
    }
}

impl Report {
    fn of(playbook: &Playbook, deal: &Deal, now: Timestamp) -> Result<Self, Error> {
        let situation = Situation::new(playbook, deal, now)?;
        let assessment = playbook.assess(deal, now)?;
        let goal = goal(playbook, &assessment);
        let plan = goal.map(|goal| playbook.plan(deal, &goal, now)).transpose()?;
        let teller = Teller { situation: &situation, assessment: &assessment };
        let mut told = Document::default();
        teller.actions(&mut told);
        teller.moves(&mut told);
        if let Some(plan) = &plan {
            teller.plan(&mut told, plan);
        }
        teller.signals(&mut told);
        teller.scorecards(&mut told);
        for audience in [Audience::Rep, Audience::Manager] {
            let prompt = playbook.coach(deal, audience, playbook.language().tag(), now)?;
            told.heading(2, words::coaching(playbook.language(), audience));
            told.append(coaching::read(&prompt.text));
        }
        teller.evidence(&mut told);
        teller.people(&mut told);
        teller.history(&mut told);
        let head = teller.head();
        Ok(Self {
            language: situation.words(),
            playbook: playbook.clone(),
            head,
            told,
            plan,
            assessment,
        })
    }

    /// The language it is in, as a BCP 47 tag.
    #[must_use]
    pub fn language(&self) -> &str {
        self.language.tag()
    }

    /// It as one page of HTML: no network, no script; it prints well.
    #[must_use]
    pub fn html(&self) -> String {
        let picture = Picture::new(&self.playbook, Some(self.shown()));
        let title = picture.title();
        let about = words::picture(self.language);
        let body = element("body")
            .class("report")
            .and(element("header").all(self.head.clone().elements()))
            .and(figure(drawn_bare(&picture), &about))
            .and(element("main").all(self.told.clone().elements()));
        page(&title, self.language.tag(), String::new(), body)
    }

    /// It as Markdown, with the picture in Mermaid's language.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut document = self.head.clone();
        document.heading(2, words::picture(self.language));
        document.mermaid(super::mermaid(&self.playbook, Some(self.shown())));
        document.append(self.told.clone());
        document.markdown()
    }

    fn shown(&self) -> DealView<'_> {
        let shown = DealView::new(&self.assessment);
        self.plan.as_ref().map_or(shown, |plan| shown.planned(plan))
    }
}

/// The stage that a deal which is not closed is to come to: the first that is won.
fn goal(playbook: &Playbook, assessment: &Assessment) -> Option<String> {
    let kind = assessment.progress.as_ref().map(|progress| progress.kind);
    if matches!(kind, Some(StageKind::Won | StageKind::Lost)) {
        return None;
    }
    let mut stages = playbook.graph().stages().map(|(_, stage)| stage);
    stages.find(|stage| stage.kind() == StageKind::Won).map(|stage| stage.id().to_string())
}

/// Tells one part of a report after the other.
struct Teller<'a> {
    situation: &'a Situation<'a>,
    assessment: &'a Assessment,
}

impl Teller<'_> {
    fn language(&self) -> Language {
        self.situation.words()
    }

    /// «a, b, c».
    fn row(&self, items: impl IntoIterator<Item = String>) -> String {
        let items: Vec<String> = items.into_iter().collect();
        crate::engine::words::row(self.language(), items.iter().map(String::as_str))
    }

    fn head(&self) -> Document {
        let (language, assessment) = (self.language(), self.assessment);
        let mut head = Document::default();
        head.heading(1, &assessment.deal.name);
        let own = std::iter::once(&assessment.playbook).chain(&assessment.laid_over);
        let playbook = own.map(|name| one_line(&format!("{} {}", name.name, name.version)));
        let playbook = playbook.collect::<Vec<_>>().join(" + ");
        let about = words::as_of(language, playbook, assessment.now.date());
        let id = &assessment.deal.id;
        let about = match *id == assessment.deal.name {
            true => about,
            false => format!("{} · {about}", one_line(id)),
        };
        head.paragraph(plain("").quiet(about));
        head.paragraph(plain(one_line(&telling::standing(assessment, language))));
        head
    }
}
