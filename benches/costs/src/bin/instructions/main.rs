//! Instructions of a verdict, and of compiling, counted by callgrind for every built-in rule set.
//!
//! Without arguments it holds the figures against the recorded ones and fails where one has grown
//! beyond [`BOUND`]; `--record` writes them anew. Counts do not depend on the load of the machine;
//! another compiler moves them by some per cent.

#![allow(clippy::panic, reason = "without its figures there is nothing to compare")]

mod counted;
mod dump;
mod recorded;

use std::env;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use counted::{TASKS, Task};
use dealgraph::Library;
use dealgraph_costs::built_ins;
use dump::Dump;
use recorded::Recorded;

/// A figure may be so many per cent of the recorded one.
const BOUND: u64 = 130;

/// The part of the program that callgrind runs.
const UNDER_CALLGRIND: &str = "--under-callgrind";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => against_recorded(),
        ["--record"] => {
            let counted = counted();
            print!("{}", table(&counted));
            match Recorded::of(&counted).write() {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => failed(&error.to_string()),
            }
        }
        [UNDER_CALLGRIND] => {
            counted::all();
            ExitCode::SUCCESS
        }
        _ => failed("usage: instructions [--record]"),
    }
}

fn failed(why: &str) -> ExitCode {
    eprintln!("{why}");
    ExitCode::FAILURE
}

/// The figures of one rule set, a task each.
struct Counts {
    id: String,
    dumps: Vec<Dump>,
}

impl Counts {
    /// The instructions of each task, done once.
    fn each(&self) -> impl Iterator<Item = (Task, u64)> {
        TASKS.into_iter().zip(&self.dumps).map(|(task, dump)| (task, dump.each(task.times)))
    }
}

fn against_recorded() -> ExitCode {
    let recorded = match Recorded::read() {
        Ok(recorded) => recorded,
        Err(error) => return failed(&error.to_string()),
    };
    let counted = counted();
    print!("{}", table(&counted));
    let mut grown = Vec::new();
    for counts in &counted {
        for (Task { name: task, .. }, each) in counts.each() {
            let id = &counts.id;
            match recorded.figure(id, task) {
                Some(before) if each * 100 <= before * BOUND => {}
                Some(before) => grown.push(format!("{id}: {task} {before} -> {each}")),
                None => grown.push(format!("{id}: {task} is not recorded")),
            }
        }
    }
    if grown.is_empty() {
        return ExitCode::SUCCESS;
    }
    failed(&format!(
        "more than {BOUND} % of the instructions recorded in benches/costs/recorded.toml:\n{}\n\
         Where that is meant, record them anew and say why in the commit: \
         cargo run --profile counted -p dealgraph-costs -- --record",
        grown.join("\n")
    ))
}

fn counted() -> Vec<Counts> {
    let folder = env::temp_dir().join(format!("dealgraph-instructions-{}", std::process::id()));
    if let Err(error) = std::fs::create_dir_all(&folder) {
        panic!("{}: {error}", folder.display());
    }
    let program = env::current_exe().unwrap_or_else(|error| panic!("no program: {error}"));
    let function = "instructions::counted::at_work";
    let out = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!("--toggle-collect={function}"))
        .arg(format!("--dump-after={function}"))
        .arg(format!("--callgrind-out-file={}", folder.join("out").display()))
        .arg(program)
        .arg(UNDER_CALLGRIND)
        .output();
    match out {
        Ok(out) if out.status.success() => {}
        Ok(out) => panic!("callgrind: {}", String::from_utf8_lossy(&out.stderr)),
        Err(error) => panic!("valgrind is needed: {error}"),
    }
    let mut numbers = 1..;
    let mut next = || {
        let path: PathBuf = folder.join(format!("out.{}", numbers.next().unwrap_or(0)));
        Dump::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let library = Library::builtin();
    let of = |id| Counts { id, dumps: TASKS.iter().map(|_| next()).collect() };
    let counted = built_ins(&library).into_iter().map(of).collect();
    let _ = std::fs::remove_dir_all(&folder);
    counted
}

fn table(counted: &[Counts]) -> String {
    let mut text = String::from(
        "| Rule set | standing | `check_move` | of it texts | `assess` | of it texts | compile |\n\
         |---|---:|---:|---:|---:|---:|---:|\n",
    );
    for counts in counted {
        let each: Vec<u64> = counts.each().map(|(_, each)| each).collect();
        let [standing, check_move, assess, compile] = *each else { continue };
        let [_, of_check_move, of_assess, _] = counts.dumps.as_slice() else { continue };
        text.push_str(&format!(
            "| `{}` | {standing} | {check_move} | {} % | {assess} | {} % | {compile} |\n",
            counts.id,
            of_check_move.texts_percent(),
            of_assess.texts_percent(),
        ));
    }
    text
}
