//! `batch`: every deal of a file, a result each, in order.

mod assessor;
#[cfg(feature = "columns")]
mod columns;
mod destination;
mod lines;
mod pipeline;
mod tally;

use std::io::{Read, Write};
use std::path::Path;

use dealgraph::Language;

use self::assessor::Assessor;
use self::destination::Destination;
use self::lines::{Answers, Lines};
use self::pipeline::Pipeline;
use self::tally::{Tally, Unit};
use super::Context;
use crate::args::{Batch, TableForm};
use crate::exit::{Failure, Status};
use crate::input::{self, text};
use crate::output;

mod outline;

pub(super) fn run(context: &Context, args: &Batch) -> Result<Status, Failure> {
    let forms = Forms::of(args)?;
    if forms == Forms::LINES {
        return lines_to_lines(context, args);
    }
    if args.full {
        return Err(Failure::input("`--full` goes from JSON lines to JSON lines")
            .help("a table has a column for each answer: leave `--full` out"));
    }
    tables(context, args, forms)
}

/// How the deals and the results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Forms {
    deals: TableForm,
    results: TableForm,
}

impl Forms {
    const LINES: Self = Self { deals: TableForm::Jsonl, results: TableForm::Jsonl };

    fn of(args: &Batch) -> Result<Self, Failure> {
        let deals = args.from.or_else(|| by_ending(&args.deals)).unwrap_or(TableForm::Jsonl);
        let results = match (args.format, &args.out) {
            (Some(format), _) => format,
            (None, None) => TableForm::Jsonl,
            (None, Some(out)) => by_ending(out).ok_or_else(|| {
                let what = "its ending does not say how to write results";
                Failure::input(format!("{}: {what}", out.display()))
                    .help("add `--format` with jsonl, csv or parquet")
            })?,
        };
        Ok(Self { deals, results })
    }
}

/// What the ending of a file's name says.
fn by_ending(path: &Path) -> Option<TableForm> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    match ending.as_str() {
        "parquet" => Some(TableForm::Parquet),
        "csv" => Some(TableForm::Csv),
        "jsonl" | "ndjson" | "json" => Some(TableForm::Jsonl),
        _ => None,
    }
}

#[cfg(feature = "columns")]
use columns::run as tables;

#[cfg(not(feature = "columns"))]
fn tables(_: &Context, _: &Batch, _: Forms) -> Result<Status, Failure> {
    Err(Failure::input("this dealgraph was built without Parquet and CSV")
        .help("build it with its feature `columns`, or write the deals as JSON lines"))
}

fn lines_to_lines(context: &Context, args: &Batch) -> Result<Status, Failure> {
    let assessor = Assessor::new(
        context.library.clone(),
        args.basis.playbook.clone(),
        args.deals.parent().unwrap_or(Path::new("")).to_owned(),
        input::now(&args.basis.moment)?,
        args.full,
        args.basis.lang.clone(),
    );
    assessor.prove()?;
    let (reader, size) = open(&args.deals)?;
    let language = Language::for_reader(&args.basis.lang).unwrap_or_default();
    context.told_in(&args.basis.lang, language.tag());
    let mut lines = Lines::new(reader);
    let answer = move |chunk: lines::Chunk| Ok(chunk.answered(&assessor));
    let pipeline = Pipeline::start(move || lines.next(), answer, args.jobs)?;
    let mut out = Destination::new(args.out.as_deref())?;
    let mut tally = Tally::new(Unit::Line, context.quiet, size);
    // Every answer is written as soon as it and all before it are there.
    while let Some(answers) = pipeline.next()? {
        write(answers, &mut out, &mut tally)?;
    }
    out.finish()?;
    Ok(if tally.finish(context.quiet) { Status::Unusable } else { Status::Fine })
}

fn write(answers: Answers, out: &mut Destination, tally: &mut Tally) -> Result<(), Failure> {
    for answer in answers.answers {
        match answer.told {
            Ok(line) => {
                tally.good(1);
                writeln!(out, "{line}").map_err(|error| output::unwritten(&error))?;
            }
            Err(why) => tally.bad(answer.line, &why),
        }
    }
    out.flush().map_err(|error| output::unwritten(&error))?;
    tally.done(answers.bytes);
    Ok(())
}

type Reader = Box<dyn Read + Send>;

/// The input, and how many bytes it has, where that is known.
fn open(deals: &Path) -> Result<(Reader, Option<u64>), Failure> {
    if text::is_stdin(deals) {
        return Ok((Box::new(std::io::stdin()), None));
    }
    let file = text::open(deals)?;
    let size = file.metadata().ok().map(|meta| meta.len()).filter(|size| *size > 0);
    Ok((Box::new(file), size))
}
