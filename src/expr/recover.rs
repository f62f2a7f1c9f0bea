//! What is done where the text is not as the grammar wants it, so that one run finds every mistake.

use super::mistake::Mistake;
use super::parse::{Infix, Parser, Power};
use super::token::{Bracket, Kind, Symbol, shortened};
use crate::base::source::Span;

const OPERATOR_HELP: &str =
    "put `==`, `&&` or another operator before it; a text stands in quotes: `'closed won'`";

impl Parser<'_> {
    /// The next token, as messages name it.
    pub(super) fn found(&self) -> String {
        match self.kind() {
            Kind::End => "the end".to_owned(),
            _ => format!("`{}`", shortened(self.source(self.here()))),
        }
    }

    /// Whether something here was already reported.
    fn excused(&self) -> bool {
        let faulty = |kind: &Kind| matches!(kind, Kind::Faulty);
        let reported = self.lost_at == Some(self.here().start);
        reported || faulty(self.kind()) || self.previous().is_some_and(|token| faulty(&token.kind))
    }

    pub(super) fn lose_unexpected(&mut self, expected: &str, help: &str) {
        if self.excused() {
            return self.findings.give_up();
        }
        let message = format!("expected {expected}, found {}", self.found());
        self.lose_here(Mistake::new(self.here(), message).help(help));
    }

    fn lose_here(&mut self, mistake: Mistake) {
        self.lost_at = Some(self.here().start);
        self.lose(mistake);
    }

    /// No value stands where one must.
    pub(super) fn lose_missing(&mut self) {
        if self.excused() {
            return self.findings.give_up();
        }
        let after = match self.previous() {
            Some(token) => format!(" after `{}`", shortened(self.source(token.span))),
            None => String::new(),
        };
        let message = format!("expected a value{after}, found {}", self.found());
        let help = "a value is a name, a number, a text in quotes, or something in parentheses";
        self.lose_here(Mistake::new(self.here(), message).help(help));
    }

    /// Skips an operator that stands where a value must; says whether it is one. The next token is
    /// then that operator.
    pub(super) fn skip_stray_operator(&mut self) -> bool {
        match self.symbol() {
            Some(Symbol::And | Symbol::Or) if self.begins_a_part() => self.report_leading_link(),
            Some(Symbol::And | Symbol::Or | Symbol::Operator(_)) => self.lose_missing(),
            _ => return false,
        }
        true
    }

    fn begins_a_part(&self) -> bool {
        let group = Kind::Symbol(Symbol::Open(Bracket::Round));
        let mut before = self.before().map(|token| &token.kind);
        match before.next() {
            None => true,
            Some(kind) => *kind == group && !matches!(before.next(), Some(Kind::Name)),
        }
    }

    fn report_leading_link(&mut self) {
        let span = self.here();
        let after = self.peek(1).map_or(span.end, |token| token.span.start);
        let message = format!("expected a value, found {}", self.found());
        self.report(
            Mistake::new(span, message)
                .help("it joins two conditions, and there is none before it")
                .fix(Span::new(span.start, after), ""),
        );
    }

    pub(super) fn report_plus(&mut self) {
        let span = self.here();
        let mistake = Mistake::new(span, "expected a value, found `+`");
        let replacement = if self.read_to() == span.start { " " } else { "" };
        self.report(mistake.help("a number above zero has no sign").fix(span, replacement));
    }

    /// Reads `&&` or `||`, or the word for it; says whether a part follows. `end` is where the part
    /// before it ends.
    pub(super) fn link(&mut self, link: Infix, end: usize) -> bool {
        let is_word = matches!(self.kind(), Kind::Name);
        let span = self.advance();
        while let Some(Symbol::And | Symbol::Or) = self.symbol() {
            let (again, message) =
                (self.here(), format!("expected a value, found {}", self.found()));
            let mistake =
                Mistake::new(again, message).help("two conditions are joined by one sign");
            if self.infix() == Some(link) {
                self.report(mistake.fix(Span::new(self.read_to(), again.end), ""));
            } else {
                self.lose(mistake);
            }
            self.advance();
        }
        let follows = !matches!(
            self.kind(),
            Kind::End | Kind::Symbol(Symbol::Close(_) | Symbol::Comma | Symbol::Colon)
        );
        if !follows {
            let message =
                format!("expected a value after `{}`, found {}", self.source(span), self.found());
            self.report(
                Mistake::new(span, message)
                    .help("write another condition after it, or take it out")
                    .fix(Span::new(end, self.read_to()), ""),
            );
        } else if is_word {
            self.report_link_word(span, link.symbol());
        }
        follows
    }

    fn report_link_word(&mut self, span: Span, symbol: &str) {
        let word = self.source(span);
        self.report(
            Mistake::new(span, format!("expected `{symbol}`, found `{word}`"))
                .help(format!("\"{}\" is written `{symbol}`", word.to_lowercase()))
                .fix(span, symbol),
        );
    }

    pub(super) fn open_bracket(&mut self, bracket: Bracket) -> Span {
        self.open.push(bracket);
        self.advance()
    }

    /// Reads the bracket that closes the one at `start`. `sure`: if it is missing at the end of the
    /// text, it can stand nowhere else.
    pub(super) fn close_bracket(&mut self, bracket: Bracket, start: Span, sure: bool) {
        self.open.pop();
        if self.eat(Symbol::Close(bracket)) {
            return;
        }
        match self.symbol() {
            Some(Symbol::Close(other)) if self.open.contains(&other) => {
                self.unclosed(bracket, start, sure);
            }
            Some(Symbol::Close(_)) => self.wrong_bracket(bracket, start),
            Some(_) => self.unexpected_inside(bracket),
            None if matches!(self.kind(), Kind::End) => self.unclosed(bracket, start, sure),
            None => self.unexpected_inside(bracket),
        }
    }

    fn unclosed(&mut self, bracket: Bracket, start: Span, sure: bool) {
        if self.excused() {
            return self.findings.give_up();
        }
        let (open, close) = (bracket.open(), bracket.close());
        let mistake = Mistake::new(start, format!("this `{open}` is never closed"))
            .help(format!("put `{close}` where it ends"));
        let end = self.read_to();
        if sure {
            self.report(mistake.fix(Span::new(end, end), close));
        } else {
            self.lose(mistake);
        }
    }

    fn wrong_bracket(&mut self, bracket: Bracket, start: Span) {
        let (found, close) = (self.found(), bracket.close());
        let span = self.advance();
        self.report(
            Mistake::new(span, format!("expected `{close}`, found {found}"))
                .help(format!("it closes the `{}` before it", self.source(start)))
                .fix(span, close),
        );
    }

    fn unexpected_inside(&mut self, bracket: Bracket) {
        self.lose_unexpected(&format!("an operator or `{}`", bracket.close()), OPERATOR_HELP);
        self.open.push(bracket);
        self.skip();
        while self.eat(Symbol::Comma) {
            self.expression(Power::Conditional);
            self.skip();
        }
        self.open.pop();
        self.eat(Symbol::Close(bracket));
    }

    /// Whether another item follows in brackets; reads the comma before it.
    pub(super) fn next_item(&mut self, bracket: Bracket) -> bool {
        let ends = |kind: &Kind| matches!(kind, Kind::End | Kind::Symbol(Symbol::Close(_)));
        if self.symbol() != Some(Symbol::Comma) && !ends(self.kind()) {
            let help = "between two values stands a comma, or an operator such as `==`";
            self.lose_unexpected(&format!("`,` or `{}`", bracket.close()), help);
            self.skip();
        }
        self.eat(Symbol::Comma)
    }

    pub(super) fn report_trailing_comma(&mut self, comma: Span) {
        self.report(
            Mistake::new(comma, "expected a value after `,`, found `)`")
                .help("take the comma out")
                .fix(comma, ""),
        );
    }

    /// Goes on to where a comma, a closing bracket or the end can be made sense of, and reads the
    /// conditions on the way for their own mistakes.
    fn skip(&mut self) {
        let mut inner = 0_usize;
        loop {
            match self.kind() {
                Kind::End => break,
                Kind::Symbol(Symbol::Comma | Symbol::Close(_)) if inner == 0 => break,
                Kind::Symbol(Symbol::And | Symbol::Or) if inner == 0 => {
                    self.advance();
                    self.expression(Power::Conditional);
                    continue;
                }
                Kind::Symbol(Symbol::Open(_)) => inner += 1,
                Kind::Symbol(Symbol::Close(_)) => inner -= 1,
                _ => {}
            }
            self.advance();
        }
    }

    /// The condition is read: nothing may follow.
    pub(super) fn expect_end(&mut self) {
        while !matches!(self.kind(), Kind::End) {
            match self.symbol() {
                Some(Symbol::Close(_)) => self.stray_close(),
                Some(Symbol::Comma) => self.stray_comma(),
                _ => self.two_values(),
            }
            self.skip();
        }
    }

    fn stray_close(&mut self) {
        let found = self.found();
        let span = self.advance();
        let mistake = Mistake::new(span, format!("nothing is open that {found} could close"));
        if matches!(self.kind(), Kind::End) {
            self.report(mistake.help("take it out").fix(span, ""));
        } else {
            self.lose(mistake.help("take it out, or open the bracket where it should begin"));
        }
    }

    fn stray_comma(&mut self) {
        let span = self.advance();
        let mistake = Mistake::new(span, "expected an operator, found `,`");
        if matches!(self.kind(), Kind::End) {
            self.report(mistake.help("take it out").fix(span, ""));
        } else {
            self.lose(mistake.help("conditions are joined by `&&` (and) or `||` (or)"));
        }
    }

    fn two_values(&mut self) {
        if self.excused() {
            self.findings.give_up();
        } else {
            let message = format!("expected an operator, found {}", self.found());
            self.lose_here(Mistake::new(self.here(), message).help(OPERATOR_HELP));
        }
        self.advance();
    }
}
