//! Time to compile every built-in rule set and to make it ready to judge, and the bytes that stay.

#![allow(clippy::panic, reason = "without its playbook there is nothing to measure")]

use std::alloc::System;
use std::hint::black_box;
use std::time::Instant;

use dealgraph::{Library, Playbook};
use dealgraph_costs::built_ins;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const TIMES: usize = 101;

fn main() {
    let library = Library::builtin();
    println!("| Rule set | Compile, µs | Playbook, KiB | Judge, µs | Judge, KiB |");
    println!("|---|---:|---:|---:|---:|");
    for id in built_ins(&library) {
        let compiled = || match library.compile(&id) {
            Ok(playbook) => playbook,
            Err(error) => panic!("{id}: {error}"),
        };
        let (playbook_bytes, playbook): (_, Playbook) = kept(compiled);
        let (judge_bytes, _) = kept(|| playbook.judge());
        let (compile, judge) = (fewest(compiled), fewest(|| playbook.judge()));
        println!("| `{id}` | {compile} | {playbook_bytes} | {judge} | {judge_bytes} |");
    }
}

/// What is made, and the KiB that it keeps.
fn kept<T>(mut made: impl FnMut() -> T) -> (isize, T) {
    // What is made once for the whole program is made here.
    drop(made());
    let region = Region::new(COUNTED);
    let made = made();
    let change = region.change();
    let allocated = change.bytes_allocated.cast_signed() - change.bytes_deallocated.cast_signed();
    ((allocated + 512) / 1024, made)
}

/// Microseconds, the fewest of many times: other work on the machine only adds to them.
fn fewest<T>(mut made: impl FnMut() -> T) -> u128 {
    let taken = (0..TIMES).map(|_| {
        let start = Instant::now();
        black_box(made());
        start.elapsed().as_micros()
    });
    taken.min().unwrap_or_default()
}
