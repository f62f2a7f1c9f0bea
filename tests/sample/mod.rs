//! Samples, and how tests with them are run.
#![allow(dead_code, unused_imports, reason = "each test uses its own part of this")]

mod chance;

use proptest::prelude::*;

pub(crate) use chance::{Chance, hours_ago, now};

/// How tests are run here: the numbers drawn say nothing once the generators change, so failures
/// are not kept as seeds; what they show becomes a test of its own.
pub(crate) fn config() -> ProptestConfig {
    ProptestConfig {
        max_shrink_iters: 4_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Numbers to draw from.
pub(crate) fn draws(many: usize) -> impl Strategy<Value = Vec<u16>> {
    proptest::collection::vec(any::<u16>(), many)
}
