//! What can fail while a condition is evaluated.

use std::sync::Arc;

use super::limits;

/// A failure of an evaluation: CEL's run-time error. Cheap to make: its text is written only when
/// asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Fault {
    #[error("the result is too large for a whole number")]
    Overflow,
    #[error("division by zero")]
    DivisionByZero,
    #[error("remainder of a division by zero")]
    RemainderByZero,
    #[error("{0} does not work on {1}")]
    NoOverload(&'static str, &'static str),
    #[error("{0} does not work on {1} and {2}")]
    NoOverloadOfTwo(&'static str, &'static str, &'static str),
    #[error("yes or no was expected, not {0}")]
    NotBool(&'static str),
    #[error("there is no field or key `{0}`")]
    NoSuchField(Arc<str>),
    #[error("the map has no such key")]
    NoSuchKey,
    #[error("the list has no such place")]
    NoSuchPlace,
    #[error("{0} cannot be the key of a map")]
    BadKey(&'static str),
    #[error("the map has the same key twice")]
    RepeatedKey,
    #[error("{0} is not {1}")]
    Conversion(String, &'static str),
    #[error("{0} is out of range")]
    OutOfRange(&'static str),
    #[error("`{0}` is no time zone")]
    BadZone(String),
    #[error("`{0}` is no regular expression that can be used")]
    BadPattern(String),
    #[error("nothing is called `{0}`")]
    Unbound(Arc<str>),
    #[error("there is no function `{0}` for this")]
    NoFunction(Arc<str>),
    #[error("it takes more than {} steps", limits::STEPS)]
    TooManySteps,
    #[error("a text or list grows too long")]
    TooLarge,
    #[error("it is not complete")]
    Incomplete,
}

impl Fault {
    /// Whether a number is the cause: too large a result, or a division by zero.
    pub(crate) fn is_arithmetic(&self) -> bool {
        matches!(self, Self::Overflow | Self::DivisionByZero | Self::RemainderByZero)
    }
}
