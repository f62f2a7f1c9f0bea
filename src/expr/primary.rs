//! What stands alone: signs before a part, constants, and what is in brackets.

use super::mistake::Mistake;
use super::parse::{MAX_DEPTH, MAX_ELEMENTS, Node, Parser, Power};
use super::print;
use super::syntax::{ExprKind, Literal, Operator};
use super::token::{Bracket, Kind, Symbol, Token};
use crate::base::source::Span;

impl Parser<'_> {
    /// Reads signs and what they stand before.
    pub(super) fn operand(&mut self) -> Node {
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
                let help = "a map is written `{'key': value}`, a list `[value]`";
                self.lose_unexpected("`:` and the value of this key", help);
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
