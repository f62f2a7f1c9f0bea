//! Decision diagrams over variables with few values each: reduced, ordered, every node once.
//!
//! A function of the variables is one number; two functions are the same exactly when their numbers
//! are. A variable has a value for each class of a fact, so that «exactly one of them» needs no
//! axiom, and «any class of this fact» is one step.

use std::collections::BTreeSet;

/// A function of the variables, in one set of diagrams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Diagram(u32);

impl Diagram {
    /// Never true.
    pub(crate) const FALSE: Self = Self(0);
    /// Always true.
    pub(crate) const TRUE: Self = Self(1);

    fn is_leaf(self) -> bool {
        self.0 < 2
    }
}

/// A variable; those that were made first stand at the top of every diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Variable(pub(crate) u32);

/// A value of a variable, counted from 0.
pub(crate) type Class = u32;

#[derive(Debug, Clone, Copy)]
struct Node {
    variable: u32,
    children: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operation {
    And,
    Or,
    Not,
    /// The second operand is a variable.
    Exists,
}

#[derive(Debug, Clone, Copy)]
struct Remembered {
    operation: Operation,
    operands: (u32, u32),
    result: Diagram,
}

/// Most variables: bounds the depth of every recursion.
const VARIABLES: usize = 8_192;

/// Slots of the table of remembered results; older results give way.
const REMEMBERED: usize = 1 << 16;

/// A set of diagrams. Once it has grown to its limit every result is [`Diagram::FALSE`] and
/// [`Diagrams::is_exhausted`] says so.
#[derive(Debug)]
pub(crate) struct Diagrams {
    classes: Vec<u32>,
    nodes: Vec<Node>,
    children: Vec<Diagram>,
    /// Places of nodes by their hash; 0 is free.
    table: Vec<u32>,
    remembered: Vec<Option<Remembered>>,
    /// Children of nodes that are being made.
    pending: Vec<Diagram>,
    limit: usize,
    exhausted: bool,
}

impl Diagrams {
    /// No variables yet, and room for so many branches.
    pub(crate) fn new(limit: usize) -> Self {
        let leaf = Node { variable: u32::MAX, children: 0 };
        Self {
            classes: Vec::new(),
            nodes: vec![leaf, leaf],
            children: Vec::new(),
            table: vec![0; 64],
            remembered: vec![None; 256],
            pending: Vec::new(),
            limit,
            exhausted: false,
        }
    }

    /// Whether the limit was reached, so that results say nothing.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.exhausted
    }

    /// A new variable below all others.
    pub(crate) fn add_variable(&mut self, classes: usize) -> Variable {
        if self.classes.len() >= VARIABLES {
            self.exhausted = true;
        }
        self.classes.push(u32::try_from(classes).unwrap_or(u32::MAX));
        Variable(index(self.classes.len() - 1))
    }

    pub(crate) fn variables(&self) -> impl Iterator<Item = Variable> + use<> {
        (0..index(self.classes.len())).map(Variable)
    }

    /// How many classes a variable has.
    pub(crate) fn classes(&self, variable: Variable) -> u32 {
        self.classes.get(variable.0 as usize).copied().unwrap_or(0)
    }

    /// True for the classes of a variable that `takes` says.
    pub(crate) fn of(&mut self, variable: Variable, takes: impl Fn(Class) -> bool) -> Diagram {
        let start = self.pending.len();
        for class in 0..self.classes(variable) {
            self.pending.push(if takes(class) { Diagram::TRUE } else { Diagram::FALSE });
        }
        self.make(variable.0, start)
    }

    /// True for one class of a variable.
    pub(crate) fn is(&mut self, variable: Variable, wanted: Class) -> Diagram {
        self.of(variable, |class| class == wanted)
    }

    pub(crate) fn and(&mut self, left: Diagram, right: Diagram) -> Diagram {
        match (left, right) {
            (Diagram::FALSE, _) | (_, Diagram::FALSE) => Diagram::FALSE,
            (Diagram::TRUE, other) | (other, Diagram::TRUE) => other,
            _ if left == right => left,
            _ => self.apply(Operation::And, left.min(right), left.max(right)),
        }
    }

    pub(crate) fn or(&mut self, left: Diagram, right: Diagram) -> Diagram {
        match (left, right) {
            (Diagram::TRUE, _) | (_, Diagram::TRUE) => Diagram::TRUE,
            (Diagram::FALSE, other) | (other, Diagram::FALSE) => other,
            _ if left == right => left,
            _ => self.apply(Operation::Or, left.min(right), left.max(right)),
        }
    }

