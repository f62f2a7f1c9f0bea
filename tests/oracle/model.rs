//! Rule sets, deals and moves as plain data.

use std::collections::BTreeMap;
use std::fmt;

use dealgraph::{Evidence, Move};

use super::condition::Condition;
use super::print;

/// What a stage means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Open,
    Won,
    Lost,
    Parked,
}

/// How a criterion is written where it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Inline,
    Named,
    Requires,
}

#[derive(Debug, Clone)]
pub(crate) struct Criterion {
    pub(crate) id: String,
    pub(crate) form: Form,
    pub(crate) condition: Condition,
    pub(crate) evidence: Option<Evidence>,
    pub(crate) fresh_days: Option<i64>,
    pub(crate) warns: bool,
    pub(crate) overridable_by: Vec<&'static str>,
}

#[derive(Debug, Clone)]
pub(crate) struct Stage {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) entry: Vec<Criterion>,
    pub(crate) exit: Vec<Criterion>,
}

#[derive(Debug, Clone)]
pub(crate) enum From {
    One(String),
    Many(Vec<String>),
    EveryOpen,
}

#[derive(Debug, Clone)]
pub(crate) struct Transition {
    pub(crate) from: From,
    pub(crate) to: String,
    pub(crate) actors: Vec<&'static str>,
    pub(crate) reasons: Vec<&'static str>,
    pub(crate) guards: Vec<Criterion>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Back {
    Any,
    Previous,
    Never,
}

#[derive(Debug, Clone)]
pub(crate) struct RuleSet {
    pub(crate) id: String,
    pub(crate) is_process: bool,
    pub(crate) start: Option<Vec<String>>,
    pub(crate) may_skip: bool,
    pub(crate) back: Back,
    pub(crate) named: Vec<Criterion>,
    /// A methodology that declares no end has `won` and `lost` without being told.
    pub(crate) ends_unsaid: bool,
    pub(crate) stages: Vec<Stage>,
    pub(crate) transitions: Option<Vec<Transition>>,
    pub(crate) overlays: Vec<Overlay>,
}

impl RuleSet {
    /// A rule set without stages: a checklist.
    pub(crate) fn empty(id: impl Into<String>, is_process: bool) -> Self {
        Self {
            id: id.into(),
            is_process,
            start: None,
            may_skip: true,
            back: Back::Any,
            named: Vec::new(),
            ends_unsaid: false,
            stages: Vec::new(),
            transitions: None,
            overlays: Vec::new(),
        }
    }

    /// The ids of its stages of one kind, in document order.
    pub(crate) fn ids_of(&self, kind: Kind) -> Vec<String> {
        self.stages.iter().filter(|stage| stage.kind == kind).map(|s| s.id.clone()).collect()
    }

    /// The same process with nothing laid over it.
    pub(crate) fn alone(&self) -> Self {
        Self { overlays: Vec::new(), ..self.clone() }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Overlay {
    pub(crate) rules: RuleSet,
    /// The process's stage and the methodology's stage that it lies in.
    pub(crate) stages: Vec<(String, String)>,
    /// The process's stage and the named criteria that it requires.
    pub(crate) require: Vec<(String, Vec<String>)>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Bool(bool),
    Integer(i64),
    Text(&'static str),
    Texts(Vec<&'static str>),
    Items(Vec<Item>),
}

/// How well something is evidenced, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Backing {
    pub(crate) grade: Evidence,
    pub(crate) days_ago: Option<i64>,
}

impl Backing {
    /// That of a bare value.
    pub(crate) const BARE: Self = Self { grade: Evidence::Recorded, days_ago: None };
}

/// A contact, or a record in a field.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Item {
    pub(crate) values: BTreeMap<&'static str, Value>,
    pub(crate) own: Option<Backing>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fact {
    /// `None` is written as `null`.
    pub(crate) value: Option<Value>,
    pub(crate) backing: Option<Backing>,
}

#[derive(Debug, Clone)]
pub(crate) struct Deal {
    pub(crate) stage: Option<String>,
    pub(crate) created_hours_ago: Option<i64>,
    pub(crate) entered_hours_ago: Option<i64>,
    pub(crate) active_hours_ago: Option<i64>,
    pub(crate) facts: BTreeMap<&'static str, Fact>,
    pub(crate) contacts: Option<Vec<Item>>,
    /// Stage and hours ago, the oldest first.
    pub(crate) history: Vec<(String, i64)>,
}

/// A move that is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) to: String,
    pub(crate) actor: Option<&'static str>,
    pub(crate) reason: Option<&'static str>,
    pub(crate) overriding: Option<&'static str>,
}

impl Asked {
    /// The move as the library takes it.
    pub(crate) fn for_library(&self) -> Move {
        let mut asked = Move::to(&self.to);
        if let Some(actor) = self.actor {
            asked = asked.by(actor);
        }
        if let Some(reason) = self.reason {
            asked = asked.because(reason);
        }
        match self.overriding {
            Some(role) => asked.overridden_by(role),
            None => asked,
        }
    }
}

/// A process, a deal in it, and moves of it.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) process: RuleSet,
    pub(crate) deal: Deal,
    pub(crate) moves: Vec<Asked>,
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n{}", print::all(&self.process))?;
        writeln!(f, "{:#}", print::deal_json(&self.deal))
    }
}
