//! Tokens to the tree: operators by precedence climbing.

use super::lex::lex;
use super::mistake::{Findings, Mistake};
use super::syntax::{Expr, ExprKind, Literal, Operator};
use super::token::{Bracket, Kind, Symbol, Token};
use super::words::Word;
use crate::base::source::Span;

/// Longest condition, in bytes of its text.
pub const MAX_LENGTH: usize = 16 * 1024;

/// Deepest condition: how many parts lie one in another, pairs of parentheses counted. A chain of
/// `+` or of `.` is one level a link; one of `&&` or of `||` is one level in all.
pub const MAX_DEPTH: usize = 128;

/// Most elements of a list, entries of a map or arguments of a function.
pub const MAX_ELEMENTS: usize = 1_000;

/// Reads a condition. Every mistake of the text is in the list, in the order of the text (the first
/// 50). The tree is what was written or, where there are mistakes, what was certainly meant; `None`
/// when that is not known. A text is right only if the list is empty.
#[must_use]
pub fn parse(text: &str) -> (Option<Expr>, Vec<Mistake>) {
    if text.len() > MAX_LENGTH {
        let message = format!("the condition is longer than {MAX_LENGTH} bytes");
        let mistake = Mistake::new(Span::new(0, text.len()), message);
        return (None, vec![mistake.help("split it into several named criteria")]);
    }
    let mut findings = Findings::default();
    let tokens = lex(text, &mut findings);
    if tokens.len() == 1 && findings.is_empty() {
        return (None, vec![empty(text)]);
    }
    let mut parser = Parser::new(text, tokens, findings);
    let expr = parser.whole();
    let expr = (!parser.findings.is_lost()).then_some(expr);
    (expr, parser.findings.finish())
}

fn empty(text: &str) -> Mistake {
    Mistake::new(Span::new(0, text.len()), "the condition is empty")
        .help("write something that is true or false of a deal, such as `amount > 0`")
}

/// Whether CEL keeps a word for itself, so that it cannot be a name.
pub(super) fn is_reserved(word: &str) -> bool {
    const RESERVED: [&str; 17] = [
        "as",
        "break",
        "const",
        "continue",
        "else",
        "for",
        "function",
        "if",
        "import",
        "let",
        "loop",
        "namespace",
        "package",
        "return",
        "var",
        "void",
        "while",
    ];
    RESERVED.contains(&word)
}

/// How tightly an operator holds its parts together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Power {
    Conditional,
    Or,
    And,
    Relation,
    Sum,
    Product,
    Sign,
    Member,
}

impl Power {
    pub(super) const fn tighter(self) -> Self {
        match self {
            Self::Conditional => Self::Or,
            Self::Or => Self::And,
            Self::And => Self::Relation,
            Self::Relation => Self::Sum,
            Self::Sum => Self::Product,
            Self::Product => Self::Sign,
            Self::Sign | Self::Member => Self::Member,
        }
    }
}

/// What stands between two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Infix {
    Conditional,
    Or,
    And,
    Operator(Operator),
    /// A word that stands for an operator or a method.
    Word(Word),
}

impl Infix {
    pub(super) const fn power(self) -> Power {
        match self {
            Self::Conditional => Power::Conditional,
            Self::Or => Power::Or,
            Self::And => Power::And,
            Self::Operator(operator) => operator.power(),
            Self::Word(_) => Power::Relation,
        }
    }

    pub(super) const fn symbol(self) -> &'static str {
        match self {
            Self::Or => "||",
            Self::And => "&&",
            Self::Conditional => "?",
            Self::Operator(operator) => operator.symbol(),
            Self::Word(_) => "==",
        }
    }
}

/// A part, with what the tree does not keep.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) expr: Expr,
    /// Where it stands, with its parentheses.
    pub(super) extent: Span,
    /// How many parts lie one in another in it.
    pub(super) depth: usize,
}

impl Node {
    pub(super) fn is_in_parentheses(&self) -> bool {
        self.extent != self.expr.span
    }
}

