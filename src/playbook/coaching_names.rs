//! The names that a coaching template may use besides those of every text.

/// Whether a coaching template may use a name.
pub(crate) fn knows(name: &str) -> bool {
    name.is_empty()
}
