//! The tree as text that parses to the same tree, with no more parentheses than that takes.

use std::fmt::{self, Display, Formatter, Write};

use super::informal::is_link;
use super::parse::{Power, is_reserved};
use super::syntax::{Comprehension, Expr, ExprKind, Literal, Operator};

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ExprKind::Literal(literal) => literal.fmt(f),
            ExprKind::Name { name, rooted } => {
                write!(f, "{}{name}", if *rooted { "." } else { "" })
            }
            ExprKind::Select { operand, field } => selection(operand, field, f),
            ExprKind::Has { operand, field } => has(operand.as_deref(), field, f),
            ExprKind::Index { operand, index } => {
                tight(operand, Power::Member, f)?;
                write!(f, "[{index}]")
            }
            ExprKind::Call { function, target, arguments, .. } => {
                if let Some(target) = target {
                    tight(target, Power::Member, f)?;
                    f.write_char('.')?;
                } else if means_another(function) {
                    f.write_char('.')?;
                }
                write!(f, "{function}(")?;
                separated(arguments, f)?;
                f.write_char(')')
            }
            ExprKind::Not(operand) => sign('!', operand, f),
            ExprKind::Negate(operand) => sign('-', operand, f),
            ExprKind::And(parts) => chain(parts, " && ", Power::Relation, f),
            ExprKind::Or(parts) => chain(parts, " || ", Power::And, f),
            ExprKind::Binary { operator, left, right, .. } => binary(*operator, left, right, f),
            ExprKind::Conditional { condition, yes, no } => {
                tight(condition, Power::Or, f)?;
                f.write_str(" ? ")?;
                tight(yes, Power::Or, f)?;
                write!(f, " : {no}")
            }
            ExprKind::List(items) => {
                f.write_char('[')?;
                separated(items, f)?;
                f.write_char(']')
            }
            ExprKind::Map(entries) => map(entries, f),
            ExprKind::Comprehension { kind, range, variable, filter, body, .. } => {
                tight(range, Power::Member, f)?;
                write!(f, ".{}({variable}, ", kind.name())?;
                if let Some(filter) = filter {
                    write!(f, "{filter}, ")?;
                }
                write!(f, "{body})")
            }
        }
    }
}

/// How tightly the parts of an expression hold together.
fn power(expr: &Expr) -> Power {
    match &expr.kind {
        ExprKind::Conditional { .. } => Power::Conditional,
        ExprKind::Or(_) => Power::Or,
        ExprKind::And(_) => Power::And,
        ExprKind::Binary { operator, .. } => operator.power(),
        ExprKind::Not(_) | ExprKind::Negate(_) => Power::Sign,
        _ => Power::Member,
    }
}

/// In parentheses unless its parts hold together at least as tightly as `least`.
fn tight(expr: &Expr, least: Power, f: &mut Formatter<'_>) -> fmt::Result {
    if power(expr) < least { write!(f, "({expr})") } else { expr.fmt(f) }
}

fn separated(items: &[Expr], f: &mut Formatter<'_>) -> fmt::Result {
    for (at, item) in items.iter().enumerate() {
        write!(f, "{}{item}", if at > 0 { ", " } else { "" })?;
    }
    Ok(())
}

fn map(entries: &[(Expr, Expr)], f: &mut Formatter<'_>) -> fmt::Result {
    f.write_char('{')?;
    for (at, (key, value)) in entries.iter().enumerate() {
        write!(f, "{}{key}: {value}", if at > 0 { ", " } else { "" })?;
    }
    f.write_char('}')
}

fn chain(parts: &[Expr], link: &str, least: Power, f: &mut Formatter<'_>) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        f.write_str(if at > 0 { link } else { "" })?;
        tight(part, least, f)?;
    }
    Ok(())
}

fn binary(operator: Operator, left: &Expr, right: &Expr, f: &mut Formatter<'_>) -> fmt::Result {
    let ordered =
        |expr: &Expr| matches!(&expr.kind, ExprKind::Binary { operator, .. } if operator.orders());
    let power = operator.power();
    let least = if operator.orders() && ordered(left) { power.tighter() } else { power };
    tight(left, least, f)?;
    write!(f, " {} ", operator.symbol())?;
    if operator == Operator::Remainder && starts_with_link(right) {
        return write!(f, "({right})");
    }
    tight(right, power.tighter(), f)
}

/// `!` and `-` cannot follow each other without parentheses, and a minus sign before a digit would
/// belong to the number.
fn sign(sign: char, operand: &Expr, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_char(sign)?;
    let mixed = match &operand.kind {
        ExprKind::Not(_) => sign == '-',
        ExprKind::Negate(_) => sign == '!',
        _ => false,
    };
    if mixed || power(operand) < Power::Sign || (sign == '-' && starts_with_digit(operand)) {
        write!(f, "({operand})")
    } else {
        operand.fmt(f)
    }
}