pub(super) struct Parser<'a> {
    text: &'a str,
    pub(super) tokens: Vec<Token>,
    pub(super) at: usize,
    /// How many expressions are being read, one in another.
    level: usize,
    /// The brackets that are open where the parser stands.
    pub(super) open: Vec<Bracket>,
    /// Set when the text is too deep: nothing more is read or reported.
    pub(super) halted: bool,
    /// Where the last mistake was that left no meaning: what else is wrong there follows from it.
    pub(super) lost_at: Option<usize>,
    pub(super) findings: Findings,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str, tokens: Vec<Token>, findings: Findings) -> Self {
        Self {
            text,
            tokens,
            at: 0,
            level: 0,
            open: Vec::new(),
            halted: false,
            lost_at: None,
            findings,
        }
    }

    fn whole(&mut self) -> Expr {
        let node = self.expression(Power::Conditional);
        self.expect_end();
        node.expr
    }

    /// The token `ahead` places on; `None` beyond the end.
    pub(super) fn peek(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.at + ahead)
    }

    /// The tokens that were read, the last one first.
    pub(super) fn before(&self) -> impl Iterator<Item = &Token> {
        self.tokens.get(..self.at).unwrap_or_default().iter().rev()
    }

    pub(super) fn previous(&self) -> Option<&Token> {
        self.before().next()
    }

    pub(super) fn kind(&self) -> &Kind {
        self.peek(0).map_or(&Kind::End, |token| &token.kind)
    }

    /// Where the next token stands.
    pub(super) fn here(&self) -> Span {
        self.peek(0).map_or(Span::new(self.text.len(), self.text.len()), |token| token.span)
    }

    /// Where the last token that was read ends.
    pub(super) fn read_to(&self) -> usize {
        self.previous().map_or(0, |token| token.span.end)
    }

    pub(super) fn symbol(&self) -> Option<Symbol> {
        match self.kind() {
            Kind::Symbol(symbol) => Some(*symbol),
            _ => None,
        }
    }

    pub(super) fn source(&self, span: Span) -> &'a str {
        self.text.get(span.start..span.end).unwrap_or("")
    }

    /// The name `ahead` places on.
    pub(super) fn name(&self, ahead: usize) -> Option<&'a str> {
        match self.peek(ahead)? {
            Token { kind: Kind::Name, span } => Some(self.source(*span)),
            _ => None,
        }
    }

    /// Reads a token; the end is never read past.
    pub(super) fn advance(&mut self) -> Span {
        let span = self.here();
        if self.at + 1 < self.tokens.len() {
            self.at += 1;
        }
        span
    }

    pub(super) fn eat(&mut self, symbol: Symbol) -> bool {
        let found = self.symbol() == Some(symbol);
        if found {
            self.advance();
        }
        found
    }

    pub(super) fn report(&mut self, mistake: Mistake) {
        if !self.halted {
            self.findings.report(mistake);
        }
    }

    pub(super) fn lose(&mut self, mistake: Mistake) {
        self.findings.give_up();
        self.report(mistake);
    }

    /// Gives up on a text that is too deep, and goes to its end.
    pub(super) fn halt(&mut self) {
        let message = format!("the condition is nested more than {MAX_DEPTH} deep");
        let help = "split it into several named criteria";
        self.lose(Mistake::new(self.here(), message).help(help));
        self.halted = true;
        self.at = self.tokens.len().saturating_sub(1);
    }

    /// A part that begins at `start` and ends with the last token, around parts of that depth.
    pub(super) fn node(&mut self, kind: ExprKind, start: usize, depth: usize) -> Node {
        let span = Span::new(start, self.read_to().max(start));
        self.spanned(kind, span, depth)
    }

    pub(super) fn spanned(&mut self, kind: ExprKind, span: Span, depth: usize) -> Node {
        if depth >= MAX_DEPTH && !self.halted {
            self.halt();
        }
        Node { expr: Expr { kind, span }, extent: span, depth: depth + 1 }
    }

    pub(super) fn literal(&mut self, literal: Literal, start: usize) -> Node {
        self.node(ExprKind::Literal(literal), start, 0)
    }

    /// Stands where a part should be; the mistake is reported elsewhere.
    pub(super) fn nothing(&mut self) -> Node {
        self.findings.give_up();
        let start = self.here().start;
        self.spanned(ExprKind::Literal(Literal::Null), Span::new(start, start), 0)
    }

    /// Reads parts that hold together at least as tightly as `power`.
    pub(super) fn expression(&mut self, power: Power) -> Node {
        if self.level >= MAX_DEPTH && !self.halted {
            self.halt();
        }
        self.level += 1;
        let first = self.operand();
        let node = self.extend(first, power);
        self.level -= 1;
        node
    }

    /// Reads what follows a part, as far as it holds together at least as tightly as `power`.
    pub(super) fn extend(&mut self, mut left: Node, power: Power) -> Node {
        while let Some(infix) = self.infix().filter(|infix| infix.power() >= power) {
            left = match infix {
                Infix::Conditional => self.conditional(left),
                Infix::Or | Infix::And => self.chain(left, infix),
                Infix::Operator(operator) => self.binary(left, operator),
                Infix::Word(word) => self.word(left, word),
            };
        }
        left
    }

    pub(super) fn infix(&self) -> Option<Infix> {
        match self.kind() {
            Kind::Symbol(Symbol::Question) => Some(Infix::Conditional),
            Kind::Symbol(Symbol::Or) => Some(Infix::Or),
            Kind::Symbol(Symbol::And) => Some(Infix::And),
            Kind::Symbol(Symbol::Operator(operator)) => Some(Infix::Operator(*operator)),
            Kind::Name => self.infix_word(),
            _ => None,
        }
    }
}
