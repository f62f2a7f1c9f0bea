//! What only exact reasoning about the conditions shows. One file a lint.

mod always;
mod avoidable;
mod circular;
mod clock;
mod doubles;
mod failing;
mod idle_part;
mod idle_pattern;
mod journeys;
mod never;
mod repeated;
mod shown;
mod staleness;
mod thresholds;
mod undecided;
mod unfilled;
mod unset;
mod unshuttable;
mod ways;
mod wording;

use std::cell::RefCell;
use std::collections::BTreeSet;

use self::wording::Wording;
use super::super::Compiler;
use super::super::part::Part;
use super::super::written::Written;
use crate::base::diagnostic::Diagnostic;
use crate::base::sink::Sink;
use crate::base::source::Span;
use crate::deal::table::FieldTable;
use crate::expr::Condition;
use crate::logic::space::Held;
use crate::logic::{Alone, Answer, ConditionIx, Conditions, Undecided, Wanted};
use crate::playbook::content::{Play, ScoreItem, SignalRule};
use crate::playbook::criterion::{Criterion, CriterionIx};
use crate::playbook::graph::StageIx;

/// What asks a condition.
#[derive(Debug, Clone, Copy)]
enum What<'a> {
    Criterion(CriterionIx, &'a Criterion),
    Play(&'a Play),
    Signal(&'a SignalRule),
    Item(&'a ScoreItem),
}

/// A condition of the playbook's own rule set, and what is known of it by itself.
struct Stated<'a> {
    ix: ConditionIx,
    condition: &'a Condition,
    what: What<'a>,
    written: Written,
    alone: Alone,
    /// Of a play or a signal: whether it can hold, but in none of the stages where it is shown; `None`
    /// when that is too large to work out.
    is_never_shown: Option<bool>,
    /// The place of a part without which it says the same of every deal.
    idle_part: Option<Span>,
}

impl Stated<'_> {
    /// Whether it is not decided, because it tells too many cases apart.
    fn is_too_large(&self) -> bool {
        let mut answers = [&self.alone.can_hold, &self.alone.can_fail].into_iter();
        answers.any(|answer| matches!(answer, Answer::Undecided(Undecided::TooLarge)))
    }

    /// A finding about the whole of it.
    fn at(&self, diagnostic: Diagnostic, label: impl Into<String>) -> Diagnostic {
        diagnostic.at(&self.written.source, self.written.span, label)
    }

    /// A finding about a part of it.
    fn at_part(&self, diagnostic: Diagnostic, part: Span, label: &str) -> Diagnostic {
        diagnostic.at(&self.written.source, self.written.place(part), label)
    }

    fn text(&self, part: Span) -> &str {
        self.condition.text().get(part.start..part.end).unwrap_or_default()
    }
}

/// A rule set with all its conditions, ready to be reasoned about.
struct Proofs<'a> {
    compiler: &'a Compiler,
    own: &'a Part<'a>,
    laid: &'a [Part<'a>],
    start: Option<&'a [StageIx]>,
    conditions: Conditions,
    /// By the criterion.
    criteria: Vec<ConditionIx>,
    stated: Vec<Stated<'a>>,
    /// What could not be decided within the limit.
    too_large: RefCell<BTreeSet<&'static str>>,
}

