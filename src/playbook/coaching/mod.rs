//! Coaching templates: the built-in ones, and the names that a template may use.

use super::content::Words;
use crate::base::language::Language;

/// The coaching templates that a playbook's rule sets give; the built-in ones serve for the others.
#[derive(Debug, Clone, Default)]
pub(crate) struct Coaching {
    pub(crate) rep: Option<Words>,
    pub(crate) manager: Option<Words>,
    /// What the language model is asked.
    pub(crate) assistant: Option<Words>,
}

/// The built-in templates. They are parsed when a prompt is written: most playbooks never write one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BuiltIn {
    /// For the rep.
    pub(crate) rep: &'static str,
    /// For the manager.
    pub(crate) manager: &'static str,
    /// What a language model is asked.
    pub(crate) assistant: &'static str,
    /// What a language model is told of its role; never replaced by a rule set.
    pub(crate) assistant_role: &'static str,
}

macro_rules! built_in {
    ($language:literal) => {
        BuiltIn {
            rep: include_str!(concat!($language, "/rep.md.jinja")),
            manager: include_str!(concat!($language, "/manager.md.jinja")),
            assistant: include_str!(concat!($language, "/assistant.md.jinja")),
            assistant_role: include_str!(concat!($language, "/assistant_role.md.jinja")),
        }
    };
}

/// The built-in templates in a language.
pub(crate) const fn templates(language: Language) -> BuiltIn {
    match language {
        Language::English => built_in!("en"),
        Language::SimplifiedChinese => built_in!("zh-Hans"),
    }
}

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
    name(
        "playbook",
        "the playbook: `name`, `version`, `goal`, `method` (the methodologies by name)",
    ),
    name("standing", "where the deal stands, in a sentence or two"),
    name("next", "the next stage: `name`, `met`, `of`, `open`; false where there is none"),
    name(
        "aim",
        "the one thing to get next: `text`, `from_buyer`, `missing`; false where nothing is in the way",
    ),
    name(
        "how",
        "how to get it, or what to do where nothing is in the way: `text`, `why`; false where there are only questions",
    ),
    name("asks", "the questions that get it: `ask`, `listen_for`"),
    name(
        "not_yet",
        "the next stage while its gate is shut: `name`, `goal`, `gaps` with the keys of `unmet`",
    ),
    name("then", "what comes after the first action, two at most"),
    name(
        "script",
        "what to send or say, with nothing left to fill in: `channel`, `heading`, `text`, `block` (the text in a fenced block); false where there is none",
    ),
    name("actions", "the next actions, the best first: `text`, `why`, `asks`, `score`, `effort`"),
    name("unmet", "what blocks the next move: `text`, `state`, `helps`"),
    name("warnings", "what blocks nothing but is not as it should be: the same keys as `unmet`"),
    name("signals", "the warning signs that are not silenced: `text`, `severity`"),
    name("scorecards", "the scorecards: `name`, `score`, `gaps`"),
    name(
        "record",
        "the facts on record, the best evidenced first: `label`, `value`, `evidence`, `by`, `at`, `note`",
    ),
    name(
        "claims",
        "those of them that gates ask for, the weakest evidence first: `evidence`, `facts` with the keys of `record`",
    ),
    name("contacts", "the people: `name`, `roles`, `stance`, `met`"),
    name("questions", "up to three questions for the one-to-one, made from the gaps"),
    name("forecast", "the stage's forecast against the evidence, in a few sentences"),
    name(
        "not_backed",
        "what gates that the deal has passed asked for and the facts do not back: the same keys as `unmet`",
    ),
    name("scripts", "every script of the stage: the same keys as `script`"),
    name("principles", "what the methodologies hold to be true"),
];

/// The only names for a language model's messages. Facts reach it nowhere but in `data`.
pub(crate) const ASSISTANT_NAMES: &[Name] = &[
    name(
        "playbook",
        "the playbook: `name`, `version`, `goal`, `method` (the methodologies by name)",
    ),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::{FUNCTIONS, Syntax, Templates};

    /// The names that every text may use, those of fields apart: a built-in template knows none.
    const OF_EVERY_TEXT: [&str; 5] =
        ["deal.id", "deal.name", "stage.id", "stage.name", "stage.goal"];

    /// The names that a built-in template uses and that nothing fills.
    fn unfilled(template: &str, syntax: Syntax, names: &[Name]) -> Vec<String> {
        let (_, used) = Templates::default().add(template, syntax).unwrap();
        assert!(!used.is_empty());
        let is_filled = |used: &String| {
            let used = used.as_str();
            let of_every_text = syntax == Syntax::Markdown && OF_EVERY_TEXT.contains(&used);
            of_every_text || knows(names, used) || FUNCTIONS.contains(&used)
        };
        used.into_iter().filter(|used| !is_filled(used)).collect()
    }

    #[test]
    fn the_built_in_templates_use_names_that_are_filled() {
        for language in Language::ALL {
            let BuiltIn { rep, manager, assistant, assistant_role } = templates(language);
            for template in [rep, manager] {
                assert_eq!(unfilled(template, Syntax::Markdown, NAMES), [""; 0]);
            }
            for template in [assistant, assistant_role] {
                assert_eq!(unfilled(template, Syntax::Plain, ASSISTANT_NAMES), [""; 0]);
            }
        }
    }
}
