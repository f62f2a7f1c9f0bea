//! How far the work is, on standard error.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

use crate::output;
use crate::report::words::{cleaned, count};

/// How many deals have been done, and a bar that shows it.
pub(super) struct Tally {
    good: usize,
    bad: usize,
    /// What a deal takes in the input: a line, a row.
    unit: Unit,
    bar: ProgressBar,
}

/// What a deal takes in the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Line,
    #[cfg_attr(not(feature = "columns"), expect(dead_code, reason = "only tables have rows"))]
    Row,
}

impl Unit {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Line => ("line", "lines"),
            Self::Row => ("row", "rows"),
        }
    }
}

impl Tally {
    /// A bar on a terminal; nothing elsewhere. `size` is how much there is to do, where that is known.
    pub(super) fn new(unit: Unit, quiet: bool, size: Option<u64>) -> Self {
        Self { good: 0, bad: 0, unit, bar: bar(quiet, size) }
    }

    /// Says that so many deals could be used.
    pub(super) fn good(&mut self, deals: usize) {
        self.good += deals;
    }

    /// Says which line or row could not be used, counted from 1, and why.
    pub(super) fn bad(&mut self, number: usize, why: &str) {
        self.bad += 1;
        let told = format!("{} {number}: {}\n", self.unit.names().0, cleaned(why));
        self.bar.suspend(|| output::diagnostic(&told));
    }

    /// Says that so much more has been done.
    pub(super) fn done(&self, more: u64) {
        self.bar.inc(more);
        self.bar.set_message(count(self.good, "deal", "deals"));
    }

    /// Whether any could not be used.
    pub(super) fn finish(&self, quiet: bool) -> bool {
        self.bar.finish_and_clear();
        if !quiet {
            output::note(&self.told());
        }
        self.bad > 0
    }

    fn told(&self) -> String {
        let good = format!("{} assessed", count(self.good, "deal", "deals"));
        let (one, several) = self.unit.names();
        match self.bad {
            0 => good,
            bad => format!("{good}, {} could not be used", count(bad, one, several)),
        }
    }
}

fn bar(quiet: bool, size: Option<u64>) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    match size {
        Some(size) => {
            let style = ProgressStyle::with_template("{bar:30} {percent:>3} %  {msg}  {eta} left");
            let bar = ProgressBar::new(size);
            style.map(|style| bar.clone().with_style(style)).unwrap_or(bar)
        }
        None => ProgressBar::new_spinner(),
    }
}
