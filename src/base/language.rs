//! Languages: their tags, and those that dealgraph itself speaks.

/// A language in which dealgraph words what rule sets do not: refusals, reasons, reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Chinese in simplified characters.
    SimplifiedChinese,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::SimplifiedChinese];

    /// Its BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::SimplifiedChinese => "zh-Hans",
        }
    }

    /// The one that serves a reader of the language with this tag, if one does.
    #[must_use]
    pub fn for_reader(tag: &str) -> Option<Self> {
        let best = best_tag(tag, &Self::ALL.map(Self::tag))?;
        Self::ALL.into_iter().find(|language| language.tag() == best)
    }
}

/// The tag among `known` that serves best a reader who asked for `wanted`: the tag itself, or what
/// is left when its last parts are dropped one by one (the lookup of RFC 4647, section 3.4). For
/// Chinese the script is inferred from the region where it is not given.
pub(crate) fn best_tag<'t>(wanted: &str, known: &[&'t str]) -> Option<&'t str> {
    let mut wanted = with_script(wanted);
    loop {
        let same = |tag: &&str| with_script(tag).eq_ignore_ascii_case(&wanted);
        if let Some(found) = known.iter().copied().find(same) {
            return Some(found);
        }
        let shorter = wanted.rsplit_once('-')?.0;
        let shorter = match shorter.rsplit_once('-') {
            Some((front, single)) if single.len() == 1 => front,
            _ => shorter,
        };
        wanted = shorter.to_owned();
    }
}

/// A Chinese tag with its script; any other as it is. `zh-CN` is written in simplified characters,
/// `zh-TW` in traditional ones.
fn with_script(tag: &str) -> String {
    let tag = tag.replace('_', "-");
    let mut parts = tag.split('-');
    let chinese = parts.next().is_some_and(|part| part.eq_ignore_ascii_case("zh"));
    let rest: Vec<&str> = parts.collect();
    if !chinese || rest.first().is_some_and(|part| part.len() == 4) {
        return tag;
    }
    let region = rest.first().map(|part| part.to_ascii_uppercase());
    let script = match region.as_deref() {
        Some("TW" | "HK" | "MO") => "Hant",
        _ => "Hans",
    };
    [&["zh", script], rest.as_slice()].concat().join("-")
}

/// Defines what is said to people, each sentence in every language of [`Language`].
///
/// A sentence is a function of the language and of what stands in its placeholders.
macro_rules! sentences {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident($($part:ident),*) {
            English: $english:literal,
            SimplifiedChinese: $chinese:literal $(,)?
        }
    )+) => {$(
        $(#[doc = $doc])+
        pub(crate) fn $name(
            language: $crate::base::language::Language,
            $($part: impl std::fmt::Display,)*
        ) -> String {
            match language {
                $crate::base::language::Language::English => format!($english),
                $crate::base::language::Language::SimplifiedChinese => format!($chinese),
            }
        }
    )+};
}
pub(crate) use sentences;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_the_nearest_language() {
        let known = ["en", "zh-Hans", "pt-BR"];
        for (wanted, found) in [
            ("zh-Hans", Some("zh-Hans")),
            ("zh-CN", Some("zh-Hans")),
            ("zh", Some("zh-Hans")),
            ("zh_SG", Some("zh-Hans")),
            ("zh-Hans-CN", Some("zh-Hans")),
            ("ZH-hans", Some("zh-Hans")),
            ("zh-TW", None),
            ("zh-Hant-HK", None),
            ("en-GB-oed", Some("en")),
            ("en-x-shout", Some("en")),
            ("pt", None),
            ("pt-BR", Some("pt-BR")),
            ("de", None),
            ("", None),
        ] {
            assert_eq!(best_tag(wanted, &known), found, "{wanted}");
        }
    }
}
