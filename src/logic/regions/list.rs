//! Lists: the kinds of element that some conditions on elements can tell apart, and how many of each.

use std::sync::Arc;

use super::Asking;
use super::line::Line;
use crate::expr::atoms::{Atom, ElementUse, PartUse, Shape, equals};
use crate::expr::{Declaration, Domain, Record, RecordType, Truth, Type, Value};
use crate::logic::diagram::Class;

/// A kind of element: all of them are alike to the conditions.
#[derive(Debug, Clone)]
pub(crate) struct ElementClass {
    /// An element of this kind.
    pub(crate) sample: Value,
    /// What each atom says of it, in the order of the atoms.
    pub(crate) answers: Vec<Truth>,
}

/// The kinds of element of a list; none where only opaque atoms ask about it.
#[derive(Debug, Clone, Default)]
pub(crate) struct ListRegions {
    pub(crate) classes: Vec<ElementClass>,
    /// Most elements of a kind that are counted; that many stand for more as well, unless an
    /// element can be there once at most.
    pub(crate) most: u32,
    /// Whether an element can be there once at most.
    pub(crate) is_set: bool,
}

/// Most kinds of element, and most elements that are tried out to find them.
const KINDS: usize = 64;
const TRIED: usize = 4_096;

/// Most elements of a kind that are counted.
const COUNTED: u32 = 8;

impl ListRegions {
    /// How many elements of one kind a list has, as far as they are counted.
    pub(crate) fn count_of(
        &self,
        kind: usize,
        items: &[Value],
        answers: &dyn Fn(&Value) -> Vec<Truth>,
    ) -> Option<Class> {
        let wanted = self.classes.get(kind)?;
        let is_alike = |item: &&Value| match self.is_set {
            true => **item == wanted.sample,
            false => answers(item) == wanted.answers,
        };
        let count = items.iter().filter(is_alike).count();
        Some(Class::try_from(count).unwrap_or(Class::MAX).min(self.most))
    }
}

/// The kinds of element of a list; `None` where they cannot be told.
pub(crate) fn list(asking: &Asking<'_>, element: &Type, domain: &Domain) -> Option<ListRegions> {
    let mut uses = ElementUse::default();
    asking.atoms.iter().for_each(|(_, atom)| atom.note_element_use(&mut uses));
    let is_set = *element == Type::String && matches!(domain, Domain::OneOf(_));
    let elements = match (element, domain) {
        (Type::String, Domain::OneOf(values)) => {
            values.iter().map(|value| Value::String(Arc::clone(value))).collect()
        }
        (Type::String, _) if !uses.is_more => texts(&uses)?,
        (Type::Record(ty), _) if !uses.is_more => records(ty, &uses)?,
        _ => return None,
    };
    let mut classes: Vec<ElementClass> = Vec::new();
    for sample in elements {
        let answers = of_element(asking, &sample);
        if is_set || !classes.iter().any(|class| class.answers == answers) {
            classes.push(ElementClass { sample, answers });
        }
    }
    let most = if is_set { 1 } else { most(asking)? };
    (classes.len() <= KINDS).then_some(ListRegions { classes, most, is_set })
}

/// What each atom says of an element. In a set the element itself counts as well.
pub(crate) fn of_element(asking: &Asking<'_>, element: &Value) -> Vec<Truth> {
    asking.atoms.iter().map(|(_, atom)| says(atom, element)).collect()
}

fn says(atom: &Atom, element: &Value) -> Truth {
    match atom.shape() {
        Shape::Holds { item, .. } => equals(item, element).into(),
        _ => atom.of_element(element),
    }
}

/// How far elements have to be counted; `None` where that is too far.
fn most(asking: &Asking<'_>) -> Option<u32> {
    let mut most = 1;
    for (_, atom) in &asking.atoms {
        most = most.max(match atom.shape() {
            Shape::Quantified { how: crate::expr::syntax::Comprehension::ExistsOne, .. } => 2,
            Shape::Counted { count, .. } => beyond(count)?,
            _ => 1,
        });
    }
    Some(most)
}

