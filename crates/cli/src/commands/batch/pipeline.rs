//! Lines are read, assessed on several threads and given back in order.
//!
//! One thread reads chunks of lines, workers answer them, and whoever calls [`Pipeline::next`] gets
//! the answers in the order of the lines. A chunk may be under way only while there are permits, of
//! which there are few: so memory stays bounded however long the input is and however slowly the
//! answers are taken.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io::{BufReader, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex};

use super::assessor::Assessor;
use crate::exit::Failure;
use crate::input::lines::{self, Line};

/// Most lines of a chunk.
const LINES: usize = 256;
/// A chunk is closed once it has this many bytes.
const BYTES: u64 = 256 * 1024;
/// Chunks under way for each worker.
const DEPTH: usize = 4;
/// Bytes that are read at once.
const BUFFER: usize = 64 * 1024;
/// The stack of a thread: as much as a main thread has.
const STACK: usize = 8 * 1024 * 1024;

/// The answer to one line.
pub(super) struct Answer {
    /// Its number, counted from 1.
    pub(super) line: usize,
    /// The result, or why there is none.
    pub(super) told: Result<String, String>,
}

/// The answers to some lines that stand together.
pub(super) struct Answers {
    pub(super) answers: Vec<Answer>,
    /// How many bytes of the input they take.
    pub(super) bytes: u64,
}

/// Lines that stand together.
struct Chunk {
    place: usize,
    first_line: usize,
    lines: Vec<Line>,
    bytes: u64,
}

/// What is given back of a chunk: its answers, or why the input cannot be read from there on.
type Outcome = Result<Answers, String>;

/// The threads, and the answers that are not their turn yet.
pub(super) struct Pipeline {
    answered: Receiver<(usize, Outcome)>,
    permits: Receiver<()>,
    waiting: RefCell<BTreeMap<usize, Outcome>>,
    turn: Cell<usize>,
}

impl Pipeline {
    /// Starts reading and answering. The threads end by themselves at the end of the input, or
    /// when the pipeline is dropped.
    pub(super) fn start(
        reader: Box<dyn Read + Send>,
        assessor: &Arc<Assessor>,
        jobs: usize,
    ) -> Result<Self, Failure> {
        let reader = BufReader::with_capacity(BUFFER, reader);
        let (permit, permits) = sync_channel(jobs.saturating_mul(DEPTH));
        let (work, waiting_work) = channel();
        let (answer, answered) = channel();
        let source = Source { reader, permit, work, failed: answer.clone() };
        spawn(move || source.read())?;
        let waiting_work = Arc::new(Mutex::new(waiting_work));
        for _ in 0..jobs {
            let worker = Worker {
                assessor: Arc::clone(assessor),
                work: Arc::clone(&waiting_work),
                answer: answer.clone(),
            };
            spawn(move || worker.run())?;
        }
        Ok(Self { answered, permits, waiting: RefCell::default(), turn: Cell::new(0) })
    }

    /// The next answers; `None` at the end.
    pub(super) fn next(&self) -> Result<Option<Answers>, Failure> {
        let turn = self.turn.get();
        loop {
            if let Some(outcome) = self.waiting.borrow_mut().remove(&turn) {
                self.turn.set(turn + 1);
                let _ = self.permits.try_recv();
                return outcome.map(Some).map_err(Failure::input);
            }
            match self.answered.recv() {
                Ok((place, outcome)) => self.waiting.borrow_mut().insert(place, outcome),
                Err(_) => return Ok(None),
            };
        }
    }
}

fn spawn(work: impl FnOnce() + Send + 'static) -> Result<(), Failure> {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(work);
    let refused = |error| Failure::input(format!("no thread could be started: {error}"));
    thread.map(|_| ()).map_err(refused)
}

/// The reading end.
struct Source {
    reader: BufReader<Box<dyn Read + Send>>,
    permit: SyncSender<()>,
    work: Sender<Chunk>,
    failed: Sender<(usize, Outcome)>,
}

impl Source {
    fn read(mut self) {
        let mut first_line = 1;
        for place in 0.. {
            if self.permit.send(()).is_err() {
                return;
            }
            match self.chunk(place, first_line) {
                Ok(chunk) if chunk.lines.is_empty() => return,
                Ok(chunk) => {
                    first_line += chunk.lines.len();
                    if self.work.send(chunk).is_err() {
                        return;
                    }
                }
                Err(error) => {
                    let why = format!("the deals cannot be read: {error}");
                    let _ = self.failed.send((place, Err(why)));
                    return;
                }
            }
        }
    }

    /// The next lines: as many as are at hand, within bounds, so that nobody who feeds a pipe line
    /// by line waits for an answer.
    fn chunk(&mut self, place: usize, first_line: usize) -> std::io::Result<Chunk> {
        let mut chunk = Chunk { place, first_line, lines: Vec::new(), bytes: 0 };
        while chunk.lines.len() < LINES && chunk.bytes < BYTES {
            let Some(line) = lines::next(&mut self.reader)? else { break };
            chunk.bytes += match &line {
                Line::Bytes(bytes) => bytes.len() as u64 + 1,
                Line::TooLong => 0,
            };
            chunk.lines.push(line);
            if self.reader.buffer().is_empty() {
                break;
            }
        }
        Ok(chunk)
    }
}

/// One of the threads that answer.
struct Worker {
    assessor: Arc<Assessor>,
    work: Arc<Mutex<Receiver<Chunk>>>,
    answer: Sender<(usize, Outcome)>,
}

impl Worker {
    fn run(&self) {
        loop {
            let Ok(work) = self.work.lock() else { return };
            let Ok(chunk) = work.recv() else { return };
            drop(work);
            let place = chunk.place;
            if self.answer.send((place, Ok(self.answers(&chunk)))).is_err() {
                return;
            }
        }
    }

    fn answers(&self, chunk: &Chunk) -> Answers {
        let numbered = (chunk.first_line..).zip(&chunk.lines);
        let answers =
            numbered.filter_map(|(line, text)| Some(Answer { line, told: self.answered(text)? }));
        Answers { answers: answers.collect(), bytes: chunk.bytes }
    }

    /// A defect of the program must cost one line, not the whole file: the others wait for it.
    fn answered(&self, line: &Line) -> Option<Result<String, String>> {
        catch_unwind(AssertUnwindSafe(|| self.assessor.answer(line)))
            .unwrap_or_else(|_| Some(Err("dealgraph failed at it: please report this".to_owned())))
    }
}
