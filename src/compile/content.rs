//! Questions, plays, signals, scorecards, scripts, roles and coaching.

use std::sync::Arc;

use super::Compiler;
use super::part::Part;
use super::texts::Allowed;
use crate::expr::Slot;
use crate::playbook::coaching::{ASSISTANT_NAMES, NAMES};
use crate::playbook::content::{
    Combine, Play, PlayKind, Question, QuestionKind, Role, ScoreItem, ScorecardRule, Script,
    SignalRule, SignalSeverity, StageSet, Strategy, ThinkingModel, Words,
};
use crate::playbook::graph::StageIx;
use crate::rules::{
    self, CoachDef, Header, Name, PlayDef, QuestionDef, ScorecardDef, ScriptDef, SignalDef,
};
use crate::template::Syntax;

/// What a play counts as when it does not say.
pub(super) const PRIORITY: u8 = 50;

impl Compiler {
    pub(super) fn gather_content(&mut self, part: &mut Part<'_>) {
        self.gather_questions(part);
        self.gather_plays(part);
        for (id, def) in part.rules.document.signals.iter() {
            let made = self.signal(part, id.value.as_str(), def);
            self.signals.extend(made);
        }
        for (id, def) in part.rules.document.scripts.iter() {
            let made = self.script(part, id.value.as_str(), def);
            self.scripts.extend(made);
        }
        self.gather_roles(part);
        for (id, reason) in part.rules.document.reasons.iter() {
            let id: Arc<str> = id.value.as_str().into();
            self.reason_names.entry(id).or_insert_with(|| reason.name.value.clone());
        }
        self.gather_thinking(part);
        self.gather_coaching(part);
        self.check_set_in(part);
        self.check_fits(part);
        if let Some(Header::Methodology(methodology)) = part.rules.header() {
            self.principles.extend(methodology.principles.iter().map(|text| text.value.clone()));
        }
    }

    fn gather_questions(&mut self, part: &mut Part<'_>) {
        let kinds = self.question_kinds.len();
        let defined = &part.rules.document.question_kinds;
        for (id, def) in defined.iter() {
            let name =
                def.name.as_ref().map_or_else(|| id.value.as_str().into(), |n| n.value.clone());
            let purpose = def.purpose.as_ref().map(|purpose| purpose.value.clone());
            self.question_kinds.push(QuestionKind { name, purpose });
        }
        for (id, def) in part.rules.document.questions.iter() {
            let kind = def.kind.as_ref().and_then(|kind| self.question_kind(part, kind, kinds));
            if let Some(question) = self.question(part, id.value.as_str(), def, kind) {
                part.questions.insert(id.value.as_str().into(), self.questions.len());
                self.questions.push(question);
            }
        }
    }

    fn question_kind(&mut self, part: &Part<'_>, name: &Name, first: usize) -> Option<usize> {
        let defined = &part.rules.document.question_kinds;
        let place = defined.iter().position(|(id, _)| id.value.as_str() == &*name.value);
        if place.is_none() {
            let known = defined.iter().map(|(id, _)| id.value.as_str());
            self.unknown_name(part, "kind of question", name, known);
        }
        place.map(|place| first + place)
    }

    fn question(
        &mut self,
        part: &Part<'_>,
        id: &str,
        def: &QuestionDef,
        kind: Option<usize>,
    ) -> Option<Question> {
        let stages = self.stage_set(part, &def.stages);
        let fills = self.filled(part, &def.fills);
        let listen_for = self.optional_words(part, def.listen_for.as_ref());
        let ask = self.words(part, &def.ask);
        Some(Question {
            id: part.qualified(id),
            kind,
            stages,
            ask: ask?,
            fills,
            listen_for: listen_for?,
        })
    }

    fn gather_plays(&mut self, part: &mut Part<'_>) {
        for (id, def) in part.rules.document.plays.iter() {
            if let Some(play) = self.play(part, id.value.as_str(), def) {
                part.plays.insert(id.value.as_str().into(), self.plays.len());
                self.plays.push(play);
            }
        }
    }

