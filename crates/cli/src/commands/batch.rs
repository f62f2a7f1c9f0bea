//! `batch`: every deal of a JSON-lines file.
//!
//! The lines are read in blocks; each block is assessed on several threads and written in order, so
//! memory stays bounded however long the file is.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::path::Path;
use std::sync::Mutex;

use dealgraph::{Assessment, Deal, Library, Outcome, Playbook, Timestamp};
use serde::Serialize;

use super::{Context, unwritten};
use crate::exit::{Failure, Status};
use crate::input;

/// How many lines are held at the same time.
const BLOCK: usize = 4096;
/// Longest line: one deal.
const MAX_LINE: usize = 64 * 1024 * 1024;

/// What is told of a deal in a line.
#[derive(Serialize)]
struct Outline<'a> {
    id: &'a str,
    name: &'a str,
    stage: Option<&'a str>,
    next: Option<&'a str>,
    can_move: bool,
    met: usize,
    of: usize,
    top_action: Option<&'a str>,
    top_score: Option<u8>,
    signals: Vec<&'a str>,
    scores: BTreeMap<&'a str, f64>,
}

struct Run<'a> {
    library: &'a Library,
    asked: Option<&'a str>,
    folder: &'a Path,
    now: Timestamp,
    full: bool,
    /// Playbooks by the name that deals give them; a name that cannot be used keeps its reason.
    playbooks: Mutex<BTreeMap<String, Result<Playbook, String>>>,
}

pub(crate) fn run(
    context: &Context<'_>,
    deals: &Path,
    jobs: usize,
    full: bool,
) -> Result<Status, Failure> {
    let run = Run {
        library: &context.library,
        asked: context.common.playbook.as_deref(),
        folder: deals.parent().unwrap_or(Path::new("")),
        now: input::now(context.common)?,
        full,
        playbooks: Mutex::new(BTreeMap::new()),
    };
    let mut reader = open(deals)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let progress = progress(context.common.quiet);
    let (mut number, mut good, mut bad) = (0, 0, 0);
    loop {
        let block = block(&mut reader)?;
        if block.is_empty() {
            break;
        }
        for answer in run.answers(&block, jobs.max(1)) {
            number += 1;
            match answer {
                None => continue,
                Some(Ok(line)) => {
                    good += 1;
                    writeln!(out, "{line}").map_err(|error| unwritten(&error))?;
                }
                Some(Err(message)) => {
                    bad += 1;
                    progress.suspend(|| anstream::eprintln!("line {number}: {message}"));
                }
            }
            progress.inc(1);
        }
    }
    out.flush().map_err(|error| unwritten(&error))?;
    progress.finish_and_clear();
    if !context.common.quiet {
        anstream::eprintln!("{good} deals assessed, {bad} lines not usable");
    }
    Ok(if bad > 0 { Status::Unusable } else { Status::Fine })
}

fn progress(quiet: bool) -> indicatif::ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return indicatif::ProgressBar::hidden();
    }
    indicatif::ProgressBar::new_spinner()
}

fn open(deals: &Path) -> Result<Box<dyn BufRead>, Failure> {
    if deals == Path::new("-") {
        return Ok(Box::new(BufReader::new(std::io::stdin())));
    }
    if deals.is_dir() {
        return Err(Failure::input(format!("{}: it is a folder, not a file", deals.display())));
    }
    let file = std::fs::File::open(deals).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            Failure::input(format!("{}: there is no such file", deals.display()))
        }
        _ => Failure::input(format!("{}: it cannot be read: {error}", deals.display())),
    })?;
    Ok(Box::new(BufReader::new(file)))
}

/// The next lines, as bytes: one that is no text is that line's own trouble.
fn block(reader: &mut dyn BufRead) -> Result<Vec<Vec<u8>>, Failure> {
    let mut lines = Vec::new();
    while lines.len() < BLOCK {
        let mut line = Vec::new();
        let read = reader.read_until(b'\n', &mut line);
        if read.map_err(|error| Failure::input(format!("the deals cannot be read: {error}")))? == 0
        {
            break;
        }
        lines.push(line);
    }
    Ok(lines)
}

