//! The facts that some conditions speak of, as variables of one set of diagrams, and the answer of
//! each atom as two functions of them: where it is true, and where it is false.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::diagram::{Class, Diagram, Diagrams, Variable};
use super::regions::line::{Interval, Line};
use super::regions::{
    Asking, Cut, ListRegions, Regions, ScalarRegions, is_answered_by_regions, list, of_element,
    scalar,
};
use crate::expr::atoms::{Algebra, Atom, AtomId, Atoms, Formula, Shape};
use crate::expr::{Declaration, Facts, Slot, Truth, Type, Value};

/// Where something is true and where it is false; it is unknown in the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Two {
    pub(crate) yes: Diagram,
    pub(crate) no: Diagram,
}

impl Two {
    pub(super) const UNKNOWN: Self = Self { yes: Diagram::FALSE, no: Diagram::FALSE };

    fn certain(truth: Truth) -> Self {
        match truth {
            Truth::True => Self { yes: Diagram::TRUE, no: Diagram::FALSE },
            Truth::False => Self { yes: Diagram::FALSE, no: Diagram::TRUE },
            Truth::Unknown => Self::UNKNOWN,
        }
    }
}

/// No fact is set.
#[derive(Debug, Clone, Copy)]
struct NoFacts;

impl Facts for NoFacts {
    fn get(&self, _: Slot) -> Option<&Value> {
        None
    }
}

/// Facts that are what they are; all others may have any value.
pub(crate) struct Held<'a> {
    pub(crate) facts: &'a dyn Facts,
    pub(crate) slots: BTreeSet<Slot>,
    /// Whether the values that the other facts have now are told apart from all others.
    pub(crate) from_now: bool,
    /// Facts with one value that can be found out anew though the value stays.
    pub(crate) renewable: BTreeSet<Slot>,
}

impl Held<'_> {
    /// Nothing is held.
    pub(crate) fn nothing() -> Self {
        Held {
            facts: &NoFacts,
            slots: BTreeSet::new(),
            from_now: false,
            renewable: BTreeSet::new(),
        }
    }
}

impl Facts for Held<'_> {
    fn get(&self, slot: Slot) -> Option<&Value> {
        if self.slots.contains(&slot) { self.facts.get(slot) } else { None }
    }
}

/// A number that stands for itself: what it is made of is not looked into.
#[derive(Debug)]
pub(super) struct FreeQuantity {
    pub(super) variable: Variable,
    line: Line,
    pieces: Vec<Interval>,
}

/// The facts that some conditions speak of.
pub(crate) struct Space<'a> {
    pub(super) atoms: &'a Atoms,
    pub(super) held: &'a Held<'a>,
    pub(crate) diagrams: Diagrams,
    pub(super) cuts: BTreeMap<Slot, Rc<Cut>>,
    pub(super) asked: BTreeMap<Slot, Vec<AtomId>>,
    pub(super) used: BTreeSet<AtomId>,
    answers: BTreeMap<AtomId, Two>,
    pub(super) quantities: BTreeMap<String, FreeQuantity>,
    pub(super) orders: BTreeMap<(Slot, Slot), Variable>,
    pub(super) tests: Vec<(AtomId, Variable)>,
    pub(super) axioms: Diagram,
    /// Atoms that stand for themselves somewhere, so that «can» is not certain.
    pub(super) opaque: BTreeSet<AtomId>,
    /// Facts about which too much is asked to tell all of it apart: of less, more might be known.
    pub(super) coarse: BTreeSet<Slot>,
}

impl<'a> Space<'a> {
    /// Cuts the facts that some atoms ask about, with room for so many branches.
    pub(crate) fn new(
        atoms: &'a Atoms,
        ids: &BTreeSet<AtomId>,
        held: &'a Held<'a>,
        limit: usize,
    ) -> Self {
        let mut space = Self {
            atoms,
            held,
            diagrams: Diagrams::new(limit),
            cuts: BTreeMap::new(),
            asked: BTreeMap::new(),
            used: ids.clone(),
            answers: BTreeMap::new(),
            quantities: BTreeMap::new(),
            orders: BTreeMap::new(),
            tests: Vec::new(),
            axioms: Diagram::TRUE,
            opaque: BTreeSet::new(),
            coarse: BTreeSet::new(),
        };
        let found: Vec<(AtomId, &Atom)> =
            ids.iter().filter_map(|id| Some((*id, atoms.get(*id)?))).collect();
        space.gather(&found);
        space.cut();
        space.answer_alone();
        space.answer_joint(&found);
        space.add_axioms();
        space
    }

