//! What a host may read of a playbook's content, texts as written.

use super::content::{
    Play, PlayKind, Question, QuestionKind, Role, ScoreItem, ScorecardRule, Script, SignalRule,
    SignalSeverity, StageSet, Strategy, ThinkingModel, Words,
};
use super::graph::StageIx;
use super::playbook::Playbook;
use crate::base::length::Length;
use crate::expr::{Condition, Declaration, Names, Slot};

impl Playbook {
    /// The plays, in document order, those of the playbook's own rule set first.
    pub fn plays(&self) -> impl Iterator<Item = &Play> {
        self.0.plays.iter()
    }

    /// The questions.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.0.questions.iter()
    }

    /// The warning signs that the rule sets look for.
    pub fn signal_rules(&self) -> impl Iterator<Item = &SignalRule> {
        self.0.signals.iter()
    }

    /// The scorecards.
    pub fn scorecard_rules(&self) -> impl Iterator<Item = &ScorecardRule> {
        self.0.scorecards.iter()
    }

    /// The scripts.
    pub fn scripts(&self) -> impl Iterator<Item = &Script> {
        self.0.scripts.iter()
    }

    /// The roles that people have in a buying decision.
    pub fn roles(&self) -> impl Iterator<Item = &Role> {
        self.0.roles.iter()
    }

    /// What the methodologies hold to be true.
    pub fn principles(&self) -> impl Iterator<Item = &str> {
        self.0.principles.iter().map(|principle| &**principle)
    }

    /// How the methodologies go about it.
    pub fn strategies(&self) -> impl Iterator<Item = &Strategy> {
        self.0.strategies.iter()
    }

    /// The models that the methodologies think in.
    pub fn thinking_models(&self) -> impl Iterator<Item = &ThinkingModel> {
        self.0.thinking_models.iter()
    }

    /// The kind of a question, where it has one.
    #[must_use]
    pub fn kind_of(&self, question: &Question) -> Option<&QuestionKind> {
        self.0.question_kinds.get(question.kind?)
    }

    /// The ids of the fields that a play or a question gives.
    pub(crate) fn field_ids<'p>(&'p self, slots: &'p [Slot]) -> impl Iterator<Item = &'p str> {
        slots.iter().filter_map(|slot| Some(&*self.0.fields.field(*slot)?.id))
    }

    /// The ids of the fields that a play gives, its questions aside.
    pub fn filled_by_play<'p>(&'p self, play: &'p Play) -> impl Iterator<Item = &'p str> {
        self.field_ids(&play.fills)
    }

    /// The ids of the fields that an answer to a question gives.
    pub fn filled_by_question<'p>(
        &'p self,
        question: &'p Question,
    ) -> impl Iterator<Item = &'p str> {
        self.field_ids(&question.fills)
    }
}

/// Conditions of a host's own may speak of a playbook's facts and scores.
///
/// # Example
/// ```
/// use dealgraph::Library;
/// use dealgraph::expr::Condition;
///
/// let playbook = Library::builtin().compile("spin")?;
/// assert!(Condition::compile("amount > 5 && implied_needs >= 1", &playbook).is_ok());
/// assert!(Condition::compile("amuont > 5", &playbook).is_err());
/// # Ok::<(), dealgraph::Error>(())
/// ```
impl Names for Playbook {
    fn find(&self, dotted: &str) -> Option<(Slot, &Declaration)> {
        self.0.fields.find(dotted)
    }

    fn known(&self) -> Vec<&str> {
        self.0.fields.known()
    }
}

/// A text as written; empty where there is none.
fn written(words: Option<&Words>) -> Option<&str> {
    words.map(|words| &*words.written)
}

fn is_in(stages: &StageSet, stage: StageIx) -> bool {
    stages.contains(stage.position())
}

impl Play {
    /// Its id, with its rule set in front.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What to do, as written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.action.written
    }

    /// Why, as written.
    #[must_use]
    pub fn because(&self) -> Option<&str> {
        written(self.because.as_ref())
    }

    /// When it is called for; `None`: always.
    #[must_use]
    pub fn when(&self) -> Option<&Condition> {
        self.when.as_ref()
    }

    /// How important it is, 0 to 100.
    #[must_use]
    pub fn priority(&self) -> u8 {
        self.priority
    }

    /// What kind of thing it is.
    #[must_use]
    pub fn kind(&self) -> PlayKind {
        self.kind
    }

    /// How long it takes.
    #[must_use]
    pub fn effort(&self) -> Option<Length> {
        self.effort
    }

    /// Whether it is shown in a stage of the playbook.
    #[must_use]
    pub fn is_shown_in(&self, stage: StageIx) -> bool {
        is_in(&self.stages, stage)
    }
}

impl Question {
    /// Its id, with its rule set in front.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What to ask, as written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.ask.written
    }

    /// What to listen for, as written.
    #[must_use]
    pub fn listen_for(&self) -> Option<&str> {
        written(self.listen_for.as_ref())
    }

    /// Whether it is shown in a stage of the playbook.
    #[must_use]
    pub fn is_shown_in(&self, stage: StageIx) -> bool {
        is_in(&self.stages, stage)
    }
}

impl QuestionKind {
    /// What people call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What questions of this kind are for.
    #[must_use]
    pub fn purpose(&self) -> Option<&str> {
        self.purpose.as_deref()
    }
}

impl SignalRule {
    /// Its id, with its rule set in front.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it says, as written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.say.written
    }

    /// How serious it is.
    #[must_use]
    pub fn severity(&self) -> SignalSeverity {
        self.severity
    }

    /// When it shows.
    #[must_use]
    pub fn when(&self) -> &Condition {
        &self.when
    }
}

impl ScorecardRule {
    /// Its id, with its rule set in front.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What people call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its items.
    pub fn items(&self) -> impl Iterator<Item = &ScoreItem> {
        self.items.iter()
    }
}

impl ScoreItem {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The points that it can score.
    #[must_use]
    pub fn points(&self) -> f64 {
        self.points
    }

    /// When it scores them, in plain words.
    #[must_use]
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    /// When it scores them.
    #[must_use]
    pub fn when(&self) -> &Condition {
        &self.when
    }
}

impl Script {
    /// Its id, with its rule set in front.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// How it reaches the buyer: `call`, `email`, `meeting` or `message`.
    #[must_use]
    pub fn channel(&self) -> &str {
        &self.channel
    }

    /// The words, as written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text.written
    }

    /// Whether it is shown in a stage of the playbook.
    #[must_use]
    pub fn is_shown_in(&self, stage: StageIx) -> bool {
        is_in(&self.stages, stage)
    }
}

impl Strategy {
    /// What it is about: `prospecting`, `relationships`, `closing` or a word of the rule set.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// How to go about it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl ThinkingModel {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it is of: `buyer_journey`, `pipeline` or `funnel`.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Its states, in order.
    pub fn states(&self) -> impl Iterator<Item = &str> {
        self.states.iter().map(|state| &**state)
    }

    /// What people call one of its states.
    #[must_use]
    pub fn state_name(&self, id: &str) -> String {
        self.names.get(id).map_or_else(|| id.replace('_', " "), ToString::to_string)
    }
}

impl Role {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What people call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What makes somebody it.
    #[must_use]
    pub fn duty(&self) -> Option<&str> {
        self.duty.as_deref()
    }
}