    fn play(&mut self, part: &Part<'_>, id: &str, def: &PlayDef) -> Option<Play> {
        let stages = self.stage_set(part, &def.stages);
        let when = def.when.as_ref().map(|when| self.condition(part, when));
        let action = self.words(part, &def.action);
        let because = self.optional_words(part, def.because.as_ref());
        let asks: Vec<usize> = def.asks.iter().filter_map(|name| self.asked(part, name)).collect();
        let fills = self.filled(part, &def.fills);
        let gives = self.given_by(&asks, &fills);
        let kind = match def.kind.as_ref().map(|kind| &kind.value) {
            Some(rules::PlayKind::Strategy) => PlayKind::Strategy,
            Some(rules::PlayKind::Nurture) => PlayKind::Nurture,
            Some(rules::PlayKind::Disqualify) => PlayKind::Disqualify,
            Some(rules::PlayKind::Tactic) | None => PlayKind::Tactic,
        };
        Some(Play {
            id: part.qualified(id),
            stages,
            when: match when {
                Some(compiled) => Some(compiled?),
                None => None,
            },
            priority: def.priority.as_ref().map_or(PRIORITY, |priority| priority.value.0),
            effort: def.effort.as_ref().map(|effort| effort.value),
            kind,
            action: action?,
            because: because?,
            asks,
            fills,
            gives,
        })
    }

    /// The facts that a play gives, itself or by its questions, sorted.
    fn given_by(&self, asks: &[usize], fills: &[Slot]) -> Vec<Slot> {
        let asked = asks.iter().filter_map(|ix| self.questions.get(*ix));
        let mut gives: Vec<Slot> =
            asked.flat_map(|question| &question.fills).chain(fills).copied().collect();
        gives.sort_unstable();
        gives.dedup();
        gives
    }

    fn asked(&mut self, part: &Part<'_>, name: &Name) -> Option<usize> {
        let found = part.questions.get(&name.value).copied();
        let defined = &part.rules.document.questions;
        if found.is_none() && defined.get(&name.value).is_none() {
            self.unknown_name(
                part,
                "question",
                name,
                defined.iter().map(|(id, _)| id.value.as_str()),
            );
        }
        found
    }

    fn signal(&mut self, part: &Part<'_>, id: &str, def: &SignalDef) -> Option<SignalRule> {
        let when = self.condition(part, &def.when);
        let say = self.words(part, &def.say);
        let defined = &part.rules.document.plays;
        let mut plays = Vec::new();
        for name in &def.plays {
            plays.extend(part.plays.get(&name.value).copied());
            if defined.get(&name.value).is_none() {
                self.unknown_name(
                    part,
                    "play",
                    name,
                    defined.iter().map(|(id, _)| id.value.as_str()),
                );
            }
        }
        let severity = match def.severity.as_ref().map(|severity| &severity.value) {
            Some(rules::Gravity::Info) => SignalSeverity::Info,
            Some(rules::Gravity::Critical) => SignalSeverity::Critical,
            Some(rules::Gravity::Warning) | None => SignalSeverity::Warning,
        };
        let stages = self.stage_set(part, &def.stages);
        Some(SignalRule { id: part.qualified(id), stages, when: when?, severity, say: say?, plays })
    }

    fn script(&mut self, part: &Part<'_>, id: &str, def: &ScriptDef) -> Option<Script> {
        let stages = self.stage_set(part, &def.stages);
        let text = self.words(part, &def.text)?;
        let channel = match def.channel.as_ref().map(|channel| &channel.value) {
            Some(rules::Channel::Call) => "call",
            Some(rules::Channel::Email) => "email",
            Some(rules::Channel::Meeting) => "meeting",
            Some(rules::Channel::Message) | None => "message",
        };
        Some(Script { id: part.qualified(id), channel: channel.into(), stages, text })
    }

    fn gather_roles(&mut self, part: &Part<'_>) {
        for (id, def) in part.rules.document.roles.iter() {
            let id: Arc<str> = id.value.as_str().into();
            if self.roles.iter().any(|known| known.id == id) {
                continue;
            }
            let name = def.name.as_ref().map_or_else(|| id.clone(), |name| name.value.clone());
            let duty = def.duty.as_ref().map(|duty| duty.value.clone());
            self.roles.push(Role { id, name, duty });
        }
    }

