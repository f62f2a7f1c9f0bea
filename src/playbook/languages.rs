//! The same playbook in other languages, made when it is first asked for.

use std::fmt;
use std::sync::{Arc, OnceLock};

use super::playbook::Playbook;
use crate::base::language::{Language, best_tag};

/// Makes a playbook in the language with a tag; the empty tag is the rule set's own language.
pub(crate) type Make = dyn Fn(&str) -> Option<Playbook> + Send + Sync;

/// The languages that a playbook can be had in, and the one that it is in.
#[derive(Clone, Default)]
pub(crate) struct Languages {
    /// The tag of this one; empty: the rule set's own language.
    pub(crate) tag: Arc<str>,
    /// In which language dealgraph words what the rule set does not.
    pub(crate) words: Language,
    others: Vec<(Arc<str>, OnceLock<Option<Playbook>>)>,
    make: Option<Arc<Make>>,
}

impl Languages {
    /// In the language with this tag, with others to be made when they are asked for.
    pub(crate) fn new(tag: &str, known: &[Arc<str>], make: Arc<Make>) -> Self {
        let words = Language::for_reader(tag).unwrap_or_default();
        let others = known.iter().filter(|known| ***known != *tag);
        let others = others.map(|known| (known.clone(), OnceLock::new())).collect();
        Self { tag: tag.into(), words, others, make: Some(make) }
    }

    fn tags(&self) -> impl Iterator<Item = &str> + Clone {
        let others = self.others.iter().map(|(tag, _)| &**tag);
        std::iter::once(&*self.tag).chain(others).filter(|tag| !tag.is_empty())
    }

    fn other(&self, tag: &str) -> Option<Playbook> {
        let (tag, made) = self.others.iter().find(|(known, _)| **known == *tag)?;
        made.get_or_init(|| self.make.as_ref().and_then(|make| make(tag))).clone()
    }
}

impl fmt::Debug for Languages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.tags()).finish()
    }
}

impl Playbook {
    /// The language of what is said in dealgraph's own words. A rule set's own texts are in the
    /// language that they were written in, where they are not translated to it.
    #[must_use]
    pub fn language(&self) -> Language {
        self.0.languages.words
    }

    /// The languages other than its rule sets' own that it can be had in, as BCP 47 tags: those
    /// that a rule set is translated to, and those that dealgraph speaks.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.0.languages.tags()
    }

    /// The same playbook in the language that serves a reader of `tag` (BCP 47) best: `zh-CN` gives
    /// `zh-Hans`. Where there is none, it is in its rule sets' own language; a text that is not
    /// translated stays in it.
    ///
    /// Every verdict is the same in every language; only texts differ. It is compiled when it is
    /// first asked for, and kept.
    ///
    /// # Example
    /// ```
    /// # use dealgraph::Library;
    /// let playbook = Library::builtin().compile("value")?;
    /// let chinese = playbook.in_language("zh-CN");
    /// let names = |playbook: &dealgraph::Playbook| -> Vec<String> {
    ///     playbook.graph().stages().map(|(_, stage)| stage.name().to_owned()).collect()
    /// };
    /// assert_ne!(names(&playbook), names(&chinese));
    /// assert_eq!(names(&playbook), names(&chinese.in_language("de")));
    /// # Ok::<(), dealgraph::Error>(())
    /// ```
    #[must_use]
    pub fn in_language(&self, tag: &str) -> Self {
        let languages = &self.0.languages;
        let best = best_tag(tag, &languages.tags().collect::<Vec<_>>()).unwrap_or_default();
        if best == &*languages.tag {
            return self.clone();
        }
        languages.other(best).unwrap_or_else(|| self.clone())
    }
}
