//! Coaching prompts.

use super::briefing;
use super::data;
use super::prompt::{Audience, Message, MessageRole, Prompt};
use crate::base::time::Timestamp;
use crate::deal::deal::Deal;
use crate::engine::situation::Situation;
use crate::error::Error;
use crate::playbook::content::Words;
use crate::playbook::playbook::Playbook;
use crate::template::TemplateValue;

impl Playbook {
    /// A coaching prompt about a deal: for the rep, the manager, or a language model.
    ///
    /// `language` is a BCP 47 tag; [`Playbook::in_language`] says which language serves it, and
    /// [`Prompt::language`] which one it is. In a language model's messages everything that comes
    /// from the deal stands as JSON in one fenced block, and nothing in it can close that block.
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
        let assessment = self.assess(deal, now)?;
        let coaching = &self.0.coaching;
        let messages = match audience {
            Audience::Rep | Audience::Manager => Vec::new(),
            Audience::Assistant => {
                let names = data::names(&situation, &assessment);
                let system = self.filled(coaching.assistant_role.as_ref(), &names)?;
                let user = self.filled(coaching.assistant.as_ref(), &names)?;
                vec![
                    Message { role: MessageRole::System, text: system },
                    Message { role: MessageRole::User, text: user },
                ]
            }
        };
        let text = match audience {
            Audience::Rep => {
                self.filled(coaching.rep.as_ref(), &briefing::names(&situation, &assessment)?)?
            }
            Audience::Manager => {
                self.filled(coaching.manager.as_ref(), &briefing::names(&situation, &assessment)?)?
            }
            Audience::Assistant => {
                let texts: Vec<&str> = messages.iter().map(|m| m.text.as_str()).collect();
                texts.join("\n\n---\n\n")
            }
        };
        let language = self.0.languages.words.tag().to_owned();
        Ok(Prompt { audience, language, text: tidy(&text), messages })
    }

    fn filled(&self, words: Option<&Words>, names: &TemplateValue) -> Result<String, Error> {
        let Some(words) = words else { return Ok(String::new()) };
        let text = self.0.templates.render(&words.text, names).map_err(|error| {
            Error::Template { playbook: self.0.own.id.to_string(), message: error.message }
        })?;
        Ok(tidy(&text))
    }
}

/// At most one empty line in a row, none at the ends.
fn tidy(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && lines.last().is_none_or(|last| last.is_empty())) {
            lines.push(line);
        }
    }
    lines.join("\n").trim_end().to_owned()
}
