//! Answers of atoms that ask about several facts, or about several elements of one, and what is
//! known of the ones that stand for themselves.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::diagram::{Class, Diagram, Variable};
use super::regions::line::{Interval, Line};
use super::regions::{Cut, ListRegions, Regions, beyond, texts};
use super::space::{Space, Two};
use crate::expr::atoms::{Atom, Quantity, Shape, TextTest, order_to};
use crate::expr::syntax::{Comprehension, Operator};
use crate::expr::{Domain, Facts, Slot, Truth, Value};

/// Most combinations of regions that are looked at one by one.
const COMBINATIONS: usize = 512;

/// Most pairs of regions of two facts for which it is worked out how the facts can lie.
const PAIRS: u32 = 4_096;

/// How two facts lie: the first below the second, both the same, the first above.
const ORDERS: [Ordering; 3] = [Ordering::Less, Ordering::Equal, Ordering::Greater];

pub(super) fn holds(operator: Operator, order: Ordering) -> bool {
    match operator {
        Operator::Less => order.is_lt(),
        Operator::LessEqual => order.is_le(),
        Operator::Greater => order.is_gt(),
        Operator::GreaterEqual => order.is_ge(),
        _ => order.is_eq(),
    }
}

struct Chosen<'a> {
    held: &'a dyn Facts,
    values: BTreeMap<Slot, Option<Value>>,
}

impl Facts for Chosen<'_> {
    fn get(&self, slot: Slot) -> Option<&Value> {
        match self.values.get(&slot) {
            Some(value) => value.as_ref(),
            None => self.held.get(slot),
        }
    }
}

