//! Floor 9: the built-in rule sets, a folder of one's own, and the public door to compile and check.

#[cfg(feature = "builtin")]
mod builtin;
#[cfg(feature = "dir")]
mod folder;
mod laid;
mod market;
mod translations;
mod volume;

use std::sync::Arc;

use crate::base::code::Code;
use crate::base::diagnostic::Diagnostic;
use crate::base::nearest::nearest;
use crate::base::source::{Source, Span};
use crate::compile::{Purpose, heard};
use crate::error::Error;
use crate::playbook::playbook::Playbook;
use crate::rules::{RuleSet, Translation, inside};

use self::translations::Parts;
use self::volume::Volume;

/// The rule sets that can be compiled and laid over one another, by id.
///
/// # Example
/// ```
/// use dealgraph::Library;
///
/// let library = Library::builtin();
/// assert!(library.rule_set("spin").is_some());
/// let playbook = library.compile("spin")?;
/// assert_eq!(playbook.rule_set().name, "SPIN Selling");
/// # Ok::<(), dealgraph::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// In the order in which they were added; a later one with the same id takes the place of an
    /// earlier one.
    rule_sets: Vec<Arc<Volume<RuleSet>>>,
    /// Their texts in other languages; of two with the same language the later one counts.
    translations: Vec<Arc<Volume<Translation>>>,
}

/// What a check of a rule set gives.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Examined {
    /// Every defect, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// The playbook, without stages for a checklist; `None` where a defect is an error, and for a
    /// translation.
    pub playbook: Option<Playbook>,
}

impl Library {
    /// A library without any rule set.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// The rule sets that come with dealgraph.
    #[cfg(feature = "builtin")]
    #[must_use]
    pub fn builtin() -> Self {
        Self {
            rule_sets: builtin::rule_sets().map(Arc::new).collect(),
            translations: builtin::translations().map(Arc::new).collect(),
        }
    }

    /// The same library with one more rule set, or with a translation of one. A rule set with the
    /// same id, and a translation of the same rule set to the same language, gives way to it.
    ///
    /// # Errors
    /// When the text has defects of form; what its names and conditions mean is checked when it is
    /// compiled.
    pub fn with_source(mut self, source: Source) -> Result<Self, Error> {
        if Translation::is_one(&source) {
            self.add_translation(read_translation(source)?);
        } else {
            self.add(read(source)?);
        }
        Ok(self)
    }

    fn add(&mut self, rule_set: RuleSet) {
        let id: Arc<str> = rule_set.id().as_str().into();
        let volume = Arc::new(Volume::new(id.clone(), "".into(), rule_set));
        match self.rule_sets.iter_mut().find(|known| known.of == id) {
            Some(known) => *known = volume,
            None => self.rule_sets.push(volume),
        }
    }

    fn add_translation(&mut self, translation: Translation) {
        let (of, lang) = (translation.of.value.clone(), translation.lang.value.clone());
        self.translations.insert(0, Arc::new(Volume::new(of, lang, translation)));
    }

    /// All rule sets, in the order in which they were added.
    pub fn rule_sets(&self) -> impl Iterator<Item = &RuleSet> {
        self.rule_sets.iter().filter_map(|volume| volume.get()).map(|rule_set| &**rule_set)
    }

