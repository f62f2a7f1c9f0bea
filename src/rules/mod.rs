//! Floor 3: TOML text becomes a rule set, exactly as written, and goes back to text. Decides nothing:
//! whether a stage exists or a condition makes sense is not known here.
//!
//! Each section of the format is one `section!`: from that one table of keys come the struct, the
//! reader, the printer and the JSON Schema, so none of them can know a key that another does not.

mod allow;
mod coach;
mod criterion;
mod document;
mod field;
mod fit;
mod form;
mod guard;
mod header;
mod identity;
mod keyed;
mod label;
#[cfg(test)]
mod laws;
mod overlay;
mod parse;
mod play;
mod print;
mod question;
mod reader;
mod role;
mod rule_set;
mod scalar;
mod schema;
mod scope;
mod scorecard;
mod script;
mod section;
mod shape;
mod signal;
mod stage;
mod syntax;
mod text;
mod thinking;
mod transition;
mod translation;
mod untranslated;
mod word;

pub(crate) use allow::{AllowDef, Silence};
pub(crate) use coach::CoachDef;
pub(crate) use criterion::{CriterionDef, CriterionKind, Grade, Strictness, Terms};
pub(crate) use field::{Changes, FieldDef, FieldType, RecordFieldDef};
pub(crate) use header::{Back, Header, Skip};
pub(crate) use keyed::Keyed;
pub(crate) use overlay::OverlayDef;
pub(crate) use play::{PlayDef, PlayKind};
pub(crate) use question::QuestionDef;
pub use rule_set::{RuleSet, RuleSetRole};
pub(crate) use scalar::Name;
pub use schema::json_schema;
pub(crate) use scorecard::{Combine, ItemDef, ScorecardDef};
pub(crate) use script::{Channel, ScriptDef};
pub(crate) use signal::{Gravity, SignalDef};
pub(crate) use stage::{Forecast, StageDef, StageType};
pub(crate) use text::{ConditionText, Text, inside};
pub(crate) use transition::{Origin, TransitionDef};
pub(crate) use translation::Translation;
