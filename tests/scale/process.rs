//! Processes of any size, made by rule: stages in a row, each with ways to the ones behind it, and as
//! many criteria on these ways as asked for, over as many fields.

use std::fmt::Write;

/// How large a process is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) stages: usize,
    pub(crate) transitions: usize,
    pub(crate) conditions: usize,
    pub(crate) fields: usize,
}

impl Size {
    /// A process with so many conditions, and as much else as goes with them.
    pub(crate) fn with_conditions(conditions: usize) -> Self {
        let stages = (conditions / 40).max(3);
        let transitions = (conditions / 4).max(stages);
        Self { stages, transitions, conditions, fields: (conditions / 20).max(5) }
    }
}

/// A small stream of numbers, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }
}

/// The process as TOML: nothing in it can never hold, and all of it can be reached.
pub(crate) fn process(size: Size) -> String {
    let mut numbers = Numbers(7);
    let mut text = String::from(
        "dealgraph = 1\n[process]\nid = \"large\"\nname = \"Large\"\nversion = \"1.0.0\"\n",
    );
    for field in 0..size.fields {
        write!(text, "[field.f{field}]\nlabel = \"Field {field}\"\n{}\n", kind(field)).unwrap();
    }
    for stage in 0..size.stages {
        write!(text, "[[stage]]\nid = \"s{stage}\"\n").unwrap();
    }
    text.push_str(
        "[[stage]]\nid = \"won\"\ntype = \"won\"\n[[stage]]\nid = \"lost\"\ntype = \"lost\"\n",
    );
    let ways = ways(size);
    for (place, (from, to)) in ways.iter().enumerate() {
        write!(text, "[[transition]]\nfrom = \"{from}\"\nto = \"{to}\"\n").unwrap();
        let share = |place: usize| place * size.conditions / ways.len();
        for guard in share(place)..share(place + 1) {
            let when = condition(&mut numbers, size.fields);
            write!(text, "[[transition.guard]]\nid = \"g{guard}\"\nwhen = \"{when}\"\n").unwrap();
        }
    }
    text.push_str("[[transition]]\nfrom = \"*\"\nto = \"lost\"\n");
    text
}

/// Each stage to the next, then each to the one after that, until there are enough.
fn ways(size: Size) -> Vec<(String, String)> {
    let name = |place: usize| {
        if place < size.stages { format!("s{place}") } else { "won".to_owned() }
    };
    let all = (1..=size.stages)
        .flat_map(|wide| (0..=size.stages - wide).map(move |from| (from, from + wide)));
    all.take(size.transitions).map(|(from, to)| (name(from), name(to))).collect()
}

fn kind(field: usize) -> &'static str {
    match field % 5 {
        0 => "type = \"bool\"",
        1 => "type = \"integer\"\nmin = 0\nchanges = \"grows\"",
        2 => "type = \"money\"",
        3 => "type = \"choice\"\nvalues = [\"small\", \"middle\", \"large\", \"huge\"]",
        _ => "type = \"date\"",
    }
}

/// One comparison, or a few that hang together.
fn condition(numbers: &mut Numbers, fields: usize) -> String {
    match numbers.below(4) {
        0 => format!("{} || {}", comparison(numbers, fields), comparison(numbers, fields)),
        _ => comparison(numbers, fields),
    }
}

fn comparison(numbers: &mut Numbers, fields: usize) -> String {
    let field = numbers.below(fields);
    match field % 5 {
        0 => format!("f{field}"),
        1 => format!("f{field} >= {}", numbers.below(100) + 1),
        2 => format!("f{field} >= {}.0", (numbers.below(100) + 1) * 1_000),
        3 => format!("f{field} in ['large', 'huge']"),
        _ => format!("has(f{field})"),
    }
}

/// A process whose facts hang together two by two, each once and for all, with the two of a pair far
/// apart in the order of the fields: nothing can be said of one without the others. What holds them
/// together stands in so many criteria.
pub(crate) fn tangled(pairs: usize, criteria: usize) -> String {
    let mut text = String::from(
        "dealgraph = 1\n[process]\nid = \"tangled\"\nname = \"Tangled\"\nversion = \"1.0.0\"\n",
    );
    for (side, place) in ["a", "b"].iter().flat_map(|side| (0..pairs).map(move |at| (side, at))) {
        write!(
            text,
            "[field.{side}{place}]\nlabel = \"{side} {place}\"\ntype = \"bool\"\nchanges = \"once\"\n"
        )
        .unwrap();
    }
    text.push_str("[[stage]]\nid = \"talk\"\n");
    let parts: Vec<String> = (0..pairs).map(|place| format!("a{place} == b{place}")).collect();
    for (place, own) in parts.chunks(pairs.div_ceil(criteria)).enumerate() {
        let when = own.join(" && ");
        write!(text, "[[stage.exit]]\nid = \"e{place}\"\nwhen = \"{when}\"\n").unwrap();
    }
    text + "[[stage]]\nid = \"won\"\ntype = \"won\"\n[[stage]]\nid = \"lost\"\ntype = \"lost\"\n"
}
