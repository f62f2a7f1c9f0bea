//! A coaching prompt.

use serde::Serialize;

use super::briefing::Briefing;

/// Whom a coaching prompt is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The rep: what to do and say next.
    Rep,
    /// The manager: what to ask the rep.
    Manager,
    /// A language model that helps the rep to write.
    Assistant,
}

/// A coaching prompt, rendered.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Prompt {
    /// Whom it is for.
    pub audience: Audience,
    /// The language it is in, as a BCP 47 tag.
    pub language: String,
    /// The whole of it as Markdown; for a language model both messages, one after the other.
    pub text: String,
    /// The messages for a language model; empty for people.
    pub messages: Vec<Message>,
    /// What it says, as data for programs.
    pub briefing: Briefing,
}

/// A message for a language model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Message {
    /// Whose message it is.
    pub role: MessageRole,
    /// What it says.
    pub text: String,
}

/// Whose message it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageRole {
    /// What the model is told of its role.
    System,
    /// What it is asked.
    User,
}
