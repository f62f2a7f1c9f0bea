//! Conditions as sentences, for people who do not read conditions.

mod compare;
mod phrases;

use super::condition::Condition;
use super::functions::Function;
use super::names::{Declaration, Slot};
use super::program::{Macro, Node, NodeId, Program};
use super::syntax::{Comprehension, Operator};
use super::value::Value;

pub use phrases::Phrases;

/// What facts, fields of records and values are called; by default as they were declared. A
/// translation calls them otherwise.
pub trait Labels {
    /// What a fact is called.
    fn fact<'l>(&'l self, slot: Slot, declared: &'l str) -> &'l str {
        let _ = slot;
        declared
    }

    /// What a field of a record is called.
    fn field<'l>(&'l self, name: &str, declared: &'l str) -> &'l str {
        let _ = name;
        declared
    }

    /// What a value of a choice is called.
    fn value<'l>(&'l self, value: &'l str) -> &'l str {
        value
    }
}

/// Everything as it was declared.
impl Labels for () {}

impl Condition {
    /// The condition as a sentence without a capital letter and a full stop, such as «at least 3
    /// stakeholders, or economic buyer met». What has no words of its own stands as it is written,
    /// in backticks.
    #[must_use]
    pub fn sentence(&self, phrases: &Phrases, labels: &dyn Labels) -> String {
        let writer = Writer { program: self.program(), text: self.text(), phrases, labels };
        match self.program().root() {
            Some(root) => writer.phrase(root, true, None).text,
            None => String::new(),
        }
    }
}

struct Writer<'a> {
    program: &'a Program,
    text: &'a str,
    phrases: &'a Phrases,
    labels: &'a dyn Labels,
}

/// The ranges of the macros around a node, innermost first.
#[derive(Clone, Copy)]
struct Around<'r> {
    range: NodeId,
    outer: Option<&'r Self>,
}

/// Some words, and how they hold together.
struct Phrase {
    text: String,
    bond: Bond,
    /// What is denied, where the phrase is nothing but that.
    denied: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    /// One statement.
    One,
    /// Statements with «and» or «or» between them.
    And,
    Or,
    /// Both.
    Mixed,
}

impl Phrase {
    fn new(text: String, bond: Bond) -> Self {
        Self { text, bond, denied: None }
    }
}

/// A pattern with its blanks filled.
fn filled(pattern: &str, a: &str, b: &str) -> String {
    let mut text = String::with_capacity(pattern.len() + a.len() + b.len());
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        rest = match (after.strip_prefix("a}"), after.strip_prefix("b}")) {
            (Some(after), _) => {
                text.push_str(a);
                after
            }
            (_, Some(after)) => {
                text.push_str(b);
                after
            }
            _ => {
                text.push('{');
                after
            }
        };
    }
    text + rest
}

