//! Regions of facts with one value: yes or no, choices, numbers, dates, texts.

use std::sync::Arc;

use super::line::{Interval, Line, Place};
use super::texts;
use super::{Asking, With};
use crate::expr::atoms::{Atom, Shape, Term};
use crate::expr::{Declaration, Domain, Type, Value};
use crate::logic::diagram::Class;

/// Values that the atoms cannot tell apart, but for those that no cut can answer.
#[derive(Debug, Clone)]
pub(crate) struct Region {
    /// Values of it, the one that a person would have chosen first.
    pub(crate) samples: Vec<Value>,
    /// Whether there is one value alone, so that every atom about it has an answer.
    pub(crate) single: bool,
    interval: Option<(Line, Interval)>,
}

/// The regions of a fact with one value.
#[derive(Debug, Clone)]
pub(crate) struct ScalarRegions {
    /// Whether the fact can be unset, which is class 0 then.
    pub(crate) can_be_unset: bool,
    pub(crate) regions: Vec<Region>,
}

/// Most values of a small range of whole numbers of which each is a region of its own.
const EACH: Place = 64;

impl Region {
    pub(super) fn single(value: Value) -> Self {
        Self { samples: vec![value], single: true, interval: None }
    }

    /// Whether a value surely lies in it.
    pub(crate) fn holds(&self, value: &Value) -> bool {
        match self.interval {
            Some((line, interval)) => line.place(value).is_some_and(|at| interval.contains(at)),
            None => self.single && self.samples.contains(value),
        }
    }

    /// What is left of a type when the single values are taken out.
    pub(super) fn rest(samples: Vec<Value>) -> Self {
        Self { samples, single: false, interval: None }
    }
}

impl ScalarRegions {
    /// One region for all values, of which no sample is known.
    pub(crate) fn unknown(can_be_unset: bool) -> Self {
        Self { can_be_unset, regions: vec![Region::rest(Vec::new())] }
    }

    /// How many classes there are, unset included.
    pub(crate) fn classes(&self) -> usize {
        self.regions.len() + usize::from(self.can_be_unset)
    }

    /// The region that a class is; `None` is unset.
    pub(crate) fn region(&self, class: Class) -> Option<&Region> {
        let place = class as usize;
        match self.can_be_unset {
            true => self.regions.get(place.checked_sub(1)?),
            false => self.regions.get(place),
        }
    }

    /// The class of a value.
    pub(crate) fn class_of(&self, value: Option<&Value>) -> Option<Class> {
        let Some(value) = value else { return self.can_be_unset.then_some(0) };
        let found = self.regions.iter().position(|region| region.holds(value));
        // What equals no constant lies in the region of all the rest.
        let is_rest = |region: &Region| !region.single && region.interval.is_none();
        let rest = || self.regions.iter().position(is_rest);
        let place = found.or_else(rest)? + usize::from(self.can_be_unset);
        Class::try_from(place).ok()
    }

    /// Where the values of a region lie in their row.
    pub(crate) fn interval(&self, class: Class) -> Option<(Line, Interval)> {
        self.region(class)?.interval
    }
}

/// Cuts a fact with one value; `None` for types that have no regions.
pub(crate) fn scalar(asking: &Asking<'_>, known: &Declaration) -> Option<ScalarRegions> {
    let can_be_unset = !known.always_set;
    let regions = match (&known.ty, &known.domain) {
        (Type::Bool, _) => [false, true].map(|truth| Region::single(truth.into())).to_vec(),
        (Type::String, Domain::OneOf(values)) => {
            values.iter().map(|value| Region::single(Value::String(Arc::clone(value)))).collect()
        }
        (Type::String, _) => texts::regions(asking),
        (ty, domain) => {
            let line = Line::of(ty)?;
            ordered(asking, line, line.whole(domain)?)
        }
    };
    Some(ScalarRegions { can_be_unset, regions })
}

