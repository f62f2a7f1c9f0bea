//! Choices drawn from a list of numbers, so that smaller numbers give simpler samples, and the
//! moment at which all samples are judged.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]
#![allow(dead_code, reason = "each test uses its own part of this")]

use dealgraph::Timestamp;

/// The moment of every assessment here: 2026-11-23T12:00:00Z.
pub(crate) fn now() -> Timestamp {
    hours_ago(0)
}

/// A moment so many hours before [`now`].
pub(crate) fn hours_ago(hours: i64) -> Timestamp {
    Timestamp::from_unix_seconds(1_795_435_200 - hours * 3600).expect("a moment of this century")
}

/// A source of choices. Used up, it always makes the first choice.
#[derive(Debug)]
pub(crate) struct Chance {
    draws: std::vec::IntoIter<u16>,
}

impl Chance {
    pub(crate) fn new(draws: Vec<u16>) -> Self {
        Self { draws: draws.into_iter() }
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::from(self.draws.next().unwrap_or(0)) % bound.max(1)
    }

    /// A number from `low` up to and with `high`.
    pub(crate) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// Yes in so many cases of a hundred; no when used up.
    pub(crate) fn percent(&mut self, share: usize) -> bool {
        self.below(100) >= 100 - share
    }

    /// One of these.
    pub(crate) fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    /// Each of these with such a chance.
    pub(crate) fn some_of<T: Clone>(&mut self, from: &[T], share: usize) -> Vec<T> {
        from.iter().filter(|_| self.percent(share)).cloned().collect()
    }
}
