//! A condition as questions about words: every clause has to have one that is answered with yes.
//!
//! An answer that is unknown opens no gate, so of a condition only matters when it is true. With
//! what makes each of its atoms true and what makes it false that is a formula of «and» and «or»
//! alone: «not» exchanges the two.

use std::collections::BTreeMap;

use super::cell::CellKind;
use super::literal::{Sides, Test};
use crate::deal::table::FieldTable;
use crate::expr::atoms::{Algebra, Atom, AtomId, Atoms, Shape, Term};
use crate::expr::{Condition, Slot, Truth};

/// Most questions that a condition may become.
const MOST_QUESTIONS: usize = 64;

/// Most atoms of one fact that are answered when it is set.
const MOST_ANSWERED: usize = 31;

/// The place of a word in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CellIx(pub(super) u32);

/// A question about one word of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Literal {
    pub(super) cell: CellIx,
    /// The fact whose evidence backs a yes; none where nothing has to.
    pub(super) backed_by: Option<Slot>,
    pub(super) test: Test,
}

/// Questions of which one has to be answered with yes.
pub(super) type Clause = Vec<Literal>;

/// What a row has to hold: a word for each fact, and for some facts another one with what is asked of
/// them alone, answered when they are set.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) kinds: Vec<CellKind>,
    /// Facts with a second word: its place, and the atoms whose answers are in it.
    pub(super) answered: BTreeMap<Slot, (CellIx, Vec<AtomId>)>,
    pub(super) atoms: Atoms,
    cells: u32,
}

impl Layout {
    pub(super) fn new(fields: &FieldTable) -> Self {
        let kinds: Vec<CellKind> = fields.iter().map(|(_, f)| CellKind::of(&f.kind)).collect();
        let cells = u32::try_from(kinds.len()).unwrap_or(u32::MAX);
        Self { kinds, cells, ..Self::default() }
    }

    /// How many words a row has.
    pub(super) fn cells(&self) -> usize {
        self.cells as usize
    }

    pub(super) fn kind(&self, slot: Slot) -> Option<&CellKind> {
        self.kinds.get(slot.0 as usize)
    }

    /// What a word of a row says; `None` of answers that are kept in one.
    pub(super) fn cell_kind(&self, cell: CellIx) -> Option<&CellKind> {
        self.kinds.get(cell.0 as usize)
    }

    /// What makes a condition true; `None` where words cannot say it: it puts several facts
    /// together, or would become too many questions.
    pub(super) fn clauses(&mut self, condition: &Condition) -> Option<Vec<Clause>> {
        let formula = self.atoms.formula(condition);
        let mut sides = BTreeMap::new();
        for atom in formula.atoms() {
            sides.insert(atom, self.sides(atom)?);
        }
        let mut forest = Forest { sides, trees: Vec::new() };
        let (when_true, _) = formula.fold(&mut forest);
        forest.clauses(when_true)
    }

    /// The questions that an atom is.
    fn sides(&mut self, id: AtomId) -> Option<AtomSides> {
        let atom = self.atoms.get(id)?;
        let [slot] = *atom.slots() else { return None };
        let own = |sides| AtomSides { cell: CellIx(slot.0), slot, sides };
        if *atom.shape() == Shape::IsSet(slot) {
            return Some(own(Sides::presence()));
        }
        if let Some(sides) = self.kind(slot).and_then(|kind| of_shape(kind, atom)) {
            return Some(own(sides));
        }
        let (cell, place) = self.answered_place(slot, id)?;
        let bit = 1 << (2 * place);
        Some(AtomSides { cell, slot, sides: Sides::of_bits(bit, bit << 1) })
    }

    /// The place of an atom's answer in the second word of its fact.
    fn answered_place(&mut self, slot: Slot, atom: AtomId) -> Option<(CellIx, usize)> {
        if !self.answered.contains_key(&slot) {
            self.answered.insert(slot, (CellIx(self.cells), Vec::new()));
            self.cells += 1;
        }
        let (cell, atoms) = self.answered.get_mut(&slot)?;
        let place = match atoms.iter().position(|known| *known == atom) {
            Some(place) => place,
            None if atoms.len() < MOST_ANSWERED => {
                atoms.push(atom);
                atoms.len() - 1
            }
            None => return None,
        };
        Some((*cell, place))
    }
}

fn of_shape(kind: &CellKind, atom: &Atom) -> Option<Sides> {
    match atom.shape() {
        Shape::Yes(_) => (*kind == CellKind::YesOrNo).then(Sides::is_yes),
        Shape::Compare { term: Term::Itself, operator, constant, .. } => {
            Sides::compared(kind, *operator, constant)
        }
        Shape::OneOf { values, .. } => Sides::one_of(kind, values),
        Shape::Holds { item, .. } => Sides::holds(kind, item),
        _ => None,
    }
}

