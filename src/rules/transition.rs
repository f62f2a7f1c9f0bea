//! `[[transition]]`: which stage leads to which.

use toml::de::DeValue;

use super::allow::AllowDef;
use super::criterion::CriterionDef;
use super::form::Form;
use super::print::Node;
use super::reader::{Item, Reader};
use super::scalar::Name;
use super::section::section;
use super::shape::Shape;

section! {
    /// A way from one stage, or several, to another. With none written at all, each open stage leads to the next, the last one to every won stage, and every open stage to every lost and parked one.
    TransitionDef {
        /// Where it begins: a stage, a list of stages, or `*` for every open stage.
        required from: Origin = r#""qualify""#;
        /// Where it leads.
        required to: Name = r#""discover""#;
        /// The roles that may make the move. Left out: anyone.
        optional actors: Vec<Name>;
        /// The reasons of which the move must state one.
        optional reasons: Vec<Name>;
        /// What must hold besides the gates of the two stages.
        optional guard: Vec<CriterionDef>;
        /// Findings of `check` that are known and meant here, each with its reason.
        optional allow: Vec<AllowDef>;
    }
}

/// Where a transition begins.
#[derive(Debug, Clone)]
pub(crate) enum Origin {
    /// One stage.
    One(Name),
    /// Several stages.
    Many(Vec<Name>),
    /// Every open stage, written `"*"`.
    Any,
}

impl Shape for Origin {
    fn form() -> Form {
        Form::NameOrNames
    }

    fn read(reader: &mut Reader<'_>, item: Item<'_>) -> Option<Self> {
        match item.value {
            DeValue::Array(_) => Vec::read(reader, item).map(Self::Many),
            DeValue::String(any) if any == "*" => Some(Self::Any),
            _ => Name::read(reader, item).map(Self::One),
        }
    }

    fn print(&self) -> Option<Node> {
        match self {
            Self::One(name) => name.print(),
            Self::Many(names) => names.print(),
            Self::Any => Some(Node::Value("*".into())),
        }
    }
}
