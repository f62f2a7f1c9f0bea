//! Floor 5: a rule set and those laid over it become a playbook. All that can fail, fails here.
//!
//! The compiler builds what it can and says everything that is wrong; the public door decides what
//! that means.

mod conditions;
mod content;
mod criteria;
mod fields;
mod lints;
mod market;
mod overlays;
mod part;
mod places;
mod silences;
mod stages;
mod texts;
mod unused;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(crate) use self::market::compile_market;

use self::lints::{Content, Surveyed, prove, review, review_whole, survey};
use self::part::Part;
pub(crate) use self::silences::heard;
use self::written::Written;
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::language::Language;
use crate::base::sink::Sink;
use crate::base::source::Span;
use crate::deal::field::FieldType;
use crate::deal::table::FieldTable;
use crate::expr::{Slot, ValueNames};
use crate::playbook::coaching::Coaching;
use crate::playbook::content::{
    Play, Question, QuestionKind, Role, ScorecardRule, Script, SignalRule, Strategy, ThinkingModel,
};
use crate::playbook::criterion::{Criterion, CriterionIx};
use crate::playbook::graph::{StageGraph, StageIx};
use crate::playbook::languages::Languages;
use crate::playbook::playbook::{Back, Model, Playbook, RuleSetName, Skip};
use crate::playbook::stage::StageKind;
use crate::rules::{self, Header, RuleSet};
use crate::template::{Templates, Wording};

/// The rule set whose fields are the traits of a market, of which `[[fit]]` speaks.
pub(crate) const MARKET: &str = "market";

/// Everything that the compiler has gathered so far.
#[derive(Default)]
struct Compiler {
    /// The language of what the rule set leaves to be worded.
    words: Language,
    purpose: Purpose,
    /// The traits of a market, where they are known.
    traits: Option<FieldTable>,
    sink: Sink,
    fields: FieldTable,
    templates: Templates,
    criteria: Vec<Criterion>,
    /// Where the criteria are written.
    written: BTreeMap<CriterionIx, Written>,
    /// Criteria that stand in several places under one name.
    shared: BTreeMap<Arc<str>, CriterionIx>,
    question_kinds: Vec<QuestionKind>,
    questions: Vec<Question>,
    plays: Vec<Play>,
    signals: Vec<SignalRule>,
    scorecards: Vec<ScorecardRule>,
    scripts: Vec<Script>,
    roles: Vec<Role>,
    reason_names: BTreeMap<Arc<str>, Arc<str>>,
    principles: Vec<Arc<str>>,
    strategies: Vec<Strategy>,
    thinking_models: Vec<ThinkingModel>,
    coaching: Coaching,
    /// Fields that are declared with several types: what a condition makes of them follows from that.
    clashing: BTreeSet<Arc<str>>,
    /// Fields that some rule, question or text uses.
    used: BTreeSet<Slot>,
    /// Roles that some rule uses.
    used_roles: BTreeSet<Arc<str>>,
}

/// What a rule set is compiled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Purpose {
    /// To hold deals against it, as soon as possible.
    #[default]
    Use,
    /// To find every defect, those that only exact reasoning shows included.
    Check,
}

/// Compiles a rule set. `find` gives the rule sets that its overlays name.
///
/// Returns a playbook unless there is an error, and everything there is to say.
pub(crate) fn compile(
    own: &RuleSet,
    find: &dyn Fn(&str) -> Option<Arc<RuleSet>>,
    languages: Languages,
    purpose: Purpose,
) -> (Option<Playbook>, Vec<Diagnostic>) {
    let traits = find(MARKET).map(|market| market::traits(&market));
    let mut compiler = Compiler { words: languages.words, traits, purpose, ..Compiler::default() };
    let laid = compiler.laid_over(own, find);
    let mut parts = vec![Part::own(own)];
    parts.extend(laid.iter().map(|(def, rules)| Part::laid(rules, def)));
    let model = compiler.model(own, &mut parts, languages);
    let playbook = model.filter(|_| !compiler.sink.has_errors()).map(|m| Playbook(Arc::new(m)));
    debug_assert!(playbook.as_ref().is_none_or(|playbook| playbook.verify().is_ok()));
    (playbook, compiler.sink.finish())
}

