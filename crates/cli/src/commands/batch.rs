//! `batch`: every deal of a JSON-lines file, a result line each, in order.

mod assessor;
mod outline;
mod pipeline;

use std::io::{BufWriter, IsTerminal, Read, Write};
use std::path::Path;
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};

use self::assessor::Assessor;
use self::pipeline::{Answer, Pipeline};
use super::Context;
use dealgraph::Language;

use crate::args::Batch;
use crate::exit::{Failure, Status};
use crate::input::{self, text};
use crate::output;
use crate::report::words::{cleaned, count};

pub(super) fn run(context: &Context, args: &Batch) -> Result<Status, Failure> {
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
    let pipeline = Pipeline::start(reader, &Arc::new(assessor), args.jobs)?;
    let done = Done::write(&pipeline, &progress(context.quiet, size))?;
    if !context.quiet {
        output::note(&done.told());
    }
    Ok(if done.bad > 0 { Status::Unusable } else { Status::Fine })
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

/// A bar on a terminal; nothing elsewhere.
fn progress(quiet: bool, size: Option<u64>) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    match size {
        Some(size) => {
            let style = ProgressStyle::with_template("{bar:30} {percent:>3} %  {msg}  {eta} left");
            let bar = ProgressBar::new(size);
            style.map(|style| bar.clone().with_style(style)).unwrap_or(bar)
        }
        None => ProgressBar::new_spinner(),
    }
}

/// How many lines have been done.
#[derive(Debug, Default)]
struct Done {
    good: usize,
    bad: usize,
}

impl Done {
    /// Writes every answer as soon as it and all before it are there.
    fn write(pipeline: &Pipeline, bar: &ProgressBar) -> Result<Self, Failure> {
        let mut done = Self::default();
        let mut out = BufWriter::new(std::io::stdout());
        while let Some(chunk) = pipeline.next()? {
            for answer in chunk.answers {
                done.one(answer, &mut out, bar)?;
            }
            out.flush().map_err(|error| output::unwritten(&error))?;
            bar.inc(chunk.bytes);
            bar.set_message(count(done.good, "deal", "deals"));
        }
        bar.finish_and_clear();
        Ok(done)
    }

    fn one(
        &mut self,
        answer: Answer,
        out: &mut dyn Write,
        bar: &ProgressBar,
    ) -> Result<(), Failure> {
        match answer.told {
            Ok(line) => {
                self.good += 1;
                writeln!(out, "{line}").map_err(|error| output::unwritten(&error))
            }
            Err(why) => {
                self.bad += 1;
                let told = format!("line {}: {}\n", answer.line, cleaned(&why));
                bar.suspend(|| output::diagnostic(&told));
                Ok(())
            }
        }
    }

    fn told(&self) -> String {
        let good = format!("{} assessed", count(self.good, "deal", "deals"));
        match self.bad {
            0 => good,
            bad => format!("{good}, {} could not be used", count(bad, "line", "lines")),
        }
    }
}
