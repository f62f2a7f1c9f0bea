//! From regions back to facts, confirmed by the evaluator.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::diagram::{Class, Variable};
use super::regions::line::Line;
use super::regions::{Cut, ListRegions, Region, Regions, beyond};
use super::space::Space;
use crate::expr::atoms::{Atom, Shape};
use crate::expr::{Declaration, Facts, Record, RecordType, Slot, Type, Value};

/// Combinations of samples of a way that are tried before many of another one are.
pub(super) const FEW_ATTEMPTS: usize = 64;

/// Most combinations of samples that are tried for one way.
pub(super) const ATTEMPTS: usize = 2_048;

/// Most records that are tried as the only one of a list.
const RECORDS: usize = 256;

/// Most classes of a fact of which a way says nothing.
const CLASSES: Class = 4;

/// Most samples of a region.
const SAMPLES: usize = 24;

/// Facts that show that something can be.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Witness {
    /// The facts that matter: their values, or `None` where they have to be unset.
    pub(crate) facts: BTreeMap<Slot, Option<Value>>,
}

impl Witness {
    /// The same with the facts of some variables alone.
    pub(crate) fn only(
        mut self,
        variables: impl IntoIterator<Item = Variable>,
        space: &Space<'_>,
    ) -> Self {
        let variables: Vec<Variable> = variables.into_iter().collect();
        self.facts.retain(|slot, _| {
            space.single_variable(*slot).is_some_and(|(own, _)| variables.contains(&own))
        });
        self
    }
}

/// A witness together with the facts that are held.
struct Shown<'a> {
    witness: &'a Witness,
    held: &'a dyn Facts,
}

impl Facts for Shown<'_> {
    fn get(&self, slot: Slot) -> Option<&Value> {
        match self.witness.facts.get(&slot) {
            Some(value) => value.as_ref(),
            None => self.held.get(slot),
        }
    }
}

impl Facts for Witness {
    fn get(&self, slot: Slot) -> Option<&Value> {
        self.facts.get(&slot)?.as_ref()
    }
}

