//! What a library holds: each text is read when it is first asked for, so that whoever needs one of
//! them does not wait for all.

use std::sync::{Arc, OnceLock};

use crate::base::source::Source;

/// A rule set or a translation of a library.
#[derive(Debug)]
pub(super) struct Volume<T> {
    /// The id of the rule set, or of the one that is translated.
    pub(super) of: Arc<str>,
    /// The language of a translation, as a BCP 47 tag; empty for a rule set.
    pub(super) lang: Arc<str>,
    unread: Option<Unread<T>>,
    read: OnceLock<Option<Arc<T>>>,
}

/// A text that comes with dealgraph, and how it is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unread<T> {
    pub(super) name: &'static str,
    pub(super) text: &'static str,
    pub(super) parse: fn(Source) -> Option<T>,
}

impl<T> Volume<T> {
    /// One that has been read.
    pub(super) fn new(of: Arc<str>, lang: Arc<str>, read: T) -> Self {
        Self { of, lang, unread: None, read: OnceLock::from(Some(Arc::new(read))) }
    }

    /// One that is read when it is asked for.
    #[cfg(feature = "builtin")]
    pub(super) fn unread(of: &str, lang: &str, unread: Unread<T>) -> Self {
        let read = OnceLock::new();
        Self { of: of.into(), lang: lang.into(), unread: Some(unread), read }
    }

    /// Its text, where it need not be read for it.
    pub(super) fn text(&self) -> Option<Source> {
        self.unread.as_ref().map(|unread| Source::new(unread.name, unread.text))
    }

    /// What it says; `None` when it cannot be read.
    pub(super) fn get(&self) -> Option<&Arc<T>> {
        let read = || {
            let parse = self.unread.as_ref()?.parse;
            parse(self.text()?).map(Arc::new)
        };
        self.read.get_or_init(read).as_ref()
    }
}
