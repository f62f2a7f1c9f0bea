//! The one public error: input that cannot be used.

use thiserror::Error;

use crate::base::diagnostic::Diagnostic;
use crate::deal::binding::Unusable;

/// Input that cannot be used: a rule set with defects, or a deal that does not fit its playbook.
///
/// A refusal of a move is no error; it is a [`Verdict`](crate::Verdict).
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum Error {
    /// No rule set has this id.
    #[error("there is no rule set `{id}`")]
    UnknownRuleSet {
        /// The id that was asked for.
        id: String,
        /// The ids there are.
        known: Vec<String>,
        /// The one that was probably meant.
        nearest: Option<String>,
    },
    /// A rule set has defects.
    #[error("{}", summary(name, diagnostics))]
    RuleSet {
        /// The rule set's name: its file, or its id.
        name: String,
        /// All its defects, warnings included.
        diagnostics: Vec<Diagnostic>,
    },
    /// A rule set that has no stages of its own was to be used alone.
    #[error("`{id}` has no stages of its own, so no deal can go by it alone")]
    NoStages {
        /// The rule set.
        id: String,
    },
    /// Only over a process can methodologies be laid.
    #[error("`{id}` is a methodology, and methodologies are laid over a process")]
    NotAProcess {
        /// What was named as the process.
        id: String,
    },
    /// A methodology does not say how it lies on a process.
    #[error("`{methodology}` does not say how it lies on `{process}`")]
    NotLaid {
        /// The methodology.
        methodology: String,
        /// The process.
        process: String,
    },
    /// A market has no such trait.
    #[error("a market has no trait `{name}`")]
    UnknownTrait {
        /// The trait that was named.
        name: String,
        /// The traits there are.
        known: Vec<String>,
        /// The one that was probably meant.
        nearest: Option<String>,
    },
    /// A trait of a market does not have such a value.
    #[error("`{name}` is never `{value}`")]
    UnknownTraitValue {
        /// The trait.
        name: String,
        /// The value that was named.
        value: String,
        /// The values there are.
        known: Vec<String>,
        /// The one that was probably meant.
        nearest: Option<String>,
    },
    /// The deal is in a stage, or is to move to one, that the playbook does not have.
    #[error("deal `{deal}`: {playbook} has no stage `{stage}`")]
    UnknownStage {
        /// The deal.
        deal: String,
        /// The playbook.
        playbook: String,
        /// The stage that was named.
        stage: String,
        /// The stages there are.
        known: Vec<String>,
        /// The one that was probably meant.
        nearest: Option<String>,
    },
    /// The deal carries a fact that the playbook does not know.
    #[error("deal `{deal}`: {playbook} has no field `{field}`")]
    UnknownFact {
        /// The deal.
        deal: String,
        /// The playbook.
        playbook: String,
        /// The field that was named.
        field: String,
        /// The one that was probably meant.
        nearest: Option<String>,
    },
    /// The deal sets a fact that is worked out or that stands elsewhere.
    #[error("deal `{deal}`: `{field}` cannot be set under `facts`")]
    NotSettable {
        /// The deal.
        deal: String,
        /// The field.
        field: String,
    },
    /// A fact has a value that its field cannot have.
    #[error("deal `{deal}`: `{field}` should be {expected}, found {found}")]
    WrongValue {
        /// The deal.
        deal: String,
        /// The field, with the place inside it.
        field: String,
        /// What it should be.
        expected: String,
        /// What it is.
        found: String,
    },
    /// A fact that every deal has to have is not there.
    #[error("deal `{deal}`: `{field}` is missing, and every deal has to have it")]
    MissingFact {
        /// The deal.
        deal: String,
        /// The field.
        field: String,
    },
    /// A text of a rule set cannot be filled in for this deal.
    #[error("a text of {playbook} cannot be filled in: {message}")]
    Template {
        /// The playbook.
        playbook: String,
        /// Why.
        message: String,
    },
    /// A file or folder cannot be read.
    #[error("cannot read `{path}`: {message}")]
    Unreadable {
        /// The file or folder.
        path: String,
        /// Why.
        message: String,
    },
}