/// The least count that is above a constant.
pub(crate) fn beyond(constant: &Value) -> Option<u32> {
    let above = |count: &u32| {
        let order = crate::expr::atoms::order_to(&Value::Int((*count).into()), constant);
        order.is_some_and(std::cmp::Ordering::is_gt)
    };
    (1..=COUNTED).find(above)
}

fn texts(uses: &ElementUse) -> Option<Vec<Value>> {
    let constants = match uses.parts.as_slice() {
        [] => &[],
        [PartUse { field: None, constants }] => constants.as_slice(),
        _ => return None,
    };
    Some(distinct(constants.iter().cloned().chain([another(constants)])))
}

/// A text that is none of the constants.
fn another(constants: &[Value]) -> Value {
    let mut text = String::from("other");
    while constants.contains(&Value::from(text.as_str())) {
        text.push('_');
    }
    Value::from(text.as_str())
}

fn distinct(values: impl Iterator<Item = Value>) -> Vec<Value> {
    let mut distinct: Vec<Value> = Vec::new();
    for value in values {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    distinct
}

/// A record for each combination of regions of the fields that are looked at.
fn records(ty: &Arc<RecordType>, uses: &ElementUse) -> Option<Vec<Value>> {
    let empty = vec![None; ty.fields.len()];
    let mut rows: Vec<Vec<Option<Value>>> = vec![empty];
    for part in &uses.parts {
        let place = part.field?;
        let (_, declaration) = ty.fields.get(place)?;
        let values = values(declaration, &part.constants)?;
        if rows.len() * (values.len() + 1) > TRIED {
            return None;
        }
        let mut longer = Vec::with_capacity(rows.len() * (values.len() + 1));
        for value in values.into_iter().map(Some).chain([None]) {
            for row in &rows {
                let mut row = row.clone();
                if let Some(own) = row.get_mut(place) {
                    own.clone_from(&value);
                }
                longer.push(row);
            }
        }
        rows = longer;
    }
    let record = |row| Value::Record(Arc::new(Record::new(Arc::clone(ty), row)));
    Some(rows.into_iter().map(record).collect())
}

/// A value of each region of a field of a record.
fn values(declaration: &Declaration, constants: &[Value]) -> Option<Vec<Value>> {
    match (&declaration.ty, &declaration.domain) {
        (Type::Bool, _) => Some(vec![true.into(), false.into()]),
        (Type::String, Domain::OneOf(values)) => {
            // All that is none of the constants is alike.
            let mut others = 0;
            let all = values.iter().map(|value| Value::String(Arc::clone(value)));
            let told_apart = all.filter(|value| {
                let is_other = !constants.contains(value);
                others += usize::from(is_other);
                !is_other || others == 1
            });
            Some(told_apart.collect())
        }
        (Type::String, _) => Some(distinct(constants.iter().cloned().chain([another(constants)]))),
        (Type::List(element), domain) if **element == Type::String => sets(constants, domain),
        (ty, domain) => {
            let line = Line::of(ty)?;
            let whole = line.whole(domain)?;
            let cuts = constants.iter().flat_map(|constant| line.cuts(whole, constant)).flatten();
            let pieces = Line::pieces(whole, cuts.collect());
            Some(pieces.into_iter().filter_map(|piece| line.sample(piece)).collect())
        }
    }
}

/// Every set of the constants, with another element and without.
fn sets(constants: &[Value], domain: &Domain) -> Option<Vec<Value>> {
    let mut items = distinct(constants.iter().cloned());
    if let Domain::OneOf(values) = domain {
        items.retain(|item| matches!(item, Value::String(text) if values.contains(text)));
        let mut values = values.iter().map(|value| Value::String(Arc::clone(value)));
        items.extend(values.find(|value| !items.contains(value)));
    } else {
        items.push(another(constants));
    }
    if items.len() > 8 {
        return None;
    }
    let chosen = |set: usize| {
        let taken = items.iter().enumerate().filter(move |(place, _)| set >> place & 1 == 1);
        Value::list(taken.map(|(_, item)| item.clone()))
    };
    Some((0..1_usize << items.len()).map(chosen).collect())
}