fn ordered(asking: &Asking<'_>, line: Line, whole: Interval) -> Vec<Region> {
    let mut cuts = Vec::new();
    let mut exact = true;
    for (_, atom) in &asking.atoms {
        exact &= cut(asking, atom, line, whole, &mut cuts);
    }
    if !exact && line == Line::Int && whole.last - whole.first < EACH {
        cuts.extend(whole.first..=whole.last);
    }
    if let Some(now) = asking.now.and_then(|now| line.place(now)) {
        cuts.extend([now, now + 1]);
    }
    let pieces = Line::pieces(whole, cuts);
    pieces
        .into_iter()
        .map(|piece| Region {
            samples: line.samples(piece),
            single: piece.first == piece.last,
            interval: Some((line, piece)),
        })
        .collect()
}

/// Whether the answers of an atom are the same throughout each region.
pub(crate) fn is_answered_by_regions(asking: &Asking<'_>, atom: &Atom, ty: &Type) -> bool {
    match atom.shape() {
        Shape::IsSet(_) | Shape::Yes(_) | Shape::OneOf { .. } => true,
        Shape::Compare { term: Term::Itself, operator, .. } => {
            Line::of(ty).is_some() || *operator == crate::expr::syntax::Operator::Equal
        }
        _ => match Line::of(ty) {
            Some(line) => {
                let whole = line.whole(&Domain::Any);
                atom.is_monotone_in(asking.slot)
                    && whole.is_some_and(|whole| anchor(asking, atom, line, whole).is_some())
            }
            None => false,
        },
    }
}

/// Notes where the answer of an atom changes; `false` where that cannot be told.
fn cut(
    asking: &Asking<'_>,
    atom: &Atom,
    line: Line,
    whole: Interval,
    cuts: &mut Vec<Place>,
) -> bool {
    match atom.shape() {
        Shape::IsSet(_) => true,
        Shape::Compare { term: Term::Itself, constant, .. } => {
            cuts.extend(line.cuts(whole, constant).into_iter().flatten());
            true
        }
        Shape::OneOf { values, .. } => {
            for constant in values.iter() {
                cuts.extend(line.cuts(whole, constant).into_iter().flatten());
            }
            true
        }
        _ if atom.is_monotone_in(asking.slot) => search(asking, atom, line, whole, cuts),
        _ => false,
    }
}

/// Finds where a comparison changes its answer by asking the evaluator.
fn search(
    asking: &Asking<'_>,
    atom: &Atom,
    line: Line,
    whole: Interval,
    cuts: &mut Vec<Place>,
) -> bool {
    let order = |value: &Value| {
        atom.order(&With { held: asking.held, slot: asking.slot, value: Some(value) })
    };
    let Some(anchor) = anchor(asking, atom, line, whole) else { return false };
    let upper = Interval { first: anchor, last: whole.last };
    let lower = Interval { first: whole.first, last: anchor };
    let after = line.first_where(upper, |value| order(value).is_none());
    let before = line.first_where(lower, |value| order(value).is_some()).unwrap_or(anchor);
    let valid = Interval { first: before, last: after.map_or(whole.last, |after| after - 1) };
    cuts.extend([Some(before), after].into_iter().flatten());
    let at = |place| line.value(place).as_ref().and_then(order);
    let rising = at(valid.first) <= at(valid.last);
    for least in [std::cmp::Ordering::Equal, std::cmp::Ordering::Greater] {
        let reached = |value: &Value| {
            let found = order(value).map(|order| if rising { order } else { order.reverse() });
            found.is_some_and(|order| order >= least)
        };
        cuts.extend(line.first_where(valid, reached));
    }
    true
}

/// A place for which a comparison has an answer.
fn anchor(asking: &Asking<'_>, atom: &Atom, line: Line, whole: Interval) -> Option<Place> {
    let middle = whole.first + (whole.last - whole.first) / 2;
    let powers = (0..63).flat_map(|power| [1_i128 << power, -(1_i128 << power)]);
    let small = (-16..=16).filter_map(|n: i32| line.place(&Value::Double(f64::from(n))));
    let places = [0, whole.first, whole.last, middle].into_iter().chain(small).chain(powers);
    places.filter(|place| whole.contains(*place)).find(|place| {
        line.value(*place).is_some_and(|value| {
            let facts = With { held: asking.held, slot: asking.slot, value: Some(&value) };
            atom.order(&facts).is_some()
        })
    })
}
