//! Walks held against reference verdicts, and against trying every step.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::Value as Json;

use crate::logic::diagram::{Class, Diagram, Diagrams, Variable};
use crate::logic::reach::{How, Motion, Walk, Way};

const GRAPHS: &str = include_str!("../../../tests/conformance/stage_graphs.jsonl");

fn names(value: &Json) -> Vec<String> {
    value.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

struct Graph {
    stages: Vec<String>,
    walk: Walk,
    terminals: BTreeSet<usize>,
}

fn graph(case: &Json) -> Graph {
    let stages = names(&case["stages"]);
    let place = |name: &str| stages.iter().position(|stage| stage == name).unwrap();
    let ways = case["edges"].as_array().unwrap().iter().map(|edge| {
        let ends = names(edge);
        Way { from: place(&ends[0]), to: place(&ends[1]), open: Diagram::TRUE }
    });
    let walk = Walk {
        stages: stages.len(),
        ways: ways.collect(),
        starts: vec![(place(case["start"].as_str().unwrap()), Diagram::TRUE)],
        ..Walk::default()
    };
    let terminals = names(&case["terminals"]).iter().map(|name| place(name)).collect();
    Graph { walk, terminals, stages }
}

impl Graph {
    fn from(&self, stage: usize) -> Vec<Option<usize>> {
        let walk = Walk { starts: vec![(stage, Diagram::TRUE)], ..self.walk.clone() };
        walk.reach(&mut Diagrams::new(1_000)).moves
    }

    /// Groups of stages in which a deal can go round and out of which no way leads.
    fn traps(&self, reached: &[Option<usize>]) -> Json {
        let ahead: Vec<BTreeSet<usize>> = (0..self.stages.len())
            .map(|stage| {
                let next = self.walk.ways.iter().filter(|way| way.from == stage);
                let beyond = next.flat_map(|way| {
                    let moves = self.from(way.to);
                    (0..self.stages.len()).filter(move |stage| moves[*stage].is_some())
                });
                beyond.collect()
            })
            .collect();
        let is_trap = |stage: &usize| {
            let group = &ahead[*stage];
            let goes_round = group.contains(stage) && group.iter().all(|o| ahead[*o] == *group);
            goes_round && reached[*stage].is_some() && group.is_disjoint(&self.terminals)
        };
        let groups: BTreeSet<&BTreeSet<usize>> =
            (0..self.stages.len()).filter(is_trap).map(|stage| &ahead[stage]).collect();
        groups.into_iter().map(|group| self.named(group.iter().copied())).collect()
    }

    fn named(&self, stages: impl IntoIterator<Item = usize>) -> Json {
        let stages: BTreeSet<usize> = stages.into_iter().collect();
        stages.into_iter().map(|stage| self.stages[stage].clone()).collect()
    }
}

#[test]
fn every_verdict_on_stage_graphs_agrees() {
    for case in GRAPHS.lines().map(|line| serde_json::from_str::<Json>(line).unwrap()) {
        let graph = graph(&case);
        let all = 0..graph.stages.len();
        let reached = graph.walk.reach(&mut Diagrams::new(1_000));
        let is_reached = |stage: &usize| reached.moves[*stage].is_some();
        let unreachable = all.clone().filter(|stage| !is_reached(stage));
        assert_eq!(graph.named(unreachable), case["unreachable"], "{case}");
        let leads_out = |stage: &usize| {
            let moves = graph.from(*stage);
            graph.terminals.iter().any(|terminal| moves[*terminal].is_some())
        };
        let hopeless: Vec<usize> =
            all.clone().filter(|stage| is_reached(stage) && !leads_out(stage)).collect();
        assert_eq!(graph.named(hopeless), case["no_path_to_terminal"], "{case}");
        let ends = |stage: &usize| !graph.walk.ways.iter().any(|way| way.from == *stage);
        let dead = all.clone().filter(|s| is_reached(s) && !graph.terminals.contains(s) && ends(s));
        assert_eq!(graph.named(dead), case["dead_ends"], "{case}");
        assert_eq!(graph.traps(&reached.moves), case["trap_sccs"], "{case}");
        let mut shortest = BTreeMap::new();
        let mut mandatory = BTreeMap::new();
        for terminal in graph.terminals.iter().filter(|terminal| is_reached(terminal)) {
            let name = graph.stages[*terminal].clone();
            shortest.insert(name.clone(), reached.moves[*terminal]);
            let path = graph.walk.path_to(&reached, *terminal);
            assert_eq!(Some(path.len()), reached.moves[*terminal]);
            let on_all = all.clone().filter(|stage| {
                let around = graph.walk.around(*stage).reach(&mut Diagrams::new(1_000));
                stage != terminal && around.moves[*terminal].is_none()
            });
            mandatory.insert(name, graph.named(on_all));
        }
        assert_eq!(serde_json::to_value(shortest).unwrap(), case["shortest"], "{case}");
        assert_eq!(serde_json::to_value(mandatory).unwrap(), case["mandatory_before"], "{case}");
    }
}

/// Two facts: one of three classes, the first of which may be unset, and a yes or no.
const CLASSES: [u32; 2] = [3, 2];

#[derive(Debug, Clone)]
struct Process {
    stages: usize,
    ways: Vec<(usize, usize, u8)>,
    how: [(u8, bool); 2],
    windows: [Vec<bool>; 2],
    init: u8,
}

fn process() -> impl Strategy<Value = Process> {
    (2..5_usize).prop_flat_map(|stages| {
        let way = (0..stages, 0..stages, any::<u8>());
        let window = || proptest::collection::vec(any::<bool>(), stages);
        let ways = proptest::collection::vec(way, 1..8);
        (Just(stages), ways, any::<[(u8, bool); 2]>(), [window(), window()], any::<u8>()).prop_map(
            |(stages, ways, how, windows, init)| Process { stages, ways, how, windows, init },
        )
    })
}

/// The states are numbered 0 to 5; a set of them is a number.
fn set(diagrams: &mut Diagrams, variables: [Variable; 2], set: u8) -> Diagram {
    let mut whole = Diagram::FALSE;
    for state in (0..6_u32).filter(|state| set >> state & 1 == 1) {
        let one = diagrams.is(variables[0], state % 3);
        let other = diagrams.is(variables[1], state / 3);
        let both = diagrams.and(one, other);
        whole = diagrams.or(whole, both);
    }
    whole
}

fn how((kind, can_be_unset): (u8, bool)) -> How {
    match kind % 3 {
        0 => How::Freely,
        1 => How::Once { can_be_unset },
        _ => How::Grows { can_be_unset },
    }
}

fn may(how: How, from: Class, to: Class) -> bool {
    from == to
        || match how {
            How::Freely => true,
            How::Once { can_be_unset } => can_be_unset && from == 0,
            How::Grows { can_be_unset: true } => from == 0 || (to != 0 && to > from),
            How::Grows { can_be_unset: false } => to > from,
        }
}

/// Every pair of stage and state, step by step.
fn explicit(process: &Process) -> BTreeSet<(usize, u32)> {
    let mut seen: BTreeSet<(usize, u32)> = BTreeSet::new();
    let mut open: Vec<(usize, u32)> =
        (0..6).filter(|state| process.init >> state & 1 == 1).map(|state| (0, state)).collect();
    while let Some((stage, state)) = open.pop() {
        if !seen.insert((stage, state)) {
            continue;
        }
        let classes = [state % 3, state / 3];
        for to in 0..6_u32 {
            let after = [to % 3, to / 3];
            let fits = |place: usize| {
                let free = process.windows[place][stage]
                    && may(how(process.how[place]), classes[place], after[place]);
                classes[place] == after[place] || free
            };
            if fits(0) && fits(1) {
                open.push((stage, to));
            }
        }
        for (from, to, gate) in &process.ways {
            if *from == stage && gate >> state & 1 == 1 {
                open.push((*to, state));
            }
        }
    }
    seen
}

proptest! {
    #[test]
    fn walks_agree_with_trying_every_step(process in process()) {
        let mut diagrams = Diagrams::new(10_000);
        let variables = CLASSES.map(|classes| diagrams.add_variable(classes as usize));
        let ways = process.ways.iter().map(|(from, to, gate)| {
            Way { from: *from, to: *to, open: set(&mut diagrams, variables, *gate) }
        });
        let ways = ways.collect();
        let motions = [0, 1].map(|place| Motion {
            variable: variables[place],
            may_change: process.windows[place].clone(),
            how: how(process.how[place]),
        });
        let init = set(&mut diagrams, variables, process.init);
        let walk = Walk {
            stages: process.stages,
            ways,
            starts: vec![(0, init)],
            motions: motions.to_vec(),
        };
        let reached = walk.reach(&mut diagrams);
        let explicit = explicit(&process);
        for stage in 0..process.stages {
            let states: u8 = explicit.iter().filter(|(s, _)| *s == stage).map(|(_, x)| 1 << x).sum();
            prop_assert_eq!(reached.states[stage], set(&mut diagrams, variables, states));
            let stuck = walk.stuck(&mut diagrams, &reached, stage);
            let moves_on = |state: u32| {
                stays(&process, stage, state).into_iter().any(|state| {
                    process.ways.iter().any(|(f, _, gate)| *f == stage && gate >> state & 1 == 1)
                })
            };
            let states: u8 = explicit
                .iter()
                .filter(|(s, state)| *s == stage && !moves_on(*state))
                .map(|(_, state)| 1 << state)
                .sum();
            prop_assert_eq!(stuck, set(&mut diagrams, variables, states));
        }
        let mut shorter = walk.clone();
        shorter.leave_out(&mut diagrams, |_, _| true);
        prop_assert_eq!(&shorter.reach(&mut diagrams).moves, &reached.moves);
        let mut shorter = walk.clone();
        shorter.leave_out(&mut diagrams, |motion, is_last| {
            let anywhere = motion.may_change.iter().all(|may| *may);
            is_last && anywhere && matches!(motion.how, How::Grows { .. })
        });
        let again = shorter.reach(&mut diagrams);
        for stage in 0..process.stages {
            let stuck = walk.stuck(&mut diagrams, &reached, stage) == Diagram::FALSE;
            let still = shorter.stuck(&mut diagrams, &again, stage) == Diagram::FALSE;
            prop_assert_eq!(stuck, still);
        }
    }
}

/// The states that a deal can come to while it stays in a stage.
fn stays(process: &Process, stage: usize, state: u32) -> BTreeSet<u32> {
    let still = Process { ways: Vec::new(), init: 1 << state, ..process.clone() };
    let windows = [0, 1].map(|place| vec![process.windows[place][stage]; process.stages]);
    explicit(&Process { windows, ..still }).into_iter().map(|(_, state)| state).collect()
}
