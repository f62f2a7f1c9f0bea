//! Lines of deals, some at a time.

use std::io::{BufReader, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::assessor::Assessor;
use super::pipeline::DEFECT;
use crate::input::lines::{self, Line};

/// Most lines of a chunk.
const LINES: usize = 256;
/// A chunk is closed once it has this many bytes.
const BYTES: u64 = 256 * 1024;
/// Bytes that are read at once.
const BUFFER: usize = 64 * 1024;

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
pub(super) struct Chunk {
    first_line: usize,
    lines: Vec<Line>,
    pub(super) bytes: u64,
}

impl Chunk {
    /// The lines with their numbers, counted from 1.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (usize, &Line)> {
        (self.first_line..).zip(&self.lines)
    }

    /// What is said of each line.
    pub(super) fn answered(&self, assessor: &Assessor) -> Answers {
        let answers = self
            .numbered()
            .filter_map(|(line, text)| Some(Answer { line, told: answered(assessor, text)? }));
        Answers { answers: answers.collect(), bytes: self.bytes }
    }
}

/// A defect of the program must cost one line, not the whole file: the others wait for it.
fn answered(assessor: &Assessor, line: &Line) -> Option<Result<String, String>> {
    catch_unwind(AssertUnwindSafe(|| assessor.answer(line)))
        .unwrap_or_else(|_| Some(Err(DEFECT.to_owned())))
}

/// A long input of lines.
pub(super) struct Lines {
    reader: BufReader<Box<dyn Read + Send>>,
    next_line: usize,
}

impl Lines {
    pub(super) fn new(reader: Box<dyn Read + Send>) -> Self {
        Self { reader: BufReader::with_capacity(BUFFER, reader), next_line: 1 }
    }

    /// The next lines; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Result<Chunk, String>> {
        match self.chunk() {
            Ok(chunk) if chunk.lines.is_empty() => None,
            Ok(chunk) => {
                self.next_line += chunk.lines.len();
                Some(Ok(chunk))
            }
            Err(error) => Some(Err(format!("the deals cannot be read: {error}"))),
        }
    }

    /// As many lines as are at hand, within bounds, so that nobody who feeds a pipe line by line waits
    /// for an answer.
    fn chunk(&mut self) -> std::io::Result<Chunk> {
        let mut chunk = Chunk { first_line: self.next_line, lines: Vec::new(), bytes: 0 };
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