fn starts_with_digit(expr: &Expr) -> bool {
    match &first(expr).kind {
        ExprKind::Literal(Literal::Int(value)) => *value >= 0,
        ExprKind::Literal(Literal::Double(value)) => value.is_sign_positive(),
        _ => false,
    }
}

/// Whether it starts with a name before which `%` would be read as the sign of a percentage.
fn starts_with_link(expr: &Expr) -> bool {
    match &first(expr).kind {
        ExprKind::Name { name, rooted: false } => is_link(name),
        ExprKind::Call { function, target: None, .. } => is_link(function),
        _ => false,
    }
}

/// Whether a function without a dot before it would be read as another word.
fn means_another(function: &str) -> bool {
    ["not", "true", "false", "null"].iter().any(|word| function.eq_ignore_ascii_case(word))
}

/// What stands first in a chain of fields, places and methods.
fn first(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::Select { operand, .. }
        | ExprKind::Index { operand, .. }
        | ExprKind::Call { target: Some(operand), .. }
        | ExprKind::Comprehension { range: operand, .. } => first(operand),
        _ => expr,
    }
}

fn has(operand: Option<&Expr>, field: &str, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_str("has(")?;
    match operand {
        Some(operand) => selection(operand, field, f)?,
        None => f.write_str(field)?,
    }
    f.write_char(')')
}

fn selection(operand: &Expr, field: &str, f: &mut Formatter<'_>) -> fmt::Result {
    tight(operand, Power::Member, f)?;
    f.write_str(&selector(field))
}

/// The field as it is written after what it is selected from.
pub(super) fn selector(field: &str) -> String {
    if is_plain_field(field) {
        format!(".{field}")
    } else if is_backticked_field(field) {
        format!(".`{field}`")
    } else {
        format!("[{}]", quoted(field))
    }
}

fn is_plain_field(field: &str) -> bool {
    let letters = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let keyword = matches!(field, "true" | "false" | "null" | "in");
    is_name_start(field) && field.chars().all(letters) && !keyword
}

fn is_name_start(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}

/// Whether a field can stand in backticks.
pub(super) fn is_backticked_field(field: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '/' | ' ');
    !field.is_empty() && field.chars().all(allowed)
}

/// Whether a text can stand as a name of its own.
pub(super) fn is_plain_name(text: &str) -> bool {
    let constant = ["true", "false", "null"].iter().any(|word| text.eq_ignore_ascii_case(word));
    is_plain_field(text) && !constant && !is_reserved(text)
}

impl Display for Literal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => value.fmt(f),
            Self::Int(value) => value.fmt(f),
            Self::Uint(value) => write!(f, "{value}u"),
            Self::Double(value) if value.is_finite() => write!(f, "{value:?}"),
            Self::Double(value) if value.is_nan() => f.write_str("double('NaN')"),
            Self::Double(value) if *value > 0.0 => f.write_str("double('Infinity')"),
            Self::Double(_) => f.write_str("double('-Infinity')"),
            Self::String(text) => f.write_str(&quoted(text)),
            Self::Bytes(bytes) => quoted_bytes(bytes, f),
        }
    }
}

/// A text as a literal: in `'`, or in `"` where that saves an escape.
pub(super) fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push(quote);
    for c in text.chars() {
        match c {
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            '\\' => literal.push_str("\\\\"),
            _ if c == quote => literal.extend(['\\', c]),
            _ if c.is_control() => literal.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => literal.push(c),
        }
    }
    literal.push(quote);
    literal
}

fn quoted_bytes(bytes: &[u8], f: &mut Formatter<'_>) -> fmt::Result {
    f.write_str("b'")?;
    for byte in bytes {
        match byte {
            b'\'' | b'\\' => write!(f, "\\{}", char::from(*byte))?,
            b' '..=b'~' => f.write_char(char::from(*byte))?,
            _ => write!(f, "\\x{byte:02x}")?,
        }
    }
    f.write_char('\'')
}

impl Operator {
    /// How it is written.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
            Self::In => "in",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Remainder => "%",
        }
    }

    /// Whether it asks which of two values comes first.
    pub(super) const fn orders(self) -> bool {
        matches!(self, Self::Less | Self::LessEqual | Self::Greater | Self::GreaterEqual)
    }

    pub(super) const fn power(self) -> Power {
        match self {
            Self::Add | Self::Subtract => Power::Sum,
            Self::Multiply | Self::Divide | Self::Remainder => Power::Product,
            _ => Power::Relation,
        }
    }
}

impl Display for Operator {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.symbol())
    }
}

impl Comprehension {
    /// How it is written.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Exists => "exists",
            Self::ExistsOne => "exists_one",
            Self::Filter => "filter",
            Self::Map => "map",
        }
    }
}
