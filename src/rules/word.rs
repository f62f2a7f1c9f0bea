//! `words!`: the values of a key that takes one of a few words.

/// Defines an enum whose variants are words of the format.
macro_rules! words {
    (
        $(#[doc = $about:literal])+
        $name:ident { $($(#[doc = $doc:literal])+ $variant:ident $word:literal,)+ }
    ) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum $name { $($(#[doc = $doc])+ $variant,)+ }

        impl $name {
            /// The words, in their order.
            pub(crate) const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word as written.
            pub(crate) const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl $crate::rules::scalar::Scalar for $name {
            fn form() -> $crate::rules::form::Form {
                $crate::rules::form::Form::Word(Self::WORDS)
            }

            fn read(
                reader: &mut $crate::rules::reader::Reader<'_>,
                item: $crate::rules::reader::Item<'_>,
            ) -> Option<Self> {
                let read = match $crate::rules::scalar::words(reader, item, Self::WORDS) {
                    $(Some($word) => Some(Self::$variant),)+
                    Some(other) => reader.not_allowed(item, other, Self::WORDS),
                    None => None,
                };
                if read.is_none() {
                    reader.drop_named(stringify!($name), None, item.span);
                }
                read
            }

            fn print(&self) -> toml::Value {
                self.word().into()
            }
        }
    };
}

pub(crate) use words;
