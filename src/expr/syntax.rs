//! The syntax tree of a condition: what was written, with places.

use std::sync::Arc;

use crate::base::source::Span;

/// A part of a condition and where it stands in its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands, parentheses left out.
    pub span: Span,
}

/// What a part of a condition is. Its depth is bounded by the parser, so walking it recursively is
/// safe.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// A constant.
    Literal(Literal),
    /// A name: `amount`, or `.amount`, which looks past the variables of macros.
    Name {
        /// The name without the dot.
        name: Arc<str>,
        /// Whether a dot stood in front.
        rooted: bool,
    },
    /// `operand.field`.
    Select {
        /// What the field is selected from.
        operand: Box<Expr>,
        /// The field.
        field: Arc<str>,
    },
    /// `has(operand.field)` or, without an operand, `has(field)`: whether it is set.
    Has {
        /// What the field is looked for in; `None` asks for a name of its own.
        operand: Option<Box<Expr>>,
        /// The field.
        field: Arc<str>,
    },
    /// `operand[index]`.
    Index {
        /// A list or map.
        operand: Box<Expr>,
        /// The place or key.
        index: Box<Expr>,
    },
    /// `function(arguments)` or `target.function(arguments)`.
    Call {
        /// The name of the function.
        function: Arc<str>,
        /// Where the name stands.
        function_span: Span,
        /// What stands before the dot.
        target: Option<Box<Expr>>,
        /// What stands in the parentheses.
        arguments: Vec<Expr>,
    },
    /// `!operand`.
    Not(Box<Expr>),
    /// `-operand`.
    Negate(Box<Expr>),
    /// A chain of `&&`, two or more parts.
    And(Vec<Expr>),
    /// A chain of `||`, two or more parts.
    Or(Vec<Expr>),
    /// Any other operator between two parts.
    Binary {
        /// The operator.
        operator: Operator,
        /// Where it stands.
        operator_span: Span,
        /// What stands before it.
        left: Box<Expr>,
        /// What stands after it.
        right: Box<Expr>,
    },
    /// `condition ? yes : no`.
    Conditional {
        /// What decides.
        condition: Box<Expr>,
        /// The value if it is true.
        yes: Box<Expr>,
        /// The value if it is false.
        no: Box<Expr>,
    },
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `{k: v}`.
    Map(Vec<(Expr, Expr)>),
    /// A macro over the elements of a list or the keys of a map.
    Comprehension {
        /// Which macro.
        kind: Comprehension,
        /// The list or map.
        range: Box<Expr>,
        /// The variable that stands for each element.
        variable: Arc<str>,
        /// Where the variable is named.
        variable_span: Span,
        /// `map` with three arguments: which elements are taken.
        filter: Option<Box<Expr>>,
        /// What is asked or made of each element.
        body: Box<Expr>,
    },
}

/// A constant as written.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// `3`, `-3`, `0x1F`. A minus sign directly before the digits belongs to the literal.
    Int(i64),
    /// `3u`.
    Uint(u64),
    /// `2.5`, `1e3`.
    Double(f64),
    /// A text in any of CEL's quotes, escapes resolved.
    String(Arc<str>),
    /// `b'…'`.
    Bytes(Arc<[u8]>),
}

/// An operator between two parts, `&&` and `||` apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `in`
    In,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Remainder,
}

impl Operator {
    /// Whether it asks something of its sides, so that the answer is yes or no.
    pub(crate) fn is_question(self) -> bool {
        !matches!(
            self,
            Self::Add | Self::Subtract | Self::Multiply | Self::Divide | Self::Remainder
        )
    }
}

/// A macro over the elements of a list or the keys of a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comprehension {
    /// True when the body holds for every element.
    All,
    /// True when the body holds for some element.
    Exists,
    /// True when the body holds for exactly one element.
    ExistsOne,
    /// The elements for which the body holds.
    Filter,
    /// The body's value of each element.
    Map,
}

impl Expr {
    /// The parts that it is made of, in the order of the text.
    pub fn parts(&self) -> impl Iterator<Item = &Self> {
        let parts = self.kind.parts();
        let entries = parts.entries.iter().flat_map(|(key, value)| [key, value]);
        parts.named.into_iter().flatten().chain(parts.row).chain(entries)
    }
}

/// The parts of a part: those of which there are at most three, then those in a row, then entries.
#[derive(Default)]
struct Parts<'e> {
    named: [Option<&'e Expr>; 3],
    row: &'e [Expr],
    entries: &'e [(Expr, Expr)],
}

impl ExprKind {
    fn parts(&self) -> Parts<'_> {
        let named = |named| Parts { named, ..Parts::default() };
        match self {
            Self::Literal(_) | Self::Name { .. } => Parts::default(),
            Self::Select { operand, .. } | Self::Not(operand) | Self::Negate(operand) => {
                named([Some(operand), None, None])
            }
            Self::Has { operand, .. } => named([operand.as_deref(), None, None]),
            Self::Index { operand, index } => named([Some(operand), Some(index), None]),
            Self::Call { target, arguments, .. } => {
                Parts { row: arguments, ..named([target.as_deref(), None, None]) }
            }
            Self::And(row) | Self::Or(row) | Self::List(row) => Parts { row, ..Parts::default() },
            Self::Binary { left, right, .. } => named([Some(left), Some(right), None]),
            Self::Conditional { condition, yes, no } => {
                named([Some(condition), Some(yes), Some(no)])
            }
            Self::Map(entries) => Parts { entries, ..Parts::default() },
            Self::Comprehension { range, filter, body, .. } => {
                named([Some(range), filter.as_deref(), Some(body)])
            }
        }
    }
}
