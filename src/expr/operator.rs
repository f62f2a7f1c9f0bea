//! Operators between parts.

use super::mistake::Mistake;
use super::parse::{Infix, Node, Parser, Power};
use super::syntax::{Expr, ExprKind, Literal, Operator};
use super::token::{Bracket, Kind, Symbol};
use crate::base::source::Span;

impl Parser<'_> {
    pub(super) fn conditional(&mut self, condition: Node) -> Node {
        self.advance();
        let yes = self.expression(Power::Conditional);
        if matches!(yes.expr.kind, ExprKind::Conditional { .. }) && !yes.is_in_parentheses() {
            self.report_bare_conditional(&yes);
        }
        let no = if self.eat(Symbol::Colon) {
            self.expression(Power::Conditional)
        } else {
            let help = "a choice is written `condition ? value : other value`";
            self.lose_unexpected("`:` and what holds otherwise", help);
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

    fn report_bare_conditional(&mut self, inner: &Node) {
        let replacement = format!("({})", self.written(inner));
        self.report(
            Mistake::new(inner.extent, "a choice inside another stands in parentheses")
                .help("put `(` and `)` around the inner `… ? … : …`")
                .fix(inner.extent, replacement),
        );
    }

    /// A chain of `&&` or `||`, however long, is one flat part.
    pub(super) fn chain(&mut self, left: Node, link: Infix) -> Node {
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

    pub(super) fn binary(&mut self, left: Node, operator: Operator) -> Node {
        if operator.orders() && ends_in_order(&left) {
            return self.chained_comparison(left, operator);
        }
        self.doubt_expansion(&left);
        let operator_span = self.advance();
        let right = match operator {
            Operator::In => self.range(),
            _ => self.expression(operator.power().tighter()),
        };
        self.join(left, operator, operator_span, right)
    }

    /// `1 < x < 5 == y`: what the comparison after two that were written out compares is unknown.
    pub(super) fn doubt_expansion(&mut self, left: &Node) {
        if matches!(left.expr.kind, ExprKind::And(_)) && !left.is_in_parentheses() {
            self.findings.give_up();
        }
    }

    /// What stands after `in`.
    pub(super) fn range(&mut self) -> Node {
        if self.stands_for_list() { self.round_list() } else { self.expression(Power::Sum) }
    }

    /// Whether parentheses with commas stand here.
    fn stands_for_list(&self) -> bool {
        if self.symbol() != Some(Symbol::Open(Bracket::Round)) {
            return false;
        }
        let mut level = 0_usize;
        for token in self.tokens.get(self.at..).unwrap_or_default() {
            match token.kind {
                Kind::Symbol(Symbol::Open(_)) => level += 1,
                Kind::Symbol(Symbol::Close(_)) => level = level.saturating_sub(1),
                Kind::Symbol(Symbol::Comma) if level == 1 => return true,
                _ => {}
            }
            if level == 0 {
                return false;
            }
        }
        false
    }

    /// `(1, 2)` after `in`: what was meant is `[1, 2]`.
    fn round_list(&mut self) -> Node {
        let open = self.open_bracket(Bracket::Round);
        let (items, depth) = self.items(Bracket::Round, true);
        let inside = Span::new(open.end, self.here().start);
        let closed = self.symbol() == Some(Symbol::Close(Bracket::Round));
        self.close_bracket(Bracket::Round, open, true);
        let items = items.into_iter().map(|item| item.expr).collect();
        let list = self.node(ExprKind::List(items), open.start, depth);
        if closed {
            let fix = match self.findings.touch(inside) {
                true => list.expr.to_string(),
                false => format!("[{}]", self.source(inside)),
            };
            self.report(
                Mistake::new(open, "expected `[`, found `(`")
                    .help("a list stands in `[` and `]`")
                    .fix(list.extent, fix),
            );
        }
        list
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
        let middle = Node { expr: middle, extent: place, depth: left.depth };
        let written = self.written(&middle);
        self.report(chained(operator_span).fix(place, format!("{written} && {written}")));
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
