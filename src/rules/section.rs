//! `section!`: one table of keys, from which a section's struct, reader, printer and schema are made.

/// Defines a section of the format.
///
/// Each line is a key: `required` or `optional`, the field that holds it, `as "key"` where the key
/// is a word of Rust or a singular, the type, and, for a required key, an example for the message
/// that it is missing. A section whose required key is missing is left out, unless the type has a
/// value for that (`Option`): such a section is read on, so that its other defects show as well.
/// `check` names a function that looks at the keys together.
macro_rules! section {
    (
        $(#[doc = $about:literal])+
        $name:ident {
            $(
                $(#[doc = $doc:literal])+
                $need:ident $field:ident $(as $key:literal)? : $shape:ty $(= $example:literal)?;
            )+
        }
        $(check $check:path;)?
    ) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone)]
        pub(crate) struct $name {
            /// Where it stands: its header, or its braces.
            #[allow(dead_code, reason = "every section knows its place, whoever asks")]
            pub(crate) at: $crate::base::source::Span,
            $($(#[doc = $doc])+ pub(crate) $field: $shape,)+
        }

        impl $name {
            /// The section as data.
            pub(crate) const FORM: $crate::rules::form::SectionForm =
                $crate::rules::form::SectionForm {
                    name: stringify!($name),
                    about: concat!($($about),+),
                    keys: &[$($crate::rules::form::KeyForm {
                        name: $crate::rules::section::key!($field $($key)?),
                        about: concat!($($doc),+),
                        required: $crate::rules::section::need!($need),
                        example: concat!($($example)?),
                        form: <$shape as $crate::rules::shape::Shape>::form,
                    }),+],
                };
        }

        impl $crate::rules::shape::Shape for $name {
            fn form() -> $crate::rules::form::Form {
                $crate::rules::form::Form::Section(&const { Self::FORM })
            }

            fn read(
                reader: &mut $crate::rules::reader::Reader<'_>,
                item: $crate::rules::reader::Item<'_>,
            ) -> Option<Self> {
                let table = reader.table(item, &const { Self::FORM })?;
                let before = reader.sink.count();
                let mut keys = Self::FORM.keys.iter();
                $(
                    let $field = match keys.next().and_then(|key| table.take(reader, key)) {
                        Some(item) => <$shape as $crate::rules::shape::Shape>::read(reader, item),
                        None => <$shape as $crate::rules::shape::Shape>::absent(),
                    };
                )+
                table.finish(reader);
                reader.clean = !reader.partial && reader.sink.count() == before;
                let section = Self { at: table.at(), $($field: $field?,)+ };
                $crate::rules::section::check!(section reader $($check)?)
            }

            fn print(&self) -> Option<$crate::rules::print::Node> {
                Some($crate::rules::print::Node::table([$((
                    $crate::rules::section::key!($field $($key)?),
                    $crate::rules::shape::Shape::print(&self.$field),
                )),+]))
            }

            fn translate(
                &mut self,
                path: &[$crate::rules::scalar::Name],
                text: &$crate::rules::text::Text,
            ) -> bool {
                let Some((first, rest)) = path.split_first() else { return false };
                match &*first.value {
                    $($crate::rules::section::key!($field $($key)?) => {
                        $crate::rules::shape::Shape::translate(&mut self.$field, rest, text)
                    })+
                    _ => false,
                }
            }

            fn texts<'t>(
                &'t self,
                path: &mut Vec<String>,
                found: &mut Vec<(Vec<String>, &'t $crate::rules::text::Text)>,
            ) {
                $(
                    path.push($crate::rules::section::key!($field $($key)?).to_owned());
                    $crate::rules::shape::Shape::texts(&self.$field, path, found);
                    path.pop();
                )+
            }

            fn id(&self) -> Option<&str> {
                let keys = [$((
                    $crate::rules::section::key!($field $($key)?),
                    $crate::rules::shape::Shape::id(&self.$field),
                )),+];
                let under = |wanted: &str| keys.iter().find(|(key, _)| *key == wanted)?.1;
                under("id").or_else(|| under("requires"))
            }
        }
    };
}

/// The key as written.
macro_rules! key {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}

macro_rules! need {
    (required) => {
        true
    };
    (optional) => {
        false
    };
}

macro_rules! check {
    ($section:ident $reader:ident) => {
        Some($section)
    };
    ($section:ident $reader:ident $check:path) => {
        $check($section, $reader)
    };
}

pub(crate) use {check, key, need, section};
