//! Rule sets and translations, each read when it is first asked for: what comes along is long, and
//! most of it is not used in one run.

use std::sync::{Arc, LazyLock};

use crate::rules::{RuleSet, Translation};

/// A rule set, by its id.
#[derive(Debug, Clone)]
pub(super) struct ShelvedRuleSet {
    pub(super) id: Arc<str>,
    read: Arc<Reading<RuleSet>>,
}

/// A translation, by the id of its rule set and its language.
#[derive(Debug, Clone)]
pub(super) struct ShelvedTranslation {
    pub(super) of: Arc<str>,
    pub(super) lang: Arc<str>,
    read: Arc<Reading<Translation>>,
}

/// `None` where a text cannot be read at all.
type Reading<T> = LazyLock<Option<Arc<T>>, Box<dyn FnOnce() -> Option<Arc<T>> + Send + Sync>>;

impl ShelvedRuleSet {
    /// One that is read already.
    pub(super) fn new(rule_set: RuleSet) -> Self {
        let id = rule_set.id().as_str().into();
        let rule_set = Arc::new(rule_set);
        Self { id, read: Arc::new(LazyLock::new(Box::new(|| Some(rule_set)))) }
    }

    pub(super) fn get(&self) -> Option<&Arc<RuleSet>> {
        self.read.as_ref().as_ref()
    }
}

impl ShelvedTranslation {
    /// One that is read already.
    pub(super) fn new(translation: Translation) -> Self {
        let (of, lang) = (translation.of.value.clone(), translation.lang.value.clone());
        let translation = Arc::new(translation);
        Self { of, lang, read: Arc::new(LazyLock::new(Box::new(|| Some(translation)))) }
    }

    pub(super) fn get(&self) -> Option<&Arc<Translation>> {
        self.read.as_ref().as_ref()
    }
}

/// Those that come along are known by the names of their files.
#[cfg(feature = "builtin")]
mod unread {
    use super::{Arc, LazyLock, RuleSet, ShelvedRuleSet, ShelvedTranslation, Translation};
    use crate::base::source::Source;

    impl ShelvedRuleSet {
        pub(in crate::library) fn unread(id: &str, source: Source) -> Self {
            let read = || RuleSet::parse(source).0.map(Arc::new);
            Self { id: id.into(), read: Arc::new(LazyLock::new(Box::new(read))) }
        }
    }

    impl ShelvedTranslation {
        pub(in crate::library) fn unread(of: &str, lang: &str, source: Source) -> Self {
            let read = || Translation::parse(source).0.map(Arc::new);
            let read = Arc::new(LazyLock::new(Box::new(read) as _));
            Self { of: of.into(), lang: lang.into(), read }
        }
    }
}
