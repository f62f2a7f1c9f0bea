//! Coaching templates: the built-in ones, and the names that a template may use.

use super::content::Words;

/// The coaching templates of a playbook.
#[derive(Debug, Clone, Default)]
pub(crate) struct Coaching {
    pub(crate) rep: Option<Words>,
    pub(crate) manager: Option<Words>,
    /// What the language model is asked.
    pub(crate) assistant: Option<Words>,
    /// What the language model is told of its role; never replaced by a rule set.
    pub(crate) assistant_role: Option<Words>,
}

/// The built-in template for the rep.
pub(crate) const REP: &str = include_str!("rep.md.jinja");
/// The built-in template for the manager.
pub(crate) const MANAGER: &str = include_str!("manager.md.jinja");
/// The built-in template of what a language model is asked.
pub(crate) const ASSISTANT: &str = include_str!("assistant.md.jinja");
/// The built-in template of what a language model is told of its role.
pub(crate) const ASSISTANT_ROLE: &str = include_str!("assistant_role.md.jinja");

/// A name that coaching templates may use, and what it stands for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Name {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
}

const fn name(name: &'static str, about: &'static str) -> Name {
    Name { name, about }
}

/// The names for the rep and the manager, besides those of every text.
pub(crate) const NAMES: &[Name] = &[
    name("playbook", "the playbook: `name`, `version`, `goal`"),
    name("standing", "where the deal stands, in a sentence or two"),
    name("next", "the next stage: `name`, `met`, `of`, `open`; false where there is none"),
    name("actions", "the next actions, the best first: `text`, `why`, `asks`, `score`, `effort`"),
    name("unmet", "what blocks the next move: `text`, `state`, `helps`"),
    name("warnings", "what blocks nothing but is not as it should be: the same keys as `unmet`"),
    name("signals", "the warning signs that are not silenced: `text`, `severity`"),
    name("scorecards", "the scorecards: `name`, `score`, `gaps`"),
    name("record", "the facts on record: `label`, `value`, `evidence`, `by`, `at`, `note`"),
    name("contacts", "the people: `name`, `roles`, `stance`, `met`"),
    name("questions", "three questions for the one-to-one, made from the gaps"),
    name("forecast", "the stage's forecast against the evidence, in a sentence or two"),
    name("scripts", "what to say or send in this stage: `channel`, `text`"),
    name("principles", "what the methodologies hold to be true"),
];

/// The only names for a language model's messages. Facts reach it nowhere but in `data`.
pub(crate) const ASSISTANT_NAMES: &[Name] = &[
    name("playbook", "the playbook: `name`, `version`, `goal`"),
    name("principles", "what the methodologies hold to be true"),
    name("stage_name", "what people call the deal's stage"),
    name("stage_goal", "what the stage is for"),
    name(
        "data",
        "everything about the deal as JSON in one fenced block that nothing in it can close",
    ),
];

/// Whether a name, or what it is a part of, is among these.
pub(crate) fn knows(names: &[Name], wanted: &str) -> bool {
    let root = wanted.split('.').next().unwrap_or_default();
    names.iter().any(|name| name.name == root)
}
