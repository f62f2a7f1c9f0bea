//! The judge: what a move's verdict has to be.

use std::collections::BTreeMap;

use dealgraph::{MoveKind, Outcome, UnmetState};

use super::graph::{Edge, Graph};
use super::model::{Asked, Back, Criterion, Deal, Kind, Overlay, RuleSet, Stage};
use super::situation::Situation;

/// What the verdict has to be.
#[derive(Debug)]
pub(crate) struct Judgement {
    pub(crate) outcome: Outcome,
    /// The kinds that the format allows for it; empty where it is silent.
    pub(crate) kinds: Vec<MoveKind>,
    /// What the graph itself refuses: then nothing else about it is judged.
    pub(crate) refused: Option<&'static str>,
    pub(crate) through: Vec<String>,
    pub(crate) unmet: BTreeMap<String, UnmetState>,
    pub(crate) warnings: BTreeMap<String, UnmetState>,
}

/// Something that is not met at one place.
#[derive(Debug, Clone)]
struct Finding {
    criterion: String,
    state: UnmetState,
    warns: bool,
    overridable_by: Vec<&'static str>,
}

/// What is not met on a way, and how the way goes.
#[derive(Debug, Clone, Default)]
struct Way {
    findings: Vec<Finding>,
    orders: Vec<usize>,
    through: Vec<String>,
}

impl Way {
    /// What a role that overrides may not override counts first; then everything unmet.
    fn rank(&self, role: Option<&str>) -> (usize, usize, usize, Vec<usize>) {
        let blocking = || self.findings.iter().filter(|finding| !finding.warns);
        let shut =
            |finding: &&Finding| role.is_some_and(|role| !finding.overridable_by.contains(&role));
        let shut = blocking().filter(shut).count();
        (shut, blocking().count(), self.orders.len(), self.orders.clone())
    }
}

/// Judges a move of a deal in a process.
pub(crate) fn judge(process: &RuleSet, deal: &Deal, asked: &Asked) -> Judgement {
    Judge { process, graph: Graph::of(process), deal, asked }.verdict()
}

struct Judge<'a> {
    process: &'a RuleSet,
    graph: Graph<'a>,
    deal: &'a Deal,
    asked: &'a Asked,
}

impl<'a> Judge<'a> {
    fn verdict(&self) -> Judgement {
        let to = self.graph.place(&self.asked.to);
        let Some(stage) = &self.deal.stage else { return self.create(to) };
        let from = self.graph.place(stage);
        if from == to {
            return self.decided(MoveKind::Stay, &Way::default());
        }
        match (self.kind(from), self.kind(to)) {
            (Kind::Open, Kind::Open) if to < from => self.back(from, to),
            (Kind::Open, Kind::Open | Kind::Won) => self.ahead(from, to),
            (Kind::Won, Kind::Won) if from < to => self.ahead(from, to),
            (_, Kind::Lost) => self.aside(MoveKind::Lose, from, to),
            (_, Kind::Parked) => self.aside(MoveKind::Park, from, to),
            (Kind::Parked, Kind::Open) => self.again(MoveKind::Resume, from, to),
            (_, Kind::Open) => self.again(MoveKind::Reopen, from, to),
            (_, Kind::Won) => refused("move.no_way", &[]),
        }
    }

    fn kind(&self, stage: usize) -> Kind {
        self.graph.stages[stage].kind
    }

    fn create(&self, to: usize) -> Judgement {
        let first = self.graph.first();
        // Creating further on is judged as a skip; where a process has none, only what `start`
        // names is left.
        let within = match &self.process.start {
            Some(start) => start.contains(&self.asked.to),
            None => to == first || self.process.may_skip,
        };
        if self.kind(to) != Kind::Open || !within {
            return refused("move.start", &[MoveKind::Create]);
        }
        let nowhere = Situation::now(self.deal);
        let mut entering: Vec<Finding> = Vec::new();
        for overlay in &self.process.overlays {
            entering.extend(self.laid(overlay, None, first, &nowhere));
        }
        let way = match to == first {
            true => Some(Way { findings: self.entry(to, &nowhere), ..Way::default() }),
            false => {
                let at = nowhere.entering(&self.graph.stages[first].id);
                self.best(self.graph.paths(first, to), &at)
            }
        };
        let Some(way) = way else { return refused("move.no_way", &[MoveKind::Create]) };
        entering.extend(way.findings);
        let passed = (to != first).then(|| self.graph.stages[first].id.clone());
        let through = passed.into_iter().chain(way.through).collect();
        self.decided(MoveKind::Create, &Way { findings: entering, orders: way.orders, through })
    }

    /// The entry criteria of a stage of the process.
    fn entry(&self, stage: usize, at: &Situation<'_>) -> Vec<Finding> {
        entry(&self.process.id, &self.graph.stages[stage], at)
    }