impl Compiler {
    fn model(
        &mut self,
        own: &RuleSet,
        parts: &mut [Part<'_>],
        languages: Languages,
    ) -> Option<Model> {
        self.gather_fields(parts);
        for part in parts.iter_mut() {
            self.build_stages(part);
        }
        self.check_stages(own, parts.first()?);
        self.place_overlays(parts);
        for part in parts.iter_mut() {
            self.gather_criteria(part);
        }
        self.require_criteria(parts);
        for part in parts.iter_mut() {
            self.gather_content(part);
        }
        for part in parts.iter() {
            self.gather_scorecards(part);
        }
        self.warn_of_unused(parts.first()?);
        self.review(parts);
        self.assemble(own, parts, languages)
    }

    fn assemble(
        &mut self,
        own: &RuleSet,
        parts: &mut [Part<'_>],
        languages: Languages,
    ) -> Option<Model> {
        let (first, laid) = parts.split_first_mut()?;
        let start = self.starts(first);
        self.survey(first, start.as_deref());
        self.templates.speak(Wording { language: self.words, names: value_names(&self.fields) });
        self.prove(first, laid, start.as_deref());
        let places = self.places(first, laid);
        Some(Model {
            languages,
            own: name_of(own),
            laid_over: laid.iter().map(|part| name_of(part.rules)).collect(),
            goal: goal(own),
            skip: skip(own),
            back: back(own),
            start,
            graph: std::mem::take(&mut first.graph),
            overlays: laid.iter_mut().filter_map(Part::overlay).collect(),
            fields: std::mem::take(&mut self.fields),
            question_kinds: std::mem::take(&mut self.question_kinds),
            questions: std::mem::take(&mut self.questions),
            plays: std::mem::take(&mut self.plays),
            signals: std::mem::take(&mut self.signals),
            gate_scores: self.gate_scores(),
            scorecards: std::mem::take(&mut self.scorecards),
            criteria: std::mem::take(&mut self.criteria),
            scripts: std::mem::take(&mut self.scripts),
            roles: std::mem::take(&mut self.roles),
            reason_names: std::mem::take(&mut self.reason_names),
            principles: std::mem::take(&mut self.principles),
            strategies: std::mem::take(&mut self.strategies),
            thinking_models: std::mem::take(&mut self.thinking_models),
            coaching: std::mem::take(&mut self.coaching),
            templates: std::mem::take(&mut self.templates),
            places,
        })
    }

    /// The scorecards whose scores some criterion asks for.
    fn gate_scores(&self) -> Vec<usize> {
        let asks = |slot: &Slot| {
            self.criteria.iter().any(|criterion| criterion.condition.reads().contains(slot))
        };
        let cards = self.scorecards.iter().enumerate();
        cards.filter(|(_, card)| asks(&card.slot)).map(|(place, _)| place).collect()
    }

    /// A rule set needs an open and a won stage; only a methodology may do without any.
    fn check_stages(&mut self, own: &RuleSet, part: &Part<'_>) {
        let checklist = matches!(own.header(), Some(Header::Methodology(_)));
        if own.lacks_stages() || (part.graph.is_empty() && checklist) {
            return;
        }
        let has = |kind| part.graph.stages().any(|(_, stage)| stage.kind() == kind);
        for (kind, word) in [(StageKind::Open, "open"), (StageKind::Won, "won")] {
            if !has(kind) {
                let message = format!("there is no {word} stage");
                self.sink.push(
                    Diagnostic::new(Code::NoOpenOrWon, message)
                        .at(&own.source, part.header, "in this rule set")
                        .help(format!("add a `[[stage]]` with `type = \"{word}\"`")),
                );
            }
        }
    }

    /// Where deals may be created.
    fn starts(&mut self, part: &Part<'_>) -> Option<Vec<StageIx>> {
        let Some(Header::Process(process)) = part.rules.header() else { return None };
        if process.start.is_empty() {
            return None;
        }
        let stages = process.start.iter().filter_map(|name| self.stage(part, name)).collect();
        Some(stages)
    }

    fn review(&mut self, parts: &[Part<'_>]) {
        let Some((own, laid)) = parts.split_first() else { return };
        let mut found = Sink::default();
        let content = Content::new(self, own, laid);
        review(&content, &mut found);
        if !own.rules.flawed && !self.sink.has_errors() {
            review_whole(&content, &mut found);
        }
        self.sink.extend(found.finish());
    }

    /// What only exact reasoning shows. Where something could not be built, or is wrong already, what
    /// it says of the whole would only follow from that.
    fn prove(&mut self, own: &Part<'_>, laid: &[Part<'_>], start: Option<&[StageIx]>) {
        if self.purpose == Purpose::Use {
            return;
        }
        let is_whole = !self.sink.has_errors() && !own.incomplete && !own.rules.lacks_stages();
        let mut found = Sink::default();
        prove(self, own, laid, (start, is_whole), &mut found);
        self.sink.extend(found.finish());
    }

    fn survey(&mut self, part: &Part<'_>, start: Option<&[StageIx]>) {
        let first: Vec<StageIx> = part.graph.first().into_iter().collect();
        let is_start_known = match part.rules.header() {
            Some(Header::Process(process)) => start.map_or(0, <[_]>::len) == process.start.len(),
            _ => true,
        };
        if part.graph.is_empty() || part.incomplete || !is_start_known || part.rules.lacks_stages()
        {
            return;
        }
        let surveyed = Surveyed {
            source: &part.rules.source,
            graph: &part.graph,
            back: back(part.rules),
            starts: start.unwrap_or(&first),
            overridable: self.criteria.iter().any(|c| c.overridable_by().next().is_some()),
            header: part.header,
            defs: &part.rules.document.stages,
            stage_spans: &part.stage_spans,
            transition_spans: &part.transition_spans,
        };
        survey(&surveyed, &mut self.sink);
    }
}

/// What people call the values of all choices. Of two fields that call the same value differently,
/// the one that is declared first is followed.
fn value_names(fields: &FieldTable) -> BTreeMap<Arc<str>, Arc<str>> {
    let mut names = BTreeMap::new();
    let mut add = |of: &ValueNames| {
        for (value, name) in of.iter() {
            names.entry(value.clone()).or_insert_with(|| name.clone());
        }
    };
    for (_, field) in fields.iter() {
        add(&field.value_names);
        if let FieldType::Records(parts) = &field.kind {
            parts.iter().for_each(|part| add(&part.value_names));
        }
    }
    names
}

fn name_of(rules: &RuleSet) -> RuleSetName {
    let header = match rules.header() {
        Some(Header::Methodology(methodology)) => Some(methodology),
        _ => None,
    };
    let written = |text: Option<&rules::Text>| text.map(|text| text.value.to_string());
    RuleSetName {
        id: rules.id().clone(),
        name: rules.name().to_owned(),
        version: rules.version().to_string(),
        summary: written(header.and_then(|header| header.summary.as_ref())),
        source: written(header.and_then(|header| header.source.as_ref())),
    }
}

fn goal(rules: &RuleSet) -> Arc<str> {
    let Some(Header::Process(process)) = rules.header() else { return "purchase".into() };
    process.goal.as_ref().map_or_else(|| "purchase".into(), |goal| goal.value.clone())
}

fn skip(rules: &RuleSet) -> Skip {
    let Some(Header::Process(process)) = rules.header() else { return Skip::Gated };
    match process.skip.as_ref().map(|skip| &skip.value) {
        Some(crate::rules::Skip::Never) => Skip::Never,
        Some(crate::rules::Skip::Gated) | None => Skip::Gated,
    }
}

fn back(rules: &RuleSet) -> Back {
    let Some(Header::Process(process)) = rules.header() else { return Back::Any };
    match process.back.as_ref().map(|back| &back.value) {
        Some(crate::rules::Back::Never) => Back::Never,
        Some(crate::rules::Back::Previous) => Back::Previous,
        Some(crate::rules::Back::Any) | None => Back::Any,
    }
}

/// The header's place: where what is true of the whole rule set is shown.
fn header_span(rules: &RuleSet) -> Span {
    match rules.header() {
        Some(Header::Process(process)) => process.at,
        Some(Header::Methodology(methodology)) => methodology.at,
        None => Span::new(0, 0),
    }
}

/// An empty graph, for parts without stages.
fn no_stages() -> StageGraph {
    StageGraph::default()
}
