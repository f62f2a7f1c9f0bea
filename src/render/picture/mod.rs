//! What every picture of a stage graph shows: stages, ways, gates, and where a deal stands.

mod arcs;
mod drawing;
mod grid;
mod lanes;
mod layout;
mod legend;
mod letters;
mod lines;
mod marks;
mod notes;
mod svg;
pub(super) mod words;

pub use svg::svg;
pub(super) use svg::{drawn_bare, drawn_with_links};

use crate::base::language::Language;
use crate::base::line::one_line;
use crate::engine::assessment::Assessment;
use crate::engine::plan::answer::{Plan, PlannedMove};
use crate::engine::unmet::Unmet;
use crate::engine::verdict::{Outcome, Verdict};
use crate::playbook::graph::{StageGraph, StageIx, TransitionIx};
use crate::playbook::playbook::Playbook;
use crate::playbook::stage::{Stage, StageKind};

/// What a picture shows of a deal: where it stands and which ways are open, and the way that is
/// planned.
///
/// # Example
/// ```
/// use dealgraph::{Deal, Library, Timestamp, render};
///
/// let playbook = Library::builtin().compile("four_step")?;
/// let deal = Deal::new("D-1", "qualifying");
/// let now = Timestamp::parse("2026-11-23T09:00:00Z").unwrap();
/// let (assessment, plan) = (playbook.assess(&deal, now)?, playbook.plan(&deal, "won", now)?);
/// let shown = render::DealView::new(&assessment).planned(&plan);
/// assert!(render::svg(&playbook, Some(shown)).contains("deal is here"));
/// # Ok::<(), dealgraph::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct DealView<'a> {
    assessment: &'a Assessment,
    plan: Option<&'a Plan>,
}

impl<'a> DealView<'a> {
    /// A deal as it was assessed.
    #[must_use]
    pub fn new(assessment: &'a Assessment) -> Self {
        Self { assessment, plan: None }
    }

    /// The same deal with the way that is planned for it.
    #[must_use]
    pub fn planned(self, plan: &'a Plan) -> Self {
        Self { plan: Some(plan), ..self }
    }
}

/// A stage graph to be drawn, with a deal in it or without.
pub(super) struct Picture<'a> {
    playbook: &'a Playbook,
    graph: &'a StageGraph,
    deal: Option<DealView<'a>>,
    language: Language,
    ways: Vec<Way<'a>>,
}

/// The declared moves from one stage to another.
#[derive(Debug, Clone)]
pub(super) struct Way<'a> {
    pub(super) from: StageIx,
    pub(super) to: StageIx,
    pub(super) course: Course,
    /// More than one where the rule set declares several with gates of their own.
    pub(super) transitions: Vec<TransitionIx>,
    /// How many criteria each of them asks.
    pub(super) counts: Vec<usize>,
    pub(super) standing: Standing<'a>,
    /// The move of the plan that goes along it.
    pub(super) planned: Option<&'a PlannedMove>,
}

/// Where a way leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Course {
    /// Forward, to an open or a won stage.
    Ahead,
    /// From an open or a won stage back to another.
    Back,
    /// To or from a lost or parked stage.
    Aside,
}

/// How a way stands for the deal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Standing<'a> {
    /// No deal, or the deal is not where the way begins.
    Idle,
    /// The deal may take it now, if need be with a reason stated or by the right person.
    Open,
    /// The deal may not take it.
    Shut(&'a Verdict),
}

impl Way<'_> {
    /// How many criteria it asks; «3|5» where several moves are declared with gates of their own.
    pub(super) fn count(&self) -> String {
        let mut counts: Vec<String> = self.counts.iter().map(usize::to_string).collect();
        counts.dedup();
        counts.join("|")
    }

    pub(super) fn has_gate(&self) -> bool {
        self.counts.iter().any(|count| *count > 0)
    }

    /// The criteria that keep it shut.
    pub(super) fn missing(&self) -> impl Iterator<Item = &Unmet> {
        let unmet = match self.standing {
            Standing::Shut(verdict) => verdict.unmet.as_slice(),
            Standing::Idle | Standing::Open => &[],
        };
        unmet.iter().filter(|unmet| !is_stated(unmet))
    }
}

/// Whether what is missing is only said with the move itself: a reason, or who makes it.
pub(super) fn is_stated(unmet: &Unmet) -> bool {
    matches!(unmet.criterion.as_str(), "move.reason" | "move.actor")
}

impl<'a> Picture<'a> {
    pub(super) fn new(playbook: &'a Playbook, deal: Option<DealView<'a>>) -> Self {
        let (graph, language) = (playbook.graph(), playbook.language());
        let mut picture = Self { playbook, graph, deal, language, ways: Vec::new() };
        let mut ways: Vec<Way<'a>> = Vec::new();
        for (ix, from, to, _) in graph.transitions().filter(|(_, from, to, _)| from != to) {
            let count = playbook.gate_of(ix).len();
            match ways.iter_mut().find(|way| (way.from, way.to) == (from, to)) {
                Some(way) => {
                    way.transitions.push(ix);
                    way.counts.push(count);
                }
                None => ways.push(Way {
                    from,
                    to,
                    course: picture.course(from, to),
                    transitions: vec![ix],
                    counts: vec![count],
                    standing: picture.standing(from, to),
                    planned: picture.planned_between(from, to),
                }),
            }
        }
        picture.ways = ways;
        picture
    }

