//! The commands: one file each.

mod assess;
mod batch;
mod check;
mod coach;
mod eval;
mod graph;
mod judge;
mod list;
mod new;
mod show;

use std::io::Write;

use dealgraph::Library;
use serde::Serialize;

use crate::args::{Args, Command, Common, Format};
use crate::exit::{Failure, Status};

/// What every command works with.
pub(crate) struct Context<'a> {
    pub(crate) library: Library,
    pub(crate) common: &'a Common,
}

/// Runs the command that was asked for.
pub(crate) fn run(args: &Args) -> Result<Status, Failure> {
    let context = Context { library: Library::builtin(), common: &args.common };
    match &args.command {
        Command::List => list::run(&context),
        Command::Show { rule_set } => show::run(&context, rule_set),
        Command::New { id, from } => new::run(&context, id, from.as_deref()),
        Command::Check { files, explain, deny } => match explain {
            Some(code) => check::explain(code),
            None => check::run(&context, files, deny.is_some()),
        },
        Command::Graph { rule_set, deal } => graph::run(&context, rule_set, deal.as_deref()),
        Command::Assess { deal, all } => assess::run(&context, deal, *all),
        Command::Move { deal, to, actor, reason, overriding } => {
            let mut asked = dealgraph::Move::to(to);
            asked = actor.iter().fold(asked, |asked, role| asked.by(role));
            asked = reason.iter().fold(asked, |asked, reason| asked.because(reason));
            asked = overriding.iter().fold(asked, |asked, role| asked.overridden_by(role));
            judge::run(&context, deal, &asked)
        }
        Command::Coach { deal, audience } => coach::run(&context, deal, *audience),
        Command::Batch { deals, jobs, full } => batch::run(&context, deals, *jobs, *full),
        Command::Eval { expression, facts, .. } => match expression {
            Some(expression) => eval::one(&context, expression, facts.as_deref()),
            None => eval::lines(),
        },
        Command::Schema => print(&format!("{:#}\n", dealgraph::json_schema())),
    }
}

impl Context<'_> {
    /// Whether JSON was asked for; other formats only where a command knows them.
    pub(crate) fn wants_json(&self) -> Result<bool, Failure> {
        match self.common.format {
            None | Some(Format::Text) => Ok(false),
            Some(Format::Json) => Ok(true),
            Some(_) => Err(Failure::with_help(
                "this command does not print that format",
                "use `--format text` or `--format json`",
            )),
        }
    }
}

/// Writes a finished text to standard output, all at once.
pub(crate) fn print(text: &str) -> Result<Status, Failure> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(Status::Fine),
        Err(error) => Err(unwritten(&error)),
    }
}

/// Why output could not be written; a reader that has gone away is no failure.
pub(crate) fn unwritten(error: &std::io::Error) -> Failure {
    match error.kind() {
        std::io::ErrorKind::BrokenPipe => Failure::Closed,
        _ => Failure::Output(format!("the output cannot be written: {error}")),
    }
}

/// Writes a value as JSON.
pub(crate) fn print_json<T: Serialize>(value: &T) -> Result<Status, Failure> {
    print(&(json(value)? + "\n"))
}

fn json<T: Serialize>(value: &T) -> Result<String, Failure> {
    serde_json::to_string_pretty(value).map_err(|error| Failure::Output(error.to_string()))
}
