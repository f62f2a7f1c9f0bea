//! Floor 1: conditions, from text to a three-valued answer.

pub mod condition;
pub mod names;
pub mod problem;
pub mod syntax;
pub mod value;

pub use condition::{Condition, Explanation, Part, Reading, Truth};
pub use names::{Declaration, Domain, Facts, Names, RecordType, Slot, Trust, TrustAll, Type};
pub use problem::{Problem, ProblemKind, TextFix};
pub use value::{Key, Map, Record, Value};
