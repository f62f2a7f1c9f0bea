//! Work is read, done on several threads and given back in order.
//!
//! One thread reads pieces of work, workers do them, and whoever calls [`Pipeline::next`] gets what
//! became of them in the order in which they were read. A piece may be under way only while there are
//! permits, of which there are few: so memory stays bounded however long the input is and however
//! slowly the answers are taken.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex};

use crate::exit::Failure;

/// Pieces under way for each worker.
const DEPTH: usize = 4;
/// The stack of a thread: as much as a main thread has.
const STACK: usize = 8 * 1024 * 1024;

/// What is said where the program itself fails.
pub(super) const DEFECT: &str = "dealgraph failed at it: please report this";

/// What became of a piece, or why there is nothing from there on.
type Outcome<A> = Result<A, String>;

/// The threads, and the answers that are not their turn yet.
pub(super) struct Pipeline<A> {
    answered: Receiver<(usize, Outcome<A>)>,
    permits: Receiver<()>,
    waiting: RefCell<BTreeMap<usize, Outcome<A>>>,
    turn: Cell<usize>,
}

impl<A: Send + 'static> Pipeline<A> {
    /// Starts reading, until there is nothing more or something cannot be read, and answering. The
    /// threads end by themselves, also when the pipeline is dropped.
    pub(super) fn start<W: Send + 'static>(
        read: impl FnMut() -> Option<Result<W, String>> + Send + 'static,
        answer: impl Fn(W) -> Outcome<A> + Send + Sync + 'static,
        jobs: usize,
    ) -> Result<Self, Failure> {
        let (permit, permits) = sync_channel(jobs.saturating_mul(DEPTH));
        let (work, waiting_work) = channel();
        let (answered_to, answered) = channel();
        let source = Source { read, permit, work, failed: answered_to.clone() };
        spawn(move || source.run())?;
        let waiting_work = Arc::new(Mutex::new(waiting_work));
        let answer = Arc::new(answer);
        for _ in 0..jobs {
            let worker = Worker {
                answer: Arc::clone(&answer),
                work: Arc::clone(&waiting_work),
                answered: answered_to.clone(),
            };
            spawn(move || worker.run())?;
        }
        Ok(Self { answered, permits, waiting: RefCell::default(), turn: Cell::new(0) })
    }

    /// What became of the next piece; `None` at the end.
    pub(super) fn next(&self) -> Result<Option<A>, Failure> {
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
struct Source<R, W, A> {
    read: R,
    permit: SyncSender<()>,
    work: Sender<(usize, W)>,
    failed: Sender<(usize, Outcome<A>)>,
}

impl<R: FnMut() -> Option<Result<W, String>>, W, A> Source<R, W, A> {
    fn run(mut self) {
        for place in 0.. {
            if self.permit.send(()).is_err() {
                return;
            }
            let read = catch_unwind(AssertUnwindSafe(|| (self.read)()));
            match read.unwrap_or_else(|_| Some(Err(DEFECT.to_owned()))) {
                None => return,
                Some(Ok(work)) => {
                    if self.work.send((place, work)).is_err() {
                        return;
                    }
                }
                Some(Err(why)) => {
                    let _ = self.failed.send((place, Err(why)));
                    return;
                }
            }
        }
    }
}

/// One of the threads that answer.
struct Worker<F, W, A> {
    answer: Arc<F>,
    work: Arc<Mutex<Receiver<(usize, W)>>>,
    answered: Sender<(usize, Outcome<A>)>,
}

impl<F: Fn(W) -> Outcome<A>, W, A> Worker<F, W, A> {
    fn run(&self) {
        loop {
            let Ok(work) = self.work.lock() else { return };
            let Ok((place, piece)) = work.recv() else { return };
            drop(work);
            let answer = catch_unwind(AssertUnwindSafe(|| (self.answer)(piece)));
            let answer = answer.unwrap_or_else(|_| Err(DEFECT.to_owned()));
            if self.answered.send((place, answer)).is_err() {
                return;
            }
        }
    }
}