impl Space<'_> {
    /// Facts in the regions of a way that are confirmed. Where the way does not say, a fact is as
    /// `given`, or else unset if it can be. Tries at most so many.
    pub(crate) fn witness(
        &self,
        way: &[(Variable, Class)],
        given: Option<&dyn Facts>,
        most: usize,
        confirm: &dyn Fn(&dyn Facts) -> bool,
    ) -> Option<Witness> {
        let way: BTreeMap<Variable, Class> = way.iter().copied().collect();
        let choices: Vec<(Slot, Vec<Option<Value>>)> = self
            .cuts
            .iter()
            .map(|(slot, cut)| (*slot, self.choices(*slot, cut, (&way, given), most)))
            .collect();
        let count = choices.iter().fold(1_usize, |all, (_, own)| all.saturating_mul(own.len()));
        (0..count.min(most)).find_map(|mut number| {
            let mut witness = Witness::default();
            for (slot, values) in &choices {
                let place = number % values.len().max(1);
                number /= values.len().max(1);
                witness.facts.insert(*slot, values.get(place).cloned().flatten());
            }
            confirm(&Shown { witness: &witness, held: self.held }).then_some(witness)
        })
    }

    /// The values that a fact may have on a way, the likeliest first; of lists as many as are tried.
    fn choices(
        &self,
        slot: Slot,
        cut: &Cut,
        (way, given): (&BTreeMap<Variable, Class>, Option<&dyn Facts>),
        most: usize,
    ) -> Vec<Option<Value>> {
        let own = given.map(|given| given.get(slot));
        if let Some(own) = own.filter(|own| self.agrees(slot, cut, way, *own)) {
            return vec![own.cloned()];
        }
        match &cut.regions {
            Regions::Scalar(regions) => {
                let class = cut.variables.first().and_then(|variable| way.get(variable));
                let of = |class: Class| match regions.region(class) {
                    None => vec![None],
                    Some(region) => self.samples(slot, region),
                };
                match class {
                    Some(class) => of(*class),
                    None if self.is_open(slot) => (0..CLASSES).flat_map(of).collect(),
                    None => of(0),
                }
            }
            Regions::List(regions) => self.lists((slot, cut), regions, way, most),
        }
    }

    /// Whether a value of a fact lies where a way leads.
    pub(super) fn agrees(
        &self,
        slot: Slot,
        cut: &Cut,
        way: &BTreeMap<Variable, Class>,
        value: Option<&Value>,
    ) -> bool {
        let answers = |element: &Value| self.element_answers(slot, element);
        let variables = cut.set.iter().chain(&cut.variables);
        variables.into_iter().all(|variable| {
            let wanted = way.get(variable);
            wanted.is_none_or(|class| cut.class_of(*variable, value, &answers) == Some(*class))
        })
    }

    /// Values of a region; several only where an atom is not answered by the regions, and then such
    /// as other facts may have as well.
    fn samples(&self, slot: Slot, region: &Region) -> Vec<Option<Value>> {
        if !self.is_open(slot) {
            return region.samples.iter().take(1).cloned().map(Some).collect();
        }
        let open: Vec<&Atom> = self.opaque().filter(|atom| atom.slots().contains(&slot)).collect();
        let mut values = region.samples.clone();
        let others = open.iter().flat_map(|atom| atom.slots()).filter(|other| **other != slot);
        let elsewhere = others.flat_map(|other| self.all_samples(*other)).cloned();
        let compared = open.iter().flat_map(|atom| self.like_constant(slot, atom));
        for value in compared.chain(elsewhere) {
            if region.holds(&value) && !values.contains(&value) && values.len() < SAMPLES {
                values.push(value);
            }
        }
        values.into_iter().map(Some).collect()
    }

    /// The constant that an atom compares with, and its neighbour, as values of a fact.
    fn like_constant(&self, slot: Slot, atom: &Atom) -> Vec<Value> {
        let Shape::Quantity { constant, .. } = atom.shape() else { return Vec::new() };
        let line = self.atoms.known(slot).and_then(|known| {
            let line = Line::of(&known.declaration.ty)?;
            Some((line, line.whole(&known.declaration.domain)?))
        });
        let cuts = line.map(|(line, whole)| (line, line.cuts(whole, constant)));
        let values =
            cuts.map(|(line, cuts)| cuts.into_iter().filter_map(move |at| line.value(at?)));
        values.into_iter().flatten().collect()
    }

    /// Whether an atom that stands for itself asks about a fact.
    fn is_open(&self, slot: Slot) -> bool {
        self.opaque().any(|atom| atom.slots().contains(&slot))
    }

    fn all_samples(&self, slot: Slot) -> impl Iterator<Item = &Value> {
        let regions = match self.cuts.get(&slot).map(|cut| &cut.regions) {
            Some(Regions::Scalar(regions)) => regions.regions.as_slice(),
            _ => &[],
        };
        regions.iter().flat_map(|region| &region.samples)
    }

    fn element_type(&self, slot: Slot) -> Option<&Type> {
        match &self.atoms.known(slot)?.declaration.ty {
            Type::List(element) => Some(element),
            _ => None,
        }
    }

    /// A list with so many elements of each kind as a way says.
    fn lists(
        &self,
        (slot, cut): (Slot, &Cut),
        regions: &ListRegions,
        way: &BTreeMap<Variable, Class>,
        most: usize,
    ) -> Vec<Option<Value>> {
        let counts: Vec<Class> =
            cut.variables.iter().map(|kind| way.get(kind).copied().unwrap_or(0)).collect();
        let said = cut.set.and_then(|set| way.get(&set)).copied();
        let is_open = self.is_open(slot);
        let mut lists = Vec::new();
        if said == Some(0) {
            return vec![None];
        }
        let has_some = counts.iter().any(|count| *count > 0);
        if !regions.classes.is_empty() && (cut.set.is_none() || said.is_some() || has_some) {
            let kinds = regions.classes.iter().zip(counts);
            let items = kinds
                .flat_map(|(kind, count)| std::iter::repeat_n(kind.sample.clone(), count as usize));
            lists.push(Some(Value::list(items)));
        }
        if cut.set.is_some() && said.is_none() && !has_some {
            lists.push(None);
        }
        if is_open || lists.is_empty() {
            let atoms = self.opaque().filter(|atom| atom.slots().contains(&slot));
            lists.extend(some_lists(self.element_type(slot), &Named::by(atoms), most));
        }
        lists
    }
}