    pub(crate) fn not(&mut self, of: Diagram) -> Diagram {
        match of {
            Diagram::FALSE => Diagram::TRUE,
            Diagram::TRUE => Diagram::FALSE,
            _ => self.apply(Operation::Not, of, of),
        }
    }

    /// `left` and not `right`.
    pub(crate) fn without(&mut self, left: Diagram, right: Diagram) -> Diagram {
        let not = self.not(right);
        self.and(left, not)
    }

    pub(crate) fn all(&mut self, of: impl IntoIterator<Item = Diagram>) -> Diagram {
        of.into_iter().fold(Diagram::TRUE, |sum, one| self.and(sum, one))
    }

    pub(crate) fn any(&mut self, of: impl IntoIterator<Item = Diagram>) -> Diagram {
        of.into_iter().fold(Diagram::FALSE, |sum, one| self.or(sum, one))
    }

    /// Where it can be true with some class of the variable.
    pub(crate) fn exists(&mut self, of: Diagram, variable: Variable) -> Diagram {
        if of.is_leaf() || self.variable(of) > variable.0 {
            return of;
        }
        self.apply(Operation::Exists, of, Diagram(variable.0))
    }

    /// What is left of it when the variable has a class.
    pub(crate) fn given(&mut self, of: Diagram, variable: Variable, class: Class) -> Diagram {
        let here = self.is(variable, class);
        let met = self.and(of, here);
        self.exists(met, variable)
    }

    /// The variables that it hangs on.
    pub(crate) fn variables_of(&self, of: Diagram) -> BTreeSet<Variable> {
        let mut variables = BTreeSet::new();
        self.gather(of, &mut vec![0; self.nodes.len().div_ceil(64)], &mut variables);
        variables
    }

    /// Where it can be true with some classes of all variables but these.
    pub(crate) fn only(&mut self, of: Diagram, kept: &BTreeSet<Variable>) -> Diagram {
        let variables = self.variables_of(of);
        // From below, so that what is left above is small when its turn comes.
        let gone = variables.into_iter().rev().filter(|variable| !kept.contains(variable));
        gone.collect::<Vec<_>>().into_iter().fold(of, |of, variable| self.exists(of, variable))
    }

    /// `seen` has a bit for every node.
    fn gather(&self, of: Diagram, seen: &mut [u64], variables: &mut BTreeSet<Variable>) {
        let bit = 1 << (of.0 % 64);
        match seen.get_mut(of.0 as usize / 64) {
            Some(word) if !of.is_leaf() && *word & bit == 0 => *word |= bit,
            _ => return,
        }
        variables.insert(Variable(self.variable(of)));
        for child in self.row(of.0) {
            self.gather(*child, seen, variables);
        }
    }

    /// Where a change of one variable can bring a deal: what is true for the class `from` becomes
    /// true for the class `to` as well, wherever `may` says so.
    pub(crate) fn spread(
        &mut self,
        of: Diagram,
        variable: Variable,
        may: impl Fn(Class, Class) -> bool,
    ) -> Diagram {
        let count = self.classes(variable);
        let parts: Vec<Diagram> = (0..count).map(|class| self.given(of, variable, class)).collect();
        let mut result = Diagram::FALSE;
        for to in 0..count {
            let from = parts.iter().zip(0..).filter(|(_, from)| *from == to || may(*from, to));
            let reached = self.any(from.map(|(part, _)| *part).collect::<Vec<_>>());
            let there = self.is(variable, to);
            let whole = self.and(reached, there);
            result = self.or(result, whole);
        }
        result
    }

    /// The way with the least cost to make it true: a class for every variable that matters, and
    /// the sum; `None` when it cannot be true. `cost` gives `None` for a class that cannot be had.
    pub(crate) fn cheapest(
        &self,
        of: Diagram,
        cost: impl Fn(Variable, Class) -> Option<u64>,
    ) -> Option<(Vec<(Variable, Class)>, u64)> {
        let mut best: Vec<Option<Option<(u64, Class)>>> = vec![None; self.nodes.len()];
        let idle = self.idle_costs(&cost);
        let sum = self.settle(of, &cost, &idle, &mut best)?;
        let mut chosen = Vec::new();
        let mut at = of;
        while !at.is_leaf() {
            let variable = Variable(self.variable(at));
            let (_, class) = best.get(at.0 as usize).copied().flatten().flatten()?;
            chosen.push((variable, class));
            at = self.child(at, class);
        }
        Some((chosen, sum.saturating_add(self.skipped(&idle, 0, self.variable(of)))))
    }