    pub(super) fn stages(&self) -> impl Iterator<Item = (StageIx, &'a Stage)> {
        self.graph.stages()
    }

    /// The stages that a deal walks through, in the order of moves forward: open ones, then won ones.
    pub(super) fn spine(&self) -> Vec<StageIx> {
        let stages = self.stages().filter(|(_, stage)| is_on_spine(stage)).map(|(ix, _)| ix);
        let mut spine: Vec<StageIx> = stages.collect();
        spine.sort_by_key(|ix| self.graph.forward_rank(*ix));
        spine
    }

    /// Lost and parked stages.
    pub(super) fn aside(&self) -> Vec<StageIx> {
        self.stages().filter(|(_, stage)| !is_on_spine(stage)).map(|(ix, _)| ix).collect()
    }

    /// The ways between stages, in document order.
    pub(super) fn ways(&self) -> &[Way<'a>] {
        &self.ways
    }

    /// The same, those to and from lost and parked stages last.
    pub(super) fn ways_apart_last(&self) -> Vec<&Way<'a>> {
        let mut ways: Vec<&Way<'a>> = self.ways.iter().collect();
        ways.sort_by_key(|way| way.course == Course::Aside);
        ways
    }

    pub(super) fn language(&self) -> Language {
        self.language
    }

    pub(super) fn name(&self, ix: StageIx) -> String {
        self.graph.stage(ix).map(|stage| one_line(stage.name())).unwrap_or_default()
    }

    /// Whether the deal is in a stage.
    pub(super) fn is_here(&self, stage: &Stage) -> bool {
        let progress = self.deal.and_then(|deal| deal.assessment.progress.as_ref());
        progress.is_some_and(|progress| progress.stage == *stage.id())
    }

    fn course(&self, from: StageIx, to: StageIx) -> Course {
        let on_spine = |ix| self.graph.stage(ix).is_some_and(is_on_spine);
        match on_spine(from) && on_spine(to) {
            true if self.graph.leads_forward(from, to) => Course::Ahead,
            true => Course::Back,
            false => Course::Aside,
        }
    }

    fn standing(&self, from: StageIx, to: StageIx) -> Standing<'a> {
        let ends = self.graph.stage(from).zip(self.graph.stage(to));
        let (Some(deal), Some((source, target))) = (self.deal, ends) else {
            return Standing::Idle;
        };
        if !self.is_here(source) {
            return Standing::Idle;
        }
        match deal.assessment.moves.iter().find(|verdict| verdict.to == *target.id()) {
            Some(verdict) if verdict.outcome == Outcome::Allowed => Standing::Open,
            Some(verdict) if verdict.unmet.iter().all(is_stated) => Standing::Open,
            Some(verdict) => Standing::Shut(verdict),
            None => Standing::Idle,
        }
    }

    fn planned_between(&self, from: StageIx, to: StageIx) -> Option<&'a PlannedMove> {
        let (source, target) = self.graph.stage(from).zip(self.graph.stage(to))?;
        let route = self.deal?.plan?.route()?;
        route.moves.iter().find(|planned| {
            planned.from.as_ref() == Some(source.id()) && planned.to == *target.id()
        })
    }

    /// What a way asks and how it stands, in words: «3 criteria, 2 unmet».
    pub(super) fn told(&self, way: &Way<'_>) -> String {
        let counts = way.counts.iter().filter(|count| **count > 0);
        let counts: Vec<String> =
            counts.map(|count| words::criteria(self.language, *count)).collect();
        let standing = match way.standing {
            Standing::Idle => None,
            Standing::Open => Some(words::open(self.language)),
            Standing::Shut(_) => Some(words::unmet(self.language, way.missing().count())),
        };
        let planned = way.planned.map(|planned| match planned.tasks.len() {
            0 => words::planned(self.language),
            count => {
                let to_do = words::to_do(self.language, count);
                self.row([words::planned(self.language), to_do])
            }
        });
        let told: Vec<String> = counts.into_iter().chain(standing).chain(planned).collect();
        if told.is_empty() { words::no_gate(self.language) } else { self.row(told) }
    }

    /// What the picture is of: the deal, else the rule set.
    pub(in crate::render) fn title(&self) -> String {
        match self.deal {
            Some(deal) => one_line(&deal.assessment.deal.name),
            None => one_line(&self.playbook.rule_set().name),
        }
    }

    /// What is below the title: the rule sets that it does not name.
    pub(in crate::render) fn subtitle(&self) -> String {
        let laid_over = self.playbook.laid_over().iter().map(|name| one_line(&name.name));
        let laid_over = self.row(laid_over);
        let with = match laid_over.is_empty() {
            true => laid_over,
            false => words::with(self.language, laid_over),
        };
        let own = self.deal.map(|_| one_line(&self.playbook.rule_set().name));
        let parts: Vec<String> =
            own.into_iter().chain([with]).filter(|part| !part.is_empty()).collect();
        parts.join(" · ")
    }

    /// «a, b, c».
    pub(super) fn row(&self, items: impl IntoIterator<Item = String>) -> String {
        let items: Vec<String> = items.into_iter().collect();
        crate::engine::words::row(self.language, items.iter().map(String::as_str))
    }
}

/// A text in lines for a label that nothing else breaks.
pub(super) fn wrapped(text: &str) -> Vec<String> {
    lines::broken(text, lines::Face::regular(10.0), 220.0, usize::MAX)
}

fn is_on_spine(stage: &Stage) -> bool {
    matches!(stage.kind(), StageKind::Open | StageKind::Won)
}
