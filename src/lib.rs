#![doc = include_str!("../README.md")]
#![deny(clippy::disallowed_types, clippy::disallowed_methods)]

mod base;
mod compile;
mod deal;
mod engine;
mod error;
pub mod expr;
mod library;
mod logic;
mod playbook;
pub mod render;
mod rules;
mod template;

pub use base::code::Code;
pub use base::diagnostic::{Diagnostic, Fix, Label, Severity};
pub use base::id::Id;
pub use base::language::Language;
pub use base::length::{Length, LengthError};
pub use base::mend::{Mended, mended};
pub use base::source::{Location, Position, Source, Span, Spanned};
pub use base::time::{Duration, TimeError, Timestamp};
pub use deal::asked_move::Move;
pub use deal::contact::{Contact, Stance};
pub use deal::deal::{Deal, HistoryEntry, Snooze};
pub use deal::evidence::Evidence;
pub use deal::fact::{Fact, Facts};
pub use deal::field::{Changes, Field, FieldOrigin, FieldType, SubField};
pub use deal::raw::RawValue;
pub use engine::action::{Action, ActionKind, ScorePart};
pub use engine::assessment::{
    Assessment, DealName, Next, Progress, Scorecard, ScoredItem, Signal, Snoozed,
};
pub use engine::choose::{Candidacy, Choice, Hinge, Pairing, Reason, Recommendation};
pub use engine::diff::{
    Changes as DefinitionChanges, DealEffects, Difference, Effect, EffectCounts, Example,
    ExampleFact, GateChange, MoveChange, Shift, StageMap,
};
pub use engine::judge::{
    Binding, Bitmap, CellValue, Choice as ChoiceValue, FactColumns, FactRow, FactSlot, Judge,
    OutOfRange, Settled, Standing, Standings, Unbindable,
};
pub use engine::outline::{Outline, OutlinedAction, OutlinedMove, OutlinedSignal};
pub use engine::plan::answer::{
    Alternative, Clashing, Gain, Obstacle, Plan, PlanOutcome, PlannedMove, Route, Schedule, Task,
};
pub use engine::unmet::{At, Fix as UnmetFix, FixKind, Found, Unmet, UnmetState};
pub use engine::verdict::{MoveKind, Outcome, Verdict};
pub use error::Error;
pub use library::{Examined, Library};
pub use playbook::content::{
    Combine, Play, PlayKind, Question, QuestionKind, Role, ScoreItem, ScorecardRule, Script,
    SignalRule, SignalSeverity, Strategy, ThinkingModel,
};
pub use playbook::criterion::{Criterion, Strictness};
pub use playbook::graph::{StageGraph, StageIx, TransitionIx};
pub use playbook::market::{Market, Trait, TraitValue};
pub use playbook::playbook::{Playbook, RuleSetName};
pub use playbook::stage::{Forecast, Stage, StageKind};
pub use playbook::transition::Transition;
pub use render::briefing::{
    Aim, Asking, AssistantBriefing, Briefing, Claim, FilledScript, ForecastCheck, Gap, GapsTo, How,
    ManagerBriefing, NotYet, RepBriefing, Suggestion,
};
pub use render::prompt::{Audience, Message, MessageRole, Prompt};
pub use rules::{RuleSet, RuleSetRole, json_schema};
