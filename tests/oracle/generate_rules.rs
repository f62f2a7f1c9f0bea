//! Processes, and methodologies laid over them.

use dealgraph::Evidence;

use super::condition::Condition;
use super::model::{Back, Criterion, Form, From, Kind, Overlay, RuleSet, Stage, Transition};
use crate::sample::Chance;

const FACTS: [&str; 6] = ["b1", "b2", "n1", "n2", "ch", "needs"];
const COMPARISONS: [&str; 6] = [">=", "<", "==", ">", "<=", "!="];
/// What processes name their stages; methodologies have others, so that ids tell them apart.
const OPEN: [&str; 5] = ["s0", "s1", "s2", "s3", "s4"];
const OPEN_IN_METHODOLOGY: [&str; 4] = ["m0", "m1", "m2", "m3"];

/// A process with up to three rule sets laid over it.
pub(crate) fn process(chance: &mut Chance) -> RuleSet {
    let mut process = Maker::new("own", true, chance).process();
    for id in ["first_laid", "second_laid"] {
        if chance.percent(40) {
            let overlay = staged(id, &process, chance);
            process.overlays.push(overlay);
        }
    }
    if chance.percent(40) {
        let overlay = checklist(&process, chance);
        process.overlays.push(overlay);
    }
    process
}

fn staged(id: &str, process: &RuleSet, chance: &mut Chance) -> Overlay {
    let rules = Maker::new(id, false, chance).methodology();
    let theirs = rules.ids_of(Kind::Open);
    let mut stages = Vec::new();
    let mut reached = 0;
    for own in process.ids_of(Kind::Open) {
        if chance.percent(70) {
            reached = chance.between(reached, theirs.len() - 1);
            stages.push((own, theirs[reached].clone()));
        }
    }
    if stages.is_empty() {
        stages.push((process.ids_of(Kind::Open)[0].clone(), theirs[0].clone()));
    }
    let require = required(process, &rules, 15, chance);
    Overlay { rules, stages, require }
}

fn checklist(process: &RuleSet, chance: &mut Chance) -> Overlay {
    let mut rules = RuleSet::empty("checklist", false);
    rules.named = Maker::new("checklist", false, chance).named(3);
    let require = required(process, &rules, 35, chance);
    Overlay { rules, stages: Vec::new(), require }
}

fn required(
    process: &RuleSet,
    rules: &RuleSet,
    share: usize,
    chance: &mut Chance,
) -> Vec<(String, Vec<String>)> {
    let names: Vec<String> = rules.named.iter().map(|criterion| criterion.id.clone()).collect();
    let of = |stage| (stage, chance.some_of(&names, share));
    let all: Vec<_> = process.ids_of(Kind::Open).into_iter().map(of).collect();
    all.into_iter().filter(|(_, names)| !names.is_empty()).collect()
}

/// Makes one rule set.
struct Maker<'a> {
    rules: RuleSet,
    chance: &'a mut Chance,
    criteria: usize,
    /// The chance of a criterion, in a hundred; where gates are few, more of them are open.
    density: usize,
}

impl<'a> Maker<'a> {
    fn new(id: &str, is_process: bool, chance: &'a mut Chance) -> Self {
        let density = chance.pick(&[8, 25, 50]);
        Self { rules: RuleSet::empty(id, is_process), chance, criteria: 0, density }
    }

    fn process(mut self) -> RuleSet {
        let many = self.chance.between(0, 2);
        self.rules.named = self.named(many);
        let open = self.chance.between(2, 5);
        self.stages(&OPEN[..open]);
        let won = 1 + usize::from(self.chance.percent(25));
        let lost = self.chance.between(0, 2);
        let parked = self.chance.between(0, 1);
        self.ends(Kind::Won, &["won", "signed"][..won]);
        self.ends(Kind::Lost, &["lost", "dropped"][..lost]);
        self.ends(Kind::Parked, &["parked"][..parked]);
        self.rules.may_skip = !self.chance.percent(15);
        self.rules.back = self.chance.pick(&[Back::Any, Back::Any, Back::Previous, Back::Never]);
        self.rules.start = self.start();
        if self.chance.percent(65) {
            self.transitions();
        }
        self.rules
    }

