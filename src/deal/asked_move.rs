//! A move that somebody wants to make.

/// A move that somebody wants to make.
///
/// ```
/// use dealgraph::Move;
///
/// let lose = Move::to("lost").by("rep").because("price");
/// assert_eq!(lose.reason(), Some("price"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    to: String,
    actor: Option<String>,
    reason: Option<String>,
    overriding: Option<String>,
}

impl Move {
    /// A move to a stage, by its id.
    #[must_use]
    pub fn to(stage: impl Into<String>) -> Self {
        Self { to: stage.into(), actor: None, reason: None, overriding: None }
    }

    /// Says which role makes the move.
    #[must_use]
    pub fn by(mut self, role: impl Into<String>) -> Self {
        self.actor = Some(role.into());
        self
    }

    /// States the reason of the move.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// Lets the move pass gates that this role may override.
    #[must_use]
    pub fn overridden_by(mut self, role: impl Into<String>) -> Self {
        self.overriding = Some(role.into());
        self
    }

    /// The stage it goes to.
    #[must_use]
    pub fn stage(&self) -> &str {
        &self.to
    }

    /// The role that makes it.
    #[must_use]
    pub fn actor(&self) -> Option<&str> {
        self.actor.as_deref()
    }

    /// The reason it states.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// The role that overrides gates.
    #[must_use]
    pub fn overriding(&self) -> Option<&str> {
        self.overriding.as_deref()
    }
}
