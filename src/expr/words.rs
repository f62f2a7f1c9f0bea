//! Words where conditions have signs: `and`, `not`, `is`, `contains`, `between`.

use super::mistake::Mistake;
use super::operator::is_simple;
use super::parse::{Infix, Node, Parser, Power};
use super::syntax::{ExprKind, Literal, Operator};
use super::token::{Bracket, Kind, Symbol};
use crate::base::source::Span;

/// A word between two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    meaning: Meaning,
    negated: bool,
    /// How many tokens it takes.
    tokens: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Equal,
    In,
    Between,
    Method(&'static str),
    /// `is empty`: the left side is not set.
    Unset,
}

impl Parser<'_> {
    /// The word between two values that stands here.
    pub(super) fn infix_word(&self) -> Option<Infix> {
        Some(match self.lower(0)?.as_str() {
            "and" => Infix::And,
            "or" => Infix::Or,
            "is" => Infix::Word(self.being()),
            "not" => {
                let meaning = self.meaning(1)?;
                Infix::Word(Word { meaning, negated: true, tokens: 2 })
            }
            _ => {
                let meaning = self.meaning(0)?;
                Infix::Word(Word { meaning, negated: false, tokens: 1 })
            }
        })
    }

    fn lower(&self, ahead: usize) -> Option<String> {
        self.name(ahead).map(str::to_ascii_lowercase)
    }

    fn meaning(&self, ahead: usize) -> Option<Meaning> {
        if let Kind::Symbol(Symbol::Operator(Operator::In)) = self.peek(ahead)?.kind {
            return Some(Meaning::In);
        }
        Some(match self.lower(ahead)?.as_str() {
            "in" => Meaning::In,
            "equals" | "eq" => Meaning::Equal,
            "between" => Meaning::Between,
            "contains" | "contain" | "includes" => Meaning::Method("contains"),
            "startswith" | "starts_with" | "beginswith" => Meaning::Method("startsWith"),
            "endswith" | "ends_with" => Meaning::Method("endsWith"),
            "matches" => Meaning::Method("matches"),
            _ => return None,
        })
    }

    /// `is`, `is not`, `is empty`, `is not in`…
    fn being(&self) -> Word {
        let negated = self.lower(1).is_some_and(|word| word == "not");
        let tokens = if negated { 2 } else { 1 };
        let (meaning, negated, more) = match (self.filled(tokens), self.meaning(tokens)) {
            (Some(filled), _) => (Meaning::Unset, negated != filled, 1),
            (_, Some(meaning)) => (meaning, negated, 1),
            _ => (Meaning::Equal, negated, 0),
        };
        Word { meaning, negated, tokens: tokens + more }
    }

    /// Whether the word `ahead` says that something is set; `None` when it says neither.
    fn filled(&self, ahead: usize) -> Option<bool> {
        let after = self.peek(ahead + 1).map(|token| &token.kind);
        if matches!(after, Some(Kind::Symbol(Symbol::Dot | Symbol::Open(_)))) {
            return None;
        }
        if let Kind::Constant(Literal::Null) = self.peek(ahead)?.kind {
            return Some(false);
        }
        match self.lower(ahead)?.as_str() {
            "empty" | "blank" | "unset" | "missing" => Some(false),
            "set" | "filled" => Some(true),
            _ => None,
        }
    }

    /// Reads a word and what stands after it.
    pub(super) fn word(&mut self, left: Node, word: Word) -> Node {
        self.doubt_expansion(&left);
        let mut span = self.here();
        for _ in 0..word.tokens {
            span = span.to(self.advance());
        }
        match word.meaning {
            Meaning::Equal => self.equality(left, word.negated, span),
            Meaning::In => self.membership(left, word.negated, span),
            Meaning::Between => self.between(left, word.negated, span),
            Meaning::Method(method) => self.method_word(left, method, word.negated, span),
            Meaning::Unset => self.unset(left, word.negated, span),
        }
    }

    fn wrong_word(&self, span: Span, right: &str) -> Mistake {
        let written = self.source(span);
        Mistake::new(span, format!("expected `{right}`, found `{written}`"))
    }

    fn equality(&mut self, left: Node, negated: bool, span: Span) -> Node {
        let operator = if negated { Operator::NotEqual } else { Operator::Equal };
        let symbol = operator.symbol();
        let help = format!("\"{}\" is written `{symbol}`", self.source(span));
        self.report(self.wrong_word(span, symbol).help(help).fix(span, symbol));
        let right = self.expression(Power::Sum);
        self.join(left, operator, span, right)
    }

    fn membership(&mut self, left: Node, negated: bool, span: Span) -> Node {
        let right = self.range();
        let extent = left.extent.to(right.extent);
        let written = format!("{} in {}", self.written(&left), self.written(&right));
        let node = self.join(left, Operator::In, span, right);
        if !negated {
            let mistake =
                self.wrong_word(span, "in").help("`in` asks whether a value is one of a list");
            self.report(mistake.fix(span, "in"));
            return node;
        }
        let mistake = self.wrong_word(span, "!(… in …)");
        let help = format!("\"not in\" is written `!({written})`");
        self.report(mistake.help(help).fix(extent, format!("!({written})")));
        self.negated(node, extent)
    }

    fn negated(&mut self, node: Node, extent: Span) -> Node {
        self.spanned(ExprKind::Not(Box::new(node.expr)), extent, node.depth)
    }

    /// `x contains 'a'`, of which all up to `contains` is read.
    fn method_word(&mut self, left: Node, method: &str, negated: bool, span: Span) -> Node {
        let right = self.expression(Power::Sum);
        let extent = left.extent.to(right.extent);
        let target = match is_closed(&left) {
            true => self.written(&left),
            false => format!("({})", self.written(&left)),
        };
        let argument = self.written(&right);
        let sign = if negated { "!" } else { "" };
        let written = format!("{sign}{target}.{method}({argument})");
        let mistake = self.wrong_word(span, &format!(".{method}(…)"));
        self.report(
            mistake.help(format!("what is asked follows a dot: `{written}`")).fix(extent, written),
        );
        let depth = left.depth.max(right.depth);
        let kind = ExprKind::Call {
            function: method.into(),
            function_span: span,
            target: Some(Box::new(left.expr)),
            arguments: vec![right.expr],
        };
        let call = self.spanned(kind, extent, depth);
        if negated { self.negated(call, extent) } else { call }
    }

    /// `x is empty`, all of which is read.
    fn unset(&mut self, left: Node, negated: bool, span: Span) -> Node {
        let extent = left.extent.to(span);
        let sign = if negated { "" } else { "!" };
        let path = self.written(&left);
        let depth = left.depth;
        let bare = !left.is_in_parentheses();
        let kind = match left.expr.kind {
            ExprKind::Name { name, rooted: false } if bare => {
                ExprKind::Has { operand: None, field: name }
            }
            ExprKind::Select { operand, field } if bare => {
                ExprKind::Has { operand: Some(operand), field }
            }
            _ => {
                let help = "`has(field)` asks whether a field is set";
                self.lose(self.wrong_word(span, "has(…)").help(help));
                return self.nothing();
            }
        };
        let written = format!("{sign}has({path})");
        self.findings.forget(span);
        let help = format!("whether a field is set is asked with `has`: `{written}`");
        self.report(self.wrong_word(span, &written).help(help).fix(extent, written));
        let node = self.spanned(kind, extent, depth);
        if negated { node } else { self.negated(node, extent) }
    }

    /// `x between 1 and 5`, of which all up to `between` is read.
    fn between(&mut self, left: Node, negated: bool, span: Span) -> Node {
        let low = self.expression(Power::Sum);
        let joined = self.infix() == Some(Infix::And) || self.symbol() == Some(Symbol::Comma);
        if !joined || !is_simple(&left.expr) {
            let help = "write both ends out: `x >= 1 && x <= 5`";
            self.lose(self.wrong_word(span, ">=` and `<=").help(help));
            return self.nothing();
        }
        self.advance();
        let high = self.expression(Power::Sum);
        let extent = left.extent.to(high.extent);
        let (value, from, to) = (self.written(&left), self.written(&low), self.written(&high));
        let both = format!("{value} >= {from} && {value} <= {to}");
        let written = if negated { format!("!({both})") } else { both };
        let help = format!("write both ends out: `{written}`");
        self.report(self.wrong_word(span, ">=` and `<=").help(help).fix(extent, written));
        let again = Node { expr: left.expr.clone(), extent: left.extent, depth: left.depth };
        let low = self.join(again, Operator::GreaterEqual, span, low);
        let high = self.join(left, Operator::LessEqual, span, high);
        let depth = low.depth.max(high.depth);
        let both = self.spanned(ExprKind::And(vec![low.expr, high.expr]), extent, depth);
        if negated { self.negated(both, extent) } else { both }
    }

    /// Whether `not` stands here, before a value.
    pub(super) fn is_negation(&self) -> bool {
        let value = matches!(
            self.peek(1).map(|token| &token.kind),
            Some(
                Kind::Name
                    | Kind::Constant(_)
                    | Kind::Integer(_)
                    | Kind::Symbol(Symbol::Not | Symbol::Open(Bracket::Round))
            )
        );
        let not = |word: &str| word.eq_ignore_ascii_case("not");
        value && self.name(0).is_some_and(not) && self.meaning(1).is_none()
    }

    /// `not x == 1`: other than `!`, the word denies the whole comparison.
    pub(super) fn negation(&mut self) -> Node {
        let span = self.advance();
        let first = self.expression(Power::Sign);
        let end = first.extent.end;
        let node = self.extend(first, Power::Relation);
        let extent = span.to(node.extent);
        let mistake = self.wrong_word(span, "!").help("\"not\" is written `!`");
        let sign = Span::new(span.start, node.extent.start);
        let mistake = match node.extent.end == end {
            true => mistake.fix(sign, "!"),
            false => mistake.fix(extent, format!("!({})", self.written(&node))),
        };
        self.report(mistake);
        self.negated(node, extent)
    }
}

/// Whether a dot after the part asks all of it.
fn is_closed(node: &Node) -> bool {
    node.is_in_parentheses()
        || !matches!(
            node.expr.kind,
            ExprKind::Not(_)
                | ExprKind::Negate(_)
                | ExprKind::And(_)
                | ExprKind::Or(_)
                | ExprKind::Binary { .. }
                | ExprKind::Conditional { .. }
        )
}
