//! Tokens to the tree: operators by precedence climbing.

use super::lex::{Bracket, Kind, Symbol, Token, lex};
use super::mistake::{Findings, Mistake};
use super::print;
use super::syntax::{Expr, ExprKind, Literal, Operator};
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
    tokens: Vec<Token>,
    at: usize,
    /// How many expressions are being read, one in another.
    level: usize,
    /// The brackets that are open where the parser stands.
    pub(super) open: Vec<Bracket>,
    /// Set when the text is too deep: nothing more is read or reported.
    halted: bool,
    pub(super) findings: Findings,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str, tokens: Vec<Token>, findings: Findings) -> Self {
        Self { text, tokens, at: 0, level: 0, open: Vec::new(), halted: false, findings }
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

    pub(super) fn previous(&self) -> Option<&Token> {
        self.tokens.get(self.at.checked_sub(1)?)
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
    fn halt(&mut self) {
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

    fn conditional(&mut self, condition: Node) -> Node {
        self.advance();
        let yes = self.expression(Power::Conditional);
        if matches!(yes.expr.kind, ExprKind::Conditional { .. }) && !yes.is_in_parentheses() {
            self.report_bare_conditional(yes.extent);
        }
        let no = if self.eat(Symbol::Colon) {
            self.expression(Power::Conditional)
        } else {
            self.lose_unexpected("`:` and what holds otherwise");
            self.nothing()
        };
        let depth = condition.depth.max(yes.depth).max(no.depth);
        let start = condition.extent.start;
        let kind = ExprKind::Conditional {
            condition: Box::new(condition.expr),
            yes: Box::new(yes.expr),
            no: Box::new(no.expr),
        };
        self.node(kind, start, depth)
    }

    fn report_bare_conditional(&mut self, extent: Span) {
        let replacement = format!("({})", self.source(extent));
        self.report(
            Mistake::new(extent, "a choice inside another stands in parentheses")
                .help("put `(` and `)` around the inner `… ? … : …`")
                .fix(extent, replacement),
        );
    }

    /// A chain of `&&` or `||`, however long, is one flat part.
    fn chain(&mut self, left: Node, link: Infix) -> Node {
        let (start, mut extent) = (left.extent.start, left.extent);
        let mut depth = 0;
        let mut parts = Vec::new();
        let mut next = Some(left);
        while let Some(node) = next.take() {
            extent = node.extent;
            depth = depth.max(absorb(&mut parts, node, link));
            if self.infix() == Some(link) && self.link(link, extent.end) {
                next = Some(self.expression(link.power().tighter()));
            }
        }
        let span = Span::new(start, extent.end);
        let only = if parts.len() == 1 { parts.pop() } else { None };
        match (only, link) {
            (Some(expr), _) => Node { expr, extent: span, depth },
            (None, Infix::And) => self.spanned(ExprKind::And(parts), span, depth),
            (None, _) => self.spanned(ExprKind::Or(parts), span, depth),
        }
    }

    fn binary(&mut self, left: Node, operator: Operator) -> Node {
        if operator.orders() && ends_in_order(&left) {
            return self.chained_comparison(left, operator);
        }
        let operator_span = self.advance();
        let right = self.expression(operator.power().tighter());
        self.join(left, operator, operator_span, right)
    }

    pub(super) fn join(
        &mut self,
        left: Node,
        operator: Operator,
        operator_span: Span,
        right: Node,
    ) -> Node {
        let span = Span::new(left.extent.start, right.extent.end.max(operator_span.end));
        let depth = left.depth.max(right.depth);
        let (left, right) = (Box::new(left.expr), Box::new(right.expr));
        self.spanned(ExprKind::Binary { operator, operator_span, left, right }, span, depth)
    }

    /// `1 < x < 5`, of which `1 < x` is read: what was meant is `1 < x && x < 5`.
    fn chained_comparison(&mut self, left: Node, operator: Operator) -> Node {
        let operator_span = self.advance();
        let right = self.expression(operator.power().tighter());
        let extent = left.extent;
        let Some((middle, place)) = shared_operand(&left) else {
            self.lose(chained(operator_span));
            return self.join(left, operator, operator_span, right);
        };
        let place = self.trimmed(Span::new(place, extent.end));
        let written = self.source(place);
        self.report(chained(operator_span).fix(place, format!("{written} && {written}")));
        let depth = left.depth;
        let middle = Node { expr: middle, extent: place, depth };
        let second = self.join(middle, operator, operator_span, right);
        let mut parts = Vec::new();
        let depth = absorb(&mut parts, left, Infix::And).max(second.depth);
        parts.push(second.expr);
        self.node(ExprKind::And(parts), extent.start, depth)
    }

    fn trimmed(&self, span: Span) -> Span {
        let text = self.source(span);
        Span::new(span.end - text.trim_start().len(), span.end)
    }

    /// Reads signs and what they stand before.
    fn operand(&mut self) -> Node {
        let first = self.at;
        while let Some(symbol) = self.symbol() {
            match symbol {
                Symbol::Not => {}
                Symbol::Operator(Operator::Subtract) if self.sign_of_number() => break,
                Symbol::Operator(Operator::Subtract) => {}
                Symbol::Operator(Operator::Add) => self.report_plus(),
                _ if self.skip_stray_operator() => {}
                _ => break,
            }
            self.advance();
        }
        let last = self.at;
        let node = self.member_chain();
        self.signed(node, first, last)
    }

    /// Wraps a part in the signs that stand before it.
    fn signed(&mut self, mut node: Node, first: usize, last: usize) -> Node {
        for at in (first..last).rev() {
            let Some(Token { kind: Kind::Symbol(symbol), span }) = self.tokens.get(at) else {
                continue;
            };
            let wrap = match symbol {
                Symbol::Not => ExprKind::Not,
                Symbol::Operator(Operator::Subtract) => ExprKind::Negate,
                _ => continue,
            };
            if self.halted {
                break;
            }
            let span = Span::new(span.start, node.extent.end);
            node = self.spanned(wrap(Box::new(node.expr)), span, node.depth);
        }
        node
    }

    /// Whether a minus sign here belongs to the number after it.
    fn sign_of_number(&self) -> bool {
        let number = self.peek(1).filter(|number| number.span.start == self.here().end);
        matches!(
            number.map(|number| &number.kind),
            Some(Kind::Integer(_) | Kind::Constant(Literal::Double(_)))
        )
    }

    /// What stands alone: a constant, a name, something in brackets.
    pub(super) fn primary(&mut self) -> Node {
        let start = self.here().start;
        match self.kind().clone() {
            Kind::Constant(literal) => {
                self.advance();
                self.literal(literal, start)
            }
            Kind::Integer(value) => {
                self.advance();
                self.integer(value, start, false)
            }
            Kind::Symbol(Symbol::Operator(Operator::Subtract)) => self.negative_number(start),
            Kind::Date(instant) => self.date(&instant),
            Kind::Backticks(text) => self.backticked_text(&text),
            Kind::Name => self.named(),
            Kind::Symbol(Symbol::Dot) => self.rooted(),
            Kind::Symbol(Symbol::Open(Bracket::Round)) => self.group(),
            Kind::Symbol(Symbol::Open(Bracket::Square)) => self.list(),
            Kind::Symbol(Symbol::Open(Bracket::Curly)) => self.map(),
            Kind::Faulty => {
                self.advance();
                self.nothing()
            }
            Kind::Symbol(_) | Kind::End => {
                self.lose_missing();
                self.nothing()
            }
        }
    }

    fn negative_number(&mut self, start: usize) -> Node {
        self.advance();
        match self.kind().clone() {
            Kind::Integer(value) => {
                self.advance();
                self.integer(value, start, true)
            }
            Kind::Constant(Literal::Double(value)) => {
                self.advance();
                self.literal(Literal::Double(-value), start)
            }
            _ => self.nothing(),
        }
    }

    fn integer(&mut self, magnitude: Option<u64>, start: usize, negative: bool) -> Node {
        let value = magnitude.and_then(|value| match negative {
            true => 0_i64.checked_sub_unsigned(value),
            false => i64::try_from(value).ok(),
        });
        if let Some(value) = value {
            return self.literal(Literal::Int(value), start);
        }
        let span = Span::new(start, self.read_to());
        let written = self.source(span);
        self.lose(
            Mistake::new(span, format!("the whole number `{written}` is too large")).help(format!(
                "with a decimal point it is a number of another kind: `{written}.0`"
            )),
        );
        self.nothing()
    }

    fn date(&mut self, instant: &str) -> Node {
        let function_span = self.advance();
        let argument =
            self.spanned(ExprKind::Literal(Literal::String(instant.into())), function_span, 0);
        let kind = ExprKind::Call {
            function: "timestamp".into(),
            function_span,
            target: None,
            arguments: vec![argument.expr],
        };
        self.spanned(kind, function_span, argument.depth)
    }

    fn backticked_text(&mut self, text: &str) -> Node {
        let span = self.advance();
        let literal = print::quoted(text);
        self.report(
            Mistake::new(span, format!("expected a value, found backticks around `{text}`"))
                .help(format!("a text stands in straight quotes: {literal}"))
                .fix(span, literal),
        );
        self.literal(Literal::String(text.into()), span.start)
    }

    fn group(&mut self) -> Node {
        let start = self.open_bracket(Bracket::Round);
        let inner = self.expression(Power::Conditional);
        let doubtful = matches!(
            inner.expr.kind,
            ExprKind::And(_) | ExprKind::Or(_) | ExprKind::Conditional { .. }
        );
        self.close_bracket(Bracket::Round, start, !doubtful || inner.is_in_parentheses());
        let depth = inner.depth + 1;
        if depth > MAX_DEPTH && !self.halted {
            self.halt();
        }
        Node { extent: Span::new(start.start, self.read_to()), depth, ..inner }
    }

    fn list(&mut self) -> Node {
        let start = self.open_bracket(Bracket::Square);
        let (items, depth) = self.items(Bracket::Square, true);
        self.close_bracket(Bracket::Square, start, true);
        let items = items.into_iter().map(|item| item.expr).collect();
        self.node(ExprKind::List(items), start.start, depth)
    }

    fn map(&mut self) -> Node {
        let start = self.open_bracket(Bracket::Curly);
        let mut entries = Vec::new();
        let mut depth = 0;
        self.eat(Symbol::Comma);
        while self.more() {
            let key = self.expression(Power::Conditional);
            let value = if self.eat(Symbol::Colon) {
                self.expression(Power::Conditional)
            } else {
                self.lose_unexpected("`:` and the value of this key");
                self.nothing()
            };
            depth = depth.max(key.depth).max(value.depth);
            entries.push((key.expr, value.expr));
            if !self.next_item(Bracket::Curly) {
                break;
            }
        }
        self.check_count(entries.len(), "entries", start);
        self.close_bracket(Bracket::Curly, start, true);
        self.node(ExprKind::Map(entries), start.start, depth)
    }

    /// What stands between two brackets and commas, and the depth of the deepest.
    pub(super) fn items(&mut self, bracket: Bracket, may_end_in_comma: bool) -> (Vec<Node>, usize) {
        let start = self.here();
        let mut items = Vec::new();
        let mut depth = 0;
        if may_end_in_comma {
            self.eat(Symbol::Comma);
        }
        while self.more() {
            let item = self.expression(Power::Conditional);
            depth = depth.max(item.depth);
            items.push(item);
            let comma = self.here();
            if !self.next_item(bracket) {
                break;
            }
            if !self.more() && !may_end_in_comma {
                self.report_trailing_comma(comma);
            }
        }
        self.check_count(items.len(), "elements", start);
        (items, depth)
    }

    fn more(&self) -> bool {
        !matches!(self.kind(), Kind::End | Kind::Symbol(Symbol::Close(_)))
    }

    fn check_count(&mut self, count: usize, what: &str, start: Span) {
        if count > MAX_ELEMENTS {
            let message = format!("expected at most {MAX_ELEMENTS} {what}, found {count}");
            self.lose(Mistake::new(start, message));
        }
    }
}

/// Adds a part to a chain; one that is itself such a chain, without parentheses, joins it.
fn absorb(parts: &mut Vec<Expr>, node: Node, link: Infix) -> usize {
    let bare = !node.is_in_parentheses();
    match (node.expr.kind, link) {
        (ExprKind::And(inner), Infix::And) if bare => {
            parts.extend(inner);
            node.depth - 1
        }
        (kind, _) => {
            parts.push(Expr { kind, span: node.expr.span });
            node.depth
        }
    }
}

fn ends_in_order(node: &Node) -> bool {
    !node.is_in_parentheses() && last_comparison(&node.expr).is_some()
}

/// The comparison that a part ends in, if it is one that a further one can follow.
fn last_comparison(expr: &Expr) -> Option<(&Expr, Span)> {
    match &expr.kind {
        ExprKind::And(parts) => last_comparison(parts.last()?),
        ExprKind::Binary { operator, operator_span, left, right }
            if operator.orders() && !is_bool(left) && !is_bool(right) =>
        {
            Some((right, *operator_span))
        }
        _ => None,
    }
}

/// What stands right of the last comparison, if it is simple enough to be written twice, and where
/// the text of it begins.
fn shared_operand(node: &Node) -> Option<(Expr, usize)> {
    let (right, operator) = last_comparison(&node.expr)?;
    is_simple(right).then(|| (right.clone(), operator.end))
}

/// Whether a part holds nothing that was itself written twice: else a short text could mean a tree
/// without bounds.
pub(super) fn is_simple(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Literal(_) | ExprKind::Name { .. } => true,
        ExprKind::Select { operand, .. } | ExprKind::Negate(operand) => is_simple(operand),
        ExprKind::Index { operand, index } => is_simple(operand) && is_simple(index),
        ExprKind::Call { target, arguments, .. } => {
            target.as_deref().is_none_or(is_simple) && arguments.iter().all(is_simple)
        }
        ExprKind::Binary { left, right, .. } => is_simple(left) && is_simple(right),
        _ => false,
    }
}

fn is_bool(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Literal(Literal::Bool(_)))
}

fn chained(span: Span) -> Mistake {
    Mistake::new(span, "two comparisons cannot share a value")
        .help("write both out and join them: `1 < x && x < 5`")
}