    fn gather_thinking(&mut self, part: &Part<'_>) {
        for (id, text) in part.rules.document.strategy.iter() {
            let (id, text) = (id.value.as_str().into(), text.value.clone());
            self.strategies.push(Strategy { id, text });
        }
        for (id, def) in part.rules.document.models.iter() {
            self.thinking_models.push(ThinkingModel {
                id: id.value.as_str().into(),
                kind: def.kind.value.word().into(),
                states: def.states.iter().map(|state| state.value.clone()).collect(),
                names: def
                    .names
                    .iter()
                    .map(|(id, name)| (id.value.clone(), name.value.clone()))
                    .collect(),
            });
        }
    }

    /// The first rule set that has a coaching template for an audience gives it.
    fn gather_coaching(&mut self, part: &Part<'_>) {
        let Some(coach) = &part.rules.document.coach else { return };
        let text = |def: Option<&'_ CoachDef>| def.and_then(|def| def.template.clone());
        let rep = text(coach.rep.as_ref()).and_then(|t| self.for_people(part, &t));
        let manager = text(coach.manager.as_ref()).and_then(|t| self.for_people(part, &t));
        let assistant = text(coach.assistant.as_ref()).and_then(|t| self.for_a_model(part, &t));
        self.coaching.rep = self.coaching.rep.take().or(rep);
        self.coaching.manager = self.coaching.manager.take().or(manager);
        self.coaching.assistant = self.coaching.assistant.take().or(assistant);
    }

    fn for_people(&mut self, part: &Part<'_>, text: &rules::Text) -> Option<Words> {
        self.words_with(part, text, Allowed::Besides(NAMES), Syntax::Markdown)
    }

    fn for_a_model(&mut self, part: &Part<'_>, text: &rules::Text) -> Option<Words> {
        self.words_with(part, text, Allowed::Only(ASSISTANT_NAMES), Syntax::Plain)
    }

    pub(super) fn gather_scorecards(&mut self, part: &Part<'_>) {
        for (id, def) in part.rules.document.scorecards.iter() {
            let made = self.scorecard(part, id.value.as_str(), def);
            self.scorecards.extend(made);
        }
    }

    fn scorecard(
        &mut self,
        part: &Part<'_>,
        id: &str,
        def: &ScorecardDef,
    ) -> Option<ScorecardRule> {
        let slot = part.scores.get(id).copied()?;
        let mut items = Vec::new();
        for item in &def.items {
            let when = self.item_condition(part, &item.when);
            let otherwise = self.optional_words(part, item.otherwise.as_ref());
            let Some((when, otherwise)) = when.zip(otherwise) else { continue };
            items.push(ScoreItem {
                id: item.id.value.as_str().into(),
                sentence: self.sentence(&when),
                when,
                points: item.points.value,
                otherwise,
            });
        }
        let name = def.name.as_ref().map_or_else(|| id.into(), |name| name.value.clone());
        let combine = match def.combine.as_ref().map(|combine| &combine.value) {
            Some(rules::Combine::Product) => Combine::Product,
            Some(rules::Combine::Min) => Combine::Min,
            Some(rules::Combine::Sum) | None => Combine::Sum,
        };
        Some(ScorecardRule { id: part.qualified(id), name, combine, items, slot })
    }

    /// `Some(None)` where there is no text, `None` where it has defects.
    fn optional_words(
        &mut self,
        part: &Part<'_>,
        text: Option<&rules::Text>,
    ) -> Option<Option<Words>> {
        match text {
            Some(text) => self.words(part, text).map(Some),
            None => Some(None),
        }
    }

    fn stage_set(&mut self, part: &Part<'_>, names: &[Name]) -> StageSet {
        if names.is_empty() {
            return part.shown_in(None);
        }
        let stages: Vec<StageIx> = names.iter().filter_map(|name| self.stage(part, name)).collect();
        part.shown_in(Some(&stages))
    }

    fn filled(&mut self, part: &Part<'_>, names: &[Name]) -> Vec<Slot> {
        let fills: Vec<Slot> = names.iter().filter_map(|name| self.field(part, name)).collect();
        self.used.extend(&fills);
        fills
    }

    /// The playbook's own stages in which a field may be set.
    fn check_set_in(&mut self, part: &Part<'_>) {
        for (id, def) in part.rules.document.fields.iter().filter(|(_, def)| !def.set_in.is_empty())
        {
            let shown = self.stage_set(part, &def.set_in);
            let slot = self.fields.slot(id.value.as_str());
            self.fields.restrict(slot, &shown.0);
        }
    }
}