impl Writer<'_> {
    /// A node that is yes or no; or that it is not, when `holds` is false.
    fn phrase(&self, node: NodeId, holds: bool, around: Option<&Around<'_>>) -> Phrase {
        match self.program.node(node) {
            Some(Node::Not(operand)) => self.phrase(operand, !holds, around),
            Some(Node::And(parts)) if holds => {
                self.joined(self.program.children(parts), (true, true), around)
            }
            Some(Node::Or(parts)) => {
                self.joined(self.program.children(parts), (holds, !holds), around)
            }
            Some(Node::And(_)) => {
                let all = self.phrase(node, true, around);
                Phrase::new(filled(self.phrases.not_all_of, &all.text, ""), Bond::One)
            }
            Some(Node::Conditional { condition, yes, no }) => {
                let [condition, yes, no] = [(condition, true), (yes, holds), (no, holds)]
                    .map(|(node, holds)| self.phrase(node, holds, around).text);
                let text = filled(self.phrases.if_then, &condition, &yes).replace("{c}", &no);
                Phrase::new(text, Bond::Mixed)
            }
            _ => self.single(node, holds, around),
        }
    }

    fn single(&self, node: NodeId, holds: bool, around: Option<&Around<'_>>) -> Phrase {
        if let Some((fact, truth)) = self.compared_with_truth(node) {
            return self.phrase(fact, truth == holds, around);
        }
        if let Some(text) = self.statement(node, holds, around) {
            return Phrase::new(text, Bond::One);
        }
        let text = self.statement(node, true, around).unwrap_or_else(|| self.as_written(node));
        if holds {
            return Phrase::new(text, Bond::One);
        }
        let denial = filled(self.phrases.not, &text, "");
        Phrase { text: denial, bond: Bond::One, denied: Some(text) }
    }

    /// `met == true`, `met != false` and the like: what is asked, and whether it has to hold.
    fn compared_with_truth(&self, node: NodeId) -> Option<(NodeId, bool)> {
        let Node::Binary { operator, left, right } = self.program.node(node)? else { return None };
        let is_equal = match operator {
            Operator::Equal => true,
            Operator::NotEqual => false,
            _ => return None,
        };
        let sides = [(left, right), (right, left)];
        sides.into_iter().find_map(|(fact, constant)| match self.program.as_constant(constant) {
            Some(Value::Bool(truth)) => Some((fact, *truth == is_equal)),
            _ => None,
        })
    }

    fn as_written(&self, node: NodeId) -> String {
        let span = self.program.span(node);
        format!("`{}`", self.text.get(span.start..span.end).unwrap_or_default())
    }

    /// Parts with «and» or «or» between them. `!(a || b)` is «not a and not b».
    fn joined(
        &self,
        parts: &[NodeId],
        (hold, and): (bool, bool),
        around: Option<&Around<'_>>,
    ) -> Phrase {
        let is_said = |part: &&NodeId| !(hold && and && self.is_said_beside(**part, parts));
        let phrases: Vec<Phrase> =
            parts.iter().filter(is_said).map(|part| self.phrase(*part, hold, around)).collect();
        let own = if and { Bond::And } else { Bond::Or };
        let is_plain = phrases.iter().all(|phrase| phrase.bond == Bond::One || phrase.bond == own);
        let texts: Vec<String> = phrases.into_iter().map(|phrase| self.part(phrase, own)).collect();
        let phrases = self.phrases;
        let last = match (and, is_plain) {
            (true, true) => phrases.and,
            (true, false) => phrases.and_also,
            (false, true) => phrases.or,
            (false, false) => phrases.or_else,
        };
        let bond = if is_plain { own } else { Bond::Mixed };
        Phrase::new(self.row(&texts, last), bond)
    }

    /// Whether a part asks only that something is known of which another part asks that it is true:
    /// `has(c.met) && c.met`.
    fn is_said_beside(&self, part: NodeId, parts: &[NodeId]) -> bool {
        match self.program.node(part) {
            Some(Node::HasFact(slot)) => {
                parts.iter().any(|other| self.program.node(*other) == Some(Node::Fact(slot)))
            }
            Some(Node::HasField { operand, field }) => parts.iter().any(|other| {
                matches!(self.program.node(*other), Some(Node::Select { operand: of, field: asked })
                    if self.program.node(of) == self.program.node(operand)
                        && self.program.text(asked.name) == self.program.text(field.name))
            }),
            _ => false,
        }
    }

    fn part(&self, phrase: Phrase, within: Bond) -> String {
        if let Some(denied) = phrase.denied {
            return filled(self.phrases.not_beside, &denied, "");
        }
        match (phrase.bond, within) {
            (Bond::Mixed, _) => filled(self.phrases.bracketed, &phrase.text, ""),
            (Bond::Or, Bond::And) => filled(self.phrases.either, &phrase.text, ""),
            _ => phrase.text,
        }
    }

    /// `a, b and c`.
    fn row(&self, texts: &[String], last: &str) -> String {
        match texts {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., end] => format!("{}{last}{end}", first.join(self.phrases.comma)),
        }
    }

    /// A node that is no «and», «or» and the like; `None` where there are no words for it, or none
    /// for its opposite.
    fn statement(&self, node: NodeId, holds: bool, around: Option<&Around<'_>>) -> Option<String> {
        let phrases = self.phrases;
        match self.program.node(node)? {
            Node::HasFact(slot) => {
                let label = self.label(slot)?;
                let pattern = match ((phrases.is_plural)(&label), holds) {
                    (false, true) => phrases.known,
                    (false, false) => phrases.not_known,
                    (true, true) => phrases.known_plural,
                    (true, false) => phrases.not_known_plural,
                };
                Some(filled(pattern, &label, ""))
            }
            Node::HasField { operand, field } => {
                let label = self.field_label(operand, self.program.text(field.name), around)?;
                let pattern = match (self.is_item(operand), holds) {
                    (true, true) => phrases.item_has_known,
                    (true, false) => phrases.item_lacks,
                    (false, true) => phrases.known,
                    (false, false) => phrases.not_known,
                };
                Some(filled(pattern, &label, ""))
            }
            Node::Binary { operator, left, right } => {
                let operator = if holds { operator } else { opposite(operator) };
                self.comparison(operator, (left, right), holds, around)
            }
            Node::Call { function, arguments } if holds => {
                let [text, part] = *self.program.children(arguments) else { return None };
                self.search(function, (text, part), around)
            }
            Node::Macro(it) => self.quantified(it, holds, around),
            Node::Select { operand, .. } if self.is_item(operand) => {
                let pattern = if holds { phrases.item_is } else { phrases.item_is_not };
                Some(filled(pattern, &self.noun(node, around)?, ""))
            }
            Node::Fact(_) | Node::Variable(_) | Node::Select { .. } if holds => {
                self.noun(node, around)
            }
            _ => None,
        }
    }

    /// Whether a node is the item that the innermost macro goes through.
    fn is_item(&self, node: NodeId) -> bool {
        self.program.node(node) == Some(Node::Variable(0))
    }

    /// Whether a node is a field of that item.
    fn is_of_item(&self, node: NodeId) -> bool {
        match self.program.node(node) {
            Some(Node::Select { operand, .. }) => self.is_item(operand),
            _ => false,
        }
    }

    /// A statement about what a node stands for; about a field of an item it is one about the item.
    fn said_of(&self, node: NodeId, text: String) -> String {
        if self.is_of_item(node) { filled(self.phrases.item_has, &text, "") } else { text }
    }

    fn search(
        &self,
        function: Function,
        (text, part): (NodeId, NodeId),
        around: Option<&Around<'_>>,
    ) -> Option<String> {
        let phrases = self.phrases;
        let pattern = match function {
            Function::Contains => phrases.contains,
            Function::StartsWith => phrases.starts_with,
            Function::EndsWith => phrases.ends_with,
            Function::Matches => phrases.matches,
            _ => return None,
        };
        if self.is_item(text) {
            return None;
        }
        let (label, part) = (self.noun(text, around)?, self.value(part, None)?);
        if self.is_of_item(text) {
            let does = filled(pattern, "", &part);
            return Some(filled(phrases.item_has_that, &label, does.trim()));
        }
        Some(filled(pattern, &label, &part))
    }

    fn quantified(&self, it: Macro, holds: bool, around: Option<&Around<'_>>) -> Option<String> {
        let phrases = self.phrases;
        let pattern = match (it.kind, holds) {
            (Comprehension::Exists, true) => phrases.some,
            (Comprehension::Exists, false) => phrases.none,
            (Comprehension::All, true) => phrases.every,
            (Comprehension::All, false) => phrases.not_every,
            (Comprehension::ExistsOne, true) => phrases.exactly_one,
            _ => return None,
        };
        if around.is_some() {
            return None;
        }
        let items = self.noun(it.range, around)?;
        let body = self.asked_of_each(it, around)?;
        Some(filled(pattern, &(phrases.singular)(&items), &body))
    }

    /// What is said of each item; `None` where there are no words for a part of it.
    fn asked_of_each(&self, it: Macro, around: Option<&Around<'_>>) -> Option<String> {
        let mut is_about_other = false;
        self.program.visit(it.body, &mut |node| {
            if let Node::Fact(slot) | Node::HasFact(slot) = node {
                is_about_other |= !self.is_clock_slot(slot);
            }
        });
        if is_about_other {
            return None;
        }
        let around = Around { range: it.range, outer: around };
        let phrase = self.phrase(it.body, true, Some(&around));
        (!phrase.text.contains('`')).then_some(phrase.text)
    }

    /// What a node that stands for something is called.
    fn noun(&self, node: NodeId, around: Option<&Around<'_>>) -> Option<String> {
        match self.program.node(node)? {
            Node::Fact(slot) => self.label(slot),
            Node::Variable(further_out) => {
                let found = (0..further_out).try_fold(around?, |around, _| around.outer)?;
                self.noun(found.range, found.outer).map(|items| (self.phrases.singular)(&items))
            }
            Node::Select { operand, field } => {
                self.field_label(operand, self.program.text(field.name), around)
            }
            Node::Macro(it @ Macro { kind: Comprehension::Filter, .. }) => {
                let items = self.noun(it.range, around)?;
                Some(filled(self.phrases.those, &items, &self.asked_of_each(it, around)?))
            }
            _ => None,
        }
    }

    fn label(&self, slot: Slot) -> Option<String> {
        let declared = &self.program.read(slot)?.declaration.label;
        Some((self.phrases.inside)(self.labels.fact(slot, declared)))
    }

    fn field_label(
        &self,
        operand: NodeId,
        name: &str,
        around: Option<&Around<'_>>,
    ) -> Option<String> {
        let declaration = self.field_declaration(operand, name, around)?;
        Some((self.phrases.inside)(self.labels.field(name, &declaration.label)))
    }

    /// A constant as it is said; with a unit where there is one.
    fn value(&self, node: NodeId, of: Option<&Declaration>) -> Option<String> {
        self.constant(self.program.as_constant(node)?, of)
    }
}

/// The operator that holds when this one does not.
fn opposite(operator: Operator) -> Operator {
    match operator {
        Operator::Equal => Operator::NotEqual,
        Operator::NotEqual => Operator::Equal,
        Operator::Less => Operator::GreaterEqual,
        Operator::LessEqual => Operator::Greater,
        Operator::Greater => Operator::LessEqual,
        Operator::GreaterEqual => Operator::Less,
        other => other,
    }
}

/// The operator with its sides changed.
fn mirrored(operator: Operator) -> Operator {
    match operator {
        Operator::Less => Operator::Greater,
        Operator::LessEqual => Operator::GreaterEqual,
        Operator::Greater => Operator::Less,
        Operator::GreaterEqual => Operator::LessEqual,
        other => other,
    }
}

fn as_number(value: &Value) -> Option<f64> {
    match value {
        Value::Int(number) => Some(*number as f64),
        Value::Uint(number) => Some(*number as f64),
        Value::Double(number) => Some(*number),
        _ => None,
    }
}