/// What some atoms name: samples need to differ in nothing else.
#[derive(Default)]
struct Named {
    texts: Vec<Arc<str>>,
    fields: BTreeSet<Arc<str>>,
    /// The numbers of elements that reach beyond all that they count up to.
    counts: BTreeSet<usize>,
}

impl Named {
    fn by<'a>(atoms: impl Iterator<Item = &'a Atom>) -> Self {
        let mut named = Self::default();
        for atom in atoms {
            named.texts.extend(atom.texts());
            named.fields.extend(atom.fields());
            if let Shape::Quantity { constant, .. } = atom.shape() {
                named.counts.extend(beyond(constant).map(|count| count as usize));
            }
        }
        if named.texts.is_empty() {
            // Two texts are alike somewhere only if there is one to share.
            named.texts.push(Arc::from("other"));
        }
        named
    }
}

/// A few lists of which nothing is known: none, and each of some elements, as often as elements are
/// counted, and once.
fn some_lists(element: Option<&Type>, named: &Named, most: usize) -> Vec<Option<Value>> {
    let elements = match element {
        Some(Type::String) => {
            named.texts.iter().map(|text| Value::String(Arc::clone(text))).collect()
        }
        Some(Type::Record(ty)) => some_records(ty, named, most.min(RECORDS)),
        _ => Vec::new(),
    };
    let counts = named.counts.iter().rev().copied().filter(|count| *count > 1).chain([1]);
    let lists = counts.flat_map(|count| {
        elements.iter().map(move |element| Value::list(vec![element.clone(); count]))
    });
    std::iter::once(Value::list([])).chain(lists).map(Some).take(most).collect()
}

/// Records with likely values in the fields that are named, at most so many.
fn some_records(ty: &Arc<RecordType>, named: &Named, most: usize) -> Vec<Value> {
    let mut rows: Vec<Vec<Option<Value>>> = vec![Vec::new()];
    for (name, declaration) in &ty.fields {
        let values = match named.fields.contains(name) {
            true => some_values(declaration, &named.texts),
            false => vec![None],
        };
        let longer = values.iter().flat_map(|value| {
            rows.iter().map(move |row| row.iter().cloned().chain([value.clone()]).collect())
        });
        rows = longer.take(most).collect();
    }
    let record = |row| Value::Record(Record::new(Arc::clone(ty), row).into());
    rows.into_iter().map(record).collect()
}

fn some_values(declaration: &Declaration, texts: &[Arc<str>]) -> Vec<Option<Value>> {
    let named = || texts.iter().filter(|text| declaration.domain.admits(text)).cloned();
    match &declaration.ty {
        Type::Bool => vec![Some(true.into()), Some(false.into())],
        Type::String => {
            named().take(3).map(|text| Some(Value::String(text))).chain([None]).collect()
        }
        Type::List(_) => {
            vec![Some(Value::list(named().map(Value::String))), Some(Value::list([])), None]
        }
        ty => {
            let line = Line::of(ty);
            let whole = line.and_then(|line| Some((line, line.whole(&declaration.domain)?)));
            let values = whole.map(|(line, whole)| line.samples(whole)).unwrap_or_default();
            values.into_iter().map(Some).chain([None]).collect()
        }
    }
}
