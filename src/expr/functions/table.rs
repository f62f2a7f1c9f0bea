//! Which functions there are, what they take and how they are used rightly.

use super::super::names::Type;

/// A function of conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    Size,
    Contains,
    StartsWith,
    EndsWith,
    Matches,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Bool,
    Timestamp,
    Duration,
    Dyn,
    FullYear,
    Month,
    Date,
    DayOfMonth,
    DayOfWeek,
    DayOfYear,
    Hours,
    Minutes,
    Seconds,
    Milliseconds,
}

/// A type as an argument or result, its inner types left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Any,
    Bool,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Timestamp,
    Duration,
    List,
    Map,
}

impl Kind {
    /// Whether a value of this type may be given.
    pub(crate) fn admits(self, ty: &Type) -> bool {
        matches!(
            (self, ty),
            (Self::Any, _)
                | (_, Type::Dyn)
                | (Self::Bool, Type::Bool)
                | (Self::Int, Type::Int)
                | (Self::Uint, Type::Uint)
                | (Self::Double, Type::Double)
                | (Self::String, Type::String)
                | (Self::Bytes, Type::Bytes)
                | (Self::Timestamp, Type::Timestamp)
                | (Self::Duration, Type::Duration)
                | (Self::List, Type::List(_))
                | (Self::Map, Type::Map(..) | Type::Record(_))
        )
    }

    /// The type of a result.
    pub(crate) fn result(self) -> Type {
        match self {
            Self::Bool => Type::Bool,
            Self::Int => Type::Int,
            Self::Uint => Type::Uint,
            Self::Double => Type::Double,
            Self::String => Type::String,
            Self::Bytes => Type::Bytes,
            Self::Timestamp => Type::Timestamp,
            Self::Duration => Type::Duration,
            Self::Any | Self::List | Self::Map => Type::Dyn,
        }
    }
}

/// How a function is written and what it takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Signature {
    pub(crate) function: Function,
    pub(crate) name: &'static str,
    /// Whether it may be written `x.name(…)`.
    pub(crate) method: bool,
    /// Whether it may be written `name(x, …)`.
    pub(crate) plain: bool,
    /// What the first argument, or what stands before the dot, may be.
    pub(crate) first: &'static [Kind],
    /// What the second argument may be.
    pub(crate) second: Second,
    pub(crate) result: Kind,
    /// An example of its right use.
    pub(crate) usage: &'static str,
}

/// Whether there is a second argument. It is always text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Second {
    None,
    Required,
    /// A time zone. Only of dates.
    Zone,
}

impl Signature {
    /// Whether so many arguments fit, what stands before the dot among them.
    pub(crate) fn takes(&self, arguments: usize) -> bool {
        match self.second {
            Second::None => arguments == 1,
            Second::Required => arguments == 2,
            Second::Zone => arguments == 1 || arguments == 2,
        }
    }

    /// The function of this name.
    pub(crate) fn find(name: &str) -> Option<&'static Self> {
        TABLE.iter().find(|signature| signature.name == name)
    }

    /// Every function.
    pub(crate) fn all() -> &'static [Self] {
        TABLE
    }
}

const fn method(
    function: Function,
    name: &'static str,
    first: &'static [Kind],
    second: Second,
    result: Kind,
    usage: &'static str,
) -> Signature {
    Signature { function, name, method: true, plain: false, first, second, result, usage }
}

const fn either(signature: Signature) -> Signature {
    Signature { plain: true, ..signature }
}

const fn conversion(
    function: Function,
    name: &'static str,
    first: &'static [Kind],
    result: Kind,
    usage: &'static str,
) -> Signature {
    let second = Second::None;
    Signature { function, name, method: false, plain: true, first, second, result, usage }
}