#[derive(Debug)]
struct AtomSides {
    cell: CellIx,
    slot: Slot,
    sides: Sides,
}

/// A formula of «and» and «or».
#[derive(Debug)]
enum Tree {
    /// One of these questions.
    Ask(Clause),
    All(TreeIx, TreeIx),
    Any(TreeIx, TreeIx),
    Always,
    Never,
}

type TreeIx = usize;

/// When each part of a condition is true and when it is false.
struct Forest {
    sides: BTreeMap<AtomId, AtomSides>,
    trees: Vec<Tree>,
}

impl Forest {
    fn plant(&mut self, tree: Tree) -> TreeIx {
        self.trees.push(tree);
        self.trees.len() - 1
    }

    /// The clauses of a tree; `None` where there would be too many.
    fn clauses(&self, tree: TreeIx) -> Option<Vec<Clause>> {
        let clauses = match self.trees.get(tree)? {
            Tree::Ask(clause) => vec![clause.clone()],
            Tree::Always => Vec::new(),
            Tree::Never => vec![Vec::new()],
            Tree::All(left, right) => {
                let mut clauses = self.clauses(*left)?;
                clauses.extend(self.clauses(*right)?);
                clauses
            }
            Tree::Any(left, right) => {
                let (left, right) = (self.clauses(*left)?, self.clauses(*right)?);
                let pairs = left.iter().flat_map(|one| right.iter().map(move |two| (one, two)));
                pairs.take(MOST_QUESTIONS + 1).map(|(one, two)| joined(one, two)).collect()
            }
        };
        let questions: usize = clauses.iter().map(Vec::len).sum();
        (questions <= MOST_QUESTIONS && clauses.len() <= MOST_QUESTIONS).then_some(clauses)
    }
}

/// A clause that either of the two is enough for.
fn joined(one: &[Literal], two: &[Literal]) -> Clause {
    let mut clause = one.to_vec();
    for literal in two {
        let same = |known: &&mut Literal| {
            known.cell == literal.cell && known.backed_by == literal.backed_by
        };
        let together = clause.iter_mut().filter(same).find_map(|known| {
            let both = known.test.or(&literal.test)?;
            known.test = both;
            Some(())
        });
        if together.is_none() && !clause.contains(literal) {
            clause.push(*literal);
        }
    }
    clause
}

impl Algebra for Forest {
    type Answer = (TreeIx, TreeIx);

    fn constant(&mut self, truth: Truth) -> Self::Answer {
        let (always, never) = (self.plant(Tree::Always), self.plant(Tree::Never));
        match truth {
            Truth::True => (always, never),
            Truth::False => (never, always),
            Truth::Unknown => (never, never),
        }
    }

    fn atom(&mut self, atom: AtomId) -> Self::Answer {
        let ask = |tests: &[Test], of: &AtomSides| -> Clause {
            let literal = |test: &Test| Literal {
                cell: of.cell,
                backed_by: (*test != Test::IS_UNSET).then_some(of.slot),
                test: *test,
            };
            tests.iter().filter(|test| **test != Test::NEVER).map(literal).collect()
        };
        let Some((yes, no)) =
            self.sides.get(&atom).map(|of| (ask(&of.sides.yes, of), ask(&of.sides.no, of)))
        else {
            return self.constant(Truth::Unknown);
        };
        (self.plant(Tree::Ask(yes)), self.plant(Tree::Ask(no)))
    }

    fn not(&mut self, (yes, no): Self::Answer) -> Self::Answer {
        (no, yes)
    }

    fn and(&mut self, left: Self::Answer, right: Self::Answer) -> Self::Answer {
        (self.plant(Tree::All(left.0, right.0)), self.plant(Tree::Any(left.1, right.1)))
    }

    fn or(&mut self, left: Self::Answer, right: Self::Answer) -> Self::Answer {
        (self.plant(Tree::Any(left.0, right.0)), self.plant(Tree::All(left.1, right.1)))
    }

    fn choose(
        &mut self,
        condition: Self::Answer,
        yes: Self::Answer,
        no: Self::Answer,
    ) -> Self::Answer {
        let mut either = |yes: TreeIx, no: TreeIx| {
            let first = self.plant(Tree::All(condition.0, yes));
            let second = self.plant(Tree::All(condition.1, no));
            self.plant(Tree::Any(first, second))
        };
        (either(yes.0, no.0), either(yes.1, no.1))
    }
}