    /// The text of the rule set with this id, without reading what it says.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<Source> {
        let volume = self.rule_sets.iter().find(|volume| *volume.of == *id)?;
        volume.text().or_else(|| Some(volume.get()?.source().clone()))
    }

    /// The rule set with this id.
    #[must_use]
    pub fn rule_set(&self, id: &str) -> Option<&RuleSet> {
        self.volume(id).map(|rule_set| &**rule_set)
    }

    /// Compiles the rule set with this id, and those it lays over itself. `process+methodology`,
    /// with as many methodologies as wanted, lays them over a process that they know
    /// (`[on.process]` in their rule sets).
    ///
    /// # Errors
    /// When there is no such rule set, when it has defects, when it is a checklist without stages
    /// of its own, or when a methodology does not say how it lies on the process.
    ///
    /// # Example
    /// ```
    /// # use dealgraph::Library;
    /// let playbook = Library::builtin().compile("seven_step+spin")?;
    /// assert_eq!(playbook.rule_set().id.as_str(), "seven_step");
    /// assert_eq!(playbook.laid_over()[0].id.as_str(), "spin");
    /// # Ok::<(), dealgraph::Error>(())
    /// ```
    pub fn compile(&self, id: &str) -> Result<Playbook, Error> {
        let rule_set = match id.split_once('+') {
            Some((process, methodologies)) => Arc::new(self.laid(process, methodologies)?),
            None => self.find(id).ok_or_else(|| self.unknown(id))?,
        };
        self.playbook(rule_set, &|name| self.find(name)).map(|(playbook, _)| playbook)
    }

    /// Compiles a rule set that is not in the library; its overlays are.
    ///
    /// # Errors
    /// When it has defects, or when it is a checklist without stages of its own.
    pub fn compile_source(&self, source: Source) -> Result<Playbook, Error> {
        let rule_set = Arc::new(read(source)?);
        self.playbook(rule_set, &|name| self.find(name)).map(|(playbook, _)| playbook)
    }

    /// Everything there is to say about a rule set: every defect, in the order of the text.
    #[must_use]
    pub fn check(&self, source: Source) -> Vec<Diagnostic> {
        self.examine(source).diagnostics
    }

    /// Everything there is to say about a rule set, and its playbook: both for the price of a check.
    ///
    /// # Example
    /// ```
    /// # use dealgraph::Library;
    /// let library = Library::builtin();
    /// let examined = library.examine(library.source("spin").unwrap());
    /// assert!(examined.diagnostics.is_empty());
    /// assert_eq!(examined.playbook.unwrap().rule_set().id.as_str(), "spin");
    /// ```
    #[must_use]
    pub fn examine(&self, source: Source) -> Examined {
        self.examine_with(source, &|name| self.find(name))
    }

    fn examine_with(
        &self,
        source: Source,
        find: &dyn Fn(&str) -> Option<Arc<RuleSet>>,
    ) -> Examined {
        if Translation::is_one(&source) {
            return Examined { diagnostics: self.check_translation(&source), playbook: None };
        }
        self.examine_read(RuleSet::parse(source), find)
    }

    fn examine_read(
        &self,
        (rule_set, mut diagnostics): (Option<RuleSet>, Vec<Diagnostic>),
        find: &dyn Fn(&str) -> Option<Arc<RuleSet>>,
    ) -> Examined {
        let mut playbook = None;
        if let Some(rule_set) = rule_set.map(Arc::new) {
            let (built, found) = self.parts(rule_set.clone(), find).compile(Purpose::Check);
            diagnostics.extend(found);
            diagnostics = heard(&rule_set, diagnostics);
            playbook = built.filter(|_| !diagnostics.iter().any(Diagnostic::is_error));
        }
        Examined { diagnostics: in_order(diagnostics), playbook }
    }

    fn check_translation(&self, source: &Source) -> Vec<Diagnostic> {
        let (translation, mut diagnostics) = Translation::parse(source.clone());
        let Some(translation) = translation else { return in_order(diagnostics) };
        match self.find(&translation.of.value) {
            Some(rules) => {
                diagnostics.extend(translation.strays(&rules));
                diagnostics.extend(translation.gaps(&rules));
                diagnostics.extend(self.defects_of(&translation, &rules));
            }
            None => diagnostics.push(self.translation_of_nothing(&translation)),
        }
        in_order(diagnostics)
    }

    /// What the compiler has against the translated texts that it has not against the rule set's
    /// own.
    fn defects_of(&self, translation: &Translation, rules: &Arc<RuleSet>) -> Vec<Diagnostic> {
        let find = |name: &str| self.find(name);
        let translated = Arc::new(translation.of_rule_set(rules));
        let own = self.parts(rules.clone(), &find).compile(Purpose::Check).1;
        let found = self.parts(translated, &find).compile(Purpose::Check).1;
        let new = found.into_iter().filter(|diagnostic| !own.contains(diagnostic));
        let places = translation.places(rules);
        new.filter_map(|diagnostic| {
            let at = diagnostic.primary.as_ref()?.location.span;
            let inside = |place: &&(Span, Span)| place.0.start <= at.start && at.end <= place.0.end;
            let (_, here) = places.iter().find(inside)?;
            Some(diagnostic.moved_to(&translation.source, *here))
        })
        .collect()
    }

    fn translation_of_nothing(&self, translation: &Translation) -> Diagnostic {
        let (source, span) = (&translation.source, translation.of.span);
        let known = self.rule_sets.iter().map(|volume| &*volume.of);
        let near = nearest(&translation.of.value, known);
        let message = format!("there is no rule set `{}`", translation.of.value);
        Diagnostic::new(Code::UnknownName, message).at(source, span, "").did_you_mean(
            source,
            inside(source, span),
            near,
        )
    }

    fn parts(&self, own: Arc<RuleSet>, find: &dyn Fn(&str) -> Option<Arc<RuleSet>>) -> Arc<Parts> {
        Parts::new(own, find, self.translations.iter().cloned())
    }

    /// A playbook with stages, and the warnings about it.
    fn playbook(
        &self,
        own: Arc<RuleSet>,
        find: &dyn Fn(&str) -> Option<Arc<RuleSet>>,
    ) -> Result<(Playbook, Vec<Diagnostic>), Error> {
        compiled(&self.parts(own, find))
    }

    fn find(&self, id: &str) -> Option<Arc<RuleSet>> {
        self.volume(id).cloned()
    }

    fn volume(&self, id: &str) -> Option<&Arc<RuleSet>> {
        self.rule_sets.iter().find(|volume| *volume.of == *id)?.get()
    }

    fn unknown(&self, id: &str) -> Error {
        let known: Vec<String> =
            self.rule_sets.iter().map(|volume| volume.of.to_string()).collect();
        let nearest = nearest(id, known.iter().map(String::as_str)).map(str::to_owned);
        Error::UnknownRuleSet { id: id.to_owned(), known, nearest }
    }
}