const TEXT: &[Kind] = &[Kind::String];
const DATE: &[Kind] = &[Kind::Timestamp];
const DATE_OR_LENGTH: &[Kind] = &[Kind::Timestamp, Kind::Duration];
const SIZED: &[Kind] = &[Kind::String, Kind::Bytes, Kind::List, Kind::Map];

use Function as F;
use Kind as K;

const TABLE: &[Signature] = &[
    either(method(F::Size, "size", SIZED, Second::None, K::Int, "size(contacts) >= 2")),
    method(F::Contains, "contains", TEXT, Second::Required, K::Bool, "name.contains('part')"),
    method(F::StartsWith, "startsWith", TEXT, Second::Required, K::Bool, "name.startsWith('A')"),
    method(F::EndsWith, "endsWith", TEXT, Second::Required, K::Bool, "name.endsWith('Ltd')"),
    either(method(
        F::Matches,
        "matches",
        TEXT,
        Second::Required,
        K::Bool,
        "name.matches('^[A-Z]{2}')",
    )),
    conversion(
        F::Int,
        "int",
        &[K::Int, K::Uint, K::Double, K::String, K::Timestamp],
        K::Int,
        "int(2.9)",
    ),
    conversion(F::Uint, "uint", &[K::Int, K::Uint, K::Double, K::String], K::Uint, "uint(3)"),
    conversion(
        F::Double,
        "double",
        &[K::Int, K::Uint, K::Double, K::String],
        K::Double,
        "double(3)",
    ),
    conversion(
        F::String,
        "string",
        &[K::Int, K::Uint, K::Double, K::String, K::Bytes, K::Bool, K::Timestamp, K::Duration],
        K::String,
        "string(3)",
    ),
    conversion(F::Bytes, "bytes", &[K::Bytes, K::String], K::Bytes, "bytes('abc')"),
    conversion(F::Bool, "bool", &[K::Bool, K::String], K::Bool, "bool('true')"),
    conversion(
        F::Timestamp,
        "timestamp",
        &[K::Timestamp, K::String, K::Int],
        K::Timestamp,
        "timestamp('2026-11-23T00:00:00Z')",
    ),
    conversion(F::Duration, "duration", &[K::Duration, K::String], K::Duration, "duration('72h')"),
    conversion(F::Dyn, "dyn", &[K::Any], K::Any, "dyn(x)"),
    method(F::FullYear, "getFullYear", DATE, Second::Zone, K::Int, "close_date.getFullYear()"),
    method(F::Month, "getMonth", DATE, Second::Zone, K::Int, "close_date.getMonth() == 0"),
    method(F::Date, "getDate", DATE, Second::Zone, K::Int, "close_date.getDate() == 1"),
    method(
        F::DayOfMonth,
        "getDayOfMonth",
        DATE,
        Second::Zone,
        K::Int,
        "close_date.getDayOfMonth()",
    ),
    method(
        F::DayOfWeek,
        "getDayOfWeek",
        DATE,
        Second::Zone,
        K::Int,
        "close_date.getDayOfWeek() == 1",
    ),
    method(F::DayOfYear, "getDayOfYear", DATE, Second::Zone, K::Int, "close_date.getDayOfYear()"),
    method(
        F::Hours,
        "getHours",
        DATE_OR_LENGTH,
        Second::Zone,
        K::Int,
        "(now - close_date).getHours()",
    ),
    method(F::Minutes, "getMinutes", DATE_OR_LENGTH, Second::Zone, K::Int, "now.getMinutes()"),
    method(F::Seconds, "getSeconds", DATE_OR_LENGTH, Second::Zone, K::Int, "now.getSeconds()"),
    method(
        F::Milliseconds,
        "getMilliseconds",
        DATE_OR_LENGTH,
        Second::Zone,
        K::Int,
        "now.getMilliseconds()",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_and_stands_once() {
        for signature in TABLE {
            let found = Signature::find(signature.name).unwrap();
            assert_eq!(found.function, signature.function);
            assert!(signature.method || signature.plain);
        }
    }
}
