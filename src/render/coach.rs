//! Coaching prompts.

use super::briefing::{Briefing, assistant, manager, names, rep};
use super::prompt::{Audience, Message, MessageRole, Prompt};
use crate::base::time::Timestamp;
use crate::deal::deal::Deal;
use crate::engine::assessment::{Assessment, Next};
use crate::engine::carried::{Carried, carried};
use crate::engine::situation::Situation;
use crate::engine::verdict::Verdict;
use crate::error::Error;
use crate::playbook::coaching;
use crate::playbook::content::Words;
use crate::playbook::playbook::Playbook;
use crate::template::{Syntax, TemplateValue};

impl Playbook {
    /// A coaching prompt about a deal: for the rep, the manager, or a language model.
    ///
    /// `language` is a BCP 47 tag; [`Playbook::in_language`] says which language serves it, and
    /// [`Prompt::language`] which one it is. [`Prompt::briefing`] is what the prompt says, as data.
    ///
    /// In the Markdown for people whatever the deal says is shown as text and never as markup; in a
    /// language model's messages it stands as JSON in one fenced block, and nothing in it can close
    /// that block.
    ///
    /// # Errors
    /// When the deal does not fit the playbook.
    ///
    /// # Example
    /// ```
    /// use dealgraph::{Audience, Deal, Library, Timestamp};
    ///
    /// let playbook = Library::builtin().compile("four_step")?;
    /// let deal = Deal::new("D-1", "qualifying");
    /// let now = Timestamp::parse("2026-11-23T09:00:00Z").unwrap();
    /// let prompt = playbook.coach(&deal, Audience::Rep, "en", now)?;
    /// assert!(prompt.text.starts_with("# D-1"));
    /// # Ok::<(), dealgraph::Error>(())
    /// ```
    pub fn coach(
        &self,
        deal: &Deal,
        audience: Audience,
        language: &str,
        now: Timestamp,
    ) -> Result<Prompt, Error> {
        self.in_language(language).coach_here(deal, audience, now)
    }

    /// The prompt in the playbook's own language.
    fn coach_here(&self, deal: &Deal, audience: Audience, now: Timestamp) -> Result<Prompt, Error> {
        let situation = Situation::new(self, deal, now)?;
        let ground = Ground {
            situation: &situation,
            assessment: &self.assess(deal, now)?,
            carried: carried(&situation)?,
        };
        let language = self.0.languages.words.tag().to_owned();
        let rep = rep::briefing(&ground)?;
        let (own, built_in) = (&self.0.coaching, coaching::templates(self.0.languages.words));
        if audience == Audience::Assistant {
            let briefing = assistant::briefing(&ground, rep);
            let names = assistant::names(&ground, &briefing)?;
            let fill = |words, or| self.filled(words, or, Syntax::Plain, &names);
            let system = fill(None, built_in.assistant_role)?;
            let user = fill(own.assistant.as_ref(), built_in.assistant)?;
            let text = format!("{system}\n\n---\n\n{user}");
            let messages = vec![
                Message { role: MessageRole::System, text: system },
                Message { role: MessageRole::User, text: user },
            ];
            let briefing = Briefing::Assistant(Box::new(briefing));
            return Ok(Prompt { audience, language, text, messages, briefing });
        }
        let manager = manager::briefing(&ground);
        let names = names::names(&ground, &rep, &manager)?;
        let (words, or, briefing) = match audience {
            Audience::Manager => {
                (&own.manager, built_in.manager, Briefing::Manager(Box::new(manager)))
            }
            _ => (&own.rep, built_in.rep, Briefing::Rep(Box::new(rep))),
        };
        let text = self.filled(words.as_ref(), or, Syntax::Markdown, &names)?;
        Ok(Prompt { audience, language, text, messages: Vec::new(), briefing })
    }

    /// A rule set's own template, or else the built-in one, filled.
    fn filled(
        &self,
        own: Option<&Words>,
        built_in: &str,
        syntax: Syntax,
        names: &TemplateValue,
    ) -> Result<String, Error> {
        let templates = &self.0.templates;
        let text = match own {
            Some(words) => templates.render(&words.text, names),
            None => templates.render_once(built_in, syntax, names),
        };
        let text = text.map_err(|error| Error::Template {
            playbook: self.0.own.id.to_string(),
            message: error.message,
        })?;
        Ok(tidy(&text))
    }
}

/// What a prompt is made from.
pub(super) struct Ground<'a> {
    pub(super) situation: &'a Situation<'a>,
    pub(super) assessment: &'a Assessment,
    /// How far the evidence carries the deal.
    pub(super) carried: Carried,
}

impl Ground<'_> {
    /// The natural next stage.
    pub(super) fn next_stage(&self) -> Option<&Next> {
        self.assessment.progress.as_ref()?.next.as_ref()
    }

    /// The verdict on the move to it.
    pub(super) fn next_verdict(&self) -> Option<&Verdict> {
        let next = self.next_stage()?;
        self.assessment.moves.iter().find(|verdict| verdict.to == next.stage)
    }
}

/// At most one empty line in a row outside of fenced blocks, none at the ends.
fn tidy(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && lines.last().is_none_or(|last| last.is_empty())) {
            lines.push(line);
        }
    }
    lines.join("\n").trim_end().to_owned()
}