impl Run<'_> {
    /// The answers to a block of lines, in order; `None` for an empty line.
    fn answers(&self, lines: &[Vec<u8>], jobs: usize) -> Vec<Option<Result<String, String>>> {
        let share = lines.len().div_ceil(jobs).max(1);
        std::thread::scope(|scope| {
            let workers: Vec<_> = lines
                .chunks(share)
                .map(|part| {
                    scope.spawn(move || part.iter().map(|line| self.answer(line)).collect())
                })
                .collect();
            let lost = |part: &[Vec<u8>]| {
                vec![Some(Err("it could not be assessed".to_owned())); part.len()]
            };
            workers
                .into_iter()
                .zip(lines.chunks(share))
                .flat_map(|(worker, part)| worker.join().unwrap_or_else(|_| lost(part)))
                .collect()
        })
    }

    fn answer(&self, line: &[u8]) -> Option<Result<String, String>> {
        if line.iter().all(u8::is_ascii_whitespace) {
            return None;
        }
        Some(self.assessed(line))
    }

    fn assessed(&self, line: &[u8]) -> Result<String, String> {
        if line.len() > MAX_LINE {
            return Err("it is longer than 64 MiB".to_owned());
        }
        let text = std::str::from_utf8(line)
            .map_err(|error| format!("it is not text: byte {} is no UTF-8", error.valid_up_to()))?;
        let deal: Deal = serde_json::from_str(text).map_err(|error| {
            let told = error.to_string();
            let told = told.split(" at line ").next().unwrap_or_default().to_owned();
            format!("column {}: {told}", error.column())
        })?;
        let playbook = self.playbook(&deal)?;
        let assessment = playbook.assess(&deal, self.now).map_err(|error| {
            let help = error.help().map(|help| format!(" ({help})")).unwrap_or_default();
            format!("{error}{help}")
        })?;
        let told = if self.full {
            serde_json::to_string(&assessment)
        } else {
            serde_json::to_string(&outline(&assessment))
        };
        told.map_err(|error| error.to_string())
    }

    fn playbook(&self, deal: &Deal) -> Result<Playbook, String> {
        let (name, folder) = match (self.asked, &deal.playbook) {
            (Some(asked), _) => (asked, Path::new("")),
            (None, Some(named)) => (named.as_str(), self.folder),
            (None, None) => return Err(format!("deal `{}` names no playbook", deal.id)),
        };
        let mut known = self.playbooks.lock().map_err(|_| "a playbook could not be read")?;
        if let Some(known) = known.get(name) {
            return known.clone();
        }
        let compiled =
            input::playbook(self.library, name, folder).map_err(|failure| match failure {
                Failure::Library { error, .. } => error.to_string(),
                Failure::Input { message, .. } => message,
                _ => "the playbook cannot be used".to_owned(),
            });
        known.insert(name.to_owned(), compiled.clone());
        compiled
    }
}

fn outline(assessment: &Assessment) -> Outline<'_> {
    let progress = assessment.progress.as_ref();
    let next = progress.and_then(|progress| progress.next.as_ref());
    let verdict = next.and_then(|next| assessment.moves.iter().find(|m| m.to == next.stage));
    let top = assessment.actions.first();
    let loud = assessment.signals.iter().filter(|signal| signal.snoozed.is_none());
    Outline {
        id: &assessment.deal.id,
        name: &assessment.deal.name,
        stage: progress.map(|progress| progress.stage.as_str()),
        next: next.map(|next| next.stage.as_str()),
        can_move: verdict.is_some_and(|verdict| verdict.outcome == Outcome::Allowed),
        met: next.map_or(0, |next| next.met),
        of: next.map_or(0, |next| next.of),
        top_action: top.map(|action| action.text.as_str()),
        top_score: top.map(|action| action.score),
        signals: loud.map(|signal| signal.id.as_str()).collect(),
        scores: assessment.scorecards.iter().map(|c| (c.id.as_str(), c.score)).collect(),
    }
}
