//! The ways between stages, every one of them spelled out.

use super::model::{From, Kind, RuleSet, Stage, Transition};

/// A declared way from one stage to another, by their places in the document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Edge<'a> {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) order: usize,
    pub(crate) transition: Option<&'a Transition>,
}

/// The stages of a rule set and the ways between them.
#[derive(Debug)]
pub(crate) struct Graph<'a> {
    pub(crate) stages: &'a [Stage],
    pub(crate) edges: Vec<Edge<'a>>,
}

impl<'a> Graph<'a> {
    pub(crate) fn of(rules: &'a RuleSet) -> Self {
        let stages = rules.stages.as_slice();
        let edges = match &rules.transitions {
            Some(transitions) => declared(stages, transitions),
            None => usual(stages),
        };
        Self { stages, edges }
    }

    /// Whether an edge leads forward.
    pub(crate) fn leads_forward(&self, from: usize, to: usize) -> bool {
        match (self.stages[from].kind, self.stages[to].kind) {
            (Kind::Open, Kind::Won) => true,
            (Kind::Open, Kind::Open) | (Kind::Won, Kind::Won) => from < to,
            _ => false,
        }
    }

    /// The edges from one stage straight to another.
    pub(crate) fn between(&self, from: usize, to: usize) -> Vec<Edge<'a>> {
        self.edges.iter().filter(|edge| edge.from == from && edge.to == to).copied().collect()
    }

    /// Every path of forward edges from one stage to another.
    pub(crate) fn paths(&self, from: usize, to: usize) -> Vec<Vec<Edge<'a>>> {
        let mut found = Vec::new();
        self.walk(&mut Vec::new(), from, to, &mut found);
        found
    }

    fn walk(
        &self,
        walked: &mut Vec<Edge<'a>>,
        at: usize,
        to: usize,
        found: &mut Vec<Vec<Edge<'a>>>,
    ) {
        if at == to && !walked.is_empty() {
            found.push(walked.clone());
            return;
        }
        for edge in &self.edges {
            if edge.from == at && self.leads_forward(at, edge.to) {
                walked.push(*edge);
                self.walk(walked, edge.to, to, found);
                walked.pop();
            }
        }
    }

    /// The first open stage.
    pub(crate) fn first(&self) -> usize {
        let first = self.stages.iter().position(|stage| stage.kind == Kind::Open);
        first.expect("a generated rule set has an open stage")
    }

    /// The first won stage.
    pub(crate) fn won(&self) -> usize {
        let won = self.stages.iter().position(|stage| stage.kind == Kind::Won);
        won.expect("a generated rule set has a won stage")
    }

    /// The place of a stage.
    pub(crate) fn place(&self, id: &str) -> usize {
        let place = self.stages.iter().position(|stage| stage.id == id);
        place.unwrap_or_else(|| panic!("no stage {id}"))
    }
}

fn declared<'a>(stages: &[Stage], transitions: &'a [Transition]) -> Vec<Edge<'a>> {
    let mut edges = Vec::new();
    for (order, transition) in transitions.iter().enumerate() {
        let to = place(stages, &transition.to);
        let sources: Vec<usize> = match &transition.from {
            From::One(id) => vec![place(stages, id)],
            From::Many(ids) => ids.iter().map(|id| place(stages, id)).collect(),
            From::EveryOpen => open(stages),
        };
        for from in sources.into_iter().filter(|from| *from != to) {
            edges.push(Edge { from, to, order, transition: Some(transition) });
        }
    }
    edges
}

/// The ways where none are declared: along the open stages, from the last one to every won one, and
/// from every open one to every lost and parked one.
fn usual(stages: &[Stage]) -> Vec<Edge<'static>> {
    let open = open(stages);
    let of = |kind| (0..stages.len()).filter(move |place| stages[*place].kind == kind);
    let mut ends: Vec<(usize, usize)> = open.windows(2).map(|pair| (pair[0], pair[1])).collect();
    ends.extend(open.last().into_iter().flat_map(|last| of(Kind::Won).map(|won| (*last, won))));
    for from in open {
        ends.extend(of(Kind::Lost).chain(of(Kind::Parked)).map(|to| (from, to)));
    }
    let edge = |(order, (from, to))| Edge { from, to, order, transition: None };
    ends.into_iter().enumerate().map(edge).collect()
}

fn open(stages: &[Stage]) -> Vec<usize> {
    (0..stages.len()).filter(|place| stages[*place].kind == Kind::Open).collect()
}

fn place(stages: &[Stage], id: &str) -> usize {
    stages.iter().position(|stage| stage.id == id).unwrap_or_else(|| panic!("no stage {id}"))
}