/// What reasoning about one condition at a time shows: of those that could be compiled, whatever else
/// is wrong.
const OF_CONDITIONS: [fn(&Proofs<'_>) -> Vec<Diagnostic>; 8] = [
    never::holding,
    always::holding,
    idle_part::of_conditions,
    unset::only,
    failing::arithmetic,
    doubles::compared,
    idle_pattern::of_texts,
    unshuttable::overrides,
];

/// What only a rule set that could be built as a whole shows.
const OF_THE_WHOLE: [fn(&Proofs<'_>) -> Vec<Diagnostic>; 5] =
    [unfilled::facts, clock::alone, thresholds::of_scores, shown::never, journeys::findings];

/// Everything that reasoning about the conditions shows.
pub(crate) fn prove(
    compiler: &Compiler,
    own: &Part<'_>,
    laid: &[Part<'_>],
    (start, is_whole): (Option<&[StageIx]>, bool),
    sink: &mut Sink,
) {
    let proofs = Proofs::new(compiler, own, laid, start);
    let of_the_whole = OF_THE_WHOLE.iter().filter(|_| is_whole);
    for lint in OF_CONDITIONS.iter().chain(of_the_whole) {
        sink.extend(lint(&proofs));
    }
    sink.extend(undecided::findings(&proofs));
}

impl<'a> Proofs<'a> {
    fn new(
        compiler: &'a Compiler,
        own: &'a Part<'a>,
        laid: &'a [Part<'a>],
        start: Option<&'a [StageIx]>,
    ) -> Self {
        let mut conditions = Conditions::default();
        let criteria: Vec<ConditionIx> = compiler
            .criteria
            .iter()
            .map(|criterion| conditions.add(&criterion.condition))
            .collect();
        let mut proofs = Self {
            compiler,
            own,
            laid,
            start,
            conditions,
            criteria,
            stated: Vec::new(),
            too_large: RefCell::default(),
        };
        proofs.stated = proofs.all_stated();
        proofs
    }

    fn all_stated(&mut self) -> Vec<Stated<'a>> {
        let compiler = self.compiler;
        let own = self.own;
        let source = &own.rules.source;
        let mut stated = Vec::new();
        for (criterion, place) in compiler.criteria.iter().zip(0..) {
            let ix = CriterionIx(place);
            let written = compiler.written.get(&ix).filter(|written| written.source == *source);
            let known = self.criteria.get(place).copied();
            if let Some((written, known)) = written.zip(known) {
                let what = What::Criterion(ix, criterion);
                stated.push(self.state(known, &criterion.condition, what, written.clone()));
            }
        }
        let document = &own.rules.document;
        for (id, def) in document.plays.iter() {
            let play = own.plays.get(id.value.as_str()).and_then(|at| compiler.plays.get(*at));
            let asked = play.and_then(|play| Some((play, play.when.as_ref()?, def.when.as_ref()?)));
            if let Some((play, condition, text)) = asked {
                let ix = self.conditions.add(condition);
                let written = Written::new(source, text);
                stated.push(self.state(ix, condition, What::Play(play), written));
            }
        }
        for (id, def) in document.signals.iter() {
            let qualified = own.qualified(id.value.as_str());
            if let Some(signal) = compiler.signals.iter().find(|known| known.id == qualified) {
                let ix = self.conditions.add(&signal.when);
                let written = Written::new(source, &def.when);
                stated.push(self.state(ix, &signal.when, What::Signal(signal), written));
            }
        }
        for (id, def) in document.scorecards.iter() {
            let qualified = own.qualified(id.value.as_str());
            let card = compiler.scorecards.iter().find(|known| known.id == qualified);
            for item_def in &def.items {
                let mut items = card.iter().flat_map(|card| &card.items);
                let item = items.find(|item| &*item.id == item_def.id.value.as_str());
                if let Some(item) = item {
                    let ix = self.conditions.add(&item.when);
                    let written = Written::new(source, &item_def.when);
                    stated.push(self.state(ix, &item.when, What::Item(item), written));
                }
            }
        }
        stated
    }

    fn state(
        &self,
        ix: ConditionIx,
        condition: &'a Condition,
        what: What<'a>,
        written: Written,
    ) -> Stated<'a> {
        let held = Held::nothing();
        let mut by_itself = self.conditions.by_itself(ix, &held);
        let alone = by_itself.alone();
        let stages = match what {
            What::Play(Play { stages, .. }) | What::Signal(SignalRule { stages, .. }) => {
                Some(stages)
            }
            What::Criterion(..) | What::Item(_) => None,
        };
        let stages = stages.filter(|_| !alone.can_hold.is_no());
        let is_never_shown = stages.map_or(Some(false), |stages| {
            shown::is_elsewhere(&self.own.graph, condition, stages, &mut by_itself)
        });
        // Last, because it may use up the room that there is for the diagrams.
        let idle_part = if alone.is_open() { by_itself.idle_part() } else { None };
        Stated { ix, condition, what, written, alone, is_never_shown, idle_part }
    }

    /// Remembers what could not be decided within the limit.
    fn noted<T>(&self, answer: Answer<T>, findings: &'static str) -> Answer<T> {
        if matches!(answer, Answer::Undecided(Undecided::TooLarge)) {
            self.leave_open(findings);
        }
        answer
    }

    /// Remembers that findings may be incomplete, because the limit was reached.
    fn leave_open(&self, findings: &'static str) {
        self.too_large.borrow_mut().insert(findings);
    }

    /// The criteria that some move asks for.
    fn gates(&self) -> BTreeSet<CriterionIx> {
        let stages =
            self.own.graph.stages().flat_map(|(_, stage)| stage.entry.iter().chain(&stage.exit));
        let guards = self.own.graph.transitions().flat_map(|(.., transition)| &transition.guards);
        stages.chain(guards).copied().collect()
    }

    fn fields(&self) -> &'a FieldTable {
        &self.compiler.fields
    }

    /// Facts and values in words.
    fn wording(&self) -> Wording<'a> {
        Wording(self.fields())
    }

    /// Whether conditions surely cannot be at once as they are wanted.
    fn never(&self, wanted: &[(ConditionIx, Wanted)], findings: &'static str) -> bool {
        self.noted(self.conditions.find(wanted), findings).is_no()
    }
}
