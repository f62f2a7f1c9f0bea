//! What types and operators are called in messages.

use super::super::functions::Kind;
use super::super::names::Type;
use super::super::syntax::Operator;

/// A type with its article, such as `a number`.
pub(super) fn a_type(ty: &Type) -> String {
    match ty {
        Type::Dyn => "any value".to_owned(),
        Type::Null => "null".to_owned(),
        Type::Bool => "yes or no".to_owned(),
        Type::Int | Type::Uint => "a whole number".to_owned(),
        Type::Double => "a number".to_owned(),
        Type::String => "a text".to_owned(),
        Type::Bytes => "bytes".to_owned(),
        Type::Timestamp => "a date".to_owned(),
        Type::Duration => "a length of time".to_owned(),
        Type::List(element) => match plural(element) {
            Some(elements) => format!("a list of {elements}"),
            None => "a list".to_owned(),
        },
        Type::Map(..) => "a map".to_owned(),
        Type::Record(_) => "a record".to_owned(),
    }
}

fn plural(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Int | Type::Uint | Type::Double => Some("numbers"),
        Type::String => Some("texts"),
        Type::Timestamp => Some("dates"),
        Type::Duration => Some("lengths of time"),
        Type::Record(_) => Some("records"),
        _ => None,
    }
}

/// What an argument may be, such as `a date or a length of time`.
pub(super) fn a_kind(kinds: &[Kind]) -> String {
    let mut words: Vec<&str> = Vec::new();
    for kind in kinds {
        let word = match kind {
            Kind::Any => "any value",
            Kind::Bool => "yes or no",
            Kind::Int | Kind::Uint | Kind::Double => "a number",
            Kind::String => "a text",
            Kind::Bytes => "bytes",
            Kind::Timestamp => "a date",
            Kind::Duration => "a length of time",
            Kind::List => "a list",
            Kind::Map => "a map",
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    one_of(&words)
}

/// `a`, `a or b`, `a, b or c`.
pub(super) fn one_of(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// What an operator does with its operands, for `x cannot be … y`.
pub(super) fn done_by(operator: Operator) -> &'static str {
    match operator {
        Operator::Add => "added to",
        Operator::Subtract => "subtracted from",
        Operator::Multiply => "multiplied by",
        Operator::Divide | Operator::Remainder => "divided by",
        Operator::In => "looked for in",
        _ => "compared with",
    }
}