    /// Where a formula is true and where it is false.
    pub(crate) fn of(&mut self, formula: &Formula) -> Two {
        formula.fold(self)
    }

    /// What of a function is possible at all.
    pub(crate) fn possible(&mut self, of: Diagram) -> Diagram {
        self.diagrams.and(of, self.axioms)
    }

    /// Whether every answer is exact, so that what is possible here is possible.
    pub(crate) fn is_exact(&self) -> bool {
        self.opaque.is_empty()
    }

    /// The atoms that are not looked into.
    pub(crate) fn opaque(&self) -> impl Iterator<Item = &'a Atom> {
        self.opaque.iter().filter_map(|id| self.atoms.get(*id))
    }

    pub(super) fn free_slots(&self, atom: &Atom) -> Vec<Slot> {
        atom.slots().iter().copied().filter(|slot| !self.held.slots.contains(slot)).collect()
    }

    fn gather(&mut self, found: &[(AtomId, &'a Atom)]) {
        for (id, atom) in found {
            let free = self.free_slots(atom);
            for slot in &free {
                self.asked.entry(*slot).or_default();
            }
            if let [slot] = free.as_slice() {
                self.asked.entry(*slot).or_default().push(*id);
            }
        }
    }

    pub(super) fn asking(&self, slot: Slot) -> Asking<'a> {
        let ids = self.asked.get(&slot).map(Vec::as_slice).unwrap_or_default();
        let atoms = ids.iter().filter_map(|id| Some((*id, self.atoms.get(*id)?))).collect();
        let now = self.held.facts.get(slot).filter(|_| self.held.from_now);
        Asking { slot, atoms, held: self.held, now }
    }

    fn declaration(&self, slot: Slot) -> Option<&'a Declaration> {
        self.atoms.known(slot).map(|known| &known.declaration)
    }

    fn cut(&mut self) {
        let slots: Vec<Slot> = self.asked.keys().copied().collect();
        for slot in slots {
            let Some(declaration) = self.declaration(slot) else { continue };
            let asking = self.asking(slot);
            let cut = match &declaration.ty {
                Type::List(element) => {
                    let regions = list(&asking, element, &declaration.domain);
                    if regions.is_none() {
                        self.coarse.insert(slot);
                    }
                    self.list_variables(declaration, regions)
                }
                _ => {
                    let renewable = self.held.renewable.contains(&slot);
                    let changed = renewable.then(|| self.diagrams.add_variable(2));
                    let regions = scalar(&asking, declaration);
                    if regions.is_none() {
                        self.coarse.insert(slot);
                    }
                    let cut = self.scalar_variable(declaration, regions);
                    Cut { changed, ..cut }
                }
            };
            self.cuts.insert(slot, Rc::new(cut));
        }
    }

    fn scalar_variable(&mut self, known: &Declaration, regions: Option<ScalarRegions>) -> Cut {
        let regions = regions.unwrap_or_else(|| ScalarRegions::unknown(!known.always_set));
        let variables = vec![self.diagrams.add_variable(regions.classes())];
        Cut { regions: Regions::Scalar(regions), set: None, variables, changed: None }
    }

    fn list_variables(&mut self, known: &Declaration, regions: Option<ListRegions>) -> Cut {
        let regions = regions.unwrap_or_default();
        let changed = Some(self.diagrams.add_variable(2));
        let set = (!known.always_set).then(|| self.diagrams.add_variable(2));
        let classes = regions.most as usize + 1;
        let variables =
            regions.classes.iter().map(|_| self.diagrams.add_variable(classes)).collect();
        Cut { regions: Regions::List(regions), set, variables, changed }
    }

    /// Whether some condition asks about a fact.
    pub(crate) fn is_asked(&self, slot: Slot) -> bool {
        self.cuts.contains_key(&slot)
    }

    /// The variable of a fact that has one alone, and whether its first class is unset.
    pub(crate) fn single_variable(&self, slot: Slot) -> Option<(Variable, bool)> {
        let cut = self.cuts.get(&slot)?;
        match &cut.regions {
            Regions::Scalar(regions) => Some((*cut.variables.first()?, regions.can_be_unset)),
            Regions::List(_) => None,
        }
    }

    /// Where a fact is set. A fact that no condition asks about can be unset anywhere.
    pub(crate) fn is_set_now(&mut self, slot: Slot) -> Diagram {
        if self.cuts.contains_key(&slot) { self.is_set(slot) } else { Diagram::FALSE }
    }

    /// Where a fact is set.
    pub(crate) fn is_set(&mut self, slot: Slot) -> Diagram {
        if self.held.slots.contains(&slot) {
            return if self.held.get(slot).is_some() { Diagram::TRUE } else { Diagram::FALSE };
        }
        let Some(cut) = self.cuts.get(&slot) else { return Diagram::TRUE };
        match (&cut.regions, cut.set, cut.variables.first().copied()) {
            (Regions::Scalar(regions), _, Some(variable)) if regions.can_be_unset => {
                self.diagrams.of(variable, |class| class > 0)
            }
            (Regions::List(_), Some(set), _) => self.diagrams.is(set, 1),
            _ => Diagram::TRUE,
        }
    }

    /// Where a fact may have one of some values, as far as the conditions tell them apart.
    pub(crate) fn is_among(&mut self, slot: Slot, values: &[Value]) -> Diagram {
        let Some(cut) = self.cuts.get(&slot) else { return Diagram::TRUE };
        let Cut { regions: Regions::Scalar(regions), variables, .. } = &**cut else {
            return Diagram::TRUE;
        };
        let Some(variable) = variables.first().copied() else { return Diagram::TRUE };
        let classes: BTreeSet<Option<Class>> =
            values.iter().map(|value| regions.class_of(Some(value))).collect();
        self.diagrams.of(variable, |class| classes.contains(&Some(class)))
    }

    fn answer_alone(&mut self) {
        let slots: Vec<Slot> = self.asked.keys().copied().collect();
        for slot in slots {
            let asking = self.asking(slot);
            let Some(cut) = self.cuts.get(&slot).cloned() else { continue };
            let Some(declaration) = self.declaration(slot) else { continue };
            for (place, (id, atom)) in asking.atoms.iter().enumerate() {
                let two = match &cut.regions {
                    Regions::Scalar(regions) => {
                        let whole = is_answered_by_regions(&asking, atom, &declaration.ty);
                        self.in_regions((*id, atom), &asking, (&cut, regions), whole)
                    }
                    Regions::List(regions) => {
                        let counted = self.counted(atom, slot, (&cut, regions), place);
                        counted.unwrap_or_else(|| self.free((*id, atom), slot))
                    }
                };
                self.answers.insert(*id, two);
            }
        }
    }

    /// Answers an atom by asking it of a sample of each region; where that does not settle a region
    /// the atom stands for itself.
    fn in_regions(
        &mut self,
        (id, atom): (AtomId, &Atom),
        asking: &Asking<'_>,
        (cut, regions): (&Cut, &ScalarRegions),
        whole: bool,
    ) -> Two {
        let Some(variable) = cut.variables.first().copied() else { return Two::UNKNOWN };
        let said: Vec<Option<Truth>> = (0..self.diagrams.classes(variable))
            .map(|class| match regions.region(class) {
                None => Some(asking.answer(atom, None)),
                Some(region) if region.single || whole => {
                    region.samples.first().map(|sample| asking.answer(atom, Some(sample)))
                }
                Some(_) => None,
            })
            .collect();
        let where_said = |wanted: Option<Truth>| {
            let said = &said;
            move |class: Class| said.get(class as usize) == Some(&wanted)
        };
        let yes = self.diagrams.of(variable, where_said(Some(Truth::True)));
        let no = self.diagrams.of(variable, where_said(Some(Truth::False)));
        let open = self.diagrams.of(variable, where_said(None));
        if open == Diagram::FALSE {
            return Two { yes, no };
        }
        let free = self.itself((id, atom));
        let (free_yes, free_no) =
            (self.diagrams.and(open, free.yes), self.diagrams.and(open, free.no));
        Two { yes: self.diagrams.or(yes, free_yes), no: self.diagrams.or(no, free_no) }
    }

    /// An atom that stands for itself and asks about one list.
    fn free(&mut self, (id, atom): (AtomId, &Atom), slot: Slot) -> Two {
        let set = self.is_set(slot);
        let unset = Two::certain(atom.decide(self.held));
        let free = self.itself((id, atom));
        let not_set = self.diagrams.not(set);
        let mut part = |free: Diagram, unset: Diagram| {
            let inside = self.diagrams.and(set, free);
            let outside = self.diagrams.and(not_set, unset);
            self.diagrams.or(inside, outside)
        };
        Two { yes: part(free.yes, unset.yes), no: part(free.no, unset.no) }
    }

    /// An atom that stands for itself, where its facts are set.
    fn itself(&mut self, (id, atom): (AtomId, &Atom)) -> Two {
        self.opaque.insert(id);
        match atom.shape() {
            Shape::Quantity { quantity, operator, constant } => {
                let fails = atom.may_fail();
                if let Some(line) = Line::of(&quantity.ty) {
                    return self.of_quantity(quantity, line, (*operator, constant), fails);
                }
            }
            Shape::Text { .. } => {
                let variable = self.diagrams.add_variable(2);
                self.tests.push((id, variable));
                return self.of_variable(variable);
            }
            _ => {}
        }
        let variable = self.diagrams.add_variable(if atom.may_fail() { 3 } else { 2 });
        self.of_variable(variable)
    }

    /// Class 0 is no, 1 is yes, 2 is unknown.
    fn of_variable(&mut self, variable: Variable) -> Two {
        Two { yes: self.diagrams.is(variable, 1), no: self.diagrams.is(variable, 0) }
    }

    fn answer_joint(&mut self, found: &[(AtomId, &'a Atom)]) {
        for (id, atom) in found {
            let two = match self.free_slots(atom).as_slice() {
                [] => Two::certain(atom.decide(self.held)),
                [_] => continue,
                slots => match self.tabulated(atom, slots) {
                    Some(two) => two,
                    None => self.joint((*id, atom), slots),
                },
            };
            self.answers.insert(*id, two);
        }
    }

    fn joint(&mut self, (id, atom): (AtomId, &Atom), slots: &[Slot]) -> Two {
        if !atom.is_strict() {
            self.opaque.insert(id);
            let variable = self.diagrams.add_variable(3);
            return self.of_variable(variable);
        }
        let free = match atom.shape() {
            Shape::Order { left, operator, right } if self.is_ordered(*left, *right) => {
                self.opaque.insert(id);
                self.of_order((*left, *right), *operator)
            }
            _ => self.itself((id, atom)),
        };
        let held = atom.slots().iter().filter(|slot| !slots.contains(slot));
        let missing = held.into_iter().any(|slot| self.held.get(*slot).is_none());
        let mut set = if missing { Diagram::FALSE } else { Diagram::TRUE };
        for slot in slots {
            let own = self.is_set(*slot);
            set = self.diagrams.and(set, own);
        }
        Two { yes: self.diagrams.and(set, free.yes), no: self.diagrams.and(set, free.no) }
    }

    pub(super) fn add_quantity(
        &mut self,
        key: &str,
        line: Line,
        pieces: Vec<Interval>,
        fails: bool,
    ) {
        let variable = self.diagrams.add_variable(pieces.len() + usize::from(fails));
        self.quantities.insert(key.to_owned(), FreeQuantity { variable, line, pieces });
    }

    pub(super) fn quantity_where(
        &mut self,
        key: &str,
        takes: impl Fn(&Value) -> bool,
    ) -> Option<Diagram> {
        let found = self.quantities.get(key)?;
        let said: Vec<bool> = found
            .pieces
            .iter()
            .map(|piece| found.line.value(piece.first).is_some_and(|value| takes(&value)))
            .collect();
        let variable = found.variable;
        Some(self.diagrams.of(variable, |class| said.get(class as usize) == Some(&true)))
    }

    /// What each of the atoms about a list says of an element.
    pub(super) fn element_answers(&self, slot: Slot, element: &Value) -> Vec<Truth> {
        of_element(&self.asking(slot), element)
    }
}

impl Algebra for Space<'_> {
    type Answer = Two;

    fn constant(&mut self, truth: Truth) -> Two {
        Two::certain(truth)
    }

    fn atom(&mut self, atom: AtomId) -> Two {
        self.answers.get(&atom).copied().unwrap_or(Two::UNKNOWN)
    }

    fn not(&mut self, of: Two) -> Two {
        Two { yes: of.no, no: of.yes }
    }

    fn and(&mut self, left: Two, right: Two) -> Two {
        Two { yes: self.diagrams.and(left.yes, right.yes), no: self.diagrams.or(left.no, right.no) }
    }

    fn or(&mut self, left: Two, right: Two) -> Two {
        Two { yes: self.diagrams.or(left.yes, right.yes), no: self.diagrams.and(left.no, right.no) }
    }

    fn choose(&mut self, condition: Two, yes: Two, no: Two) -> Two {
        let mut part = |one: Diagram, other: Diagram| {
            let (one, other) =
                (self.diagrams.and(condition.yes, one), self.diagrams.and(condition.no, other));
            self.diagrams.or(one, other)
        };
        Two { yes: part(yes.yes, no.yes), no: part(yes.no, no.no) }
    }
}