    fn ahead(&self, from: usize, to: usize) -> Judgement {
        let at = Situation::now(self.deal);
        let straight = self.graph.between(from, to);
        if !straight.is_empty() {
            let ways = straight.into_iter().map(|edge| vec![edge]).collect();
            let best = self.best(ways, &at).expect("there is a straight way");
            return self.decided(MoveKind::Forward, &best);
        }
        let kinds = [MoveKind::Skip, MoveKind::Forward];
        match self.best(self.graph.paths(from, to), &at) {
            None => refused("move.no_way", &kinds),
            Some(_) if !self.process.may_skip => refused("move.skip", &kinds),
            Some(way) => self.decided(MoveKind::Skip, &way),
        }
    }

    fn back(&self, from: usize, to: usize) -> Judgement {
        let edges = self.graph.between(from, to);
        if !edges.is_empty() {
            let way = self.best_of(&edges, |edge| self.guards(edge));
            return self.decided(MoveKind::Back, &way);
        }
        let stages = &self.graph.stages[to + 1..from];
        let previous = stages.iter().all(|stage| stage.kind != Kind::Open);
        match self.process.back {
            Back::Any => self.decided(MoveKind::Back, &Way::default()),
            Back::Previous if previous => self.decided(MoveKind::Back, &Way::default()),
            Back::Previous | Back::Never => refused("move.back", &[MoveKind::Back]),
        }
    }

    /// To a lost or a parked stage.
    fn aside(&self, kind: MoveKind, from: usize, to: usize) -> Judgement {
        let edges = self.graph.between(from, to);
        if edges.is_empty() {
            return refused("move.no_way", &[kind]);
        }
        self.decided(kind, &self.best_of(&edges, |edge| self.guards(edge)))
    }

    /// From a closed or parked stage to an open one.
    fn again(&self, kind: MoveKind, from: usize, to: usize) -> Judgement {
        let at = Situation::now(self.deal);
        let entry = self.entry(to, &at);
        let edges = self.graph.between(from, to);
        if !edges.is_empty() {
            let way = self.best_of(&edges, |edge| [self.guards(edge), entry.clone()].concat());
            return self.decided(kind, &way);
        }
        if self.kind(from) == Kind::Won || self.left() != Some(to) {
            return refused("move.return", &[kind]);
        }
        self.decided(kind, &Way { findings: entry, ..Way::default() })
    }

    /// The open stage that the deal was in last before it came where it is.
    fn left(&self) -> Option<usize> {
        let (_, before) = self.deal.history.split_last()?;
        let mut places = before.iter().rev().map(|(id, _)| self.graph.place(id));
        places.find(|place| self.kind(*place) == Kind::Open)
    }

    fn best_of(&self, edges: &[Edge<'a>], judged: impl Fn(&Edge<'a>) -> Vec<Finding>) -> Way {
        let ways = edges.iter().map(|edge| Way {
            findings: judged(edge),
            orders: vec![edge.order],
            through: Vec::new(),
        });
        ways.min_by_key(|way| way.rank(self.asked.overriding)).expect("there is an edge")
    }

    /// The guards of a transition, and who may make it for which reasons.
    fn guards(&self, edge: &Edge<'a>) -> Vec<Finding> {
        let at = Situation::now(self.deal);
        [guards(&self.process.id, edge, &at), self.refusals(edge)].concat()
    }

    fn refusals(&self, edge: &Edge<'a>) -> Vec<Finding> {
        let Some(transition) = edge.transition else { return Vec::new() };
        let refusal = |name: &str, stated: Option<&str>, known: &[&str]| {
            let state = match stated {
                Some(stated) if known.is_empty() || known.contains(&stated) => return None,
                None if known.is_empty() => return None,
                Some(_) => UnmetState::False,
                None => UnmetState::Unknown,
            };
            let overridable_by = Vec::new();
            Some(Finding { criterion: name.to_owned(), state, warns: false, overridable_by })
        };
        let actor = refusal("move.actor", self.asked.actor, &transition.actors);
        let reason = refusal("move.reason", self.asked.reason, &transition.reasons);
        actor.into_iter().chain(reason).collect()
    }

    /// The best of these paths of the process, what is laid over it included. Each step but the
    /// first is judged just after entering its source.
    fn best(&self, paths: Vec<Vec<Edge<'a>>>, at: &Situation<'_>) -> Option<Way> {
        let ways = paths.into_iter().map(|path| {
            let mut findings = Vec::new();
            for (step, edge) in path.iter().enumerate() {
                let at = match step {
                    0 => at.clone(),
                    _ => at.entering(&self.graph.stages[edge.from].id),
                };
                findings.extend(gate(&self.process.id, &self.graph, edge, &at));
                findings.extend(self.refusals(edge));
                findings.extend(self.required(edge, &at));
                for overlay in &self.process.overlays {
                    findings.extend(self.laid(overlay, Some(edge.from), edge.to, &at));
                }
            }
            way(&self.graph, &path, findings)
        });
        ways.min_by_key(|way| way.rank(self.asked.overriding))
    }

