//! What the program says to reps and managers, each sentence in every language that it speaks.

/// Defines sentences: functions of the language and of what stands in their placeholders.
macro_rules! said {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident($($part:ident),*) {
            English: $english:literal,
            SimplifiedChinese: $chinese:literal $(,)?
        }
    )+) => {$(
        $(#[doc = $doc])+
        pub(crate) fn $name(language: Language, $($part: impl std::fmt::Display,)*) -> String {
            match language {
                Language::SimplifiedChinese => format!($chinese),
                _ => format!($english),
            }
        }
    )+};
}

pub(crate) mod choice;
pub(crate) mod guides;
pub(crate) mod plan;
pub(crate) mod report;
