//! The commands: one file each.

mod assess;
mod batch;
mod check;
mod choose;
mod coach;
mod diff;
mod eval;
mod graph;
mod guide;
mod list;
mod r#move;
mod new;
mod plan;
mod report;
mod schema;
mod show;

use dealgraph::{Library, Playbook, StageKind};

use crate::args::{Args, Command};
use crate::exit::{Failure, Status};
use crate::output;

/// What every command works with.
pub(crate) struct Context {
    pub(crate) library: Library,
    pub(crate) quiet: bool,
}

/// Runs the command that was asked for.
pub(crate) fn run(args: &Args) -> Result<Status, Failure> {
    let context = Context { library: Library::builtin(), quiet: args.quiet };
    match &args.command {
        Command::List(args) => list::run(&context, args),
        Command::Show(args) => show::run(&context, args),
        Command::New(args) => new::run(&context, args),
        Command::Check(args) => check::run(&context, args),
        Command::Graph(args) => graph::run(&context, args),
        Command::Guide(args) => guide::run(&context, args),
        Command::Assess(args) => assess::run(&context, args),
        Command::Plan(args) => plan::run(&context, args),
        Command::Move(args) => r#move::run(&context, args),
        Command::Coach(args) => coach::run(&context, args),
        Command::Report(args) => report::run(&context, args),
        Command::Choose(args) => choose::run(&context, args),
        Command::Diff(args) => diff::run(&context, args),
        Command::Batch(args) => batch::run(&context, args),
        Command::Eval(args) => eval::run(args),
        Command::Schema => schema::run(),
    }
}

impl Context {
    /// Says so where texts are in another language than the one asked for.
    fn told_in(&self, asked: &str, language: &str) {
        let primary = |tag: &str| tag.split('-').next().map(str::to_lowercase);
        if !self.quiet && primary(asked) != primary(language) {
            output::note(&format!("there is no text in `{asked}`: this is in `{language}`"));
        }
    }
}

/// The stage that a plan leads to where none is named: the first that is won.
fn first_won(playbook: &Playbook) -> Option<String> {
    let mut stages = playbook.graph().stages().map(|(_, stage)| stage);
    stages.find(|stage| stage.kind() == StageKind::Won).map(|stage| stage.id().to_string())
}
