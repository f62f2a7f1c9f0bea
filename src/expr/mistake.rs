//! What is wrong with the text of a condition.

use crate::base::source::Span;

/// Most mistakes that one run keeps: a text of garbage must not give thousands.
const CAP: usize = 50;

/// A change of a condition's text that mends a mistake. Fixes of several mistakes may touch the
/// same place: apply one, parse again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFix {
    /// The place to replace, in bytes of the condition's text; empty where something is missing.
    pub span: Span,
    /// What to put there.
    pub replacement: String,
}

impl TextFix {
    /// The text with the fix applied; `None` when the place does not fit the text.
    #[must_use]
    pub fn apply(&self, text: &str) -> Option<String> {
        let (before, after) = (text.get(..self.span.start)?, text.get(self.span.end..)?);
        Some([before, &self.replacement, after].concat())
    }
}

/// One mistake in the text of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// What is wrong, in one line, lower case, without a full stop.
    pub message: String,
    /// Where, in bytes of the condition's text.
    pub span: Span,
    /// How to mend it, for a person.
    pub help: Option<String>,
    /// How to mend it, for a tool; only where what was meant is beyond doubt.
    pub fix: Option<TextFix>,
}

impl Mistake {
    pub(super) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { message: message.into(), span, help: None, fix: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(TextFix { span, replacement: replacement.into() });
        self
    }
}

/// The mistakes of one run, and whether it is still known what was meant.
#[derive(Debug, Default)]
pub(super) struct Findings {
    mistakes: Vec<Mistake>,
    lost: bool,
}

impl Findings {
    /// Keeps a mistake whose meaning is understood.
    pub(super) fn report(&mut self, mistake: Mistake) {
        if self.mistakes.len() < CAP {
            self.mistakes.push(mistake);
        }
    }

    /// Keeps a mistake after which the meaning of the whole is not known.
    pub(super) fn lose(&mut self, mistake: Mistake) {
        self.give_up();
        self.report(mistake);
    }

    /// The meaning of the whole is not known.
    pub(super) fn give_up(&mut self) {
        self.lost = true;
    }

    /// Drops the mistakes within a place, of which a greater one is to be reported.
    pub(super) fn forget(&mut self, place: Span) {
        self.mistakes
            .retain(|mistake| mistake.span.start < place.start || mistake.span.end > place.end);
    }

    /// Whether a mistake begins within a place.
    pub(super) fn touch(&self, place: Span) -> bool {
        let within = |at: usize| place.start <= at && at < place.end;
        self.mistakes.iter().any(|mistake| within(mistake.span.start))
    }

    pub(super) fn is_lost(&self) -> bool {
        self.lost
    }

    pub(super) fn is_empty(&self) -> bool {
        self.mistakes.is_empty()
    }

    /// All mistakes in the order of the text.
    pub(super) fn finish(mut self) -> Vec<Mistake> {
        self.mistakes.sort_by_key(|mistake| mistake.span);
        self.mistakes
    }
}
