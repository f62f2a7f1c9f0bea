//! What a newer version means for deals that are under way, as findings.

use super::facts::{CommonFacts, same_type};
use super::gates::{Example, Shift};
use super::{Compared, Difference, GateChange};
use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::source::Location;
use crate::playbook::criterion::CriterionIx;
use crate::playbook::playbook::Playbook;
use crate::playbook::stage::StageKind;

impl Compared<'_> {
    pub(super) fn findings(&self, difference: &Difference) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        self.stages_gone(&mut findings);
        self.fields_changed(&mut findings);
        self.gates_shifted(difference, &mut findings);
        self.moves_shifted(&mut findings);
        self.other_meanings(&mut findings);
        self.version(difference, &mut findings);
        findings
    }

    fn stages_gone(&self, findings: &mut Vec<Diagnostic>) {
        for (_, stage) in self.old.graph().stages() {
            let id = stage.id().as_str();
            if self.moved.contains_key(id) || self.new.graph().find(id).is_some() {
                continue;
            }
            let message = format!("stage `{id}` is gone, and nothing says where its deals go");
            let place = stage_in(self.old, id);
            let help = match self.likely.get(id) {
                Some(new) => {
                    format!("it seems to be `{new}` now; if so, say it: `--map {id}={new}`")
                }
                None => format!("map it to a stage of the newer version: `--map {id}=STAGE`"),
            };
            let gone = Diagnostic::new(Code::StageGone, message).help(help);
            findings.push(placed(gone, place, "it was here"));
        }
        for (old, new) in self.moved {
            if self.new.graph().find(new).is_none() {
                let message =
                    format!("`{old}` is mapped to `{new}`, which the newer version lacks");
                let unmapped = Diagnostic::new(Code::StageGone, message)
                    .help("map it to a stage of the newer version");
                findings.push(placed(unmapped, stage_in(self.old, old), "it was here"));
            }
        }
    }

    fn fields_changed(&self, findings: &mut Vec<Diagnostic>) {
        for old in self.old.fields().filter(|field| field.carries_evidence()) {
            let Some(new) = self.new.fields().find(|new| new.id == old.id) else { continue };
            if !same_type(old, new) {
                let (before, now) = (old.kind.word(), new.kind.word());
                let message = format!("`{}` was of type `{before}` and is now `{now}`", old.id);
                let changed = Diagnostic::new(Code::TypeChanged, message)
                    .help("give the new field another id, or convert the facts of every deal");
                findings.push(self.beside(changed, field_in, &old.id));
            } else if CommonFacts::narrowed(old, new) {
                let message = format!("`{}` allows less than it did", old.id);
                let narrowed = Diagnostic::new(Code::Narrowed, message)
                    .help("look for deals with other values before you roll it out: `--deals`");
                findings.push(self.beside(narrowed, field_in, &old.id));
            }
        }
    }

    /// Ids that stand for something else than they did.
    fn other_meanings(&self, findings: &mut Vec<Diagnostic>) {
        let mut add = |what: String, help: &str, place: PlaceIn, id: &str| {
            let found = Diagnostic::new(Code::OtherMeaning, what).help(help);
            findings.push(self.beside(found, place, id));
        };
        for (_, old) in self.old.graph().stages() {
            let new = self.new.graph().find(old.id().as_str());
            let new = new.and_then(|ix| self.new.graph().stage(ix));
            let word = |kind: StageKind| format!("{kind:?}").to_lowercase();
            if let Some(new) = new.filter(|new| new.kind() != old.kind()) {
                add(
                    format!(
                        "stage `{}` was {} and is now {}",
                        old.id(),
                        word(old.kind()),
                        word(new.kind())
                    ),
                    "give the new stage another id, and map the old one to it",
                    stage_in,
                    old.id().as_str(),
                );
            }
        }
        for old in self.old.criteria() {
            let new = self.new.criteria().find(|new| new.id() == old.id());
            let excluded = |new: &_| self.facts.exclude_each_other(&old.condition, criterion(new));
            if new.is_some_and(excluded) {
                add(
                    format!("criterion `{}` now asks for what it used to rule out", old.id()),
                    "give it another id, so that reports over time do not mix the two",
                    criterion_in,
                    old.id(),
                );
            }
        }
    }

    fn version(&self, difference: &Difference, findings: &mut Vec<Diagnostic>) {
        if difference.decides_the_same && difference.only_texts() {
            if difference.has_new_texts() {
                let message = "only texts have changed: every verdict is the same";
                let texts = Diagnostic::new(Code::TextsOnly, message)
                    .help("nothing has to be announced to those who work with it");
                findings.push(placed(texts, self.new.0.places.version.as_ref(), ""));
            }
        } else if difference.old.version == difference.new.version {
            let message = format!(
                "the meaning has changed, and the version is still {}",
                difference.new.version
            );
            let same = Diagnostic::new(Code::SameVersion, message)
                .help("raise `version`, so that every assessment says by which rules it was made");
            findings.push(placed(same, self.new.0.places.version.as_ref(), "as before"));
        }
    }
}

