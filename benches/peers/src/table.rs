//! Measures everything in turns, so that a slow moment of the machine meets all alike.

use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::DEALS;
use crate::contender::Contender;
use crate::judged::Judged;

const TURNS: usize = 11;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    Move,
    Plays,
    MoveOfJson,
    PlaysOfJson,
}

impl Task {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Move, "validate a move"),
        (Self::Plays, "three best plays"),
        (Self::MoveOfJson, "validate a move, from a JSON value"),
        (Self::PlaysOfJson, "three best plays, from a JSON value"),
    ];
}

/// Judges all deals once and says how long that took.
type Pass<'d> = Box<dyn FnMut() -> Duration + 'd>;

#[derive(Default)]
pub(crate) struct Table<'d>(Vec<Row<'d>>);

struct Row<'d> {
    task: Task,
    engine: &'static str,
    pass: Pass<'d>,
    /// Nanoseconds a deal, a turn each.
    taken: Vec<f64>,
}

impl<'d> Table<'d> {
    pub(crate) fn add(
        &mut self,
        task: Task,
        engine: &'static str,
        pass: impl FnMut() -> Duration + 'd,
    ) {
        self.0.push(Row { task, engine, pass: Box::new(pass), taken: Vec::new() });
    }

    /// The medians of all turns, as Markdown.
    pub(crate) fn measured(mut self) -> String {
        for _ in 0..TURNS {
            for row in &mut self.0 {
                let taken = (row.pass)();
                row.taken.push(taken.as_nanos() as f64 / DEALS as f64);
            }
        }
        let mut text = String::from("| Task | Engine | ns a deal | times dealgraph's |\n");
        text.push_str("|---|---|---:|---:|\n");
        for (task, name) in Task::ALL {
            let of = || self.0.iter().filter(|row| row.task == task);
            let ours = of().find(|row| row.engine == Judged::NAME).map_or(f64::NAN, Row::median);
            for row in of() {
                let taken = row.median();
                let times = taken / ours;
                let _ = writeln!(text, "| {name} | {} | {taken:.0} | {times:.1} |", row.engine);
            }
        }
        text
    }
}

impl Row<'_> {
    fn median(&self) -> f64 {
        let mut taken = self.taken.clone();
        taken.sort_by(f64::total_cmp);
        taken[taken.len() / 2]
    }
}

/// How long it takes to ask each of these.
pub(crate) fn timed<T, A>(of: &mut [T], mut ask: impl FnMut(&mut T) -> A) -> Duration {
    let start = Instant::now();
    for one in of {
        black_box(ask(black_box(one)));
    }
    start.elapsed()
}