    /// The sums of the least costs of the variables before each one, for those that are skipped.
    fn idle_costs(&self, cost: &impl Fn(Variable, Class) -> Option<u64>) -> Vec<u64> {
        let mut sums = vec![0_u64];
        for variable in self.variables() {
            let least = (0..self.classes(variable)).filter_map(|class| cost(variable, class)).min();
            let before = sums.last().copied().unwrap_or(0);
            sums.push(before.saturating_add(least.unwrap_or(0)));
        }
        sums
    }

    fn skipped(&self, idle: &[u64], from: u32, to: u32) -> u64 {
        let at = |place: u32| {
            let place = (place as usize).min(idle.len().saturating_sub(1));
            idle.get(place).copied().unwrap_or(0)
        };
        at(to).saturating_sub(at(from))
    }

    fn settle(
        &self,
        of: Diagram,
        cost: &impl Fn(Variable, Class) -> Option<u64>,
        idle: &[u64],
        best: &mut Vec<Option<Option<(u64, Class)>>>,
    ) -> Option<u64> {
        if of.is_leaf() {
            return (of == Diagram::TRUE).then_some(0);
        }
        if let Some(known) = best.get(of.0 as usize).copied().flatten() {
            return known.map(|(sum, _)| sum);
        }
        let variable = self.variable(of);
        let mut least: Option<(u64, Class)> = None;
        for class in 0..self.classes(Variable(variable)) {
            let Some(own) = cost(Variable(variable), class) else { continue };
            let child = self.child(of, class);
            let Some(rest) = self.settle(child, cost, idle, best) else { continue };
            let gap = self.skipped(idle, variable + 1, self.variable(child));
            let sum = own.saturating_add(rest).saturating_add(gap);
            if least.is_none_or(|(known, _)| sum < known) {
                least = Some((sum, class));
            }
        }
        if let Some(place) = best.get_mut(of.0 as usize) {
            *place = Some(least);
        }
        least.map(|(sum, _)| sum)
    }

    /// The first ways in which it is true, at most so many.
    pub(crate) fn ways(&self, of: Diagram, most: usize) -> Vec<Vec<(Variable, Class)>> {
        let mut found = Vec::new();
        self.walk(of, most, &mut Vec::new(), &mut found);
        found
    }

    fn walk(
        &self,
        of: Diagram,
        most: usize,
        way: &mut Vec<(Variable, Class)>,
        found: &mut Vec<Vec<(Variable, Class)>>,
    ) {
        if of == Diagram::TRUE && found.len() < most {
            found.push(way.clone());
        }
        if of.is_leaf() || found.len() >= most {
            return;
        }
        let variable = Variable(self.variable(of));
        for class in 0..self.classes(variable) {
            way.push((variable, class));
            self.walk(self.child(of, class), most, way, found);
            way.pop();
        }
    }

    fn variable(&self, of: Diagram) -> u32 {
        self.nodes.get(of.0 as usize).map_or(u32::MAX, |node| node.variable)
    }

    /// The diagram once a variable above all others has a class.
    fn child(&self, of: Diagram, class: Class) -> Diagram {
        let start = self.nodes.get(of.0 as usize).map_or(0, |node| node.children as usize);
        self.children.get(start + class as usize).copied().unwrap_or(Diagram::FALSE)
    }

    fn below(&self, of: Diagram, variable: u32, class: Class) -> Diagram {
        if self.variable(of) == variable { self.child(of, class) } else { of }
    }

    fn apply(&mut self, operation: Operation, left: Diagram, right: Diagram) -> Diagram {
        if let Some(known) = self.recall(operation, (left.0, right.0)) {
            return known;
        }
        if self.exhausted {
            return Diagram::FALSE;
        }
        let top = match operation {
            Operation::And | Operation::Or => self.variable(left).min(self.variable(right)),
            Operation::Not | Operation::Exists => self.variable(left),
        };
        let classes = self.classes(Variable(top));
        let result = if operation == Operation::Exists && top == right.0 {
            (0..classes).fold(Diagram::FALSE, |sum, class| {
                let child = self.child(left, class);
                self.or(sum, child)
            })
        } else {
            let start = self.pending.len();
            for class in 0..classes {
                let child = self.step(operation, (left, right), top, class);
                self.pending.push(child);
            }
            self.make(top, start)
        };
        self.remember(operation, (left.0, right.0), result);
        result
    }