impl Playbook {
    /// Compiles a rule set from its text. Its overlays are built-in ones.
    ///
    /// # Errors
    /// When it has defects, or when it is a checklist without stages of its own.
    #[cfg(feature = "builtin")]
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        Library::builtin().compile_source(Source::new("rule set", text))
    }
}

/// Reads a rule set whose form has no defects.
fn read(source: Source) -> Result<RuleSet, Error> {
    let name = source.name().to_owned();
    match RuleSet::parse(source) {
        (Some(rule_set), diagnostics) if !diagnostics.iter().any(Diagnostic::is_error) => {
            Ok(rule_set)
        }
        (_, diagnostics) => Err(Error::RuleSet { name, diagnostics: in_order(diagnostics) }),
    }
}

/// Reads a translation whose form has no defects.
fn read_translation(source: Source) -> Result<Translation, Error> {
    let name = source.name().to_owned();
    match Translation::parse(source) {
        (Some(translation), diagnostics) if !diagnostics.iter().any(Diagnostic::is_error) => {
            Ok(translation)
        }
        (_, diagnostics) => Err(Error::RuleSet { name, diagnostics: in_order(diagnostics) }),
    }
}

/// A playbook with stages, and the warnings about it.
fn compiled(parts: &Arc<Parts>) -> Result<(Playbook, Vec<Diagnostic>), Error> {
    let own = parts.own();
    match parts.compile(Purpose::Use) {
        (Some(playbook), _) if playbook.graph().is_empty() => {
            Err(Error::NoStages { id: own.id().to_string() })
        }
        (Some(playbook), diagnostics) => Ok((playbook, diagnostics)),
        (None, diagnostics) => {
            Err(Error::RuleSet { name: own.source().name().to_owned(), diagnostics })
        }
    }
}

/// By place, the worse first where two are at the same place.
fn in_order(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut sink = crate::base::sink::Sink::default();
    sink.extend(diagnostics);
    sink.finish()
}