    /// The criteria that overlays require on leaving a stage.
    fn required(&self, edge: &Edge<'a>, at: &Situation<'_>) -> Vec<Finding> {
        let from = &self.graph.stages[edge.from].id;
        let mut findings = Vec::new();
        for overlay in &self.process.overlays {
            let here = overlay.require.iter().filter(|(stage, _)| stage == from);
            for name in here.flat_map(|(_, names)| names) {
                let named = overlay.rules.named.iter().find(|criterion| criterion.id == *name);
                let named = named.expect("a required criterion is there");
                findings.extend(finding(&overlay.rules.id, named, at));
            }
        }
        findings
    }

    /// What a methodology adds between two stages, or on entering the first.
    fn laid(
        &self,
        overlay: &Overlay,
        from: Option<usize>,
        to: usize,
        at: &Situation<'_>,
    ) -> Vec<Finding> {
        if overlay.rules.stages.is_empty() {
            return Vec::new();
        }
        let graph = Graph::of(&overlay.rules);
        let Some(target) = self.lies_in(overlay, &graph, to) else { return Vec::new() };
        let source = from.and_then(|from| self.lies_in(overlay, &graph, from));
        let source = source.unwrap_or_else(|| graph.first());
        let ways = graph.paths(source, target).into_iter().map(|path| {
            let judged = path.iter().flat_map(|edge| gate(&overlay.rules.id, &graph, edge, at));
            way(&graph, &path, judged.collect())
        });
        ways.min_by_key(|way| way.rank(self.asked.overriding))
            .map(|way| way.findings)
            .unwrap_or_default()
    }

    /// Where an open or won stage of the process lies in a methodology.
    fn lies_in(&self, overlay: &Overlay, graph: &Graph<'_>, stage: usize) -> Option<usize> {
        if self.kind(stage) == Kind::Won {
            return Some(graph.won());
        }
        let before = self.graph.stages[..=stage].iter().rev();
        let mut open = before.filter(|stage| stage.kind == Kind::Open);
        open.find_map(|stage| overlay.stages.iter().find(|(own, _)| *own == stage.id))
            .map(|(_, theirs)| graph.place(theirs))
    }

    fn decided(&self, kind: MoveKind, way: &Way) -> Judgement {
        let blocking: Vec<&Finding> = way.findings.iter().filter(|f| !f.warns).collect();
        let lists = |role| blocking.iter().all(|f| f.overridable_by.contains(&role));
        let outcome = match self.asked.overriding {
            _ if blocking.is_empty() => Outcome::Allowed,
            Some(role) if lists(role) => Outcome::Overridden,
            _ if blocking.iter().all(|f| !f.overridable_by.is_empty()) => Outcome::NeedsOverride,
            _ => Outcome::Blocked,
        };
        Judgement {
            outcome,
            kinds: vec![kind],
            refused: None,
            through: way.through.clone(),
            unmet: by_id(&way.findings, false),
            warnings: by_id(&way.findings, true),
        }
    }
}

fn way(graph: &Graph<'_>, path: &[Edge<'_>], findings: Vec<Finding>) -> Way {
    let through = path.iter().skip(1).map(|edge| graph.stages[edge.from].id.clone()).collect();
    Way { findings, orders: path.iter().map(|edge| edge.order).collect(), through }
}

/// The gate of an edge: exit, guards, entry.
fn gate(rules: &str, graph: &Graph<'_>, edge: &Edge<'_>, at: &Situation<'_>) -> Vec<Finding> {
    let exit = &graph.stages[edge.from].exit;
    let exit: Vec<Finding> = exit.iter().filter_map(|c| finding(rules, c, at)).collect();
    [exit, guards(rules, edge, at), entry(rules, &graph.stages[edge.to], at)].concat()
}

fn guards(rules: &str, edge: &Edge<'_>, at: &Situation<'_>) -> Vec<Finding> {
    let guards = edge.transition.map(|transition| transition.guards.as_slice());
    guards.unwrap_or_default().iter().filter_map(|c| finding(rules, c, at)).collect()
}

fn entry(rules: &str, stage: &Stage, at: &Situation<'_>) -> Vec<Finding> {
    stage.entry.iter().filter_map(|criterion| finding(rules, criterion, at)).collect()
}

fn finding(rules: &str, criterion: &Criterion, at: &Situation<'_>) -> Option<Finding> {
    Some(Finding {
        criterion: format!("{rules}.{}", criterion.id),
        state: at.unmet(criterion)?,
        warns: criterion.warns,
        overridable_by: criterion.overridable_by.clone(),
    })
}

/// The findings by criterion; the first place where one is not met counts.
fn by_id(findings: &[Finding], warns: bool) -> BTreeMap<String, UnmetState> {
    let mut found = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.warns == warns) {
        found.entry(finding.criterion.clone()).or_insert(finding.state);
    }
    found
}

fn refused(name: &'static str, kinds: &[MoveKind]) -> Judgement {
    Judgement {
        outcome: Outcome::Blocked,
        kinds: kinds.to_vec(),
        refused: Some(name),
        through: Vec::new(),
        unmet: BTreeMap::new(),
        warnings: BTreeMap::new(),
    }
}
