//! Criteria: what must hold at a gate, written under a stage or a transition, or once with a name.

use crate::base::code::Code;
use crate::base::id::Id;
use crate::base::length::Length;
use crate::base::source::{Span, Spanned};

use super::allow::AllowDef;
use super::reader::Reader;
use super::scalar::Name;
use super::section::section;
use super::text::{ConditionText, Text};
use super::word::words;

section! {
    /// A criterion of a stage or a transition: a condition of its own, the name of a criterion that is written elsewhere, or fields that must be set.
    CriterionDef {
        /// The id of a criterion with a condition of its own.
        optional id: Option<Spanned<Id>>;
        /// The condition.
        optional when: Option<ConditionText>;
        /// The id of a `[criterion.ID]` that is to hold here.
        optional criterion: Option<Name>;
        /// Fields that must be set: short for one criterion each.
        optional requires: Vec<Name>;
        /// How well the facts behind it must be evidenced.
        optional evidence: Option<Spanned<Grade>>;
        /// How recent their evidence must be.
        optional fresh: Option<Spanned<Length>>;
        /// The role that sees to it.
        optional owner: Option<Name>;
        /// Whether it blocks a move (`block`, the default) or is only reported (`warn`).
        optional severity: Option<Spanned<Strictness>>;
        /// What to say when it does not hold.
        optional otherwise: Option<Text>;
        /// The roles that may move a deal although it does not hold.
        optional overrides as "override": Vec<Name>;
        /// Findings of `check` that are known and meant here, each with its reason.
        optional allow: Vec<AllowDef>;
    }
    check CriterionDef::check;
}

section! {
    /// A criterion with a name, for stages and overlays to use.
    NamedCriterionDef {
        /// The condition.
        required when: ConditionText = r#""has(close_date)""#;
        /// How well the facts behind it must be evidenced.
        optional evidence: Option<Spanned<Grade>>;
        /// How recent their evidence must be.
        optional fresh: Option<Spanned<Length>>;
        /// The role that sees to it.
        optional owner: Option<Name>;
        /// Whether it blocks a move (`block`, the default) or is only reported (`warn`).
        optional severity: Option<Spanned<Strictness>>;
        /// What to say when it does not hold.
        optional otherwise: Option<Text>;
        /// The roles that may move a deal although it does not hold.
        optional overrides as "override": Vec<Name>;
        /// Findings of `check` that are known and meant here, each with its reason.
        optional allow: Vec<AllowDef>;
    }
}

words! {
    /// How well a fact is evidenced; each grade includes those before it.
    Grade {
        /// The seller believes it.
        Assumed "assumed",
        /// The seller logged it.
        Recorded "recorded",
        /// A named buyer said it.
        Stated "stated",
        /// A buyer wrote, edited or approved it.
        Confirmed "confirmed",
        /// A buyer spent time, money or reputation on it.
        Acted "acted",
    }
}

words! {
    /// What a criterion that does not hold does to a move.
    Strictness {
        /// It blocks the move.
        Block "block",
        /// It is reported.
        Warn "warn",
    }
}

/// Which of the three ways a criterion is written in.
#[derive(Debug, Clone, Copy)]
pub(crate) enum CriterionKind<'a> {
    /// With a condition of its own. The id is `None` when it is missing, which has been reported.
    Inline {
        /// Its id.
        id: Option<&'a Spanned<Id>>,
        /// Its condition.
        when: &'a ConditionText,
    },
    /// As the name of a `[criterion.ID]`; it has no keys besides.
    Named(&'a Name),
    /// As fields that must be set: one criterion each.
    Requires(&'a [Name]),
}

/// What goes with a criterion besides its condition, wherever it is written.
#[derive(Debug, Clone)]
pub(crate) struct Terms<'a> {
    /// How well the facts behind it must be evidenced.
    pub(crate) evidence: Option<Spanned<Grade>>,
    /// How recent their evidence must be.
    pub(crate) fresh: Option<Spanned<Length>>,
    /// The role that sees to it.
    pub(crate) owner: Option<&'a Name>,
    /// What it does to a move.
    pub(crate) severity: Option<Spanned<Strictness>>,
    /// What to say when it does not hold.
    pub(crate) otherwise: Option<&'a Text>,
    /// The roles that may move a deal all the same.
    pub(crate) overrides: &'a [Name],
}