impl Space<'_> {
    /// The answer of an atom for every combination of values, where the facts have few.
    pub(super) fn tabulated(&mut self, atom: &Atom, slots: &[Slot]) -> Option<Two> {
        let mut rows: Vec<Vec<(Variable, Class, Option<Value>)>> = vec![Vec::new()];
        for slot in slots {
            let values = self.single_values(*slot)?;
            if rows.len() * values.len() > COMBINATIONS {
                self.coarse.extend(slots);
                return None;
            }
            let longer = values.iter().flat_map(|value| {
                rows.iter().map(move |row| row.iter().cloned().chain([value.clone()]).collect())
            });
            rows = longer.collect();
        }
        let mut two = Two { yes: Diagram::FALSE, no: Diagram::FALSE };
        for row in rows {
            let values = slots.iter().copied().zip(row.iter().map(|(.., v)| v.clone())).collect();
            let truth = atom.decide(&Chosen { held: self.held, values });
            let mut here = Diagram::TRUE;
            for (variable, class, _) in row {
                let is = self.diagrams.is(variable, class);
                here = self.diagrams.and(here, is);
            }
            match truth {
                Truth::True => two.yes = self.diagrams.or(two.yes, here),
                Truth::False => two.no = self.diagrams.or(two.no, here),
                Truth::Unknown => {}
            }
        }
        Some(two)
    }

    fn single_values(&self, slot: Slot) -> Option<Vec<(Variable, Class, Option<Value>)>> {
        let cut = self.cuts.get(&slot)?;
        let Regions::Scalar(regions) = &cut.regions else { return None };
        let variable = *cut.variables.first()?;
        (0..self.diagrams.classes(variable))
            .map(|class| match regions.region(class) {
                None => Some((variable, class, None)),
                Some(region) if region.single => {
                    Some((variable, class, Some(region.samples.first()?.clone())))
                }
                Some(_) => None,
            })
            .collect()
    }

    /// An atom about how many elements of each kind a list has; `None` for other atoms.
    pub(super) fn counted(
        &mut self,
        atom: &Atom,
        slot: Slot,
        (cut, regions): (&Cut, &ListRegions),
        place: usize,
    ) -> Option<Two> {
        let set = self.is_set(slot);
        if matches!(atom.shape(), Shape::IsSet(_)) {
            return Some(Two { yes: set, no: self.diagrams.not(set) });
        }
        if regions.classes.is_empty() {
            return None;
        }
        let of = |wanted: Truth| -> Vec<Variable> {
            let answers = regions.classes.iter().zip(&cut.variables);
            let chosen = answers.filter(|(class, _)| class.answers.get(place) == Some(&wanted));
            chosen.map(|(_, variable)| *variable).collect()
        };
        let (yes, no, open) = (of(Truth::True), of(Truth::False), of(Truth::Unknown));
        let two = match atom.shape() {
            Shape::Holds { .. } => {
                let some = self.some(&yes);
                Two { yes: some, no: self.diagrams.not(some) }
            }
            Shape::Quantified { how: Comprehension::Exists, .. } => {
                let (some, maybe) = (self.some(&yes), self.some(&open));
                let either = self.diagrams.or(some, maybe);
                Two { yes: some, no: self.diagrams.not(either) }
            }
            Shape::Quantified { how: Comprehension::All, .. } => {
                let (some, maybe) = (self.some(&no), self.some(&open));
                let either = self.diagrams.or(some, maybe);
                Two { yes: self.diagrams.not(either), no: some }
            }
            Shape::Quantified { .. } => {
                let one = self.count(&yes, 2, |count| count == 1);
                self.decided_of(one, &open)
            }
            Shape::Counted { test, operator, count, .. } => {
                let all: Vec<Variable> = cut.variables.clone();
                let kinds = if test.is_some() { yes } else { all };
                let top = match regions.is_set {
                    true => u32::try_from(kinds.len()).unwrap_or(u32::MAX),
                    false => beyond(count)?,
                };
                let takes = |found: u32| {
                    let order = order_to(&Value::Int(found.into()), count);
                    order.is_some_and(|order| holds(*operator, order))
                };
                let fits = self.count(&kinds, top, takes);
                if test.is_some() {
                    self.decided_of(fits, &open)
                } else {
                    Two { yes: fits, no: self.diagrams.not(fits) }
                }
            }
            _ => return None,
        };
        Some(Two { yes: self.diagrams.and(set, two.yes), no: self.diagrams.and(set, two.no) })
    }

    /// Only when it is decided of every element.
    fn decided_of(&mut self, fits: Diagram, open: &[Variable]) -> Two {
        let maybe = self.some(open);
        let not = self.diagrams.not(fits);
        Two { yes: self.diagrams.without(fits, maybe), no: self.diagrams.without(not, maybe) }
    }

    /// Where there is an element of one of these kinds.
    fn some(&mut self, kinds: &[Variable]) -> Diagram {
        let some: Vec<Diagram> =
            kinds.iter().map(|kind| self.diagrams.of(*kind, |class| class > 0)).collect();
        self.diagrams.any(some)
    }

    /// Where the number of elements of these kinds is as `takes` says; `top` stands for more, too.
    fn count(&mut self, kinds: &[Variable], top: u32, takes: impl Fn(u32) -> bool) -> Diagram {
        // By how many have been counted so far: the answer for the kinds that are left.
        let mut rest: Vec<Diagram> = (0..=top)
            .map(|count| if takes(count) { Diagram::TRUE } else { Diagram::FALSE })
            .collect();
        for kind in kinds.iter().rev() {
            let classes = self.diagrams.classes(*kind);
            let before = rest.clone();
            for (so_far, answer) in (0..=top).zip(rest.iter_mut()) {
                let mut sum = Diagram::FALSE;
                for class in 0..classes {
                    let total = so_far.saturating_add(class).min(top);
                    let after = before.get(total as usize).copied().unwrap_or(Diagram::FALSE);
                    let here = self.diagrams.is(*kind, class);
                    let both = self.diagrams.and(here, after);
                    sum = self.diagrams.or(sum, both);
                }
                *answer = sum;
            }
        }
        rest.first().copied().unwrap_or(Diagram::FALSE)
    }

    /// Whether two facts stand in rows that can be compared.
    pub(super) fn is_ordered(&self, left: Slot, right: Slot) -> bool {
        let line = |slot: Slot| self.atoms.known(slot).and_then(|k| Line::of(&k.declaration.ty));
        let number = |line| matches!(line, Line::Int | Line::Double);
        match (line(left), line(right)) {
            (Some(left), Some(right)) => left == right || (number(left) && number(right)),
            _ => false,
        }
    }

    pub(super) fn of_order(&mut self, pair: (Slot, Slot), operator: Operator) -> Two {
        let variable = match self.orders.get(&pair) {
            Some(known) => *known,
            None => {
                let made = self.diagrams.add_variable(ORDERS.len());
                self.orders.insert(pair, made);
                made
            }
        };
        let takes =
            |class: Class| ORDERS.get(class as usize).is_some_and(|order| holds(operator, *order));
        let yes = self.diagrams.of(variable, takes);
        Two { yes, no: self.diagrams.not(yes) }
    }

    pub(super) fn of_quantity(
        &mut self,
        quantity: &Quantity,
        line: Line,
        (operator, constant): (Operator, &Value),
        fails: bool,
    ) -> Two {
        if !self.quantities.contains_key(&quantity.key) {
            let pieces = self.pieces_of(quantity, line);
            self.add_quantity(&quantity.key, line, pieces, fails);
        }
        let mut part = |wanted: bool| {
            self.quantity_where(&quantity.key, |value| {
                let order = order_to(value, constant);
                order.is_some_and(|order| holds(operator, order)) == wanted
            })
            .unwrap_or(Diagram::FALSE)
        };
        Two { yes: part(true), no: part(false) }
    }

    /// The pieces of a quantity, cut at every constant that it is compared with.
    fn pieces_of(&self, quantity: &Quantity, line: Line) -> Vec<Interval> {
        let domain = match quantity.is_size {
            true => Domain::Range { min: Some(0.0), max: None },
            false => Domain::Any,
        };
        let Some(whole) = line.whole(&domain) else { return Vec::new() };
        let constants = self.used.iter().filter_map(|id| match self.atoms.get(*id)?.shape() {
            Shape::Quantity { quantity: found, constant, .. } if found.key == quantity.key => {
                Some(constant)
            }
            _ => None,
        });
        let cuts = constants.flat_map(|constant| line.cuts(whole, constant)).flatten();
        Line::pieces(whole, cuts.collect())
    }

    /// What is known of atoms that stand for themselves.
    pub(super) fn add_axioms(&mut self) {
        self.relate_tests();
        let orders: Vec<((Slot, Slot), Variable)> =
            self.orders.iter().map(|(pair, variable)| (*pair, *variable)).collect();
        for (pair, variable) in &orders {
            self.relate_to_regions(*pair, *variable);
        }
        for ((a, b), one) in &orders {
            for ((b_too, c), other) in orders.iter().filter(|((from, _), _)| from == b) {
                debug_assert_eq!(b, b_too);
                if let Some(whole) = self.orders.get(&(*a, *c)).copied() {
                    self.chain(*one, *other, whole);
                }
            }
        }
    }

    fn require(&mut self, axiom: Diagram) {
        self.axioms = self.diagrams.and(self.axioms, axiom);
    }

    fn relate_tests(&mut self) {
        let tests: Vec<(Slot, &TextTest, Variable)> = self
            .tests
            .iter()
            .filter_map(|(id, variable)| match self.atoms.get(*id)?.shape() {
                Shape::Text { slot, test } => Some((*slot, test, *variable)),
                _ => None,
            })
            .collect();
        for (place, (slot, one, first)) in tests.iter().enumerate() {
            for (other_slot, other, second) in tests.iter().skip(place + 1) {
                if slot != other_slot {
                    continue;
                }
                let (yes, also) = (self.diagrams.is(*first, 1), self.diagrams.is(*second, 1));
                if texts::implies(one, other) {
                    let not = self.diagrams.without(yes, also);
                    let axiom = self.diagrams.not(not);
                    self.require(axiom);
                }
                if texts::implies(other, one) {
                    let not = self.diagrams.without(also, yes);
                    let axiom = self.diagrams.not(not);
                    self.require(axiom);
                }
                if texts::exclude(one, other) {
                    let both = self.diagrams.and(yes, also);
                    let axiom = self.diagrams.not(both);
                    self.require(axiom);
                }
            }
        }
    }

    /// How two facts can lie, given the regions in which they are.
    fn relate_to_regions(&mut self, (one, other): (Slot, Slot), variable: Variable) {
        let cut = |slot: &Slot| match self.cuts.get(slot).map(|cut| &**cut) {
            Some(Cut { regions: Regions::Scalar(regions), variables, .. }) => {
                Some((regions.clone(), *variables.first()?))
            }
            _ => None,
        };
        let (Some((left, x)), Some((right, y))) = (cut(&one), cut(&other)) else { return };
        let (columns, rows) = (self.diagrams.classes(x), self.diagrams.classes(y));
        if columns.saturating_mul(rows) > PAIRS {
            self.coarse.extend([one, other]);
            return;
        }
        for column in 0..columns {
            let mut allowed = Diagram::FALSE;
            for row in 0..rows {
                let orders = possible_orders(left.interval(column), right.interval(row));
                let order = self.diagrams.of(variable, |class| {
                    ORDERS.get(class as usize).is_some_and(|order| orders.contains(order))
                });
                let here = self.diagrams.is(y, row);
                let both = self.diagrams.and(here, order);
                allowed = self.diagrams.or(allowed, both);
            }
            let elsewhere = self.diagrams.of(x, |class| class != column);
            let axiom = self.diagrams.or(elsewhere, allowed);
            self.require(axiom);
        }
    }

    /// Of three facts the order of the outer two follows from the others.
    fn chain(&mut self, one: Variable, other: Variable, whole: Variable) {
        for (first, a) in ORDERS.iter().zip(0..) {
            for (second, b) in ORDERS.iter().zip(0..) {
                let follows: Option<Ordering> = match (first, second) {
                    (Ordering::Equal, order) | (order, Ordering::Equal) => Some(*order),
                    (first, second) if first == second => Some(*first),
                    _ => None,
                };
                let Some(follows) = follows else { continue };
                let (one, other) = (self.diagrams.is(one, a), self.diagrams.is(other, b));
                let both = self.diagrams.and(one, other);
                let order =
                    self.diagrams.of(whole, |class| ORDERS.get(class as usize) == Some(&follows));
                let broken = self.diagrams.without(both, order);
                let axiom = self.diagrams.not(broken);
                self.require(axiom);
            }
        }
    }
}

/// How a value of one interval can lie to a value of another; of an unset fact nothing is known.
fn possible_orders(
    left: Option<(Line, Interval)>,
    right: Option<(Line, Interval)>,
) -> Vec<Ordering> {
    let (Some((one, left)), Some((other, right))) = (left, right) else { return ORDERS.to_vec() };
    let order = |from, to| match (one.value(from), other.value(to)) {
        (Some(from), Some(to)) => order_to(&from, &to),
        _ => None,
    };
    let (Some(least), Some(most)) = (order(left.first, right.last), order(left.last, right.first))
    else {
        return ORDERS.to_vec();
    };
    // `least` is the lowest that the first can stand to the second, `most` the highest.
    ORDERS.into_iter().filter(|order| (least..=most).contains(order)).collect()
}