    fn step(
        &mut self,
        operation: Operation,
        (left, right): (Diagram, Diagram),
        top: u32,
        class: Class,
    ) -> Diagram {
        let one = self.below(left, top, class);
        match operation {
            Operation::And => {
                let other = self.below(right, top, class);
                self.and(one, other)
            }
            Operation::Or => {
                let other = self.below(right, top, class);
                self.or(one, other)
            }
            Operation::Not => self.not(one),
            Operation::Exists => self.exists(one, Variable(right.0)),
        }
    }

    /// The node whose children are the pending ones from `start`.
    fn make(&mut self, variable: u32, start: usize) -> Diagram {
        let pending = self.pending.get(start..).unwrap_or_default();
        let first = pending.first().copied().unwrap_or(Diagram::FALSE);
        let result = if pending.iter().all(|child| *child == first) {
            first
        } else {
            self.interned(variable, start)
        };
        self.pending.truncate(start);
        result
    }

    fn interned(&mut self, variable: u32, start: usize) -> Diagram {
        if self.nodes.len() * 2 > self.table.len() {
            self.grow();
        }
        let pending = self.pending.get(start..).unwrap_or_default();
        let mut place = hash_of(variable, pending) & (self.table.len() - 1);
        while let Some(known) = self.table.get(place).copied().filter(|known| *known != 0) {
            if self.nodes.get(known as usize).is_some_and(|node| node.variable == variable)
                && self.row(known) == pending
            {
                return Diagram(known);
            }
            place = (place + 1) & (self.table.len() - 1);
        }
        if self.children.len() + pending.len() > self.limit {
            self.exhausted = true;
            return Diagram::FALSE;
        }
        let node = Node { variable, children: index(self.children.len()) };
        self.children.extend_from_slice(self.pending.get(start..).unwrap_or_default());
        self.nodes.push(node);
        let made = index(self.nodes.len() - 1);
        if let Some(free) = self.table.get_mut(place) {
            *free = made;
        }
        Diagram(made)
    }

    fn row(&self, node: u32) -> &[Diagram] {
        let Some(found) = self.nodes.get(node as usize) else { return &[] };
        let start = found.children as usize;
        let count = self.classes(Variable(found.variable)) as usize;
        self.children.get(start..start + count).unwrap_or_default()
    }

    fn grow(&mut self) {
        let mut table = vec![0; self.table.len() * 2];
        let mask = table.len() - 1;
        for known in 2..index(self.nodes.len()) {
            let variable = self.variable(Diagram(known));
            let mut place = hash_of(variable, self.row(known)) & mask;
            while table.get(place).is_some_and(|taken| *taken != 0) {
                place = (place + 1) & mask;
            }
            if let Some(free) = table.get_mut(place) {
                *free = known;
            }
        }
        self.table = table;
        if self.remembered.len() < REMEMBERED {
            let more = (self.remembered.len() * 2).min(REMEMBERED);
            let old = std::mem::replace(&mut self.remembered, vec![None; more]);
            for known in old.into_iter().flatten() {
                self.remember(known.operation, known.operands, known.result);
            }
        }
    }

    fn place_of(&self, operation: Operation, (left, right): (u32, u32)) -> usize {
        let hash = mixed(mixed(operation as usize, left as usize), right as usize);
        hash & (self.remembered.len() - 1)
    }

    fn recall(&self, operation: Operation, operands: (u32, u32)) -> Option<Diagram> {
        let known = (*self.remembered.get(self.place_of(operation, operands))?)?;
        (known.operation == operation && known.operands == operands).then_some(known.result)
    }

    fn remember(&mut self, operation: Operation, operands: (u32, u32), result: Diagram) {
        let place = self.place_of(operation, operands);
        if let Some(slot) = self.remembered.get_mut(place).filter(|_| !self.exhausted) {
            *slot = Some(Remembered { operation, operands, result });
        }
    }
}

fn hash_of(variable: u32, children: &[Diagram]) -> usize {
    children.iter().fold(mixed(0, variable as usize), |hash, child| mixed(hash, child.0 as usize))
}

fn mixed(hash: usize, with: usize) -> usize {
    let hash = (hash ^ with).wrapping_mul(0x9E37_79B9_7F4A_7C15_u64 as usize);
    hash ^ (hash >> 29)
}

/// A place as stored: the limit is far below four billion.
fn index(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
