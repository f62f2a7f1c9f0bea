//! Where a condition is written.

use crate::base::source::{Source, Span};
use crate::rules::ConditionText;

/// Where a condition is written.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub(super) source: Source,
    /// The whole of it.
    pub(super) span: Span,
    /// Its text; `None` where it is short for one, such as a field under `requires`.
    pub(super) text: Option<ConditionText>,
}

impl Written {
    pub(super) fn new(source: &Source, text: &ConditionText) -> Self {
        Self { source: source.clone(), span: text.span, text: Some(text.clone()) }
    }

    /// Where a part of the condition stands in its file.
    pub(super) fn place(&self, inner: Span) -> Span {
        self.text.as_ref().map_or(self.span, |text| text.place(&self.source, inner))
    }
}