fn criterion(criterion: &crate::playbook::criterion::Criterion) -> &crate::expr::Condition {
    &criterion.condition
}

impl Compared<'_> {
    fn gates_shifted(&self, difference: &Difference, findings: &mut Vec<Diagnostic>) {
        for gate in &difference.gates {
            let way = match &gate.from {
                Some(from) => format!("move {from} -> {}", gate.to),
                None => format!("begin or come back in {}", gate.to),
            };
            if let Some(example) = &gate.held_back {
                let message = format!("deals that could {way} cannot any more: {}", told(example));
                let stranded = Diagnostic::new(Code::Stranded, message)
                    .help("run it with `--deals` to see which ones");
                let place = criterion_in(self.new, &example.criterion);
                findings.push(placed(stranded, place, "this holds them back"));
            }
            if let Some(example) = &gate.let_through {
                let message = format!("deals that could not {way} now can: {}", told(example));
                let opened =
                    Diagnostic::new(Code::Opened, message).help("make sure that this is meant");
                let now = criterion_in(self.new, &example.criterion);
                findings.push(match now {
                    Some(_) => placed(opened, now, "this lets them through"),
                    None => {
                        let before = criterion_in(self.old, &example.criterion);
                        placed(opened, before, "this held them back, and is gone")
                    }
                });
            }
            if gate.shift == Shift::Undecided {
                findings.push(placed(undecided(gate, &way), stage_in(self.new, &gate.to), ""));
            }
        }
    }

    /// A finding about something that both versions have: where it stands now, and where it stood.
    fn beside(&self, finding: Diagnostic, place: PlaceIn, id: &str) -> Diagnostic {
        let finding = placed(finding, place(self.new, id), "now");
        match place(self.old, id) {
            Some(before) => finding.related(&before.source, before.span, "before"),
            None => finding,
        }
    }
}

fn undecided(gate: &GateChange, way: &str) -> Diagnostic {
    let what = if gate.from.is_some() { "the gate" } else { "the entry" };
    let message = format!(
        "whether more or fewer deals can {way} could not be decided: {what} hangs on what is not looked into"
    );
    Diagnostic::new(Code::TooLargeToDecide, message)
        .help("compare the conditions yourself, or run it with `--deals`")
}

/// Where something with an id is written in a version.
type PlaceIn = for<'p> fn(&'p Playbook, &str) -> Option<&'p Location>;

fn stage_in<'p>(version: &'p Playbook, id: &str) -> Option<&'p Location> {
    let stage = version.graph().find(id)?;
    version.0.places.stages.get(stage.position())
}

fn field_in<'p>(version: &'p Playbook, id: &str) -> Option<&'p Location> {
    version.0.places.fields.get(id)
}

fn criterion_in<'p>(version: &'p Playbook, id: &str) -> Option<&'p Location> {
    let place = version.0.criteria.iter().position(|criterion| criterion.id() == id)?;
    version.0.places.criteria.get(&CriterionIx(place))
}

fn placed(finding: Diagnostic, place: Option<&Location>, label: &str) -> Diagnostic {
    match place {
        Some(place) => finding.at(&place.source, place.span, label),
        None => finding,
    }
}

/// An example in a line.
fn told(example: &Example) -> String {
    let facts: Vec<String> = example
        .facts
        .iter()
        .map(|fact| {
            let value = fact.value.as_deref().unwrap_or("unset");
            let evidence = fact.evidence.map(|grade| format!(", {}", grade.word()));
            let age = fact.age_days.map(|days| format!(", {days} days old"));
            format!(
                "{} = {value}{}{}",
                fact.field,
                evidence.unwrap_or_default(),
                age.unwrap_or_default()
            )
        })
        .collect();
    format!("{} ({})", facts.join("; "), example.criterion)
}

impl Difference {
    /// Whether nothing is known to decide differently, and yet nothing proves that all does.
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        let structure = [&self.transitions, &self.fields].into_iter();
        !self.decides_the_same
            && self.policies.is_empty()
            && self.stages.added.is_empty()
            && self.stages.removed.is_empty()
            && self.stages.renamed.is_empty()
            && structure.into_iter().all(super::Changes::is_wording)
            && self.gates.iter().all(|gate| {
                matches!(gate.shift, Shift::Same | Shift::Undecided) && gate.besides.is_empty()
            })
    }

    /// Whether nothing but texts has changed.
    #[must_use]
    pub fn only_texts(&self) -> bool {
        self.parts().all(super::Changes::is_wording)
    }

    fn has_new_texts(&self) -> bool {
        self.parts().any(|part| !part.reworded.is_empty())
    }

    fn parts(&self) -> impl Iterator<Item = &super::Changes> {
        [
            &self.stages,
            &self.transitions,
            &self.criteria,
            &self.fields,
            &self.questions,
            &self.plays,
            &self.signals,
            &self.scorecards,
        ]
        .into_iter()
    }
}