/// Both kinds of criterion have the same terms.
macro_rules! terms {
    ($($name:ident)+) => {$(
        impl $name {
            /// What goes with it besides its condition.
            pub(crate) fn terms(&self) -> Terms<'_> {
                Terms {
                    evidence: self.evidence.clone(),
                    fresh: self.fresh.clone(),
                    owner: self.owner.as_ref(),
                    severity: self.severity.clone(),
                    otherwise: self.otherwise.as_ref(),
                    overrides: &self.overrides,
                }
            }
        }
    )+};
}

terms! { CriterionDef NamedCriterionDef }

impl CriterionDef {
    /// Which of the three ways it is written in.
    pub(crate) fn kind(&self) -> CriterionKind<'_> {
        match (&self.when, &self.criterion) {
            (Some(when), _) => CriterionKind::Inline { id: self.id.as_ref(), when },
            (None, Some(name)) => CriterionKind::Named(name),
            (None, None) => CriterionKind::Requires(&self.requires),
        }
    }

    fn check(self, reader: &mut Reader<'_>) -> Option<Self> {
        let ways = [self.when.is_some(), self.criterion.is_some(), !self.requires.is_empty()];
        match (ways, ways.iter().filter(|way| **way).count()) {
            (_, 0) => self.says_nothing(reader),
            ([true, ..], 1) => Some(self.with_id(reader)),
            ([_, true, _], 1) => Some(self.alone(reader)),
            (_, 1) => Some(self.without_id(reader)),
            _ => self.says_too_much(reader),
        }
    }

    fn says_nothing(self, reader: &mut Reader<'_>) -> Option<Self> {
        if reader.clean {
            let help = "add `when = \"amount > 0\"`, `requires = [\"amount\"]` or `criterion = \"metrics\"`";
            reader.report(Code::MissingKey, self.at, "this criterion asks for nothing", help);
        }
        None
    }

    fn says_too_much(self, reader: &mut Reader<'_>) -> Option<Self> {
        let problem = "this criterion asks in more than one way: `when`, `criterion` and `requires` exclude each other";
        reader.report(Code::WrongValue, self.at, problem, "make a criterion of each");
        Some(self)
    }

    fn with_id(self, reader: &mut Reader<'_>) -> Self {
        if self.id.is_none() && reader.clean {
            let help = "add `id = \"decision_known\"`";
            reader.report(Code::MissingKey, self.at, "this criterion has no `id`", help);
        }
        self
    }

    fn without_id(self, reader: &mut Reader<'_>) -> Self {
        if let Some(id) = &self.id {
            let problem = "`requires` makes one criterion of each field, so it takes no `id`";
            reader.report(Code::WrongValue, id.span, problem, "remove `id`");
        }
        self
    }

    /// A criterion that is written elsewhere brings its own terms along.
    fn alone(self, reader: &mut Reader<'_>) -> Self {
        for (key, span) in self.written_terms() {
            let problem = format!("`{key}` cannot stand next to `criterion`");
            let help =
                format!("write `{key}` where the criterion is defined, under `[criterion.ID]`");
            reader.report(Code::WrongValue, span, problem, help);
        }
        self
    }

    fn written_terms(&self) -> Vec<(&'static str, Span)> {
        let written = [
            ("id", self.id.as_ref().map(|id| id.span)),
            ("evidence", self.evidence.as_ref().map(|grade| grade.span)),
            ("fresh", self.fresh.as_ref().map(|length| length.span)),
            ("owner", self.owner.as_ref().map(|role| role.span)),
            ("severity", self.severity.as_ref().map(|word| word.span)),
            ("otherwise", self.otherwise.as_ref().map(|text| text.span)),
            ("override", self.overrides.first().map(|role| role.span)),
        ];
        written.into_iter().filter_map(|(key, span)| span.map(|span| (key, span))).collect()
    }
}
