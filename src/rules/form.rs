//! What may be written where, as data: the schema and the reader of translations are made from it.

/// What a value may be.
#[derive(Debug, Clone)]
pub(crate) enum Form {
    /// Text for people; may be translated.
    Text,
    /// A condition.
    Condition,
    /// The identifier that the definition gets.
    Id,
    /// The name of something, not checked here.
    Name,
    /// `true` or `false`.
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A number from `min` to `max`.
    Number {
        /// Whether only whole numbers will do.
        whole: bool,
        /// The least allowed.
        min: Option<f64>,
        /// The most allowed.
        max: Option<f64>,
    },
    /// A length of time such as `14d`.
    Length,
    /// A semantic version.
    Version,
    /// The number of the format.
    Format,
    /// One name, or a list of names.
    NameOrNames,
    /// A list of at least one.
    List(Box<Form>),
    /// A table whose keys are identifiers that the definitions get: `[field.amount]`.
    Keyed(Box<Form>),
    /// A table whose keys are names of things that are defined elsewhere.
    Pairs(Box<Form>),
    /// A table with these keys.
    Section(&'static SectionForm),
}

/// A table with known keys.
#[derive(Debug)]
pub(crate) struct SectionForm {
    /// The name of its type, unique in the format.
    pub(crate) name: &'static str,
    /// What it is for.
    pub(crate) about: &'static str,
    /// What may stand in it, in the order in which it is printed.
    pub(crate) keys: &'static [KeyForm],
}

/// A key of a table.
#[derive(Debug)]
pub(crate) struct KeyForm {
    /// The key as written.
    pub(crate) name: &'static str,
    /// What it is for.
    pub(crate) about: &'static str,
    /// Whether the table is of no use without it.
    pub(crate) required: bool,
    /// A value, as TOML, for the help of a message; empty where none is needed.
    pub(crate) example: &'static str,
    /// What its value may be.
    pub(crate) form: fn() -> Form,
}

impl SectionForm {
    /// The keys as people write them.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.keys.iter().map(|key| key.name)
    }
}
