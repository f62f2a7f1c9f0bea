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
    #[must_use]
    pub fn parts(&self) -> Vec<&Self> {
        match &self.kind {
            ExprKind::Literal(_) | ExprKind::Name { .. } => Vec::new(),
            ExprKind::Select { operand, .. } => vec![operand],
            ExprKind::Has { operand, .. } => operand.as_deref().into_iter().collect(),
            ExprKind::Index { operand, index } => vec![operand, index],
            ExprKind::Call { target, arguments, .. } => {
                target.as_deref().into_iter().chain(arguments).collect()
            }
            ExprKind::Not(operand) | ExprKind::Negate(operand) => vec![operand],
            ExprKind::And(parts) | ExprKind::Or(parts) | ExprKind::List(parts) => {
                parts.iter().collect()
            }
            ExprKind::Binary { left, right, .. } => vec![left, right],
            ExprKind::Conditional { condition, yes, no } => vec![condition, yes, no],
            ExprKind::Map(entries) => {
                entries.iter().flat_map(|(key, value)| [key, value]).collect()
            }
            ExprKind::Comprehension { range, filter, body, .. } => {
                let filter = filter.as_deref();
                std::iter::once(&**range).chain(filter).chain([&**body]).collect()
            }
        }
    }
}
