//! Comparisons as sentences.

use super::super::functions::Function;
use super::super::names::{Declaration, Domain, Slot, Type};
use super::super::program::{Macro, Node, NodeId};
use super::super::syntax::{Comprehension, Operator};
use super::super::value::Value;
use super::{Around, Writer, as_number, filled, mirrored};
use crate::base::time::Duration;

impl Writer<'_> {
    /// A comparison or `in`. `operator` is already the opposite one when it does not hold, `in`
    /// excepted.
    pub(super) fn comparison(
        &self,
        operator: Operator,
        (left, right): (NodeId, NodeId),
        holds: bool,
        around: Option<&Around<'_>>,
    ) -> Option<String> {
        if operator == Operator::In {
            return self.membership((left, right), holds, around);
        }
        if self.program.as_constant(left).is_some() {
            return self.against((right, left), mirrored(operator), around);
        }
        self.against((left, right), operator, around)
    }

    fn against(
        &self,
        (subject, other): (NodeId, NodeId),
        operator: Operator,
        around: Option<&Around<'_>>,
    ) -> Option<String> {
        if let Some(text) = self.against_the_clock((subject, other), operator, around) {
            return Some(text);
        }
        if let Some(counted) = self.counted(subject, around) {
            return self.count(&counted, other, operator);
        }
        let declaration = self.declaration(subject, around)?;
        let label = self.noun(subject, around)?;
        let Some(constant) = self.program.as_constant(other) else {
            let other = match self.counted(other, around) {
                Some(things) => filled(self.phrases.number_of, &things, ""),
                None => self.noun(other, around)?,
            };
            return Some(filled(self.pattern(operator, &declaration.ty)?, &label, &other));
        };
        let is_count = declaration.ty == Type::Int && declaration.unit.is_none();
        if is_count && (self.phrases.is_plural)(&label) {
            return self.count(&label, other, operator).map(|text| self.said_of(subject, text));
        }
        let value = self.constant(constant, Some(&declaration))?;
        self.valued(subject, operator, (&declaration, &label, &value))
    }

    /// A comparison with a constant.
    fn valued(
        &self,
        subject: NodeId,
        operator: Operator,
        (declaration, label, value): (&Declaration, &str, &str),
    ) -> Option<String> {
        let phrases = self.phrases;
        let is_text = declaration.ty == Type::String;
        match (operator, self.is_item(subject), self.is_of_item(subject)) {
            (Operator::Equal, true, _) => Some(filled(phrases.item_is, value, "")),
            (Operator::NotEqual, true, _) => Some(filled(phrases.item_is_not, value, "")),
            (_, true, _) => None,
            (Operator::Equal, _, true) if is_text => {
                Some(filled(phrases.item_has_value, label, value))
            }
            (Operator::NotEqual, _, true) if is_text => {
                Some(filled(phrases.item_has_other, label, value))
            }
            (Operator::NotEqual, ..) if is_text && (phrases.is_denial)(value) => {
                Some(filled(phrases.is_other, label, value))
            }
            _ => {
                let text = filled(self.pattern(operator, &declaration.ty)?, label, value);
                Some(self.said_of(subject, text))
            }
        }
    }

    fn pattern(&self, operator: Operator, ty: &Type) -> Option<&'static str> {
        let phrases = self.phrases;
        let is_date = *ty == Type::Timestamp;
        Some(match operator {
            Operator::Equal if is_date => phrases.on,
            Operator::NotEqual if is_date => phrases.not_on,
            Operator::Less if is_date => phrases.before,
            Operator::LessEqual if is_date => phrases.until,
            Operator::Greater if is_date => phrases.after,
            Operator::GreaterEqual if is_date => phrases.from,
            Operator::Equal => phrases.is,
            Operator::NotEqual => phrases.is_not,
            Operator::Less => phrases.less_than,
            Operator::LessEqual => phrases.at_most,
            Operator::Greater => phrases.more_than,
            Operator::GreaterEqual => phrases.at_least,
            _ => return None,
        })
    }

    /// What is counted by `size(…)`.
    fn counted(&self, node: NodeId, around: Option<&Around<'_>>) -> Option<String> {
        match self.program.node(node)? {
            Node::Call { function: Function::Size, arguments } => {
                let items = *self.program.children(arguments).first()?;
                let is_list = match self.program.node(items)? {
                    Node::Macro(Macro { kind: Comprehension::Filter, .. }) => true,
                    _ => matches!(self.declaration(items, around)?.ty, Type::List(_)),
                };
                is_list.then(|| self.noun(items, around)).flatten()
            }
            _ => None,
        }
    }

    fn count(&self, things: &str, number: NodeId, operator: Operator) -> Option<String> {
        let phrases = self.phrases;
        let number = as_number(self.program.as_constant(number)?)?;
        let least = match operator {
            Operator::GreaterEqual => Some(number),
            Operator::Greater => Some(number + 1.0),
            _ => None,
        };
        let pattern = match operator {
            Operator::Equal | Operator::LessEqual if number == 0.0 => phrases.count_none,
            Operator::Less if number == 1.0 => phrases.count_none,
            Operator::Equal => phrases.count_is,
            Operator::NotEqual if number == 0.0 => phrases.count_more_than,
            Operator::NotEqual => phrases.count_is_not,
            Operator::Less => phrases.count_less_than,
            Operator::LessEqual => phrases.count_at_most,
            Operator::Greater if number == 0.0 => phrases.count_at_least,
            Operator::Greater => phrases.count_more_than,
            Operator::GreaterEqual => phrases.count_at_least,
            _ => return None,
        };
        let is_one = least == Some(1.0) || (number == 1.0 && pattern != phrases.count_none);
        let things = if is_one { (phrases.singular)(things) } else { things.to_owned() };
        let number = if least == Some(1.0) { 1.0 } else { number };
        Some(filled(pattern, &things, &(phrases.amount)(number, None)))
    }

    fn membership(
        &self,
        (item, place): (NodeId, NodeId),
        holds: bool,
        around: Option<&Around<'_>>,
    ) -> Option<String> {
        let phrases = self.phrases;
        if let Some(Value::List(values)) = self.program.as_constant(place) {
            return self.one_of(item, values, holds, around);
        }
        let declaration = self.declaration(place, around)?;
        let item = match self.value(item, Some(&declaration)) {
            Some(item) => item,
            None => self.noun(item, around)?,
        };
        let pattern = if holds { phrases.among } else { phrases.not_among };
        Some(self.said_of(place, filled(pattern, &self.noun(place, around)?, &item)))
    }

    fn one_of(
        &self,
        item: NodeId,
        values: &[Value],
        holds: bool,
        around: Option<&Around<'_>>,
    ) -> Option<String> {
        let phrases = self.phrases;
        let declaration = self.declaration(item, around)?;
        let values: Option<Vec<String>> =
            values.iter().map(|value| self.constant(value, Some(&declaration))).collect();
        let is_listed = holds || self.is_of_item(item);
        let last = if is_listed { phrases.or } else { phrases.comma };
        let values = self.row(&values?, last);
        if self.is_item(item) {
            return holds.then(|| filled(phrases.item_is, &values, ""));
        }
        let label = self.noun(item, around)?;
        let pattern = match (self.is_of_item(item), holds) {
            (true, true) => phrases.item_has_value,
            (true, false) => phrases.item_has_other,
            (false, true) => phrases.is_one_of,
            (false, false) => phrases.is_none_of,
        };
        Some(filled(pattern, &label, &values))
    }

    /// `close_date < now`, `now - last_call <= duration('…')`, `close_date < now + duration('…')`.
    fn against_the_clock(
        &self,
        (subject, other): (NodeId, NodeId),
        operator: Operator,
        around: Option<&Around<'_>>,
    ) -> Option<String> {
        let phrases = self.phrases;
        let is_less = matches!(operator, Operator::Less | Operator::LessEqual);
        if !is_less && !matches!(operator, Operator::Greater | Operator::GreaterEqual) {
            return None;
        }
        if self.is_clock(subject) {
            return self.against((other, subject), mirrored(operator), around);
        }
        if self.is_clock(other) {
            let pattern = if is_less { phrases.in_past } else { phrases.in_future };
            let text = filled(pattern, &self.noun(subject, around)?, "");
            return Some(self.said_of(subject, text));
        }
        let (date, length, is_past) = match self.program.node(subject)? {
            Node::Binary { operator: Operator::Subtract, left, right } => {
                let Value::Duration(length) = self.program.as_constant(other)? else { return None };
                let is_past = self.is_clock(left);
                let is_future = self.is_clock(right);
                (is_past || is_future).then_some((
                    if is_past { right } else { left },
                    *length,
                    is_past,
                ))?
            }
            _ => {
                let Node::Binary { operator: sum, left, right } = self.program.node(other)? else {
                    return None;
                };
                let Value::Duration(length) = self.program.as_constant(right)? else { return None };
                let is_past = sum == Operator::Subtract;
                (self.is_clock(left) && (is_past || sum == Operator::Add))
                    .then_some((subject, *length, is_past))?
            }
        };
        let is_difference = date != subject;
        let is_near = if is_past && !is_difference { !is_less } else { is_less };
        let pattern = match (is_past, is_near) {
            (true, true) => phrases.within_last,
            (true, false) => phrases.longer_ago,
            (false, true) => phrases.within_next,
            (false, false) => phrases.further_ahead,
        };
        let text = filled(pattern, &self.noun(date, around)?, &self.length(length));
        Some(self.said_of(date, text))
    }

    fn is_clock(&self, node: NodeId) -> bool {
        match self.program.node(node) {
            Some(Node::Fact(slot)) => self.is_clock_slot(slot),
            _ => false,
        }
    }

    /// The moment that is asked about goes by this name wherever conditions are used.
    pub(super) fn is_clock_slot(&self, slot: Slot) -> bool {
        self.program.read(slot).is_some_and(|read| &*read.name == "now")
    }

    /// What is known of what a node stands for.
    fn declaration(&self, node: NodeId, around: Option<&Around<'_>>) -> Option<Declaration> {
        match self.program.node(node)? {
            Node::Fact(slot) => Some(self.program.read(slot)?.declaration.clone()),
            Node::Variable(further_out) => {
                let found = (0..further_out).try_fold(around?, |around, _| around.outer)?;
                let mut declaration = self.declaration(found.range, found.outer)?;
                match declaration.ty {
                    Type::List(element) => declaration.ty = *element,
                    _ => return None,
                }
                Some(declaration)
            }
            Node::Select { operand, field } => {
                self.field_declaration(operand, self.program.text(field.name), around)
            }
            Node::Macro(Macro { kind: Comprehension::Filter, range, .. }) => {
                self.declaration(range, around)
            }
            _ => None,
        }
    }

    pub(super) fn field_declaration(
        &self,
        operand: NodeId,
        name: &str,
        around: Option<&Around<'_>>,
    ) -> Option<Declaration> {
        match self.declaration(operand, around)?.ty {
            Type::Record(ty) => ty.find(name).map(|(_, declaration)| declaration.clone()),
            _ => None,
        }
    }

    pub(super) fn constant(&self, value: &Value, of: Option<&Declaration>) -> Option<String> {
        let phrases = self.phrases;
        let unit = of.and_then(|of| of.unit.as_deref());
        match value {
            Value::String(text) if of.is_some_and(|of| matches!(of.domain, Domain::OneOf(_))) => {
                Some(self.choice(text, of))
            }
            Value::String(text) => Some(filled(phrases.quoted, text, "")),
            Value::Timestamp(at) if at.is_midnight() => Some(at.date()),
            Value::Timestamp(at) => Some(at.to_string()),
            Value::Duration(length) => Some(self.length(*length)),
            other => as_number(other).map(|number| (phrases.amount)(number, unit)),
        }
    }

    /// A value of a choice as it is said.
    fn choice(&self, value: &str, of: Option<&Declaration>) -> String {
        let named = of.and_then(|of| of.value_names.get(value));
        match named {
            Some(name) => (self.phrases.inside)(name),
            None => self.labels.value(value).replace('_', " "),
        }
    }

    fn length(&self, length: Duration) -> String {
        let phrases = self.phrases;
        let seconds = length.seconds();
        let units = [
            (86_400, phrases.days),
            (3_600, phrases.hours),
            (60, phrases.minutes),
            (1, phrases.seconds),
        ];
        let fits = |(size, _): &(i64, _)| seconds % size == 0 && seconds != 0;
        let (size, (one, several)) = units.into_iter().find(fits).unwrap_or((1, phrases.seconds));
        let number = seconds / size;
        let unit = if number == 1 { one } else { several };
        (phrases.amount)(number as f64, Some(unit))
    }
}
