//! Names, fields, calls and macros.

use std::sync::Arc;

use super::mistake::Mistake;
use super::parse::{Node, Parser, Power, is_reserved};
use super::print;
use super::syntax::{Comprehension, Expr, ExprKind, Literal, Operator};
use super::token::{Bracket, Kind, Symbol, shortened};
use crate::base::source::Span;

impl Parser<'_> {
    /// Something that stands alone, with the fields, places and methods asked of it.
    pub(super) fn member_chain(&mut self) -> Node {
        let mut node = self.primary();
        loop {
            node = match self.symbol() {
                Some(Symbol::Dot) => self.selection(node),
                Some(Symbol::Open(Bracket::Square)) => self.index(node),
                Some(Symbol::Open(Bracket::Curly)) if is_path(&node) => self.message(&node),
                _ => return node,
            };
        }
    }

    /// A name, a call, or a word that stands before a condition.
    pub(super) fn named(&mut self) -> Node {
        if self.is_negation() {
            return self.negation();
        }
        let span = self.here();
        let name = self.source(span);
        if is_reserved(name) {
            return self.reserved(name);
        }
        self.advance();
        self.called(name, span, span.start, false)
    }

    /// `.name`, which looks past the variables of macros.
    pub(super) fn rooted(&mut self) -> Node {
        let start = self.advance().start;
        let span = self.here();
        let Some(name) = self.name(0) else {
            self.lose_missing();
            return self.nothing();
        };
        if is_reserved(name) {
            return self.reserved(name);
        }
        self.advance();
        self.called(name, span, start, true)
    }

    fn reserved(&mut self, word: &str) -> Node {
        let first = self.previous().is_none();
        let span = self.advance();
        let mistake = Mistake::new(span, format!("`{word}` is a reserved word, not a name"));
        if word == "if" && first && !matches!(self.kind(), Kind::End) {
            let fix = Span::new(span.start, self.here().start);
            self.report(mistake.help("a condition needs no `if`").fix(fix, ""));
            return self.expression(Power::Conditional);
        }
        self.lose(match word {
            "if" | "else" => mistake.help("a choice is written `condition ? value : other value`"),
            _ => mistake.help("the name must be another one"),
        });
        if self.symbol() == Some(Symbol::Open(Bracket::Round)) {
            let start = self.open_bracket(Bracket::Round);
            self.items(Bracket::Round, false);
            self.close_bracket(Bracket::Round, start, false);
        }
        self.nothing()
    }

    fn called(&mut self, name: &str, name_span: Span, start: usize, rooted: bool) -> Node {
        if self.symbol() != Some(Symbol::Open(Bracket::Round)) {
            return self.node(ExprKind::Name { name: name.into(), rooted }, start, 0);
        }
        let (arguments, depth) = self.arguments();
        if name == "has" {
            return self.has(arguments, name_span, depth);
        }
        let kind = ExprKind::Call {
            function: name.into(),
            function_span: name_span,
            target: None,
            arguments: expressions(arguments),
        };
        self.node(kind, start, depth)
    }

    fn arguments(&mut self) -> (Vec<Node>, usize) {
        let start = self.open_bracket(Bracket::Round);
        let (arguments, depth) = self.items(Bracket::Round, false);
        let sure = arguments.last().is_none_or(|last| !is_joined(&last.expr));
        self.close_bracket(Bracket::Round, start, sure);
        (arguments, depth)
    }

    fn selection(&mut self, operand: Node) -> Node {
        self.advance();
        let span = self.here();
        let start = operand.extent.start;
        let field: Arc<str> = match self.kind().clone() {
            Kind::Name => self.source(span).into(),
            Kind::Backticks(field) if !print::is_backticked_field(&field) => {
                return self.backticked_index(operand, field);
            }
            Kind::Backticks(field) => field,
            Kind::Constant(Literal::Bool(_) | Literal::Null)
            | Kind::Symbol(Symbol::Operator(Operator::In)) => self.keyword_field(),
            _ => {
                let help = "a field of a record is written `contact.name`";
                self.lose_unexpected("the name of a field after `.`", help);
                return operand;
            }
        };
        let named = matches!(self.kind(), Kind::Name);
        self.advance();
        if named && self.symbol() == Some(Symbol::Open(Bracket::Round)) {
            return self.method(operand, &field, span);
        }
        let depth = operand.depth;
        self.node(ExprKind::Select { operand: Box::new(operand.expr), field }, start, depth)
    }

    /// A field that no backticks can hold is a key.
    fn backticked_index(&mut self, operand: Node, field: Arc<str>) -> Node {
        let dot = self.previous().map_or(self.here(), |dot| dot.span);
        let (span, literal) = (self.advance(), print::quoted(&field));
        self.report(
            Mistake::new(span, format!("`{field}` cannot stand in backticks"))
                .help("backticks take letters a to z, digits, spaces and `_ . - /`")
                .fix(dot.to(span), format!("[{literal}]")),
        );
        let (start, depth) = (operand.extent.start, operand.depth);
        let index = self.spanned(ExprKind::Literal(Literal::String(field)), span, 0);
        let (operand, index) = (Box::new(operand.expr), Box::new(index.expr));
        self.node(ExprKind::Index { operand, index }, start, depth)
    }

    fn keyword_field(&mut self) -> Arc<str> {
        let span = self.here();
        let word = self.source(span);
        self.report(
            Mistake::new(span, format!("`{word}` is a word of the language"))
                .help("as the name of a field it stands in backticks")
                .fix(span, format!("`{word}`")),
        );
        word.into()
    }

    fn index(&mut self, operand: Node) -> Node {
        let bracket = self.open_bracket(Bracket::Square);
        let index = self.expression(Power::Conditional);
        self.close_bracket(Bracket::Square, bracket, !is_joined(&index.expr));
        let (start, depth) = (operand.extent.start, operand.depth.max(index.depth));
        let (operand, index) = (Box::new(operand.expr), Box::new(index.expr));
        self.node(ExprKind::Index { operand, index }, start, depth)
    }

    /// `Name{field: value}`, which CEL has for protocol buffers.
    fn message(&mut self, name: &Node) -> Node {
        let span = Span::new(name.extent.start, self.here().end);
        self.lose(
            Mistake::new(span, "there are no messages here")
                .help("a map is written without a name before it: `{'key': value}`"),
        );
        self.primary()
    }

    fn method(&mut self, target: Node, function: &str, function_span: Span) -> Node {
        let (arguments, depth) = self.arguments();
        if let Some(kind) = macro_named(function) {
            return self.comprehension(kind, target, arguments, function_span);
        }
        let start = target.extent.start;
        let depth = depth.max(target.depth);
        let kind = ExprKind::Call {
            function: function.into(),
            function_span,
            target: Some(Box::new(target.expr)),
            arguments: expressions(arguments),
        };
        self.node(kind, start, depth)
    }

    fn comprehension(
        &mut self,
        kind: Comprehension,
        range: Node,
        arguments: Vec<Node>,
        name_span: Span,
    ) -> Node {
        let start = range.extent.start;
        let depth = arguments.iter().map(|node| node.depth).fold(range.depth, usize::max);
        let count = arguments.len();
        let mut arguments = arguments.into_iter();
        let (filter, body) = match (arguments.next(), arguments.next(), arguments.next()) {
            (Some(variable), Some(body), None) => (None, Some((variable, body))),
            (Some(variable), Some(filter), Some(body))
                if kind == Comprehension::Map && count == 3 =>
            {
                (Some(Box::new(filter.expr)), Some((variable, body)))
            }
            _ => (None, None),
        };
        let Some((variable, body)) = body else {
            self.lose_macro_count(kind, self.source(range.extent), count, name_span);
            return self.nothing();
        };
        let ExprKind::Name { name, rooted: false } = variable.expr.kind else {
            self.lose_macro_variable(kind, self.source(range.extent), variable.extent);
            return self.nothing();
        };
        let kind = ExprKind::Comprehension {
            kind,
            range: Box::new(range.expr),
            variable: name,
            variable_span: variable.expr.span,
            filter,
            body: Box::new(body.expr),
        };
        self.node(kind, start, depth)
    }

    fn lose_macro_count(&mut self, kind: Comprehension, range: &str, count: usize, span: Span) {
        let takes = match kind {
            Comprehension::Map => "a name for the element and one or two expressions",
            _ => "a name for the element and a condition",
        };
        let found = match count {
            0 => "nothing".to_owned(),
            1 => "1 argument".to_owned(),
            _ => format!("{count} arguments"),
        };
        let message = format!("expected {takes} in `{}`, found {found}", kind.name());
        self.lose(Mistake::new(span, message).help(macro_help(kind, range)));
    }

    fn lose_macro_variable(&mut self, kind: Comprehension, range: &str, span: Span) {
        let (name, found) = (kind.name(), shortened(self.source(span)));
        let message = format!("expected a name for the element in `{name}`, found `{found}`");
        self.lose(Mistake::new(span, message).help(macro_help(kind, range)));
    }

    /// `has(record.field)`, or `has(field)`, which CEL does not have.
    fn has(&mut self, arguments: Vec<Node>, name_span: Span, depth: usize) -> Node {
        let start = name_span.start;
        let count = arguments.len();
        let mut arguments = arguments.into_iter();
        let (Some(argument), None) = (arguments.next(), arguments.next()) else {
            let found =
                if count == 0 { "nothing".to_owned() } else { format!("{count} arguments") };
            let message = format!("expected one field in `has`, found {found}");
            self.lose(Mistake::new(name_span, message).help(HAS_HELP));
            return self.nothing();
        };
        let kind = match argument.expr.kind {
            ExprKind::Select { operand, field } => ExprKind::Has { operand: Some(operand), field },
            ExprKind::Name { name, rooted: false } => ExprKind::Has { operand: None, field: name },
            kind => match self.has_of_text(kind, argument.extent) {
                Some(kind) => kind,
                None => return self.nothing(),
            },
        };
        self.node(kind, start, depth)
    }

    /// `has('field')` and `has(record['field'])`: the text names the field.
    fn has_of_text(&mut self, kind: ExprKind, extent: Span) -> Option<ExprKind> {
        let found = shortened(self.source(extent));
        let mistake = Mistake::new(extent, format!("expected a field in `has`, found `{found}`"))
            .help(HAS_HELP);
        match kind {
            ExprKind::Literal(Literal::String(field)) if print::is_plain_name(&field) => {
                self.report(mistake.fix(extent, &*field));
                Some(ExprKind::Has { operand: None, field })
            }
            ExprKind::Index { operand, index } => match index.kind {
                ExprKind::Literal(Literal::String(field)) if print::is_backticked_field(&field) => {
                    let selection = format!("{operand}{}", print::selector(&field));
                    self.report(mistake.fix(extent, selection));
                    Some(ExprKind::Has { operand: Some(operand), field })
                }
                _ => {
                    self.lose(mistake);
                    None
                }
            },
            _ => {
                self.lose(mistake);
                None
            }
        }
    }
}