    fn methodology(mut self) -> RuleSet {
        self.rules.named = self.named(2);
        let open = self.chance.between(2, 4);
        self.stages(&OPEN_IN_METHODOLOGY[..open]);
        if self.chance.percent(40) {
            self.ends(Kind::Won, &["won"]);
            self.ends(Kind::Lost, &["lost"]);
            if self.chance.percent(70) {
                self.transitions();
            }
        } else {
            self.rules.ends_unsaid = true;
            self.rules.stages.push(bare("won", Kind::Won));
            self.rules.stages.push(bare("lost", Kind::Lost));
        }
        self.rules
    }

    fn stages(&mut self, ids: &[&str]) {
        for id in ids {
            let (entry, exit) = (self.gate(), self.gate());
            self.rules.stages.push(Stage { id: (*id).to_owned(), kind: Kind::Open, entry, exit });
        }
    }

    fn ends(&mut self, kind: Kind, ids: &[&str]) {
        for id in ids {
            let mut stage = bare(id, kind);
            if kind == Kind::Won {
                stage.entry = self.gate();
            }
            let place = match self.chance.percent(12) {
                true => self.chance.between(1, self.rules.stages.len()),
                false => self.rules.stages.len(),
            };
            self.rules.stages.insert(place, stage);
        }
    }

    fn start(&mut self) -> Option<Vec<String>> {
        let open = self.rules.ids_of(Kind::Open);
        let (first, later) = open.split_first()?;
        match self.chance.below(5) {
            0..=2 => None,
            3 => Some(vec![first.clone()]),
            _ => Some([vec![first.clone()], self.chance.some_of(later, 40)].concat()),
        }
    }

    /// Transitions that leave no stage unreachable and none without a way out.
    fn transitions(&mut self) {
        let open = self.rules.ids_of(Kind::Open);
        let won = self.rules.ids_of(Kind::Won);
        let mut made = Vec::new();
        for (place, to) in open.iter().enumerate().skip(1) {
            let from = match self.chance.percent(20) {
                true => self.chance.below(place),
                false => place - 1,
            };
            made.push(self.transition(From::One(open[from].clone()), to));
        }
        for (place, from) in open.iter().enumerate() {
            let ahead = self.chance.some_of(&open[place + 1..], 20);
            for to in ahead {
                made.push(self.transition(From::One(from.clone()), &to));
            }
            let leads_on = made.iter().any(|t| leads(t, from) && later(&open, &t.to, place));
            if !leads_on || self.chance.percent(10) {
                let to = self.chance.pick(&won);
                made.push(self.transition(From::One(from.clone()), &to));
            }
        }
        self.ways_to_won(&open, &won, &mut made);
        self.aside(&open, &mut made);
        if self.rules.is_process {
            self.backwards(&open, &mut made);
        }
        if self.chance.percent(20) && made.len() > 1 {
            let place = self.chance.below(made.len());
            made.rotate_left(place);
        }
        self.rules.transitions = Some(made);
    }

    fn ways_to_won(&mut self, open: &[String], won: &[String], made: &mut Vec<Transition>) {
        for (place, to) in won.iter().enumerate() {
            if made.iter().any(|transition| transition.to == *to) {
                continue;
            }
            let from = match place > 0 && self.chance.percent(40) {
                true => From::One(won[0].clone()),
                false => self.several(open),
            };
            made.push(self.transition(from, to));
        }
    }

    fn several(&mut self, open: &[String]) -> From {
        let mut from = self.chance.some_of(open, 40);
        match from.len() {
            0 => From::One(open[open.len() - 1].clone()),
            1 => From::One(from.remove(0)),
            _ => From::Many(from),
        }
    }