fn summary(name: &str, diagnostics: &[Diagnostic]) -> String {
    let mut errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
    match (errors.next(), errors.count()) {
        (None, _) => format!("`{name}` cannot be used"),
        (Some(only), 0) => only.to_string(),
        (Some(first), more) => format!("{first} (and {more} more)"),
    }
}

impl Error {
    /// A stable word for the kind of error, for hosts that branch on it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownRuleSet { .. } => "unknown_rule_set",
            Self::RuleSet { .. } => "rule_set",
            Self::NoStages { .. } => "no_stages",
            Self::NotAProcess { .. } => "not_a_process",
            Self::NotLaid { .. } => "not_laid",
            Self::UnknownTrait { .. } => "unknown_trait",
            Self::UnknownTraitValue { .. } => "unknown_trait_value",
            Self::UnknownStage { .. } => "unknown_stage",
            Self::UnknownFact { .. } => "unknown_fact",
            Self::NotSettable { .. } => "not_settable",
            Self::WrongValue { .. } => "wrong_value",
            Self::MissingFact { .. } => "missing_fact",
            Self::Template { .. } => "template",
            Self::Unreadable { .. } => "unreadable",
        }
    }

    /// What mends it, in a sentence.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::UnknownRuleSet { nearest: Some(near), .. }
            | Self::UnknownStage { nearest: Some(near), .. }
            | Self::UnknownTrait { nearest: Some(near), .. }
            | Self::UnknownTraitValue { nearest: Some(near), .. }
            | Self::UnknownFact { nearest: Some(near), .. } => {
                Some(format!("did you mean `{near}`?"))
            }
            Self::UnknownRuleSet { known, .. } => Some(format!("there are {}", known.join(", "))),
            Self::UnknownTrait { known, .. } => {
                Some(format!("its traits are {}", known.join(", ")))
            }
            Self::UnknownTraitValue { known, .. } => {
                Some(format!("it is one of {}", known.join(", ")))
            }
            Self::UnknownStage { known, .. } => {
                Some(format!("its stages are {}", known.join(", ")))
            }
            Self::UnknownFact { .. } => {
                Some("declare it as a field of the rule set, or remove it from the deal".to_owned())
            }
            Self::NoStages { id } => {
                Some(format!("lay it over a process: `[[overlay]]` with `methodology = \"{id}\"`"))
            }
            Self::NotAProcess { id } => {
                Some(format!("name a process first, such as `seven_step+{id}`"))
            }
            Self::NotLaid { methodology, process } => Some(format!(
                "lay it over the process in a file: `[[overlay]]` with `methodology = \"{methodology}\"`, or add `[on.{process}]` to the methodology"
            )),
            Self::NotSettable { field, .. } => Some(match field.as_str() {
                "contacts" => "put `contacts` beside `facts`, not inside it".to_owned(),
                _ => "it is worked out from the deal itself: remove it".to_owned(),
            }),
            Self::MissingFact { field, .. } => Some(format!("set `{field}` under `facts`")),
            Self::RuleSet { .. }
            | Self::WrongValue { .. }
            | Self::Template { .. }
            | Self::Unreadable { .. } => None,
        }
    }

    pub(crate) fn unusable(unusable: Unusable, deal: &str, playbook: &str) -> Self {
        let (deal, playbook) = (deal.to_owned(), playbook.to_owned());
        match unusable {
            Unusable::UnknownFact { field, nearest } => {
                Self::UnknownFact { deal, playbook, field, nearest }
            }
            Unusable::Worked { field } => Self::NotSettable { deal, field },
            Unusable::WrongValue { field, expected, found } => {
                Self::WrongValue { deal, field, expected, found }
            }
            Unusable::Missing { field } => Self::MissingFact { deal, field },
        }
    }
}