const HAS_HELP: &str = "`has` asks whether a field is set: `has(amount)`";

fn expressions(nodes: Vec<Node>) -> Vec<Expr> {
    nodes.into_iter().map(|node| node.expr).collect()
}

/// Whether a part ends in one that an operator joins to what is before it.
fn is_joined(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Binary { .. } | ExprKind::And(_) | ExprKind::Or(_) | ExprKind::Conditional { .. }
    )
}

fn is_path(node: &Node) -> bool {
    matches!(node.expr.kind, ExprKind::Name { .. } | ExprKind::Select { .. })
        && !node.is_in_parentheses()
}

fn macro_named(name: &str) -> Option<Comprehension> {
    Some(match name {
        "all" => Comprehension::All,
        "exists" => Comprehension::Exists,
        "exists_one" | "existsOne" => Comprehension::ExistsOne,
        "filter" => Comprehension::Filter,
        "map" => Comprehension::Map,
        _ => return None,
    })
}

fn macro_help(kind: Comprehension, range: &str) -> String {
    let (name, range) = (kind.name(), if range.len() > 30 { "contacts" } else { range });
    match kind {
        Comprehension::Map => {
            format!("`{range}.map(x, x.name)` makes a list of the name of each `x` in `{range}`")
        }
        Comprehension::Filter => {
            format!("`{range}.filter(x, x.met)` keeps each `x` in `{range}` that was met")
        }
        _ => format!("`{range}.{name}(x, x.met)` asks of each `x` in `{range}` whether it was met"),
    }
}
