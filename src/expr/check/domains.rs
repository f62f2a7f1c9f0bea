//! Constants held against the values that a name can have.

use super::super::names::Domain;
use super::super::problem::{Problem, ProblemKind};
use super::super::syntax::{Expr, ExprKind, Literal};
use super::Compiler;
use super::words::one_of;
use crate::base::nearest::nearest;
use crate::base::source::Span;

impl Compiler<'_> {
    /// Reports each constant of `expr` that no value of `domain` equals. `name` is where the name
    /// with that domain stands.
    pub(super) fn check_values(&mut self, domain: &Domain, name: Span, expr: &Expr) {
        if !self.is_thorough() || *domain == Domain::Any {
            return;
        }
        match (&expr.kind, domain) {
            (ExprKind::Literal(Literal::String(word)), Domain::OneOf(values))
                if !values.contains(word) =>
            {
                let values: Vec<&str> = values.iter().map(|value| &**value).collect();
                self.unknown_value(word, name, expr.span, &values);
            }
            (ExprKind::Literal(literal), Domain::Range { min, max }) => {
                if let Some(number) = as_number(literal)
                    && (min.is_some_and(|min| number < min) || max.is_some_and(|max| number > max))
                {
                    self.outside_range(name, expr.span, (*min, *max));
                }
            }
            (ExprKind::List(items), _) => {
                for item in items {
                    self.check_values(domain, name, item);
                }
            }
            (ExprKind::Conditional { yes, no, .. }, _) => {
                self.check_values(domain, name, yes);
                self.check_values(domain, name, no);
            }
            _ => {}
        }
    }

    fn unknown_value(&mut self, word: &str, name: Span, span: Span, values: &[&str]) {
        let message = format!("'{word}' is not a value of {}", self.quoted(name));
        let problem = Problem::new(ProblemKind::OutsideValues, span, message);
        let quoted: Vec<String> = values.iter().map(|value| format!("'{value}'")).collect();
        let all = one_of(&quoted.iter().map(String::as_str).collect::<Vec<_>>());
        self.report(match nearest(word, values.iter().copied()) {
            Some(near) => problem
                .help(format!("did you mean '{near}'? It is one of {all}"))
                .fix(span, format!("'{near}'")),
            None => problem.help(format!("it is one of {all}")),
        });
    }

    fn outside_range(&mut self, name: Span, span: Span, range: (Option<f64>, Option<f64>)) {
        let range = match range {
            (Some(min), Some(max)) => format!("goes from {min} to {max}"),
            (Some(min), None) => format!("is never below {min}"),
            (None, Some(max)) => format!("is never above {max}"),
            (None, None) => return,
        };
        let (number, name) = (self.quoted(span), self.quoted(name));
        let message = format!("{number} is outside the range of {name}");
        let problem = Problem::new(ProblemKind::OutsideValues, span, message);
        self.report(problem.help(format!("{name} {range}")));
    }
}

fn as_number(literal: &Literal) -> Option<f64> {
    match literal {
        Literal::Int(number) => Some(*number as f64),
        Literal::Uint(number) => Some(*number as f64),
        Literal::Double(number) => Some(*number),
        _ => None,
    }
}
