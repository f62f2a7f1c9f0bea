//! Deals or results that are a table.

use std::io::{IsTerminal, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use dealgraph::{Deal, Timestamp};
use dealgraph_arrow::files::{DealTable, FileError, Form, ResultFile};
use dealgraph_arrow::{ColumnJudge, RecordBatch};

use super::assessor::deal_in;
use super::destination::Destination;
use super::lines::{Chunk, Lines};
use super::pipeline::Pipeline;
use super::tally::{Tally, Unit};
use super::{Context, Forms, Reader, open};
use crate::args::{Batch, TableForm};
use crate::exit::{Failure, Status};
use crate::input::{self, playbook, text};
use crate::output;

/// Some deals of the input.
enum Work {
    Table(RecordBatch),
    Lines(Chunk),
}

/// Some deals of the input, and how much of it they take.
struct Piece {
    work: Work,
    share: u64,
}

/// What is said of them.
struct Judged {
    results: RecordBatch,
    /// The numbers of their lines; none for a table.
    lines: Vec<usize>,
    share: u64,
}

/// An input, and how much of it there is, where that is known.
struct Input {
    read: Box<dyn FnMut() -> Option<Result<Piece, String>> + Send>,
    size: Option<u64>,
    ignored: Vec<String>,
}

pub(super) fn run(context: &Context, args: &Batch, forms: Forms) -> Result<Status, Failure> {
    let judge = judge(context, args)?;
    let now = input::now(&args.basis.moment)?;
    let unit = if forms.deals == TableForm::Jsonl { Unit::Line } else { Unit::Row };
    let input = input(args, forms.deals, &judge)?;
    if !context.quiet && !input.ignored.is_empty() {
        output::note(&format!(
            "passed over, since no field is called so: {}",
            input.ignored.join(", ")
        ));
    }
    if args.out.is_none() && forms.results == TableForm::Parquet && std::io::stdout().is_terminal()
    {
        return Err(
            Failure::input("Parquet is nothing for a terminal").help("name a file with `--out`")
        );
    }
    let mut tally = Tally::new(unit, context.quiet, input.size);
    let destination = Destination::new(args.out.as_deref())?;
    let mut out = ResultFile::new(form(forms.results), destination, &judge)
        .map_err(|error| unwritten(&error))?;
    let answer = move |piece: Piece| answered(&judge, piece, now);
    let pipeline = Pipeline::start(input.read, answer, args.jobs)?;
    let mut first_row = 1;
    while let Some(judged) = pipeline.next()? {
        out.write(&judged.results).map_err(|error| unwritten(&error))?;
        let mut bad = 0;
        for (row, why) in dealgraph_arrow::errors(&judged.results) {
            tally.bad(judged.lines.get(row).copied().unwrap_or(first_row + row), why);
            bad += 1;
        }
        first_row += judged.results.num_rows();
        tally.good(judged.results.num_rows() - bad);
        tally.done(judged.share);
    }
    out.finish().map_err(|error| unwritten(&error))?.finish()?;
    Ok(if tally.finish(context.quiet) { Status::Unusable } else { Status::Fine })
}

/// The playbook that was asked for, made ready.
fn judge(context: &Context, args: &Batch) -> Result<ColumnJudge, Failure> {
    let Some(asked) = &args.basis.playbook else {
        return Err(Failure::input(
            "the deals of a table go by one playbook, and none was asked for",
        )
        .help("add `--playbook` with a built-in id, or a file"));
    };
    let playbook = playbook::named(&context.library, asked, std::path::Path::new(""))?;
    Ok(ColumnJudge::new(&playbook).with_actions(args.actions.into()))
}

fn form(form: TableForm) -> Form {
    match form {
        TableForm::Jsonl => Form::JsonLines,
        TableForm::Csv => Form::Csv,
        TableForm::Parquet => Form::Parquet,
    }
}

fn input(args: &Batch, form: TableForm, judge: &ColumnJudge) -> Result<Input, Failure> {
    match form {
        TableForm::Jsonl => {
            let (reader, size) = open(&args.deals)?;
            let mut lines = Lines::new(reader);
            let read = move || Some(lines.next()?.map(of_lines));
            Ok(Input { read: Box::new(read), size, ignored: Vec::new() })
        }
        TableForm::Csv => {
            let (reader, size) = open(&args.deals)?;
            let passed = Arc::new(AtomicU64::new(0));
            let reader = Counted { reader, passed: Arc::clone(&passed) };
            let table = DealTable::csv(reader, judge).map_err(|error| unread(args, &error))?;
            let share = move |_: &RecordBatch| passed.swap(0, Ordering::Relaxed);
            Ok(Input { size, ..of_table(args, table, share) })
        }
        TableForm::Parquet if text::is_stdin(&args.deals) => Err(Failure::input(
            "Parquet is read from its end, so it cannot come from standard input",
        )
        .help("name a file")),
        TableForm::Parquet => {
            let file = text::open(&args.deals)?;
            let table = DealTable::parquet(file, judge).map_err(|error| unread(args, &error))?;
            let size = table.rows();
            let share = |batch: &RecordBatch| batch.num_rows() as u64;
            Ok(Input { size, ..of_table(args, table, share) })
        }
    }
}

fn of_lines(chunk: Chunk) -> Piece {
    Piece { share: chunk.bytes, work: Work::Lines(chunk) }
}

fn of_table(
    args: &Batch,
    mut table: DealTable,
    share: impl Fn(&RecordBatch) -> u64 + Send + 'static,
) -> Input {
    let ignored = table.ignored().to_vec();
    let name = text::name_of(&args.deals);
    let read = move || {
        let batch = table.next()?;
        Some(match batch {
            Ok(batch) => Ok(Piece { share: share(&batch), work: Work::Table(batch) }),
            Err(error) => Err(format!("{name}: {error}")),
        })
    };
    Input { read: Box::new(read), size: None, ignored }
}

fn answered(judge: &ColumnJudge, piece: Piece, now: Timestamp) -> Result<Judged, String> {
    let (results, lines) = match piece.work {
        Work::Table(batch) => (judge.judge(&batch, now), Vec::new()),
        Work::Lines(chunk) => {
            let deals = chunk.numbered().filter_map(|(line, text)| Some((line, deal_in(text)?)));
            let (lines, deals): (Vec<usize>, Vec<Result<Deal, String>>) = deals.unzip();
            (judge.judge_deals(&deals, now), lines)
        }
    };
    let results = results.map_err(|error| error.to_string())?;
    Ok(Judged { results, lines, share: piece.share })
}

fn unread(args: &Batch, error: &FileError) -> Failure {
    Failure::input(format!("{}: {error}", text::name_of(&args.deals)))
}

fn unwritten(error: &FileError) -> Failure {
    match error {
        FileError::Unwritten(error) => output::unwritten(error),
        other => Failure::Output(other.to_string()),
    }
}

/// A reader that counts what has been read.
struct Counted {
    reader: Reader,
    passed: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.passed.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
