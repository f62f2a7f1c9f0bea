//! The whole of a rule set: its header and its sections.

use toml::de::DeValue;

use crate::base::code::Code;

use super::allow::AllowDef;
use super::coach::Coach;
use super::criterion::NamedCriterionDef;
use super::field::FieldDef;
use super::fit::FitDef;
use super::form::Form;
use super::header::{MethodologyDef, ProcessDef};
use super::keyed::Keyed;
use super::overlay::OverlayDef;
use super::play::PlayDef;
use super::print::Node;
use super::question::{QuestionDef, QuestionKindDef};
use super::reader::{Item, Reader};
use super::role::RoleDef;
use super::scalar::whole;
use super::scorecard::ScorecardDef;
use super::script::ScriptDef;
use super::section::section;
use super::shape::Shape;
use super::signal::SignalDef;
use super::stage::StageDef;
use super::text::Text;
use super::thinking::ModelDef;
use super::transition::TransitionDef;

section! {
    /// A sales process or a sales methodology.
    Document {
        /// The version of the format: 1.
        optional format as "dealgraph": Option<Format>;
        /// Findings of `check` that are known and meant in this rule set, each with its reason.
        optional allow: Vec<AllowDef>;
        /// The header of a process.
        optional process: Option<ProcessDef>;
        /// The header of a methodology.
        optional methodology: Option<MethodologyDef>;
        /// When to choose this methodology.
        optional fits as "fit": Vec<FitDef>;
        /// The facts that a deal carries.
        optional fields as "field": Keyed<FieldDef>;
        /// The people of a buying decision.
        optional roles as "role": Keyed<RoleDef>;
        /// Criteria with a name, for stages and overlays to use.
        optional criteria as "criterion": Keyed<NamedCriterionDef>;
        /// The stages, in their forward order.
        optional stages as "stage": Vec<StageDef>;
        /// Which stage leads to which.
        optional transitions as "transition": Vec<TransitionDef>;
        /// The methodologies that are laid over this process.
        optional overlays as "overlay": Vec<OverlayDef>;
        /// The kinds of question that this methodology teaches.
        optional question_kinds as "question_kind": Keyed<QuestionKindDef>;
        /// What to ask a buyer.
        optional questions as "question": Keyed<QuestionDef>;
        /// What to do next.
        optional plays as "play": Keyed<PlayDef>;
        /// Warning signs.
        optional signals as "signal": Keyed<SignalDef>;
        /// How strong a deal is, in figures.
        optional scorecards as "scorecard": Keyed<ScorecardDef>;
        /// What a seller says or sends.
        optional scripts as "script": Keyed<ScriptDef>;
        /// How to go about it, as text: prospecting, relationships, closing and whatever else.
        optional strategy: Keyed<Text>;
        /// The models that it thinks in.
        optional models as "model": Keyed<ModelDef>;
        /// Coaching prompts, one per audience.
        optional coach: Option<Coach>;
    }
}

/// The number of the format, which is 1.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Format;

/// The one format that there is.
pub(crate) const FORMAT: i64 = 1;

impl Shape for Format {
    fn form() -> Form {
        Form::Format
    }

    fn read(reader: &mut Reader<'_>, item: Item<'_>) -> Option<Self> {
        let problem = match (whole(item.value), item.value) {
            (Some(FORMAT), _) => return Some(Self),
            (Some(number), _) => format!("format {number} is not known"),
            (None, DeValue::String(_)) => "the format is a number, without quotes".to_owned(),
            _ => "the format is a whole number".to_owned(),
        };
        reader.report(Code::FormatVersion, item.span, problem, "write `dealgraph = 1`");
        None
    }

    fn print(&self) -> Option<Node> {
        Some(Node::Value(FORMAT.into()))
    }
}