    /// Ways to the lost and parked stages; from everywhere to the first one, so that every stage
    /// has a way out.
    fn aside(&mut self, open: &[String], made: &mut Vec<Transition>) {
        let ends = [self.rules.ids_of(Kind::Lost), self.rules.ids_of(Kind::Parked)].concat();
        for (place, to) in ends.iter().enumerate() {
            let from = match place == 0 || self.chance.percent(40) {
                true => From::EveryOpen,
                false => self.several(open),
            };
            made.push(self.transition(from, to));
            if self.chance.percent(10) {
                let from = self.several(open);
                made.push(self.transition(from, to));
            }
        }
    }

    /// Ways back, of closed and parked deals too.
    fn backwards(&mut self, open: &[String], made: &mut Vec<Transition>) {
        let of = |rules: &RuleSet, kind| rules.ids_of(kind);
        for kind in [Kind::Lost, Kind::Parked, Kind::Won] {
            for from in of(&self.rules, kind) {
                if self.chance.percent(25) {
                    let to = self.chance.pick(open);
                    made.push(self.transition(From::One(from), &to));
                }
            }
        }
        if self.chance.percent(30) {
            let place = self.chance.between(1, open.len() - 1);
            let to = self.chance.below(place);
            made.push(self.transition(From::One(open[place].clone()), &open[to]));
        }
        if self.chance.percent(10) {
            let to = self.chance.pick(open);
            made.push(self.transition(From::EveryOpen, &to));
        }
    }

    fn transition(&mut self, from: From, to: &str) -> Transition {
        let own = self.rules.is_process;
        let actors = own && self.chance.percent(15);
        let reasons = own && self.chance.percent(15);
        let guards = if self.chance.percent(35) { self.gate() } else { Vec::new() };
        Transition {
            from,
            to: to.to_owned(),
            actors: if actors {
                self.chance.pick(&[vec!["rep"], vec!["rep", "manager"]])
            } else {
                vec![]
            },
            reasons: if reasons { vec!["price", "timing"] } else { vec![] },
            guards,
        }
    }

    fn gate(&mut self) -> Vec<Criterion> {
        let mut gate: Vec<Criterion> = Vec::new();
        for _ in 0..2 {
            if !self.chance.percent(self.density) {
                continue;
            }
            let criterion = self.criterion();
            if gate.iter().all(|known| known.id != criterion.id) {
                gate.push(criterion);
            }
        }
        gate
    }

    fn criterion(&mut self) -> Criterion {
        match self.chance.below(10) {
            8 => {
                let field = self.chance.pick(&FACTS);
                Criterion {
                    id: format!("has_{field}"),
                    form: Form::Requires,
                    condition: Condition::Has(field),
                    evidence: None,
                    fresh_days: None,
                    warns: false,
                    overridable_by: Vec::new(),
                }
            }
            9 if !self.rules.named.is_empty() => self.chance.pick(&self.rules.named),
            _ => self.inline("c"),
        }
    }

    /// Criteria with a name.
    fn named(&mut self, many: usize) -> Vec<Criterion> {
        let named = |_| Criterion { form: Form::Named, ..self.inline("named") };
        (0..many).map(named).collect()
    }

    fn inline(&mut self, prefix: &str) -> Criterion {
        self.criteria += 1;
        let depth = self.chance.below(3);
        let condition = self.condition(depth);
        let grades = [Evidence::Assumed, Evidence::Recorded, Evidence::Stated, Evidence::Confirmed];
        Criterion {
            id: format!("{prefix}{}", self.criteria),
            form: Form::Inline,
            condition,
            evidence: self.chance.percent(35).then(|| self.chance.pick(&grades)),
            fresh_days: self.chance.percent(20).then(|| self.chance.pick(&[5, 30])),
            warns: self.chance.percent(12),
            overridable_by: if self.chance.percent(35) {
                self.chance.pick(&[vec!["vp"], vec!["vp", "ceo"], vec!["ceo"]])
            } else {
                Vec::new()
            },
        }
    }

