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
use crate::playbook::content::Words;
use crate::playbook::playbook::Playbook;
use crate::template::TemplateValue;

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
        let coaching = &self.0.coaching;
        if audience == Audience::Assistant {
            let briefing = assistant::briefing(&ground, rep);
            let names = assistant::names(&ground, &briefing)?;
            let system = self.filled(coaching.assistant_role.as_ref(), &names)?;
            let user = self.filled(coaching.assistant.as_ref(), &names)?;
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
        let (template, briefing) = match audience {
            Audience::Manager => (&coaching.manager, Briefing::Manager(Box::new(manager))),
            _ => (&coaching.rep, Briefing::Rep(Box::new(rep))),
        };
        let text = self.filled(template.as_ref(), &names)?;
        Ok(Prompt { audience, language, text, messages: Vec::new(), briefing })
    }

    fn filled(&self, words: Option<&Words>, names: &TemplateValue) -> Result<String, Error> {
        let Some(words) = words else { return Ok(String::new()) };
        let text = self.0.templates.render(&words.text, names).map_err(|error| {
            Error::Template { playbook: self.0.own.id.to_string(), message: error.message }
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