    fn condition(&mut self, depth: usize) -> Condition {
        if depth == 0 {
            return self.simple();
        }
        let mut part = || Box::new(self.condition(depth - 1));
        let (a, b) = (part(), part());
        match self.chance.below(9) {
            0..=2 => Condition::And(a, b),
            3..=5 => Condition::Or(a, b),
            6 | 7 => Condition::Not(a),
            _ => {
                let c = Box::new(self.condition(depth - 1));
                Condition::If(a, b, c)
            }
        }
    }

    fn simple(&mut self) -> Condition {
        let chance = &mut *self.chance;
        let op = chance.pick(&COMPARISONS);
        match chance.below(16) {
            0..=2 => Condition::Flag(chance.pick(&["b1", "b2"])),
            3..=5 => Condition::Compare(chance.pick(&["n1", "n2"]), op, 2),
            6 => Condition::Compare("amount", op, chance.pick(&[50, 100])),
            7 => Condition::Is("ch", chance.pick(&["red", "green"]).to_owned()),
            8 => Condition::IsNot("ch", "blue".to_owned()),
            9 => Condition::Has(chance.pick(&FACTS)),
            10 => self.of_contacts(),
            11 | 12 => self.of_needs(),
            13 => Condition::Compare("days_in_stage", op, chance.pick(&[0, 1, 10])),
            14 if self.rules.is_process => {
                let stages = self.rules.ids_of(Kind::Open);
                match stages.is_empty() {
                    true => Condition::Compare("visits", op, 1),
                    false => Condition::Is("stage", chance.pick(&stages)),
                }
            }
            14 => Condition::Compare("visits", op, 1),
            _ => Condition::Compare(chance.pick(&["age_days", "days_since_activity"]), op, 5),
        }
    }

    fn of_contacts(&mut self) -> Condition {
        let chance = &mut *self.chance;
        let mut one = || match chance.below(4) {
            0 => Condition::Flag("met"),
            1 => Condition::Includes("roles", chance.pick(&["buyer", "user"])),
            2 => Condition::Is("stance", "champion".to_owned()),
            _ => Condition::Has(chance.pick(&["met", "stance"])),
        };
        let each = joined(one(), one(), self.chance.below(4));
        quantified("contacts", each, self.chance.below(4))
    }

    fn of_needs(&mut self) -> Condition {
        let chance = &mut *self.chance;
        if chance.below(5) == 4 {
            return Condition::Size("needs", chance.pick(&COMPARISONS), 1);
        }
        let mut one = || match chance.below(3) {
            0 => Condition::Is("kind", "explicit".to_owned()),
            1 => Condition::Compare("weight", chance.pick(&COMPARISONS), 2),
            _ => Condition::Has("weight"),
        };
        let each = joined(one(), one(), self.chance.below(4));
        quantified("needs", each, self.chance.below(4))
    }
}

fn joined(a: Condition, b: Condition, how: usize) -> Condition {
    match how {
        0 => a,
        1 => Condition::And(Box::new(a), Box::new(b)),
        2 => Condition::Or(Box::new(a), Box::new(b)),
        _ => Condition::Not(Box::new(a)),
    }
}

fn quantified(list: &'static str, each: Condition, how: usize) -> Condition {
    match how {
        0..=2 => Condition::Exists(list, Box::new(each)),
        _ => Condition::All(list, Box::new(each)),
    }
}

fn bare(id: &str, kind: Kind) -> Stage {
    Stage { id: id.to_owned(), kind, entry: Vec::new(), exit: Vec::new() }
}

fn leads(transition: &Transition, from: &str) -> bool {
    match &transition.from {
        From::One(id) => id == from,
        From::Many(ids) => ids.iter().any(|id| id == from),
        From::EveryOpen => true,
    }
}

fn later(open: &[String], to: &str, than: usize) -> bool {
    open.iter().position(|id| id == to).is_none_or(|place| place > than)
}
